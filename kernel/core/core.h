// SPDX-License-Identifier: MIT
/// @file
/// What the core offers to arch and board code: start, and one function per sort of kernel entry.
#pragma once

#include "arch/arch.h"

enum {
    BOOT_RANGES_MAX = 96
};

/// A physical range of the machine. Ranges of a list do not overlap.
struct boot_range {
    paddr_t start; ///< Page aligned.
    paddr_t end;   ///< Page aligned, exclusive.
    uint32_t kind; ///< UNTYPED_RAM: free RAM, without the kernel image, archive and what must stay
                   ///< untouched; UNTYPED_DEVICE: MMIO and firmware tables.
};

/// What arch boot code knows about the machine. May lie anywhere in the kernel image.
struct boot_params {
    struct boot_range ranges[BOOT_RANGES_MAX];
    uint32_t num_ranges;
    paddr_t archive_start; ///< Boot archive, page aligned; not part of `ranges`.
    uint64_t archive_b;    ///< 0: none (the core panics).
    uint64_t ram_b;        ///< All RAM of the machine.
    uint64_t kernel_b;     ///< RAM of the kernel image.
    paddr_t acpi_rsdp;     ///< 0 = none.
    paddr_t fb_paddr;      ///< 0 = no firmware framebuffer.
    uint32_t fb_width_px, fb_height_px, fb_stride_b, fb_format;
    char cmdline[BOOT_CMDLINE_MAX];
};

/// Builds init from the archive. Called once, with the direct map, timer, console and interrupt
/// controller up, on a kernel stack of at least 8 KiB. The archive and all RAM ranges below
/// ARCH_DIRECT_LIMIT must be in the direct map.
///
/// @return the context to return to.
struct arch_context *core_init(const struct boot_params *params);

/// A trap of the current thread. Its registers are in arch_cpu()->context.
///
/// @return as described in arch.h.
struct arch_context *core_trap(handle_t handle, uint64_t tag, uint64_t trap);

/// An exception of the current thread in user mode.
struct core_fault {
    enum fault_kind kind;
    uint32_t flags;  ///< FAULT_WRITE | FAULT_EXEC | FAULT_PRESENT.
    vaddr_t address; ///< Of the access; the instruction pointer where there is none.
    uint64_t code;   ///< The CPU's error code or vector (word 5 of the fault message).
};
struct arch_context *core_fault(const struct core_fault *fault);

/// Interrupt `irq` (a number of board.h) came; the core masks it and calls board_irq_eoi().
struct arch_context *core_irq(uint32_t irq);

/// The timer interrupt came; arch has acknowledged it.
struct arch_context *core_timer(void);

/// Prints and stops the machine with a backtrace. fmt_vstr() formats.
_Noreturn void panic(const char *format, ...) __attribute__((format(printf, 1, 2)));
/// Formatted line to the early console.
void kprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
