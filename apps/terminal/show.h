// SPDX-License-Identifier: MIT
/// @file
/// What of the screen is seen: the lines that the user has scrolled to, the selection, the cursor.
#pragma once

#include "screen.h"

struct ui_cells;

/// A place between two characters.
struct place {
    uint64_t row; ///< As in screen_row().
    int x;
};

enum select_by {
    SELECT_CHARS,
    SELECT_WORDS,
    SELECT_LINES,
};

struct show {
    struct screen *screen;
    struct ui_cells *cells;
    bool scrolled; ///< The user looks at older lines; otherwise the view follows the output.
    uint64_t want; ///< With `scrolled`: line that is to be first.
    uint64_t top;  ///< Line that is first in the grid.
    uint64_t shown_screen; ///< screen_top() when it was shown last.
    bool all;              ///< Everything is to be shown anew.

    enum select_by by;
    struct place anchor, point; ///< What the user pressed and where the pointer is; equal: none.
    struct place from, to;      ///< What is selected, in order. from == to: nothing.
    struct place shown_from, shown_to;
};

/// Writes into the grid what has changed.
void show_update(struct show *v);

/// Scrolls by `lines`, up when negative.
void show_scroll(struct show *v, int64_t lines);

/// Line `top` is the first; at the end the view follows the output again.
void show_scroll_to(struct show *v, uint64_t top);

/// Begins a selection at a cell of the view. `extend`: moves the end of the one there is.
void show_select_start(struct show *v, int col, int row, enum select_by by, bool extend);

/// The pointer is at this cell, which may lie outside: then the view scrolls.
void show_select_to(struct show *v, int col, int row);

void show_select_none(struct show *v);
void show_select_all(struct show *v);

static inline bool show_has_selection(const struct show *v) {
    return v->from.row != v->to.row || v->from.x != v->to.x;
}
