// SPDX-License-Identifier: MIT
#include "thumb.h"

/// Samples on each axis.
#define SAMPLES 4

static pargb_t mean(const struct surface *from, const int32_t x[SAMPLES],
                    const int32_t y[SAMPLES]) {
    uint32_t rb = 0x00080008u; // half of sixteen
    uint32_t ag = 0x00080008u;
    for (int j = 0; j < SAMPLES; j++) {
        const pargb_t *row = surface_row(from, y[j]);
        for (int i = 0; i < SAMPLES; i++) {
            rb += row[x[i]] & 0x00ff00ffu;
            ag += row[x[i]] >> 8 & 0x00ff00ffu;
        }
    }
    return (rb >> 4 & 0x00ff00ffu) | (ag << 4 & 0xff00ff00u);
}

/// Where the samples of pixel `at` of `small` lie in a line of `large`.
static void samples(int32_t at, int32_t small, int32_t large, int32_t out[SAMPLES]) {
    for (int i = 0; i < SAMPLES; i++) {
        int64_t eighths = (int64_t)at * 2 * SAMPLES + 2 * i + 1;
        out[i] = (int32_t)(eighths * large / ((int64_t)small * 2 * SAMPLES));
    }
}

void thumb_draw(const struct draw *d, const struct surface *from, struct px_box box) {
    int32_t w = MIN(box.x2 - box.x1, from->w_px);
    int32_t h = (int32_t)((int64_t)from->h_px * w / from->w_px);
    if (h > box.y2 - box.y1) {
        h = box.y2 - box.y1;
        w = (int32_t)((int64_t)from->w_px * h / from->h_px);
    }
    if (w < 1 || h < 1) {
        return;
    }
    int32_t left = (box.x1 + box.x2 - w) / 2 + d->ox_px;
    int32_t top = (box.y1 + box.y2 - h) / 2 + d->oy_px;
    struct px_box v = px_box_intersect((struct px_box){ left, top, left + w, top + h }, d->clip);
    for (int32_t y = v.y1; y < v.y2; y++) {
        int32_t ys[SAMPLES];
        samples(y - top, h, from->h_px, ys);
        pargb_t *row = surface_row(d->to, y);
        for (int32_t x = v.x1; x < v.x2; x++) {
            int32_t xs[SAMPLES];
            samples(x - left, w, from->w_px, xs);
            row[x] = color_over(row[x], mean(from, xs, ys));
        }
    }
}
