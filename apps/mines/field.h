// SPDX-License-Identifier: MIT
/// @file
/// The rules of the game; knows nothing of the screen.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    FIELD_W_MAX = 30,
    FIELD_H_MAX = 16,
};

enum field_state {
    FIELD_READY, ///< Nothing opened yet: the mines are laid by the first opening, away from it.
    FIELD_PLAYING,
    FIELD_WON,
    FIELD_LOST,
};

struct cell {
    bool mine, open, flag;
    uint8_t around; ///< Mines next to it.
};

struct field {
    int w, h, mines;
    uint64_t seed;
    enum field_state state;
    int num_open, num_flags;
    int lost_x, lost_y; ///< FIELD_LOST: the mine that was stepped on.
    struct cell cells[FIELD_H_MAX][FIELD_W_MAX];
};

/// A new game. 4 <= w <= FIELD_W_MAX, 4 <= h <= FIELD_H_MAX, mines <= w * h - 9.
void field_new(struct field *f, int w, int h, int mines, uint64_t seed);

/// Opens a cell, and all around it when no mine is next to it. On an open cell whose mines are all
/// flagged: opens its other neighbours. Places outside are ignored.
void field_open(struct field *f, int x, int y);

/// Sets or takes a flag.
void field_flag(struct field *f, int x, int y);
