// SPDX-License-Identifier: MIT
#include "pages.h"

#include <base/string.h>

static uint64_t end_of(const struct pages_range *range) {
    return range->start + range->size_b;
}

static void remove_at(struct pages *pages, uint32_t index) {
    pages->count--;
    memmove(&pages->ranges[index], &pages->ranges[index + 1],
            (pages->count - index) * sizeof pages->ranges[0]);
}

/// Whether `a` serves a request better than `b`: dirty before clean, small before large.
static bool is_better(const struct pages_range *a, const struct pages_range *b) {
    return a->dirty != b->dirty ? a->dirty : a->size_b < b->size_b;
}

status_t pages_take(struct pages *pages, uint64_t size_b, vaddr_t *out_start, bool *out_dirty) {
    uint32_t best = pages->count;
    for (uint32_t i = 0; i < pages->count; i++) {
        if (pages->ranges[i].size_b >= size_b &&
            (best == pages->count || is_better(&pages->ranges[i], &pages->ranges[best]))) {
            best = i;
        }
    }
    if (best == pages->count) {
        return ERR_NO_MEMORY;
    }
    struct pages_range *range = &pages->ranges[best];
    *out_start = range->start;
    *out_dirty = range->dirty;
    range->start += size_b;
    range->size_b -= size_b;
    if (range->size_b == 0) {
        remove_at(pages, best);
    }
    return OK;
}

/// Merges ranges `index` and `index + 1` when they touch and are alike.
static void try_merge(struct pages *pages, uint32_t index) {
    if (index + 1 >= pages->count) {
        return;
    }
    struct pages_range *low = &pages->ranges[index];
    const struct pages_range *high = low + 1;
    if (end_of(low) == high->start && low->dirty == high->dirty) {
        low->size_b += high->size_b;
        remove_at(pages, index + 1);
    }
}

status_t pages_give(struct pages *pages, vaddr_t start, uint64_t size_b, bool dirty) {
    uint64_t end;
    if (size_b == 0 || !IS_ALIGNED(start | size_b, PAGE_SIZE_B) ||
        __builtin_add_overflow(start, size_b, &end)) {
        return ERR_BAD_ARG;
    }
    uint32_t at = 0;
    while (at < pages->count && pages->ranges[at].start < start) {
        at++;
    }
    bool hits_low = at > 0 && end_of(&pages->ranges[at - 1]) > start;
    bool hits_high = at < pages->count && pages->ranges[at].start < end;
    if (hits_low || hits_high) {
        return ERR_BAD_ARG;
    }
    if (pages->count == PAGES_RANGES_MAX) {
        return ERR_NO_SPACE;
    }
    memmove(&pages->ranges[at + 1], &pages->ranges[at],
            (pages->count - at) * sizeof pages->ranges[0]);
    pages->ranges[at] = (struct pages_range){ start, size_b, dirty };
    pages->count++;
    try_merge(pages, at);
    if (at > 0) {
        try_merge(pages, at - 1);
    }
    return OK;
}
