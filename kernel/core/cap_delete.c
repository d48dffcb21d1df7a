// SPDX-License-Identifier: MIT
// Deletion of capabilities and of the objects that die with them.
//
// Nothing recurses: leaves of the tree are deleted one by one, and each look for interrupts may end
// the operation with ERR_AGAIN. A CapTable dies in many steps, because its own slots hold
// capabilities with descendants anywhere, other tables among them. It is then pushed on a stack
// (kernel.dying) and emptied before anything else goes on; its last capability stays in the tree,
// marked dying, so that the memory below cannot be carved again meanwhile. Two circles are possible:
//
// - A table on the stack holds the last capability of another one on it. That capability moves into
//   its own table's unused slot 0.
// - The last capability is a descendant of something in its own table (an Untyped, say). It climbs
//   over its parent, which is being deleted anyway.
//
// A Span that a Region uses cannot be deleted: its addresses must not get a second meaning. Where the
// table that held it dies, it moves into the Region and climbs over parents that are deleted.
#include "cap.h"

#include "ipc.h"
#include "irq.h"
#include "kernel.h"
#include "memory.h"
#include "notification.h"
#include "thread.h"
#include "timer.h"

enum {
    SCAN_STEPS = 64
};

/// The last capability of `table` is the leaf `slot`: empty the table before it goes.
static void begin_dying(struct captable *table, struct slot *slot) {
    table->last = ref_of(slot);
    table->dying_next = kernel.dying;
    kernel.dying = ref_of(captable_slots(table));
}

/// Ends an object whose last capability is `slot`. OK: it is gone; ERR_AGAIN: more to do.
static status_t destroy_object(struct slot *slot) {
    switch ((enum object_type)slot->type) {
    case OBJECT_DOMAIN:
        return domain_destroy(cap_object(slot));
    case OBJECT_REGION:
        return region_destroy(cap_object(slot));
    case OBJECT_THREAD:
        thread_destroy(cap_object(slot));
        return OK;
    case OBJECT_SCHED_CONTEXT:
        sched_context_destroy(cap_object(slot));
        return OK;
    case OBJECT_ENDPOINT:
        return endpoint_destroy(cap_object(slot));
    case OBJECT_REPLY:
        reply_destroy(cap_object(slot));
        return OK;
    case OBJECT_NOTIFICATION:
        return notification_destroy(cap_object(slot));
    case OBJECT_TIMER:
        timer_destroy(cap_object(slot));
        return OK;
    case OBJECT_IRQ:
        irq_destroy(cap_object(slot));
        return OK;
    case OBJECT_NONE:
    case OBJECT_UNTYPED:
    case OBJECT_SPAN:
    case OBJECT_CAPTABLE:
    case OBJECT_ATTACHMENT:
    case OBJECT_FRAME:
    case OBJECT_TABLE:
    case OBJECT_IRQ_CONTROL:
    case OBJECT_IOPORT:
    case OBJECT_CLOCK:
    case OBJECT_DEBUG:
    case OBJECT_TYPE_COUNT:
        break;
    }
    panic("no object behind type %u", slot->type);
}

static bool is_span_in_use(const struct slot *slot) {
    return slot->type == OBJECT_SPAN && slot->span.region != 0;
}

/// Undoes what a capability without an object of its own stands for.
static void undo_capability(struct slot *slot) {
    if (slot->type == OBJECT_ATTACHMENT) {
        attachment_destroy(slot);
    } else if (slot->type == OBJECT_FRAME) {
        frame_destroy(slot);
    } else if (slot->type == OBJECT_TABLE) {
        table_destroy(slot);
    }
}

/// Deletes a slot without children. A CapTable that must be emptied first is pushed instead.
static status_t delete_leaf(struct slot *slot) {
    if ((slot->flags & SLOT_CLOSED) != 0) {
        slot_list_remove(slot);
        slot->flags &= (uint8_t)~SLOT_CLOSED;
    }
    uint32_t *refs = cap_refs(slot);
    if (refs == NULL) {
        undo_capability(slot);
    } else if (*refs > 1) {
        --*refs;
    } else {
        slot->flags |= SLOT_DYING;
        if (slot->type == OBJECT_CAPTABLE) {
            begin_dying(captable_at(slot->object), slot);
            return OK;
        }
        TRY(destroy_object(slot));
    }
    slot_unlink(slot);
    slot_release(slot);
    return OK;
}

static struct slot *first_leaf(struct slot *slot) {
    while (slot->child != 0) { // at most SLOT_DEPTH_MAX
        slot = slot_at(slot->child);
    }
    return slot;
}

static bool is_dying_table(const struct slot *slot) {
    return slot->type == OBJECT_CAPTABLE && (slot->flags & SLOT_DYING) != 0;
}

/// The next slot of the dying `table` that is to be deleted, or NULL. ERR_AGAIN after many empty ones.
static status_t dying_scan(struct captable *table, struct slot **out) {
    struct slot *slots = captable_slots(table);
    // Slots are filled no more: `fresh` counts down to 1.
    for (uint32_t steps = 0; table->fresh > 1; table->fresh--) {
        struct slot *slot = slots + table->fresh - 1;
        if (slot->type != OBJECT_NONE && table->last != ref_of(slot)) {
            *out = slot;
            return OK;
        }
        if (++steps >= SCAN_STEPS) {
            return ERR_AGAIN;
        }
    }
    *out = NULL;
    return OK;
}

/// `slot`, inside a dying table, is the last capability of another dying one: moves it out.
static void move_into_own_table(struct slot *slot) {
    struct captable *own = captable_at(slot->object);
    struct slot *zero = captable_slots(own);
    struct captable header = *own;
    zero->flags = SLOT_HIDDEN;
    slot_move(slot, zero);
    *own = header;
    own->last = ref_of(zero);
}

/// Moves a used Span out of a dying table, into its Region. Returns its new place.
static struct slot *move_into_region(struct slot *slot) {
    if ((slot->flags & SLOT_HIDDEN) != 0) {
        return slot;
    }
    struct region *region = ref_ptr(slot->span.region);
    region->hidden.flags = SLOT_HIDDEN;
    slot_move(slot, &region->hidden);
    return &region->hidden;
}

/// The first child `leaf` becomes a sibling of its parent, which is being deleted.
static void climb(struct slot *leaf) {
    struct slot *parent = slot_at(leaf->prev);
    slot_unlink(leaf);
    slot_link_sibling(parent, leaf);
    leaf->depth = parent->depth;
}

/// `table` is empty: it goes, with its last capability.
static void finish_table(struct captable *table) {
    struct slot *last = slot_at(table->last);
    kernel.dying = table->dying_next;
    slot_unlink(last);
    if (last == captable_slots(table)) {
        last->type = OBJECT_NONE; // the header stays: the memory is dead from here on
    } else {
        slot_release(last);
    }
    table->refs = 0;
    table->last = 0;
}

/// One step towards emptying the table on top of the stack.
static void dying_step(void) {
    struct captable *table = captable_at(kernel.dying);
    if (table->threads != 0) {
        thread_lose_table(ref_ptr(table->threads));
        return;
    }
    struct slot *slot = NULL;
    if (dying_scan(table, &slot) != OK) {
        return;
    }
    if (slot == NULL) {
        finish_table(table);
        return;
    }
    if (is_dying_table(slot) && slot->child == 0) {
        move_into_own_table(slot);
        return;
    }
    struct slot *leaf = first_leaf(slot);
    if (is_dying_table(leaf)) {
        climb(leaf);
    } else if (is_span_in_use(leaf)) {
        bool below = leaf != slot;
        leaf = move_into_region(leaf);
        if (below) {
            climb(leaf);
        }
    } else {
        (void)delete_leaf(leaf);
    }
}

status_t cap_delete_tree(struct slot *slot, bool itself) {
    uint32_t generation = slot->generation;
    for (uint32_t steps = 0;;) {
        if (kernel.dying != 0) {
            dying_step();
        } else if (slot->type == OBJECT_NONE || slot->generation != generation) {
            return OK; // gone, perhaps with the table that it lay in
        } else {
            struct slot *leaf = first_leaf(slot);
            if (leaf == slot && !itself) {
                return OK;
            }
            if (is_span_in_use(leaf)) {
                return ERR_BUSY;
            }
            TRY(delete_leaf(leaf));
        }
        if (restart_due(&steps)) {
            return kernel.dying == 0 && slot->generation == generation && slot->type == OBJECT_NONE
                       ? OK
                       : ERR_AGAIN;
        }
    }
}
