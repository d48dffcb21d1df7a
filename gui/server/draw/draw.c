// SPDX-License-Identifier: MIT
#include "draw.h"

#include "vec.h"

struct draw draw_make(struct surface *to, struct px_box clip, scale_t scale,
                      struct mask_cache *masks) {
    return (struct draw){
        .to = to,
        .clip = px_box_intersect(clip, surface_box(to)),
        .scale = scale,
        .masks = masks,
    };
}

/// The visible part of `box`, in pixels of the surface.
static struct px_box visible(const struct draw *d, struct px_box box) {
    return px_box_intersect(px_box_move(box, d->ox_px, d->oy_px), d->clip);
}

bool draw_touches(const struct draw *d, struct px_box box) {
    return !px_box_empty(visible(d, box));
}

static void row_set(pargb_t *row, int32_t n, pargb_t color) {
    vec_u8 four = vec_pixel(color);
    for (; n >= VEC_PX; n -= VEC_PX, row += VEC_PX) {
        vec_store(row, four);
    }
    while (n-- > 0) {
        *row++ = color;
    }
}

static void row_over(pargb_t *row, int32_t n, pargb_t color) {
    vec_u8 four = vec_pixel(color);
    vec_u16 inverse = vec_inverse_alpha(vec_low(four));
    for (; n >= VEC_PX; n -= VEC_PX, row += VEC_PX) {
        vec_store(row, vec_over(vec_load(row), four, inverse, inverse));
    }
    for (; n > 0; n--, row++) {
        *row = color_over(*row, color);
    }
}

/// Lays `color` over `n` pixels with the coverage at `a`, `step` bytes from one to the next.
static void row_mask(pargb_t *row, int32_t n, const uint8_t *a, int32_t step, pargb_t color) {
    bool opaque = ARGB_A(color) == 255;
    for (int32_t i = 0; i < n; i++, a += step) {
        uint32_t cover = *a;
        if (cover == 0) {
            continue;
        }
        if (cover == 255 && opaque) {
            row[i] = color;
            continue;
        }
        row[i] = color_over(row[i], color_mul(color, cover));
    }
}

static void fill_visible(const struct draw *d, struct px_box v, pargb_t color) {
    for (int32_t y = v.y1; y < v.y2; y++) {
        pargb_t *row = surface_row(d->to, y) + v.x1;
        if (ARGB_A(color) == 255) {
            row_set(row, v.x2 - v.x1, color);
        } else {
            row_over(row, v.x2 - v.x1, color);
        }
    }
}

void draw_set(const struct draw *d, struct px_box box, pargb_t color) {
    struct px_box v = visible(d, box);
    for (int32_t y = v.y1; y < v.y2; y++) {
        if (v.x2 > v.x1) {
            row_set(surface_row(d->to, y) + v.x1, v.x2 - v.x1, color);
        }
    }
}

void draw_fill(const struct draw *d, struct px_box box, argb_t color) {
    struct px_box v = visible(d, box);
    if (!px_box_empty(v) && ARGB_A(color) != 0) {
        fill_visible(d, v, color_premul(color));
    }
}

/// Column of a mask that covers `at` from its left end, or mirrored from its right end, for pixel
/// `x` of the surface.
static int32_t mask_column(const struct draw *d, struct px_box at, int32_t x, bool flip) {
    return flip ? at.x2 + d->ox_px - 1 - x : x - (at.x1 + d->ox_px);
}

/// The right end of a row whose left end is `n` pixels: both share none, however narrow `box` is.
static struct px_box right_end(struct px_box box, int32_t y, int32_t n) {
    return (struct px_box){ MAX(box.x2 - n, box.x1 + n), y, box.x2, y + 1 };
}

/// Lays `color` over one row of `m`, mirrored when `flip`.
static void mask_row(const struct draw *d, const struct mask *m, int32_t line, bool flip,
                     struct px_box at, pargb_t color) {
    struct px_box v = visible(d, at);
    if (px_box_empty(v)) {
        return;
    }
    const uint8_t *a = m->a + line * m->stride_b + mask_column(d, at, v.x1, flip);
    row_mask(surface_row(d->to, v.y1) + v.x1, v.x2 - v.x1, a, flip ? -1 : 1, color);
}

void draw_mask(const struct draw *d, const struct mask *m, int32_t x, int32_t y, argb_t color) {
    struct px_box v = visible(d, (struct px_box){ x, y, x + m->w_px, y + m->h_px });
    if (px_box_empty(v)) {
        return;
    }
    pargb_t c = color_premul(color);
    const uint8_t *a = m->a + (v.y1 - y - d->oy_px) * m->stride_b + (v.x1 - x - d->ox_px);
    for (int32_t row = v.y1; row < v.y2; row++, a += m->stride_b) {
        row_mask(surface_row(d->to, row) + v.x1, v.x2 - v.x1, a, 1, c);
    }
}

/// `radius` in 1/64 device pixels, at most half of the box.
static int32_t corner_radius(const struct draw *d, struct px_box box, lpx_t radius) {
    int32_t half = MIN(box.x2 - box.x1, box.y2 - box.y1) * 32;
    return CLAMP(lpx_to_d26(radius, d->scale), 0, half);
}

/// Line of a corner mask for row `y` of a box of height `h`; -1 between the corners.
static int32_t corner_line(int32_t y, int32_t h, int32_t n) {
    if (y < n) {
        return y;
    }
    return y >= h - n ? h - 1 - y : -1;
}

/// Both ends of row `y` with coverage from `m`, the pixels between them full.
static void rrect_row(const struct draw *d, const struct mask *m, struct px_box box, int32_t y,
                      pargb_t color) {
    int32_t line = corner_line(y - box.y1, box.y2 - box.y1, m->h_px);
    struct px_box left = { box.x1, y, box.x1 + m->w_px, y + 1 };
    struct px_box right = right_end(box, y, m->w_px);
    struct px_box middle = { left.x2, y, right.x1, y + 1 };
    if (line < 0) {
        middle = (struct px_box){ box.x1, y, box.x2, y + 1 };
    } else {
        mask_row(d, m, line, false, left, color);
        mask_row(d, m, line, true, right, color);
    }
    struct px_box v = visible(d, middle);
    if (!px_box_empty(v)) {
        fill_visible(d, v, color);
    }
}

void draw_rrect_gradient(const struct draw *d, struct px_box box, lpx_t radius, argb_t top,
                         argb_t bottom) {
    struct px_box v = visible(d, box);
    if (px_box_empty(v) || (ARGB_A(top) | ARGB_A(bottom)) == 0) {
        return;
    }
    int32_t r = corner_radius(d, box, radius);
    const struct mask *m = mask_corner(d->masks, r);
    if (m == NULL || r == 0) {
        m = &(struct mask){ .w_px = 0, .h_px = 0 };
    }
    int32_t h = box.y2 - box.y1;
    for (int32_t y = v.y1 - d->oy_px; y < v.y2 - d->oy_px; y++) {
        argb_t color = top;
        if (top != bottom) {
            // Colour of the row's middle, in 1/255 of the way.
            uint32_t t = (uint32_t)((2 * (y - box.y1) + 1) * 255 / (2 * h));
            color = color_mul(top, 255 - t) + color_mul(bottom, t);
        }
        rrect_row(d, m, box, y, color_premul(color));
    }
}

void draw_rrect(const struct draw *d, struct px_box box, lpx_t radius, argb_t color) {
    struct px_box v = visible(d, box);
    if (px_box_empty(v) || ARGB_A(color) == 0) {
        return;
    }
    int32_t r = corner_radius(d, box, radius);
    const struct mask *m = mask_corner(d->masks, r);
    int32_t n = m == NULL || r == 0 ? 0 : m->h_px;
    pargb_t c = color_premul(color);
    fill_visible(
        d,
        px_box_intersect(v, px_box_move((struct px_box){ box.x1, box.y1 + n, box.x2, box.y2 - n },
                                        d->ox_px, d->oy_px)),
        c);
    for (int32_t i = 0; i < n; i++) {
        rrect_row(d, m, box, box.y1 + i, c);
        if (box.y2 - 1 - i >= box.y1 + n) {
            rrect_row(d, m, box, box.y2 - 1 - i, c);
        }
    }
}

/// A frame of rectangles `from`..`to` pixels inside of `box`, `n` pixels short of the corners.
static void straight_edges(const struct draw *d, struct px_box box, int32_t n, int32_t from,
                           int32_t to, argb_t color) {
    int32_t x = MAX(n, from);
    int32_t y = MAX(n, to);
    draw_fill(d, (struct px_box){ box.x1 + x, box.y1 + from, box.x2 - x, box.y1 + to }, color);
    draw_fill(d, (struct px_box){ box.x1 + x, box.y2 - to, box.x2 - x, box.y2 - from }, color);
    draw_fill(d, (struct px_box){ box.x1 + from, box.y1 + y, box.x1 + to, box.y2 - y }, color);
    draw_fill(d, (struct px_box){ box.x2 - to, box.y1 + y, box.x2 - from, box.y2 - y }, color);
}

void draw_rrect_border(const struct draw *d, struct px_box box, lpx_t radius, int32_t width_d26,
                       argb_t color) {
    if (px_box_empty(visible(d, box)) || ARGB_A(color) == 0) {
        return;
    }
    int32_t r = corner_radius(d, box, radius);
    const struct mask *m = r == 0 ? NULL : mask_corner_ring(d->masks, r, width_d26);
    int32_t n = m == NULL ? 0 : m->h_px;
    int32_t whole = width_d26 / 64;
    straight_edges(d, box, n, 0, whole, color);
    if (width_d26 % 64 != 0) {
        argb_t faint = color_fade(color, (uint32_t)(width_d26 % 64) * 255 / 64);
        straight_edges(d, box, n, whole, whole + 1, faint);
    }
    pargb_t c = color_premul(color);
    for (int32_t i = 0; i < n; i++) {
        struct px_box left = { box.x1, box.y1 + i, box.x1 + n, box.y1 + i + 1 };
        struct px_box right = right_end(box, box.y1 + i, n);
        mask_row(d, m, i, false, left, c);
        mask_row(d, m, i, true, right, c);
        if (box.y2 - 1 - i >= box.y1 + n) {
            left.y1 = right.y1 = box.y2 - 1 - i;
            left.y2 = right.y2 = box.y2 - i;
            mask_row(d, m, i, false, left, c);
            mask_row(d, m, i, true, right, c);
        }
    }
}

/// Multiplies one row of a corner by the mask.
static void cut_row(const struct draw *d, const struct mask *m, int32_t line, bool flip,
                    struct px_box at) {
    struct px_box v = visible(d, at);
    if (px_box_empty(v)) {
        return;
    }
    const uint8_t *a = m->a + line * m->stride_b + mask_column(d, at, v.x1, flip);
    pargb_t *row = surface_row(d->to, v.y1);
    for (int32_t x = v.x1; x < v.x2; x++, a += flip ? -1 : 1) {
        row[x] = color_mul(row[x], *a);
    }
}

void draw_cut_corners(const struct draw *d, struct px_box box, lpx_t radius) {
    int32_t r = corner_radius(d, box, radius);
    const struct mask *m = r == 0 ? NULL : mask_corner(d->masks, r);
    if (m == NULL) {
        return;
    }
    int32_t n = m->h_px;
    for (int32_t i = 0; i < n; i++) {
        int32_t bottom = box.y2 - 1 - i;
        cut_row(d, m, i, false, (struct px_box){ box.x1, box.y1 + i, box.x1 + n, box.y1 + i + 1 });
        cut_row(d, m, i, true, right_end(box, box.y1 + i, n));
        cut_row(d, m, i, false, (struct px_box){ box.x1, bottom, box.x1 + n, bottom + 1 });
        cut_row(d, m, i, true, right_end(box, bottom, n));
    }
}
