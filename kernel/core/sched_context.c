// SPDX-License-Identifier: MIT
// SchedContexts: time, lent along calls and given back with the answer.
//
// A SchedContext's lenders form a stack: the owner first lent it, a server down the chain last.
// Taking it back at any level also ends what was lent above.
#include "invoke.h"
#include "kernel.h"
#include "sched_inline.h"

enum {
    BUDGET_DEFAULT_NS = QUANTUM_NS
};

void sched_context_init(struct sched_context *sched) {
    sched->budget = BUDGET_DEFAULT_NS;
    sched->period = BUDGET_DEFAULT_NS;
    sched->left = BUDGET_DEFAULT_NS;
}

/// Charges the CPU's time before a SchedContext that it may be running on changes hands.
static void settle(void) {
    sched_charge(arch_cpu());
}

/// `thread` no longer runs on its SchedContext.
static void let_go(struct thread *thread) {
    if (thread->sched != NULL) {
        settle();
        thread->sched->holder = NULL;
        thread->sched = NULL;
    }
}

void sched_context_assign(struct sched_context *sched, struct thread *owner) {
    if (owner->sched != NULL) {
        owner->sched->owner = NULL;
        let_go(owner);
    }
    if (sched != NULL) {
        sched->owner = owner;
        sched->holder = owner;
        owner->sched = sched;
    }
}

void sched_lend(struct thread *from, struct thread *to) {
    sched_lend_inline(from, to);
}

/// The last one that lent `sched` has nothing to get back any more.
static struct thread *pop_lender(struct sched_context *sched) {
    struct thread *lender = sched->lender;
    sched->lender = lender->lend_next;
    sched->num_lenders--;
    lender->lend_next = NULL;
    lender->lent = NULL;
    return lender;
}

void sched_take_back(struct thread *thread) {
    struct sched_context *sched = thread->lent;
    if (sched == NULL) {
        return;
    }
    while (pop_lender(sched) != thread) { // at most CALL_DEPTH_MAX
    }
    if (sched->holder != NULL) {
        let_go(sched->holder);
    }
    if (thread->sched == NULL) {
        sched->holder = thread;
        thread->sched = sched;
    }
}

ARCH_COLD_CALL void sched_take_back_cold(struct thread *thread) {
    sched_take_back(thread);
}

void sched_context_destroy(struct sched_context *sched) {
    while (sched->lender != NULL) { // at most CALL_DEPTH_MAX
        (void)pop_lender(sched);
    }
    if (sched->holder != NULL) {
        let_go(sched->holder);
    }
    sched->owner = NULL;
    struct cpu *cpu = arch_cpu();
    if (cpu->sched == sched) {
        cpu->sched = NULL;
    }
}

static status_t on_configure(struct invoke *invoke) {
    nsec_t budget = invoke->args[0];
    nsec_t period = invoke->args[1];
    if (budget == 0 || budget > period) {
        return ERR_BAD_ARG;
    }
    struct sched_context *sched = cap_object(invoke->slot);
    sched->budget = budget;
    sched->period = period;
    sched->left = budget;
    return OK;
}

static status_t on_info(struct invoke *invoke) {
    settle();
    struct sched_context *sched = cap_object(invoke->slot);
    invoke_return(invoke, sched->consumed);
    return OK;
}

const struct method sched_context_methods[METHODS_MAX] = {
    [SCHED_CONFIGURE - METHOD_FIRST] = { on_configure, RIGHT_MANAGE, 2 },
    [SCHED_INFO - METHOD_FIRST] = { on_info, RIGHT_READ, 0 },
};
