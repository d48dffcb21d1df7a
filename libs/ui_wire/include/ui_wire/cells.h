// SPDX-License-Identifier: MIT
/// @file
/// A grid of characters that an app shares with the GUI server: the region of a Cells node.
///
///     struct ui_cells_head, room up to UI_CELLS_HEAD_B, then rows * cols cells, row after row
///
/// The app writes, the server reads. One sequence counter guards all of it: the app makes `gen` odd,
/// writes, raises `row_rev` of every row that it touched, makes `gen` even again (release) and rings
/// the session's doorbell. The server takes nothing while `gen` is odd, copies the rows whose
/// revision moved, and drops the copies when `gen` moved meanwhile: the next doorbell brings them.
///
/// Rows are a ring: line y of the screen is row (origin + y) % rows. To scroll by n lines the app
/// adds n to `scrolled` and to `origin`, and writes the rows that came in; the server moves the
/// pixels of the others.
#pragma once

#include <ui_wire/import.h>

/// "CELL" in `magic`.
#define UI_CELLS_MAGIC 0x4c4c4543u

#define UI_CELLS_COLS_MAX 512u
#define UI_CELLS_ROWS_MAX 256u
#define UI_CELLS_HEAD_B 8192u ///< Where the cells begin.

/// Bytes of a region for a grid of this size.
#define UI_CELLS_B(cols, rows)                                                                     \
    ((size_t)UI_CELLS_HEAD_B + (size_t)(cols) * (rows) * sizeof(struct ui_cell))

/// Bits of a cell's look that mean something.
#define UI_CELL_ALL 0x1fffu

/// Shapes of the cursor.
#define UI_CELLS_NUM_CURSORS 4u

/// One cell. All zero is a blank in palette colours 0 on 0; see ui_cell_blank().
struct ui_cell {
    uint32_t text;  ///< Bits 0..20 a character, 0 = blank; bits 21..30 a mark above it, see below.
    uint8_t fg, bg; ///< Bits 0..7 of the colours.
    uint16_t attrs; ///< Of enum ui_cell_attr, in ui_tree.def.
};

/// A cell holds a character and at most one combining mark: number 1.. of U+0300..U+036F, then of
/// U+20D0..U+20F0.
#define UI_CELL_CHAR(text) ((text)&0x1fffffu)
#define UI_CELL_MARK_SHIFT 21u
#define UI_CELL_MARKS 146u ///< Numbers below are marks; 0 is none.

/// The combining character of mark number `mark`; 0 for a number that is none.
static inline uint32_t ui_cell_mark_char(uint32_t mark) {
    if (mark == 0 || mark >= UI_CELL_MARKS) {
        return 0;
    }
    return mark <= 0x70 ? 0x300 + mark - 1 : 0x20d0 + mark - 0x71;
}

/// The number of combining character `c`; 0 when it is none that a cell can hold.
static inline uint32_t ui_cell_mark_of(uint32_t c) {
    if (c >= 0x300 && c <= 0x36f) {
        return c - 0x300 + 1;
    }
    return c >= 0x20d0 && c <= 0x20f0 ? c - 0x20d0 + 0x71 : 0;
}

/// `fg` and `bg` are numbers of the palette.
static inline struct ui_cell ui_cell_make(uint32_t text, uint32_t fg, uint32_t bg, uint32_t attrs) {
    return (struct ui_cell){
        .text = text,
        .fg = (uint8_t)fg,
        .bg = (uint8_t)bg,
        .attrs = (uint16_t)(attrs | (fg & 0x300) | (bg & 0x300) << 2),
    };
}

static inline uint32_t ui_cell_fg(struct ui_cell c) {
    return c.fg | (c.attrs & (uint32_t)UI_CELL_FG_HIGH);
}

static inline uint32_t ui_cell_bg(struct ui_cell c) {
    return c.bg | (c.attrs & (uint32_t)UI_CELL_BG_HIGH) >> 2;
}

/// Nothing, on the ground of the theme.
static inline struct ui_cell ui_cell_blank(void) {
    return ui_cell_make(0, UI_CELLS_FG, UI_CELLS_BG, 0);
}

/// First bytes of the region.
struct ui_cells_head {
    _Atomic uint64_t gen; ///< Odd while the app writes.
    uint32_t magic;       ///< UI_CELLS_MAGIC.
    uint32_t cols, rows;  ///< 1..UI_CELLS_COLS_MAX, 1..UI_CELLS_ROWS_MAX; must fit the region.
    uint32_t origin;      ///< Row that is line 0 of the screen.
    uint32_t scrolled;    ///< Lines scrolled since the beginning, modulo 2^32. Down is negative.
    uint32_t cursor;      ///< enum ui_cells_cursor.
    uint32_t cursor_x, cursor_y;         ///< Line and column on the screen.
    uint32_t palette_rev;                ///< Raised when `palette` changes.
    uint32_t flash;                      ///< Not 0: the grid is shown lit up, for a bell.
    uint32_t row_rev[UI_CELLS_ROWS_MAX]; ///< By row of the ring.
    uint32_t palette[UI_CELLS_COLORS];   ///< 0xffRRGGBB, or 0: as the theme has it.
};
_Static_assert(sizeof(struct ui_cell) == 8, "wire size");
_Static_assert(sizeof(struct ui_cells_head) <= UI_CELLS_HEAD_B, "wire size");

/// Columns `first`..`end` of a line that look different; none when first >= end.
struct ui_cells_span {
    uint16_t first, end;
};

/// What an import changed.
struct ui_cells_delta {
    bool any;    ///< Anything at all.
    bool all;    ///< Everything has to be painted: size, palette or flash changed.
    int32_t up;  ///< Lines that the content moved up by (down when negative), less than rows.
    bool cursor; ///< The cursor changed; the lines it was and is on are in `lines`.
    struct ui_cells_span lines[UI_CELLS_ROWS_MAX]; ///< By line of the screen, after moving.
};

/// The server's private copy. Set the first group, zero the rest.
struct ui_cells_copy {
    const volatile void *region; ///< App memory: read through `read` only.
    size_t region_b;
    ui_read_fn read;
    void *read_context;
    struct ui_cell *memory; ///< ui_cells_memory_b() bytes. Owned by the caller.

    uint64_t gen;        ///< Taken last; 0 = nothing yet.
    uint32_t cols, rows; ///< 0 before the first import.
    uint32_t origin, scrolled;
    uint32_t cursor, cursor_x, cursor_y; ///< Inside of the grid; UI_CELLS_NONE: none.
    uint32_t palette_rev, flash;
    uint32_t row_rev[UI_CELLS_ROWS_MAX];
    uint8_t bank[UI_CELLS_ROWS_MAX]; ///< Which of the two copies of a row is the good one.
    uint8_t palette_bank;            ///< Which of the palettes is the good one.
    uint32_t palettes[2][UI_CELLS_COLORS];
};

/// Bytes of memory that the copy of a region of `region_b` bytes needs.
size_t ui_cells_memory_b(size_t region_b);

/// Takes what has changed. Each cell is made valid: characters that are none become U+FFFD,
/// controls blanks, unknown bits and halves of wide characters without the other half go.
///
/// @return OK; ERR_WOULD_BLOCK when the app is writing: ring again; ERR_BAD_FORMAT for a head that
///         is nonsense; ERR_FAULT. Unless OK the copy is as before, but for ERR_WOULD_BLOCK while
///         the size changes: then it is empty until the next import.
status_t ui_cells_import(struct ui_cells_copy *c, struct ui_cells_delta *out);

/// The cells of line `y` of the screen, `c->cols` of them. y < c->rows.
static inline const struct ui_cell *ui_cells_line(const struct ui_cells_copy *c, uint32_t y) {
    uint32_t row = (c->origin + y) % c->rows;
    return c->memory + ((size_t)c->bank[row] * c->rows + row) * c->cols;
}

/// The app's palette: 0xffRRGGBB, or 0 where the theme decides.
static inline const uint32_t *ui_cells_palette(const struct ui_cells_copy *c) {
    return c->palettes[c->palette_bank];
}
