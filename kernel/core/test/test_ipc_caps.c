// SPDX-License-Identifier: MIT
// Capabilities in messages.
#include "kit.h"

enum {
    SAME = 40
};

static struct task server, client;
static handle_t endpoint, at_server, at_client;

static void set_up(void) {
    kit_boot();
    endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    server = kit_task(SAME, TASK_WINDOW);
    client = kit_task(SAME, TASK_WINDOW);
    at_server = kit_give(&server, endpoint, RIGHT_READ, 0);
    at_client = kit_give(&client, endpoint, RIGHT_WRITE, 1);
    kit_run(server.t);
    (void)kit_trap(TRAP_RECV, at_server, 0, NULL);
}

static struct slot *find(const struct task *task, handle_t handle) {
    struct slot *slot = NULL;
    return cap_find_live(task->slots, handle, &slot) == OK ? slot : NULL;
}

/// A new Notification in the client's table.
static handle_t give(uint32_t rights) {
    kit_run_init();
    return kit_give(&client, kit_carve(OBJECT_NOTIFICATION, 0), rights, 0);
}

static struct result send(uint32_t num_caps, uint32_t flags) {
    kit_run(client.t);
    return kit_trap(TRAP_CALL, at_client, TAG(1, 0, num_caps, flags), NULL);
}

TEST(a_copy_arrives_in_the_window) {
    set_up();
    handle_t mine = give(RIGHT_WRITE | RIGHT_DUP);
    client.frame->send.caps[0] = mine;
    client.frame->send.caps[1] = HANDLE_NONE;
    send(2, 0);
    CHECK_EQ(TAG_CAPS(kit_result(server.t).tag), 2);
    handle_t got = server.frame->recv.caps[0];
    CHECK_EQ((uint32_t)got, SLOT_WINDOW);
    CHECK_EQ(server.frame->recv.caps[1], HANDLE_NONE);
    REQUIRE(find(&server, got) != NULL);
    CHECK_EQ(find(&server, got)->type, OBJECT_NOTIFICATION);
    CHECK_EQ(find(&server, got)->rights, RIGHT_WRITE | RIGHT_DUP);
    CHECK(find(&client, mine) != NULL);
    CHECK_EQ(find(&server, got)->object, find(&client, mine)->object);
    kit_check_all();
}

TEST(without_dup_or_with_move_it_moves) {
    set_up();
    handle_t once = give(RIGHT_WRITE);
    handle_t asked = give(RIGHT_WRITE | RIGHT_DUP);
    client.frame->send.caps[0] = once;
    send(1, 0);
    CHECK(find(&client, once) == NULL);
    REQUIRE(find(&server, server.frame->recv.caps[0]) != NULL);
    kit_run(server.t);
    handle_t kept = kit_make(server.frame->recv.caps[0], CAP_MOVE);
    CHECK(find(&server, kept) != NULL && ((uint32_t)kept < SLOT_WINDOW || (uint32_t)kept > 6));
    (void)kit_trap(TRAP_REPLY_RECV, at_server, 0, NULL);
    client.frame->send.caps[0] = asked;
    send(1, TAG_MOVE);
    CHECK(find(&client, asked) == NULL);
    CHECK_EQ((uint32_t)server.frame->recv.caps[0], SLOT_WINDOW);
    CHECK_EQ(server.frame->recv.caps[0] >> 32, 2); // the second life of that slot
    kit_check_all();
}

TEST(a_full_window_fails_the_sender_and_the_receiver_waits_on) {
    set_up();
    handle_t mine = give(RIGHT_WRITE | RIGHT_DUP);
    client.frame->send.caps[0] = mine;
    send(1, 0);
    kit_run(server.t);
    (void)kit_trap(TRAP_REPLY_RECV, at_server, 0, NULL); // the window stays full
    kit_run(client.t);
    uint64_t before = state_hash();
    CHECK_STATUS(send(1, 0).status, ERR_NO_SLOTS);
    CHECK_EQ(state_hash(), before);
    CHECK_EQ(server.t->state, THREAD_BLOCKED_RECV);
    send(0, 0);
    CHECK_EQ(client.t->state, THREAD_BLOCKED_REPLY);
}

TEST(a_queued_sender_whose_transfer_fails_learns_it) {
    set_up();
    kit_run_init();
    thread_stop(server.t, THREAD_STOPPED, ERR_AGAIN);
    handle_t mine = give(RIGHT_WRITE | RIGHT_DUP);
    client.frame->send.caps[0] = mine;
    client.frame->send.caps[1] = mine;
    client.frame->send.caps[2] = mine;
    send(3, 0);
    CHECK_EQ(client.t->state, THREAD_BLOCKED_SEND);
    client.frame->send.caps[2] = 12345; // its memory may change while it waits
    kit_run_init();
    CHECK_STATUS(kit_do(server.thread, THREAD_RESUME), OK);
    kit_run(server.t);
    uint32_t used = server.slots->used;
    (void)kit_trap(TRAP_RECV, at_server, 0, NULL);
    CHECK_STATUS(kit_result(client.t).status, ERR_BAD_HANDLE);
    CHECK_EQ(client.t->state, THREAD_READY);
    CHECK_EQ(server.t->state, THREAD_BLOCKED_RECV);
    CHECK_EQ(server.slots->used, used);
}

TEST(bad_handles_in_a_message) {
    set_up();
    handle_t once = give(RIGHT_WRITE);
    client.frame->send.caps[0] = 999;
    CHECK_STATUS(send(1, 0).status, ERR_BAD_HANDLE);
    client.frame->send.caps[0] = once;
    client.frame->send.caps[1] = once;
    CHECK_STATUS(send(2, 0).status, ERR_BAD_ARG); // moving one twice
    kit_run_init();
    thread_stop(server.t, THREAD_STOPPED, ERR_AGAIN); // nobody receives: an error all the same
    uint64_t before = state_hash();
    CHECK_STATUS(send(2, 0).status, ERR_BAD_ARG);
    CHECK_EQ(client.t->state, THREAD_READY);
    kit_run_init();
    CHECK_EQ(state_hash(), before);
}

TEST(a_reply_carries_capabilities) {
    set_up();
    send(0, 0);
    kit_run_init();
    handle_t gift = kit_give(&server, kit_carve(OBJECT_NOTIFICATION, 0), RIGHT_ALL, 0);
    kit_run(server.t);
    server.frame->send.caps[0] = 4711;
    CHECK_STATUS(kit_trap(TRAP_REPLY_RECV, at_server, TAG(0, 0, 1, 0), NULL).status,
                 ERR_BAD_HANDLE);
    CHECK(server.t->caller == client.t); // nothing was changed
    server.frame->send.caps[0] = gift;
    (void)kit_trap(TRAP_REPLY_RECV, at_server, TAG(0, 0, 1, 0), NULL);
    CHECK_STATUS(kit_result(client.t).status, OK);
    CHECK(find(&client, client.frame->recv.caps[0]) != NULL);

    // The window is full now: the call fails, the server does not.
    send(0, 0);
    kit_run(server.t);
    (void)kit_trap(TRAP_REPLY_RECV, at_server, TAG(0, 0, 1, 0), NULL);
    CHECK_STATUS(kit_result(client.t).status, ERR_NO_SLOTS);
    CHECK_EQ(client.t->state, THREAD_READY);
    CHECK_EQ(server.t->state, THREAD_BLOCKED_RECV);
    CHECK(find(&server, gift) != NULL);
    kit_check_all();
}

TEST(windows_are_never_picked_and_come_back) {
    set_up();
    kit_run_init();
    uint32_t taken = 0;
    for (handle_t got = 1; got != 0; taken++) {
        got = kit_give(&server, server.notification, RIGHT_ALL, 0);
        CHECK((uint32_t)got < SLOT_WINDOW || (uint32_t)got > SLOT_WINDOW + 2);
    }
    CHECK_EQ(server.slots->used, 64 - 1 - 3);
    CHECK_STATUS(kit_do(server.table, CAPTABLE_INSERT, server.notification, SLOT_WINDOW, RIGHT_ALL,
                        0, CAPTABLE_DERIVE),
                 ERR_EXISTS);
    CHECK_STATUS(kit_do(server.thread, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(server.table, CAPTABLE_INSERT, server.notification, SLOT_WINDOW, RIGHT_ALL,
                        0, CAPTABLE_DERIVE),
                 OK);
    kit_check_all();
}
