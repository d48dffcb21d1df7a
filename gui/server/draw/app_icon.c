// SPDX-License-Identifier: MIT
#include "app_icon.h"

#include <stdlib.h>
#include <string.h>

/// Masks of this file.
enum {
    MASK_SQUIRCLE = MASK_ICON + 0x100,
    MASK_SQUIRCLE_RING,
    MASK_SQUIRCLE_SHADOW,
};

/// Lines of samples in a row of pixels; each is measured exactly along itself.
#define SUB_LINES 8

/// Parts of the icon that the glyph takes.
#define GLYPH_PERCENT 58

/// Largest side, px: what a launcher shows at 3x.
#define SIDE_MAX 512

/// Alpha of the highlight, from the upper edge to the lower one, of 255.
#define RING_TOP 110
#define RING_BOTTOM 26

#define SHADOW_DOWN LPX(2)
#define SHADOW_BLUR LPX(6)
#define SHADOW_ALPHA 77 // 30 %
#define SHADOW_COLOR 0x080d1fu

/// `x` to the fifth, both of 65536.
static uint64_t fifth(uint64_t x) {
    uint64_t x2 = x * x >> 16;
    return (x2 * x2 >> 16) * x >> 16;
}

/// How far the squircle reaches from its middle on the line `y` from there; all of 65536.
static uint32_t reach(uint32_t y) {
    uint64_t left = 65536 - MIN(fifth(y), UINT64_C(65536));
    uint64_t low = 0;
    uint64_t high = 65537;
    while (high - low > 1) {
        uint64_t mid = (low + high) / 2;
        if (fifth(mid) <= left) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return (uint32_t)low;
}

/// Fills a mask of `n` x `n` pixels with the squircle `inset` 1/256 pixels smaller on each side;
/// `sign` -1 takes it away.
static void add_squircle(int32_t *sum, int32_t n, int32_t inset, int32_t sign) {
    int32_t half = n * 128 - inset; // 1/256 pixel
    for (int32_t line = 0; line < n * SUB_LINES; line++) {
        int32_t dy = abs((2 * line + 1) * (128 / SUB_LINES) - n * 128);
        if (half <= 0 || dy >= half) {
            continue;
        }
        uint32_t y = (uint32_t)((int64_t)dy * 65536 / half);
        int32_t dx = (int32_t)((int64_t)reach(y) * half >> 16);
        int32_t *row = sum + line / SUB_LINES * n;
        int32_t x1 = n * 128 - dx;
        int32_t x2 = n * 128 + dx;
        for (int32_t x = x1 >> 8; x <= MIN((x2 - 1) >> 8, n - 1); x++) {
            row[x] += sign * (MIN(x2, (x + 1) * 256) - MAX(x1, x * 256));
        }
    }
}

static const struct mask *squircle(struct mask_cache *c, int32_t n, int32_t ring_px) {
    struct mask_key key = {
        .kind = ring_px == 0 ? MASK_SQUIRCLE : MASK_SQUIRCLE_RING,
        .a = n,
        .b = ring_px,
    };
    const struct mask *m = mask_find(c, key);
    if (m != NULL) {
        return m;
    }
    int32_t *sum = calloc((size_t)n * (size_t)n, sizeof(*sum));
    uint8_t *a;
    m = sum != NULL ? mask_add(c, key, n, n, &a) : NULL;
    if (m != NULL) {
        add_squircle(sum, n, 0, 1);
        if (ring_px != 0) {
            add_squircle(sum, n, ring_px * 256, -1);
        }
        const int32_t full = SUB_LINES * 256;
        for (int32_t i = 0; i < n * n; i++) {
            a[i / n * m->stride_b + i % n] = (uint8_t)((sum[i] * 255 + full / 2) / full);
        }
    }
    free(sum);
    return m;
}

/// Mean of `2 r + 1` neighbours along a line of `n` bytes that are `step` apart; nothing lies outside.
static void blur_line(uint8_t *line, int32_t n, int32_t step, int32_t r, uint8_t *scratch) {
    int32_t sum = 0;
    int32_t count = 2 * r + 1;
    for (int32_t i = 0; i < n; i++) {
        scratch[i] = line[(ptrdiff_t)i * step];
    }
    for (int32_t i = 0; i < MIN(r, n); i++) {
        sum += scratch[i];
    }
    for (int32_t i = 0; i < n; i++) {
        sum += i + r < n ? scratch[i + r] : 0;
        line[(ptrdiff_t)i * step] = (uint8_t)((sum + count / 2) / count);
        sum -= i - r >= 0 ? scratch[i - r] : 0;
    }
}

/// The squircle blurred three times, with room for that around it.
static const struct mask *shadow_mask(struct mask_cache *c, int32_t n, int32_t r) {
    struct mask_key key = { .kind = MASK_SQUIRCLE_SHADOW, .a = n, .b = r };
    const struct mask *m = mask_find(c, key);
    if (m != NULL) {
        return m;
    }
    const struct mask *shape = squircle(c, n, 0);
    int32_t side = n + 6 * r;
    uint8_t *copy = shape != NULL ? malloc((size_t)n * (size_t)n + (size_t)side) : NULL;
    if (copy == NULL) {
        return NULL;
    }
    for (int32_t y = 0; y < n; y++) { // adding a mask may empty the cache
        memcpy(copy + y * n, shape->a + y * shape->stride_b, (size_t)n);
    }
    uint8_t *a;
    m = mask_add(c, key, side, side, &a);
    for (int32_t y = 0; m != NULL && y < n; y++) {
        memcpy(a + (y + 3 * r) * m->stride_b + 3 * r, copy + y * n, (size_t)n);
    }
    for (int32_t pass = 0; m != NULL && pass < 3; pass++) {
        for (int32_t i = 0; i < side; i++) {
            blur_line(a + i * m->stride_b, side, 1, r, copy + n * n);
        }
        for (int32_t i = 0; i < side; i++) {
            blur_line(a + i, side, m->stride_b, r, copy + n * n);
        }
    }
    free(copy);
    return m;
}

/// Lays a colour that changes from row to row over the mask.
static void draw_graded(const struct draw *d, const struct mask *m, struct px_point at, argb_t top,
                        argb_t bottom) {
    for (int32_t y = 0; y < m->h_px; y++) {
        struct draw row = *d;
        struct px_box line = { at.x, at.y + y, at.x + m->w_px, at.y + y + 1 };
        row.clip = px_box_intersect(d->clip, px_box_move(line, d->ox_px, d->oy_px));
        if (px_box_empty(row.clip)) {
            continue;
        }
        uint32_t t = (uint32_t)((2 * y + 1) * 255 / (2 * m->h_px));
        draw_mask(&row, m, at.x, at.y, color_mul(top, 255 - t) + color_mul(bottom, t));
    }
}

void app_icon_draw(const struct draw *d, const struct app_icon *icon, struct px_point at,
                   int32_t side_px) {
    int32_t reach_px = lpx_snap(APP_ICON_REACH, d->scale);
    struct px_box box = { at.x, at.y, at.x + side_px, at.y + side_px };
    if (side_px < 4 || side_px > SIDE_MAX || !draw_touches(d, px_box_grow(box, reach_px))) {
        return;
    }
    int32_t blur = MAX((int32_t)((int64_t)SHADOW_BLUR * d->scale * 55 / (6400 * 300)), 1);
    const struct mask *m = shadow_mask(d->masks, side_px, blur);
    if (m != NULL) {
        draw_mask(d, m, at.x - 3 * blur, at.y - 3 * blur + lpx_snap(SHADOW_DOWN, d->scale),
                  color_fade(SHADOW_COLOR | (uint32_t)SHADOW_ALPHA << 24, icon->opacity));
    }
    m = squircle(d->masks, side_px, 0);
    if (m != NULL) {
        draw_graded(d, m, at, color_fade(icon->top, icon->opacity),
                    color_fade(icon->bottom, icon->opacity));
    }
    m = squircle(d->masks, side_px, px_hairline(d->scale));
    if (m != NULL) {
        draw_graded(d, m, at, color_fade(RING_TOP << 24 | 0xffffffu, icon->opacity),
                    color_fade(RING_BOTTOM << 24 | 0xffffffu, icon->opacity));
    }
    // Whole pixels on both sides, so that it stays in the middle.
    int32_t glyph = (side_px * GLYPH_PERCENT + 50) / 100;
    glyph += (side_px - glyph) & 1;
    int32_t inset = (side_px - glyph) / 2;
    lpx_t size = lpx_from_px(glyph, d->scale) + 1;
    icon_draw(d, icon->glyph, (struct px_point){ at.x + inset, at.y + inset }, size,
              MAX(size * 3 / 2 / 24, LPX(1)), color_fade(0xffffffffu, icon->opacity));
}
