// SPDX-License-Identifier: MIT
/// @file
/// Memory that outlives the server: a root record and parts that it refers to, replaced as one.
///
/// Page 0 names the current root; two places for roots follow, then pages for parts. Fresh parts and a
/// fresh root are written where nothing current is, then one store makes them current: a server that dies
/// at any moment leaves the state of before or the one of after, never a mixture. Sums notice accidents.
#pragma once

#include "state_io.h"

#define AREA_PAGE_B 4096u
#define AREA_ROOT_B (8u * AREA_PAGE_B) ///< Room for a root.
#define AREA_PAGES_MAX 512u            ///< Of parts.
#define AREA_MIN_B (AREA_PAGE_B + 2u * AREA_ROOT_B + 16u * AREA_PAGE_B)

/// Where a part is. `page` counts from 0; `len_b` 0 = nowhere.
struct area_part {
    uint32_t page;
    uint32_t len_b;
    uint64_t sum;
};

struct area {
    uint8_t *memory;                    ///< Aligned to 8. Borrowed; NULL = nothing is kept.
    uint32_t pages;                     ///< For parts.
    uint64_t version;                   ///< Of the tables that the contents follow.
    uint64_t serial;                    ///< Of the current root.
    uint64_t used[AREA_PAGES_MAX / 64]; ///< Pages that the current root or a fresh part needs.
};

/// Begins to use `size_b` bytes at `memory`; whatever is in them stays until area_commit(). Memory that
/// is too small is not used.
void area_init(struct area *a, void *memory, size_t size_b, uint64_t version);

/// Copies the current root. The bytes (malloc) are the caller's.
///
/// @return OK, ERR_NOT_FOUND: there is none that holds together, ERR_NO_MEMORY.
status_t area_load_root(struct area *a, void **out_bytes, size_t *out_len_b);

/// Copies a part that a root names. Errors as area_load_root(); malformed places give ERR_NOT_FOUND.
status_t area_load_part(const struct area *a, const struct area_part *part, void **out_bytes);

/// Frees the pages of nothing but `parts`: before fresh ones are written.
void area_keep_only(struct area *a, const struct area_part *parts, size_t count);

/// Where a fresh part of up to `most_b` bytes can be written. NULL when there is no room.
uint8_t *area_begin_part(struct area *a, size_t most_b, uint32_t *out_page);

/// The part that was written at `page` has `len_b` bytes, a multiple of 8.
struct area_part area_end_part(struct area *a, uint32_t page, size_t len_b);

/// Where to write the next root: AREA_ROOT_B less its head.
void area_begin_root(struct area *a, struct state_out *out);

/// Makes what was written the current root.
void area_commit(struct area *a, const struct state_out *root);
