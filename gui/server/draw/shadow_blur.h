// SPDX-License-Identifier: MIT
/// @file
/// Blurred rounded rectangles. Private to shadows and their tests.
#pragma once

#include "geom.h"

/// The left top quarter of a blurred rectangle; the rest is its mirror image.
struct blur_quarter {
    uint16_t *a; ///< Coverage 0..65280, `w_px` by `h_px`. Owned.
    int32_t w_px, h_px;
    int32_t full_w_px, full_h_px; ///< Of the whole picture, margins included.
    int32_t margin_px;            ///< From the picture's edges to those of the rectangle.
};

/// Blurs a rectangle of `w` x `h` pixels with corners of `radius`, three times by a box that
/// reaches `blur` pixels to each side.
///
/// @return OK, ERR_NO_MEMORY. On error `out` is unchanged.
status_t blur_rect(struct blur_quarter *out, int32_t w, int32_t h, int32_t radius, int32_t blur);
void blur_free(struct blur_quarter *q);

/// Row `y` of the whole picture: the left half of its coverage. NULL outside.
static inline const uint16_t *blur_row(const struct blur_quarter *q, int32_t y) {
    if (y < 0 || y >= q->full_h_px) {
        return NULL;
    }
    return q->a + (ptrdiff_t)MIN(y, q->full_h_px - 1 - y) * q->w_px;
}
