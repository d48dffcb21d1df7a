// SPDX-License-Identifier: MIT
/// @file
/// The line that is being typed: cursor, history, completion. Shown by escape sequences.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "../tty.h"

#define EDIT_MAX 512     ///< Bytes of a line.
#define EDIT_HISTORY 100 ///< Lines that are remembered.

struct edit {
    struct tty *tty;
    const char *prompt;
    int prompt_cols; ///< How wide it is.
    char line[EDIT_MAX + 1];
    size_t len_b, at_b;
    char history[EDIT_HISTORY][EDIT_MAX + 1];
    int num_history;
    int shown_history;        ///< Of them the one in `line`; num_history = the new one.
    char draft[EDIT_MAX + 1]; ///< The new line, while an old one is shown.
    char escape[8];           ///< Of a sequence that is not complete.
    size_t escape_b;
    int cursor_row; ///< Of the cursor below the prompt's line.

    /// A line was finished; NUL-terminated.
    void (*done)(struct edit *e, const char *line);
    /// Ctrl+C was pressed.
    void (*interrupt)(struct edit *e);
    /// Ctrl+D on an empty line.
    void (*end)(struct edit *e);
    /// Word number `index` that begins with `prefix` (the word at the cursor; `first`: the line's
    /// first); NULL behind the last. May be NULL.
    const char *(*complete)(struct edit *e, const char *prefix, bool first, int index);
};

/// Shows the prompt and waits for a new line.
void edit_start(struct edit *e);

/// What the user typed.
void edit_input(struct edit *e, const char *bytes, size_t len_b);
