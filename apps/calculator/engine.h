// SPDX-License-Identifier: MIT
/// @file
/// What the keys of the calculator do. Knows nothing of windows; test/test_engine.c plays it.
#pragma once

#include "decimal.h"

#define ENGINE_HISTORY 12

struct engine {
    char entry[DECIMAL_TEXT_B]; ///< What the display shows.
    bool typing;                ///< The entry is being typed; the next digit goes on.
    bool failed;                ///< Division by zero, or too large: only AC helps.
    char pending;               ///< '+', '-', '*', '/' that waits for its right side; 0 = none.
    struct decimal left;
    char repeat; ///< What another '=' does again; 0 = nothing.
    struct decimal repeat_right;
    struct decimal memory;
    char history[ENGINE_HISTORY][3 * DECIMAL_TEXT_B]; ///< "2 + 3 = 5", newest first.
    int history_count;
};

void engine_init(struct engine *e);

/// '0'..'9' '.' '+' '-' '*' '/' '=' '%' 'n' (sign) 'b' (backspace) 'C' (entry, then all),
/// 'M' (memory +) 'm' (memory -) 'R' (recall) 'X' (memory clear).
void engine_key(struct engine *e, char key);
