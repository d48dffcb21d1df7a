// SPDX-License-Identifier: MIT
/// @file
/// Memory objects: Untyped, Span, Region, Attachment, Frame, Table, Domain.
#pragma once

#include "cap.h"

enum {
    UNIT_PAGES = 512,
    GIB_UNITS = 512
};

/// Rights that a mapping can have.
enum {
    RIGHTS_MEMORY = RIGHT_READ | RIGHT_WRITE | RIGHT_EXEC
};

// --- Untyped (untyped.c) ---

/// Bytes that an object of `type` with `parameter` uses up.
///
/// @return OK, ERR_BAD_TYPE (cannot be carved), ERR_BAD_ARG.
status_t untyped_object_size(uint32_t type, uint64_t parameter, uint64_t *out_b);

/// Fills the taken slot `to` with a Frame, child of nothing yet.
void frame_fill(struct slot *to, paddr_t paddr, uint32_t order, uint32_t kind);

/// Reserves and zeroes room for an object of `size_b` bytes at `offset` or UNTYPED_NEXT.
///
/// @return OK; ERR_BAD_ARG: offset below the watermark or not aligned; ERR_NO_MEMORY; ERR_AGAIN.
///         The watermark moves only with untyped_commit().
status_t untyped_prepare(struct slot *untyped, uint64_t size_b, uint64_t offset, bool zero,
                         uint64_t *out_offset);
void untyped_commit(struct slot *untyped, uint64_t offset, uint64_t size_b);

// --- Region and Attachment (region.c, attach.c) ---

/// Makes a Region in zeroed memory at `units`, at `address`.
struct region *region_init(struct region_unit *units, uint32_t num_units, vaddr_t address);
status_t region_destroy(struct region *region);
/// Lets the leaf table of every unit appear in `domain` with `rights`.
///
/// @return OK, ERR_EXISTS, ERR_NO_TABLE (then *out_level is the missing level).
status_t region_attach(struct region *region, struct domain *domain, uint32_t rights,
                       uint32_t *out_level);
void attachment_destroy(struct slot *slot);

// --- Frame (frame.c) ---

/// Maps the Frame in `slot` at page `page` of `region`, where room was checked.
status_t frame_map(struct slot *slot, struct region *region, uint32_t page, uint32_t rights,
                   enum frame_cache cache);
/// Forgets the mapping, if there is one.
void frame_unmap(struct slot *slot);
void frame_destroy(struct slot *slot);
/// The slot of a Frame has a new place.
void frame_moved(struct slot *slot);
/// The Region of a mapped Frame dies: only the record goes.
void frame_forget(struct slot *slot);

// --- Domain and its upper tables (domain.c) ---

/// Makes a Domain of two zeroed pages: object and root table.
void domain_init(struct domain *domain);
status_t domain_destroy(struct domain *domain);
/// The entry for `address` in the table of `level`, or NULL: then *out_missing is the level of the
/// table that is not there.
uint64_t *domain_entry(struct domain *domain, vaddr_t address, uint32_t level,
                       uint32_t *out_missing);
/// Physical address of the RAM behind `address` as the domain may read it; 0: none, or a device's.
/// For backtraces.
paddr_t domain_translate(struct domain *domain, vaddr_t address);
/// Unhooks and empties the Table in `slot`, if it is hooked in.
void table_destroy(struct slot *slot);
