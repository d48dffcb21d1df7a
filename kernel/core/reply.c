// SPDX-License-Identifier: MIT
// Methods of Endpoints and Replies, and TRAP_NOTIFY.
#include "invoke.h"
#include "ipc.h"
#include "kernel.h"
#include "notification.h"
#include "thread.h"

static status_t endpoint_bind(struct invoke *invoke) {
    struct slot *target = NULL;
    TRY(invoke_find_optional(invoke, invoke->args[0], OBJECT_NOTIFICATION, RIGHT_WRITE, &target));
    struct endpoint *endpoint = cap_object(invoke->slot);
    binding_set(&endpoint->closed, target == NULL ? NULL : cap_object(target),
                target == NULL ? 0 : target->badge);
    return OK;
}

static status_t endpoint_next_closed(struct invoke *invoke) {
    struct endpoint *endpoint = cap_object(invoke->slot);
    TRY(cap_next_closed(&endpoint->closed_first, &invoke->results[0]));
    invoke->num_results = 1;
    return OK;
}

const struct method endpoint_methods[METHODS_MAX] = {
    [ENDPOINT_BIND - METHOD_FIRST] = { endpoint_bind, RIGHT_READ, 1 },
    [ENDPOINT_NEXT_CLOSED - METHOD_FIRST] = { endpoint_next_closed, RIGHT_READ, 0 },
};

static status_t reply_save(struct invoke *invoke) {
    struct reply *reply = cap_object(invoke->slot);
    struct thread *self = invoke->self;
    if (self->caller == NULL) {
        return ERR_NOT_FOUND;
    }
    if (reply->caller != NULL) {
        return ERR_BUSY;
    }
    reply->caller = self->caller;
    reply->caller->callee = NULL;
    reply->caller->reply = reply;
    self->caller = NULL;
    self->depth = 0;
    return OK;
}

const struct method reply_methods[METHODS_MAX] = {
    [REPLY_SAVE - METHOD_FIRST] = { reply_save, RIGHT_WRITE, 0 },
};

static status_t try_notify(struct thread *self, handle_t handle, uint64_t tag) {
    struct slot *slot = NULL;
    TRY(cap_find(self->table, handle, OBJECT_NOTIFICATION, RIGHT_WRITE, &slot));
    // A badge says which bits; only the unbadged capability may choose.
    uint32_t words = TAG_WORDS(tag);
    if ((tag & UINT32_MAX) != words || words > 1) {
        return ERR_BAD_MESSAGE;
    }
    uint64_t bits = slot->badge;
    if (bits == 0) {
        if (words != 1) {
            return ERR_BAD_MESSAGE;
        }
        bits = arch_context_words(&self->context)[0];
    }
    notification_signal(cap_object(slot), bits);
    return OK;
}

void ipc_notify(struct thread *self, handle_t handle, uint64_t tag) {
    status_t st = try_notify(self, handle, tag);
    arch_context_set_result(&self->context, st, 0, 0);
}
