// SPDX-License-Identifier: MIT
/// @file
/// Shapes of the pointer as small surfaces, for composition or for the display's cursor plane.
#pragma once

#include <ui_enums.h>

#include "surface.h"
#include "theme.h"

/// Shapes there are: those of enum ui_cursor.
#define CURSOR_SHAPES (UI_CURSOR_NONE + 1)

struct cursor {
    struct surface *image; ///< Owned.
    int32_t hot_x_px;      ///< The point that clicks, inside of `image`.
    int32_t hot_y_px;
};

/// Draws `shape` (UI_CURSOR_AUTO: the arrow) with its outline and soft shadow.
///
/// @return OK, ERR_NO_MEMORY. On error `*out` is unchanged.
status_t cursor_draw(struct cursor *out, enum ui_cursor shape, const struct theme *theme,
                     scale_t scale);

/// The arrow.
status_t cursor_init(struct cursor *out, const struct theme *theme, scale_t scale);

/// Nothing happens when there is none.
void cursor_deinit(struct cursor *c);
