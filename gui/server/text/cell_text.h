// SPDX-License-Identifier: MIT
/// @file
/// Glyphs of the fixed-width font, one to a cell of whole device pixels.
///
/// A cell is 8 x 18 logical pixels. The font is set in the size whose advance is exactly the width
/// of a cell, and each glyph is cut to its cell, so that cells can be painted one by one.
#pragma once

#include "text.h"

struct text_cell_size {
    int32_t w_px, h_px;
    int32_t baseline_px; ///< Below the cell's top.
};

enum text_cell_flags {
    TEXT_CELL_BOLD = BIT(0),
    TEXT_CELL_ITALIC = BIT(1),
};

/// Where coverage lies in its cell.
struct text_cell {
    struct mask mask; ///< w_px 0: blank.
    int32_t x_px, y_px;
};

/// Cells at this scale.
struct text_cell_size text_cell_size(scale_t scale);

/// Coverage of `character`.
///
/// @return valid until the next call; NULL when the fixed-width font has no such glyph, and without
///         memory: then the text path of everything else draws it.
const struct text_cell *text_cell_get(struct text *t, uint32_t character, uint32_t flags,
                                      scale_t scale);

// text.c calls these.
struct cell_cache;
void cell_cache_destroy(struct cell_cache *c);
