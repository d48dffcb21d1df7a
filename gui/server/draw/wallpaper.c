// SPDX-License-Identifier: MIT
// A sky ramp with a sun bloom, and five ridges in front of it. The picture is computed in columns
// of eight pixels from top to bottom. Between the edges of ridges a row of eight pixels depends
// only on values per column (kept in registers) and per row (tables); near edges a slower path
// blends. Colours are 8.6 fixed point, so that an 8 x 8 Bayer matrix fills the lower bits.
#include "wallpaper.h"

#include <stdlib.h>

#include "vec.h"
#include "wallpaper_colors.h"
#include "wallpaper_math.h"

#define LANES 8
#define COLOR_BITS 6

/// Largest argument of smooth8(): 0.989, whose result 0.9996 still fits when rounded up.
#define SMOOTH_MAX 32400

// clang-format off
static const uint8_t bayer[8][8] = {
    {  0, 32,  8, 40,  2, 34, 10, 42 }, { 48, 16, 56, 24, 50, 18, 58, 26 },
    { 12, 44,  4, 36, 14, 46,  6, 38 }, { 60, 28, 52, 20, 62, 30, 54, 22 },
    {  3, 35, 11, 43,  1, 33,  9, 41 }, { 51, 19, 59, 27, 49, 17, 57, 25 },
    { 15, 47,  7, 39, 13, 45,  5, 37 }, { 63, 31, 55, 23, 61, 29, 53, 21 },
};
// clang-format on

/// Three colour parts of eight pixels, 8.6.
struct rgb8 {
    vec_i16 part[3];
};

/// What all pixels of one row share, spread over the lanes.
struct row {
    vec_u16 bloom[2]; ///< Vertical factors of both Gaussians on the sky, Q15.
    vec_u16 rim[2];   ///< The same, for the light on ridges.
    struct rgb8 sky;  ///< Ramp, dither included.
    struct rgb8 sun;  ///< Twice (sun - ramp).
    vec_i16 dither;
};

/// What all pixels of eight columns share.
struct column {
    vec_u16 gauss[2];            ///< Horizontal factors, Q16.
    int32_t base_d[NUM_RIDGES];  ///< Highest edge of each ridge, below the top, in `unit`s.
    vec_i16 ridge_d[NUM_RIDGES]; ///< Edges below that.
    int32_t top[NUM_RIDGES];     ///< First row that a ridge touches.
    int32_t full[NUM_RIDGES];    ///< First row that it covers completely.
    pargb_t *to;                 ///< First pixel.
    int32_t stride_px;
    int32_t x; ///< Of the first lane.
};

struct painter {
    const struct palette *pal;
    int32_t w, h;
    int32_t unit;  ///< Parts of a pixel in ridge distances, a power of two.
    int32_t depth; ///< Distance at which ridges are darkest: 0.22 of the height.
    struct row *rows;
    struct wallpaper_ridge ridges[NUM_RIDGES];
    struct rgb8 ridge[NUM_RIDGES];  ///< Colour at the edge.
    struct rgb8 darker[NUM_RIDGES]; ///< Loss of colour per distance, Q16.
    struct rgb8 sun2;               ///< Twice the sun's colour.
    uint16_t rim_k;                 ///< Slope of the rim light, see rim_light().
    int16_t rim_max;                ///< Distance at which it ends.
};

/// Smallest value in each lane.
static inline vec_i16 vec_min(vec_i16 a, vec_i16 b) {
    vec_i16 less = a < b;
    return (a & less) | (b & ~less);
}

static inline vec_u16 bloom_at(const struct column *c, const vec_u16 factor[2]) {
    return vec_mulhi(c->gauss[0], factor[0]) + vec_mulhi(c->gauss[1], factor[1]);
}

static inline struct rgb8 sky_at(const struct column *c, const struct row *r) {
    vec_i16 bloom = (vec_i16)bloom_at(c, r->bloom);
    struct rgb8 out;
    for (int i = 0; i < 3; i++) {
        out.part[i] = r->sky.part[i] + vec_mulhi_signed(r->sun.part[i], bloom);
    }
    return out;
}

/// (1 - z / 8)^8, close to exp(-z), for z = 60 * distance / height; Q16.
static inline vec_u16 rim_light(const struct painter *p, vec_i16 distance) {
    vec_u16 d = (vec_u16)vec_min(distance, vec_i16_all(p->rim_max));
    vec_u16 e = (vec_u16_all(16383) - vec_mulhi(d << 2, vec_u16_all(p->rim_k))) << 2;
    e = vec_mulhi(e, e);
    e = vec_mulhi(e, e);
    return vec_mulhi(e, e);
}

/// Ridge `k` at `distance` >= 0 below its edge, dither included.
static inline struct rgb8 ridge_at(const struct painter *p, int k, const struct column *c,
                                   const struct row *r, vec_i16 distance) {
    vec_u16 light = vec_mulhi(rim_light(p, distance), bloom_at(c, r->rim));
    vec_i16 depth = vec_min(distance, vec_i16_all((int16_t)p->depth));
    struct rgb8 out;
    for (int i = 0; i < 3; i++) {
        vec_i16 base = p->ridge[k].part[i] - vec_mulhi_signed(depth, p->darker[k].part[i]);
        vec_i16 to_sun = p->sun2.part[i] - (base + base);
        out.part[i] = base + vec_mulhi_signed(to_sun, (vec_i16)light) + r->dither;
    }
    return out;
}

static inline void put(pargb_t *to, struct rgb8 c) {
    vec_u16 blue = (vec_u16)c.part[2] >> COLOR_BITS;
    vec_u16 green = ((vec_u16)c.part[1] << (8 - COLOR_BITS)) & vec_u16_all(0xff00);
    vec_u16 red = (vec_u16)c.part[0] >> COLOR_BITS | vec_u16_all(0xff00);
    vec_u16 low = blue | green;
    vec_store(to, (vec_u8)__builtin_shufflevector(low, red, 0, 8, 1, 9, 2, 10, 3, 11));
    vec_store(to + VEC_PX, (vec_u8)__builtin_shufflevector(low, red, 4, 12, 5, 13, 6, 14, 7, 15));
}

/// `a` plus `t` (Q15) of the way to `b`.
static inline struct rgb8 mix(struct rgb8 a, struct rgb8 b, vec_i16 t) {
    for (int i = 0; i < 3; i++) {
        vec_i16 way = b.part[i] - a.part[i];
        a.part[i] += vec_mulhi_signed(way + way, t);
    }
    return a;
}

/// t * t * (3 - 2 t) for `v` of `full`, Q15.
static int16_t smooth(int64_t v, int64_t full) {
    int64_t t = CLAMP(v, 0, full) * 32767 / full;
    return (int16_t)(t * t / 32767 * (3 * 32767 - 2 * t) / 32767);
}

/// Coverage of the sun's disc: radius 0.0535 of the height around (0.70, 0.52).
static vec_i16 disc_cover(const struct painter *p, int32_t x0, int32_t y) {
    int64_t inner = (int64_t)52 * p->h * 52 * p->h;
    int64_t outer = (int64_t)55 * p->h * 55 * p->h;
    int64_t dy = (int64_t)y * 1000 - 520 * (int64_t)p->h;
    vec_i16 out;
    for (int i = 0; i < LANES; i++) {
        int64_t dx = (int64_t)(x0 + i) * 1000 - 700 * (int64_t)p->w;
        out[i] = smooth(outer - (dx * dx + dy * dy), outer - inner);
    }
    return out;
}

static bool disc_touches(const struct painter *p, int32_t x0, int32_t y) {
    int64_t reach = 56 * (int64_t)p->h; // 0.52 - 0.056 = 0.464, see draw_column()
    int64_t dx = (int64_t)x0 * 1000 - 700 * (int64_t)p->w;
    int64_t dy = (int64_t)y * 1000 - 520 * (int64_t)p->h;
    return dy > -reach && dy < reach && dx > -reach - LANES * 1000 && dx < reach;
}

static vec_i16 ridge_distance(const struct painter *p, const struct column *c, int k, int32_t y) {
    int32_t to_base = y * p->unit - c->base_d[k];
    return vec_i16_all((int16_t)CLAMP(to_base, -16000, 32767)) - c->ridge_d[k];
}

/// smooth() for t in 0..SMOOTH_MAX, Q15.
static vec_i16 smooth8(vec_i16 t) {
    vec_u16 square = (vec_u16)vec_mulhi_signed(t, t) << 1;
    vec_u16 cube = (vec_u16)vec_mulhi_signed((vec_i16)square, t) << 1;
    return (vec_i16)(square + square + square - cube - cube); // wraps, and comes back
}

/// Coverage by a ridge at `distance` below its edge: full 0.9 pixels below, none as far above.
static vec_i16 edge_cover(const struct painter *p, vec_i16 distance) {
    int16_t reach = (int16_t)MAX(p->unit * 9 / 10, 1);
    vec_i16 t = distance + vec_i16_all(reach);
    t = vec_min(t & (t > 0), vec_i16_all((int16_t)(2 * reach)));
    return smooth8(t * vec_i16_all((int16_t)(SMOOTH_MAX / (2 * reach))));
}

/// A row where edges of ridges or the sun's disc may lie. `full` is the ridge behind, -1: sky.
static struct rgb8 mixed_at(const struct painter *p, const struct column *c, int full, int32_t y) {
    const struct row *r = &p->rows[y];
    struct rgb8 color;
    if (full >= 0) {
        color = ridge_at(p, full, c, r, ridge_distance(p, c, full, y));
    } else {
        color = sky_at(c, r);
        if (disc_touches(p, c->x, y)) {
            struct rgb8 disc;
            for (int i = 0; i < 3; i++) {
                disc.part[i] = vec_i16_all(p->pal->disc[i]) + r->dither;
            }
            color = mix(color, disc, disc_cover(p, c->x, y));
        }
    }
    for (int k = full + 1; k < NUM_RIDGES; k++) {
        if (c->top[k] > y) {
            continue;
        }
        vec_i16 d = ridge_distance(p, c, k, y);
        vec_i16 below = d & (d > 0);
        color = mix(color, ridge_at(p, k, c, r, below), edge_cover(p, d));
    }
    return color;
}

/// Rows y1..y2 of sky without edges.
static void sky_rows(const struct painter *p, const struct column *c, int32_t y1, int32_t y2) {
    pargb_t *to = c->to + (ptrdiff_t)y1 * c->stride_px;
    for (int32_t y = y1; y < y2; y++, to += c->stride_px) {
        put(to, sky_at(c, &p->rows[y]));
    }
}

/// Rows y1..y2 of ridge `k` without edges.
static void ridge_rows(const struct painter *p, const struct column *c, int k, int32_t y1,
                       int32_t y2) {
    pargb_t *to = c->to + (ptrdiff_t)y1 * c->stride_px;
    vec_i16 distance = ridge_distance(p, c, k, y1);
    vec_i16 step = vec_i16_all((int16_t)p->unit);
    for (int32_t y = y1; y < y2; y++, to += c->stride_px) {
        put(to, ridge_at(p, k, c, &p->rows[y], distance));
        distance += step;
    }
}

static void draw_column(const struct painter *p, const struct column *c) {
    for (int32_t y = 0; y < p->h;) {
        int full = -1;
        int32_t next = p->h;
        for (int k = 0; k < NUM_RIDGES; k++) {
            if (c->full[k] <= y) {
                full = k;
                next = p->h;
            } else {
                next = MIN(next, c->top[k]);
            }
        }
        bool disc = full < 0 && disc_touches(p, c->x, y);
        if (next <= y || disc) {
            put(c->to + (ptrdiff_t)y * c->stride_px, mixed_at(p, c, full, y));
            y++;
            continue;
        }
        int32_t disc_top = 464 * p->h / 1000 + 1; // first row for which disc_touches() can hold
        if (full < 0 && y < disc_top) {
            next = MIN(next, disc_top);
        }
        if (full < 0) {
            sky_rows(p, c, y, next);
        } else {
            ridge_rows(p, c, full, y, next);
        }
        y = next;
    }
}

/// Colour of the ramp at row `y`, before bloom.
static void ramp_at(const struct palette *pal, int32_t y, int32_t h, int16_t out[3]) {
    static const int32_t stops[4] = { 0, 29491, 52429, 65536 }; // 0, .45, .8, 1 of 0.6 heights
    int64_t t = MIN((int64_t)y * 65536 * 10 / (6 * (int64_t)h), 65536);
    int i = t < stops[1] ? 0 : t < stops[2] ? 1 : 2;
    int64_t q = smooth(t - stops[i], stops[i + 1] - stops[i]);
    for (int j = 0; j < 3; j++) {
        int64_t way = pal->ramp[i + 1][j] - pal->ramp[i][j];
        out[j] = (int16_t)(pal->ramp[i][j] + way * q / 32767);
    }
}

/// Q16 times `strength` / 2^17: a Q15 factor.
static uint16_t factor_q15(uint32_t gauss_q16, uint32_t strength_q16) {
    return (uint16_t)((uint64_t)gauss_q16 * strength_q16 >> 17);
}

static void fill_row(const struct painter *p, int32_t y, struct row *r) {
    const struct palette *pal = p->pal;
    int64_t dy = (int64_t)y * 65536 / p->h - 34079; // 0.52
    uint32_t narrow = wallpaper_gauss(dy, 1966);    // 0.030
    uint32_t wide = wallpaper_gauss(dy, 10486);     // 0.16
    uint32_t rim = 22938;                           // 0.35
    r->bloom[0] = vec_u16_all(factor_q15(narrow, pal->bloom_q16 * 55 / 100));
    r->bloom[1] = vec_u16_all(factor_q15(wide, pal->bloom_q16 * 30 / 100));
    r->rim[0] = vec_u16_all(factor_q15(narrow, rim * 55 / 100));
    r->rim[1] = vec_u16_all(factor_q15(wide, rim * 30 / 100));
    for (int i = 0; i < LANES; i++) {
        r->dither[i] = bayer[y & 7][i];
    }
    int16_t ramp[3];
    ramp_at(pal, y, p->h, ramp);
    for (int j = 0; j < 3; j++) {
        r->sky.part[j] = vec_i16_all(ramp[j]) + r->dither;
        r->sun.part[j] = vec_i16_all((int16_t)(2 * (pal->sun[j] - ramp[j])));
    }
}

static void fill_column(const struct painter *p, int32_t x0, struct column *c) {
    c->x = x0;
    for (int i = 0; i < LANES; i++) {
        int64_t dx = ((int64_t)(x0 + i) * 10 - 7 * (int64_t)p->w) * 65536 / (10 * (int64_t)p->h);
        c->gauss[0][i] = (uint16_t)MIN(wallpaper_gauss(dx, 1966), 65535u);
        c->gauss[1][i] = (uint16_t)MIN(wallpaper_gauss(dx, 10486), 65535u);
    }
    for (int k = 0; k < NUM_RIDGES; k++) {
        int32_t edge[LANES];
        int32_t least = INT32_MAX, most = INT32_MIN;
        for (int i = 0; i < LANES; i++) {
            int64_t part = wallpaper_ridge_q16(&p->ridges[k], x0 + i);
            edge[i] = (int32_t)(part * p->h * p->unit / 65536);
            least = MIN(least, edge[i]);
            most = MAX(most, edge[i]);
        }
        c->base_d[k] = least;
        for (int i = 0; i < LANES; i++) {
            c->ridge_d[k][i] = (int16_t)MIN(edge[i] - least, 16000);
        }
        c->top[k] = least / p->unit;
        c->full[k] = most / p->unit + 2;
    }
}

static void painter_init(struct painter *p, const struct surface *to, const struct palette *pal) {
    *p = (struct painter){ .pal = pal, .w = to->w_px, .h = to->h_px, .unit = 2048 };
    // Distances up to 2.3 times the depth must fit into sixteen bits.
    while (p->unit > 1 && 22 * (int64_t)p->h * p->unit / 100 > 14000) {
        p->unit /= 2;
    }
    p->depth = (int32_t)MAX(22 * (int64_t)p->h * p->unit / 100, 1);
    int32_t reach = (int32_t)MAX((int64_t)p->h * p->unit * 8 / 60, 1);
    p->rim_max = (int16_t)reach;
    p->rim_k = (uint16_t)MIN((INT64_C(1) << 28) / reach, 65535);
    for (uint32_t k = 0; k < NUM_RIDGES; k++) {
        p->ridges[k] = wallpaper_ridge_make(k, p->h);
    }
    for (int j = 0; j < 3; j++) {
        p->sun2.part[j] = vec_i16_all((int16_t)(2 * pal->sun[j]));
        for (int k = 0; k < NUM_RIDGES; k++) {
            int32_t edge = pal->ridge[k][j];
            int64_t loss = (int64_t)edge * 65536 / (5 * (int64_t)p->depth);
            p->darker[k].part[j] = vec_i16_all((int16_t)MIN(loss, 32767));
            // The farther blue is scattered, the bluer the ridge.
            p->ridge[k].part[j] = vec_i16_all((int16_t)(edge + (j == 2 ? PART(20) : 0)));
        }
    }
}

status_t wallpaper_draw(struct surface *to, bool is_night) {
    struct painter p;
    painter_init(&p, to, is_night ? &night : &day);
    size_t rows_b = ALIGN_UP((size_t)p.h * sizeof(struct row), (size_t)64);
    p.rows = aligned_alloc(64, rows_b);
    pargb_t *last = malloc((size_t)p.h * LANES * sizeof(pargb_t));
    if (p.rows == NULL || last == NULL) {
        free(p.rows);
        free(last);
        return ERR_NO_MEMORY;
    }
    for (int32_t y = 0; y < p.h; y++) {
        fill_row(&p, y, &p.rows[y]);
    }
    for (int32_t x = 0; x < p.w; x += LANES) {
        struct column c;
        fill_column(&p, x, &c);
        bool whole = p.w - x >= LANES;
        c.to = whole ? to->pixels + x : last;
        c.stride_px = whole ? to->stride_px : LANES;
        draw_column(&p, &c);
        if (whole) {
            continue;
        }
        for (int32_t y = 0; y < p.h; y++) {
            memcpy(surface_row(to, y) + x, last + (size_t)y * LANES,
                   (size_t)(p.w - x) * sizeof(pargb_t));
        }
    }
    free(last);
    free(p.rows);
    return OK;
}
