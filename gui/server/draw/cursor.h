// SPDX-License-Identifier: MIT
/// @file
/// The arrow cursor as a small surface, for composition or for the display's cursor plane.
#pragma once

#include "surface.h"
#include "theme.h"

struct cursor {
    struct surface *image; ///< Owned.
    int32_t hot_x_px;      ///< The point that clicks, inside of `image`.
    int32_t hot_y_px;
};

/// Draws the 12 x 19 arrow with its soft shadow.
///
/// @return OK, ERR_NO_MEMORY. On error `*out` is unchanged.
status_t cursor_init(struct cursor *out, const struct theme *theme, scale_t scale);
void cursor_deinit(struct cursor *c);
