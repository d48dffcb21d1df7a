// SPDX-License-Identifier: MIT
/// @file
/// Who runs: priorities, turns, lent time, suspension.
#include "child.h"

#include <hsys/time.h>

enum {
    SLOT_SERVICE = KT_SLOT_FREE
};
#define NS_PER_MS UINT64_C(1000000)

/// Counts as fast as it can, for good.
CHILD static void child_spin(struct kt_shared *shared) {
    for (;;) {
        shared->words[0] = shared->words[0] + 1;
    }
}

/// Lets everybody of lower priority run for a while.
static void sleep_ms(uint64_t ms) {
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t timer = kt_carve(OBJECT_TIMER, 0);
    handle_t bit;
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 1, &bit));
    REQUIRE_OK(timer_bind(timer, bit));
    REQUIRE_OK(timer_set(timer, time_now_ns() + ms * NS_PER_MS));
    struct trap_regs regs = { .handle = notification };
    CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
}

KT(time_higher_priority_first) {
    struct kt_task low;
    struct kt_task high;
    if (!kt_spawn(&low, child_spin, (struct kt_options){ .priority = 10 }) ||
        !kt_spawn(&high, child_spin, (struct kt_options){ .priority = 11 })) {
        return;
    }
    sleep_ms(30);
    CHECK(high.shared->words[0] > 1000);
    CHECK_EQ(low.shared->words[0], 0);
    REQUIRE_OK(thread_set_priority(low.thread, 12));
    uint64_t before = high.shared->words[0];
    sleep_ms(30);
    CHECK(low.shared->words[0] > 1000);
    CHECK_EQ(high.shared->words[0], before);
}

KT(time_preempts_on_wake) {
    struct kt_task task;
    if (!kt_spawn(&task, child_spin, (struct kt_options){ 0 })) {
        return;
    }
    nsec_t start = time_now_ns();
    sleep_ms(5);
    nsec_t took = time_now_ns() - start;
    CHECK(took >= 5 * NS_PER_MS);
    CHECK(task.shared->words[0] > 0);
}

KT(time_round_robin_shares) {
    struct kt_task tasks[3];
    nsec_t used[3];
    for (uint32_t i = 0; i < 3; i++) {
        if (!kt_spawn(&tasks[i], child_spin, (struct kt_options){ 0 })) {
            return;
        }
    }
    sleep_ms(300); // Ten turns each.
    nsec_t sum = 0;
    for (uint32_t i = 0; i < 3; i++) {
        REQUIRE_OK(sched_info(tasks[i].sched, &used[i]));
        sum += used[i];
    }
    for (uint32_t i = 0; i < 3; i++) {
        CHECK(used[i] * 3 > sum - sum / 4);
        CHECK(used[i] * 3 < sum + sum / 4);
    }
    CHECK(sum > 250 * NS_PER_MS);
}

/// A passive server: answers the sum of what it counted.
CHILD static void child_busy_server(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = 0;
    status_t st = child_trap(TRAP_RECV, &regs);
    while (st == OK) {
        for (uint64_t i = 0; i < regs.words[0]; i++) {
            shared->words[0] = shared->words[0] + 1;
        }
        regs.handle = START_HANDLE(SLOT_SERVICE);
        regs.tag = TAG(OK, 1, 0, 0);
        st = child_trap(TRAP_REPLY_RECV, &regs);
    }
    child_done(shared, 0);
}

CHILD static void child_client(struct kt_shared *shared) {
    uint64_t out;
    status_t st = child_call(SLOT_SERVICE, 1, shared->words[0], &out);
    child_done(shared, (uint64_t)(int64_t)st);
}

KT(time_server_runs_on_callers_time) {
    struct kt_task server;
    struct kt_task client;
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    // It starts on time of its own, waits, then has it taken away.
    if (!kt_make(&server, child_busy_server, (struct kt_options){ .priority = 50 }) ||
        !kt_make(&client, child_client, (struct kt_options){ 0 })) {
        return;
    }
    kt_give(&server, endpoint, SLOT_SERVICE, RIGHT_READ, 0);
    kt_give(&client, endpoint, SLOT_SERVICE, RIGHT_WRITE, 0);
    kt_start(&server);
    REQUIRE_OK(thread_set_sched(server.thread, HANDLE_NONE));
    client.shared->words[0] = 3000000;
    kt_start(&client);
    CHECK_EQ(kt_join(&client), OK);
    CHECK_EQ(server.shared->words[0], 3000000);
    nsec_t mine;
    nsec_t its;
    REQUIRE_OK(sched_info(client.sched, &mine));
    REQUIRE_OK(sched_info(server.sched, &its));
    CHECK(mine > its * 10);
}

KT(time_suspend_and_resume) {
    struct kt_task task;
    if (!kt_spawn(&task, child_spin, (struct kt_options){ 0 })) {
        return;
    }
    sleep_ms(5);
    REQUIRE_OK(thread_suspend(task.thread));
    uint64_t before = task.shared->words[0];
    CHECK(before > 0);
    sleep_ms(5);
    CHECK_EQ(task.shared->words[0], before);
    struct thread_regs regs;
    REQUIRE_OK(thread_get_regs(task.thread, &regs));
    CHECK(regs.ip >= kt.code && regs.ip < kt.code + 0x10000);
    REQUIRE_OK(thread_resume(task.thread));
    sleep_ms(5);
    CHECK(task.shared->words[0] > before);
}

KT(time_resume_unconfigured) {
    handle_t thread = kt_carve(OBJECT_THREAD, 0);
    CHECK_REFUSED(thread_resume(thread), ERR_BAD_STATE);
    CHECK_REFUSED(thread_set_priority(thread, 64), ERR_BAD_ARG);
}

KT(time_running_thread_keeps_its_registers) {
    struct kt_task task;
    if (!kt_spawn(&task, child_spin, (struct kt_options){ 0 })) {
        return;
    }
    CHECK_REFUSED(thread_set_regs(task.thread, kt.code, 0, 0, 0), ERR_BAD_STATE);
    CHECK_STATUS(thread_suspend(task.thread), OK);
    CHECK_STATUS(thread_set_regs(task.thread, kt_code_address(child_spin), task.stack_top - 8,
                                 (uint64_t)(uintptr_t)task.shared, 0),
                 OK);
}

KT(time_clock_goes_on) {
    nsec_t last = time_now_ns();
    for (uint32_t i = 0; i < 1000; i++) {
        nsec_t now = time_now_ns();
        CHECK(now >= last);
        last = now;
    }
    sleep_ms(2);
    CHECK(time_now_ns() >= last + 2 * NS_PER_MS);
    CHECK(time_now_ns() < last + 2000 * NS_PER_MS);
}

KT(time_test_mode_is_reproducible) {
    const int64_t wall_s = 1795167660; // 2026-11-20 09:41:00 UTC
    CHECK_EQ(info_page()->flags & INFO_TEST_MODE, INFO_TEST_MODE);
    CHECK_EQ(info_page()->seed, 0x4865737065722121);
    int64_t passed_ns = time_wall_ns() - wall_s * 1000000000;
    CHECK(passed_ns > 0 && passed_ns < 600 * (int64_t)1000000000);
}
