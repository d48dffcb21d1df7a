// SPDX-License-Identifier: MIT
/// @file
/// Images of apps: a private copy of the pixels, and one copy in the size that is shown.
#pragma once

#include <base/list.h>
#include <ui_wire/import.h>

#include "paint.h"

/// An image that an app has made. Owned by its session.
struct image {
    struct list link;
    uint32_t number;                ///< What the app calls it; never 0.
    uint64_t bytes_b;               ///< Charged to the session.
    const volatile uint8_t *source; ///< App memory: read through the session's `read` only.
    uint32_t stride_b;              ///< Of `source`.
    struct surface *pixels;         ///< Owned.
    struct surface *shown;          ///< Owned; scaled, corners cut. NULL = not made yet.
    lpx_t shown_radius;
};

/// The pixels of `image` in `w_px` x `h_px` with round corners: bilinear, halved first as often as
/// that goes. Kept until another size is wanted. NULL without memory.
const struct surface *image_scaled(struct image *image, int32_t w_px, int32_t h_px, lpx_t radius,
                                   const struct draw *d);

/// The pixels have changed: `shown` is made anew.
void image_forget(struct image *image);

/// Paints it into `box` (relative to the origin of p->draw).
void paint_image(const struct paint *p, struct image *image, struct px_box box, lpx_t radius);
