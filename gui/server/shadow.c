// SPDX-License-Identifier: MIT
// A shadow is drawn once as small as it can be: corners, and one row and one column between them.
// Larger surfaces repeat that row and column.
#include "shadow.h"

#include <stdlib.h>
#include <string.h>

#include "mask.h"
#include "vec.h"

/// Shadows kept: kinds, and sizes that are smaller than their corners.
#define NUM_ENTRIES 32u

/// Box blurs laid after one another come close to a Gaussian.
#define BLUR_PASSES 3

/// One blurred rectangle.
struct layer {
    lpx_t blur, down, spread;
    uint32_t percent; ///< Of the theme's shadow strength.
};

static const struct {
    uint32_t num_layers;
    struct layer layers[2];
} kinds[SHADOW_NUM_KINDS] = {
    [SHADOW_FOCUSED] = { 2, { { LPX(34), LPX(18), LPX(-6), 100 }, { LPX(9), LPX(3), 0, 55 } } },
    [SHADOW_UNFOCUSED] = { 1, { { LPX(16), LPX(6), LPX(-1), 60 } } },
    [SHADOW_MENU] = { 2, { { LPX(34), LPX(18), LPX(-6), 100 }, { LPX(9), LPX(3), 0, 55 } } },
};

struct shadow {
    enum shadow_kind kind;
    bool dark;
    scale_t scale;
    int32_t w_px, h_px; ///< Size of the surface that it was drawn for.
    int32_t left, top, right, bottom; ///< How far it reaches outside.
    struct surface *image;            ///< Owned.
};

struct shadow_cache {
    struct shadow entries[NUM_ENTRIES];
    uint32_t used;
};

status_t shadow_cache_create(struct shadow_cache **out) {
    struct shadow_cache *c = calloc(1, sizeof(*c));
    if (c == NULL) {
        return ERR_NO_MEMORY;
    }
    *out = c;
    return OK;
}

void shadow_cache_flush(struct shadow_cache *c) {
    for (uint32_t i = 0; i < c->used; i++) {
        surface_destroy(c->entries[i].image);
    }
    memset(c, 0, sizeof(*c));
}

void shadow_cache_destroy(struct shadow_cache *c) {
    if (c != NULL) {
        shadow_cache_flush(c);
        free(c);
    }
}

/// Radius of the box blur in pixels: 0.55 of the blur.
static int32_t box_radius(lpx_t blur, scale_t scale) {
    return (int32_t)((int64_t)blur * scale * 55 / (6400 * 100));
}

/// How far layers reach outside of a surface, and how far inside its edges show.
static void set_reach(struct shadow *s, int32_t *out_inside_x, int32_t *out_inside_y) {
    *out_inside_x = *out_inside_y = 0;
    s->left = s->top = s->right = s->bottom = px_hairline(s->scale);
    int32_t radius = lpx_snap(RADIUS_WINDOW, s->scale);
    for (uint32_t i = 0; i < kinds[s->kind].num_layers; i++) {
        const struct layer *l = &kinds[s->kind].layers[i];
        int32_t blur = BLUR_PASSES * box_radius(l->blur, s->scale);
        int32_t spread = lpx_snap(l->spread, s->scale);
        int32_t down = lpx_snap(l->down, s->scale);
        s->left = s->right = MAX(s->left, blur + spread);
        s->top = MAX(s->top, blur + spread - down);
        s->bottom = MAX(s->bottom, blur + spread + down);
        *out_inside_x = MAX(*out_inside_x, blur - spread + radius);
        *out_inside_y = MAX(*out_inside_y, blur - spread + radius + down);
    }
}

/// One row of box blur with `r` pixels on both sides; outside is zero. 16-bit coverage.
static void blur_row(const uint16_t *from, uint16_t *to, int32_t n, int32_t r) {
    uint32_t inverse = 65536u / (uint32_t)(2 * r + 1);
    uint32_t sum = 0;
    for (int32_t i = 0; i < MIN(r, n); i++) {
        sum += from[i];
    }
    for (int32_t i = 0; i < n; i++) {
        sum += i + r < n ? from[i + r] : 0u;
        to[i] = (uint16_t)(((uint64_t)sum * inverse) >> 16);
        sum -= i - r >= 0 ? from[i - r] : 0u;
    }
}

/// One box blur down the columns, whole rows at a time. `sums` holds `w` numbers.
static void blur_columns(const uint16_t *from, uint16_t *to, int32_t w, int32_t h, int32_t r,
                         uint32_t *sums) {
    uint32_t inverse = 65536u / (uint32_t)(2 * r + 1);
    memset(sums, 0, (size_t)w * sizeof(*sums));
    for (int32_t y = -r; y < h; y++) {
        if (y + r < h) {
            const uint16_t *add = from + (ptrdiff_t)(y + r) * w;
            for (int32_t x = 0; x < w; x++) {
                sums[x] += add[x];
            }
        }
        if (y < 0) {
            continue;
        }
        uint16_t *row = to + (ptrdiff_t)y * w;
        for (int32_t x = 0; x < w; x++) {
            row[x] = (uint16_t)((sums[x] >> 8) * inverse >> 8);
        }
        if (y - r >= 0) {
            const uint16_t *sub = from + (ptrdiff_t)(y - r) * w;
            for (int32_t x = 0; x < w; x++) {
                sums[x] -= sub[x];
            }
        }
    }
}

/// Lays `color` times the coverage in `a` (0..65280) over the image.
static void lay_over(struct surface *image, const uint16_t *a, pargb_t color) {
    for (int32_t y = 0; y < image->h_px; y++) {
        pargb_t *row = surface_row(image, y);
        for (int32_t x = 0; x < image->w_px; x++) {
            uint32_t cover = (*a++ + 128u) >> 8;
            if (cover != 0) {
                row[x] = color_over(row[x], color_mul(color, MIN(cover, 255u)));
            }
        }
    }
}

/// A rounded rectangle as 16-bit coverage.
static void fill_shape(uint16_t *a, int32_t w, struct px_box box, int32_t radius_px,
                       struct mask_cache *masks) {
    const struct mask *m = radius_px > 0 ? mask_corner(masks, radius_px * 64) : NULL;
    int32_t n = m == NULL ? 0 : m->h_px;
    for (int32_t y = box.y1; y < box.y2; y++) {
        int32_t line = MIN(y - box.y1, box.y2 - 1 - y);
        for (int32_t x = box.x1; x < box.x2; x++) {
            int32_t col = MIN(x - box.x1, box.x2 - 1 - x);
            uint32_t cover = 255;
            if (line < n && col < n) {
                cover = m->a[line * m->stride_b + col];
            }
            a[y * w + x] = (uint16_t)(cover << 8);
        }
    }
}

static void draw_layer(const struct shadow *s, const struct layer *l, const struct theme *theme,
                       struct mask_cache *masks, uint16_t *buffers) {
    int32_t w = s->image->w_px;
    int32_t h = s->image->h_px;
    size_t area = (size_t)w * (size_t)h;
    uint16_t *a = buffers;
    uint16_t *b = buffers + area;
    uint32_t *sums = (uint32_t *)(void *)(buffers + 2 * ALIGN_UP(area, (size_t)2));
    int32_t spread = lpx_snap(l->spread, s->scale);
    int32_t r = box_radius(l->blur, s->scale);
    struct px_box box = { s->left, s->top, s->left + s->w_px, s->top + s->h_px };
    box = px_box_move(px_box_grow(box, spread), 0, lpx_snap(l->down, s->scale));
    memset(a, 0, area * sizeof(*a));
    fill_shape(a, w, px_box_intersect(box, (struct px_box){ 0, 0, w, h }),
               lpx_snap(RADIUS_WINDOW, s->scale) + spread, masks);
    for (int pass = 0; pass < BLUR_PASSES; pass++) {
        for (int32_t y = 0; y < h; y++) {
            blur_row(a + (ptrdiff_t)y * w, b + (ptrdiff_t)y * w, w, r);
        }
        blur_columns(b, a, w, h, r, sums);
    }
    uint32_t alpha = theme->shadow_strength_pct * l->percent / 100 * 255 / 100;
    argb_t color = color_fade(theme->color[COLOR_SHADOW], alpha);
    lay_over(s->image, a, color_premul(color));
}

/// The hairline around the surface, on top of the layers.
static void draw_edge(const struct shadow *s, const struct theme *theme,
                      struct mask_cache *masks) {
    int32_t line = px_hairline(s->scale);
    int32_t radius = lpx_snap(RADIUS_WINDOW, s->scale) + line;
    struct px_box box = { s->left - line, s->top - line, s->left + s->w_px + line,
                          s->top + s->h_px + line };
    const struct mask *m = mask_corner_ring(masks, radius * 64, line * 64);
    pargb_t color = color_premul(theme->color[COLOR_EDGE_OUTER]);
    for (int32_t y = box.y1; m != NULL && y < box.y2; y++) {
        int32_t line_y = MIN(y - box.y1, box.y2 - 1 - y);
        pargb_t *row = surface_row(s->image, y);
        for (int32_t x = box.x1; x < box.x2; x++) {
            int32_t col = MIN(x - box.x1, box.x2 - 1 - x);
            uint32_t cover = line_y < line || col < line ? 255 : 0;
            if (line_y < m->h_px && col < m->w_px) {
                cover = m->a[line_y * m->stride_b + col];
            }
            if (cover != 0) {
                row[x] = color_over(row[x], color_mul(color, cover));
            }
        }
    }
}

static status_t shadow_paint(struct shadow *s, const struct theme *theme) {
    int32_t w = s->left + s->w_px + s->right;
    int32_t h = s->top + s->h_px + s->bottom;
    struct mask_cache *masks = NULL;
    size_t area = ALIGN_UP((size_t)w * (size_t)h, (size_t)2);
    uint16_t *buffers = malloc((2 * area + 2 * (size_t)w) * sizeof(*buffers));
    status_t st = buffers == NULL ? ERR_NO_MEMORY : mask_cache_create(&masks);
    if (st == OK) {
        st = surface_create(w, h, &s->image);
    }
    if (st == OK) {
        for (uint32_t i = 0; i < kinds[s->kind].num_layers; i++) {
            draw_layer(s, &kinds[s->kind].layers[i], theme, masks, buffers);
        }
        draw_edge(s, theme, masks);
    }
    mask_cache_destroy(masks);
    free(buffers);
    return st;
}

const struct shadow *shadow_get(struct shadow_cache *c, enum shadow_kind kind,
                                const struct theme *theme, scale_t scale, int32_t w_px,
                                int32_t h_px) {
    if (kind == SHADOW_NONE || kind >= SHADOW_NUM_KINDS || w_px < 1 || h_px < 1) {
        return NULL;
    }
    struct shadow want = { .kind = kind, .dark = theme->dark, .scale = scale };
    int32_t inside_x, inside_y;
    set_reach(&want, &inside_x, &inside_y);
    // From this size on only the repeated row and column grow.
    want.w_px = MIN(w_px, 2 * inside_x + 1);
    want.h_px = MIN(h_px, 2 * inside_y + 1);
    for (uint32_t i = 0; i < c->used; i++) {
        const struct shadow *s = &c->entries[i];
        if (s->kind == kind && s->dark == theme->dark && s->scale == scale &&
            s->w_px == want.w_px && s->h_px == want.h_px) {
            return s;
        }
    }
    if (c->used == NUM_ENTRIES || shadow_paint(&want, theme) != OK) {
        return NULL;
    }
    c->entries[c->used] = want;
    return &c->entries[c->used++];
}

struct px_box shadow_extent(const struct shadow *s, struct px_box box) {
    return (struct px_box){ box.x1 - s->left, box.y1 - s->top, box.x2 + s->right,
                            box.y2 + s->bottom };
}

static void over_row(pargb_t *to, const pargb_t *from, int32_t n) {
    for (; n >= VEC_PX; n -= VEC_PX, to += VEC_PX, from += VEC_PX) {
        vec_u8 src = vec_load(from);
        vec_u8 dst = vec_load(to);
        vec_store(to, vec_over(dst, src, vec_inverse_alpha(vec_low(src)),
                               vec_inverse_alpha(vec_high(src))));
    }
    for (; n > 0; n--, to++, from++) {
        *to = color_over(*to, *from);
    }
}

static void over_same(pargb_t *to, pargb_t color, int32_t n) {
    vec_u8 src = vec_pixel(color);
    vec_u16 inverse = vec_inverse_alpha(vec_low(src));
    for (; n >= VEC_PX; n -= VEC_PX, to += VEC_PX) {
        vec_store(to, vec_over(vec_load(to), src, inverse, inverse));
    }
    for (; n > 0; n--, to++) {
        *to = color_over(*to, color);
    }
}

/// Where pixel `at` of the real shadow lies in the image: the middle one is repeated.
static int32_t slice(int32_t at, int32_t real, int32_t image, int32_t middle) {
    if (at < middle) {
        return at;
    }
    return at >= real - (image - middle - 1) ? at - (real - image) : middle;
}

void shadow_draw(const struct shadow *s, struct surface *to, struct px_box box,
                 struct px_box clip) {
    struct px_box all = shadow_extent(s, box);
    clip = px_box_intersect(clip, all);
    int32_t w = all.x2 - all.x1;
    int32_t middle_x = s->left + s->w_px / 2;
    int32_t middle_y = s->top + s->h_px / 2;
    int32_t x1 = clip.x1 - all.x1; // three parts: up to the repeated column, it, behind it
    int32_t x2 = clip.x2 - all.x1;
    int32_t same1 = CLAMP(middle_x, x1, x2);
    int32_t same2 = CLAMP(w - (s->image->w_px - middle_x - 1), same1, x2);
    for (int32_t y = clip.y1; y < clip.y2; y++) {
        const pargb_t *from =
            surface_row(s->image, slice(y - all.y1, all.y2 - all.y1, s->image->h_px, middle_y));
        pargb_t *row = surface_row(to, y) + all.x1;
        if (x1 < same1) {
            over_row(row + x1, from + x1, same1 - x1);
        }
        if (same1 < same2 && ARGB_A(from[middle_x]) != 0) {
            over_same(row + same1, from[middle_x], same2 - same1);
        }
        if (same2 < x2) {
            over_row(row + same2, from + same2 - (w - s->image->w_px), x2 - same2);
        }
    }
}
