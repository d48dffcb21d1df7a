// SPDX-License-Identifier: MIT
/// @file
/// Glass: the wallpaper blurred once at an eighth of its size, sampled under panels.
#pragma once

#include "draw.h"

struct glass;

/// Blurs `wallpaper`, which must be opaque.
///
/// @return OK, ERR_NO_MEMORY. On error `*out` is unchanged.
status_t glass_create(const struct surface *wallpaper, scale_t scale, struct glass **out);

/// NULL is allowed.
void glass_destroy(struct glass *g);

/// Fills `box` of `d` with glass under `tint`; the result is opaque but for its round corners.
/// The pixel 0, 0 of d->to lies at `at` of the wallpaper. `g` NULL: the tint alone, opaque.
void glass_draw(const struct draw *d, const struct glass *g, struct px_box box, lpx_t radius,
                struct px_point at, argb_t tint);
