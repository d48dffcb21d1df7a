// SPDX-License-Identifier: MIT
// Moving a message from one thread to another.
#include "ipc.h"
#include "kernel.h"

/// How the capabilities of a message will be transferred, once everything is known to succeed.
struct plan {
    struct slot *from[FRAME_CAPS_MAX]; ///< NULL: the sender named none.
    struct slot *to[FRAME_CAPS_MAX];
    bool move[FRAME_CAPS_MAX];
};

status_t message_check(const struct thread *from, uint64_t tag, uint32_t flags) {
    const uint64_t reserved = UINT64_C(0xff00);
    if ((tag & reserved) != 0 || TAG_WORDS(tag) > FRAME_WORDS_MAX ||
        TAG_CAPS(tag) > FRAME_CAPS_MAX || (TAG_FLAGS(tag) & ~flags) != 0) {
        return ERR_BAD_MESSAGE;
    }
    bool needs_frame = TAG_WORDS(tag) > TRAP_REG_WORDS || TAG_CAPS(tag) != 0 ||
                       (TAG_FLAGS(tag) & TAG_ABORTABLE) != 0;
    return needs_frame && from->frame == NULL ? ERR_FAULT : OK;
}

/// The handle that the sender named. Its memory may change at any time: read once.
static handle_t read_cap(const struct thread *from, uint32_t index) {
    return *(const volatile handle_t *)&from->frame->send.caps[index];
}

static status_t plan_source(const struct thread *from, uint64_t tag, uint32_t index,
                            struct plan *plan) {
    handle_t handle = read_cap(from, index);
    plan->from[index] = NULL;
    plan->move[index] = false;
    if (handle == HANDLE_NONE) {
        return OK;
    }
    struct slot *slot = NULL;
    TRY(cap_find_live(from->table, handle, &slot));
    plan->from[index] = slot;
    plan->move[index] = (TAG_FLAGS(tag) & TAG_MOVE) != 0 || !cap_is_copyable(slot) ||
                        (slot->rights & RIGHT_DUP) == 0;
    for (uint32_t i = 0; i < index; i++) {
        if (plan->from[i] == slot && (plan->move[i] || plan->move[index])) {
            return ERR_BAD_ARG;
        }
    }
    return OK;
}

status_t message_check_caps(const struct thread *from, uint64_t tag) {
    struct plan plan;
    for (uint32_t i = 0; i < TAG_CAPS(tag); i++) {
        TRY(plan_source(from, tag, i, &plan));
    }
    return OK;
}

static status_t plan_target(const struct thread *to, uint32_t index, struct plan *plan) {
    if (to->table == NULL || to->frame == NULL) {
        return ERR_NO_SLOTS;
    }
    return captable_find_window(to->table, to->window, index, &plan->to[index]);
}

static void transfer_caps(struct thread *to, uint32_t num_caps, const struct plan *plan) {
    for (uint32_t i = 0; i < num_caps; i++) {
        handle_t handle = HANDLE_NONE;
        if (plan->from[i] != NULL) {
            slot_take(to->table, plan->to[i]);
            if (plan->move[i]) {
                slot_move(plan->from[i], plan->to[i]);
            } else {
                cap_copy(plan->from[i], plan->to[i]);
            }
            handle = cap_handle(plan->to[i]);
        }
        to->frame->recv.caps[i] = handle;
    }
}

static void copy_registers(struct thread *from, struct thread *to, uint32_t num_words) {
    const uint64_t *in = arch_context_words(&from->context);
    uint64_t *out = arch_context_words(&to->context);
    for (uint32_t i = 0; i < MIN(num_words, (uint32_t)TRAP_REG_WORDS); i++) {
        out[i] = in[i];
    }
}

status_t message_transfer(struct thread *from, struct thread *to, uint64_t tag, uint64_t badge,
                          bool *out_receiver) {
    uint32_t num_words = TAG_WORDS(tag);
    uint32_t num_caps = TAG_CAPS(tag);
    struct plan plan;
    *out_receiver = false;
    // The sender's frame may have died while it waited.
    if ((num_words > TRAP_REG_WORDS || num_caps != 0) && from->frame == NULL) {
        return ERR_FAULT;
    }
    for (uint32_t i = 0; i < num_caps; i++) {
        TRY(plan_source(from, tag, i, &plan));
    }
    *out_receiver = true;
    if (num_words > TRAP_REG_WORDS && to->frame == NULL) {
        return ERR_TOO_BIG;
    }
    for (uint32_t i = 0; i < num_caps; i++) {
        TRY(plan_target(to, i, &plan));
    }

    copy_registers(from, to, num_words);
    for (uint32_t i = TRAP_REG_WORDS; i < num_words; i++) {
        to->frame->recv.words[i] = from->frame->send.words[i];
    }
    transfer_caps(to, num_caps, &plan);
    arch_context_set_result(&to->context, OK, badge, TAG(TAG_LABEL(tag), num_words, num_caps, 0));
    return OK;
}

void message_fault(struct thread *from, struct thread *to) {
    uint64_t *out = arch_context_words(&to->context);
    for (uint32_t i = 0; i < TRAP_REG_WORDS; i++) {
        out[i] = from->fault[i];
    }
    arch_context_set_result(&to->context, OK, from->badge,
                            TAG(from->fault_kind, TRAP_REG_WORDS, 0, TAG_FAULT));
}

void message_bits(struct thread *to, uint64_t bits) {
    arch_context_words(&to->context)[0] = bits;
    arch_context_set_result(&to->context, OK, 0, TAG(0, 1, 0, TAG_NOTIFIED));
}
