// SPDX-License-Identifier: MIT
/// @file
/// Lines that have left the screen at its top: whole lines, whatever the width of the screen was,
/// packed as runs of one look and UTF-8.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Lines that are kept; older ones go.
#define HISTORY_LINES 10000u

/// Longest line in cells; what is longer goes on in the next.
#define HISTORY_CELLS_MAX 2048u

/// A character as the terminal keeps it.
struct cell {
    uint32_t text;   ///< 0 = blank.
    uint32_t mark;   ///< A combining mark; 0 = none.
    uint16_t fg, bg; ///< Of enum ui_cells_color.
    uint16_t attrs;  ///< Of enum ui_cell_attr.
};

struct packed; // a line

struct history {
    struct packed **lines; ///< A ring of HISTORY_LINES. Owned.
    uint32_t first, count;
    bool open;        ///< The last line goes on with what is added next.
    int cols;         ///< Width that `rows` is for.
    uint64_t rows;    ///< Lines of the screen that all of it takes.
    uint64_t dropped; ///< Lines of the screen that have gone for ever.
};

/// False without memory.
bool history_init(struct history *h, int cols);
void history_deinit(struct history *h);
void history_clear(struct history *h);

/// The screen is `cols` wide from now on.
void history_set_cols(struct history *h, int cols);

/// Adds one line of the screen. `wrapped`: the next one is its continuation. Without memory it is lost.
void history_add(struct history *h, const struct cell *cells, int count, bool wrapped);

/// Takes the last line, of at most HISTORY_CELLS_MAX cells. @return how many it has, -1 = none.
int history_take(struct history *h, struct cell *out);

/// Unpacks line `row` of the screen, counted from the oldest that is kept; `cols` cells, the rest
/// blank. @return false when there is no such line. `out_wrapped`: it goes on in the next.
bool history_row(const struct history *h, uint64_t row, struct cell *out, bool *out_wrapped);
