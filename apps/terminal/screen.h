// SPDX-License-Identifier: MIT
/// @file
/// What the terminal holds: libvterm understands the bytes, this keeps the characters, the lines that
/// have left at the top, and joins and breaks lines when the width changes.
#pragma once

#include "history.h"

#include <vterm.h>

#define SCREEN_TITLE_MAX 128
#define SCREEN_OWN_COLORS 512 ///< 24-bit colours that are on the screen at once.

/// A line of the screen.
struct line {
    struct cell *cells;
    bool wrapped; ///< Goes on in the next.
    bool dirty;   ///< Has changed since it was shown.
};

struct screen {
    VTerm *vt; ///< Owned.
    VTermState *state;
    int cols, rows;
    struct line *lines; ///< `rows` of them. Owned; either of the next two.
    struct line *normal, *alternate;
    struct history history;

    int x, y; ///< Cursor.
    bool cursor_visible;
    int cursor_shape; ///< VTERM_PROP_CURSORSHAPE_*.
    int mouse;        ///< VTERM_PROP_MOUSE_*.
    bool alt;
    bool bell; ///< Rung; whoever shows it clears it.
    bool reverse;
    char title[SCREEN_TITLE_MAX]; ///< UTF-8, cut.

    struct cell pen;  ///< text and mark unused.
    int pending_wrap; ///< Line whose last column was filled by the character before; -1 = none.
    int scrolled;     ///< Lines that all of the screen moved up since it was shown.
    bool moved;       ///< Everything has to be shown anew.

    uint32_t own[SCREEN_OWN_COLORS]; ///< 0xRRGGBB of colour UI_CELLS_OWN + i.
    int num_own;
    int shown_own; ///< Of these whoever shows the screen knows.

    /// Answers and keys, for the program. May be NULL.
    void (*output)(void *self, const char *bytes, size_t len_b);
    void *self;
};

/// False without memory.
bool screen_init(struct screen *s, int cols, int rows);
void screen_deinit(struct screen *s);

/// What the program writes.
void screen_write(struct screen *s, const char *bytes, size_t len_b);

/// Another size; the text is broken into lines anew. Without memory nothing changes.
void screen_resize(struct screen *s, int cols, int rows);

/// Line `row`, counted from the oldest that was ever there: history, then the screen.
/// @return false when it is none any more or none yet. `out` has room for s->cols cells.
bool screen_row(const struct screen *s, uint64_t row, struct cell *out, bool *out_wrapped);

/// Forgets the lines that have left the screen.
void screen_clear_history(struct screen *s);

/// The first line that is still there, that of the screen's top, and the one behind the last.
uint64_t screen_first(const struct screen *s);
uint64_t screen_top(const struct screen *s);
uint64_t screen_end(const struct screen *s);

/// The text from cell (x1, row1) to before (x2, row2) as UTF-8, at most `size_b` bytes with its NUL.
/// @return its length.
size_t screen_text(const struct screen *s, int x1, uint64_t row1, int x2, uint64_t row2, char *out,
                   size_t size_b);
