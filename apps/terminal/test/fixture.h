// SPDX-License-Identifier: MIT
/// @file
/// A screen in a test, and what it shows as text.
#pragma once

#include "../screen.h"

extern struct screen scr;
extern char answer[256]; ///< What the terminal has sent to the program.

/// A new screen; the one before goes.
void fresh(int cols, int rows);
void feed(const char *text);

/// Line `y` of the screen without the blanks at its end; a static buffer.
const char *line_at(int y);

/// Line `row` counted from the oldest, likewise.
const char *row_at(uint64_t row);

/// The cell at column `x` of line `y`.
const struct cell *cell_at(int x, int y);
