// SPDX-License-Identifier: MIT
/// @file
/// Which pages of a task's private regions are free: the bookkeeping behind mmap. Pure, one thread.
#pragma once

#include <base/base.h>

enum {
    PAGES_RANGES_MAX = 512
};

/// Consecutive free pages.
struct pages_range {
    vaddr_t start;   ///< Page aligned.
    uint64_t size_b; ///< A multiple of PAGE_SIZE_B, not 0.
    bool dirty;      ///< Was handed out before: not zero any more.
};

/// All free pages, sorted by address; neighbours of the same cleanliness are merged.
struct pages {
    struct pages_range ranges[PAGES_RANGES_MAX];
    uint32_t count;
};

/// Takes `size_b` bytes (a multiple of PAGE_SIZE_B, not 0) from the smallest range that fits; clean ones last, so that
/// memory already committed is used again first.
///
/// @return OK and the address, `out_dirty` when the caller must clear it; ERR_NO_MEMORY.
status_t pages_take(struct pages *pages, uint64_t size_b, vaddr_t *out_start, bool *out_dirty);

/// Gives [start, start + size_b) to the free pages.
///
/// @return OK, ERR_BAD_ARG when it overlaps free pages or is not page aligned, ERR_NO_SPACE when the table is full.
status_t pages_give(struct pages *pages, vaddr_t start, uint64_t size_b, bool dirty);
