// SPDX-License-Identifier: MIT
#include "state_area.h"

#include <base/bitmap.h>
#include <stdatomic.h>
#include <stdlib.h>

/// First bytes of the area.
struct area_head {
    _Atomic uint64_t
        current; ///< Serial of the current root; it stands in place serial & 1. 0 = none.
};

struct root_head {
    uint64_t version;
    uint64_t serial;
    uint64_t len_b; ///< Behind this head, a multiple of 8.
    uint64_t sum;   ///< Of those bytes.
};

static uint8_t *root_at(const struct area *a, uint64_t serial) {
    return a->memory + AREA_PAGE_B + (serial & 1) * AREA_ROOT_B;
}

static uint8_t *page_at(const struct area *a, uint32_t page) {
    return a->memory + AREA_PAGE_B + (size_t)2 * AREA_ROOT_B + (size_t)page * AREA_PAGE_B;
}

void area_init(struct area *a, void *memory, size_t size_b, uint64_t version) {
    *a = (struct area){ .version = version };
    if (memory == NULL || size_b < AREA_MIN_B) {
        return;
    }
    size_t pages = (size_b - AREA_PAGE_B - 2 * AREA_ROOT_B) / AREA_PAGE_B;
    a->memory = memory;
    a->pages = (uint32_t)MIN(pages, (size_t)AREA_PAGES_MAX);
}

/// A private copy of `len_b` bytes: what is checked is what is used.
static status_t copy(const uint8_t *from, size_t len_b, uint64_t sum, void **out) {
    void *bytes = malloc(MAX(len_b, (size_t)8));
    if (bytes == NULL) {
        return ERR_NO_MEMORY;
    }
    memcpy(bytes, from, len_b);
    if (state_sum(bytes, len_b) != sum) {
        free(bytes);
        return ERR_NOT_FOUND;
    }
    *out = bytes;
    return OK;
}

status_t area_load_root(struct area *a, void **out_bytes, size_t *out_len_b) {
    if (a->memory == NULL) {
        return ERR_NOT_FOUND;
    }
    struct area_head *head = (struct area_head *)a->memory;
    uint64_t serial = atomic_load_explicit(&head->current, memory_order_acquire);
    a->serial = serial; // fresh roots go to the other place
    struct root_head root;
    memcpy(&root, root_at(a, serial), sizeof(root));
    if (serial == 0 || root.serial != serial || root.version != a->version ||
        root.len_b > AREA_ROOT_B - sizeof(root) || root.len_b % 8 != 0) {
        return ERR_NOT_FOUND;
    }
    *out_len_b = root.len_b;
    return copy(root_at(a, serial) + sizeof(root), root.len_b, root.sum, out_bytes);
}

static uint32_t pages_of(size_t len_b) {
    return (uint32_t)((len_b + AREA_PAGE_B - 1) / AREA_PAGE_B);
}

static bool is_within(const struct area *a, const struct area_part *part) {
    return part->page < a->pages && part->len_b % 8 == 0 &&
           pages_of(part->len_b) <= a->pages - part->page;
}

status_t area_load_part(const struct area *a, const struct area_part *part, void **out_bytes) {
    if (part->len_b == 0 || !is_within(a, part)) {
        return ERR_NOT_FOUND;
    }
    return copy(page_at(a, part->page), part->len_b, part->sum, out_bytes);
}

static void mark(struct area *a, uint32_t page, size_t len_b) {
    for (uint32_t i = 0; i < pages_of(len_b); i++) {
        bitmap_set(a->used, page + i);
    }
}

void area_keep_only(struct area *a, const struct area_part *parts, size_t count) {
    memset(a->used, 0, sizeof(a->used));
    for (size_t i = 0; i < count; i++) {
        if (is_within(a, &parts[i])) {
            mark(a, parts[i].page, parts[i].len_b);
        }
    }
}

uint8_t *area_begin_part(struct area *a, size_t most_b, uint32_t *out_page) {
    size_t page = bitmap_find_clear_run(a->used, a->pages, MAX(pages_of(most_b), 1u));
    if (page == BITMAP_NONE) {
        return NULL;
    }
    *out_page = (uint32_t)page;
    return page_at(a, *out_page);
}

struct area_part area_end_part(struct area *a, uint32_t page, size_t len_b) {
    mark(a, page, len_b);
    return (struct area_part){ page, (uint32_t)len_b, state_sum(page_at(a, page), len_b) };
}

void area_begin_root(struct area *a, struct state_out *out) {
    *out = (struct state_out){
        .bytes = root_at(a, a->serial + 1) + sizeof(struct root_head),
        .room_b = AREA_ROOT_B - sizeof(struct root_head),
    };
}

void area_commit(struct area *a, const struct state_out *out) {
    struct area_head *head = (struct area_head *)a->memory;
    a->serial++;
    struct root_head root = {
        .version = a->version,
        .serial = a->serial,
        .len_b = out->used_b,
        .sum = state_sum(out->bytes, out->used_b),
    };
    memcpy(root_at(a, a->serial), &root, sizeof(root));
    atomic_store_explicit(&head->current, a->serial, memory_order_release);
}
