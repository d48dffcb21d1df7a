// SPDX-License-Identifier: MIT
/// @file
/// Addresses of shared regions: 1 GiB arenas, gone through from low to high before the first Span is
/// used again; then freed Spans come back first-in first-out, in the end for
/// smaller sizes, too. No Span crosses a 1 GiB line.
#pragma once

#include <base/base.h>

enum {
    SPANS_ARENA_UNITS = 512, ///< 1 GiB of 2 MiB units.
    SPANS_NONE = 0,          ///< Index of no Span.
};

/// What the allocator asks of the kernel.
struct spans_ops {
    /// Carves the next `units` units of the Span `from`.
    status_t (*carve)(void *ctx, handle_t from, uint64_t units, handle_t *out);
};

/// One Span that was carved from an arena.
struct span {
    handle_t cap;
    vaddr_t address;
    uint32_t units;
    uint32_t next; ///< Free: the one freed after it. Unused record: next spare.
};

struct spans {
    const struct spans_ops *ops;
    void *ctx;
    struct span *spans;             ///< [0] is not used.
    uint32_t spare;                 ///< First unused record.
    uint32_t free_first, free_last; ///< Carved and free, in the order in which they were freed.
    handle_t root;                  ///< Arenas are carved from it.
    vaddr_t root_next;              ///< Address of the next arena; 1 GiB aligned.
    uint32_t arenas_left;
    handle_t arena;      ///< The current one, or HANDLE_NONE.
    vaddr_t arena_next;  ///< Address of its next unused unit.
    uint32_t arena_left; ///< Units.
};

/// Starts without addresses; `num_records` records of Spans are kept in `records`.
void spans_init(struct spans *spans, struct span *records, uint32_t num_records,
                const struct spans_ops *ops, void *ctx);

/// `root` begins at `address` (1 GiB aligned) and has room for `num_arenas`.
void spans_set_root(struct spans *spans, handle_t root, vaddr_t address, uint32_t num_arenas);

/// A Span of `units` (1..512) units; of more only when addresses or records have run out.
///
/// @return OK, ERR_BAD_SIZE, ERR_NO_MEMORY when addresses, records or slots run out.
status_t spans_alloc(struct spans *spans, uint32_t units, uint32_t *out);

/// Gives a Span back that no Region uses any longer.
void spans_free(struct spans *spans, uint32_t index);
