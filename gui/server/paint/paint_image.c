// SPDX-License-Identifier: MIT
#include "image.h"

#include <string.h>

/// Half as wide and as high: each pixel is the mean of four.
static struct surface *halve(const struct surface *from) {
    struct surface *to = NULL;
    if (surface_create(MAX(from->w_px / 2, 1), MAX(from->h_px / 2, 1), &to) != OK) {
        return NULL;
    }
    for (int32_t y = 0; y < to->h_px; y++) {
        const pargb_t *a = surface_row(from, MIN(2 * y, from->h_px - 1));
        const pargb_t *b = surface_row(from, MIN(2 * y + 1, from->h_px - 1));
        pargb_t *out = surface_row(to, y);
        for (int32_t x = 0; x < to->w_px; x++) {
            int32_t l = MIN(2 * x, from->w_px - 1);
            int32_t r = MIN(2 * x + 1, from->w_px - 1);
            const pargb_t four[4] = { a[l], a[r], b[l], b[r] };
            uint32_t rb = 0x00020002u;
            uint32_t ag = 0x00020002u;
            for (int i = 0; i < 4; i++) {
                rb += four[i] & 0x00ff00ffu;
                ag += four[i] >> 8 & 0x00ff00ffu;
            }
            out[x] = (rb >> 2 & 0x00ff00ffu) | (ag >> 2 & 0x00ff00ffu) << 8;
        }
    }
    return to;
}

/// `a` and `b` in the ratio 256 - part : part.
static pargb_t mix(pargb_t a, pargb_t b, uint32_t part) {
    uint32_t rest = 256 - part;
    uint32_t rb = ((a & 0x00ff00ffu) * rest + (b & 0x00ff00ffu) * part) >> 8 & 0x00ff00ffu;
    uint32_t ag = ((a >> 8 & 0x00ff00ffu) * rest + (b >> 8 & 0x00ff00ffu) * part) & 0xff00ff00u;
    return rb | ag;
}

/// Where pixel `i` of `to` lies among those of `from`: index and 1/256, centres on centres.
static int32_t source_at(int32_t i, int32_t to, int32_t from, uint32_t *out_part) {
    int64_t at = ((int64_t)(2 * i + 1) * from * 256 / to - 256) / 2;
    at = CLAMP(at, 0, (int64_t)(from - 1) * 256);
    *out_part = (uint32_t)(at & 255);
    return (int32_t)(at >> 8);
}

static void bilinear(const struct surface *from, const struct surface *to) {
    for (int32_t y = 0; y < to->h_px; y++) {
        uint32_t part_y;
        int32_t top = source_at(y, to->h_px, from->h_px, &part_y);
        const pargb_t *a = surface_row(from, top);
        const pargb_t *b = surface_row(from, MIN(top + 1, from->h_px - 1));
        pargb_t *out = surface_row(to, y);
        for (int32_t x = 0; x < to->w_px; x++) {
            uint32_t part_x;
            int32_t l = source_at(x, to->w_px, from->w_px, &part_x);
            int32_t r = MIN(l + 1, from->w_px - 1);
            out[x] = mix(mix(a[l], a[r], part_x), mix(b[l], b[r], part_x), part_y);
        }
    }
}

void image_forget(struct image *image) {
    surface_destroy(image->shown);
    image->shown = NULL;
}

const struct surface *image_scaled(struct image *image, int32_t w_px, int32_t h_px, lpx_t radius,
                                   const struct draw *d) {
    struct surface *shown = image->shown;
    if (shown != NULL && shown->w_px == w_px && shown->h_px == h_px &&
        image->shown_radius == radius) {
        return shown;
    }
    image_forget(image);
    if (surface_create(w_px, h_px, &shown) != OK) {
        return NULL;
    }
    struct surface *small = NULL; // the last of the halves
    const struct surface *from = image->pixels;
    while (from->w_px >= 2 * w_px && from->h_px >= 2 * h_px) {
        struct surface *half = halve(from);
        if (half == NULL) {
            break; // coarser, but there
        }
        surface_destroy(small);
        from = small = half;
    }
    bilinear(from, shown);
    surface_destroy(small);
    if (radius > 0) {
        struct draw cut = draw_make(shown, surface_box(shown), d->scale, d->masks);
        draw_cut_corners(&cut, surface_box(shown), radius);
    }
    image->shown = shown;
    image->shown_radius = radius;
    return shown;
}

void paint_image(const struct paint *p, struct image *image, struct px_box box, lpx_t radius) {
    const struct draw *d = &p->draw;
    if (px_box_empty(box) || box.x2 - box.x1 > SURFACE_MAX_PX || box.y2 - box.y1 > SURFACE_MAX_PX) {
        return;
    }
    const struct surface *from = image_scaled(image, box.x2 - box.x1, box.y2 - box.y1, radius, d);
    struct px_box at = px_box_move(box, d->ox_px, d->oy_px);
    struct px_box v = px_box_intersect(at, d->clip);
    if (from == NULL || px_box_empty(v)) {
        return;
    }
    for (int32_t y = v.y1; y < v.y2; y++) {
        const pargb_t *src = surface_row(from, y - at.y1) - at.x1;
        pargb_t *dst = surface_row(d->to, y);
        for (int32_t x = v.x1; x < v.x2; x++) {
            dst[x] = ARGB_A(src[x]) == 255 ? src[x] : color_over(dst[x], src[x]);
        }
    }
}
