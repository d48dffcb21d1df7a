// SPDX-License-Identifier: MIT
// Look-up and the derivation tree.
#include "cap.h"

#include "kernel.h"
#include "memory.h"
#include "notification.h"

status_t cap_find_any(struct captable *table, handle_t handle, struct slot **out) {
    uint32_t index = (uint32_t)handle;
    if (index >= table->count) {
        return ERR_BAD_HANDLE;
    }
    struct slot *slot = captable_slots(table) + index;
    if (index == 0 || slot->generation != handle >> 32 || slot->type == OBJECT_NONE) {
        return ERR_BAD_HANDLE;
    }
    *out = slot;
    return OK;
}

status_t cap_find_live(struct captable *table, handle_t handle, struct slot **out) {
    struct slot *slot = NULL;
    TRY(cap_find_any(table, handle, &slot));
    if ((slot->flags & SLOT_DYING) != 0) {
        return ERR_BAD_HANDLE;
    }
    *out = slot;
    return OK;
}

status_t cap_find(struct captable *table, handle_t handle, enum object_type type, uint32_t rights,
                  struct slot **out) {
    struct slot *slot = NULL;
    TRY(cap_find_live(table, handle, &slot));
    if (slot->type != type) {
        return ERR_BAD_TYPE;
    }
    if ((slot->rights & rights) != rights) {
        return ERR_DENIED;
    }
    *out = slot;
    return OK;
}

handle_t cap_handle(const struct slot *slot) {
    const struct slot *slots = slot_at(slot->home);
    return (handle_t)slot->generation << 32 | (uint32_t)(slot - slots);
}

uint32_t *cap_refs(const struct slot *slot) {
    switch ((enum object_type)slot->type) {
    case OBJECT_CAPTABLE:
        return &captable_at(slot->object)->refs;
    case OBJECT_DOMAIN:
    case OBJECT_REGION:
    case OBJECT_THREAD:
    case OBJECT_SCHED_CONTEXT:
    case OBJECT_ENDPOINT:
    case OBJECT_REPLY:
    case OBJECT_NOTIFICATION:
    case OBJECT_TIMER:
    case OBJECT_IRQ:
        return &((struct object *)cap_object(slot))->refs;
    case OBJECT_NONE:
    case OBJECT_UNTYPED:
    case OBJECT_SPAN:
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
    return NULL;
}

// --- Lists of slots on an object ---

static struct slot_link *list_link(struct slot *slot) {
    if (slot->type == OBJECT_ATTACHMENT) {
        return &slot->attachment.link;
    }
    return slot->type == OBJECT_TABLE ? &slot->table.link : &slot->closed;
}

static ref_t *list_head(struct slot *slot) {
    switch ((enum object_type)slot->type) {
    case OBJECT_ATTACHMENT:
        return &((struct domain *)cap_object(slot))->attachments;
    case OBJECT_TABLE:
        return &((struct domain *)cap_object(slot))->tables;
    case OBJECT_ENDPOINT:
        return &((struct endpoint *)cap_object(slot))->closed_first;
    case OBJECT_REGION:
        return &((struct region *)cap_object(slot))->closed_first;
    case OBJECT_NONE:
    case OBJECT_UNTYPED:
    case OBJECT_SPAN:
    case OBJECT_CAPTABLE:
    case OBJECT_DOMAIN:
    case OBJECT_FRAME:
    case OBJECT_THREAD:
    case OBJECT_SCHED_CONTEXT:
    case OBJECT_REPLY:
    case OBJECT_NOTIFICATION:
    case OBJECT_TIMER:
    case OBJECT_IRQ_CONTROL:
    case OBJECT_IRQ:
    case OBJECT_IOPORT:
    case OBJECT_CLOCK:
    case OBJECT_DEBUG:
    case OBJECT_TYPE_COUNT:
        break;
    }
    panic("slot type %u has no list", slot->type);
}

void slot_list_push(struct slot *slot) {
    ref_t *head = list_head(slot);
    struct slot_link *link = list_link(slot);
    link->prev = 0;
    link->next = *head;
    if (*head != 0) {
        list_link(slot_at(*head))->prev = ref_of(slot);
    }
    *head = ref_of(slot);
}

void slot_list_remove(struct slot *slot) {
    struct slot_link *link = list_link(slot);
    if (link->prev != 0) {
        list_link(slot_at(link->prev))->next = link->next;
    } else {
        *list_head(slot) = link->next;
    }
    if (link->next != 0) {
        list_link(slot_at(link->next))->prev = link->prev;
    }
    link->next = 0;
    link->prev = 0;
}

/// `slot` was moved here: its neighbours must know. The object behind it is unchanged.
static void list_moved(struct slot *slot) {
    const struct slot_link *link = list_link(slot);
    if (link->prev != 0) {
        list_link(slot_at(link->prev))->next = ref_of(slot);
    } else {
        *list_head(slot) = ref_of(slot);
    }
    if (link->next != 0) {
        list_link(slot_at(link->next))->prev = ref_of(slot);
    }
}

status_t cap_next_closed(ref_t *first, uint64_t *out_badge) {
    if (*first == 0) {
        return ERR_NOT_FOUND;
    }
    struct slot *slot = slot_at(*first);
    slot_list_remove(slot);
    slot->flags &= (uint8_t)~SLOT_CLOSED;
    *out_badge = slot->badge;
    return OK;
}

/// The last descendant of the anchor `slot` is gone.
static void mark_closed(struct slot *slot) {
    if ((slot->flags & (SLOT_CLOSED | SLOT_DYING)) != 0) {
        return;
    }
    slot->flags |= SLOT_CLOSED;
    slot_list_push(slot);
    if (slot->type == OBJECT_ENDPOINT) {
        binding_signal(&((struct endpoint *)cap_object(slot))->closed);
    } else {
        binding_signal(&((struct region *)cap_object(slot))->closed);
    }
}

/// It has descendants again: it is not closed any more.
static void unmark_closed(struct slot *slot) {
    if ((slot->flags & SLOT_CLOSED) != 0) {
        slot_list_remove(slot);
        slot->flags &= (uint8_t)~SLOT_CLOSED;
    }
}

// --- Tree ---

void slot_link_child(struct slot *parent, struct slot *slot) {
    unmark_closed(parent);
    slot->prev = ref_of(parent);
    slot->next = parent->child;
    if (parent->child != 0) {
        slot_at(parent->child)->prev = ref_of(slot);
    }
    parent->child = ref_of(slot);
}

void slot_link_sibling(struct slot *of, struct slot *slot) {
    slot->prev = ref_of(of);
    slot->next = of->next;
    if (of->next != 0) {
        slot_at(of->next)->prev = ref_of(slot);
    }
    of->next = ref_of(slot);
}

void slot_unlink(struct slot *slot) {
    ASSERT(slot->child == 0 && slot->prev != 0);
    unmark_closed(slot);
    struct slot *prev = slot_at(slot->prev);
    bool first = prev->child == ref_of(slot);
    *(first ? &prev->child : &prev->next) = slot->next;
    if (slot->next != 0) {
        slot_at(slot->next)->prev = slot->prev;
    }
    if (first && prev->child == 0 && (prev->flags & SLOT_ANCHOR) != 0) {
        mark_closed(prev);
    }
    slot->next = 0;
    slot->prev = 0;
}

void slot_move(struct slot *from, struct slot *to) {
    ref_t old = ref_of(from);
    ref_t new = ref_of(to);
    const uint8_t of_place = SLOT_IN_WINDOW | SLOT_HIDDEN;
    to->type = from->type;
    to->rights = from->rights;
    to->flags = (uint8_t)((to->flags & of_place) | (from->flags & ~of_place));
    to->depth = from->depth;
    to->object = from->object;
    to->badge = from->badge;
    to->table = from->table; // the largest member: all of the union

    to->child = from->child;
    to->next = from->next;
    to->prev = from->prev;
    struct slot *prev = slot_at(to->prev);
    *(prev->child == old ? &prev->child : &prev->next) = new;
    if (to->next != 0) {
        slot_at(to->next)->prev = new;
    }
    if (to->child != 0) {
        slot_at(to->child)->prev = new;
    }

    if (to->type == OBJECT_FRAME) {
        frame_moved(to);
    } else if (to->type == OBJECT_SPAN && to->span.region != 0) {
        ((struct region *)ref_ptr(to->span.region))->span = new;
    } else if ((to->flags & SLOT_CLOSED) != 0 ||
               ((to->type == OBJECT_ATTACHMENT || to->type == OBJECT_TABLE) && to->object != 0)) {
        list_moved(to);
    }
    slot_release(from);
}

bool cap_is_copyable(const struct slot *slot) {
    return slot->type != OBJECT_UNTYPED && slot->type != OBJECT_SPAN &&
           slot->type != OBJECT_REPLY && slot->type != OBJECT_ATTACHMENT &&
           slot->type != OBJECT_TABLE;
}

/// What a copy and a child have in common.
static void fill_same(const struct slot *from, struct slot *to) {
    to->type = from->type;
    to->rights = from->rights;
    to->object = from->object;
    to->badge = from->badge;
    if (from->type == OBJECT_FRAME) {
        to->frame.paddr = from->frame.paddr;
        to->frame.order = from->frame.order;
        to->frame.kind = from->frame.kind;
        // Writable RAM has one address: only the first capability of a Frame can map it, until it
        // has given up writing.
        bool many = from->frame.kind == UNTYPED_DEVICE || (from->flags & SLOT_SEALED) != 0;
        to->flags |= many ? from->flags & (SLOT_SEALED | SLOT_NO_MAP) : SLOT_NO_MAP;
    } else if (from->type == OBJECT_IOPORT) {
        to->ioport = from->ioport;
    }
    uint32_t *refs = cap_refs(from);
    if (refs != NULL) {
        ++*refs;
    }
}

void cap_copy(struct slot *from, struct slot *to) {
    fill_same(from, to);
    to->depth = from->depth;
    slot_link_sibling(from, to);
}

status_t cap_check_derive(const struct slot *from, uint64_t badge) {
    if (!cap_is_copyable(from)) {
        return ERR_NOT_SUPPORTED;
    }
    if (badge != 0 &&
        (from->badge != 0 || (from->type != OBJECT_ENDPOINT && from->type != OBJECT_NOTIFICATION &&
                              from->type != OBJECT_REGION))) {
        return ERR_BAD_ARG;
    }
    return from->depth >= SLOT_DEPTH_MAX ? ERR_DEPTH : OK;
}

void cap_derive(struct slot *from, struct slot *to, uint32_t rights, uint64_t badge) {
    fill_same(from, to);
    to->depth = (uint8_t)(from->depth + 1);
    to->rights &= (uint8_t)rights;
    if (badge != 0) {
        to->badge = badge;
        if (from->type != OBJECT_NOTIFICATION) {
            to->flags |= SLOT_ANCHOR;
        }
    }
    slot_link_child(from, to);
}
