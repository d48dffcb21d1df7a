// SPDX-License-Identifier: MIT
/// @file
/// Threads: life, scheduling, time.
#pragma once

#include "cap.h"
#include "core.h"
#include "cpu.h"

/// The thread that entered the kernel.
static inline struct thread *thread_current(void) {
    return arch_cpu()->current;
}

/// Makes a thread of a zeroed page.
void thread_init(struct thread *thread);
/// Ends whatever it waits for and takes it off the CPU; its state is `state` (STOPPED or FAULTED).
/// A blocked IPC ends with `status`, which it sees when it runs again.
void thread_stop(struct thread *thread, enum thread_state state, status_t status);
/// Gives a domain and a table to a thread that has none.
void thread_set_domain(struct thread *thread, struct domain *domain, struct captable *table);
/// The table or domain dies: the thread stops for good.
void thread_lose_table(struct thread *thread);
void thread_lose_domain(struct thread *thread);
/// `frame` with its slot, or NULL.
void thread_set_frame(struct thread *thread, struct ipc_frame *frame, struct slot *slot);
void thread_bind(struct thread *thread, struct notification *notification);
void thread_destroy(struct thread *thread);

/// The current thread cannot go on: tells its domain's fault endpoint.
void thread_fault(struct thread *thread, const struct core_fault *fault);

// --- Scheduling (sched.c) ---

void sched_init(void);
/// A thread that is not READY becomes so.
void sched_wake(struct thread *thread);
/// The same for the other side of a call: it continues the current thread's turn.
void sched_hand_over(struct thread *thread);
/// A READY thread is so no longer; its new state is `state`.
void sched_block(struct thread *thread, enum thread_state state);
void sched_set_priority(struct thread *thread, uint32_t priority);
/// The current thread goes behind the others of its priority.
void sched_yield(void);
/// The timer interrupt: ends turns, fires timers.
void sched_tick(void);
/// A timer deadline may be earlier than what the hardware is set to.
void sched_timer_changed(void);
/// Decides who runs and makes it so; the end of every kernel entry.
struct arch_context *sched_return(void);
/// Charges the running SchedContext up to now.
ARCH_COLD_CALL void sched_charge(struct cpu *cpu);
/// Makes the FPU registers those of `next`, or unusable.
ARCH_COLD_CALL void sched_switch_fpu(struct cpu *cpu, struct thread *next);
/// Whose FPU state the registers hold must be forgotten: the thread dies.
void sched_forget(struct thread *thread);

// --- SchedContexts (sched_context.c) ---

void sched_context_init(struct sched_context *sched);
void sched_context_assign(struct sched_context *sched, struct thread *owner);
/// `from` calls: a passive `to` gets its time.
void sched_lend(struct thread *from, struct thread *to);
/// What `thread` lent comes back, from wherever it is.
void sched_take_back(struct thread *thread);
/// The same for the IPC path, which seldom needs it.
ARCH_COLD_CALL void sched_take_back_cold(struct thread *thread);
void sched_context_destroy(struct sched_context *sched);
