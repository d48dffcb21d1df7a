// SPDX-License-Identifier: MIT
// Random traps of several threads: after each, every pointer has its counterpart.
#include "kit.h"

#include <base/rng.h>

enum {
    TASKS = 7,
    ENDPOINTS = 3,
    ROUNDS = 60,
    STEPS = 1500,
    SAME = 40
};

struct actor {
    struct task task;
    handle_t endpoints[ENDPOINTS]; ///< All rights.
    handle_t notifications[TASKS]; ///< Of all.
    handle_t replies[2];
    handle_t gift; ///< Something to send; what comes is lost.
};

static struct rng rng;
static struct actor actors[TASKS];
static handle_t endpoints[ENDPOINTS]; ///< In init's table.

static uint32_t any(uint32_t limit) {
    return rng_below(&rng, limit);
}

static void set_up(void) {
    kit_boot();
    for (uint32_t i = 0; i < ENDPOINTS; i++) {
        endpoints[i] = kit_carve(OBJECT_ENDPOINT, 0);
    }
    for (uint32_t i = 0; i < TASKS; i++) {
        uint32_t flags = TASK_WINDOW | (any(2) == 0 ? TASK_PASSIVE : 0);
        actors[i].task = kit_task(SAME, any(5) == 0 ? flags | TASK_NO_FRAME : flags);
    }
    for (uint32_t i = 0; i < TASKS; i++) {
        struct actor *actor = &actors[i];
        for (uint32_t j = 0; j < ENDPOINTS; j++) {
            actor->endpoints[j] = kit_give(&actor->task, endpoints[j], RIGHT_ALL, i + 1);
        }
        for (uint32_t j = 0; j < TASKS; j++) {
            actor->notifications[j] =
                kit_give(&actor->task, actors[j].task.notification, RIGHT_ALL, 0);
        }
        for (uint32_t j = 0; j < ARRAY_LEN(actor->replies); j++) {
            actor->replies[j] =
                kit_make(actor->task.table, CAPTABLE_INSERT, kit_carve(OBJECT_REPLY, 0), 0,
                         RIGHT_ALL, 0, CAPTABLE_MOVE);
        }
        actor->gift = kit_give(&actor->task, endpoints[0], RIGHT_ALL, 0);
        kit_run_init();
        CHECK_STATUS(kit_do(actor->task.domain, DOMAIN_SET_FAULT, endpoints[any(ENDPOINTS)]), OK);
    }
}

static uint64_t random_tag(const struct actor *actor) {
    uint32_t words = any(4) == 0 ? any(20) : any(4);
    uint32_t caps = any(6) == 0 ? 1 : 0;
    if (caps != 0 && actor->task.t->frame != NULL) {
        actor->task.t->frame->send.caps[0] = actor->gift;
    }
    return TAG(any(2), words, caps, 0);
}

/// A trap of the actor that runs.
static void act(struct actor *actor) {
    handle_t endpoint = actor->endpoints[any(ENDPOINTS)];
    uint32_t nonblock = any(2) == 0 ? TAG_NONBLOCK : 0;
    uint64_t tag = random_tag(actor);
    uint64_t flag = (uint64_t)nonblock << TAG_FLAGS_SHIFT;
    const struct core_fault fault = { FAULT_PAGE, 0, 0x1000, 0 };
    struct ipc_frame *frame = actor->task.t->frame;
    switch (any(12)) {
    case 0:
    case 1:
        (void)kit_trap(TRAP_CALL, endpoint, tag, NULL);
        break;
    case 2:
        if (frame != NULL) {
            frame->send.abort_mask = 1;
        }
        (void)kit_trap(TRAP_CALL, endpoint, tag | (uint64_t)TAG_ABORTABLE << TAG_FLAGS_SHIFT, NULL);
        break;
    case 3:
        (void)kit_trap(TRAP_SEND, endpoint, tag | flag, NULL);
        break;
    case 4:
    case 5:
        (void)kit_trap(TRAP_RECV, endpoint, flag, NULL);
        break;
    case 6:
    case 7:
        (void)kit_trap(TRAP_REPLY_RECV, endpoint, tag | flag, NULL);
        break;
    case 8:
        (void)kit_trap(TRAP_INVOKE, actor->replies[any(2)], TAG(REPLY_SAVE, 0, 0, 0), NULL);
        break;
    case 9:
        (void)kit_trap(TRAP_SEND, actor->replies[any(2)], tag, NULL);
        break;
    case 10: {
        uint64_t bits = 1 + any(3);
        (void)kit_trap(TRAP_NOTIFY, actor->notifications[any(TASKS)], TAG(0, 1, 0, 0), &bits);
        break;
    }
    default:
        (void)core_fault(&fault);
        break;
    }
}

/// What init does to the others; rarely something final.
static void meddle(void) {
    const struct task *task = &actors[any(TASKS)].task;
    switch (any(24)) {
    case 6:
    case 7:
        (void)kit_do(task->thread, THREAD_SET_PRIORITY, SAME - 2 + any(5));
        break;
    case 8:
        (void)kit_do(task->thread, THREAD_SET_SCHED, any(2) == 0 ? 0 : task->sched);
        break;
    case 9:
        if (any(250) == 0) {
            (void)kit_do(task->sched, CAP_DELETE);
        }
        break;
    case 10:
        if (any(250) == 0) {
            (void)kit_do(task->thread, CAP_DELETE);
        }
        break;
    case 11:
        if (any(400) == 0) {
            (void)kit_do(endpoints[any(ENDPOINTS)], CAP_DELETE);
        }
        break;
    case 12:
        if (any(250) == 0) {
            (void)kit_do(task->table, CAP_DELETE);
        }
        break;
    case 13:
        if (any(250) == 0) {
            (void)kit_do(task->domain, CAP_DELETE);
        }
        break;
    default:
        (void)kit_do(task->thread, THREAD_SUSPEND);
        (void)kit_do(task->thread, THREAD_RESUME);
        break;
    }
}

static bool in_list(const struct list *head, const struct list *link) {
    for (const struct list *at = head->next; at != head; at = at->next) {
        if (at == link) {
            return true;
        }
    }
    return false;
}

static void check_thread(const struct thread *thread) {
    const struct thread *current = thread_current();
    bool ready = thread->state == THREAD_READY;
    CHECK_EQ(thread->queued, ready && thread != current);
    CHECK(!thread->queued || in_list(&kernel.ready[thread->priority], &thread->queue_link));
    CHECK(thread->caller == NULL || thread->caller->callee == thread);
    CHECK(thread->caller == NULL || thread->caller->state == THREAD_BLOCKED_REPLY);
    CHECK((thread->caller != NULL) == (thread->depth != 0));
    if (thread->state == THREAD_BLOCKED_REPLY) {
        CHECK((thread->callee != NULL) != (thread->reply != NULL));
        CHECK(thread->callee == NULL || thread->callee->caller == thread);
        CHECK(thread->reply == NULL || thread->reply->caller == thread);
    } else {
        CHECK(thread->callee == NULL && thread->reply == NULL && thread->lent == NULL);
    }
    if (thread->state == THREAD_BLOCKED_SEND || thread->state == THREAD_BLOCKED_RECV) {
        CHECK(in_list(&thread->endpoint->queue, &thread->queue_link));
        CHECK_EQ(thread->endpoint->state,
                 thread->state == THREAD_BLOCKED_SEND ? ENDPOINT_SENDING : ENDPOINT_RECEIVING);
    } else if (thread->state != THREAD_BLOCKED_REPLY) {
        CHECK_EQ(thread->abort_mask, 0);
        CHECK_EQ(thread->sending, SENDING_NOTHING);
    }
    CHECK(thread->sched == NULL || thread->sched->holder == thread);
    CHECK(thread->bound == NULL || thread->bound->bound == thread);
    // Nobody sleeps in recv on bits that are there.
    CHECK(thread->state != THREAD_BLOCKED_RECV || thread->bound == NULL ||
          thread->bound->word == 0);
    CHECK(!ready || (thread->table != NULL && thread->domain != NULL));
}

static void check_everything(void) {
    for (uint32_t i = 0; i < TASKS; i++) {
        const struct slot *slot = kit_slot(actors[i].task.thread);
        if (slot != NULL) {
            check_thread(actors[i].task.t);
        }
        const struct slot *time = actors[i].task.sched == 0 ? NULL : kit_slot(actors[i].task.sched);
        if (time != NULL) {
            const struct sched_context *sched = cap_object(time);
            CHECK(sched->holder == NULL || sched->holder->sched == sched);
            CHECK_EQ(sched->num_lenders == 0, sched->lender == NULL);
            CHECK(sched->num_lenders == 0 || sched->owner != sched->holder);
        }
    }
    check_thread(kit_init_thread());
    // The kit forces threads onto the CPU; left alone, the kernel runs the highest.
    cpus[0].resched = true;
    (void)sched_return();
    const struct thread *current = thread_current();
    if (current == NULL) {
        CHECK_EQ(kernel.ready_mask, 0);
    } else {
        CHECK(kernel.ready_mask >> current->priority <= 1);
        CHECK(cpus[0].context == &current->context);
        CHECK(cpus[0].arch.active == &current->domain->space);
    }
}

static struct actor *pick_ready(void) {
    struct actor *actor = &actors[any(TASKS)];
    for (uint32_t tries = 0; tries < 10; tries++) {
        if (kit_slot(actor->task.thread) != NULL && actor->task.t->state == THREAD_READY) {
            break;
        }
        actor = &actors[any(TASKS)];
    }
    return actor;
}

TEST(random_traps_keep_every_pointer_paired) {
    uint32_t calls = 0; // that found their server waiting; more were queued first
    rng_init(&rng, 99);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        set_up();
        for (uint32_t step = 0; step < STEPS; step++) {
            struct actor *actor = pick_ready();
            const struct slot *slot = kit_slot(actor->task.thread);
            host.now += any(1000);
            if (slot != NULL && actor->task.t->state == THREAD_READY && any(5) != 0) {
                kit_run(actor->task.t);
                cpus[0].resched = any(2) == 0; // keeps off the fast path half of the time
                act(actor);
                calls += actor->task.t->state == THREAD_BLOCKED_REPLY;
            } else {
                kit_run_init();
                meddle();
            }
            check_everything();
        }
        kit_run_init();
        kit_check_all();
    }
    CHECK(calls > 1000);
}
