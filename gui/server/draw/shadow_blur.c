// SPDX-License-Identifier: MIT
#include "shadow_blur.h"

#include <stdlib.h>
#include <string.h>

#include "mask.h"

/// Box blurs laid after one another come close to a Gaussian.
#define PASSES 3

/// One row, `n` of `full` pixels, whose other half is the mirror image; outside is zero.
static void blur_across(const uint16_t *from, uint16_t *to, int32_t n, int32_t full, int32_t r) {
    uint32_t inverse = 65536u / (uint32_t)(2 * r + 1);
    uint32_t sum = 0;
    for (int32_t i = 0; i < r; i++) {
        sum += from[i];
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t in = i + r;
        sum += from[in < n ? in : full - 1 - in];
        to[i] = (uint16_t)((sum >> 8) * inverse >> 8);
        if (i >= r) {
            sum -= from[i - r];
        }
    }
}

/// The same down all columns at once. `sums` holds a number for each.
static void blur_down(const uint16_t *from, uint16_t *to, const struct blur_quarter *q, int32_t r,
                      uint32_t *sums) {
    int32_t w = q->w_px;
    uint32_t inverse = 65536u / (uint32_t)(2 * r + 1);
    memset(sums, 0, (size_t)w * sizeof(*sums));
    for (int32_t y = -r; y < q->h_px; y++) {
        int32_t in = y + r;
        const uint16_t *add = from + (ptrdiff_t)(in < q->h_px ? in : q->full_h_px - 1 - in) * w;
        for (int32_t x = 0; x < w; x++) {
            sums[x] += add[x];
        }
        if (y < 0) {
            continue;
        }
        uint16_t *row = to + (ptrdiff_t)y * w;
        for (int32_t x = 0; x < w; x++) {
            row[x] = (uint16_t)((sums[x] >> 8) * inverse >> 8);
        }
        if (y >= r) {
            const uint16_t *sub = from + (ptrdiff_t)(y - r) * w;
            for (int32_t x = 0; x < w; x++) {
                sums[x] -= sub[x];
            }
        }
    }
}

static void fill_shape(const struct blur_quarter *q, const struct mask *corner) {
    int32_t n = corner == NULL ? 0 : MIN(corner->w_px, q->w_px - q->margin_px);
    for (int32_t y = q->margin_px; y < q->h_px; y++) {
        uint16_t *row = q->a + (ptrdiff_t)y * q->w_px + q->margin_px;
        int32_t line = y - q->margin_px;
        for (int32_t x = 0; x < q->w_px - q->margin_px; x++) {
            bool round = line < n && x < n;
            row[x] = (uint16_t)((round ? corner->a[line * corner->stride_b + x] : 255u) << 8);
        }
    }
}

void blur_free(struct blur_quarter *q) {
    free(q->a);
    q->a = NULL;
}

status_t blur_rect(struct blur_quarter *out, int32_t w, int32_t h, int32_t radius, int32_t blur) {
    int32_t margin = PASSES * blur;
    struct blur_quarter q = {
        .w_px = margin + (w + 1) / 2,
        .h_px = margin + (h + 1) / 2,
        .full_w_px = 2 * margin + w,
        .full_h_px = 2 * margin + h,
        .margin_px = margin,
    };
    size_t area = (size_t)q.w_px * (size_t)q.h_px;
    uint16_t *other = malloc(area * sizeof(*other));
    uint32_t *sums = malloc((size_t)q.w_px * sizeof(*sums));
    q.a = calloc(area, sizeof(*q.a));
    struct mask_cache *masks = NULL;
    status_t st =
        other == NULL || sums == NULL || q.a == NULL ? ERR_NO_MEMORY : mask_cache_create(&masks);
    if (st == OK) {
        fill_shape(&q, radius > 0 ? mask_corner(masks, radius * 64) : NULL);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int32_t y = 0; y < q.h_px; y++) {
                ptrdiff_t at = (ptrdiff_t)y * q.w_px;
                blur_across(q.a + at, other + at, q.w_px, q.full_w_px, blur);
            }
            blur_down(other, q.a, &q, blur, sums);
        }
        *out = q;
        q.a = NULL;
    }
    mask_cache_destroy(masks);
    free(other);
    free(sums);
    free(q.a);
    return st;
}
