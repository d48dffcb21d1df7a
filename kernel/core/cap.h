// SPDX-License-Identifier: MIT
/// @file
/// Capabilities: look-up, slots of a table, the derivation tree, copying and deletion.
#pragma once

#include "objects.h"

// --- Look-up ---

/// Finds the capability `handle` of `table`, also a dying one. OK or ERR_BAD_HANDLE.
status_t cap_find_any(struct captable *table, handle_t handle, struct slot **out);

/// Finds a capability that is not dying. OK or ERR_BAD_HANDLE.
status_t cap_find_live(struct captable *table, handle_t handle, struct slot **out);

/// Finds a capability that is not dying and has this type and at least these rights.
///
/// @return OK, ERR_BAD_HANDLE, ERR_BAD_TYPE, ERR_DENIED.
status_t cap_find(struct captable *table, handle_t handle, enum object_type type, uint32_t rights,
                  struct slot **out);

/// How the owner of the table that `slot` lies in must name it.
handle_t cap_handle(const struct slot *slot);

/// The object behind a slot of the right type.
static inline void *cap_object(const struct slot *slot) {
    return ref_ptr(slot->object);
}

/// Where the object counts its capabilities; NULL for types without an object of their own.
uint32_t *cap_refs(const struct slot *slot);

// --- Slots of a table (captable.c) ---

/// Makes a table of `count` slots in zeroed memory.
void captable_init(struct slot *slots, uint32_t count);

/// A free slot for slot_take(), or ERR_NO_SLOTS. Changes nothing that can be seen.
status_t captable_find_free(struct captable *table, struct slot **out);

/// The slot with number `index`, if it is free; reserved windows do not count as free.
///
/// @return OK, ERR_BAD_ARG, ERR_EXISTS; ERR_AGAIN: some of the slots before it were prepared.
status_t captable_find_index(struct captable *table, uint32_t index, struct slot **out);

/// Slot `number` (0..2) of the receive window at `first`, if it is empty: OK or ERR_NO_SLOTS.
status_t captable_find_window(struct captable *table, uint32_t first, uint32_t number,
                              struct slot **out);

/// Takes a free slot of `table` for use: empty but for its generation and place. Its type is the
/// caller's to set.
void slot_take(struct captable *table, struct slot *slot);

/// Empties a slot that is no longer in the tree, and lets it be picked again.
void slot_release(struct slot *slot);

/// Reserves the three slots from `first` as a receive window: OK, ERR_BAD_ARG, ERR_EXISTS, ERR_AGAIN.
status_t captable_window_reserve(struct captable *table, uint32_t first);
void captable_window_release(struct captable *table, uint32_t first);

// --- Derivation tree (cap.c) ---

void slot_link_child(struct slot *parent, struct slot *slot);
void slot_link_sibling(struct slot *of, struct slot *slot);

/// Takes a slot without children out of the tree; a parent anchor that has none left is closed.
void slot_unlink(struct slot *slot);

/// The taken slot `to` becomes what `from` was; `from` is released.
void slot_move(struct slot *from, struct slot *to);

/// Whether a second capability of the same object may exist (CAP_COPY, CAP_DERIVE).
bool cap_is_copyable(const struct slot *slot);

/// Fills the taken slot `to` with a sibling of `from`.
void cap_copy(struct slot *from, struct slot *to);

/// Whether `from` can have a child with `badge` (0 = keep).
///
/// @return OK, ERR_NOT_SUPPORTED (type), ERR_BAD_ARG (badge), ERR_DEPTH.
status_t cap_check_derive(const struct slot *from, uint64_t badge);

/// Fills the taken slot `to` with a child of `from`, after cap_check_derive().
void cap_derive(struct slot *from, struct slot *to, uint32_t rights, uint64_t badge);

/// List of slots that hangs on an object: Attachments and Tables of a Domain, closed anchors of an
/// Endpoint or Region. The slot knows its list by its type.
void slot_list_push(struct slot *slot);
void slot_list_remove(struct slot *slot);

/// Takes the next closed badge off the list at `first`: OK or ERR_NOT_FOUND.
status_t cap_next_closed(ref_t *first, uint64_t *out_badge);

// --- Deletion (cap_delete.c) ---

/// Deletes all descendants of `slot`, and with `itself` the slot too.
///
/// @return OK; ERR_AGAIN: all is consistent, call again; ERR_BUSY: a Span is used by a Region.
status_t cap_delete_tree(struct slot *slot, bool itself);
