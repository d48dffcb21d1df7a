// SPDX-License-Identifier: MIT
// Turns: nobody of the same priority waits for ever, whatever the one that runs does.
#include "kit.h"

enum {
    SAME = 40,
    HIGH = 50,
    STEP_NS = QUANTUM_NS / 10,
    STEPS_MAX = 25, ///< Two turns and a half: by then it is the other's turn.
    LONG_WORDS = TRAP_REG_WORDS + 1
};

static struct task server;
static struct task peer;
static handle_t client;         ///< init's capability to call.
static handle_t server_receive; ///< The server's to receive.

/// init and a peer take turns; a passive server above them waits for calls.
static void set_up(void) {
    kit_boot();
    handle_t endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    client = kit_make(endpoint, CAP_DERIVE, RIGHT_WRITE, 7);
    server = kit_task(HIGH, TASK_PASSIVE);
    kit_run_init();
    server_receive = kit_give(&server, endpoint, RIGHT_READ, 0);
    kit_run(server.t);
    (void)kit_trap(TRAP_RECV, server_receive, 0, NULL);
    peer = kit_task(SAME, 0);
    kit_run_init();
}

/// Time goes on; the timer interrupt comes when it was set to.
static void pass(nsec_t time) {
    host.now += time;
    if (host.now >= host.timer) {
        host.timer = UINT64_MAX;
        (void)core_timer();
    }
}

/// init calls and is answered, its time passing in the server. False: it was the peer's turn.
static bool call_and_answer(uint32_t num_words) {
    (void)kit_trap(TRAP_CALL, client, TAG(1, num_words, 0, 0), NULL);
    CHECK(thread_current() == server.t);
    pass(STEP_NS);
    CHECK(thread_current() == server.t);
    (void)kit_trap(TRAP_REPLY_RECV, server_receive, TAG(0, 1, 0, 0), NULL);
    pass(1);
    return thread_current() == kit_init_thread();
}

TEST(a_turn_ends_though_the_time_passes_in_a_server) {
    set_up();
    uint32_t steps = 0;
    while (steps < STEPS_MAX && call_and_answer(1)) {
        steps++;
    }
    CHECK(steps < STEPS_MAX);
    CHECK(thread_current() == peer.t);
}

TEST(a_turn_ends_though_long_messages_are_sent) {
    set_up();
    uint32_t steps = 0;
    while (steps < STEPS_MAX && call_and_answer(LONG_WORDS)) {
        steps++;
    }
    CHECK(steps < STEPS_MAX);
    CHECK(thread_current() == peer.t);
}

TEST(an_answer_lets_the_turn_end_in_time) {
    set_up();
    (void)kit_trap(TRAP_CALL, client, TAG(1, 1, 0, 0), NULL);
    pass(QUANTUM_NS); // the timer comes while the server runs
    CHECK(thread_current() == server.t);
    (void)kit_trap(TRAP_REPLY_RECV, server_receive, TAG(0, 1, 0, 0), NULL);
    CHECK(host.timer <= host.now + QUANTUM_NS);
    pass(QUANTUM_NS);
    CHECK(thread_current() == peer.t);
}

TEST(a_thread_that_wakes_meanwhile_gets_its_turn) {
    set_up();
    handle_t wait = kit_give(&peer, peer.notification, RIGHT_READ, 0);
    kit_run(peer.t);
    (void)kit_trap(TRAP_RECV, wait, 0, NULL);
    kit_run_init();
    (void)kit_trap(TRAP_CALL, client, TAG(1, 1, 0, 0), NULL);
    notification_signal(kit_object(peer.notification), 1); // below the server: no switch
    (void)sched_return();
    CHECK(thread_current() == server.t);
    (void)kit_trap(TRAP_REPLY_RECV, server_receive, TAG(0, 1, 0, 0), NULL);
    CHECK(thread_current() == kit_init_thread());
    pass(QUANTUM_NS);
    CHECK(thread_current() == peer.t);
}

TEST(a_turn_goes_on_where_it_was_interrupted) {
    set_up();
    struct task high = kit_task(HIGH, 0);
    kit_run_init();
    handle_t wait = kit_give(&high, high.notification, RIGHT_READ, 0);
    kit_run(high.t);
    for (uint32_t i = 0; i < STEPS_MAX && thread_current() != peer.t; i++) {
        (void)kit_trap(TRAP_RECV, wait, 0, NULL);
        CHECK(thread_current() != high.t);
        pass(STEP_NS);
        if (thread_current() != peer.t) {
            notification_signal(kit_object(high.notification), 1);
            (void)sched_return();
            CHECK(thread_current() == high.t);
        }
    }
    CHECK(thread_current() == peer.t);
}

TEST(binding_pending_bits_wakes_who_waits_already) {
    kit_boot();
    handle_t endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    struct task task = kit_task(HIGH, 0);
    kit_run_init();
    handle_t receive = kit_give(&task, endpoint, RIGHT_READ, 0);
    kit_run(task.t);
    (void)kit_trap(TRAP_RECV, receive, 0, NULL);
    CHECK_EQ(task.t->state, THREAD_BLOCKED_RECV);
    kit_run_init();
    handle_t other = kit_carve(OBJECT_NOTIFICATION, 0);
    notification_signal(kit_object(other), 6);
    CHECK_STATUS(kit_do(task.thread, THREAD_BIND, other), OK);
    CHECK_EQ(task.t->state, THREAD_READY);
    struct result result = kit_result(task.t);
    CHECK_STATUS(result.status, OK);
    CHECK_EQ(TAG_FLAGS(result.tag), TAG_NOTIFIED);
    CHECK_EQ(result.words[0], 6);
}
