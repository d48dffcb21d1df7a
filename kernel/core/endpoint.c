// SPDX-License-Identifier: MIT
// Endpoints: threads that send and threads that receive meet here.
#include "invoke.h"
#include "ipc.h"
#include "kernel.h"
#include "notification.h"
#include "thread.h"

void endpoint_init(struct endpoint *endpoint) {
    list_init(&endpoint->queue);
    list_init(&endpoint->domains);
    binding_init(&endpoint->closed);
}

static void set_result(struct thread *thread, status_t status) {
    arch_context_set_result(&thread->context, status, 0, 0);
}

static struct thread *queue_first(struct endpoint *endpoint) {
    return list_first(&endpoint->queue, struct thread, queue_link);
}

static void enqueue(struct endpoint *endpoint, struct thread *thread, enum endpoint_state state) {
    list_push_back(&endpoint->queue, &thread->queue_link);
    endpoint->state = state;
    thread->endpoint = endpoint;
}

static void dequeue(struct thread *thread) {
    struct endpoint *endpoint = thread->endpoint;
    list_remove(&thread->queue_link);
    if (list_is_empty(&endpoint->queue)) {
        endpoint->state = ENDPOINT_IDLE;
    }
    thread->endpoint = NULL;
}

// --- Ends of waiting ---

void ipc_cancel(struct thread *thread) {
    switch ((enum thread_state)thread->state) {
    case THREAD_BLOCKED_SEND:
    case THREAD_BLOCKED_RECV:
        dequeue(thread);
        break;
    case THREAD_BLOCKED_WAIT:
        list_remove(&thread->queue_link);
        break;
    case THREAD_BLOCKED_REPLY:
        if (thread->callee != NULL) {
            thread->callee->caller = NULL;
            thread->callee->depth = 0;
        } else {
            thread->reply->caller = NULL;
        }
        thread->callee = NULL;
        thread->reply = NULL;
        sched_take_back(thread);
        break;
    case THREAD_STOPPED:
    case THREAD_READY:
    case THREAD_FAULTED:
        break;
    }
    thread->sending = SENDING_NOTHING;
    thread->abort_mask = 0;
}

/// Ends the waiting of `thread` because the other side is gone.
static void peer_died(struct thread *thread) {
    bool fault = thread->sending == SENDING_FAULT;
    ipc_cancel(thread);
    if (fault) {
        thread->state = THREAD_FAULTED;
    } else {
        set_result(thread, ERR_PEER_DIED);
        sched_wake(thread);
    }
}

void ipc_drop_caller(struct thread *server) {
    if (server->caller != NULL) {
        peer_died(server->caller);
    }
}

void reply_destroy(struct reply *reply) {
    if (reply->caller != NULL) {
        peer_died(reply->caller);
    }
}

void ipc_abort_call(struct thread *caller, status_t status) {
    ipc_cancel(caller);
    set_result(caller, status);
    sched_wake(caller);
}

void ipc_deliver_bits(struct thread *thread, uint64_t bits) {
    ipc_cancel(thread);
    message_bits(thread, bits);
    sched_wake(thread);
}

status_t endpoint_destroy(struct endpoint *endpoint) {
    uint32_t steps = 0;
    while (!list_is_empty(&endpoint->queue)) {
        peer_died(queue_first(endpoint));
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    while (!list_is_empty(&endpoint->domains)) {
        struct domain *domain = list_first(&endpoint->domains, struct domain, fault_link);
        list_remove(&domain->fault_link);
        domain->fault_endpoint = NULL;
        domain->fault_badge = 0;
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    binding_set(&endpoint->closed, NULL, 0);
    return OK;
}

// --- Calls and answers ---

void ipc_link_call(struct thread *caller, struct thread *server) {
    server->caller = caller;
    server->depth = (uint8_t)(caller->depth + 1);
    caller->callee = server;
    sched_lend(caller, server);
}

status_t ipc_answer(struct thread *self, struct thread *caller, uint64_t tag) {
    if (caller->sending == SENDING_FAULT) {
        ipc_cancel(caller);
        if (TAG_LABEL(tag) == OK) {
            sched_hand_over(caller);
        } else {
            caller->state = THREAD_FAULTED;
        }
        return OK;
    }
    bool receiver = false;
    status_t st = message_transfer(self, caller, tag, 0, &receiver);
    if (st != OK && !receiver) {
        return st;
    }
    ipc_cancel(caller);
    if (st != OK) {
        set_result(caller, st);
    }
    sched_hand_over(caller);
    return OK;
}

// --- Sending ---

/// Delivers the message of `self` to a waiting receiver, or makes it wait.
static status_t send_to(struct thread *self, struct endpoint *endpoint, uint64_t badge,
                        uint64_t tag, enum thread_sending sending) {
    if (endpoint->state != ENDPOINT_RECEIVING) {
        if ((TAG_FLAGS(tag) & TAG_NONBLOCK) != 0) {
            return ERR_WOULD_BLOCK;
        }
        TRY(message_check_caps(self, tag));
        self->badge = badge;
        self->tag = tag;
        self->sending = (uint8_t)sending;
        sched_block(self, THREAD_BLOCKED_SEND);
        enqueue(endpoint, self, ENDPOINT_SENDING);
        return OK;
    }
    struct thread *server = queue_first(endpoint);
    bool receiver = false;
    TRY(message_transfer(self, server, tag, badge, &receiver));
    dequeue(server);
    if (sending == SENDING_CALL) {
        self->sending = SENDING_CALL;
        sched_block(self, THREAD_BLOCKED_REPLY);
        ipc_link_call(self, server);
        sched_hand_over(server);
    } else {
        set_result(self, OK);
        sched_wake(server);
    }
    return OK;
}

/// Arms ABORTABLE: ERR_TIMEOUT when a bit is pending already.
static status_t arm_abort(struct thread *self, uint64_t tag) {
    if ((TAG_FLAGS(tag) & TAG_ABORTABLE) == 0) {
        return OK;
    }
    if (self->bound == NULL) {
        return ERR_BAD_STATE;
    }
    uint64_t mask = *(volatile uint64_t *)&self->frame->send.abort_mask;
    if ((self->bound->word & mask) != 0) {
        return ERR_TIMEOUT;
    }
    self->abort_mask = mask;
    return OK;
}

static status_t try_call(struct thread *self, handle_t handle, uint64_t tag) {
    struct slot *slot = NULL;
    TRY(cap_find(self->table, handle, OBJECT_ENDPOINT, RIGHT_WRITE, &slot));
    TRY(message_check(self, tag, TAG_ABORTABLE | TAG_MOVE));
    if (self->depth >= CALL_DEPTH_MAX) {
        return ERR_DEPTH;
    }
    TRY(arm_abort(self, tag));
    status_t st = send_to(self, cap_object(slot), slot->badge, tag, SENDING_CALL);
    if (st != OK) {
        self->abort_mask = 0;
    }
    return st;
}

void ipc_call(struct thread *self, handle_t handle, uint64_t tag) {
    status_t st = try_call(self, handle, tag);
    if (st != OK) {
        set_result(self, st);
    }
}

static status_t try_send(struct thread *self, handle_t handle, uint64_t tag) {
    struct slot *slot = NULL;
    TRY(cap_find_live(self->table, handle, &slot));
    if (slot->type != OBJECT_ENDPOINT && slot->type != OBJECT_REPLY) {
        return ERR_BAD_TYPE;
    }
    if ((slot->rights & RIGHT_WRITE) == 0) {
        return ERR_DENIED;
    }
    TRY(message_check(self, tag, TAG_NONBLOCK | TAG_MOVE));
    if (slot->type == OBJECT_ENDPOINT) {
        return send_to(self, cap_object(slot), slot->badge, tag, SENDING_ONE_WAY);
    }
    struct reply *reply = cap_object(slot);
    if (reply->caller == NULL) {
        return ERR_BAD_STATE;
    }
    TRY(ipc_answer(self, reply->caller, tag));
    set_result(self, OK);
    return OK;
}

void ipc_send(struct thread *self, handle_t handle, uint64_t tag) {
    status_t st = try_send(self, handle, tag);
    if (st != OK) {
        set_result(self, st);
    }
}

void ipc_send_fault(struct thread *thread, struct endpoint *endpoint, uint64_t badge) {
    thread->badge = badge;
    thread->sending = SENDING_FAULT;
    if (endpoint->state != ENDPOINT_RECEIVING) {
        sched_block(thread, THREAD_BLOCKED_SEND);
        enqueue(endpoint, thread, ENDPOINT_SENDING);
        return;
    }
    struct thread *server = queue_first(endpoint);
    dequeue(server);
    message_fault(thread, server);
    sched_block(thread, THREAD_BLOCKED_REPLY);
    ipc_link_call(thread, server);
    sched_hand_over(server);
}

// --- Receiving ---

/// Takes the message of `sender`, first in the queue. False: it could not be had, the sender knows.
static bool receive_from(struct thread *self, struct thread *sender) {
    if (sender->sending == SENDING_FAULT) {
        message_fault(sender, self);
    } else {
        bool receiver = false;
        status_t st = message_transfer(sender, self, sender->tag, sender->badge, &receiver);
        if (st != OK) {
            ipc_cancel(sender);
            set_result(sender, st);
            sched_wake(sender);
            return false;
        }
    }
    dequeue(sender);
    if (sender->sending == SENDING_ONE_WAY) {
        sender->sending = SENDING_NOTHING;
        set_result(sender, OK);
        sched_wake(sender);
    } else {
        sender->state = THREAD_BLOCKED_REPLY;
        ipc_link_call(sender, self);
    }
    return true;
}

/// Bits of the bound notification first, then messages; else waits.
static status_t receive(struct thread *self, struct endpoint *endpoint, bool nonblock) {
    if (self->bound != NULL && self->bound->word != 0) {
        message_bits(self, self->bound->word);
        self->bound->word = 0;
        return OK;
    }
    uint32_t steps = 0;
    while (endpoint->state == ENDPOINT_SENDING) {
        if (receive_from(self, queue_first(endpoint))) {
            return OK;
        }
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    if (nonblock) {
        return ERR_WOULD_BLOCK;
    }
    sched_block(self, THREAD_BLOCKED_RECV);
    enqueue(endpoint, self, ENDPOINT_RECEIVING);
    return OK;
}

static status_t wait_for(struct thread *self, struct notification *notification, bool nonblock) {
    if (notification->word != 0) {
        message_bits(self, notification->word);
        notification->word = 0;
        return OK;
    }
    if (nonblock) {
        return ERR_WOULD_BLOCK;
    }
    sched_block(self, THREAD_BLOCKED_WAIT);
    list_push_back(&notification->waiters, &self->queue_link);
    return OK;
}

static status_t try_recv(struct thread *self, handle_t handle, uint64_t tag) {
    struct slot *slot = NULL;
    TRY(cap_find_live(self->table, handle, &slot));
    if (slot->type != OBJECT_ENDPOINT && slot->type != OBJECT_NOTIFICATION) {
        return ERR_BAD_TYPE;
    }
    if ((slot->rights & RIGHT_READ) == 0) {
        return ERR_DENIED;
    }
    bool nonblock = (TAG_FLAGS(tag) & TAG_NONBLOCK) != 0;
    if ((tag & UINT32_MAX & ~((uint64_t)TAG_NONBLOCK << TAG_FLAGS_SHIFT)) != 0) {
        return ERR_BAD_MESSAGE;
    }
    if (slot->type == OBJECT_NOTIFICATION) {
        return wait_for(self, cap_object(slot), nonblock);
    }
    // The caller of before must be answered or saved first: a thread has one at a time.
    return self->caller != NULL ? ERR_BAD_STATE : receive(self, cap_object(slot), nonblock);
}

void ipc_recv(struct thread *self, handle_t handle, uint64_t tag) {
    status_t st = try_recv(self, handle, tag);
    if (st != OK) {
        set_result(self, st);
    }
}

static status_t try_reply_recv(struct thread *self, handle_t handle, uint64_t tag) {
    struct slot *slot = NULL;
    TRY(cap_find(self->table, handle, OBJECT_ENDPOINT, RIGHT_READ, &slot));
    TRY(message_check(self, tag, TAG_NONBLOCK | TAG_MOVE));
    struct endpoint *endpoint = cap_object(slot);
    if (self->caller != NULL) {
        TRY(ipc_answer(self, self->caller, tag));
    }
    return receive(self, endpoint, (TAG_FLAGS(tag) & TAG_NONBLOCK) != 0);
}

void ipc_reply_recv(struct thread *self, handle_t handle, uint64_t tag) {
    status_t st = try_reply_recv(self, handle, tag);
    if (st != OK) {
        set_result(self, st);
    }
}
