// SPDX-License-Identifier: MIT
/// @file
/// The event loop over a scripted kernel. The sources are included: in libs/ipc's host library they
/// would take the place of the hooks that other tests bring.

#include "../call.c"
#include "../receive.c"
#include "../server.c"

#include "fake_kernel.h"

#include <test/test.h>

enum {
    PROTOCOL = 40,
    OTHER = 41
};

static const uint32_t provides[] = { PROTOCOL, OTHER };
static uint32_t num_served;
static uint64_t served_badge;
static uint64_t signalled, closed_badge;
static bool give;
static uint32_t fired[4];
static uint32_t num_fired;

static status_t serve(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    (void)self;
    num_served++;
    served_badge = in->badge;
    out->label = OK;
    out->num_words = 1;
    out->num_caps = give ? 1 : 0;
    out->words[0] = in->words[0] + 1;
    out->caps[0] = 55;
    if (give) {
        ipc_give_reply_caps();
    }
    return OK;
}

static void on_signal(void *self, uint64_t bits) {
    (void)self;
    signalled |= bits;
}

static void on_closed(void *self, uint64_t badge) {
    (void)self;
    closed_badge = badge;
}

static const struct ipc_service services[] = { { PROTOCOL, serve, NULL } };

static struct ipc_server make_server(void) {
    fake_reset();
    num_served = 0;
    signalled = 0;
    closed_badge = 0;
    give = false;
    kept_bits = 0;
    num_fired = 0;
    return (struct ipc_server){
        .endpoint = 99,
        .services = services,
        .num_services = ARRAY_LEN(services),
        .provides = provides,
        .num_provides = ARRAY_LEN(provides),
        .on_signal = on_signal,
        .on_closed = on_closed,
    };
}

#define POSITION(n) ((uint64_t)(n) << IPC_BADGE_PROVIDES_SHIFT)

TEST(request_is_served_and_answered) {
    struct ipc_server server = make_server();
    REQUIRE(ipc_server_init(&server) == OK);
    fake_message(IPC_LABEL(PROTOCOL, 1), POSITION(0) | IPC_BADGE(7, 5), 41);
    const struct ipc_msg *reply = serve_step(&server, NULL);
    REQUIRE(reply != NULL);
    CHECK_EQ(num_served, 1);
    CHECK_EQ(served_badge, IPC_BADGE(7, 5));
    fake_bits(1);
    CHECK(serve_step(&server, reply) == NULL);
    const struct fake_trap *trap = fake_last(0);
    CHECK_EQ(trap->number, TRAP_REPLY_RECV);
    CHECK_EQ(trap->in.words[0], 42);
    CHECK_EQ(trap->in.words[1], 0); // nothing of our stack
    CHECK_EQ(TAG_LABEL(trap->in.tag), OK);
    CHECK_EQ(signalled, 1);
}

TEST(a_connection_speaks_only_its_own_protocol) {
    struct ipc_server server = make_server();
    REQUIRE(ipc_server_init(&server) == OK);
    fake_message(IPC_LABEL(PROTOCOL, 1), POSITION(1) | IPC_BADGE(7, 5), 0);
    const struct ipc_msg *reply = serve_step(&server, NULL);
    REQUIRE(reply != NULL);
    CHECK_EQ((int32_t)reply->label, ERR_DENIED);
    fake_message(IPC_LABEL(OTHER, 1), POSITION(1) | IPC_BADGE(7, 5), 0);
    reply = serve_step(&server, reply);
    REQUIRE(reply != NULL);
    CHECK_EQ((int32_t)reply->label, ERR_NOT_SUPPORTED);
    fake_message(IPC_LABEL(PROTOCOL, 1), POSITION(9) | IPC_BADGE(7, 5), 0);
    reply = serve_step(&server, reply);
    CHECK_EQ((int32_t)reply->label, ERR_DENIED);
    CHECK_EQ(num_served, 0);
}

TEST(closed_clients_are_collected) {
    struct ipc_server server = make_server();
    REQUIRE(ipc_server_init(&server) == OK);
    fake.closed[fake.num_closed++] = POSITION(1) | IPC_BADGE(7, 6);
    fake_bits(BIT64(NOTIFICATION_CLOSED_BIT));
    CHECK(serve_step(&server, NULL) == NULL);
    CHECK_EQ(closed_badge, IPC_BADGE(7, 6));
    fake.closed[fake.num_closed++] = POSITION(IPC_PROVIDES_OWN) | IPC_BADGE(7, 6);
    fake_bits(BIT64(NOTIFICATION_CLOSED_BIT));
    CHECK(serve_step(&server, NULL) == NULL);
    CHECK_EQ(IPC_BADGE_PROVIDES(closed_badge), IPC_PROVIDES_OWN);
}

static void on_fire(void *self) {
    fired[num_fired++] = *(const uint32_t *)self;
}

TEST(timers_fire_in_order_and_set_the_kernels) {
    static const uint32_t ids[] = { 0, 1, 2 };
    struct ipc_server server = make_server();
    struct ipc_timer timers[3] = { 0 };
    REQUIRE(ipc_server_init(&server) == OK);
    for (uint32_t i = 0; i < 3; i++) {
        union {
            const uint32_t *from;
            void *to;
        } self = { .from = &ids[i] };
        timers[i].fire = on_fire;
        timers[i].self = self.to;
    }
    ipc_timer_arm(&server, &timers[0], 300);
    ipc_timer_arm(&server, &timers[1], 100);
    ipc_timer_arm(&server, &timers[2], 200);
    ipc_timer_arm(&server, &timers[2], 50); // a new deadline
    fake_bits(2);
    (void)serve_step(&server, NULL);
    CHECK_EQ(fake.timer_set_to, 50);
    fake.now = 120;
    fake_bits(BIT64(NOTIFICATION_TIMER_BIT));
    (void)serve_step(&server, NULL);
    REQUIRE(num_fired == 2);
    CHECK_EQ(fired[0], 2);
    CHECK_EQ(fired[1], 1);
    fake_bits(2);
    (void)serve_step(&server, NULL);
    CHECK_EQ(fake.timer_set_to, 300);
    ipc_timer_cancel(&timers[0]);
    fake_bits(2);
    (void)serve_step(&server, NULL);
    CHECK_EQ(fake.timer_set_to, 0);
}

TEST(given_capabilities_move_and_leave_nothing_behind) {
    struct ipc_server server = make_server();
    REQUIRE(ipc_server_init(&server) == OK);
    give = true;
    fake_message(IPC_LABEL(PROTOCOL, 1), POSITION(0) | IPC_BADGE(7, 5), 0);
    const struct ipc_msg *reply = serve_step(&server, NULL);
    fake_bits(1);
    (void)serve_step(&server, reply);
    const struct fake_trap *trap = fake_last(0);
    CHECK_EQ(TAG_FLAGS(trap->in.tag), TAG_MOVE);
    CHECK_EQ(TAG_CAPS(trap->in.tag), 1);
    CHECK_EQ(trap->caps[0], 55);
    CHECK_EQ(fake.deleted[fake.num_deleted - 1], 55);
    // The next answer copies again.
    give = false;
    fake_message(IPC_LABEL(PROTOCOL, 1), POSITION(0) | IPC_BADGE(7, 5), 0);
    reply = serve_step(&server, NULL);
    fake_bits(1);
    (void)serve_step(&server, reply);
    CHECK_EQ(TAG_FLAGS(fake_last(0)->in.tag), 0);
}

TEST(an_answer_that_cannot_be_sent_becomes_an_error) {
    struct ipc_server server = make_server();
    REQUIRE(ipc_server_init(&server) == OK);
    give = true;
    fake_message(IPC_LABEL(PROTOCOL, 1), POSITION(0) | IPC_BADGE(7, 5), 0);
    const struct ipc_msg *reply = serve_step(&server, NULL);
    fake_error(ERR_BAD_HANDLE); // the capability was revoked meanwhile
    fake_bits(1);
    (void)serve_step(&server, reply);
    const struct fake_trap *trap = fake_last(0);
    CHECK_EQ(trap->number, TRAP_REPLY_RECV);
    CHECK_EQ((int32_t)TAG_LABEL(trap->in.tag), ERR_BAD_HANDLE);
    CHECK_EQ(TAG_CAPS(trap->in.tag), 0);
    CHECK_EQ(signalled, 1);
}

TEST(interrupted_traps_are_repeated) {
    struct ipc_server server = make_server();
    REQUIRE(ipc_server_init(&server) == OK);
    fake_error(ERR_AGAIN);
    fake_error(ERR_AGAIN);
    fake_bits(4);
    (void)serve_step(&server, NULL);
    CHECK_EQ(signalled, 4);
    struct ipc_msg msg = { .label = IPC_LABEL(PROTOCOL, 1) };
    fake_error(ERR_AGAIN);
    fake_message(OK, 0, 3);
    CHECK_STATUS(ipc_call(5, &msg), OK);
    CHECK_EQ(msg.words[0], 3);
}

TEST(capabilities_leave_the_window) {
    fake_reset();
    struct ipc_msg msg = { .label = IPC_LABEL(PROTOCOL, 1) };
    fake.script[fake.num_script++] = (struct fake_answer){
        .out = { .tag = TAG(OK, 0, 2, 0) },
        .caps = { 4, 5 },
    };
    CHECK_STATUS(ipc_call(5, &msg), OK);
    CHECK_EQ(msg.num_caps, 2);
    CHECK_EQ(msg.caps[0], 104);
    CHECK_EQ(msg.caps[1], 105);
    CHECK_EQ(msg.caps[2], HANDLE_NONE);
    // Without a slot they are given up, and the window is free all the same.
    fake_reset();
    fake.table_full = true;
    fake.script[fake.num_script++] = (struct fake_answer){
        .out = { .tag = TAG(OK, 0, 1, 0) },
        .caps = { 4 },
    };
    CHECK_STATUS(ipc_call(5, &msg), OK);
    CHECK_EQ(msg.caps[0], HANDLE_NONE);
    CHECK_EQ(fake.deleted[0], 4);
}

TEST(a_timed_call_keeps_bits_that_come_meanwhile) {
    struct ipc_server server = make_server();
    REQUIRE(ipc_server_init(&server) == OK);
    struct ipc_msg msg = { .label = IPC_LABEL(PROTOCOL, 1) };
    fake_bits(8);            // pending before the call
    fake_error(ERR_TIMEOUT); // the call
    fake_bits(BIT64(NOTIFICATION_TIMER_BIT) | 16);
    CHECK_STATUS(ipc_call_until(5, &msg, 1000), ERR_TIMEOUT);
    CHECK_EQ(fake.frame.send.abort_mask, BIT64(NOTIFICATION_TIMER_BIT));
    CHECK_EQ(TAG_FLAGS(fake_last(1)->in.tag), TAG_ABORTABLE);
    CHECK_EQ(fake.timer_set_to, 0);
    // The loop hears of them although the kernel has nothing more.
    (void)serve_step(&server, NULL);
    CHECK_EQ(signalled, 24);
    CHECK_EQ(TAG_FLAGS(fake_last(0)->in.tag), TAG_NONBLOCK);
}

TEST(deferred_answers_use_each_reply_once) {
    fake_reset();
    handle_t replies[IPC_DEFERRED_MAX];
    handle_t more = HANDLE_NONE;
    for (uint32_t i = 0; i < IPC_DEFERRED_MAX; i++) {
        CHECK_STATUS(ipc_defer(&replies[i]), OK);
    }
    CHECK_STATUS(ipc_defer(&more), ERR_NO_SPACE);
    ipc_reply_send_status(replies[2], ERR_TIMEOUT);
    const struct fake_trap *trap = fake_last(0);
    CHECK_EQ(trap->number, TRAP_SEND);
    CHECK_EQ(trap->in.handle, replies[2]);
    CHECK_EQ((int32_t)TAG_LABEL(trap->in.tag), ERR_TIMEOUT);
    CHECK_STATUS(ipc_defer(&more), OK);
    CHECK_EQ(more, replies[2]);
}
