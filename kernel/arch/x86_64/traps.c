// SPDX-License-Identifier: MIT
/// @file
/// From the CPU's vectors to the core's functions.
#include "board/board.h"
#include "core/core.h"
#include "core/cpu.h"
#include "irq.h"
#include "lapic.h"
#include "trap.h"

enum {
    VECTOR_DIVIDE = 0,
    VECTOR_DEBUG = 1,
    VECTOR_BREAKPOINT = 3,
    VECTOR_UNDEFINED = 6,
    VECTOR_NO_FPU = 7,
    VECTOR_PROTECTION = 13,
    VECTOR_PAGE = 14,
    VECTOR_X87 = 16,
    VECTOR_SIMD = 19,
    VECTOR_EXCEPTIONS = 32,
    PAGE_PRESENT = 1 << 0,
    PAGE_WRITE = 1 << 1,
    PAGE_FETCH = 1 << 4,
};

static enum fault_kind kind_of(uint64_t vector) {
    switch (vector) {
    case VECTOR_DIVIDE:
    case VECTOR_X87:
    case VECTOR_SIMD:
        return FAULT_ARITH;
    case VECTOR_DEBUG:
    case VECTOR_BREAKPOINT:
        return FAULT_DEBUG;
    case VECTOR_UNDEFINED:
    case VECTOR_NO_FPU:
    case VECTOR_PROTECTION:
        return FAULT_ILLEGAL;
    case VECTOR_PAGE:
        return FAULT_PAGE;
    default:
        return FAULT_OTHER;
    }
}

struct arch_context *x86_trap_user(const struct arch_context *context) {
    if (context->vector >= VECTOR_EXCEPTIONS) {
        return x86_trap_interrupt(context->vector);
    }
    struct core_fault fault = {
        .kind = kind_of(context->vector),
        .address = context->rip,
        .code = context->vector,
    };
    if (context->vector == VECTOR_PAGE) {
        fault.address = x86_read_cr2();
        fault.code = context->error;
        fault.flags = ((context->error & PAGE_WRITE) != 0 ? FAULT_WRITE : 0u) |
                      ((context->error & PAGE_FETCH) != 0 ? FAULT_EXEC : 0u) |
                      ((context->error & PAGE_PRESENT) != 0 ? FAULT_PRESENT : 0u);
    }
    return core_fault(&fault);
}

struct arch_context *x86_trap_interrupt(uint64_t vector) {
    if (vector == LAPIC_VECTOR_TIMER) {
        lapic_eoi();
        return core_timer();
    }
    if (vector >= X86_IRQ_VECTOR_FIRST && vector < X86_IRQ_VECTOR_END) {
        return core_irq((uint32_t)vector - X86_IRQ_VECTOR_FIRST);
    }
    if (vector == LAPIC_VECTOR_IPI) {
        lapic_eoi();
    }
    return arch_cpu()->context; // Spurious, of the LAPIC or the old controllers: no EOI.
}

_Noreturn void x86_trap_fatal(const struct arch_context *context) {
    static uint32_t nested; // A fault while it is being reported: once more, then silence.
    if (nested++ > 1) {
        board_halt();
    }
    // It may have come between an entry and its swapgs.
    x86_wrmsr(X86_MSR_GS_BASE, (uint64_t)(uintptr_t)&cpus[0]);
    kprintf("\nexception %lu, error %lx, address %016lx\n", context->vector, context->error,
            x86_read_cr2());
    arch_context_print(context);
    panic("exception in the kernel");
}
