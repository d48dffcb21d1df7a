// SPDX-License-Identifier: MIT
#include "screen.h"

#include <base/base.h>
#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>
#include <ui.h>

static struct cell blank_of(const struct screen *s) {
    return (struct cell){ .fg = UI_CELLS_FG, .bg = s->pen.bg };
}

static void clear(struct screen *s, int y, int from, int to) {
    struct cell blank = blank_of(s);
    for (int x = from; x < to; x++) {
        s->lines[y].cells[x] = blank;
    }
    s->lines[y].dirty = true;
    if (to == s->cols) {
        s->lines[y].wrapped = false;
    }
}

// --- what libvterm says -------------------------------------------------------------------------

static int on_putglyph(VTermGlyphInfo *info, VTermPos pos, void *user) {
    struct screen *s = user;
    if (pos.row < 0 || pos.col < 0 || pos.row >= s->rows || pos.col >= s->cols) {
        return 1;
    }
    if (s->pending_wrap >= 0 && pos.col == 0 && pos.row == s->pending_wrap + 1) {
        s->lines[s->pending_wrap].wrapped = true;
    }
    struct line *line = &s->lines[pos.row];
    struct cell *cell = &line->cells[pos.col];
    uint32_t c = info->chars[0];
    *cell = s->pen;
    cell->text = c == ' ' ? 0 : c;
    cell->mark = c != 0 ? info->chars[1] : 0;
    if (info->width > 1 && pos.col + 1 < s->cols) {
        cell->attrs |= UI_CELL_WIDE;
        cell[1] = s->pen;
        cell[1].attrs |= UI_CELL_WIDE_TAIL;
    }
    line->dirty = true;
    s->pending_wrap = pos.col + info->width >= s->cols ? pos.row : -1;
    return 1;
}

static int on_movecursor(VTermPos pos, VTermPos old, int visible, void *user) {
    struct screen *s = user;
    (void)old;
    (void)visible;
    s->x = CLAMP(pos.col, 0, s->cols - 1);
    s->y = CLAMP(pos.row, 0, s->rows - 1);
    if (pos.row != s->pending_wrap || pos.col != s->cols - 1) {
        s->pending_wrap = -1;
    }
    return 1;
}

/// All of the screen moves up.
static void scroll_all(struct screen *s, int count) {
    for (int i = 0; i < count; i++) {
        struct line top = s->lines[0];
        if (!s->alt) {
            history_add(&s->history, top.cells, s->cols, top.wrapped);
        }
        memmove(s->lines, s->lines + 1, (size_t)(s->rows - 1) * sizeof(*s->lines));
        s->lines[s->rows - 1] = top;
        clear(s, s->rows - 1, 0, s->cols);
    }
    s->scrolled += count;
    s->moved = s->moved || s->alt; // its lines have no numbers that move with them
    s->pending_wrap = s->pending_wrap >= count ? s->pending_wrap - count : -1;
}

static int on_scrollrect(VTermRect r, int down, int right, void *user) {
    struct screen *s = user;
    int height = r.end_row - r.start_row;
    int width = r.end_col - r.start_col;
    if (down > 0 && right == 0 && r.start_row == 0 && height == s->rows && width == s->cols) {
        scroll_all(s, MIN(down, height));
        return 1;
    }
    if (down > 0 && r.start_row == 0 && width == s->cols && !s->alt) {
        for (int y = 0; y < MIN(down, height); y++) { // what leaves at the top is kept
            history_add(&s->history, s->lines[y].cells, s->cols, s->lines[y].wrapped);
        }
        for (int y = 0; y < s->rows; y++) {
            s->lines[y].dirty = true; // the lines below have other numbers now
        }
        s->moved = true;
    }
    for (int i = 0; i < height; i++) {
        // In the order in which nothing is overwritten that is still wanted.
        int y = down >= 0 ? r.start_row + i : r.end_row - 1 - i;
        int from = y + down;
        s->lines[y].dirty = true;
        if (from < r.start_row || from >= r.end_row) {
            clear(s, y, r.start_col, r.end_col);
            continue;
        }
        struct cell *to = s->lines[y].cells + r.start_col;
        const struct cell *src = s->lines[from].cells + r.start_col;
        int shift = CLAMP(right, -width, width);
        memmove(to + MAX(-shift, 0), src + MAX(shift, 0),
                (size_t)(width - abs(shift)) * sizeof(*to));
        if (width == s->cols && shift == 0) {
            s->lines[y].wrapped = s->lines[from].wrapped;
        }
        if (shift > 0) {
            clear(s, y, r.end_col - shift, r.end_col);
        } else if (shift < 0) {
            clear(s, y, r.start_col, r.start_col - shift);
        }
    }
    s->pending_wrap = -1;
    return 1;
}

static int on_erase(VTermRect r, int selective, void *user) {
    struct screen *s = user;
    (void)selective;
    for (int y = r.start_row; y < MIN(r.end_row, s->rows); y++) {
        clear(s, y, r.start_col, MIN(r.end_col, s->cols));
    }
    return 1;
}

static int on_initpen(void *user) {
    struct screen *s = user;
    s->pen = (struct cell){ .fg = UI_CELLS_FG, .bg = UI_CELLS_BG };
    return 1;
}

/// The number of a 24-bit colour. When there are too many the last one is taken again.
static uint16_t own_color(struct screen *s, uint32_t rgb) {
    for (int i = 0; i < s->num_own; i++) {
        if (s->own[i] == rgb) {
            return (uint16_t)(UI_CELLS_OWN + i);
        }
    }
    if (s->num_own < SCREEN_OWN_COLORS) {
        s->num_own++;
    }
    s->own[s->num_own - 1] = rgb;
    s->shown_own = MIN(s->shown_own, s->num_own - 1);
    return (uint16_t)(UI_CELLS_OWN + s->num_own - 1);
}

static uint16_t color_of(struct screen *s, const VTermColor *c, uint16_t fallback) {
    if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c)) {
        return fallback;
    }
    if (VTERM_COLOR_IS_INDEXED(c)) {
        return c->indexed.idx;
    }
    return own_color(s, (uint32_t)c->rgb.red << 16 | (uint32_t)c->rgb.green << 8 | c->rgb.blue);
}

static void set_attr(struct screen *s, uint16_t bit, bool on) {
    s->pen.attrs = (uint16_t)(on ? s->pen.attrs | bit : s->pen.attrs & ~bit);
}

static int on_setpenattr(VTermAttr attr, VTermValue *val, void *user) {
    struct screen *s = user;
    switch ((int)attr) { // only those that are shown
    case VTERM_ATTR_BOLD:
        set_attr(s, UI_CELL_BOLD, val->boolean);
        break;
    case VTERM_ATTR_UNDERLINE:
        set_attr(s, UI_CELL_UNDERLINE, val->number != 0);
        break;
    case VTERM_ATTR_ITALIC:
        set_attr(s, UI_CELL_ITALIC, val->boolean);
        break;
    case VTERM_ATTR_REVERSE:
        set_attr(s, UI_CELL_INVERSE, val->boolean);
        break;
    case VTERM_ATTR_STRIKE:
        set_attr(s, UI_CELL_STRIKE, val->boolean);
        break;
    case VTERM_ATTR_FOREGROUND:
        s->pen.fg = color_of(s, &val->color, UI_CELLS_FG);
        break;
    case VTERM_ATTR_BACKGROUND:
        s->pen.bg = color_of(s, &val->color, UI_CELLS_BG);
        break;
    default: // nothing blinks, and there is one font
        break;
    }
    return 1;
}

static void set_title(struct screen *s, const char *title) {
    size_t len_b = strlen(title);
    while (!utf8_is_valid(title, len_b)) {
        len_b--;
    }
    len_b = utf8_cut(title, len_b, sizeof(s->title) - 1);
    memcpy(s->title, title, len_b);
    s->title[len_b] = 0;
}

static int on_settermprop(VTermProp prop, VTermValue *val, void *user) {
    struct screen *s = user;
    switch ((int)prop) { // only those that mean something here
    case VTERM_PROP_CURSORVISIBLE:
        s->cursor_visible = val->boolean != 0;
        break;
    case VTERM_PROP_CURSORSHAPE:
        s->cursor_shape = val->number;
        break;
    case VTERM_PROP_ALTSCREEN:
        s->alt = val->boolean != 0;
        s->lines = s->alt ? s->alternate : s->normal;
        s->pending_wrap = -1;
        s->moved = true;
        break;
    case VTERM_PROP_TITLE:
        set_title(s, val->string);
        break;
    case VTERM_PROP_REVERSE:
        s->reverse = val->boolean != 0;
        s->moved = true;
        break;
    case VTERM_PROP_MOUSE:
        s->mouse = val->number;
        break;
    default:
        break;
    }
    return 1;
}

static int on_bell(void *user) {
    struct screen *s = user;
    s->bell = true;
    return 1;
}

// --- size ---------------------------------------------------------------------------------------

static void free_lines(struct line *lines, int rows) {
    for (int y = 0; lines != NULL && y < rows; y++) {
        free(lines[y].cells);
    }
    free(lines);
}

static struct line *make_lines(int cols, int rows) {
    struct line *lines = calloc((size_t)rows, sizeof(*lines));
    for (int y = 0; lines != NULL && y < rows; y++) {
        lines[y].cells = calloc((size_t)cols, sizeof(struct cell));
        if (lines[y].cells == NULL) {
            free_lines(lines, rows);
            return NULL;
        }
        lines[y].dirty = true;
        for (int x = 0; x < cols; x++) {
            lines[y].cells[x] = (struct cell){ .fg = UI_CELLS_FG, .bg = UI_CELLS_BG };
        }
    }
    return lines;
}

static bool line_is_blank(const struct line *line, int cols) {
    for (int x = 0; x < cols; x++) {
        if (line->cells[x].text != 0 || line->cells[x].bg != UI_CELLS_BG) {
            return false;
        }
    }
    return true;
}

/// Puts the normal screen behind the history and takes as much of it back as fits; the cursor, which
/// is at (*x, *y), stays at its character.
static void reflow(struct screen *s, struct line *to, int cols, int rows, int *x, int *y) {
    static struct cell line[HISTORY_CELLS_MAX];
    struct history *h = &s->history;
    int last = s->rows - 1;
    while (last > *y && line_is_blank(&s->normal[last], s->cols)) {
        last--;
    }
    // The cursor's character, counted from the end of its line in the history.
    int start = *y; // first line of the screen of the cursor's line
    int cursor_at = *x;
    while (start > 0 && s->normal[start - 1].wrapped) {
        start--;
        cursor_at += s->cols;
    }
    bool joined = start == 0 && h->open && h->count > 0; // its beginning is in the history
    for (int i = 0; i <= last; i++) {
        bool wrapped = s->normal[i].wrapped && i < last;
        if (joined && i == 0) {
            int before = history_take(h, line);
            cursor_at += before;
            history_add(h, line, before, true);
        }
        history_add(h, s->normal[i].cells, s->cols, wrapped);
    }
    // Lines that end at or behind the cursor's, without its own.
    uint32_t behind = 0;
    bool own = true;
    for (int i = *y; i <= last; i++) {
        if (!(s->normal[i].wrapped && i < last)) {
            behind += own ? 0 : 1;
            own = false;
        }
    }
    history_set_cols(h, cols);
    // From the end upwards.
    int row = rows;
    uint32_t index = 0;
    *x = 0;
    *y = 0;
    int total = 0;
    while (total < rows && h->count > 0) {
        int count = history_take(h, line);
        int need = count == 0 ? 1 : (count + cols - 1) / cols;
        if (index == behind) {
            need = MAX(need, cursor_at / cols + 1);
        }
        int fit = MIN(need, rows - total);
        total += fit;
        row = rows - total;
        for (int i = 0; i < fit; i++) {
            int from = (need - fit + i) * cols;
            int n = CLAMP(count - from, 0, cols);
            memcpy(to[row + i].cells, line + from, (size_t)n * sizeof(*line));
            to[row + i].wrapped = i + 1 < fit && from + cols < count;
        }
        if (index == behind) {
            *x = cursor_at % cols;
            *y = row + cursor_at / cols - (need - fit);
        }
        if (fit < need) {
            history_add(h, line, MIN((need - fit) * cols, count), true);
        }
        index++;
    }
    // Fewer lines than the screen has: they stand at its top.
    for (int i = 0; row > 0 && i < rows - row; i++) {
        struct line moved = to[i];
        to[i] = to[row + i];
        to[row + i] = moved;
    }
    *y = CLAMP(*y - row, 0, rows - 1);
}

static int on_resize(int rows, int cols, VTermPos *delta, void *user) {
    struct screen *s = user;
    struct line *normal = make_lines(cols, rows);
    struct line *alternate = make_lines(cols, rows);
    if (normal == NULL || alternate == NULL) {
        free_lines(normal, rows);
        free_lines(alternate, rows);
        return 0;
    }
    int x = MIN(s->x, s->cols - 1);
    int y = MIN(s->y, s->rows - 1);
    if (!s->alt) {
        reflow(s, normal, cols, rows, &x, &y);
        delta->row = y - s->y;
        delta->col = x - s->x;
    } else {
        int at_x = 0;
        int at_y = s->rows - 1; // where the program left the normal screen is not known here
        while (at_y > 0 && line_is_blank(&s->normal[at_y], s->cols)) {
            at_y--;
        }
        reflow(s, normal, cols, rows, &at_x, &at_y);
        for (int i = 0; i < MIN(rows, s->rows); i++) {
            memcpy(alternate[i].cells, s->alternate[i].cells,
                   (size_t)MIN(cols, s->cols) * sizeof(struct cell));
        }
    }
    free_lines(s->normal, s->rows);
    free_lines(s->alternate, s->rows);
    s->normal = normal;
    s->alternate = alternate;
    s->lines = s->alt ? alternate : normal;
    s->cols = cols;
    s->rows = rows;
    s->scrolled = 0;
    s->moved = true;
    s->pending_wrap = -1;
    return 1;
}

static const VTermStateCallbacks callbacks = {
    .putglyph = on_putglyph,
    .movecursor = on_movecursor,
    .scrollrect = on_scrollrect,
    .erase = on_erase,
    .initpen = on_initpen,
    .setpenattr = on_setpenattr,
    .settermprop = on_settermprop,
    .bell = on_bell,
    .resize = on_resize,
};

static void on_output(const char *bytes, size_t len_b, void *user) {
    struct screen *s = user;
    if (s->output != NULL) {
        s->output(s->self, bytes, len_b);
    }
}

// --- for the app --------------------------------------------------------------------------------

bool screen_init(struct screen *s, int cols, int rows) {
    memset(s, 0, sizeof(*s));
    s->cols = cols;
    s->rows = rows;
    s->pending_wrap = -1;
    s->normal = make_lines(cols, rows);
    s->alternate = make_lines(cols, rows);
    s->lines = s->normal;
    bool ok = history_init(&s->history, cols) && s->normal != NULL && s->alternate != NULL;
    s->vt = ok ? vterm_new(rows, cols) : NULL;
    if (s->vt == NULL) {
        screen_deinit(s);
        return false;
    }
    vterm_set_utf8(s->vt, 1);
    vterm_output_set_callback(s->vt, on_output, s);
    s->state = vterm_obtain_state(s->vt);
    vterm_state_set_callbacks(s->state, &callbacks, s);
    vterm_state_reset(s->state, 1);
    return true;
}

void screen_deinit(struct screen *s) {
    if (s->vt != NULL) {
        vterm_free(s->vt);
    }
    history_deinit(&s->history);
    free_lines(s->normal, s->rows);
    free_lines(s->alternate, s->rows);
    memset(s, 0, sizeof(*s));
}

void screen_write(struct screen *s, const char *bytes, size_t len_b) {
    (void)vterm_input_write(s->vt, bytes, len_b); // takes all of it
}

void screen_resize(struct screen *s, int cols, int rows) {
    if (cols != s->cols || rows != s->rows) {
        vterm_set_size(s->vt, rows, cols);
    }
}

void screen_clear_history(struct screen *s) {
    s->history.dropped += s->history.rows;
    history_clear(&s->history);
    s->moved = true;
}

uint64_t screen_first(const struct screen *s) {
    return s->history.dropped;
}

uint64_t screen_top(const struct screen *s) {
    return s->history.dropped + (s->alt ? 0 : s->history.rows);
}

uint64_t screen_end(const struct screen *s) {
    return screen_top(s) + (uint64_t)s->rows;
}

bool screen_row(const struct screen *s, uint64_t row, struct cell *out, bool *out_wrapped) {
    uint64_t top = screen_top(s);
    if (row >= top) {
        if (row - top >= (uint64_t)s->rows) {
            return false;
        }
        const struct line *line = &s->lines[row - top];
        memcpy(out, line->cells, (size_t)s->cols * sizeof(*out));
        *out_wrapped = line->wrapped;
        return true;
    }
    return row >= screen_first(s) &&
           history_row(&s->history, row - screen_first(s), out, out_wrapped);
}

/// Appends the character of a cell; false when there is no room.
static bool put_char(char *out, size_t size_b, size_t *len_b, uint32_t c) {
    char utf8[UTF8_BYTES_MAX];
    size_t n = utf8_encode(c, utf8);
    if (*len_b + n >= size_b) {
        return false;
    }
    memcpy(out + *len_b, utf8, n);
    *len_b += n;
    return true;
}

size_t screen_text(const struct screen *s, int x1, uint64_t row1, int x2, uint64_t row2, char *out,
                   size_t size_b) {
    static struct cell cells[512];
    size_t len_b = 0;
    bool wrapped = false;
    for (uint64_t row = row1; row <= row2 && screen_row(s, row, cells, &wrapped); row++) {
        int from = row == row1 ? MAX(x1, 0) : 0;
        int to = row == row2 ? MIN(x2, s->cols) : s->cols;
        while (!wrapped && to > from && cells[to - 1].text == 0) {
            to--; // no blanks at the end of a line
        }
        for (int x = from; x < to; x++) {
            if ((cells[x].attrs & UI_CELL_WIDE_TAIL) != 0) {
                continue;
            }
            (void)put_char(out, size_b, &len_b, cells[x].text != 0 ? cells[x].text : ' ');
            if (cells[x].mark != 0) {
                (void)put_char(out, size_b, &len_b, cells[x].mark); // what does not fit is cut
            }
        }
        if (row != row2 && !wrapped) {
            (void)put_char(out, size_b, &len_b, '\n');
        }
    }
    out[len_b] = 0;
    return len_b;
}
