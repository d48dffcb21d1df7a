// SPDX-License-Identifier: MIT
/// @file
/// Lengths: layout counts 1/64 logical pixels, painting counts device pixels.
///
/// Every edge of a layout rectangle is snapped on its own, so that neighbours never gap or overlap.
#pragma once

#include <base/base.h>

typedef int32_t lpx_t;    ///< Length in 1/64 logical pixel.
typedef uint32_t scale_t; ///< Device pixels per 100 logical ones: 100, 125, 150, 200, 300.

/// `px` logical pixels. Also for constants such as LPX(12.5).
#define LPX_SHIFT 6
#define LPX(px) ((lpx_t)((px) * (1 << LPX_SHIFT)))
#define SCALE_ONE 100u
#define SCALE_MAX 300u

/// A rectangle of layout.
struct lpx_rect {
    lpx_t x, y, w, h;
};

struct lpx_size {
    lpx_t w, h;
};

struct lpx_point {
    lpx_t x, y;
};

/// Device pixels.
struct px_point {
    int32_t x, y;
};

/// A rectangle of device pixels: left and top belong to it, right and bottom do not.
/// Laid out like pixman_box32_t. Empty when x2 <= x1 or y2 <= y1.
struct px_box {
    int32_t x1, y1, x2, y2;
};

/// `n / d` rounded down, for d > 0.
static inline int64_t lpx_floor_div(int64_t n, int64_t d) {
    return n >= 0 ? n / d : -((-n + d - 1) / d);
}

/// `v` in 1/64 device pixels, to the nearest.
static inline int32_t lpx_to_d26(lpx_t v, scale_t scale) {
    return (int32_t)lpx_floor_div((int64_t)v * scale + 50, 100);
}

/// The device pixel edge nearest to `v`; halves go towards plus infinity.
static inline int32_t lpx_snap(lpx_t v, scale_t scale) {
    return (int32_t)lpx_floor_div((int64_t)v * scale + 3200, 6400);
}

/// Logical position of device pixel edge `px`, rounded down.
static inline lpx_t lpx_from_px(int32_t px, scale_t scale) {
    return (lpx_t)lpx_floor_div((int64_t)px * 6400, scale);
}

/// Width of a hairline in device pixels: max(1, round(scale)).
static inline int32_t px_hairline(scale_t scale) {
    int32_t w = lpx_snap(LPX(1), scale);
    return w < 1 ? 1 : w;
}

static inline struct px_box lpx_snap_rect(struct lpx_rect r, scale_t scale) {
    return (struct px_box){ lpx_snap(r.x, scale), lpx_snap(r.y, scale), lpx_snap(r.x + r.w, scale),
                            lpx_snap(r.y + r.h, scale) };
}

static inline bool px_box_empty(struct px_box b) {
    return b.x2 <= b.x1 || b.y2 <= b.y1;
}

static inline struct px_box px_box_intersect(struct px_box a, struct px_box b) {
    return (struct px_box){ MAX(a.x1, b.x1), MAX(a.y1, b.y1), MIN(a.x2, b.x2), MIN(a.y2, b.y2) };
}

/// Grown by `by` pixels on every side; shrunk when negative.
static inline struct px_box px_box_grow(struct px_box b, int32_t by) {
    return (struct px_box){ b.x1 - by, b.y1 - by, b.x2 + by, b.y2 + by };
}

static inline struct px_box px_box_move(struct px_box b, int32_t dx, int32_t dy) {
    return (struct px_box){ b.x1 + dx, b.y1 + dy, b.x2 + dx, b.y2 + dy };
}
