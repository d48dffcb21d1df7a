// SPDX-License-Identifier: MIT
/// @file
/// A grid of characters, as terminals and text games show: the app writes cells, the server paints
/// those that changed.
///
///     static struct ui_cells *grid;
///     static void view(void) { Window("Grid") ui_cells(grid, .grow = 1, .on_key = UI_ON(key)); }
///     int main(void) { grid = ui_cells_new(80, 25); ui_cells_text(grid, 0, 0, "Hello", ...); ... }
///
/// What is written shows when the present handler is done. Colours are numbers: 0..255 are xterm's
/// (0..15 follow the theme), then UI_CELLS_FG and UI_CELLS_BG, the theme's text and ground, and from
/// UI_CELLS_OWN to UI_CELLS_COLORS - 1 those that ui_cells_color() sets.
#pragma once

struct ui_cells;

#ifdef __cplusplus
extern "C" {
#endif

/// A grid of blanks, at most 512 x 256. @return NULL without memory; ui_cells_free() frees it.
struct ui_cells *ui_cells_new(int cols, int rows);
void ui_cells_free(struct ui_cells *cells);

/// Another size; all cells become blank. False without memory: then nothing has changed.
bool ui_cells_resize(struct ui_cells *cells, int cols, int rows);

int ui_cells_cols(const struct ui_cells *cells);
int ui_cells_rows(const struct ui_cells *cells);

/// One character at column `x` of line `y`; outside of the grid nothing happens. `attrs` of enum
/// ui_cell_attr. With UI_CELL_WIDE the cell to the right becomes its other half. 0 is a blank.
void ui_cells_put(struct ui_cells *cells, int x, int y, uint32_t character, int fg, int bg,
                  uint32_t attrs);

/// A combining mark over the character that is at `x`, `y`. One fits; U+0300..U+036F and
/// U+20D0..U+20F0 are known, others are left out.
void ui_cells_mark(struct ui_cells *cells, int x, int y, uint32_t mark);

/// UTF-8 from `x` on, one cell a character, cut at the edge. @return the column behind it.
int ui_cells_text(struct ui_cells *cells, int x, int y, const char *text, int fg, int bg,
                  uint32_t attrs);

/// Blanks from column `x` up to `end` of line `y`.
void ui_cells_erase(struct ui_cells *cells, int x, int end, int y, int bg);

/// Moves everything up by `lines` (down when negative); blank lines come in. Cheaper than writing
/// the lines anew: the server moves their pixels.
void ui_cells_scroll(struct ui_cells *cells, int lines, int bg);

void ui_cells_cursor(struct ui_cells *cells, int x, int y, enum ui_cells_cursor shape);

/// Colour `index` is 0xRRGGBB from now on; -1 gives it back to the theme.
void ui_cells_color(struct ui_cells *cells, int index, int rgb);

/// Lights all of it up a little, for a bell; the app ends it.
void ui_cells_flash(struct ui_cells *cells, bool on);

struct ui_cells_p {
    struct ui_cells *cells;
    /// KEY and TEXT as on canvases. POINTER: e->col, e->row are the cell. RESIZE: e->cols, e->rows
    /// fit now; call ui_cells_resize(). PASTE: e->text.
    ui_handler on_key, on_text, on_pointer, on_wheel, on_resize, on_paste, on_focus, on_blur;
    ui_handler on_menu;
    int pad; ///< Ground around the grid.
    UI_COMMON_;
};
ui_leaf_t ui_cells_(struct ui_site, struct ui_cells_p);

#ifdef __cplusplus
} // extern "C"
#else
#define ui_cells(...) UI_MAKE_(ui_cells_, ui_cells_p, __VA_ARGS__)
#endif
