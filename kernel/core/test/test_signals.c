// SPDX-License-Identifier: MIT
// Notifications, timers, interrupts, ports.
#include "kit.h"

#include <base/rng.h>

enum {
    SAME = 40,
    SECOND = 1000000000
};

static struct task task;

static void set_up(void) {
    kit_boot();
    task = kit_task(SAME, 0);
}

static struct result notify(handle_t handle, uint64_t bits) {
    return kit_trap(TRAP_NOTIFY, handle, TAG(0, 1, 0, 0), &bits);
}

TEST(bits_add_up_and_are_taken_at_once) {
    set_up();
    handle_t badged = kit_make(task.notification, CAP_DERIVE, RIGHT_WRITE, 4);
    CHECK_STATUS(notify(task.notification, 1).status, OK);
    CHECK_STATUS(kit_trap(TRAP_NOTIFY, badged, 0, NULL).status, OK);
    CHECK_STATUS(notify(badged, 8).status, OK); // the badge alone says which
    struct result got = kit_trap(TRAP_RECV, task.notification, 0, NULL);
    CHECK_STATUS(got.status, OK);
    CHECK_EQ(got.tag, TAG(0, 1, 0, TAG_NOTIFIED));
    CHECK_EQ(got.words[0], 5);
    CHECK_STATUS(kit_trap(TRAP_RECV, task.notification, TAG(0, 0, 0, TAG_NONBLOCK), NULL).status,
                 ERR_WOULD_BLOCK);
    CHECK_STATUS(kit_trap(TRAP_NOTIFY, task.notification, 0, NULL).status, ERR_BAD_MESSAGE);
    CHECK_STATUS(kit_trap(TRAP_NOTIFY, task.notification, TAG(0, 2, 0, 0), NULL).status,
                 ERR_BAD_MESSAGE);
    CHECK_STATUS(kit_trap(TRAP_RECV, badged, 0, NULL).status, ERR_DENIED);
}

TEST(a_bound_notification_interrupts_recv_and_comes_first) {
    set_up();
    handle_t endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    handle_t at_task = kit_give(&task, endpoint, RIGHT_READ, 0);
    kit_run(task.t);
    (void)kit_trap(TRAP_RECV, at_task, 0, NULL);
    CHECK_EQ(task.t->state, THREAD_BLOCKED_RECV);
    kit_run_init();
    CHECK_STATUS(notify(task.notification, 3).status, OK);
    CHECK_EQ(task.t->state, THREAD_READY);
    CHECK_EQ(kit_result(task.t).words[0], 3);
    CHECK_EQ(task.t->bound->word, 0); // taken, not copied
    CHECK_EQ(kit_result(task.t).tag, TAG(0, 1, 0, TAG_NOTIFIED));
    CHECK_EQ(((struct endpoint *)kit_object(endpoint))->state, ENDPOINT_IDLE);

    CHECK_STATUS(notify(task.notification, 7).status, OK);
    (void)kit_trap(TRAP_CALL, endpoint, 0, NULL); // init waits in the queue
    CHECK_EQ(kit_init_thread()->state, THREAD_BLOCKED_SEND);
    kit_run(task.t);
    CHECK_EQ(kit_trap(TRAP_RECV, at_task, 0, NULL).words[0], 7);
    CHECK_EQ(kit_trap(TRAP_RECV, at_task, 0, NULL).tag, 0);
    CHECK(task.t->caller == kit_init_thread());
}

TEST(waiters_and_binders_survive_the_end_of_a_notification) {
    set_up();
    handle_t other = kit_carve(OBJECT_NOTIFICATION, 0);
    handle_t at_task = kit_give(&task, other, RIGHT_READ, 0);
    handle_t timer = kit_carve(OBJECT_TIMER, 0);
    CHECK_STATUS(kit_do(timer, TIMER_BIND, other), OK);
    kit_run(task.t);
    (void)kit_trap(TRAP_RECV, at_task, 0, NULL);
    CHECK_EQ(task.t->state, THREAD_BLOCKED_WAIT);
    kit_run_init();
    CHECK_STATUS(kit_do(other, CAP_DELETE), OK);
    CHECK_STATUS(kit_result(task.t).status, ERR_PEER_DIED);
    CHECK_EQ(task.t->state, THREAD_READY);
    CHECK(((struct timer *)kit_object(timer))->binding.target == NULL);
    CHECK_STATUS(kit_do(timer, TIMER_SET, 0), OK); // signals nobody

    CHECK_STATUS(kit_do(task.notification, CAP_DELETE), OK);
    CHECK(task.t->bound == NULL);
    kit_check_all();
}

TEST(a_notification_has_one_bound_thread) {
    set_up();
    CHECK_STATUS(kit_do(START_HANDLE(SLOT_THREAD), THREAD_BIND, task.notification), ERR_BUSY);
    CHECK_STATUS(kit_do(task.thread, THREAD_BIND, task.notification), OK);
    CHECK_STATUS(kit_do(task.thread, THREAD_BIND, 0), OK);
    CHECK_STATUS(kit_do(START_HANDLE(SLOT_THREAD), THREAD_BIND, task.notification), OK);
}

// --- Timers ---

TEST(timers_fire_in_order_and_rearm_the_hardware) {
    kit_boot();
    handle_t notification = kit_carve(OBJECT_NOTIFICATION, 0);
    struct notification *word = kit_object(notification);
    handle_t timers[20];
    for (uint64_t i = 0; i < ARRAY_LEN(timers); i++) {
        handle_t bit = kit_make(notification, CAP_DERIVE, RIGHT_WRITE, BIT64(i));
        timers[i] = kit_carve(OBJECT_TIMER, 0);
        CHECK_STATUS(kit_do(timers[i], TIMER_BIND, bit), OK);
        CHECK_STATUS(kit_do(timers[i], TIMER_SET, SECOND + i * 7 % 20 * SECOND), OK);
    }
    CHECK_STATUS(kit_do(timers[3], TIMER_CANCEL), OK); // 2 s
    CHECK_STATUS(kit_do(timers[6], CAP_DELETE), OK);   // 3 s
    CHECK_EQ(host.timer, SECOND);
    uint64_t fired = 0;
    for (uint64_t second = 1; second <= 20; second++) {
        host.now = second * SECOND - 1;
        (void)core_timer();
        CHECK_EQ(word->word, fired);
        host.now = second * SECOND;
        (void)core_timer();
        for (uint64_t i = 0; i < ARRAY_LEN(timers); i++) {
            if (i * 7 % 20 + 1 == second && i != 3 && i != 6) {
                fired |= BIT64(i);
            }
        }
        CHECK_EQ(word->word, fired);
    }
    CHECK_EQ(timer_next(), NSEC_NEVER);
    CHECK_EQ(kernel.num_timers, 0);
}

TEST(a_deadline_in_the_past_fires_at_once) {
    kit_boot();
    host.now = 100;
    CHECK_STATUS(kit_do(START_HANDLE(SLOT_TIMER), TIMER_SET, 100), OK);
    struct result got = kit_trap(TRAP_RECV, START_HANDLE(SLOT_NOTIFICATION), 0, NULL);
    CHECK_EQ(got.words[0], BIT64(NOTIFICATION_TIMER_BIT));
}

TEST(many_timers_due_at_once_take_several_interrupts) {
    kit_boot();
    struct notification *word = kit_object(START_HANDLE(SLOT_NOTIFICATION));
    handle_t last = 0;
    for (uint64_t i = 0; i < 40; i++) {
        last = kit_carve(OBJECT_TIMER, 0);
        CHECK_STATUS(kit_do(last, TIMER_BIND, START_HANDLE(SLOT_NOTIFICATION)), OK);
        CHECK_STATUS(kit_do(last, TIMER_SET, SECOND), OK);
    }
    host.now = SECOND;
    uint32_t interrupts = 0;
    while (kernel.num_timers != 0) {
        CHECK(host.timer <= SECOND);
        host.timer = UINT64_MAX;
        (void)core_timer();
        interrupts++;
    }
    CHECK_EQ(interrupts, 5);
    (void)word;
}

TEST(random_timers_agree_with_a_sorted_list) {
    enum {
        TIMERS = 60,
        STEPS = 4000
    };
    kit_boot();
    struct rng rng;
    rng_init(&rng, 7);
    handle_t timers[TIMERS];
    nsec_t deadlines[TIMERS] = { 0 };
    for (uint32_t i = 0; i < TIMERS; i++) {
        timers[i] = kit_carve(OBJECT_TIMER, 0);
    }
    for (uint32_t step = 0; step < STEPS; step++) {
        uint32_t i = rng_below(&rng, TIMERS);
        if (rng_below(&rng, 3) == 0) {
            CHECK_STATUS(kit_do(timers[i], TIMER_CANCEL), OK);
            deadlines[i] = 0;
        } else {
            deadlines[i] = 1 + rng_below(&rng, 1000000);
            CHECK_STATUS(kit_do(timers[i], TIMER_SET, deadlines[i]), OK);
        }
        nsec_t least = NSEC_NEVER;
        for (uint32_t j = 0; j < TIMERS; j++) {
            least = deadlines[j] != 0 ? MIN(least, deadlines[j]) : least;
        }
        CHECK_EQ(timer_next(), least);
    }
}

// --- Interrupts and ports ---

TEST(an_interrupt_is_a_bit_masked_until_the_ack) {
    kit_boot();
    struct notification *word = kit_object(START_HANDLE(SLOT_NOTIFICATION));
    handle_t bit = kit_make(START_HANDLE(SLOT_NOTIFICATION), CAP_DERIVE, RIGHT_WRITE, 2);
    struct result got =
        kit_invoke(START_HANDLE(INIT_SLOT_IRQ_CONTROL), IRQ_CONTROL_MSI, kit_untyped());
    CHECK_STATUS(got.status, OK);
    CHECK_EQ(got.words[1], 0xfee00000);
    handle_t irq = got.words[0];
    uint32_t number = (uint32_t)got.words[2];
    CHECK_STATUS(kit_do(irq, IRQ_BIND, bit), OK);
    (void)core_irq(number); // before the first ack: remembered
    CHECK_EQ(word->word, 0);
    CHECK_STATUS(kit_do(irq, IRQ_ACK), OK);
    CHECK_EQ(word->word, 2);
    word->word = 0;
    CHECK_STATUS(kit_do(irq, IRQ_ACK), OK);
    CHECK(!host.irq_masked[number]);
    (void)core_irq(number);
    CHECK_EQ(word->word, 2);
    CHECK(host.irq_masked[number]);
    CHECK_EQ(host.irq_eois, 2);
    CHECK_STATUS(kit_do(irq, CAP_DELETE), OK);
    CHECK(!host.irq_used[number]);
    (void)core_irq(number); // late: nobody's
    CHECK_EQ(host.irq_eois, 3);
    CHECK_STATUS(kit_do(START_HANDLE(INIT_SLOT_IRQ_CONTROL), IRQ_CONTROL_MSI, kit_untyped()), OK);
}

TEST(interrupt_lines_are_issued_once) {
    kit_boot();
    handle_t control = START_HANDLE(INIT_SLOT_IRQ_CONTROL);
    uint64_t free_b = kit_invoke(kit_untyped(), CAP_INFO).words[5];
    CHECK_STATUS(kit_do(control, IRQ_CONTROL_LINE, kit_untyped(), 40, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(control, IRQ_CONTROL_LINE, kit_untyped(), 4, 4), ERR_BAD_ARG);
    CHECK_EQ(kit_invoke(kit_untyped(), CAP_INFO).words[5], free_b);
    handle_t irq = kit_make(control, IRQ_CONTROL_LINE, kit_untyped(), 4, IRQ_LEVEL);
    CHECK(irq != 0);
    CHECK_STATUS(kit_do(control, IRQ_CONTROL_LINE, kit_untyped(), 4, 0), ERR_EXISTS);
    CHECK_STATUS(kit_do(irq, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(control, IRQ_CONTROL_LINE, kit_untyped(), 4, 0), OK);
}

TEST(ports_stay_in_their_range) {
    kit_boot();
    handle_t all = START_HANDLE(INIT_SLOT_IOPORT);
    handle_t com = kit_make(all, IOPORT_CARVE, 0x3f8, 8);
    CHECK_STATUS(kit_do(com, IOPORT_OUT, 0x3f8, 1, 0x123), OK);
    CHECK_EQ(host.port_value, 0x23);
    CHECK_EQ(kit_invoke(com, IOPORT_IN, 0x3ff, 1).words[0], 0x23);
    CHECK_EQ(host.port, 0x3ff);
    CHECK_STATUS(kit_do(com, IOPORT_IN, 0x3ff, 2), ERR_RANGE);
    CHECK_STATUS(kit_do(com, IOPORT_IN, 0x3f7, 1), ERR_RANGE);
    CHECK_STATUS(kit_do(com, IOPORT_IN, UINT64_MAX, 1), ERR_RANGE);
    CHECK_STATUS(kit_do(com, IOPORT_IN, 0x3f8, 3), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(com, IOPORT_CARVE, 0x3f0, 4), ERR_RANGE);
    CHECK_STATUS(kit_do(com, IOPORT_CARVE, 0x3f8, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(all, IOPORT_IN, 0xffff, 1), OK);
    CHECK_STATUS(kit_do(all, IOPORT_IN, 0xffff, 2), ERR_RANGE);
    CHECK_STATUS(kit_do(all, IOPORT_CARVE, 0, 0x10000), OK);
    CHECK_STATUS(kit_do(all, IOPORT_CARVE, 0, 0x10001), ERR_RANGE);
}
