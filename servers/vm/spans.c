// SPDX-License-Identifier: MIT
/// @file
/// Span allocator of the common arenas.

#include "spans.h"

#include <abi/object.h>

void spans_init(struct spans *spans, struct span *records, uint32_t num_records,
                const struct spans_ops *ops, void *ctx) {
    *spans = (struct spans){ .ops = ops, .ctx = ctx, .spans = records };
    for (uint32_t i = num_records - 1; i > SPANS_NONE; i--) {
        records[i] = (struct span){ .next = spans->spare };
        spans->spare = i;
    }
}

void spans_set_root(struct spans *spans, handle_t root, vaddr_t address, uint32_t num_arenas) {
    spans->root = root;
    spans->root_next = address;
    spans->arenas_left = num_arenas;
}

/// Takes the Span out of the free ones that is the best for `units` units: the smallest that is large enough, of equal
/// ones the one that is free for the longest time. SPANS_NONE when there is none of at most `max` units.
static uint32_t take_free(struct spans *spans, uint32_t units, uint32_t max) {
    uint32_t best = SPANS_NONE;
    uint32_t before_best = SPANS_NONE;
    uint32_t before = SPANS_NONE;
    for (uint32_t i = spans->free_first; i != SPANS_NONE; i = spans->spans[i].next) {
        uint32_t have = spans->spans[i].units;
        if (have >= units && have <= max &&
            (best == SPANS_NONE || have < spans->spans[best].units)) {
            best = i;
            before_best = before;
        }
        before = i;
    }
    if (best == SPANS_NONE) {
        return SPANS_NONE;
    }
    uint32_t next = spans->spans[best].next;
    if (before_best != SPANS_NONE) {
        spans->spans[before_best].next = next;
    } else {
        spans->free_first = next;
    }
    if (spans->free_last == best) {
        spans->free_last = before_best;
    }
    return best;
}

static status_t open_arena(struct spans *spans) {
    if (spans->arenas_left == 0) {
        return ERR_NO_MEMORY;
    }
    handle_t arena = HANDLE_NONE;
    TRY(spans->ops->carve(spans->ctx, spans->root, SPANS_ARENA_UNITS, &arena));
    spans->arena = arena;
    spans->arena_next = spans->root_next;
    spans->arena_left = SPANS_ARENA_UNITS;
    spans->root_next += SPANS_ARENA_UNITS * REGION_UNIT_B;
    spans->arenas_left--;
    return OK;
}

status_t spans_alloc(struct spans *spans, uint32_t units, uint32_t *out) {
    if (units == 0 || units > SPANS_ARENA_UNITS) {
        return ERR_BAD_SIZE;
    }
    bool is_full = units > spans->arena_left;
    bool is_last = spans->spare == SPANS_NONE || (is_full && spans->arenas_left == 0);
    if (is_full || is_last) {
        // A Span that is too large costs its Region larger tables: better than no Span at all.
        uint32_t old = take_free(spans, units, is_last ? SPANS_ARENA_UNITS : units);
        if (old != SPANS_NONE || is_last) {
            *out = old;
            return old != SPANS_NONE ? OK : ERR_NO_MEMORY;
        }
    }
    uint32_t index = spans->spare;
    if (is_full) {
        TRY(open_arena(spans)); // the rest of the old arena is given up
    }
    handle_t cap = HANDLE_NONE;
    TRY(spans->ops->carve(spans->ctx, spans->arena, units, &cap));
    spans->spare = spans->spans[index].next;
    spans->spans[index] = (struct span){ .cap = cap, .address = spans->arena_next, .units = units };
    spans->arena_next += units * REGION_UNIT_B;
    spans->arena_left -= units;
    *out = index;
    return OK;
}

void spans_free(struct spans *spans, uint32_t index) {
    spans->spans[index].next = SPANS_NONE;
    if (spans->free_last != SPANS_NONE) {
        spans->spans[spans->free_last].next = index;
    } else {
        spans->free_first = index;
    }
    spans->free_last = index;
}
