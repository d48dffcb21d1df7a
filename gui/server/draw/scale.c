// SPDX-License-Identifier: MIT
#include "scale.h"

/// Columns or rows that pixel `i` of `n` covers of `all`; at least one.
static void covered(int32_t i, int32_t n, int32_t all, int32_t *from, int32_t *to) {
    *from = (int32_t)((int64_t)i * all / n);
    *to = MAX((int32_t)((int64_t)(i + 1) * all / n), *from + 1);
}

static pargb_t mean(const struct surface *s, struct px_box b) {
    uint32_t sum[4] = { 0 };
    for (int32_t y = b.y1; y < b.y2; y++) {
        const pargb_t *row = surface_row(s, y);
        for (int32_t x = b.x1; x < b.x2; x++) {
            sum[0] += row[x] & 0xff;
            sum[1] += row[x] >> 8 & 0xff;
            sum[2] += row[x] >> 16 & 0xff;
            sum[3] += row[x] >> 24;
        }
    }
    uint32_t n = (uint32_t)((b.x2 - b.x1) * (b.y2 - b.y1));
    pargb_t c = 0;
    for (uint32_t i = 0; i < 4; i++) {
        c |= (sum[i] + n / 2) / n << (8 * i);
    }
    return c;
}

void scale_over(struct surface *to, struct px_box box, const struct surface *from) {
    struct px_box v = px_box_intersect(box, surface_box(to));
    for (int32_t y = v.y1; y < v.y2; y++) {
        struct px_box b;
        covered(y - box.y1, box.y2 - box.y1, from->h_px, &b.y1, &b.y2);
        for (int32_t x = v.x1; x < v.x2; x++) {
            covered(x - box.x1, box.x2 - box.x1, from->w_px, &b.x1, &b.x2);
            pargb_t *at = &surface_row(to, y)[x];
            *at = color_over(*at, mean(from, b));
        }
    }
}
