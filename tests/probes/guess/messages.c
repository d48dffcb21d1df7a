// SPDX-License-Identifier: MIT
#include "messages.h"

#include <base/log.h>
#include <base/rng.h>
#include <base/string.h>
#include <ipc/server.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "guess"

enum {
    ROUNDS = 4000,
    METHODS = 14,
    WORDS_USUAL = 8, ///< Most requests are this short.
    STATUS_LAST = -64,
};

/// Numbers of protocols, right ones and wrong ones for each server.
static const uint32_t protocols[] = { 0, 16, 17, 20, 21, 22, 28, 40, 44, 4095 };

/// Requests whose size is right, so that the values in them are looked at.
static const struct shape {
    uint8_t protocol, method, num_words, num_caps;
} shapes[] = {
    { 16, 1, 2, 0 }, { 16, 2, 1, 1 }, { 16, 3, 1, 0 }, { 16, 4, 1, 0 }, { 16, 5, 1, 1 },
    { 16, 6, 2, 0 }, { 16, 7, 0, 0 }, { 16, 8, 3, 0 }, { 16, 9, 1, 0 }, { 17, 1, 0, 1 },
    { 17, 3, 1, 0 }, { 17, 4, 1, 0 }, { 17, 5, 0, 0 }, { 17, 6, 1, 0 }, { 17, 7, 1, 0 },
    { 17, 8, 1, 0 }, { 20, 2, 1, 0 }, { 20, 4, 0, 0 }, { 20, 5, 1, 0 }, { 20, 6, 2, 0 },
    { 21, 1, 1, 0 }, { 21, 4, 1, 0 },
};

static struct {
    struct rng rng;
    handle_t region;
    uint32_t answered, accepted, wrong;
} state;

/// Requests that do what they say and would end the test: init.Component.exit ends us, reconnect
/// in the end takes our way to the log.
static bool is_left_out(uint32_t protocol, uint32_t method) {
    return protocol == 20 && (method == 1 || method == 3);
}

/// Small numbers, addresses, lengths that lie, noise.
static uint64_t random_word(void) {
    switch (rng_below(&state.rng, 6)) {
    case 0:
        return 0;
    case 1:
        return rng_below(&state.rng, 8);
    case 2:
        return (uint64_t)rng_below(&state.rng, 64) << 12;
    case 3:
        return UINT64_MAX - rng_below(&state.rng, 4);
    case 4:
        return (uint64_t)rng_below(&state.rng, 300) << 32 | rng_below(&state.rng, 300);
    default:
        return rng_next(&state.rng);
    }
}

static handle_t random_cap(void) {
    const handle_t caps[] = { HANDLE_NONE, START_HANDLE(SLOT_ENDPOINT),
                              START_HANDLE(SLOT_NOTIFICATION), state.region,
                              UINT64_C(9) << 32 | 77 };
    return caps[rng_below(&state.rng, ARRAY_LEN(caps))];
}

static void choose_shape(struct ipc_msg *msg) {
    const struct shape *s = &shapes[rng_below(&state.rng, ARRAY_LEN(shapes))];
    msg->label = IPC_LABEL(s->protocol, s->method);
    msg->num_words = s->num_words;
    msg->num_caps = s->num_caps;
}

static void choose_anything(struct ipc_msg *msg) {
    uint32_t protocol = 0;
    uint32_t method = 0;
    do {
        protocol = protocols[rng_below(&state.rng, ARRAY_LEN(protocols))];
        method = rng_below(&state.rng, METHODS);
    } while (is_left_out(protocol, method));
    bool is_long = rng_below(&state.rng, 16) == 0;
    msg->label = IPC_LABEL(protocol, method);
    msg->num_words = (uint16_t)rng_below(&state.rng, is_long ? IPC_WORDS_MAX + 1 : WORDS_USUAL + 1);
    msg->num_caps = (uint16_t)(rng_below(&state.rng, 3) == 0 ? rng_below(&state.rng, 4) : 0);
}

static void fill(struct ipc_msg *msg) {
    memset(msg, 0, sizeof(*msg));
    (rng_below(&state.rng, 2) == 0 ? choose_shape : choose_anything)(msg);
    for (uint32_t i = 0; i < msg->num_words; i++) {
        msg->words[i] = random_word();
    }
    for (uint32_t i = 0; i < msg->num_caps; i++) {
        msg->caps[i] = random_cap();
    }
}

/// One request. Whatever it says, the answer is a status, and the server lives.
static void try_one(handle_t server) {
    struct ipc_msg msg;
    fill(&msg);
    uint32_t label = msg.label;
    if (rng_below(&state.rng, 8) == 0) {
        (void)ipc_send(server, &msg);
        return;
    }
    status_t st = ipc_call(server, &msg);
    if (st == OK) {
        state.answered++;
        st = (status_t)(int32_t)msg.label;
        state.accepted += st == OK ? 1 : 0;
        ipc_drop_caps(&msg);
    }
    if (st > 0 || st < STATUS_LAST || st == ERR_PEER_DIED || st == ERR_TIMEOUT) {
        state.wrong++;
        LOG_INFO("%x on %lx gives %d", label, server, st);
    }
}

void play_messages(uint64_t seed) {
    uint64_t address = 0;
    rng_init(&state.rng, seed);
    (void)probe_status("messages.region", probe_make_region(4096, &state.region, &address), OK);
    for (uint32_t i = 0; i < ROUNDS; i++) {
        try_one(START_HANDLE(SLOT_VM));
        try_one(START_HANDLE(SLOT_PARENT));
        if (i % 64 == 0) {
            try_one(CAP_USES_LOG_SINK);
        }
    }
    LOG_INFO("seed %lx: %u answers, %u requests accepted", seed, state.answered, state.accepted);
    (void)probe_equal("messages.wrong_answers", state.wrong, 0);
    (void)probe_check("messages.most_were_answered", state.answered > ROUNDS);
    (void)probe_check("messages.some_made_sense", state.accepted > ROUNDS / 100);
    // Both still serve us as before.
    (void)probe_check("messages.vm_serves", probe_used_b() != UINT64_MAX);
    (void)probe_status("messages.vm_creates", probe_make_region(4096, &state.region, &address), OK);
}
