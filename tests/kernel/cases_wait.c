// SPDX-License-Identifier: MIT
/// @file
/// Notifications, non-blocking traps, calls that end early.
#include "child.h"

#include <hsys/time.h>

enum {
    SLOT_SERVICE = KT_SLOT_FREE,
    SLOT_BIT
};
#define NS_PER_MS UINT64_C(1000000)

static status_t try_recv(handle_t handle, uint64_t *out_bits) {
    struct trap_regs regs = { .handle = handle, .tag = TAG(0, 0, 0, TAG_NONBLOCK) };
    status_t st = hsys_trap(TRAP_RECV, &regs);
    *out_bits = st == OK && (TAG_FLAGS(regs.tag) & TAG_NOTIFIED) != 0 ? regs.words[0] : 0;
    return st;
}

KT(wait_notification_bits_add_up) {
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t low;
    handle_t high;
    uint64_t bits;
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 0x1, &low));
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 0x8000000000000000, &high));
    CHECK_REFUSED(try_recv(notification, &bits), ERR_WOULD_BLOCK);
    REQUIRE_OK(notification_signal(low));
    REQUIRE_OK(notification_signal(low));
    REQUIRE_OK(notification_signal(high));
    CHECK_STATUS(try_recv(notification, &bits), OK);
    CHECK_EQ(bits, 0x8000000000000001);
    CHECK_REFUSED(try_recv(notification, &bits), ERR_WOULD_BLOCK);
}

KT(wait_nonblocking) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    uint64_t bits;
    struct trap_regs regs = { .handle = endpoint, .tag = TAG(1, 0, 0, TAG_NONBLOCK) };
    CHECK_REFUSED(hsys_trap(TRAP_SEND, &regs), ERR_WOULD_BLOCK);
    CHECK_REFUSED(try_recv(endpoint, &bits), ERR_WOULD_BLOCK);
    regs = (struct trap_regs){ .handle = endpoint, .tag = TAG(1, 0, 0, TAG_NONBLOCK) };
    CHECK_REFUSED(hsys_trap(TRAP_REPLY_RECV, &regs), ERR_WOULD_BLOCK);
}

/// Waits on its endpoint; returns the bits that came instead of a message.
CHILD static void child_wait_bits(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = 0;
    status_t st = child_trap(TRAP_RECV, &regs);
    shared->words[0] = (uint64_t)(int64_t)st;
    shared->words[1] = TAG_FLAGS(regs.tag);
    child_done(shared, regs.words[0]);
}

static void run_wait_bits(uint32_t priority) {
    struct kt_task task;
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t bit;
    if (!kt_make(&task, child_wait_bits, (struct kt_options){ .priority = priority })) {
        return;
    }
    kt_give(&task, endpoint, SLOT_SERVICE, RIGHT_READ, 0);
    REQUIRE_OK(cap_derive(task.notification, RIGHT_WRITE, 0x100, &bit));
    kt_start(&task);
    REQUIRE_OK(notification_signal(bit));
    CHECK_EQ(kt_join(&task), 0x100);
    CHECK_EQ(task.shared->words[0], OK);
    CHECK_EQ(task.shared->words[1], TAG_NOTIFIED);
}

KT(wait_bound_bits_pending) {
    run_wait_bits(KT_PRIORITY_MAIN - 1); // Signalled before it waits.
}

KT(wait_bound_bits_wake) {
    run_wait_bits(KT_PRIORITY_MAIN + 1); // It waits already.
}

/// Calls with ABORTABLE; the abort mask is words[1].
CHILD static void child_abortable(struct kt_shared *shared) {
    struct ipc_frame *frame = (struct ipc_frame *)shared->words[0];
    struct trap_regs regs = { 0 };
    frame->send.abort_mask = shared->words[1];
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = TAG(1, 0, 0, TAG_ABORTABLE);
    status_t st = child_trap(TRAP_CALL, &regs);
    child_done(shared, (uint64_t)(int64_t)st);
}

static void run_abortable(uint32_t priority, bool received) {
    struct kt_task task;
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t other;
    handle_t bit;
    if (!kt_make(&task, child_abortable, (struct kt_options){ .priority = priority })) {
        return;
    }
    task.shared->words[0] = (uint64_t)(uintptr_t)task.frame;
    task.shared->words[1] = 0x10;
    kt_give(&task, endpoint, SLOT_SERVICE, RIGHT_WRITE, 0);
    REQUIRE_OK(cap_derive(task.notification, RIGHT_WRITE, 0x20, &other));
    REQUIRE_OK(cap_derive(task.notification, RIGHT_WRITE, 0x10, &bit));
    kt_start(&task);
    if (received) {
        struct trap_regs regs = { .handle = endpoint };
        CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
    }
    REQUIRE_OK(notification_signal(other)); // Not in the mask: nothing happens.
    REQUIRE_OK(notification_signal(bit));
    if (received) {
        kt_reply(OK, 0); // The caller is gone: no answer is sent to anybody else.
    }
    CHECK_EQ((int64_t)kt_join(&task), ERR_TIMEOUT);
}

KT(wait_call_aborted_in_queue) {
    run_abortable(KT_PRIORITY_MAIN + 1, false);
}

KT(wait_call_aborted_after_receive) {
    run_abortable(KT_PRIORITY_MAIN - 1, true);
}

KT(wait_call_aborted_before) {
    run_abortable(KT_PRIORITY_MAIN - 1, false);
}

/// A link of a chain: receives, calls the next with the depth so far, answers.
CHILD static void child_link(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = 0;
    status_t st = child_trap(TRAP_RECV, &regs);
    while (st == OK) {
        uint64_t depth = regs.words[0];
        uint64_t result;
        status_t called = child_call(SLOT_BIT, 1, depth + 1, &result);
        regs.words[0] = called == OK ? result : depth;
        regs.handle = START_HANDLE(SLOT_SERVICE);
        regs.tag = TAG(OK, 1, 0, 0);
        st = child_trap(TRAP_REPLY_RECV, &regs);
    }
    child_done(shared, 0);
}

KT(wait_call_depth) {
    enum {
        LINKS = CALL_DEPTH_MAX + 2
    };
    static struct kt_task tasks[LINKS];
    handle_t endpoints[LINKS + 1];
    for (uint32_t i = 0; i <= LINKS; i++) {
        endpoints[i] = kt_carve(OBJECT_ENDPOINT, 0);
    }
    for (uint32_t i = 0; i < LINKS; i++) {
        if (!kt_make(&tasks[i], child_link, (struct kt_options){ 0 })) {
            return;
        }
        kt_give(&tasks[i], endpoints[i], SLOT_SERVICE, RIGHT_READ, 0);
        kt_give(&tasks[i], endpoints[i + 1], SLOT_BIT, RIGHT_WRITE, 0);
        kt_start(&tasks[i]);
    }
    struct trap_regs regs = { .handle = endpoints[0], .tag = TAG(1, 1, 0, 0), .words = { 1 } };
    CHECK_STATUS(hsys_trap(TRAP_CALL, &regs), OK);
    CHECK_EQ(regs.words[0], CALL_DEPTH_MAX);
}

KT(wait_timers_in_order) {
    static const uint64_t delays_ms[] = { 9, 3, 6 };
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    nsec_t start = time_now_ns();
    handle_t timers[3];
    for (uint32_t i = 0; i < 3; i++) {
        handle_t bit;
        timers[i] = kt_carve(OBJECT_TIMER, 0);
        REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, BIT64(i), &bit));
        REQUIRE_OK(timer_bind(timers[i], bit));
        REQUIRE_OK(timer_set(timers[i], start + delays_ms[i] * NS_PER_MS));
    }
    static const uint64_t order[] = { 1, 2, 0 };
    for (uint32_t i = 0; i < 3;) {
        struct trap_regs regs = { .handle = notification };
        REQUIRE_OK(hsys_trap(TRAP_RECV, &regs));
        nsec_t now = time_now_ns();
        CHECK((regs.words[0] & BIT64(order[i])) != 0);
        // A host that was busy elsewhere lets several come at once, but none before an earlier one.
        for (; i < 3 && (regs.words[0] & BIT64(order[i])) != 0; i++) {
            CHECK(now >= start + delays_ms[order[i]] * NS_PER_MS);
            regs.words[0] &= ~BIT64(order[i]);
        }
        CHECK_EQ(regs.words[0], 0);
        if (kt.failures != 0) {
            return;
        }
    }
}

KT(wait_timer_past_and_cancel) {
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t timer = kt_carve(OBJECT_TIMER, 0);
    handle_t late = kt_carve(OBJECT_TIMER, 0);
    handle_t bits[2];
    for (uint32_t i = 0; i < 2; i++) {
        REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, BIT64(i), &bits[i]));
    }
    uint64_t got;
    REQUIRE_OK(timer_bind(timer, bits[0]));
    REQUIRE_OK(timer_bind(late, bits[1]));
    REQUIRE_OK(timer_set(timer, 1)); // Past: at once.
    struct trap_regs regs = { .handle = notification };
    CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
    CHECK_EQ(regs.words[0], 1);
    nsec_t now = time_now_ns();
    REQUIRE_OK(timer_set(timer, now + 2 * NS_PER_MS));
    REQUIRE_OK(timer_set(late, now + 6 * NS_PER_MS));
    REQUIRE_OK(timer_cancel(timer));
    regs = (struct trap_regs){ .handle = notification };
    CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
    CHECK_EQ(regs.words[0], 2);
    CHECK_REFUSED(try_recv(notification, &got), ERR_WOULD_BLOCK);
}
