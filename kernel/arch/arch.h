// SPDX-License-Identifier: MIT
/// @file
/// The contract that every CPU implements. kernel/core knows nothing else about the machine.
///
/// Two headers of the arch folder (found by -I) complete it:
/// - `<arch_types.h>`: struct arch_context, struct arch_space, struct arch_cpu, ARCH_* constants.
/// - `<arch_inline.h>`: the functions declared `static inline` below; they are on the IPC path.
///
/// The kernel runs with interrupts off on one stack per CPU. An entry stub saves the user registers
/// into arch_cpu()->context, calls one core_*() function of <core/core.h> and returns to the context
/// that function hands back: the registers of the thread to run, its address space being active.
/// NULL means idle: wait for an interrupt with interrupts on (stack reset to its top), then call
/// core_irq() or core_timer() again.
#pragma once

#include <abi/boot.h>
#include <abi/trap.h>
#include <base/base.h>

// struct arch_context  All user registers. The core puts it into struct thread, 16-byte aligned.
// struct arch_space    Per domain: paddr_t root, plus what the CPU needs (PCID/ASID, flush marks).
// struct arch_cpu      Per CPU, first member of struct cpu: what the entry stubs need (scratch,
//                      kernel stack ...).
// ARCH_ROOT_LEVEL      Level of a domain's root table: 4 on x86_64, 3 on aarch64. Leaf tables are 1.
// ARCH_USER_END        First address above user space.
// ARCH_DIRECT_LIMIT    Physical memory at or above is never used as RAM (at most 256 GiB).
// ARCH_FPU_B           Bytes of the FPU save area, at most 3072. It is 64-byte aligned.
// ARCH_HAS_IOPORT      1 on x86.
// ARCH_COLD_CALL       Attribute of functions that the IPC path seldom calls: they preserve all
//                      registers, so that the path needs none that it would have to save. Or empty.
#include <arch_types.h>

struct cpu;

// --- Memory ---

/// Kernel pointer to RAM at `paddr` through the direct map. Never used for DEVICE memory.
static inline void *arch_phys_to_ptr(paddr_t paddr);
/// The opposite, for pointers into the direct map only.
static inline paddr_t arch_ptr_to_phys(const void *pointer);

/// Page table entries. All tables have 512 entries of 64 bits; entry i of a level-n table covers
/// 4 KiB << 9 * (n - 1) bytes. 0 is "not present". `rights` are RIGHT_READ|WRITE|EXEC; READ is always set.
/// A pointer from a level-n table (n > 2) to the next lower table: restricts nothing.
static inline uint64_t arch_pte_table(paddr_t table);
/// A pointer from a level-2 table to a leaf table: restricts what the leaf grants to `rights`.
static inline uint64_t arch_pte_unit(paddr_t leaf, uint32_t rights);
/// A page in a leaf table: user, never global, accessed and dirty preset where the CPU has them.
static inline uint64_t arch_pte_page(paddr_t page, uint32_t rights, enum frame_cache cache);
/// Whether a present leaf entry was made with CACHE_NORMAL: RAM, which the direct map shows.
static inline bool arch_pte_is_cached(uint64_t entry);
/// Physical address in a present entry of any of the three sorts.
static inline paddr_t arch_pte_paddr(uint64_t entry);
/// Stores an entry where the page walker may be looking (barriers included).
static inline void arch_pte_store(uint64_t *slot, uint64_t entry);

/// Makes `space` of the zeroed root table `root`: fills in the kernel's half.
void arch_space_init(struct arch_space *space, paddr_t root);
/// The space is gone: an active one is left for the kernel's own; its PCID/ASID becomes free.
void arch_space_deinit(struct arch_space *space);
/// Runs user code in `space` from now on; NULL: the kernel's own tables. Cheap if already active.
static inline void arch_space_activate(struct arch_space *space);
/// No CPU uses a translation of [vaddr, vaddr + pages * 4 KiB) of any space any longer.
void arch_tlb_flush_pages(vaddr_t vaddr, uint32_t pages);
/// No CPU uses any old translation of `space` any longer (an upper entry changed).
void arch_tlb_flush_space(struct arch_space *space);

// --- Registers ---

/// The six (x86_64) or eight message words of a context, contiguous.
static inline uint64_t *arch_context_words(struct arch_context *context);
/// Result of a trap: status, badge and tag registers.
static inline void arch_context_set_result(struct arch_context *context, status_t status,
                                           uint64_t badge, uint64_t tag);
/// Registers of a thread that starts: everything else is zero, user mode, interrupts on.
void arch_context_start(struct arch_context *context, vaddr_t ip, vaddr_t sp, uint64_t arg,
                        vaddr_t fp);
static inline vaddr_t arch_context_ip(const struct arch_context *context);
/// The thread goes on at `ip`, which is below ARCH_USER_END; all other registers stay.
static inline void arch_context_set_ip(struct arch_context *context, vaddr_t ip);
static inline vaddr_t arch_context_sp(const struct arch_context *context);
static inline vaddr_t arch_context_fp(const struct arch_context *context);
/// User TLS base. Kept in the context; loaded by arch_thread_activate().
void arch_context_set_tls(struct arch_context *context, uint64_t base);
/// `context` is what this CPU returns to next: loads what the exit stub does not (TLS base).
static inline void arch_context_activate(struct arch_context *context);

/// FPU state. The core keeps track of whose state the registers hold.
void arch_fpu_init(void *area); ///< Start-up state into a zeroed save area.
void arch_fpu_save(void *area);
void arch_fpu_load(const void *area);
/// Whether user code may use the FPU now; without it the instruction is FAULT_ILLEGAL.
static inline void arch_fpu_enable(bool enable);

// --- CPU, time, interrupts ---

/// This CPU's data. `struct cpu` is in <core/cpu.h>; arch boot code points to one of core's.
static inline struct cpu *arch_cpu(void);
/// True when an interrupt waits to be taken. Asked at restart points, every few microseconds of work.
bool arch_irq_pending(void);
/// Nanoseconds since boot, the info page's clock. Never goes back.
static inline nsec_t arch_now_ns(void);
/// One-shot timer interrupt -> core_timer(). A past deadline fires at once; UINT64_MAX: never.
void arch_timer_set(nsec_t deadline);
/// Fills the clock fields of the information page.
void arch_info_fill(struct info_page *info);
/// Prints the kernel's own call chain to the console, with symbols if the image carries them.
void arch_backtrace(void);
/// Prints the registers of a user context to the console.
void arch_context_print(const struct arch_context *context);

#if ARCH_HAS_IOPORT
/// `width` is 1, 2 or 4.
uint32_t arch_ioport_in(uint16_t port, uint32_t width);
void arch_ioport_out(uint16_t port, uint32_t width, uint32_t value);
#endif

#include <arch_inline.h>
