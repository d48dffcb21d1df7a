// SPDX-License-Identifier: MIT
#include "show.h"

#include <base/base.h>
#include <ui.h>

#define COLS_MAX 512

static bool before(struct place a, struct place b) {
    return a.row < b.row || (a.row == b.row && a.x < b.x);
}

static bool is_selected(const struct show *v, uint64_t row, int x) {
    const struct place at = { row, x };
    return !before(at, v->from) && before(at, v->to);
}

static void put_row(struct show *v, int y, uint64_t row) {
    static struct cell cells[COLS_MAX];
    const struct screen *s = v->screen;
    bool wrapped = false;
    if (!screen_row(s, row, cells, &wrapped)) {
        ui_cells_erase(v->cells, 0, s->cols, y, UI_CELLS_BG);
        return;
    }
    for (int x = 0; x < s->cols; x++) {
        const struct cell *c = &cells[x];
        if ((c->attrs & UI_CELL_WIDE_TAIL) != 0 && x > 0 &&
            (cells[x - 1].attrs & UI_CELL_WIDE) != 0) {
            continue; // comes with its first half
        }
        uint32_t attrs = c->attrs & ~(uint32_t)UI_CELL_WIDE_TAIL;
        attrs ^= s->reverse ? UI_CELL_INVERSE : 0;
        attrs |= is_selected(v, row, x) ? UI_CELL_SELECTED : 0;
        ui_cells_put(v->cells, x, y, c->text, c->fg, c->bg, attrs);
        if (c->mark != 0) {
            ui_cells_mark(v->cells, x, y, c->mark);
        }
    }
}

/// Whether the selection looks another way on `row` than it did.
static bool reselected(const struct show *v, uint64_t row) {
    bool now = row >= v->from.row && row <= v->to.row;
    bool then = row >= v->shown_from.row && row <= v->shown_to.row;
    bool same = v->from.row == v->shown_from.row && v->from.x == v->shown_from.x &&
                v->to.row == v->shown_to.row && v->to.x == v->shown_to.x;
    return !same && (now || then);
}

static void put_cursor(struct show *v) {
    const struct screen *s = v->screen;
    static const enum ui_cells_cursor shapes[] = { UI_CELLS_BLOCK, UI_CELLS_BLOCK, UI_CELLS_LINE,
                                                   UI_CELLS_BAR };
    uint64_t y = screen_top(s) - v->top + (uint64_t)s->y;
    bool seen = s->cursor_visible && y < (uint64_t)s->rows;
    uint32_t shape = (uint32_t)s->cursor_shape < ARRAY_LEN(shapes) ? (uint32_t)s->cursor_shape : 0;
    ui_cells_cursor(v->cells, s->x, (int)MIN(y, (uint64_t)s->rows),
                    seen ? shapes[shape] : UI_CELLS_NONE);
}

void show_update(struct show *v) {
    struct screen *s = v->screen;
    uint64_t screen_at = screen_top(s);
    uint64_t top = v->scrolled ? CLAMP(v->want, screen_first(s), screen_at) : screen_at;
    v->scrolled = v->scrolled && top < screen_at;
    int64_t up = (int64_t)(top - v->top);
    bool all = v->all || s->moved || up >= s->rows || up <= -s->rows ||
               (int64_t)(screen_at - v->shown_screen) != s->scrolled;
    for (; s->shown_own < s->num_own; s->shown_own++) {
        ui_cells_color(v->cells, UI_CELLS_OWN + s->shown_own, (int)s->own[s->shown_own]);
    }
    if (!all && up != 0) {
        ui_cells_scroll(v->cells, (int)up, UI_CELLS_BG);
    }
    v->top = top;
    for (int y = 0; y < s->rows; y++) {
        uint64_t row = top + (uint64_t)y;
        bool came_in = y >= s->rows - up || y < -up;
        bool dirty = row >= screen_at && row < screen_end(s) && s->lines[row - screen_at].dirty;
        if (all || came_in || dirty || reselected(v, row)) {
            put_row(v, y, row);
        }
    }
    for (int y = 0; y < s->rows; y++) {
        // Those that are below the view come in as a whole when it gets there.
        s->lines[y].dirty = false;
    }
    put_cursor(v);
    s->scrolled = 0;
    s->moved = false;
    v->all = false;
    v->shown_screen = screen_at;
    v->shown_from = v->from;
    v->shown_to = v->to;
}

void show_scroll_to(struct show *v, uint64_t top) {
    uint64_t end = screen_top(v->screen);
    v->want = CLAMP(top, screen_first(v->screen), end);
    v->scrolled = v->want < end;
}

void show_scroll(struct show *v, int64_t lines) {
    uint64_t first = screen_first(v->screen);
    uint64_t now = v->scrolled ? MAX(v->want, first) : screen_top(v->screen);
    show_scroll_to(v, lines < 0 && (uint64_t)-lines > now - first ? first : now + (uint64_t)lines);
}

// --- selection ----------------------------------------------------------------------------------

/// What a double click takes together.
static bool is_word(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c >= 0x80 || c == '_' || c == '-' || c == '.' || c == '/' || c == ':' || c == '~';
}

/// Grows the selection to whole words or lines.
static void widen(struct show *v) {
    static struct cell cells[COLS_MAX];
    bool wrapped = false;
    if (v->by == SELECT_LINES) {
        while (v->from.row > screen_first(v->screen) &&
               screen_row(v->screen, v->from.row - 1, cells, &wrapped) && wrapped) {
            v->from.row--;
        }
        while (screen_row(v->screen, v->to.row, cells, &wrapped) && wrapped) {
            v->to.row++;
        }
        v->from.x = 0;
        v->to.x = v->screen->cols;
    } else if (v->by == SELECT_WORDS) {
        if (screen_row(v->screen, v->from.row, cells, &wrapped)) {
            while (v->from.x > 0 && is_word(cells[v->from.x].text) &&
                   is_word(cells[v->from.x - 1].text)) {
                v->from.x--;
            }
        }
        if (screen_row(v->screen, v->to.row, cells, &wrapped)) {
            bool word = v->to.x < v->screen->cols && is_word(cells[v->to.x].text);
            do {
                v->to.x++;
            } while (word && v->to.x < v->screen->cols && is_word(cells[v->to.x].text));
            v->to.x = MIN(v->to.x, v->screen->cols);
        }
    }
}

static void arrange(struct show *v) {
    bool back = before(v->point, v->anchor);
    v->from = back ? v->point : v->anchor;
    v->to = back ? v->anchor : v->point;
    if (v->by == SELECT_CHARS && show_has_selection(v)) {
        v->to.x = MIN(v->to.x + (back ? 0 : 1), v->screen->cols);
    }
    widen(v);
}

static struct place place_at(const struct show *v, int col, int row) {
    const struct screen *s = v->screen;
    uint64_t top = v->top;
    return (struct place){ top + (uint64_t)CLAMP(row, 0, s->rows - 1), CLAMP(col, 0, s->cols - 1) };
}

void show_select_start(struct show *v, int col, int row, enum select_by by, bool extend) {
    v->by = by;
    v->point = place_at(v, col, row);
    if (!extend || !show_has_selection(v)) {
        v->anchor = v->point;
    }
    arrange(v);
}

void show_select_to(struct show *v, int col, int row) {
    if (row < 0 || row >= v->screen->rows) {
        show_scroll(v, row < 0 ? row : row - v->screen->rows + 1);
    }
    v->point = place_at(v, col, row);
    arrange(v);
}

void show_select_none(struct show *v) {
    v->from = v->to = v->anchor = v->point = (struct place){ 0 };
}

void show_select_all(struct show *v) {
    v->by = SELECT_CHARS;
    v->anchor = v->from = (struct place){ screen_first(v->screen), 0 };
    v->point = v->to = (struct place){ screen_end(v->screen) - 1, v->screen->cols };
}
