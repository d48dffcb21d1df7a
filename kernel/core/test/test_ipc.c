// SPDX-License-Identifier: MIT
// Messages in registers and frames, on the fast path and the general one.
#include "kit.h"

enum {
    SAME = 40,
    BADGE = 77
};

/// A server and a client that has a badged capability of the server's endpoint.
static struct pair {
    struct task server, client;
    handle_t endpoint; ///< In init's table.
    handle_t at_server, at_client;
} p;

static void make_pair(uint32_t server_flags, uint32_t client_flags) {
    kit_boot();
    p.endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    p.server = kit_task(SAME, server_flags);
    p.client = kit_task(SAME, client_flags);
    p.at_server = kit_give(&p.server, p.endpoint, RIGHT_READ, 0);
    p.at_client = kit_give(&p.client, p.endpoint, RIGHT_WRITE | RIGHT_DUP, BADGE);
    CHECK(p.at_server != 0 && p.at_client != 0);
}

static struct result recv(struct task *task, handle_t handle) {
    kit_run(task->t);
    return kit_trap(TRAP_RECV, handle, 0, NULL);
}

static struct result call(struct task *task, handle_t handle, uint64_t tag) {
    const uint64_t words[] = { 11, 12, 13, 14, 15, 16 };
    kit_run(task->t);
    return kit_trap(TRAP_CALL, handle, tag, words);
}

static struct result reply_recv(struct task *task, handle_t handle, uint64_t tag) {
    const uint64_t words[] = { 21, 22, 23, 24, 25, 26 };
    kit_run(task->t);
    return kit_trap(TRAP_REPLY_RECV, handle, tag, words);
}

/// One call and its answer; `general` keeps off the fast path.
static void round_trip(bool general, uint32_t num_words) {
    recv(&p.server, p.at_server);
    CHECK_EQ(p.server.t->state, THREAD_BLOCKED_RECV);
    for (uint32_t i = 0; i < TRAP_REG_WORDS; i++) {
        p.server.t->context.words[i] = 99;
    }
    kit_run(p.client.t);
    cpus[0].resched = general;
    call(&p.client, p.at_client, TAG(7, num_words, 0, 0));
    CHECK_EQ(p.client.t->state, THREAD_BLOCKED_REPLY);
    struct result got = kit_result(p.server.t);
    CHECK_STATUS(got.status, OK);
    CHECK_EQ(got.badge, BADGE);
    CHECK_EQ(got.tag, TAG(7, num_words, 0, 0));
    for (uint32_t i = 0; i < TRAP_REG_WORDS; i++) {
        CHECK_EQ(got.words[i], i < num_words ? 11 + i : 99);
    }
    CHECK(p.server.t->caller == p.client.t);
    CHECK_EQ(p.server.t->depth, 1);

    kit_run(p.server.t);
    cpus[0].resched = general;
    reply_recv(&p.server, p.at_server, TAG((uint32_t)ERR_DENIED, num_words, 0, 0));
    got = kit_result(p.client.t);
    CHECK_STATUS(got.status, OK);
    CHECK_EQ((status_t)TAG_LABEL(got.tag), ERR_DENIED);
    CHECK_EQ(TAG_WORDS(got.tag), num_words);
    for (uint32_t i = 0; i < num_words; i++) {
        CHECK_EQ(got.words[i], 21 + i);
    }
    CHECK_EQ(p.client.t->state, THREAD_READY);
    CHECK(p.server.t->caller == NULL);
    CHECK_EQ(p.server.t->state, THREAD_BLOCKED_RECV);
    CHECK_EQ(p.server.t->depth, 0);
    kit_check_all();
}

TEST(round_trip_general) {
    make_pair(0, 0);
    for (uint32_t i = 0; i <= TRAP_REG_WORDS; i++) {
        round_trip(true, i);
        CHECK_EQ(p.server.t->state, THREAD_BLOCKED_RECV);
        thread_stop(p.server.t, THREAD_STOPPED, ERR_AGAIN);
        sched_wake(p.server.t);
    }
}

TEST(round_trip_fast) {
    make_pair(TASK_PASSIVE, 0);
    for (uint32_t i = 0; i <= TRAP_REG_WORDS; i++) {
        round_trip(false, i);
        thread_stop(p.server.t, THREAD_STOPPED, ERR_AGAIN);
        sched_wake(p.server.t);
    }
}

TEST(fast_path_is_taken_when_its_conditions_hold) {
    make_pair(TASK_PASSIVE, 0);
    recv(&p.server, p.at_server);
    kit_run(p.client.t);
    CHECK(fastpath_call(&cpus[0], p.at_client, TAG(1, 7, 0, 0)) == NULL);
    CHECK(fastpath_call(&cpus[0], p.at_client, TAG(1, 0, 1, 0)) == NULL);
    CHECK(fastpath_call(&cpus[0], p.at_client, TAG(1, 0, 0, TAG_ABORTABLE)) == NULL);
    CHECK(fastpath_call(&cpus[0], p.at_client + (UINT64_C(1) << 32), TAG(1, 0, 0, 0)) == NULL);
    CHECK(fastpath_call(&cpus[0], p.at_client + 1, TAG(1, 0, 0, 0)) == NULL);
    struct slot *slot = NULL;
    CHECK_STATUS(cap_find_any(p.client.slots, p.at_client, &slot), OK);
    slot->flags |= SLOT_DYING;
    CHECK(fastpath_call(&cpus[0], p.at_client, TAG(1, 0, 0, 0)) == NULL);
    slot->flags &= (uint8_t)~SLOT_DYING;
    p.server.t->priority = SAME - 1;
    CHECK(fastpath_call(&cpus[0], p.at_client, TAG(1, 0, 0, 0)) == NULL);
    p.server.t->priority = SAME;
    CHECK(fastpath_call(&cpus[0], p.at_client, TAG(1, 0, 0, 0)) == &p.server.t->context);
    p.server.t->bound->word = 1;
    CHECK(fastpath_reply_recv(&cpus[0], p.at_server, TAG(0, 0, 0, 0)) == NULL);
    p.server.t->bound->word = 0;
    CHECK(fastpath_reply_recv(&cpus[0], p.at_server, TAG(0, 0, 0, 0)) == &p.client.t->context);
    CHECK(thread_current() == p.client.t);
}

TEST(an_answer_does_not_run_the_caller_before_higher_priorities) {
    make_pair(0, 0);
    recv(&p.server, p.at_server);
    kit_run_init();
    CHECK_STATUS(kit_do(p.server.thread, THREAD_SET_PRIORITY, SAME + 2), OK);
    call(&p.client, p.at_client, 0);
    CHECK(thread_current() == p.server.t);
    sched_set_priority(kit_init_thread(), SAME + 1);
    cpus[0].resched = false;
    reply_recv(&p.server, p.at_server, 0);
    CHECK_EQ(p.client.t->state, THREAD_READY);
    CHECK(thread_current() == kit_init_thread());
}

TEST(callers_queue_in_order) {
    make_pair(0, 0);
    kit_run_init();
    struct task second = kit_task(SAME, 0);
    handle_t at_second = kit_give(&second, p.endpoint, RIGHT_WRITE, 88);
    call(&p.client, p.at_client, TAG(1, 1, 0, 0));
    CHECK_EQ(p.client.t->state, THREAD_BLOCKED_SEND);
    call(&second, at_second, TAG(2, 1, 0, 0));
    CHECK_EQ(recv(&p.server, p.at_server).badge, BADGE);
    CHECK_EQ(p.client.t->state, THREAD_BLOCKED_REPLY);
    CHECK_EQ(reply_recv(&p.server, p.at_server, TAG(0, 0, 0, 0)).badge, 88);
    CHECK_EQ(p.client.t->state, THREAD_READY);
    kit_check_all();
}

TEST(send_is_one_way) {
    make_pair(0, 0);
    const uint64_t words[] = { 5 };
    kit_run(p.client.t);
    CHECK_STATUS(kit_trap(TRAP_SEND, p.at_client, TAG(1, 1, 0, TAG_NONBLOCK), words).status,
                 ERR_WOULD_BLOCK);
    kit_trap(TRAP_SEND, p.at_client, TAG(1, 1, 0, 0), words);
    CHECK_EQ(p.client.t->state, THREAD_BLOCKED_SEND);
    struct result got = recv(&p.server, p.at_server);
    CHECK_STATUS(got.status, OK);
    CHECK_EQ(got.words[0], 5);
    CHECK_EQ(p.client.t->state, THREAD_READY);
    CHECK_STATUS(kit_result(p.client.t).status, OK);
    CHECK(p.server.t->caller == NULL);
    recv(&p.server, p.at_server);
    kit_run(p.client.t);
    CHECK_STATUS(kit_trap(TRAP_SEND, p.at_client, TAG(1, 1, 0, TAG_NONBLOCK), words).status, OK);
    CHECK_EQ(p.server.t->state, THREAD_READY);
}

TEST(receiving_without_blocking) {
    make_pair(0, 0);
    kit_run(p.server.t);
    CHECK_STATUS(kit_trap(TRAP_RECV, p.at_server, TAG(0, 0, 0, TAG_NONBLOCK), NULL).status,
                 ERR_WOULD_BLOCK);
    CHECK_STATUS(kit_trap(TRAP_REPLY_RECV, p.at_server, TAG(0, 0, 0, TAG_NONBLOCK), NULL).status,
                 ERR_WOULD_BLOCK);
    CHECK_EQ(p.server.t->state, THREAD_READY);
}

TEST(long_messages_travel_in_frames) {
    make_pair(0, 0);
    for (uint32_t i = 0; i < FRAME_WORDS_MAX; i++) {
        p.client.frame->send.words[i] = 1000 + i;
        p.server.frame->recv.words[i] = 1;
    }
    recv(&p.server, p.at_server);
    call(&p.client, p.at_client, TAG(1, FRAME_WORDS_MAX, 0, 0));
    struct result got = kit_result(p.server.t);
    CHECK_STATUS(got.status, OK);
    CHECK_EQ(TAG_WORDS(got.tag), FRAME_WORDS_MAX);
    CHECK_EQ(got.words[5], 16);
    CHECK_EQ(p.server.frame->recv.words[5], 1); // the kernel leaves words 0..5 alone
    for (uint32_t i = 6; i < FRAME_WORDS_MAX; i++) {
        CHECK_EQ(p.server.frame->recv.words[i], 1000 + i);
    }
    p.server.frame->send.words[6] = 3;
    reply_recv(&p.server, p.at_server, TAG(0, 7, 0, 0));
    CHECK_EQ(p.client.frame->recv.words[6], 3);
}

TEST(frames_that_are_missing) {
    make_pair(TASK_NO_FRAME, 0);
    call(&p.client, p.at_client, TAG(1, 7, 0, 0));
    kit_run(p.server.t);
    CHECK_STATUS(kit_trap(TRAP_RECV, p.at_server, TAG(0, 0, 0, TAG_NONBLOCK), NULL).status,
                 ERR_WOULD_BLOCK);
    CHECK_STATUS(kit_result(p.client.t).status, ERR_TOO_BIG);
    CHECK_EQ(p.client.t->state, THREAD_READY);

    make_pair(0, TASK_NO_FRAME);
    CHECK_STATUS(call(&p.client, p.at_client, TAG(1, 7, 0, 0)).status, ERR_FAULT);
    CHECK_STATUS(call(&p.client, p.at_client, TAG(1, 0, 1, 0)).status, ERR_FAULT);
    CHECK_STATUS(call(&p.client, p.at_client, TAG(1, 0, 0, TAG_ABORTABLE)).status, ERR_FAULT);
    CHECK_EQ(p.client.t->state, THREAD_READY);
}

TEST(deleting_the_frame_takes_it_from_the_thread) {
    make_pair(0, 0);
    handle_t frame = cap_handle(slot_at(p.client.t->frame_slot));
    kit_run_init();
    CHECK_STATUS(kit_do(frame, FRAME_PROTECT, RIGHT_READ), ERR_BUSY);
    handle_t moved = kit_make(frame, CAP_MOVE);
    CHECK(moved != 0);
    CHECK_STATUS(kit_do(moved, CAP_DELETE), OK);
    CHECK(p.client.t->frame == NULL);
    CHECK_STATUS(call(&p.client, p.at_client, TAG(1, 7, 0, 0)).status, ERR_FAULT);
}

TEST(malformed_messages_are_refused) {
    make_pair(0, 0);
    static const uint64_t tags[] = { TAG(1, 249, 0, 0),  TAG(1, 255, 0, 0),
                                     TAG(1, 0, 4, 0),    TAG(1, 0, 0, TAG_NOTIFIED),
                                     TAG(1, 0, 0, 0x80), 0x100 };
    for (uint32_t i = 0; i < ARRAY_LEN(tags); i++) {
        CHECK_STATUS(call(&p.client, p.at_client, tags[i]).status, ERR_BAD_MESSAGE);
        kit_run(p.client.t);
        CHECK_STATUS(kit_trap(TRAP_SEND, p.at_client, tags[i], NULL).status, ERR_BAD_MESSAGE);
        CHECK_STATUS(reply_recv(&p.server, p.at_server, tags[i]).status, ERR_BAD_MESSAGE);
        CHECK_STATUS(kit_trap(TRAP_RECV, p.at_server, tags[i], NULL).status, ERR_BAD_MESSAGE);
        CHECK_EQ(p.client.t->state, THREAD_READY);
        CHECK_EQ(p.server.t->state, THREAD_READY);
    }
}

TEST(wrong_capabilities_are_refused) {
    make_pair(0, 0);
    CHECK_STATUS(call(&p.client, 0, 0).status, ERR_BAD_HANDLE);
    CHECK_STATUS(call(&p.client, UINT64_MAX, 0).status, ERR_BAD_HANDLE);
    CHECK_STATUS(call(&p.client, p.at_client + 1, 0).status, ERR_BAD_HANDLE);
    kit_run_init();
    handle_t deaf = kit_give(&p.client, p.endpoint, RIGHT_READ, 0);
    handle_t other = kit_give(&p.client, p.client.notification, RIGHT_ALL, 0);
    CHECK_STATUS(call(&p.client, deaf, 0).status, ERR_DENIED);
    CHECK_STATUS(call(&p.client, other, 0).status, ERR_BAD_TYPE);
    CHECK_STATUS(kit_trap(TRAP_SEND, deaf, 0, NULL).status, ERR_DENIED);
    CHECK_STATUS(kit_trap(TRAP_RECV, p.at_client, 0, NULL).status, ERR_DENIED);
    CHECK_STATUS(kit_trap(TRAP_REPLY_RECV, p.at_client, 0, NULL).status, ERR_DENIED);
    CHECK_STATUS(kit_trap(TRAP_NOTIFY, p.at_client, 0, NULL).status, ERR_BAD_TYPE);
    CHECK_STATUS(kit_trap(TRAP_COUNT, p.at_client, 0, NULL).status, ERR_BAD_SYSCALL);
    CHECK_STATUS(kit_trap(UINT64_MAX, p.at_client, 0, NULL).status, ERR_BAD_SYSCALL);
}

TEST(a_caller_must_be_answered_before_the_next_recv) {
    make_pair(0, 0);
    recv(&p.server, p.at_server);
    call(&p.client, p.at_client, 0);
    CHECK_STATUS(recv(&p.server, p.at_server).status, ERR_BAD_STATE);
    CHECK(p.server.t->caller == p.client.t);
}

TEST(call_chains_are_at_most_8_deep) {
    enum {
        CHAIN = CALL_DEPTH_MAX + 2
    };
    struct task tasks[CHAIN];
    handle_t own[CHAIN];
    handle_t next[CHAIN];
    kit_boot();
    for (uint32_t i = 0; i < CHAIN; i++) {
        tasks[i] = kit_task(SAME, TASK_PASSIVE | TASK_NO_FRAME);
    }
    for (uint32_t i = 1; i < CHAIN; i++) {
        handle_t endpoint = kit_carve(OBJECT_ENDPOINT, 0);
        own[i] = kit_give(&tasks[i], endpoint, RIGHT_READ, 0);
        next[i - 1] = kit_give(&tasks[i - 1], endpoint, RIGHT_WRITE, 0);
    }
    for (uint32_t i = 1; i < CHAIN; i++) {
        recv(&tasks[i], own[i]);
    }
    for (uint32_t i = 0; i < CALL_DEPTH_MAX; i++) {
        call(&tasks[i], next[i], 0);
        CHECK_EQ(tasks[i].t->state, THREAD_BLOCKED_REPLY);
        CHECK_EQ(tasks[i + 1].t->depth, i + 1);
    }
    CHECK_STATUS(call(&tasks[CALL_DEPTH_MAX], next[CALL_DEPTH_MAX], 0).status, ERR_DEPTH);
    for (uint32_t i = CALL_DEPTH_MAX; i > 0; i--) {
        reply_recv(&tasks[i], own[i], 0);
        CHECK_EQ(tasks[i - 1].t->state, THREAD_READY);
    }
    kit_check_all();
}
