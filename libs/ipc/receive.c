// SPDX-License-Identifier: MIT
/// @file
/// Server side of messages: receive, answer, answer later.

#include "kernel_msg.h"

#include <base/string.h>

/// Which of the start-up Reply objects hold a caller.
static bool reply_used[IPC_DEFERRED_MAX];

/// The next answer moves its capabilities.
static bool give_caps;

void ipc_give_reply_caps(void) {
    give_caps = true;
}

/// Whether the kernel wants the same trap again: it was interrupted before it had done anything that
/// doing it twice would repeat.
static status_t trap_again(uint64_t number, const struct trap_regs *first, struct trap_regs *regs) {
    status_t st;
    do {
        *regs = *first;
        st = hsys_trap(number, regs);
    } while (st == ERR_AGAIN);
    return st;
}

/// Answers and receives; `flags` may hold TAG_NONBLOCK.
static status_t answer_and_wait(handle_t endpoint, const struct ipc_msg *reply, uint32_t flags,
                                struct trap_regs *regs) {
    struct trap_regs first = { .handle = endpoint, .tag = TAG(0, 0, 0, flags) };
    bool give = give_caps;
    give_caps = false;
    if (reply == NULL) {
        return trap_again(TRAP_RECV, &first, regs);
    }
    ipc_msg_to_trap(reply, flags | (give ? TAG_MOVE : 0u), &first);
    status_t st = trap_again(TRAP_REPLY_RECV, &first, regs);
    if (give) {
        // Usually stale by now. They are still here when the caller died before it was answered.
        for (uint32_t i = 0; i < reply->num_caps; i++) {
            ipc_drop_rest(reply->caps[i]);
        }
    }
    if (st != OK && st != ERR_WOULD_BLOCK && (reply->num_caps > 0 || reply->num_words > 0)) {
        // The answer names what is gone meanwhile (a region that was revoked): the caller, who is
        // still waiting, hears at least that.
        first.handle = endpoint;
        first.tag = TAG(st, 0, 0, flags);
        st = trap_again(TRAP_REPLY_RECV, &first, regs);
    }
    return st;
}

status_t ipc_receive(handle_t endpoint, const struct ipc_msg *reply, struct ipc_msg *in,
                     enum ipc_what *out_what, uint64_t *out_bits) {
    struct trap_regs regs;
    uint64_t bits = ipc_take_kept_bits(UINT64_MAX);
    status_t st = answer_and_wait(endpoint, reply, bits != 0 ? TAG_NONBLOCK : 0, &regs);
    if (bits != 0 && st == ERR_WOULD_BLOCK) {
        *out_what = IPC_GOT_BITS;
        *out_bits = bits;
        return OK;
    }
    if (st != OK) {
        ipc_keep_bits(bits);
        return st;
    }
    if ((TAG_FLAGS(regs.tag) & TAG_NOTIFIED) != 0) {
        *out_what = IPC_GOT_BITS;
        *out_bits = bits | regs.words[0];
        return OK;
    }
    ipc_keep_bits(bits);
    *out_what = (TAG_FLAGS(regs.tag) & TAG_FAULT) != 0 ? IPC_GOT_FAULT : IPC_GOT_MESSAGE;
    ipc_msg_from_trap(&regs, in);
    return OK;
}

status_t ipc_defer(handle_t *out_reply) {
    for (uint32_t i = 0; i < IPC_DEFERRED_MAX; i++) {
        if (!reply_used[i]) {
            TRY(reply_save(START_HANDLE(SLOT_REPLY + i)));
            reply_used[i] = true;
            *out_reply = START_HANDLE(SLOT_REPLY + i);
            return OK;
        }
    }
    return ERR_NO_SPACE;
}

void ipc_reply_send(handle_t reply, const struct ipc_msg *msg) {
    struct trap_regs regs = { .handle = reply };
    ipc_msg_to_trap(msg, TAG_NONBLOCK, &regs);
    // The caller may be dead by now; then there is nobody to tell.
    (void)hsys_trap(TRAP_SEND, &regs);
    uint64_t index = reply - START_HANDLE(SLOT_REPLY);
    if (index < IPC_DEFERRED_MAX) {
        reply_used[index] = false;
    }
}

void ipc_reply_send_status(handle_t reply, status_t status) {
    struct ipc_msg msg;
    msg.label = (uint32_t)status;
    msg.num_words = 0;
    msg.num_caps = 0;
    ipc_reply_send(reply, &msg);
}
