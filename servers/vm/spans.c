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

/// The Span of `units` units that is free for the longest time, or SPANS_NONE.
static uint32_t take_free(struct spans *spans, uint32_t units) {
    uint32_t before = SPANS_NONE;
    for (uint32_t i = spans->free_first; i != SPANS_NONE; i = spans->spans[i].next) {
        if (spans->spans[i].units == units) {
            uint32_t next = spans->spans[i].next;
            if (before != SPANS_NONE) {
                spans->spans[before].next = next;
            } else {
                spans->free_first = next;
            }
            if (spans->free_last == i) {
                spans->free_last = before;
            }
            return i;
        }
        before = i;
    }
    return SPANS_NONE;
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
    if (units > spans->arena_left) {
        uint32_t old = take_free(spans, units);
        if (old != SPANS_NONE) {
            *out = old;
            return OK;
        }
    }
    uint32_t index = spans->spare;
    if (index == SPANS_NONE) {
        return ERR_NO_MEMORY;
    }
    if (units > spans->arena_left) {
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
