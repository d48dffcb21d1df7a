// SPDX-License-Identifier: MIT
/// @file
/// Layout of the kernel objects. All lie in RAM that was carved from Untypeds, aligned to 64 bytes.
///
/// Objects refer to each other by pointers, always in both directions, so that either may die first.
#pragma once

#include "slot.h"

#include <base/list.h>

/// First member of every object but the CapTable.
struct object {
    uint32_t refs; ///< Capabilities that name it.
};

/// Somebody who signals a Notification. Part of the binder.
struct binding {
    struct notification *target; ///< NULL: not bound.
    uint64_t badge;              ///< Bits to signal.
    struct list link;            ///< In target->binders.
};

struct notification {
    struct object object;
    uint64_t word;        ///< Pending bits.
    struct thread *bound; ///< Whose recv also returns the bits, or NULL.
    struct list waiters;  ///< Of struct thread.queue_link: blocked on this notification itself.
    struct list binders;  ///< Of struct binding.link.
};

enum endpoint_state {
    ENDPOINT_IDLE,
    ENDPOINT_SENDING,
    ENDPOINT_RECEIVING
};

struct endpoint {
    struct object object;
    enum endpoint_state state; ///< What the threads in `queue` do; IDLE: it is empty.
    struct list queue;         ///< Of struct thread.queue_link.
    struct binding closed;     ///< Signalled when a badged child is closed.
    ref_t closed_first;        ///< Slots with SLOT_CLOSED.
    struct list domains;       ///< Of struct domain.fault_link: whose faults come here.
};

struct reply {
    struct object object;
    struct thread *caller; ///< Waits for the answer; NULL: empty.
};

struct timer {
    struct object object;
    nsec_t deadline;
    struct binding binding;
    struct timer *parent, *left, *right; ///< In the heap of armed timers.
    bool armed;
};

struct irq {
    struct object object;
    uint32_t number;
    bool masked;  ///< Until the next ack.
    bool pending; ///< Came while masked.
    struct binding binding;
};

struct sched_context {
    struct object object;
    struct thread *owner;  ///< THREAD_SET_SCHED gave it to this one; NULL: unused.
    struct thread *holder; ///< Runs on it now: the owner or a server down its call chain.
    struct thread *lender; ///< Who lent it last; the others follow by thread.lend_next.
    uint32_t num_lenders;  ///< At most CALL_DEPTH_MAX.
    nsec_t budget, period;
    nsec_t left;     ///< Of the budget.
    nsec_t consumed; ///< Since creation.
};

struct domain {
    struct object object;
    struct arch_space space;
    struct endpoint *fault_endpoint; ///< NULL: its faults stop the thread and are printed.
    uint64_t fault_badge;
    struct list fault_link; ///< In fault_endpoint->domains.
    struct list threads;    ///< Of struct thread.domain_link.
    ref_t attachments;      ///< First slot, see slot_attachment.
    ref_t tables;           ///< First slot, see slot_table.
    bool trusted;           ///< A fault in it stops the system.
};

/// One 2 MiB unit of a Region; unit i lies at the Region's start plus i times 8 KiB.
struct region_unit {
    uint64_t leaf[512]; ///< Hardware leaf table.
    ref_t frames
        [512]; ///< Slot of the Frame mapped at each page; every page of a large Frame names it.
    uint64_t header[256]; ///< Of the first unit: struct region.
};
_Static_assert(sizeof(struct region_unit) == OBJECT_REGION_UNIT_B, "unit of a region");

struct region {
    struct object object;
    uint32_t num_units;
    vaddr_t address;
    uint32_t num_mapped; ///< Pages with a Frame.
    uint32_t scan;       ///< Dying: next page to look at.
    ref_t span;          ///< Slot of its Span, or 0.
    ref_t closed_first;  ///< As in an Endpoint.
    struct binding closed;
    struct slot hidden
        __attribute__((aligned(64))); ///< The Span, when its table died before the Region.
};
_Static_assert(sizeof(struct region) <= 2048, "the header fits in");

static inline struct region_unit *region_units(struct region *region) {
    return (struct region_unit *)(void *)((char *)region - offsetof(struct region_unit, header));
}

enum thread_state {
    THREAD_STOPPED = 0,       ///< Not resumed yet, or suspended.
    THREAD_READY = 1,         ///< Runs, or is in a ready queue.
    THREAD_BLOCKED_SEND = 2,  ///< In an endpoint's queue with a message (send, call or fault).
    THREAD_BLOCKED_REPLY = 3, ///< Somebody has its call.
    THREAD_BLOCKED_RECV = 4,  ///< In an endpoint's queue for a message.
    THREAD_BLOCKED_WAIT = 5,  ///< In a notification's queue.
    THREAD_FAULTED = 6,       ///< Nobody resolved its fault.
};

/// How a blocked send is meant.
enum thread_sending {
    SENDING_NOTHING,
    SENDING_ONE_WAY,
    SENDING_CALL,
    SENDING_FAULT
};

enum {
    THREAD_FPU_OFFSET = 1024
};

struct thread {
    struct object object;
    uint8_t state;    ///< enum thread_state
    uint8_t sending;  ///< enum thread_sending, while BLOCKED_SEND or BLOCKED_REPLY.
    uint8_t priority; ///< 0..63
    uint8_t depth;    ///< Callers above it.
    bool configured;
    bool started; ///< Was resumed once.
    bool has_fpu;
    bool queued;            ///< In a ready queue.
    struct captable *table; ///< NULL: cannot run.
    struct domain *domain;  ///< NULL: cannot run.
    struct thread *caller;  ///< Whom it is to answer, or NULL.
    struct thread *callee;  ///< BLOCKED_REPLY: who has the call; NULL: `reply` has it.
    struct reply *reply;
    struct sched_context *sched; ///< Time it runs on; NULL: passive.
    struct sched_context *lent;  ///< Time that comes back with the reply.
    struct thread *lend_next;    ///< Who lent the same time before.
    struct notification *bound;
    struct ipc_frame *frame; ///< NULL: none.
    struct list queue_link;  ///< In a ready queue, endpoint or notification.
    nsec_t turn_left;        ///< Ready: what is left of its turn, 0 = a whole one.

    struct arch_context context __attribute__((aligned(64)));

    struct endpoint *endpoint; ///< BLOCKED_SEND, BLOCKED_RECV: whose queue it is in; else stale.
    uint64_t badge;            ///< BLOCKED_SEND: of the capability used.
    uint64_t tag;              ///< BLOCKED_SEND: of the message.
    uint64_t abort_mask;       ///< 0: the call cannot be aborted.
    struct list domain_link;
    struct thread *table_next, *table_prev; ///< In captable.threads.
    ref_t frame_slot;               ///< Frame capability of the IPC frame; 0: boot memory or none.
    uint32_t window;                ///< First slot of the receive window; 0 = none.
    uint64_t fault[TRAP_REG_WORDS]; ///< Words of the fault message.
    uint32_t fault_kind;            ///< Last fault.
    uint64_t name;                  ///< 8 characters, for debugging.
};
_Static_assert(sizeof(struct thread) <= THREAD_FPU_OFFSET, "the FPU area lies behind");
_Static_assert(THREAD_FPU_OFFSET + ARCH_FPU_B <= OBJECT_THREAD_B, "a thread is one page");

static inline void *thread_fpu(struct thread *thread) {
    return (char *)thread + THREAD_FPU_OFFSET;
}

#define OBJECT_FITS(type) _Static_assert(sizeof(struct type) <= OBJECT_SMALL_B, #type " is small")
OBJECT_FITS(notification);
OBJECT_FITS(endpoint);
OBJECT_FITS(reply);
OBJECT_FITS(timer);
OBJECT_FITS(irq);
OBJECT_FITS(sched_context);
