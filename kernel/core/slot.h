// SPDX-License-Identifier: MIT
/// @file
/// Capability slots: 64 bytes each, linked into one derivation tree.
///
/// References between slots and to objects are physical addresses divided by 64 in 32 bits, so all
/// kernel objects lie in the first 256 GiB. 0 refers to nothing.
///
/// Tree: `child` is the first child, `next` the next sibling. `prev` is the previous sibling; only a
/// first child's `prev` is its parent. So insert, move and unlink take constant time.
#pragma once

#include "arch/arch.h"

typedef uint32_t ref_t; ///< Physical address >> REF_SHIFT; 0 = none.
enum {
    REF_SHIFT = 6
};

static inline void *ref_ptr(ref_t ref) {
    return ref == 0 ? NULL : arch_phys_to_ptr((paddr_t)ref << REF_SHIFT);
}
static inline ref_t ref_of(const void *pointer) {
    return pointer == NULL ? 0 : (ref_t)(arch_ptr_to_phys(pointer) >> REF_SHIFT);
}

/// slot.flags
enum {
    SLOT_DYING = 1 << 0,     ///< Deletion has begun: only delete and revoke may name it.
    SLOT_IN_WINDOW = 1 << 1, ///< The place belongs to a receive window: never picked as free.
    SLOT_CLOSED =
        1 << 2, ///< Badged Endpoint or Region without children, in its object's closed list.
    SLOT_SEALED = 1 << 3, ///< Frame: no writing ever again; may be mapped in several Regions.
    SLOT_NO_MAP = 1 << 4, ///< Frame: a copy of an unsealed one; cannot be mapped.
    SLOT_HIDDEN = 1 << 5, ///< Lies in a kernel object, not in a CapTable.
    SLOT_ANCHOR = 1 << 6, ///< Minted with a badge: tells when its last descendant goes.
};

/// Levels of the derivation tree below the boot capabilities; deeper is ERR_DEPTH.
enum {
    SLOT_DEPTH_MAX = 250
};

/// Neighbours in a list of slots that hangs on an object; the first one's prev is 0.
struct slot_link {
    ref_t next, prev;
};

struct slot_untyped {
    paddr_t paddr;       ///< First byte.
    uint64_t used_b;     ///< Watermark. Meaningless without children (then it is 0).
    uint32_t zero_from;  ///< First page of a carve whose zeroing was interrupted.
    uint32_t zero_until; ///< Page up to which it is zero; <= zero_from: nothing.
};
struct slot_span {
    uint32_t first_unit; ///< In units of 2 MiB.
    uint32_t num_units;
    uint32_t used_units; ///< Watermark, as in an Untyped.
    ref_t region;        ///< Bound to this Region, or 0.
};
struct slot_attachment {
    struct slot_link link; ///< In domain->attachments.
    ref_t region;
};
struct slot_frame {
    paddr_t paddr;
    ref_t region;   ///< Mapped there, or 0.
    uint32_t page;  ///< First page in that Region, 4 KiB each.
    ref_t thread;   ///< Whose IPC frame it is, or 0.
    uint8_t mapped; ///< Rights of the mapping.
    uint8_t cache;  ///< enum frame_cache of the mapping.
    uint8_t order;
    uint8_t kind; ///< enum untyped_kind.
};
struct slot_table {
    struct slot_link link; ///< In domain->tables.
    vaddr_t address;       ///< Where it is hooked in, while `object` (the Domain) is set.
    uint32_t level;
    ref_t table; ///< The hardware table.
};
struct slot_ioport {
    uint32_t first, count;
};
/// Header of a CapTable: lies in its slot 0, which is never used as a slot. While the table is dying
/// the first half of slot 0 may hold its last capability.
struct captable {
    uint32_t refs;    ///< Capabilities that name it.
    uint32_t count;   ///< Slots, with slot 0.
    uint32_t used;    ///< Slots that hold something.
    uint32_t fresh;   ///< Slots from here on were never used.
    ref_t free;       ///< Free slots below `fresh`, a list by next and prev.
    ref_t threads;    ///< First thread that uses it.
    ref_t dying_next; ///< Dying: the table that was being emptied before this one.
    uint32_t last;    ///< Dying: reference of the slot with the last capability; otherwise 0.
};

struct slot {
    uint32_t generation; ///< 0: never used. Kept when the slot is free.
    uint8_t type;        ///< enum object_type; OBJECT_NONE: free.
    uint8_t rights;
    uint8_t flags;
    uint8_t depth; ///< In the derivation tree.
    ref_t child, next, prev;
    union {
        ref_t object; ///< The object; of an Attachment or hooked Table: the Domain.
        struct {
            uint8_t size_log2, kind; ///< Untyped.
        };
    };
    uint64_t badge;
    union {
        struct {
            union {
                struct slot_untyped untyped;
                struct slot_span span;
                struct slot_attachment attachment;
                struct slot_frame frame;
                struct slot_table table;
                struct slot_ioport ioport;
                struct slot_link closed; ///< With SLOT_CLOSED: in the object's closed list.
            };
            ref_t home; ///< The CapTable it lies in; 0 with SLOT_HIDDEN.
        };
        struct captable captable;
    };
};
_Static_assert(sizeof(struct slot) == OBJECT_CAP_SLOT_B, "a slot is 64 bytes");
_Static_assert(1 << REF_SHIFT == sizeof(struct slot), "slots are what references can name");

static inline struct slot *slot_at(ref_t ref) {
    return ref_ptr(ref);
}
/// Slot 0 of the table, from which the others are counted.
static inline struct slot *captable_slots(struct captable *table) {
    return CONTAINER_OF(table, struct slot, captable);
}
static inline struct captable *captable_at(ref_t ref) {
    return &((struct slot *)ref_ptr(ref))->captable;
}
