// SPDX-License-Identifier: MIT
#include "glass.h"

#include <stdlib.h>
#include <string.h>

/// A pixel of the blurred picture stands for a square of this side.
#define CELL 8
#define CELL_SHIFT 3

/// Box blurs, one after the other, and their reach in logical pixels.
#define PASSES 2
#define REACH LPX(26)

/// Columns that one row of glass is made of, at most.
#define COLUMNS_MAX (SURFACE_MAX_PX / CELL + 2)

/// Four parts of a pixel in 16 bits each.
typedef uint64_t wide_t;

#define WIDE_LOW UINT64_C(0x00ff00ff00ff00ff)
#define WIDE_HALF UINT64_C(0x0080008000800080)

struct glass {
    int32_t w, h;   ///< Of the blurred picture.
    pargb_t *small; ///< Owned.
};

static wide_t widen(pargb_t p) {
    return (p & 0x00ff00ffu) | (wide_t)(p >> 8 & 0x00ff00ffu) << 32;
}

/// Parts below 256 back to a pixel.
static pargb_t narrow(wide_t v) {
    return (pargb_t)v | (pargb_t)(v >> 24);
}

/// The middle colour of one cell, from every second pixel: the wallpaper is smooth.
static pargb_t average(const struct surface *s, int32_t cx, int32_t cy) {
    wide_t sum = 0;
    for (int32_t y = 0; y < CELL; y += 2) {
        const pargb_t *row = surface_row(s, MIN(cy * CELL + y, s->h_px - 1));
        for (int32_t x = 0; x < CELL; x += 2) {
            sum += widen(row[MIN(cx * CELL + x, s->w_px - 1)]);
        }
    }
    return narrow((sum + UINT64_C(0x0008000800080008)) >> 4 & WIDE_LOW);
}

/// One line of `n` pixels that are `step` apart: each becomes the mean of those up to `r` away; the
/// ends count as often as they are missing.
static void blur_line(pargb_t *line, int32_t n, int32_t step, int32_t r, pargb_t *scratch) {
    uint32_t sum[3] = { 0 };
    uint32_t count = (uint32_t)(2 * r + 1);
    uint32_t inverse = (65536 + count / 2) / count;
    for (int32_t i = 0; i < n; i++) {
        scratch[i] = line[(ptrdiff_t)i * step];
    }
    for (int32_t i = -r; i <= r; i++) {
        pargb_t c = scratch[CLAMP(i, 0, n - 1)];
        sum[0] += ARGB_R(c);
        sum[1] += ARGB_G(c);
        sum[2] += ARGB_B(c);
    }
    for (int32_t i = 0; i < n; i++) {
        line[(ptrdiff_t)i * step] = ARGB(255, MIN(sum[0] * inverse + 32768, 0xffffffu) >> 16,
                                         MIN(sum[1] * inverse + 32768, 0xffffffu) >> 16,
                                         MIN(sum[2] * inverse + 32768, 0xffffffu) >> 16);
        pargb_t in = scratch[MIN(i + r + 1, n - 1)];
        pargb_t out = scratch[MAX(i - r, 0)];
        sum[0] += ARGB_R(in) - ARGB_R(out);
        sum[1] += ARGB_G(in) - ARGB_G(out);
        sum[2] += ARGB_B(in) - ARGB_B(out);
    }
}

status_t glass_create(const struct surface *wallpaper, scale_t scale, struct glass **out) {
    struct glass *g = calloc(1, sizeof(*g));
    if (g == NULL) {
        return ERR_NO_MEMORY;
    }
    g->w = (wallpaper->w_px + CELL - 1) / CELL;
    g->h = (wallpaper->h_px + CELL - 1) / CELL;
    size_t cells = (size_t)g->w * (size_t)g->h;
    g->small = malloc((cells + (size_t)MAX(g->w, g->h)) * sizeof(pargb_t));
    if (g->small == NULL) {
        free(g);
        return ERR_NO_MEMORY;
    }
    for (int32_t y = 0; y < g->h; y++) {
        for (int32_t x = 0; x < g->w; x++) {
            g->small[y * g->w + x] = average(wallpaper, x, y);
        }
    }
    pargb_t *scratch = g->small + cells;
    int32_t r = MAX(lpx_snap(REACH, scale) / CELL, 1);
    for (int pass = 0; pass < PASSES; pass++) {
        for (int32_t y = 0; y < g->h; y++) {
            blur_line(g->small + y * g->w, g->w, 1, r, scratch);
        }
        for (int32_t x = 0; x < g->w; x++) {
            blur_line(g->small + x, g->h, g->w, r, scratch);
        }
    }
    *out = g;
    return OK;
}

void glass_destroy(struct glass *g) {
    if (g != NULL) {
        free(g->small);
        free(g);
    }
}

/// Between which cells pixel `at` lies, and how far in sixteenths: pixels and cells meet at their
/// middles.
static int32_t cell_of(int32_t at, int32_t *out_part) {
    int32_t sixteenths = 2 * at + 1 - CELL;
    *out_part = sixteenths & 15;
    return sixteenths >> 4;
}

/// Columns `first`.. of row `y` of the glass, tinted; parts times 16.
static void columns(const struct glass *g, int32_t y, int32_t first, int32_t n, argb_t tint,
                    wide_t *out) {
    int32_t part;
    int32_t cy = cell_of(y, &part);
    const pargb_t *upper = g->small + CLAMP(cy, 0, g->h - 1) * g->w;
    const pargb_t *lower = g->small + CLAMP(cy + 1, 0, g->h - 1) * g->w;
    wide_t cover = widen(color_premul(tint)) * 16;
    uint32_t rest = 256 - (ARGB_A(tint) * 257 + 128) / 256; // of 256
    for (int32_t i = 0; i < n; i++) {
        int32_t x = CLAMP(first + i, 0, g->w - 1);
        wide_t v = widen(upper[x]) * (wide_t)(16 - part) + widen(lower[x]) * (wide_t)part;
        // v * rest / 256 without leaving 16 bits: in two steps of 8 and 4 bits.
        wide_t high = (v >> 4 & WIDE_LOW) * rest >> 4 & UINT64_C(0x0fff0fff0fff0fff);
        out[i] = cover + high;
    }
}

/// Pixels x.. of one row, `n` of them.
static void fill_row(pargb_t *to, int32_t n, int32_t x, const wide_t *column, int32_t first) {
    int32_t part;
    int32_t cell = cell_of(x, &part) - first;
    while (n > 0) {
        // Steps of two sixteenths up to the next column; lanes wrap and come out right at the end.
        wide_t delta = column[cell + 1] - column[cell];
        wide_t v = column[cell] * 16 + delta * (wide_t)part + WIDE_HALF;
        int32_t run = MIN((17 - part) / 2, n);
        for (int32_t i = 0; i < run; i++) {
            *to++ = narrow(v >> 8 & WIDE_LOW) | 0xff000000u;
            v += 2 * delta;
        }
        n -= run;
        part = 1; // pixels lie at odd sixteenths
        cell++;
    }
}

/// Lays `from` over the row `to` with the coverage of a rounded box at its ends.
static void round_row(pargb_t *to, const pargb_t *from, struct px_box v, struct px_box box,
                      const struct mask *m, int32_t line) {
    for (int32_t x = v.x1; x < v.x2; x++) {
        int32_t from_edge = MIN(x - box.x1, box.x2 - 1 - x);
        uint32_t a = from_edge < m->w_px ? m->a[line * m->stride_b + from_edge] : 255;
        to[x - v.x1] = color_over(to[x - v.x1], color_mul(from[x - v.x1], a));
    }
}

void glass_draw(const struct draw *d, const struct glass *g, struct px_box box, lpx_t radius,
                struct px_point at, argb_t tint) {
    struct px_box moved = px_box_move(box, d->ox_px, d->oy_px);
    struct px_box v = px_box_intersect(moved, d->clip);
    if (px_box_empty(v)) {
        return;
    }
    if (g == NULL) {
        draw_rrect(d, box, radius, tint | 0xff000000u);
        return;
    }
    int32_t half = MIN(box.x2 - box.x1, box.y2 - box.y1) * 32;
    int32_t r = MIN(lpx_to_d26(radius, d->scale), half);
    const struct mask *m = r > 0 ? mask_corner(d->masks, r) : NULL;
    wide_t column[COLUMNS_MAX];
    pargb_t pixels[SURFACE_MAX_PX];
    int32_t part;
    int32_t first = cell_of(v.x1 + at.x, &part);
    int32_t n = cell_of(v.x2 - 1 + at.x, &part) + 2 - first;
    for (int32_t y = v.y1; y < v.y2; y++) {
        columns(g, y + at.y, first, MIN(n, COLUMNS_MAX), tint, column);
        int32_t line = MIN(y - moved.y1, moved.y2 - 1 - y);
        pargb_t *row = surface_row(d->to, y) + v.x1;
        if (m != NULL && line < m->h_px) {
            fill_row(pixels, v.x2 - v.x1, v.x1 + at.x, column, first);
            round_row(row, pixels, v, moved, m, line);
        } else {
            fill_row(row, v.x2 - v.x1, v.x1 + at.x, column, first);
        }
    }
}
