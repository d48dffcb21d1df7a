// SPDX-License-Identifier: MIT
// Grids of characters: written into a region that the server reads.
#include "make.h"
#include "shared.h"

#include <base/utf8.h>
#include <ui_wire/cells.h>

#include <stdatomic.h>
#include <stdlib.h>

struct ui_cells {
    struct ui_cells *next;
    struct ui_shared shared; ///< Its region.
    uint32_t surface;        ///< Number that the server gave it; 0 = not opened in this session.
    struct ui_cells_head *head;
    struct ui_cell *cells;
};

static struct ui_cells *all;
static bool written; ///< Something changed since the last flush.

/// From here on the server takes nothing until uii_cells_flush().
static void begin(struct ui_cells *c) {
    uint64_t gen = atomic_load_explicit(&c->head->gen, memory_order_relaxed);
    if ((gen & 1) == 0) {
        atomic_store_explicit(&c->head->gen, gen + 1, memory_order_relaxed);
        atomic_thread_fence(memory_order_release);
        written = true;
    }
}

bool uii_cells_flush(void) {
    if (!written) {
        return false;
    }
    written = false;
    for (struct ui_cells *c = all; c != NULL; c = c->next) {
        uint64_t gen = atomic_load_explicit(&c->head->gen, memory_order_relaxed);
        if ((gen & 1) != 0) {
            atomic_store_explicit(&c->head->gen, gen + 1, memory_order_release);
        }
    }
    return true;
}

void uii_cells_forget(void) {
    for (struct ui_cells *c = all; c != NULL; c = c->next) {
        c->surface = 0;
    }
}

static struct ui_cell *row_of(struct ui_cells *c, uint32_t y, uint32_t *out_row) {
    *out_row = (c->head->origin + y) % c->head->rows;
    return c->cells + (size_t)*out_row * c->head->cols;
}

static bool inside(const struct ui_cells *c, int x, int y) {
    return x >= 0 && y >= 0 && (uint32_t)x < c->head->cols && (uint32_t)y < c->head->rows;
}

static void fill_blank(struct ui_cell *cells, size_t count, int bg) {
    struct ui_cell blank = ui_cell_make(0, UI_CELLS_FG, (uint32_t)bg, 0);
    for (size_t i = 0; i < count; i++) {
        cells[i] = blank;
    }
}

/// A size in range.
static uint32_t clamp(int n, uint32_t max) {
    return (uint32_t)CLAMP(n, 1, (int)max);
}

/// Takes a region for a grid of this size, with the head `from` if there is one.
static bool take_region(struct ui_cells *c, uint32_t cols, uint32_t rows) {
    struct ui_shared fresh = { 0 };
    if (!uii_shared_make(&fresh, UI_CELLS_B(cols, rows))) {
        return false;
    }
    struct ui_cells_head *head = fresh.memory;
    if (c->head != NULL) {
        memcpy(head, c->head, sizeof *head);
        uii_shared_drop(&c->shared);
    }
    c->shared = fresh;
    c->head = head;
    c->cells = (struct ui_cell *)((uint8_t *)head + UI_CELLS_HEAD_B);
    c->surface = 0;
    return true;
}

static void blank_all(struct ui_cells *c, uint32_t cols, uint32_t rows) {
    begin(c);
    struct ui_cells_head *h = c->head;
    h->magic = UI_CELLS_MAGIC;
    h->cols = cols;
    h->rows = rows;
    h->origin = 0;
    for (uint32_t y = 0; y < rows; y++) {
        h->row_rev[y]++;
    }
    fill_blank(c->cells, (size_t)cols * rows, UI_CELLS_BG);
}

struct ui_cells *ui_cells_new(int cols, int rows) {
    struct ui_cells *c = calloc(1, sizeof *c);
    uint32_t w = clamp(cols, UI_CELLS_COLS_MAX);
    uint32_t h = clamp(rows, UI_CELLS_ROWS_MAX);
    if (c == NULL || !take_region(c, w, h)) {
        free(c);
        return NULL;
    }
    blank_all(c, w, h);
    c->next = all;
    all = c;
    return c;
}

static void close_surface(struct ui_cells *c) {
    if (c->surface != 0 && uii.port != NULL && uii.port->cells_close != NULL) {
        uii.port->cells_close(uii.port->context, c->surface);
    }
    c->surface = 0;
}

void ui_cells_free(struct ui_cells *c) {
    for (struct ui_cells **at = &all; c != NULL && *at != NULL; at = &(*at)->next) {
        if (*at == c) {
            *at = c->next;
            close_surface(c);
            uii_shared_drop(&c->shared);
            free(c);
            return;
        }
    }
}

bool ui_cells_resize(struct ui_cells *c, int cols, int rows) {
    uint32_t w = clamp(cols, UI_CELLS_COLS_MAX);
    uint32_t h = clamp(rows, UI_CELLS_ROWS_MAX);
    if (UI_CELLS_B(w, h) > c->shared.size_b) {
        uint32_t old = c->surface;
        if (!take_region(c, w, h)) {
            return false;
        }
        if (old != 0 && uii.port != NULL && uii.port->cells_close != NULL) {
            uii.port->cells_close(uii.port->context, old);
        }
        ui_invalidate(); // the view names the new one
    }
    blank_all(c, w, h);
    return true;
}

int ui_cells_cols(const struct ui_cells *c) {
    return (int)c->head->cols;
}

int ui_cells_rows(const struct ui_cells *c) {
    return (int)c->head->rows;
}

void ui_cells_put(struct ui_cells *c, int x, int y, uint32_t character, int fg, int bg,
                  uint32_t attrs) {
    if (!inside(c, x, y)) {
        return;
    }
    begin(c);
    uint32_t row;
    struct ui_cell *cells = row_of(c, (uint32_t)y, &row);
    bool wide = (attrs & UI_CELL_WIDE) != 0 && (uint32_t)x + 1 < c->head->cols;
    attrs = wide ? attrs : attrs & ~(uint32_t)UI_CELL_WIDE;
    cells[x] = ui_cell_make(UI_CELL_CHAR(character), (uint32_t)fg, (uint32_t)bg, attrs);
    if (wide) {
        attrs = (attrs & ~(uint32_t)UI_CELL_WIDE) | UI_CELL_WIDE_TAIL;
        cells[x + 1] = ui_cell_make(0, (uint32_t)fg, (uint32_t)bg, attrs);
    }
    c->head->row_rev[row]++;
}

void ui_cells_mark(struct ui_cells *c, int x, int y, uint32_t mark) {
    uint32_t number = ui_cell_mark_of(mark);
    if (inside(c, x, y) && number != 0) {
        begin(c);
        uint32_t row;
        struct ui_cell *cell = row_of(c, (uint32_t)y, &row) + x;
        cell->text = UI_CELL_CHAR(cell->text) | number << UI_CELL_MARK_SHIFT;
        c->head->row_rev[row]++;
    }
}

int ui_cells_text(struct ui_cells *c, int x, int y, const char *text, int fg, int bg,
                  uint32_t attrs) {
    size_t len_b = strlen(text);
    for (size_t at = 0; at < len_b && x < ui_cells_cols(c); x++) {
        uint32_t character = 0;
        at += utf8_decode(text + at, len_b - at, &character);
        ui_cells_put(c, x, y, character, fg, bg, attrs);
    }
    return x;
}

void ui_cells_erase(struct ui_cells *c, int x, int end, int y, int bg) {
    x = MAX(x, 0);
    end = MIN(end, ui_cells_cols(c));
    if (x < end && inside(c, x, y)) {
        begin(c);
        uint32_t row;
        struct ui_cell *cells = row_of(c, (uint32_t)y, &row);
        fill_blank(cells + x, (size_t)(end - x), bg);
        c->head->row_rev[row]++;
    }
}

void ui_cells_scroll(struct ui_cells *c, int lines, int bg) {
    int rows = ui_cells_rows(c);
    lines = CLAMP(lines, -rows, rows);
    begin(c);
    c->head->scrolled += (uint32_t)lines;
    c->head->origin = (uint32_t)((int)c->head->origin + lines + rows) % (uint32_t)rows;
    for (int i = 0; i < abs(lines); i++) {
        ui_cells_erase(c, 0, ui_cells_cols(c), lines > 0 ? rows - 1 - i : i, bg);
    }
}

void ui_cells_cursor(struct ui_cells *c, int x, int y, enum ui_cells_cursor shape) {
    uint32_t ux = (uint32_t)CLAMP(x, 0, ui_cells_cols(c) - 1);
    uint32_t uy = (uint32_t)CLAMP(y, 0, ui_cells_rows(c) - 1);
    struct ui_cells_head *h = c->head;
    if (h->cursor_x != ux || h->cursor_y != uy || h->cursor != (uint32_t)shape) {
        begin(c);
        h->cursor_x = ux;
        h->cursor_y = uy;
        h->cursor = (uint32_t)shape;
    }
}

void ui_cells_color(struct ui_cells *c, int index, int rgb) {
    if (index >= 0 && index < UI_CELLS_COLORS) {
        begin(c);
        c->head->palette[index] = rgb < 0 ? 0 : 0xff000000u | (uint32_t)rgb;
        c->head->palette_rev++;
    }
}

void ui_cells_flash(struct ui_cells *c, bool on) {
    begin(c);
    c->head->flash = on;
}

ui_leaf_t ui_cells_(struct ui_site site, struct ui_cells_p p) {
    struct node *n = uii_make(site, UI_KIND_CELLS, &p.common, 0);
    if (n == NULL || p.cells == NULL) {
        return (ui_leaf_t){ ref_of(n) };
    }
    if (p.cells->surface == 0 && uii.port->cells_open != NULL) {
        (void)uii_cells_flush(); // so that the server finds it complete
        status_t st = uii.port->cells_open(uii.port->context, &p.cells->shared, &p.cells->surface);
        if (st != OK) {
            ui_log("%s: no grid: %s", uii_site_text(site), status_text(st));
        }
    }
    uii_attr_number(n, UI_ATTR_SURFACE, p.cells->surface);
    uii_attr_number(n, UI_ATTR_PAD, p.pad);
    uii_make_handler(n, UI_EVENT_KEY, p.on_key);
    uii_make_handler(n, UI_EVENT_TEXT, p.on_text);
    uii_make_handler(n, UI_EVENT_POINTER, p.on_pointer);
    uii_make_handler(n, UI_EVENT_WHEEL, p.on_wheel);
    uii_make_handler(n, UI_EVENT_RESIZE, p.on_resize);
    uii_make_handler(n, UI_EVENT_PASTE, p.on_paste);
    uii_make_handler(n, UI_EVENT_FOCUS, p.on_focus);
    uii_make_handler(n, UI_EVENT_BLUR, p.on_blur);
    uii_make_handler(n, UI_EVENT_MENU, p.on_menu);
    return (ui_leaf_t){ n->ref };
}
