// SPDX-License-Identifier: MIT
#include "mask.h"

#include <stdlib.h>
#include <string.h>

/// Slots of the hash table, a power of two; it is emptied when three quarters are in use.
#define NUM_SLOTS 256u

/// Scan lines that are averaged in each row. 64 must be a multiple.
#define SUB_LINES 16

struct slot {
    struct mask_key key;
    struct mask mask; ///< mask.a is owned; NULL = free slot.
};

struct mask_cache {
    struct slot slots[NUM_SLOTS];
    uint32_t used;
};

status_t mask_cache_create(struct mask_cache **out) {
    struct mask_cache *c = calloc(1, sizeof(*c));
    if (c == NULL) {
        return ERR_NO_MEMORY;
    }
    *out = c;
    return OK;
}

static void cache_flush(struct mask_cache *c) {
    for (uint32_t i = 0; i < NUM_SLOTS; i++) {
        free((void *)(uintptr_t)c->slots[i].mask.a);
    }
    memset(c, 0, sizeof(*c));
}

void mask_cache_destroy(struct mask_cache *c) {
    if (c != NULL) {
        cache_flush(c);
        free(c);
    }
}

/// The slot of `key`, or the free one where it belongs.
static struct slot *slot_of(struct mask_cache *c, struct mask_key key) {
    uint32_t hash = key.kind * 0x9E3779B1u ^ (uint32_t)key.a * 0x85EBCA77u ^
                    (uint32_t)key.b * 0xC2B2AE3Du ^ (uint32_t)key.c * 0x27D4EB2Fu;
    for (uint32_t i = hash >> 16;; i++) {
        struct slot *s = &c->slots[i % NUM_SLOTS];
        if (s->mask.a == NULL || (s->key.kind == key.kind && s->key.a == key.a &&
                                  s->key.b == key.b && s->key.c == key.c)) {
            return s;
        }
    }
}

const struct mask *mask_find(struct mask_cache *c, struct mask_key key) {
    const struct slot *s = slot_of(c, key);
    return s->mask.a == NULL ? NULL : &s->mask;
}

const struct mask *mask_add(struct mask_cache *c, struct mask_key key, int32_t w_px, int32_t h_px,
                            uint8_t **out_a) {
    int32_t stride_b = ALIGN_UP(w_px, 4); // as cairo wants it
    uint8_t *a = calloc((size_t)stride_b, (size_t)h_px);
    if (a == NULL) {
        return NULL;
    }
    if (c->used >= NUM_SLOTS / 4 * 3) {
        cache_flush(c);
    }
    struct slot *s = slot_of(c, key);
    ASSERT(s->mask.a == NULL);
    s->key = key;
    s->mask = (struct mask){ .w_px = w_px, .h_px = h_px, .stride_b = stride_b, .a = a };
    c->used++;
    *out_a = a;
    return &s->mask;
}

/// Square root rounded down.
static uint32_t int_sqrt(uint64_t v) {
    uint64_t root = 0;
    for (uint64_t bit = UINT64_C(1) << 40; bit != 0; bit >>= 2) {
        if (v >= root + bit) {
            v -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return (uint32_t)root;
}

/// Adds, for one scan line, `sign` times the covered part (0..256) of each of `n` pixels right of
/// `left` (1/256 pixel).
static void add_line(int32_t *sum, int32_t n, int32_t left, int32_t sign) {
    int32_t first = left >> 8;
    if (first >= 0 && first < n) {
        sum[first] += sign * (256 - (left & 255));
    }
    for (int32_t x = MAX(first + 1, 0); x < n; x++) {
        sum[x] += sign * 256;
    }
}

/// Left end of the disc around (center, center) with `radius` on the line `y`, all in 1/256
/// pixel; false when the line misses it.
static bool disc_left(int32_t center, int32_t radius, int32_t y, int32_t *out) {
    int32_t dy = MAX(center - y, 0);
    if (dy >= radius) {
        return false;
    }
    uint64_t half = (uint64_t)((int64_t)radius * radius - (int64_t)dy * dy);
    *out = center - (int32_t)int_sqrt(half);
    return true;
}

/// Radii in 1/256 pixel; `inner` = 0 for a disc.
static void fill_corner(uint8_t *a, const struct mask *m, int32_t outer, int32_t inner) {
    int32_t n = m->w_px;
    int32_t sum[SCALE_MAX];
    for (int32_t row = 0; row < n; row++) {
        memset(sum, 0, sizeof(sum));
        for (int32_t line = 0; line < SUB_LINES; line++) {
            int32_t y = row * 256 + (2 * line + 1) * (128 / SUB_LINES);
            int32_t left;
            if (disc_left(outer, outer, y, &left)) {
                add_line(sum, n, left, 1);
            }
            if (inner > 0 && disc_left(outer, inner, y, &left)) {
                add_line(sum, n, left, -1);
            }
        }
        for (int32_t x = 0; x < n; x++) {
            const int32_t full = SUB_LINES * 256;
            a[row * m->stride_b + x] = (uint8_t)((sum[x] * 255 + full / 2) / full);
        }
    }
}

static const struct mask *corner(struct mask_cache *c, int32_t radius_d26, int32_t width_d26) {
    radius_d26 = CLAMP(radius_d26, 1, (int32_t)(SCALE_MAX - 1) * 64);
    struct mask_key key = {
        .kind = width_d26 == 0 ? MASK_CORNER : MASK_RING,
        .a = radius_d26,
        .b = width_d26,
    };
    const struct mask *m = mask_find(c, key);
    if (m == NULL) {
        int32_t n = (radius_d26 + 63) / 64;
        uint8_t *a;
        m = mask_add(c, key, n, n, &a);
        if (m != NULL) {
            int32_t inner = width_d26 == 0 ? 0 : MAX(radius_d26 - width_d26, 0);
            fill_corner(a, m, radius_d26 * 4, inner * 4);
        }
    }
    return m;
}

const struct mask *mask_corner(struct mask_cache *c, int32_t radius_d26) {
    return corner(c, radius_d26, 0);
}

const struct mask *mask_corner_ring(struct mask_cache *c, int32_t radius_d26, int32_t width_d26) {
    return corner(c, radius_d26, width_d26);
}
