// SPDX-License-Identifier: MIT
/// @file
/// Rectangles of pixels. Right and bottom edges are excluded. Sums are done in 64 bits, so that no
/// value a peer sends can overflow.
#pragma once

#include <base/base.h>

/// Pixels x..x+w-1, y..y+h-1. Empty when `w` or `h` is not positive.
struct rect {
    int32_t x; ///< Left edge, px.
    int32_t y; ///< Top edge, px.
    int32_t w; ///< Width, px.
    int32_t h; ///< Height, px.
};

static inline bool rect_is_empty(struct rect r) {
    return r.w <= 0 || r.h <= 0;
}

static inline bool rect_equal(struct rect a, struct rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/// First column behind the rectangle.
static inline int64_t rect_right(struct rect r) {
    return (int64_t)r.x + r.w;
}

/// First row below the rectangle.
static inline int64_t rect_bottom(struct rect r) {
    return (int64_t)r.y + r.h;
}

/// The rectangle between the edges; sizes beyond INT32_MAX are cut; all zero when it would be empty.
static inline struct rect rect_from_edges(int64_t left, int64_t top, int64_t right,
                                          int64_t bottom) {
    if (right <= left || bottom <= top) {
        return (struct rect){ 0, 0, 0, 0 };
    }
    return (struct rect){ (int32_t)left, (int32_t)top,
                          (int32_t)MIN(right - left, (int64_t)INT32_MAX),
                          (int32_t)MIN(bottom - top, (int64_t)INT32_MAX) };
}

/// What `a` and `b` have in common; all zero when that is nothing.
static inline struct rect rect_intersect(struct rect a, struct rect b) {
    return rect_from_edges(MAX(a.x, b.x), MAX(a.y, b.y), MIN(rect_right(a), rect_right(b)),
                           MIN(rect_bottom(a), rect_bottom(b)));
}

/// The smallest rectangle around both. Empty ones count for nothing.
static inline struct rect rect_union(struct rect a, struct rect b) {
    if (rect_is_empty(a)) {
        return rect_is_empty(b) ? (struct rect){ 0, 0, 0, 0 } : b;
    }
    if (rect_is_empty(b)) {
        return a;
    }
    return rect_from_edges(MIN(a.x, b.x), MIN(a.y, b.y), MAX(rect_right(a), rect_right(b)),
                           MAX(rect_bottom(a), rect_bottom(b)));
}

static inline bool rect_contains(struct rect r, int32_t x, int32_t y) {
    return x >= r.x && y >= r.y && x < rect_right(r) && y < rect_bottom(r);
}

/// Whether all of `inner` lies in `outer`. An empty `inner` does.
static inline bool rect_contains_rect(struct rect outer, struct rect inner) {
    return rect_is_empty(inner) ||
           (inner.x >= outer.x && inner.y >= outer.y && rect_right(inner) <= rect_right(outer) &&
            rect_bottom(inner) <= rect_bottom(outer));
}

static inline bool rect_overlaps(struct rect a, struct rect b) {
    return !rect_is_empty(rect_intersect(a, b));
}
