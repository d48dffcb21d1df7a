// SPDX-License-Identifier: MIT
// Notifications, timers, interrupts, ports, scheduling, thread methods.
#include "kit.h"

#include <base/rng.h>
#include <base/string.h>

enum { SAME = 40, SECOND = 1000000000 };

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
    enum { TIMERS = 60, STEPS = 4000 };
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

// --- Scheduling ---

TEST(a_higher_priority_preempts_and_a_lower_waits) {
    set_up();
    kit_run_init();
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_PRIORITY, SAME - 1), OK);
    CHECK(thread_current() == kit_init_thread());
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_PRIORITY, SAME + 1), OK);
    CHECK(thread_current() == task.t);
    CHECK(cpus[0].arch.active == &task.t->domain->space);
}

TEST(equal_priorities_take_turns_of_10_ms) {
    set_up();
    CHECK_STATUS(kit_trap(TRAP_YIELD, 0, 0, NULL).status, OK);
    CHECK(thread_current() == task.t);
    nsec_t end = cpus[0].quantum_end;
    CHECK_EQ(end, host.now + QUANTUM_NS);
    CHECK_EQ(host.timer, end);
    host.now = end - 1;
    (void)core_timer();
    CHECK(thread_current() == task.t);
    host.now = end;
    (void)core_timer();
    CHECK(thread_current() == kit_init_thread());
    host.now += QUANTUM_NS;
    (void)core_timer();
    CHECK(thread_current() == task.t);
}

TEST(alone_it_needs_no_timer_and_idle_has_no_context) {
    kit_boot();
    CHECK_EQ(host.timer, UINT64_MAX);
    (void)kit_trap(TRAP_RECV, START_HANDLE(SLOT_NOTIFICATION), 0, NULL);
    CHECK(thread_current() == NULL);
    CHECK(cpus[0].context == NULL);
    CHECK_EQ(host.timer, UINT64_MAX);
    CHECK(core_timer() == NULL);
    notification_signal(kit_object(START_HANDLE(SLOT_NOTIFICATION)), 1);
    CHECK(sched_return() == &kit_init_thread()->context);
}

TEST(time_is_charged_to_who_runs) {
    set_up();
    (void)kit_trap(TRAP_YIELD, 0, 0, NULL);
    CHECK(thread_current() == task.t);
    host.now += 5000;
    kit_run_init();
    uint64_t consumed = kit_invoke(task.sched, SCHED_INFO).words[0];
    CHECK_EQ(consumed, 5000);
    host.now += 700;
    CHECK_EQ(kit_invoke(task.sched, SCHED_INFO).words[0], 5000);
    CHECK(kit_invoke(START_HANDLE(INIT_SLOT_SCHED), SCHED_INFO).words[0] >= 700);
}

TEST(fpu_state_follows_its_thread) {
    kit_boot();
    struct task a = kit_task(SAME, TASK_NO_FRAME);
    struct task b = kit_task(SAME, TASK_NO_FRAME);
    a.t->has_fpu = true;
    b.t->has_fpu = true;
    kit_run(a.t);
    CHECK(host.fpu_enabled);
    host.fpu_register = 111;
    kit_run_init();
    CHECK(!host.fpu_enabled);
    kit_run(b.t);
    CHECK_EQ(host.fpu_register, 0);
    host.fpu_register = 222;
    kit_run(a.t);
    CHECK_EQ(host.fpu_register, 111);
    kit_run_init();
    CHECK_STATUS(kit_do(a.thread, CAP_DELETE), OK);
    kit_run(b.t);
    CHECK_EQ(host.fpu_register, 222);
}

// --- Threads ---

TEST(threads_are_configured_once_and_completely) {
    kit_boot();
    handle_t thread = kit_carve(OBJECT_THREAD, 0);
    handle_t domain = kit_carve(OBJECT_DOMAIN, 0);
    handle_t table = kit_carve(OBJECT_CAPTABLE, 64);
    CHECK_STATUS(kit_do(thread, THREAD_RESUME), ERR_BAD_STATE);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, table, table, 0, 0, 0, 0), ERR_BAD_TYPE);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, domain, 0, 0, 0, 0), ERR_BAD_TYPE);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 2, 0, 0, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, 4096, 0, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, 0, 0, 62), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, 0, 0, 61), OK);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, 0, 0, 0), ERR_BAD_STATE);
    CHECK_STATUS(kit_do(thread, THREAD_SET_REGS, ARCH_USER_END, 0, 0, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_SET_REGS, 0x1000, 0x2000, 3, 4), OK);
    struct result regs = kit_invoke(thread, THREAD_GET_REGS);
    CHECK_EQ(regs.words[0], 0x1000);
    CHECK_EQ(regs.words[1], 0x2000);
    CHECK_EQ(regs.words[2], 4);
    CHECK_STATUS(kit_do(thread, THREAD_SET_PRIORITY, 64), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_RESUME), OK);
    CHECK_STATUS(kit_do(thread, THREAD_SET_REGS, 0x1000, 0x2000, 3, 4), ERR_BAD_STATE);
    handle_t domain_rights = kit_make(domain, CAP_DERIVE, RIGHT_ALL & ~RIGHT_MANAGE, 0);
    CHECK_STATUS(kit_do(kit_carve(OBJECT_THREAD, 0), THREAD_CONFIGURE, domain_rights, table, 0, 0,
                        0, 0),
                 ERR_DENIED);
}

TEST(an_ipc_frame_is_mapped_writable_and_nobody_elses) {
    kit_boot();
    handle_t thread = kit_carve(OBJECT_THREAD, 0);
    handle_t domain = kit_carve(OBJECT_DOMAIN, 0);
    handle_t table = kit_carve(OBJECT_CAPTABLE, 64);
    vaddr_t at = 0;
    handle_t region = kit_region(1, &at);
    handle_t frame = kit_carve(OBJECT_FRAME, 0);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, at, frame, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RIGHT_READ, 0), OK);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, at, frame, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_UNMAP), OK);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RIGHT_READ | RIGHT_WRITE, 0), OK);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, at + 4096, frame, 0),
                 ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_CONFIGURE, domain, table, 0, at, frame, 0), OK);
    handle_t second = kit_carve(OBJECT_THREAD, 0);
    CHECK_STATUS(kit_do(second, THREAD_CONFIGURE, domain, table, 0, at, frame, 0), ERR_BUSY);
    // The kernel writes to it: it cannot become executable.
    CHECK_STATUS(kit_do(frame, FRAME_UNMAP), OK);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RIGHT_READ | RIGHT_EXEC, 0), ERR_BUSY);
    CHECK_STATUS(kit_do(thread, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RIGHT_READ | RIGHT_EXEC, 0), OK);
}

TEST(a_thread_may_set_its_own_tls_only) {
    set_up();
    handle_t own = kit_give(&task, task.thread, 0, 0);
    handle_t inits = kit_give(&task, START_HANDLE(SLOT_THREAD), RIGHT_READ, 0);
    kit_run(task.t);
    CHECK_STATUS(kit_do(own, THREAD_SET_TLS, 0x7000), OK);
    CHECK_EQ(host.tls, 0x7000);
    CHECK_STATUS(kit_do(own, THREAD_SET_TLS, ARCH_USER_END), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(inits, THREAD_SET_TLS, 0x7000), ERR_DENIED);
    CHECK_STATUS(kit_do(own, THREAD_SUSPEND), ERR_DENIED);
    kit_run_init();
    CHECK_EQ(host.tls, 0);
    kit_run(task.t);
    CHECK_EQ(host.tls, 0x7000);
}

TEST(time_has_one_owner) {
    set_up();
    CHECK_STATUS(kit_do(START_HANDLE(SLOT_THREAD), THREAD_SET_SCHED, task.sched), ERR_BUSY);
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_SCHED, 0), OK);
    CHECK(task.t->sched == NULL);
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_SCHED, task.sched), OK);
    CHECK_STATUS(kit_do(task.sched, SCHED_CONFIGURE, 0, 5), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(task.sched, SCHED_CONFIGURE, 6, 5), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(task.sched, SCHED_CONFIGURE, 5, 5), OK);
}

TEST(a_thread_can_delete_itself) {
    set_up();
    handle_t own = kit_make(task.table, CAPTABLE_INSERT, task.thread, 0, RIGHT_ALL, 0,
                            CAPTABLE_MOVE);
    kit_run(task.t);
    (void)kit_trap(TRAP_INVOKE, own, TAG(CAP_DELETE, 0, 0, 0), NULL);
    CHECK(thread_current() == kit_init_thread());
    kit_check_all();
}

TEST(a_thread_can_delete_its_own_table_and_domain) {
    for (uint32_t what = 0; what < 2; what++) {
        set_up();
        handle_t own = kit_make(task.table, CAPTABLE_INSERT, what == 0 ? task.table : task.domain,
                                0, RIGHT_ALL, 0, CAPTABLE_MOVE);
        if (what == 0) {
            CHECK_STATUS(kit_do(kit_untyped(), CAP_INFO), OK);
        }
        kit_run(task.t);
        (void)kit_trap(TRAP_INVOKE, own, TAG(CAP_DELETE, 0, 0, 0), NULL);
        CHECK(thread_current() == kit_init_thread());
        CHECK_EQ(task.t->state, THREAD_STOPPED);
        kit_check_all();
    }
}

TEST(debug_prints_and_names) {
    set_up();
    handle_t debug = START_HANDLE(INIT_SLOT_DEBUG);
    uint64_t text = 0;
    memcpy(&text, "hello..\n", 8);
    host.console_b = 0;
    CHECK_STATUS(kit_do(debug, DEBUG_WRITE, text, 0, 0, 0, 0, 5), OK);
    CHECK(host.console_b == 5 && memcmp(host.console, "hello", 5) == 0);
    CHECK_STATUS(kit_do(debug, DEBUG_WRITE, text, 0, 0, 0, 0, 41), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(debug, DEBUG_THREAD, task.thread, text), OK);
    CHECK_EQ(task.t->name, text);
    CHECK_STATUS(kit_do(debug, DEBUG_COUNTERS, COUNTER_COUNT), ERR_BAD_ARG);
    CHECK(kit_invoke(debug, DEBUG_COUNTERS, COUNTER_TRAPS).words[0] > 3);
    CHECK_STATUS(kit_do(debug, DEBUG_EXIT, 0), ERR_NOT_SUPPORTED);
    CHECK_STATUS(kit_do(debug, DEBUG_REBOOT, 2), ERR_BAD_ARG);
}
