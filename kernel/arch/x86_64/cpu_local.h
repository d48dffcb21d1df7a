// SPDX-License-Identifier: MIT
/// @file
/// What every CPU has of its own, and what is known about all of them.
#pragma once

#include "arch_types.h"
#include "context.h"

/// The 64-bit task state segment: only its stacks are used.
struct x86_tss {
    uint32_t reserved0;
    uint32_t rsp[6]; ///< rsp0..2, split: the fields are not aligned.
    uint32_t reserved1[2];
    uint32_t ist[14];
    uint32_t reserved2[2];
    uint16_t reserved3;
    uint16_t io_map_offset_b; ///< Behind the limit: no port is allowed to user mode.
} __attribute__((packed));

/// One CPU. GS points here while in the kernel.
struct x86_cpu {
    struct arch_context *context; ///< Of the running thread. First: see context.h.
    uint64_t scratch;             ///< User stack pointer for the first instructions of a trap.
    uint64_t stack_top;           ///< Kernel stack.
    struct arch_fpu *fpu_owner;   ///< Whose state the registers hold, NULL = nobody's.
    bool fpu_on;                  ///< CR0.TS is clear.
    bool idle;                    ///< In the one place of the kernel where interrupts are on.
    struct x86_tss tss;
    uint64_t gdt[7];
};
_Static_assert(offsetof(struct x86_cpu, context) == CPU_CONTEXT, "context.h");
_Static_assert(offsetof(struct x86_cpu, scratch) == CPU_SCRATCH, "context.h");
_Static_assert(offsetof(struct x86_cpu, stack_top) == CPU_STACK, "context.h");

/// What CPUID says, once, of the first CPU.
struct x86_features {
    bool smep, smap, umip, pcid, invpcid, x2apic, tsc_deadline, pat;
};
extern struct x86_features x86_features;

/// The first CPU (others come with their own issue).
extern struct x86_cpu x86_cpu0;

static inline struct x86_cpu *x86_this_cpu(void) {
    return &x86_cpu0;
}

/// Loads GDT, IDT and TSS, sets control registers and the syscall entry. Once for each CPU.
void x86_cpu_init(struct x86_cpu *cpu, uint64_t stack_top);
