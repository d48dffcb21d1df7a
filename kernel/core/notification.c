// SPDX-License-Identifier: MIT
// Notifications: a word of bits, and those who wait for it.
#include "notification.h"

#include "invoke.h"
#include "ipc.h"
#include "kernel.h"
#include "thread.h"

void notification_init(struct notification *notification) {
    list_init(&notification->waiters);
    list_init(&notification->binders);
}

void notification_signal(struct notification *notification, uint64_t bits) {
    notification->word |= bits;
    if (notification->word == 0) {
        return;
    }
    struct thread *bound = notification->bound;
    struct thread *waiter = NULL;
    if (!list_is_empty(&notification->waiters)) {
        waiter = list_first(&notification->waiters, struct thread, queue_link);
    } else if (bound != NULL && bound->state == THREAD_BLOCKED_RECV) {
        waiter = bound;
    }
    if (waiter != NULL) {
        uint64_t word = notification->word;
        notification->word = 0;
        ipc_deliver_bits(waiter, word);
    } else if (bound != NULL && (bound->abort_mask & notification->word) != 0) {
        ipc_abort_call(bound, ERR_TIMEOUT);
    }
}

void notification_unbind_thread(struct notification *notification) {
    if (notification->bound != NULL) {
        notification->bound->bound = NULL;
        notification->bound = NULL;
    }
}

status_t notification_destroy(struct notification *notification) {
    uint32_t steps = 0;
    notification_unbind_thread(notification);
    while (!list_is_empty(&notification->waiters)) {
        struct thread *thread = list_first(&notification->waiters, struct thread, queue_link);
        ipc_cancel(thread);
        arch_context_set_result(&thread->context, ERR_PEER_DIED, 0, 0);
        sched_wake(thread);
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    while (!list_is_empty(&notification->binders)) {
        binding_set(list_first(&notification->binders, struct binding, link), NULL, 0);
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    return OK;
}

void binding_init(struct binding *binding) {
    list_init(&binding->link);
}

void binding_set(struct binding *binding, struct notification *target, uint64_t badge) {
    list_remove(&binding->link);
    binding->target = target;
    binding->badge = badge;
    if (target != NULL) {
        list_push_back(&target->binders, &binding->link);
    }
}

void binding_signal(struct binding *binding) {
    if (binding->target != NULL) {
        notification_signal(binding->target, binding->badge);
    }
}

status_t invoke_find_optional(struct invoke *invoke, handle_t handle, enum object_type type,
                              uint32_t rights, struct slot **out) {
    *out = NULL;
    return handle == HANDLE_NONE ? OK : cap_find(invoke->table, handle, type, rights, out);
}
