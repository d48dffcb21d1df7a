// SPDX-License-Identifier: MIT
// Scheduling and the methods of threads.
#include "kit.h"

#include <base/string.h>

enum {
    SAME = 40
};

static struct task task;

static void set_up(void) {
    kit_boot();
    task = kit_task(SAME, 0);
}

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
    CHECK(cpus[0].fpu_owner == NULL); // nothing is saved into dead memory
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
    CHECK_STATUS(kit_do(thread, THREAD_SET_IP, ARCH_USER_END), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_SET_IP, 0x3000), OK);
    regs = kit_invoke(thread, THREAD_GET_REGS);
    CHECK_EQ(regs.words[0], 0x3000);
    CHECK_EQ(regs.words[1], 0x2000);
    CHECK_EQ(regs.words[2], 4);
    CHECK_STATUS(kit_do(thread, THREAD_SET_PRIORITY, 64), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(thread, THREAD_RESUME), OK);
    CHECK_STATUS(kit_do(thread, THREAD_SET_REGS, 0x1000, 0x2000, 3, 4), ERR_BAD_STATE);
    handle_t domain_rights = kit_make(domain, CAP_DERIVE, RIGHT_ALL & ~RIGHT_MANAGE, 0);
    CHECK_STATUS(
        kit_do(kit_carve(OBJECT_THREAD, 0), THREAD_CONFIGURE, domain_rights, table, 0, 0, 0, 0),
        ERR_DENIED);
}

TEST(setting_the_instruction_pointer_keeps_the_rest) {
    set_up();
    task.t->context.words[3] = 33;
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_IP, 0x5000), ERR_BAD_STATE);
    CHECK_STATUS(kit_do(task.thread, THREAD_SUSPEND), OK);
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_IP, ARCH_USER_END), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_IP, 0x5000), OK);
    CHECK_EQ(task.t->context.ip, 0x5000);
    CHECK_EQ(task.t->context.words[3], 33);
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

/// A thread without frame or time in the domain and table of `like`, running.
static struct thread *another_thread(const struct task *like, handle_t *out) {
    *out = kit_carve(OBJECT_THREAD, 0);
    CHECK_STATUS(kit_do(*out, THREAD_CONFIGURE, like->domain, like->table, 0, 0, 0, 0), OK);
    CHECK_STATUS(kit_do(*out, THREAD_SET_PRIORITY, SAME), OK);
    CHECK_STATUS(kit_do(*out, THREAD_RESUME), OK);
    return kit_object(*out);
}

TEST(all_threads_of_a_table_or_domain_stop_when_it_dies) {
    enum {
        THREADS = 20
    };
    for (uint32_t what = 0; what < 2; what++) {
        set_up();
        handle_t handles[THREADS];
        struct thread *threads[THREADS];
        for (uint32_t i = 0; i < THREADS; i++) {
            threads[i] = another_thread(&task, &handles[i]);
        }
        CHECK_STATUS(kit_do(handles[THREADS / 2], CAP_DELETE), OK); // out of the lists' middle
        host.irq_countdown = 0;
        host.irq_period = 1;
        CHECK_STATUS(kit_do(what == 0 ? task.table : task.domain, CAP_DELETE), OK);
        host.irq_countdown = UINT32_MAX;
        for (uint32_t i = 0; i < THREADS; i++) {
            if (i != THREADS / 2) {
                CHECK_EQ(threads[i]->state, THREAD_STOPPED);
                CHECK_STATUS(kit_do(handles[i], THREAD_RESUME), ERR_BAD_STATE);
                CHECK_STATUS(kit_do(handles[i], CAP_DELETE), OK);
            }
        }
        kit_check_all();
    }
}

TEST(many_waiters_wake_when_a_notification_or_endpoint_dies) {
    enum {
        THREADS = 20
    };
    for (uint32_t what = 0; what < 2; what++) {
        set_up();
        handle_t object = kit_carve(what == 0 ? OBJECT_NOTIFICATION : OBJECT_ENDPOINT, 0);
        handle_t inside = kit_give(&task, object, RIGHT_ALL, 0);
        struct thread *threads[THREADS];
        for (uint32_t i = 0; i < THREADS; i++) {
            handle_t handle = 0;
            threads[i] = another_thread(&task, &handle);
            kit_run(threads[i]);
            (void)kit_trap(TRAP_RECV, inside, 0, NULL);
            kit_run_init();
        }
        host.irq_countdown = 0;
        host.irq_period = 1;
        CHECK_STATUS(kit_do(object, CAP_DELETE), OK);
        for (uint32_t i = 0; i < THREADS; i++) {
            CHECK_EQ(threads[i]->state, THREAD_READY);
            CHECK_STATUS(kit_result(threads[i]).status, ERR_PEER_DIED);
        }
    }
}

TEST(a_thread_can_delete_itself) {
    set_up();
    handle_t own =
        kit_make(task.table, CAPTABLE_INSERT, task.thread, 0, RIGHT_ALL, 0, CAPTABLE_MOVE);
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
