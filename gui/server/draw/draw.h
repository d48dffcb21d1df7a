// SPDX-License-Identifier: MIT
/// @file
/// Filling of pixels: rectangles, rounded rectangles, A8 masks. Integer arithmetic only.
///
/// Coordinates are device pixels relative to `origin`; everything is clipped to `clip`.
#pragma once

#include "mask.h"
#include "surface.h"

/// Where to draw. Plain value: copy it to change the clip.
struct draw {
    struct surface *to;
    struct px_box clip;   ///< Pixels of `to` that may change. Inside of surface_box(to).
    int32_t ox_px, oy_px; ///< Added to every coordinate.
    scale_t scale;
    struct mask_cache *masks; ///< Borrowed.
};

/// Edges of a rounded rectangle that are straight up to the corner.
enum draw_corners {
    DRAW_ROUND_TOP = BIT(0),
    DRAW_ROUND_BOTTOM = BIT(1),
    DRAW_ROUND_ALL = DRAW_ROUND_TOP | DRAW_ROUND_BOTTOM,
};

/// `clip` in coordinates of the surface; it is intersected with the surface.
struct draw draw_make(struct surface *to, struct px_box clip, scale_t scale,
                      struct mask_cache *masks);

/// False when nothing inside of `box` (relative to the origin) can change.
bool draw_touches(const struct draw *d, struct px_box box);

/// Stores `color` without blending, alpha included.
void draw_set(const struct draw *d, struct px_box box, pargb_t color);

/// Lays `color` over `box`.
void draw_fill(const struct draw *d, struct px_box box, argb_t color);

/// Lays `color` over the pixels of `m` with its left top corner at x, y.
void draw_mask(const struct draw *d, const struct mask *m, int32_t x, int32_t y, argb_t color);

/// Filled rounded rectangle. `radius` in 1/64 logical pixels, clamped to half of the size.
void draw_rrect(const struct draw *d, struct px_box box, lpx_t radius, argb_t color);

/// The same with a vertical gradient from `top` to `bottom`.
void draw_rrect_gradient(const struct draw *d, struct px_box box, lpx_t radius, argb_t top,
                         argb_t bottom);

/// A stroke inside of the edge, `width_d26` (1/64 device pixels) wide.
void draw_rrect_border(const struct draw *d, struct px_box box, lpx_t radius, int32_t width_d26,
                       argb_t color);

/// Multiplies the four corners of `box` by the coverage of a rounded rectangle: cuts windows out.
void draw_cut_corners(const struct draw *d, struct px_box box, lpx_t radius);
