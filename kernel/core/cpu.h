// SPDX-License-Identifier: MIT
/// @file
/// Per-CPU data. Entry stubs of arch reach it; its first members have fixed places.
#pragma once

#include <arch_types.h>
#include <base/base.h>

struct thread;
struct domain;
struct sched_context;

enum {
    CPUS_MAX = 1
}; // SMP comes later: everything per CPU is already here.

struct cpu {
    struct arch_context
        *context; ///< Offset 0: of the current thread, where entry stubs save; NULL when idle.
    struct arch_cpu arch; ///< Offset 8 or 16: the arch's own.

    struct thread *current;      ///< NULL when idle.
    struct thread *fpu_owner;    ///< Whose state the FPU registers hold, or NULL.
    struct sched_context *sched; ///< What is charged since charge_from; NULL: nothing.
    nsec_t charge_from;          ///< Since when it is to be charged.
    nsec_t quantum_end;          ///< When the current thread's turn is over.
    nsec_t armed;                ///< Deadline the hardware timer is set to; UINT64_MAX = none.
    bool resched;                ///< Somebody of higher priority may be ready.
    bool fpu_enabled;            ///< What arch_fpu_enable() was told last.
    uint32_t index;
};

/// All CPUs' data. Arch boot code points CPU 0 to the first.
extern struct cpu cpus[CPUS_MAX];

/// One big lock stands here until SMP; one CPU with interrupts off needs nothing.
#define KERNEL_LOCK() ((void)0)
#define KERNEL_UNLOCK() ((void)0)
