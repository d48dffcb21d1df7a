// SPDX-License-Identifier: MIT
// The server's copy of a grid of characters.
#include <ui_wire/cells.h>

#include <stdatomic.h>

#include <base/string.h>

/// What is read of the head at once.
struct front {
    uint64_t gen;
    uint32_t magic, cols, rows, origin, scrolled, cursor, cursor_x, cursor_y, palette_rev, flash;
};
_Static_assert(offsetof(struct ui_cells_head, row_rev) == sizeof(struct front), "same layout");

size_t ui_cells_memory_b(size_t region_b) {
    return region_b <= UI_CELLS_HEAD_B ? 0 : 2 * (region_b - UI_CELLS_HEAD_B);
}

static status_t read_at(const struct ui_cells_copy *c, void *dst, size_t offset, size_t len_b) {
    return c->read(c->read_context, dst, (const volatile uint8_t *)c->region + offset, len_b);
}

static bool front_is_good(const struct ui_cells_copy *c, const struct front *f) {
    if (f->magic != UI_CELLS_MAGIC || f->cols - 1 >= UI_CELLS_COLS_MAX ||
        f->rows - 1 >= UI_CELLS_ROWS_MAX || f->origin >= f->rows ||
        f->cursor >= UI_CELLS_NUM_CURSORS) {
        return false;
    }
    return UI_CELLS_B(f->cols, f->rows) <= c->region_b;
}

static bool is_character(uint32_t c) {
    return c >= 0x20 && c <= 0x10ffff && (c < 0x7f || c >= 0xa0) && (c < 0xd800 || c > 0xdfff);
}

/// Makes every cell of a row valid.
static void clean(struct ui_cell *row, uint32_t cols) {
    for (uint32_t x = 0; x < cols; x++) {
        struct ui_cell *cell = &row[x];
        uint32_t c = UI_CELL_CHAR(cell->text);
        if (cell->text - 0x20 >= 0x7f - 0x20) { // the rest is plain ASCII
            bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
            uint32_t mark = cell->text >> UI_CELL_MARK_SHIFT;
            if (control) {
                cell->text = 0;
            } else if (!is_character(c)) {
                cell->text = 0xfffd;
            } else if (mark >= UI_CELL_MARKS) {
                cell->text = c;
            }
        }
        uint32_t attrs = cell->attrs & (uint32_t)UI_CELL_ALL;
        if ((attrs & (UI_CELL_WIDE | UI_CELL_WIDE_TAIL)) != 0) {
            bool tail = x > 0 && (row[x - 1].attrs & UI_CELL_WIDE) != 0;
            if (tail) {
                cell->text = 0;
                attrs = (attrs & ~(uint32_t)UI_CELL_WIDE) | UI_CELL_WIDE_TAIL;
            } else {
                attrs &= ~(uint32_t)UI_CELL_WIDE_TAIL;
                if (x + 1 == cols) {
                    attrs &= ~(uint32_t)UI_CELL_WIDE;
                }
            }
        }
        cell->attrs = (uint16_t)attrs;
    }
    for (uint32_t x = 0; x + 1 < cols; x++) { // a wide cell whose tail is another cell is narrow
        if ((row[x].attrs & UI_CELL_WIDE) != 0 && (row[x + 1].attrs & UI_CELL_WIDE_TAIL) == 0) {
            row[x].attrs = (uint16_t)(row[x].attrs & ~UI_CELL_WIDE);
        }
    }
}

static struct ui_cell *row_at(const struct ui_cells_copy *c, uint32_t bank, uint32_t row,
                              const struct front *f) {
    return c->memory + ((size_t)bank * f->rows + row) * f->cols;
}

/// Copies the rows that changed into their spare banks; sets the bits of `fresh`.
static status_t read_rows(const struct ui_cells_copy *c, const struct front *f, const uint32_t *rev,
                          bool all, uint64_t fresh[UI_CELLS_ROWS_MAX / 64]) {
    for (uint32_t row = 0; row < f->rows; row++) {
        if (!all && rev[row] == c->row_rev[row]) {
            continue;
        }
        struct ui_cell *to = row_at(c, all ? 0 : 1u - c->bank[row], row, f);
        size_t row_b = (size_t)f->cols * sizeof(struct ui_cell);
        TRY(read_at(c, to, UI_CELLS_HEAD_B + row * row_b, row_b));
        fresh[row / 64] |= BIT64(row % 64);
    }
    return OK;
}

static bool same(struct ui_cell a, struct ui_cell b) {
    return a.text == b.text && a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

/// The columns in which two rows differ; whole wide characters.
static struct ui_cells_span compare(const struct ui_cell *a, const struct ui_cell *b,
                                    uint32_t cols) {
    uint32_t first = 0;
    while (first < cols && same(a[first], b[first])) {
        first++;
    }
    uint32_t end = cols;
    while (end > first && same(a[end - 1], b[end - 1])) {
        end--;
    }
    if (first < end && first > 0) {
        first--; // a wide character or one that leans over begins there
    }
    return (struct ui_cells_span){ (uint16_t)first, (uint16_t)MIN(end + 1, cols) };
}

/// Adds `x`..`x + 1` to what is to be painted of line `y`.
static void add_span(struct ui_cells_delta *out, uint32_t y, uint32_t first, uint32_t end) {
    struct ui_cells_span *s = &out->lines[y];
    if (s->first >= s->end) {
        *s = (struct ui_cells_span){ (uint16_t)first, (uint16_t)end };
        return;
    }
    s->first = (uint16_t)MIN(s->first, first);
    s->end = (uint16_t)MAX(s->end, end);
}

/// Where a cursor is painted, with both halves of a wide character.
static void add_cursor(struct ui_cells_delta *out, const struct front *f, uint32_t x, int64_t y) {
    if (y >= 0 && y < f->rows) {
        add_span(out, (uint32_t)y, x > 0 ? x - 1 : 0, MIN(x + 2, f->cols));
    }
}

/// How far the content moved; false when the rows tell another story than the counter.
static bool moved(const struct ui_cells_copy *c, const struct front *f, int32_t *out_up) {
    int32_t up = (int32_t)(f->scrolled - c->scrolled);
    int64_t rows = (int64_t)f->rows;
    if (up <= -rows || up >= rows) {
        return false;
    }
    *out_up = up;
    return ((int64_t)c->origin + up + rows) % rows == f->origin;
}

/// Marks what looks different. The copies are all good; `fresh` says which rows they are of.
static void find_changes(const struct ui_cells_copy *c, const struct front *f,
                         const uint64_t fresh[UI_CELLS_ROWS_MAX / 64], struct ui_cells_delta *out) {
    uint32_t rows = f->rows;
    for (uint32_t y = 0; y < rows; y++) {
        uint32_t row = (f->origin + y) % rows;
        bool came_in = (int64_t)y >= (int64_t)rows - out->up || (int64_t)y < -(int64_t)out->up;
        if (out->all || came_in) {
            out->lines[y] = (struct ui_cells_span){ 0, (uint16_t)f->cols };
        } else if ((fresh[row / 64] & BIT64(row % 64)) != 0) {
            out->lines[y] = compare(row_at(c, c->bank[row], row, f),
                                    row_at(c, 1u - c->bank[row], row, f), f->cols);
        }
        out->any = out->any || out->lines[y].first < out->lines[y].end;
    }
    uint32_t x = MIN(f->cursor_x, f->cols - 1);
    uint32_t y = MIN(f->cursor_y, rows - 1);
    out->cursor = f->cursor != c->cursor || x != c->cursor_x || y != c->cursor_y || out->up != 0;
    if (out->cursor && !out->all) {
        if (c->cursor != UI_CELLS_NONE) {
            add_cursor(out, f, c->cursor_x, (int64_t)c->cursor_y - out->up);
        }
        if (f->cursor != UI_CELLS_NONE) {
            add_cursor(out, f, x, y);
        }
        out->any = true;
    }
}

static void accept(struct ui_cells_copy *c, const struct front *f, const uint32_t *rev, bool all,
                   const uint64_t fresh[UI_CELLS_ROWS_MAX / 64]) {
    for (uint32_t row = 0; row < f->rows; row++) {
        if ((fresh[row / 64] & BIT64(row % 64)) != 0) {
            c->bank[row] = all ? 0 : (uint8_t)(1 - c->bank[row]);
            c->row_rev[row] = rev[row];
        }
    }
    c->gen = f->gen;
    c->cols = f->cols;
    c->rows = f->rows;
    c->origin = f->origin;
    c->scrolled = f->scrolled;
    c->cursor = f->cursor;
    c->cursor_x = MIN(f->cursor_x, f->cols - 1);
    c->cursor_y = MIN(f->cursor_y, f->rows - 1);
    c->palette_rev = f->palette_rev;
    c->flash = f->flash;
}

/// Reads everything that follows from the front, into memory that nobody looks at yet.
static status_t read_rest(struct ui_cells_copy *c, const struct front *f, bool all, uint32_t *rev,
                          uint64_t fresh[UI_CELLS_ROWS_MAX / 64]) {
    TRY(read_at(c, rev, offsetof(struct ui_cells_head, row_rev), f->rows * sizeof(*rev)));
    TRY(read_rows(c, f, rev, all, fresh));
    if (f->palette_rev != c->palette_rev) {
        uint32_t *spare = c->palettes[1 - c->palette_bank];
        TRY(read_at(c, spare, offsetof(struct ui_cells_head, palette), sizeof(c->palettes[0])));
    }
    uint64_t gen = 0;
    atomic_thread_fence(memory_order_acquire);
    TRY(read_at(c, &gen, offsetof(struct ui_cells_head, gen), sizeof(gen)));
    return gen == f->gen ? OK : ERR_WOULD_BLOCK;
}

status_t ui_cells_import(struct ui_cells_copy *c, struct ui_cells_delta *out) {
    memset(out, 0, sizeof(*out));
    if (c->region_b < UI_CELLS_HEAD_B) {
        return ERR_BAD_FORMAT;
    }
    struct front f;
    TRY(read_at(c, &f.gen, 0, sizeof(f.gen)));
    atomic_thread_fence(memory_order_acquire);
    if (f.gen == c->gen) {
        return OK;
    }
    if ((f.gen & 1) != 0) {
        return ERR_WOULD_BLOCK;
    }
    const size_t skip_b = offsetof(struct front, magic);
    TRY(read_at(c, &f.magic, skip_b, sizeof(f) - skip_b));
    if (!front_is_good(c, &f)) {
        return ERR_BAD_FORMAT;
    }
    bool all = f.cols != c->cols || f.rows != c->rows;
    uint32_t rev[UI_CELLS_ROWS_MAX];
    uint64_t fresh[UI_CELLS_ROWS_MAX / 64] = { 0 };
    if (all) {
        c->cols = c->rows = 0; // the memory of the old rows is used again
        c->gen = 0;
    }
    TRY(read_rest(c, &f, all, rev, fresh));
    for (uint32_t row = 0; row < f.rows; row++) {
        if ((fresh[row / 64] & BIT64(row % 64)) != 0) {
            clean(row_at(c, all ? 0 : 1u - c->bank[row], row, &f), f.cols);
        }
    }
    out->all = all || f.palette_rev != c->palette_rev || (f.flash != 0) != (c->flash != 0);
    out->all = out->all || !moved(c, &f, &out->up);
    out->up = out->all ? 0 : out->up;
    if (f.palette_rev != c->palette_rev) {
        c->palette_bank = 1 - c->palette_bank;
    }
    find_changes(c, &f, fresh, out);
    accept(c, &f, rev, all, fresh);
    return OK;
}
