// SPDX-License-Identifier: MIT
// The two paths that matter: call and reply_recv with words in registers only.
//
// Everything is checked before anything is changed; whatever is unusual goes the general way. This
// file alone is compiled without stack protector and UBSan traps.
#pragma clang attribute push(__attribute__((no_sanitize("undefined"))), apply_to = function)
#pragma clang attribute push(__attribute__((no_stack_protector)), apply_to = function)
#include "ipc.h"
#include "kernel.h"
#include "sched_inline.h"

#define INLINE static inline __attribute__((always_inline))
/// One register for `pointer`, not a base and an index that live as long.
#define ONE_REGISTER(pointer) __asm__("" : "+r"(pointer))

/// The first 8 bytes of a slot as one number, so that one comparison checks generation, type, rights
/// and that it is not dying. The slot's layout is little-endian on every CPU we run on.
INLINE uint64_t slot_head(const struct slot *slot) {
    return *(const uint64_t *)(const void *)slot;
}
_Static_assert(offsetof(struct slot, type) == 4 && offsetof(struct slot, rights) == 5 &&
                   offsetof(struct slot, flags) == 6,
               "slot_head");

INLINE struct slot *find_endpoint(const struct thread *self, handle_t handle, uint64_t right) {
    struct captable *table = self->table;
    uint32_t index = (uint32_t)handle;
    if (__builtin_expect(index >= table->count, 0)) {
        return NULL;
    }
    struct slot *slot = captable_slots(table) + index;
    ONE_REGISTER(slot);
    const uint64_t mask = UINT64_C(0xffffffffff) | right << 40 | (uint64_t)SLOT_DYING << 48;
    const uint64_t want = handle >> 32 | (uint64_t)OBJECT_ENDPOINT << 32 | right << 40;
    return __builtin_expect((slot_head(slot) & mask) == want, 1) ? slot : NULL;
}

/// The object of a slot that surely has one.
INLINE void *object_of(const struct slot *slot) {
    return arch_phys_to_ptr((paddr_t)slot->object << REF_SHIFT);
}

INLINE void copy_words(const uint64_t *restrict in, uint64_t *restrict out, uint32_t num_words) {
    switch (num_words) {
    case 6:
        out[5] = in[5];
        __attribute__((fallthrough));
    case 5:
        out[4] = in[4];
        __attribute__((fallthrough));
    case 4:
        out[3] = in[3];
        __attribute__((fallthrough));
    case 3:
        out[2] = in[2];
        __attribute__((fallthrough));
    case 2:
        out[1] = in[1];
        __attribute__((fallthrough));
    case 1:
        out[0] = in[0];
        __attribute__((fallthrough));
    default:
        break;
    }
}

/// Takes `first` out of the queue, whose first thread it is.
INLINE void pop(struct endpoint *endpoint, const struct thread *first) {
    struct list *next = first->queue_link.next;
    endpoint->queue.next = next;
    next->prev = &endpoint->queue;
    if (next == &endpoint->queue) {
        endpoint->state = ENDPOINT_IDLE;
    }
}

/// list_push_back(), which would read the last item twice.
INLINE void push(struct endpoint *endpoint, struct thread *thread) {
    struct list *last = endpoint->queue.prev;
    thread->queue_link.next = &endpoint->queue;
    thread->queue_link.prev = last;
    endpoint->queue.prev = &thread->queue_link;
    last->next = &thread->queue_link; // the queue itself when it was empty
    endpoint->state = ENDPOINT_RECEIVING;
}

INLINE struct arch_context *call(struct cpu *cpu, handle_t handle, uint64_t tag) {
    struct thread *self = cpu->current;
    // Words in registers, no capabilities, no flags.
    if ((uint32_t)tag > TRAP_REG_WORDS) {
        return NULL;
    }
    struct slot *slot = find_endpoint(self, handle, RIGHT_WRITE);
    if (slot == NULL) {
        return NULL;
    }
    struct endpoint *endpoint = object_of(slot);
    ONE_REGISTER(endpoint);
    if (endpoint->state != ENDPOINT_RECEIVING || self->depth >= CALL_DEPTH_MAX || cpu->resched) {
        return NULL;
    }
    struct thread *server = list_first(&endpoint->queue, struct thread, queue_link);
    ONE_REGISTER(server);
    // Nobody ready has a higher priority than self, so nobody has one higher than the server.
    if (server->priority < self->priority) {
        return NULL;
    }

    // The point of no return.
    pop(endpoint, server);
    self->state = THREAD_BLOCKED_REPLY;
    self->sending = SENDING_CALL;
    self->callee = server;
    server->caller = self;
    server->depth = (uint8_t)(self->depth + 1);
    server->state = THREAD_READY;
    sched_lend_inline(self, server);
    copy_words(arch_context_words(&self->context), arch_context_words(&server->context),
               (uint32_t)tag);
    arch_context_set_result(&server->context, OK, slot->badge, tag);
    sched_switch_inline(cpu, server);
    return &server->context;
}

INLINE struct arch_context *reply_recv(struct cpu *cpu, handle_t handle, uint64_t tag) {
    struct thread *self = cpu->current;
    struct thread *caller = self->caller;
    if ((uint32_t)tag > TRAP_REG_WORDS || caller == NULL) {
        return NULL;
    }
    struct slot *slot = find_endpoint(self, handle, RIGHT_READ);
    if (slot == NULL) {
        return NULL;
    }
    struct endpoint *endpoint = object_of(slot);
    ONE_REGISTER(endpoint);
    if (endpoint->state == ENDPOINT_SENDING || caller->sending != SENDING_CALL ||
        (self->bound != NULL && self->bound->word != 0) || cpu->resched) {
        return NULL;
    }
    // The caller goes on with its turn, unless somebody of higher priority became ready meanwhile.
    // If others of its priority wait, the timer must be set to the end of that turn.
    uint64_t waiting = kernel.ready_mask >> caller->priority;
    if (waiting != 0 && (waiting > 1 || cpu->armed > cpu->quantum_end)) {
        return NULL;
    }

    // The point of no return.
    self->caller = NULL;
    self->depth = 0;
    caller->callee = NULL;
    caller->sending = SENDING_NOTHING;
    caller->abort_mask = 0;
    caller->state = THREAD_READY;
    self->state = THREAD_BLOCKED_RECV;
    self->endpoint = endpoint;
    push(endpoint, self);
    copy_words(arch_context_words(&self->context), arch_context_words(&caller->context),
               (uint32_t)tag);
    arch_context_set_result(&caller->context, OK, 0, tag);
    sched_take_back_inline(caller, self); // last: `self` need not outlive a call
    sched_switch_inline(cpu, caller);
    return &caller->context;
}

struct arch_context *fastpath_call(struct cpu *cpu, handle_t handle, uint64_t tag) {
    return call(cpu, handle, tag);
}

struct arch_context *fastpath_reply_recv(struct cpu *cpu, handle_t handle, uint64_t tag) {
    return reply_recv(cpu, handle, tag);
}

struct arch_context *core_trap(handle_t handle, uint64_t tag, uint64_t trap) {
    KERNEL_LOCK();
    struct cpu *cpu = arch_cpu();
    COUNT(TRAPS);
    // The number is repeated as a constant so that no register must keep it.
    if (trap == TRAP_CALL) {
        struct arch_context *context = call(cpu, handle, tag);
        return context != NULL ? context : trap_general(handle, tag, TRAP_CALL);
    }
    if (trap == TRAP_REPLY_RECV) {
        struct arch_context *context = reply_recv(cpu, handle, tag);
        return context != NULL ? context : trap_general(handle, tag, TRAP_REPLY_RECV);
    }
    return trap_general(handle, tag, trap);
}

#pragma clang attribute pop
#pragma clang attribute pop
