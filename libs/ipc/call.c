// SPDX-License-Identifier: MIT
/// @file
/// Client side of messages: between struct ipc_msg and the registers and IPC frame of a trap.

#include "kernel_msg.h"

#include <base/string.h>
#include <hsys/time.h>

/// Bits that were taken from the notification while something else was waited for.
static uint64_t kept_bits;

uint64_t ipc_take_kept_bits(uint64_t mask) {
    uint64_t bits = kept_bits & mask;
    kept_bits &= ~mask;
    return bits;
}

void ipc_keep_bits(uint64_t bits) {
    kept_bits |= bits;
}

void ipc_msg_to_trap(const struct ipc_msg *msg, uint32_t flags, struct trap_regs *regs) {
    size_t num_words = MIN(msg->num_words, (size_t)IPC_WORDS_MAX);
    size_t num_caps = MIN(msg->num_caps, (size_t)IPC_CAPS_MAX);
    // Registers that carry nothing are zero: they must not show the receiver our stack.
    memset(regs->words, 0, sizeof(regs->words));
    memcpy(regs->words, msg->words, MIN(num_words, (size_t)TRAP_REG_WORDS) * sizeof(uint64_t));
    regs->tag = TAG(msg->label, num_words, num_caps, flags);
    if (num_words > TRAP_REG_WORDS || num_caps > 0) {
        struct ipc_half *half = &hsys_ipc_frame()->send;
        memcpy(half->caps, msg->caps, sizeof(half->caps));
        if (num_words > TRAP_REG_WORDS) {
            memcpy(&half->words[TRAP_REG_WORDS], &msg->words[TRAP_REG_WORDS],
                   (num_words - TRAP_REG_WORDS) * sizeof(uint64_t));
        }
    }
}

void ipc_msg_from_trap(const struct trap_regs *regs, struct ipc_msg *msg) {
    size_t num_words = MIN(TAG_WORDS(regs->tag), (size_t)IPC_WORDS_MAX);
    size_t num_caps = MIN(TAG_CAPS(regs->tag), (size_t)IPC_CAPS_MAX);
    msg->label = TAG_LABEL(regs->tag);
    msg->num_words = (uint16_t)num_words;
    msg->num_caps = (uint16_t)num_caps;
    msg->badge = regs->handle;
    memcpy(msg->words, regs->words, sizeof(regs->words));
    if (num_words > TRAP_REG_WORDS) {
        memcpy(&msg->words[TRAP_REG_WORDS], &hsys_ipc_frame()->recv.words[TRAP_REG_WORDS],
               (num_words - TRAP_REG_WORDS) * sizeof(uint64_t));
    }
    for (size_t i = 0; i < IPC_CAPS_MAX; i++) {
        msg->caps[i] = HANDLE_NONE;
        if (i >= num_caps) {
            continue;
        }
        handle_t here = hsys_ipc_frame()->recv.caps[i];
        // The window must be free for the next message, so what finds no slot is given up; the
        // decoder then misses a handle and refuses the message.
        if (here != HANDLE_NONE && cap_move(here, &msg->caps[i]) != OK) {
            msg->caps[i] = HANDLE_NONE;
            (void)cap_delete(here);
        }
    }
}

/// Sends `msg` with trap `number`, repeated while the kernel was interrupted before it was sent.
static status_t send_trap(uint64_t number, handle_t endpoint, const struct ipc_msg *msg,
                          uint32_t flags, struct trap_regs *regs) {
    status_t st;
    do {
        regs->handle = endpoint;
        ipc_msg_to_trap(msg, flags, regs);
        st = hsys_trap(number, regs);
    } while (st == ERR_AGAIN);
    return st;
}

/// Bits that end a call; 0 = none do.
static uint64_t abort_bits;

void ipc_abort_calls_on(uint64_t mask) {
    abort_bits = mask;
}

status_t ipc_call(handle_t endpoint, struct ipc_msg *msg) {
    struct trap_regs regs;
    if (abort_bits != 0) {
        hsys_ipc_frame()->send.abort_mask = abort_bits;
    }
    TRY(send_trap(TRAP_CALL, endpoint, msg, abort_bits != 0 ? TAG_ABORTABLE : 0, &regs));
    ipc_msg_from_trap(&regs, msg);
    return OK;
}

status_t ipc_send(handle_t endpoint, const struct ipc_msg *msg) {
    struct trap_regs regs;
    return send_trap(TRAP_SEND, endpoint, msg, 0, &regs);
}

void ipc_cap_drop(handle_t handle) {
    (void)cap_delete(handle);
}

/// Takes what is pending in the task's notification without waiting; keeps it.
static void drain_notification(void) {
    struct trap_regs regs = {
        .handle = START_HANDLE(SLOT_NOTIFICATION),
        .tag = TAG(0, 0, 0, TAG_NONBLOCK),
    };
    if (hsys_trap(TRAP_RECV, &regs) == OK) {
        kept_bits |= regs.words[0];
    }
}

status_t ipc_call_until(handle_t endpoint, struct ipc_msg *msg, nsec_t deadline) {
    const uint64_t timer_bit = BIT64(NOTIFICATION_TIMER_BIT);
    struct trap_regs regs;
    // An old shot of the timer must not end this call.
    (void)timer_cancel(START_HANDLE(SLOT_TIMER));
    drain_notification();
    TRY(timer_set(START_HANDLE(SLOT_TIMER), deadline));
    hsys_ipc_frame()->send.abort_mask = timer_bit;
    status_t st = send_trap(TRAP_CALL, endpoint, msg, TAG_ABORTABLE, &regs);
    (void)timer_cancel(START_HANDLE(SLOT_TIMER));
    drain_notification();
    kept_bits |= timer_bit; // the event loop looks at its own deadlines and sets the timer again
    if (st == OK) {
        ipc_msg_from_trap(&regs, msg);
    }
    return st;
}

status_t ipc_signal_cap(uint32_t bit, handle_t *out) {
    return cap_derive(START_HANDLE(SLOT_NOTIFICATION), RIGHT_WRITE | RIGHT_DUP, BIT64(bit), out);
}

uint64_t ipc_wait_bits(uint64_t mask, nsec_t deadline) {
    const uint64_t timer_bit = BIT64(NOTIFICATION_TIMER_BIT);
    (void)timer_cancel(START_HANDLE(SLOT_TIMER));
    drain_notification();
    if (deadline != UINT64_MAX && timer_set(START_HANDLE(SLOT_TIMER), deadline) != OK) {
        return 0;
    }
    while ((kept_bits & mask) == 0 && time_now_ns() < deadline) {
        struct trap_regs regs = { .handle = START_HANDLE(SLOT_NOTIFICATION) };
        if (hsys_trap(TRAP_RECV, &regs) == OK) {
            kept_bits |= regs.words[0];
        }
    }
    (void)timer_cancel(START_HANDLE(SLOT_TIMER));
    kept_bits |= timer_bit;
    return ipc_take_kept_bits(mask & ~timer_bit);
}
