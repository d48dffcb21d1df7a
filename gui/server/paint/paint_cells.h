// SPDX-License-Identifier: MIT
/// @file
/// A grid of characters in pixels: each cell is painted by itself, and nothing reaches out of it.
#pragma once

#include <ui_wire/cells.h>

#include "cell_text.h"
#include "paint.h"

/// Where a grid lies.
struct paint_cells {
    const struct ui_cells_copy *grid; ///< NULL or without rows: the ground alone.
    struct px_box box;                ///< The whole node, painted in the ground's colour.
    struct px_point at;               ///< Left top corner of the first cell.
    bool focused;                     ///< The cursor is solid.
};

/// The pixels of columns `first`..`end` of line `y`.
struct px_box paint_cells_box(const struct paint_cells *c, scale_t scale, uint32_t y,
                              uint32_t first, uint32_t end);

/// Paints what touches p->draw.clip.
void paint_cells(const struct paint *p, const struct paint_cells *c);

/// The colour that palette entry `index` (< UI_CELLS_COLORS) has in the theme.
argb_t paint_cells_color(const struct theme *theme, uint32_t index);
