// SPDX-License-Identifier: MIT
// A shadow is drawn once as small as it can be: corners, and one row and one column between them.
// Larger surfaces repeat that row and column.
#include "shadow.h"

#include <stdlib.h>
#include <string.h>

#include "mask.h"
#include "shadow_blur.h"
#include "vec.h"

/// Shadows kept, not less than layers in a frame: what one frame uses is never given up for it.
#define NUM_ENTRIES SHADOW_KEPT

/// Box blurs in blur_rect(): how often a blur reaches out.
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
    [SHADOW_DOCK] = { 1, { { LPX(20), LPX(8), 0, 80 } } },
    [SHADOW_TIP] = { 1, { { LPX(12), LPX(4), 0, 60 } } },
    [SHADOW_MENU] = { 2, { { LPX(34), LPX(18), LPX(-6), 100 }, { LPX(9), LPX(3), 0, 55 } } },
};

struct shadow {
    enum shadow_kind kind;
    const struct theme *theme;
    scale_t scale;
    lpx_t radius;
    int32_t w_px, h_px;               ///< Size of the surface that it was drawn for.
    int32_t left, top, right, bottom; ///< How far it reaches outside.
    struct surface *image;            ///< Owned. NULL = free entry.
    uint64_t used_at;                 ///< When it was last asked for.
};

struct shadow_cache {
    struct shadow entries[NUM_ENTRIES];
    uint64_t clock; ///< Counts calls of shadow_get().
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
    for (uint32_t i = 0; i < NUM_ENTRIES; i++) {
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
    int32_t radius = lpx_snap(s->radius, s->scale);
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

/// Lays `color` over `n` pixels, as much of it as `cover` says (256 times 0..255).
static void cover_row(pargb_t *row, const uint16_t *cover, int32_t n, pargb_t color) {
    const vec_u16 wide = vec_low(vec_pixel(color));
    for (; n >= VEC_PX; n -= VEC_PX, row += VEC_PX, cover += VEC_PX) {
        uint64_t any;
        memcpy(&any, cover, sizeof(any));
        if (any == 0) {
            continue;
        }
        vec_u16 a = { cover[0], cover[1], cover[2], cover[3] };
        a = (a + vec_u16_all(128)) >> 8; // 255 << 8 at most: no overflow
        vec_u16 low = vec_div255(wide * __builtin_shufflevector(a, a, 0, 0, 0, 0, 1, 1, 1, 1));
        vec_u16 high = vec_div255(wide * __builtin_shufflevector(a, a, 2, 2, 2, 2, 3, 3, 3, 3));
        vec_store(row, vec_over(vec_load(row), vec_pack(low, high), vec_inverse_alpha(low),
                                vec_inverse_alpha(high)));
    }
    for (; n > 0; n--, row++, cover++) {
        *row = color_over(*row, color_mul(color, (*cover + 128u) >> 8));
    }
}

/// Lays one blurred rectangle over the left half of the image.
static status_t draw_layer(const struct shadow *s, const struct layer *l,
                           const struct theme *theme) {
    int32_t spread = lpx_snap(l->spread, s->scale);
    int32_t radius = MAX(lpx_snap(s->radius, s->scale) + spread, 0);
    struct blur_quarter q;
    TRY(blur_rect(&q, MAX(s->w_px + 2 * spread, 1), MAX(s->h_px + 2 * spread, 1), radius,
                  box_radius(l->blur, s->scale)));
    uint32_t alpha = theme->shadow_strength_pct * l->percent * 255 / 10000;
    pargb_t color = color_premul(color_fade(theme->color[COLOR_SHADOW], alpha));
    // Left top corner of the blurred picture in the image.
    int32_t left = s->left - spread - q.margin_px;
    int32_t top = s->top - spread - q.margin_px + lpx_snap(l->down, s->scale);
    for (int32_t y = 0; y < s->image->h_px; y++) {
        const uint16_t *a = blur_row(&q, y - top);
        int32_t first = MAX(-left, 0);
        if (a != NULL && first < q.w_px) {
            cover_row(surface_row(s->image, y) + left + first, a + first, q.w_px - first, color);
        }
    }
    blur_free(&q);
    return OK;
}

/// The left half of the hairline around the surface, on top of the layers.
static status_t draw_edge(const struct shadow *s, const struct theme *theme) {
    int32_t line = px_hairline(s->scale);
    int32_t radius = lpx_snap(s->radius, s->scale) + line;
    int32_t half = line + (s->w_px + 1) / 2;
    int32_t h = s->h_px + 2 * line;
    struct mask_cache *masks;
    TRY(mask_cache_create(&masks));
    const struct mask *m = mask_corner_ring(masks, radius * 64, line * 64);
    pargb_t color = color_premul(theme->color[COLOR_EDGE_OUTER]);
    for (int32_t y = 0; m != NULL && y < h; y++) {
        int32_t from_edge = MIN(y, h - 1 - y);
        pargb_t *row = surface_row(s->image, s->top - line + y) + s->left - line;
        int32_t end = from_edge < line ? half : from_edge < m->h_px ? MIN(m->w_px, half) : line;
        for (int32_t x = 0; x < end; x++) {
            uint32_t cover = 255;
            if (from_edge < m->h_px && x < m->w_px) {
                cover = m->a[from_edge * m->stride_b + x];
            }
            row[x] = color_over(row[x], color_mul(color, cover));
        }
    }
    mask_cache_destroy(masks);
    return OK;
}

static void mirror(struct surface *image) {
    for (int32_t y = 0; y < image->h_px; y++) {
        pargb_t *row = surface_row(image, y);
        for (int32_t x = 0; x < image->w_px / 2; x++) {
            row[image->w_px - 1 - x] = row[x];
        }
    }
}

static bool row_is_empty(const struct surface *image, int32_t y) {
    int32_t x = 0;
    while (x < image->w_px && surface_row(image, y)[x] == 0) {
        x++;
    }
    return x == image->w_px;
}

static bool column_is_empty(const struct surface *image, int32_t x) {
    int32_t y = 0;
    while (y < image->h_px && surface_row(image, y)[x] == 0) {
        y++;
    }
    return y == image->h_px;
}

/// Cuts off edges where nothing shows: they would be composed whenever a window moves. Without memory
/// the image stays as it is.
static void crop(struct shadow *s) {
    const struct surface *old = s->image;
    int32_t x = 0; // on both sides
    int32_t top = 0;
    int32_t bottom = 0;
    while (x < s->left && column_is_empty(old, x)) {
        x++;
    }
    while (top < s->top && row_is_empty(old, top)) {
        top++;
    }
    while (bottom < s->bottom && row_is_empty(old, old->h_px - 1 - bottom)) {
        bottom++;
    }
    struct surface *image;
    if (surface_create(old->w_px - 2 * x, old->h_px - top - bottom, &image) != OK) {
        return;
    }
    for (int32_t y = 0; y < image->h_px; y++) {
        memcpy(surface_row(image, y), surface_row(old, y + top) + x,
               (size_t)image->w_px * sizeof(pargb_t));
    }
    surface_destroy(s->image);
    s->image = image;
    s->left -= x;
    s->right -= x;
    s->top -= top;
    s->bottom -= bottom;
}

/// On error `s->image` is NULL.
static status_t shadow_paint(struct shadow *s, const struct theme *theme) {
    TRY(surface_create(s->left + s->w_px + s->right, s->top + s->h_px + s->bottom, &s->image));
    status_t st = OK;
    for (uint32_t i = 0; i < kinds[s->kind].num_layers && st == OK; i++) {
        st = draw_layer(s, &kinds[s->kind].layers[i], theme);
    }
    if (st == OK) {
        st = draw_edge(s, theme);
    }
    if (st != OK) {
        surface_destroy(s->image);
        s->image = NULL;
        return st;
    }
    mirror(s->image);
    crop(s);
    return OK;
}

const struct shadow *shadow_get(struct shadow_cache *c, enum shadow_kind kind,
                                const struct theme *theme, scale_t scale, int32_t w_px,
                                int32_t h_px) {
    return shadow_get_round(c, (struct shadow_look){ kind, RADIUS_WINDOW }, theme, scale,
                            (struct px_point){ w_px, h_px });
}

const struct shadow *shadow_get_round(struct shadow_cache *c, struct shadow_look look,
                                      const struct theme *theme, scale_t scale,
                                      struct px_point size) {
    enum shadow_kind kind = look.kind;
    int32_t w_px = size.x;
    int32_t h_px = size.y;
    if (kind == SHADOW_NONE || kind >= SHADOW_NUM_KINDS || w_px < 1 || h_px < 1) {
        return NULL;
    }
    struct shadow want = {
        .kind = kind,
        .theme = theme,
        .scale = scale,
        .radius = look.radius,
    };
    int32_t inside_x, inside_y;
    set_reach(&want, &inside_x, &inside_y);
    // From this size on only the repeated row and column grow.
    want.w_px = MIN(w_px, 2 * inside_x + 1);
    want.h_px = MIN(h_px, 2 * inside_y + 1);
    want.used_at = ++c->clock;
    struct shadow *oldest = &c->entries[0];
    for (uint32_t i = 0; i < NUM_ENTRIES; i++) {
        struct shadow *s = &c->entries[i];
        if (s->image != NULL && s->kind == kind && s->theme == theme && s->scale == scale &&
            s->radius == look.radius && s->w_px == want.w_px && s->h_px == want.h_px) {
            s->used_at = want.used_at;
            return s;
        }
        if (s->used_at < oldest->used_at) { // free entries were never used
            oldest = s;
        }
    }
    if (shadow_paint(&want, theme) != OK) {
        return NULL;
    }
    surface_destroy(oldest->image);
    *oldest = want;
    return oldest;
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

void shadow_draw(const struct shadow *s, struct surface *to, struct px_box box, struct px_box clip,
                 uint8_t opacity) {
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
        if (opacity < 255) {
            for (int32_t x = x1; x < x2; x++) {
                pargb_t c = from[slice(x, w, s->image->w_px, middle_x)];
                row[x] = color_over(row[x], color_mul(c, opacity));
            }
            continue;
        }
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
