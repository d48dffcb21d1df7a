// SPDX-License-Identifier: MIT
/// @file
/// The short functions of arch/arch.h: they are on the IPC path.
#pragma once

#include "cpu.h"
#include "tss.h"

#define X86_PTE_PRESENT UINT64_C(0x001)
#define X86_PTE_WRITE UINT64_C(0x002)
#define X86_PTE_USER UINT64_C(0x004)
#define X86_PTE_PWT UINT64_C(0x008)
#define X86_PTE_PCD UINT64_C(0x010)
#define X86_PTE_ACCESSED UINT64_C(0x020)
#define X86_PTE_DIRTY UINT64_C(0x040)
#define X86_PTE_LARGE UINT64_C(0x080)
#define X86_PTE_GLOBAL UINT64_C(0x100)
#define X86_PTE_NX BIT64(63)
#define X86_PTE_ADDRESS UINT64_C(0x000ffffffffff000)

/// Nanoseconds in a TSC tick, times 2^32; TSC value of time 0. Written once at boot.
struct x86_clock {
    uint64_t tsc_mult;
    uint64_t base_tsc;
};
extern struct x86_clock x86_clock;

/// Out of line: arch_space_activate() for the kernel's own tables and for CPUs with PCID.
ARCH_COLD_CALL void x86_space_switch(struct arch_space *space);
/// True when the CPU has PCIDs. Written once at boot.
extern bool x86_pcid_on;

static inline void *arch_phys_to_ptr(paddr_t paddr) {
    return (void *)(uintptr_t)(X86_DIRECT_BASE + paddr);
}

static inline paddr_t arch_ptr_to_phys(const void *pointer) {
    return (paddr_t)(uintptr_t)pointer - X86_DIRECT_BASE;
}

static inline uint64_t arch_pte_table(paddr_t table) {
    return table | X86_PTE_PRESENT | X86_PTE_WRITE | X86_PTE_USER | X86_PTE_ACCESSED;
}

static inline uint64_t x86_pte_rights(uint32_t rights) {
    return X86_PTE_PRESENT | X86_PTE_USER | X86_PTE_ACCESSED |
           ((rights & RIGHT_WRITE) != 0 ? X86_PTE_WRITE : 0) |
           ((rights & RIGHT_EXEC) != 0 ? 0 : X86_PTE_NX);
}

static inline uint64_t arch_pte_unit(paddr_t leaf, uint32_t rights) {
    return leaf | x86_pte_rights(rights);
}

// Entry 1 of the PAT (PWT alone) is set to write-combining by x86_cpu_init().
static inline uint64_t arch_pte_page(paddr_t page, uint32_t rights, enum frame_cache cache) {
    uint64_t entry = page | x86_pte_rights(rights) | X86_PTE_DIRTY;
    if (cache == CACHE_UNCACHED) {
        entry |= X86_PTE_PCD | X86_PTE_PWT;
    } else if (cache == CACHE_WRITE_COMBINING) {
        entry |= X86_PTE_PWT;
    }
    return entry;
}

static inline bool arch_pte_is_cached(uint64_t entry) {
    return (entry & (X86_PTE_PCD | X86_PTE_PWT)) == 0;
}

static inline paddr_t arch_pte_paddr(uint64_t entry) {
    return entry & X86_PTE_ADDRESS;
}

static inline void arch_pte_store(uint64_t *slot, uint64_t entry) {
    __atomic_store_n(slot, entry, __ATOMIC_RELEASE);
}

/// The arch's part of this CPU's data. Volatile is not needed: it never moves.
static inline struct cpu *arch_cpu(void) {
    struct cpu *cpu;
    __asm__("movq %%gs:%c1, %0" : "=r"(cpu) : "i"(CPU_SELF));
    return cpu;
}

static inline struct arch_cpu *x86_cpu(void) {
    return (struct arch_cpu *)(void *)((char *)arch_cpu() + CPU_SCRATCH);
}

static inline void arch_space_activate(struct arch_space *space) {
    struct arch_cpu *cpu = x86_cpu();
    if (cpu->space == space) {
        return;
    }
    if (x86_pcid_on || space == NULL) {
        x86_space_switch(space);
        return;
    }
    cpu->space = space;
    x86_write_cr3(space->root);
}

static inline uint64_t *arch_context_words(struct arch_context *context) {
    return &context->rdx;
}

static inline void arch_context_set_result(struct arch_context *context, status_t status,
                                           uint64_t badge, uint64_t tag) {
    context->rax = (uint64_t)(int64_t)status;
    context->rdi = badge;
    context->rsi = tag;
}

static inline vaddr_t arch_context_ip(const struct arch_context *context) {
    return context->rip;
}

static inline void arch_context_set_ip(struct arch_context *context, vaddr_t ip) {
    context->rip = ip;
}

static inline vaddr_t arch_context_sp(const struct arch_context *context) {
    return context->rsp;
}

static inline vaddr_t arch_context_fp(const struct arch_context *context) {
    return context->rbp;
}

static inline void arch_context_activate(struct arch_context *context) {
    struct arch_cpu *cpu = x86_cpu();
    cpu->tss->rsp0 = (uint64_t)(uintptr_t)context + CTX_FRAME_END;
    // A thread can set its base to 0 by loading FS, so an equal value is no reason to skip.
    if ((context->fs_base | cpu->fs_base) != 0) {
        cpu->fs_base = context->fs_base;
        x86_wrmsr(X86_MSR_FS_BASE, context->fs_base);
    }
}

static inline void arch_fpu_enable(bool enable) {
    if (enable) {
        __asm__ volatile("clts" : : : "memory");
    } else {
        x86_write_cr0(x86_read_cr0() | X86_CR0_TS);
    }
}

static inline nsec_t arch_now_ns(void) {
    uint64_t ticks = x86_rdtsc() - x86_clock.base_tsc;
    return (nsec_t)((unsigned __int128)ticks * x86_clock.tsc_mult >> 32);
}
