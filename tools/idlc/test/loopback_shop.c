// SPDX-License-Identifier: MIT
// Capabilities, recovery, deferred answers, sends, unlisted errors, hostile servers.
#include "loopback.h"

#include "shop.h"

#include <string.h>

#define EP ((handle_t)42)

static status_t next_status;
static bool keep_purse;
static uint32_t num_rings;

static status_t on_buy(void *self, uint64_t badge, struct shop_counter_buy_req *req,
                       struct shop_counter_buy_rep *rep) {
    CHECK_EQ(*(const int *)self, 5);
    CHECK_EQ(badge, loop_badge);
    *rep = (struct shop_counter_buy_rep){ .order = req->amount, .receipt = 11, .spare = 12 };
    return next_status;
}

static status_t on_ring(void *self, uint64_t badge, struct shop_counter_ring_req *req) {
    (void)self;
    (void)badge;
    num_rings += req->times;
    return OK;
}

static status_t on_swap(void *self, uint64_t badge, struct shop_counter_swap_req *req,
                        struct shop_counter_swap_rep *rep) {
    (void)self;
    (void)badge;
    rep->purse = 13;
    if (keep_purse) {
        CHECK_EQ(ipc_take(&req->purse), 21);
    }
    return next_status;
}

static const struct shop_counter_ops ops = { .buy = on_buy, .ring = on_ring, .swap = on_swap };
static const struct shop_counter_ops no_ops;
static int self = 5;

static status_t serve(const struct ipc_msg *in, struct ipc_msg *out) {
    return shop_counter_dispatch(&ops, &self, in, out);
}

static status_t serve_nothing(const struct ipc_msg *in, struct ipc_msg *out) {
    return shop_counter_dispatch(&no_ops, &self, in, out);
}

static void start(void) {
    loop_serve = serve;
    loop_spoil = NULL;
    loop_badge = IPC_BADGE(7, 1);
    ipc_server_instance = 7;
    next_status = OK;
    keep_purse = false;
    loop_dropped = 0;
    loop_log_errors = 0;
}

static const struct shop_counter_buy_req purchase = { .amount = 3, .colour = TYPES_COLOUR_RED };
static struct shop_counter_buy_rep bought;
static const struct shop_counter_swap_req exchange = { .purse = 21, .spare = 22 };
static struct shop_counter_swap_rep exchanged;

TEST(capabilities_travel) {
    start();
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), OK);
    CHECK(bought.order == 3 && bought.receipt == 11 && bought.spare == 12);
    CHECK_EQ(loop_dropped, 0);
}

TEST(what_the_handler_leaves_is_deleted) {
    start();
    CHECK_STATUS(shop_counter_swap(EP, &exchange, &exchanged), OK);
    CHECK_EQ(exchanged.purse, 13);
    CHECK_EQ(loop_dropped, 2);
    keep_purse = true;
    CHECK_STATUS(shop_counter_swap(EP, &exchange, &exchanged), OK);
    CHECK_EQ(loop_dropped, 3);
}

TEST(listed_errors_pass_and_others_are_logged) {
    start();
    next_status = ERR_DENIED;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_DENIED);
    CHECK_EQ(loop_log_errors, 0);
    next_status = ERR_IO;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_IO);
    CHECK_EQ(loop_log_errors, 1);
}

TEST(sessions_of_an_earlier_instance_are_gone) {
    start();
    ipc_server_instance = 8;
    CHECK_STATUS(shop_counter_swap(EP, &exchange, &exchanged), ERR_SESSION_GONE);
    CHECK_EQ(loop_dropped, 2);
    ipc_server_instance = 0;
    CHECK_STATUS(shop_counter_swap(EP, &exchange, &exchanged), OK);
}

TEST(unknown_methods_and_missing_handlers) {
    start();
    struct ipc_msg msg = { .label = IPC_LABEL(SHOP_COUNTER_PROTOCOL, 77),
                           .num_caps = 1,
                           .caps = { 5 } };
    CHECK_STATUS(loop_raw(&msg), ERR_NOT_SUPPORTED);
    msg.label = IPC_LABEL(SHOP_ORDER_PROTOCOL, 1);
    CHECK_STATUS(loop_raw(&msg), ERR_NOT_SUPPORTED);
    CHECK_EQ(loop_dropped, 2);
    loop_serve = serve_nothing;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_NOT_SUPPORTED);
    CHECK_STATUS(shop_counter_swap(EP, &exchange, &exchanged), ERR_NOT_SUPPORTED);
    CHECK_EQ(loop_dropped, 4);
}

TEST(wrong_numbers_of_capabilities_are_refused_and_deleted) {
    start();
    CHECK_STATUS(shop_counter_swap(EP, &exchange, &exchanged), OK);
    struct ipc_msg good = loop_request;
    for (uint16_t count = 0; count <= 3; count++) {
        struct ipc_msg msg = good;
        msg.num_caps = count;
        msg.caps[2] = 23;
        loop_dropped = 0;
        CHECK_STATUS(loop_raw(&msg), count == 2 ? OK : ERR_BAD_MESSAGE);
        CHECK_EQ(loop_dropped, count);
    }
    struct ipc_msg none = good;
    none.caps[1] = HANDLE_NONE;
    loop_dropped = 0;
    CHECK_STATUS(loop_raw(&none), ERR_BAD_MESSAGE);
    CHECK_EQ(loop_dropped, 1);
    none.num_caps = 60000; // no kernel says so, but nothing may be read outside
    CHECK_STATUS(loop_raw(&none), ERR_BAD_MESSAGE);
}

TEST(sends_reach_their_handler) {
    start();
    num_rings = 0;
    CHECK_STATUS(shop_counter_ring(EP, &(struct shop_counter_ring_req){ .times = 4 }), OK);
    CHECK_EQ(num_rings, 4);
    CHECK_EQ(loop_status, OK);
    loop_request.words[0] = 1u << 8; // a hole
    CHECK_STATUS(loop_raw(&loop_request), ERR_BAD_MESSAGE);
    CHECK_EQ(num_rings, 4);
}

TEST(deferred_answers) {
    start();
    next_status = IPC_DEFERRED;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_PEER_DIED); // the loop has no answer
    CHECK_EQ(loop_status, IPC_DEFERRED);
    CHECK_EQ(loop_log_errors, 0);
    struct ipc_msg out;
    shop_counter_buy_reply(&out, OK, &(struct shop_counter_buy_rep){ .order = 9, 1, 2 });
    CHECK(out.label == OK && out.num_words == 1 && out.words[0] == 9 && out.num_caps == 2);
    shop_counter_buy_reply(&out, ERR_DENIED, NULL);
    CHECK(out.label == (uint32_t)ERR_DENIED && out.num_words == 0 && out.num_caps == 0);
}

static void one_word_more(struct ipc_msg *reply) {
    reply->num_words++;
}

static void one_cap_less(struct ipc_msg *reply) {
    reply->num_caps--;
}

static void strange_status(struct ipc_msg *reply) {
    reply->label = 1;
}

static void error_with_caps(struct ipc_msg *reply) {
    reply->label = (uint32_t)ERR_NOT_FOUND;
}

TEST(hostile_servers_leave_nothing_behind) {
    start();
    loop_spoil = one_word_more;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_BAD_MESSAGE);
    CHECK_EQ(loop_dropped, 2);
    loop_spoil = one_cap_less;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_BAD_MESSAGE);
    CHECK_EQ(loop_dropped, 3);
    loop_spoil = strange_status;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_BAD_MESSAGE);
    CHECK_EQ(loop_dropped, 5);
    loop_spoil = error_with_caps;
    CHECK_STATUS(shop_counter_buy(EP, &purchase, &bought), ERR_NOT_FOUND);
    CHECK_EQ(loop_dropped, 7);
}

TEST(too_long_text_does_not_leave_the_client) {
    start();
    struct shop_counter_buy_req req = purchase;
    req.note = ipc_text_of("0123456789012345678901234567890");
    memset(&loop_request, 0, sizeof(loop_request));
    CHECK_STATUS(shop_counter_buy(EP, &req, &bought), ERR_TOO_BIG);
    CHECK_EQ(loop_request.label, 0);
}
