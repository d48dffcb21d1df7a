// SPDX-License-Identifier: MIT
/// @file
/// The parts of scheduling that are on the IPC path.
#pragma once

#include "kernel.h"
#include "thread.h"

#define SCHED_INLINE static inline __attribute__((always_inline))

/// sched_lend(): a passive `to` gets the time of `from`.
SCHED_INLINE void sched_lend_inline(struct thread *from, struct thread *to) {
    struct sched_context *sched = from->sched;
    if (sched == NULL || to->sched != NULL || sched->num_lenders >= CALL_DEPTH_MAX) {
        return;
    }
    from->lend_next = sched->lender;
    sched->lender = from;
    sched->num_lenders++;
    sched->holder = to;
    from->sched = NULL;
    from->lent = sched;
    to->sched = sched;
}

/// sched_take_back() where `from` holds what `thread` lent last; else the general one.
SCHED_INLINE void sched_take_back_inline(struct thread *thread, struct thread *from) {
    struct sched_context *sched = thread->lent;
    if (sched == NULL) {
        return;
    }
    if (sched->lender != thread || sched->holder != from || thread->sched != NULL) {
        sched_take_back_cold(thread);
        return;
    }
    sched->lender = thread->lend_next;
    sched->num_lenders--;
    sched->holder = thread;
    thread->lent = NULL;
    thread->sched = sched;
    from->sched = NULL;
}

/// sched_switch(): `next` runs from now on.
SCHED_INLINE void sched_switch_inline(struct cpu *cpu, struct thread *next) {
    if (next->sched != cpu->sched) {
        sched_charge(cpu);
        cpu->sched = next->sched;
    }
    cpu->current = next;
    cpu->context = &next->context;
    arch_space_activate(&next->domain->space);
    arch_context_activate(&next->context);
    if (next->has_fpu != cpu->fpu_enabled || (next->has_fpu && cpu->fpu_owner != next)) {
        sched_switch_fpu(cpu, next);
    }
    COUNT(SWITCHES);
}
