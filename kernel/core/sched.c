// SPDX-License-Identifier: MIT
// Who runs: 64 priorities, round robin within one, tickless.
//
// The current thread is READY but in no queue. The hardware timer is set to the earliest of the next
// Timer and, while others of the same priority wait, the end of the turn; a deadline that turned
// out to be too early costs one needless interrupt and nothing else.
#include "kernel.h"
#include "sched_inline.h"
#include "timer.h"

struct kernel kernel;
struct cpu cpus[CPUS_MAX];

void sched_init(void) {
    for (uint32_t i = 0; i < PRIORITY_COUNT; i++) {
        list_init(&kernel.ready[i]);
    }
    struct cpu *cpu = arch_cpu();
    cpu->armed = NSEC_NEVER;
    cpu->charge_from = arch_now_ns();
}

static void ready_insert(struct thread *thread, bool front) {
    struct list *queue = &kernel.ready[thread->priority];
    if (front) {
        list_push_front(queue, &thread->queue_link);
    } else {
        list_push_back(queue, &thread->queue_link);
    }
    kernel.ready_mask |= BIT64(thread->priority);
    thread->queued = true;
}

static void ready_remove(struct thread *thread) {
    list_remove(&thread->queue_link);
    if (list_is_empty(&kernel.ready[thread->priority])) {
        kernel.ready_mask &= ~BIT64(thread->priority);
    }
    thread->queued = false;
}

static void wake(struct thread *thread, bool front) {
    if (thread->table == NULL || thread->domain == NULL) {
        thread->state = THREAD_STOPPED; // what it ran in died
        return;
    }
    thread->state = THREAD_READY;
    struct cpu *cpu = arch_cpu();
    if (thread == cpu->current) {
        return; // blocked and woken within one trap
    }
    ready_insert(thread, front);
    if (cpu->current == NULL || thread->priority >= cpu->current->priority) {
        cpu->resched = true;
    }
}

void sched_wake(struct thread *thread) {
    wake(thread, false);
}

/// What is left of the current turn; never 0.
static nsec_t turn_left(struct cpu *cpu) {
    sched_charge(cpu);
    return cpu->quantum_end > cpu->charge_from ? cpu->quantum_end - cpu->charge_from : 1;
}

void sched_hand_over(struct thread *thread) {
    thread->turn_left = turn_left(arch_cpu());
    wake(thread, true);
}

void sched_block(struct thread *thread, enum thread_state state) {
    if (thread->queued) {
        ready_remove(thread);
    }
    thread->state = (uint8_t)state;
    if (thread == thread_current()) {
        arch_cpu()->resched = true;
    }
}

void sched_set_priority(struct thread *thread, uint32_t priority) {
    bool queued = thread->queued;
    if (queued) {
        ready_remove(thread);
    }
    thread->priority = (uint8_t)priority;
    if (queued) {
        ready_insert(thread, false);
    }
    arch_cpu()->resched = true;
}

void sched_yield(void) {
    struct cpu *cpu = arch_cpu();
    struct thread *current = cpu->current;
    if ((kernel.ready_mask >> current->priority & 1) != 0) {
        ready_insert(current, false);
        cpu->resched = true;
    }
}

ARCH_COLD_CALL void sched_charge(struct cpu *cpu) {
    nsec_t now = arch_now_ns();
    nsec_t spent = now - cpu->charge_from;
    cpu->charge_from = now;
    struct sched_context *sched = cpu->sched;
    if (sched == NULL) {
        return;
    }
    sched->consumed += spent;
    if (sched->left > spent) {
        sched->left -= spent;
    } else {
        sched->left = sched->budget; // until a policy server exists: refilled at once
        COUNT(REFILLS);
    }
}

ARCH_COLD_CALL void sched_switch_fpu(struct cpu *cpu, struct thread *next) {
    if (next->has_fpu != cpu->fpu_enabled) {
        cpu->fpu_enabled = next->has_fpu;
        arch_fpu_enable(next->has_fpu);
    }
    if (next->has_fpu && cpu->fpu_owner != next) {
        if (cpu->fpu_owner != NULL) {
            arch_fpu_save(thread_fpu(cpu->fpu_owner));
        }
        arch_fpu_load(thread_fpu(next));
        cpu->fpu_owner = next;
    }
}

void sched_forget(struct thread *thread) {
    struct cpu *cpu = arch_cpu();
    if (cpu->fpu_owner == thread) {
        cpu->fpu_owner = NULL;
    }
    if (cpu->current == thread) {
        cpu->current = NULL;
        cpu->context = NULL;
        cpu->resched = true;
    }
}

static void go_idle(struct cpu *cpu) {
    sched_charge(cpu);
    cpu->sched = NULL;
    cpu->current = NULL;
    cpu->context = NULL;
}

/// The READY thread of highest priority that is in a queue; it leaves it.
static struct thread *ready_pop(void) {
    uint32_t priority = 63u - (uint32_t)__builtin_clzll(kernel.ready_mask);
    struct thread *thread = list_first(&kernel.ready[priority], struct thread, queue_link);
    ready_remove(thread);
    return thread;
}

static void choose(struct cpu *cpu) {
    struct thread *current = cpu->current;
    if (current != NULL && current->state == THREAD_READY && !current->queued) {
        if (kernel.ready_mask >> current->priority <= 1) {
            return; // nobody above
        }
        current->turn_left = turn_left(cpu);
        ready_insert(current, true);
    }
    if (kernel.ready_mask == 0) {
        go_idle(cpu);
        return;
    }
    struct thread *next = ready_pop();
    if (next != current) {
        sched_switch_inline(cpu, next);
    }
    sched_charge(cpu);
    cpu->quantum_end = cpu->charge_from + (next->turn_left != 0 ? next->turn_left : QUANTUM_NS);
    next->turn_left = 0;
}

static void arm_timer(struct cpu *cpu) {
    nsec_t deadline = timer_next();
    if (cpu->current != NULL && (kernel.ready_mask >> cpu->current->priority & 1) != 0) {
        deadline = MIN(deadline, cpu->quantum_end);
    }
    if (deadline < cpu->armed) {
        cpu->armed = deadline;
        arch_timer_set(deadline);
    }
}

void sched_timer_changed(void) {
    arch_cpu()->resched = true;
}

void sched_tick(void) {
    struct cpu *cpu = arch_cpu();
    cpu->armed = NSEC_NEVER;
    sched_charge(cpu);
    timer_expire(cpu->charge_from);
    struct thread *current = cpu->current;
    if (current != NULL && current->state == THREAD_READY && cpu->charge_from >= cpu->quantum_end) {
        // Alone at its priority it goes on, but its turn (or that of the caller whom it answers)
        // is over as soon as somebody else waits.
        sched_yield();
    }
    cpu->resched = true;
}

// Apart, because most entries need no decision and then no registers for one.
static __attribute__((noinline)) struct arch_context *decide(struct cpu *cpu) {
    cpu->resched = false;
    choose(cpu);
    arm_timer(cpu);
    return cpu->context;
}

struct arch_context *sched_return(void) {
    struct cpu *cpu = arch_cpu();
    return cpu->resched ? decide(cpu) : cpu->context;
}
