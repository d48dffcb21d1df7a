// SPDX-License-Identifier: MIT
#include "history.h"

#include <base/base.h>
#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>
#include <ui.h>

/// Cells of one look in a row. Their characters follow as UTF-8, a mark behind its character.
struct run {
    uint16_t count;
    uint16_t fg, bg;
    uint16_t attrs;
};

struct packed {
    uint16_t cells;
    uint16_t runs;
    uint16_t text_b;
    uint8_t bytes[]; ///< Runs, then text.
};

#define MARK_MIN 0x300u

static const struct cell blank = { .fg = UI_CELLS_FG, .bg = UI_CELLS_BG };

static uint64_t rows_of(uint32_t cells, int cols) {
    return cells == 0 ? 1 : (cells + (uint32_t)cols - 1) / (uint32_t)cols;
}

static struct packed **slot(const struct history *h, uint32_t index) {
    return &h->lines[(h->first + index) % HISTORY_LINES];
}

bool history_init(struct history *h, int cols) {
    *h = (struct history){ .cols = cols };
    h->lines = calloc(HISTORY_LINES, sizeof(*h->lines));
    return h->lines != NULL;
}

void history_clear(struct history *h) {
    for (uint32_t i = 0; i < h->count; i++) {
        free(*slot(h, i));
    }
    h->first = h->count = 0;
    h->rows = 0;
    h->open = false;
}

void history_deinit(struct history *h) {
    if (h->lines != NULL) {
        history_clear(h);
        free(h->lines);
        h->lines = NULL;
    }
}

void history_set_cols(struct history *h, int cols) {
    h->cols = cols;
    h->rows = 0;
    for (uint32_t i = 0; i < h->count; i++) {
        h->rows += rows_of((*slot(h, i))->cells, cols);
    }
}

static bool same_look(const struct cell *a, const struct cell *b) {
    return a->fg == b->fg && a->bg == b->bg && a->attrs == b->attrs;
}

static bool is_blank(const struct cell *c) {
    return c->text == 0 && same_look(c, &blank);
}

static struct packed *pack(const struct cell *cells, uint32_t count) {
    static struct run runs[HISTORY_CELLS_MAX];
    static char text[HISTORY_CELLS_MAX * 2 * UTF8_BYTES_MAX];
    uint32_t num = 0;
    uint32_t text_b = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct cell *c = &cells[i];
        if (i == 0 || !same_look(c, &cells[i - 1])) {
            runs[num++] = (struct run){ 0, c->fg, c->bg, c->attrs };
        }
        runs[num - 1].count++;
        text_b += (uint32_t)utf8_encode(c->text != 0 ? c->text : ' ', text + text_b);
        if (c->mark != 0) {
            text_b += (uint32_t)utf8_encode(c->mark, text + text_b);
        }
    }
    struct packed *p = malloc(sizeof(*p) + num * sizeof(*runs) + text_b);
    if (p != NULL) {
        p->cells = (uint16_t)count;
        p->runs = (uint16_t)num;
        p->text_b = (uint16_t)text_b;
        memcpy(p->bytes, runs, num * sizeof(*runs));
        memcpy(p->bytes + num * sizeof(*runs), text, text_b);
    }
    return p;
}

static bool is_mark(uint32_t c) {
    return (c >= MARK_MIN && c <= 0x36f) || (c >= 0x20d0 && c <= 0x20f0);
}

/// Unpacks `count` cells from number `first` on.
static void unpack(const struct packed *p, uint32_t first, uint32_t count, struct cell *out) {
    const char *text = (const char *)p->bytes + p->runs * sizeof(struct run);
    size_t at = 0;
    uint32_t index = 0;
    for (uint32_t r = 0; r < p->runs && index < first + count; r++) {
        struct run run;
        memcpy(&run, p->bytes + r * sizeof(run), sizeof(run));
        for (uint32_t i = 0; i < run.count && index < first + count; i++, index++) {
            uint32_t c = 0;
            uint32_t mark = 0;
            at += utf8_decode(text + at, p->text_b - at, &c);
            if (at < p->text_b) {
                size_t len = utf8_decode(text + at, p->text_b - at, &mark);
                at += is_mark(mark) ? len : 0;
            }
            if (index >= first) {
                out[index - first] = (struct cell){ c == ' ' ? 0 : c, is_mark(mark) ? mark : 0,
                                                    run.fg, run.bg, run.attrs };
            }
        }
    }
}

static void drop_oldest(struct history *h) {
    struct packed **oldest = slot(h, 0);
    uint64_t rows = rows_of((*oldest)->cells, h->cols);
    h->rows -= rows;
    h->dropped += rows;
    free(*oldest);
    h->first = (h->first + 1) % HISTORY_LINES;
    h->count--;
}

void history_add(struct history *h, const struct cell *cells, int count, bool wrapped) {
    static struct cell line[HISTORY_CELLS_MAX];
    uint32_t have = 0;
    if (h->open && h->count > 0 &&
        (*slot(h, h->count - 1))->cells + (uint32_t)count <= HISTORY_CELLS_MAX) {
        have = (uint32_t)history_take(h, line);
    }
    memcpy(line + have, cells, (size_t)count * sizeof(*cells));
    have += (uint32_t)count;
    while (!wrapped && have > 0 && is_blank(&line[have - 1])) {
        have--;
    }
    h->open = wrapped;
    struct packed *p = pack(line, have);
    if (p == NULL) {
        h->open = false;
        return;
    }
    if (h->count == HISTORY_LINES) {
        drop_oldest(h);
    }
    *slot(h, h->count) = p;
    h->count++;
    h->rows += rows_of(have, h->cols);
}

int history_take(struct history *h, struct cell *out) {
    if (h->count == 0) {
        return -1;
    }
    struct packed **last = slot(h, h->count - 1);
    int cells = (*last)->cells;
    unpack(*last, 0, (uint32_t)cells, out);
    h->rows -= rows_of((uint32_t)cells, h->cols);
    free(*last);
    h->count--;
    h->open = false;
    return cells;
}

bool history_row(const struct history *h, uint64_t row, struct cell *out, bool *out_wrapped) {
    if (row >= h->rows) {
        return false;
    }
    uint64_t from_end = h->rows - row; // lines near the screen are wanted most
    uint32_t i = h->count;
    uint64_t below = 0;
    const struct packed *p = NULL;
    while (below < from_end) {
        p = *slot(h, --i);
        below += rows_of(p->cells, h->cols);
    }
    uint32_t first = (uint32_t)(below - from_end) * (uint32_t)h->cols;
    uint32_t count = p->cells > first ? MIN(p->cells - first, (uint32_t)h->cols) : 0;
    unpack(p, first, count, out);
    for (int x = (int)count; x < h->cols; x++) {
        out[x] = blank;
    }
    *out_wrapped = first + count < p->cells || (i + 1 == h->count && h->open);
    return true;
}
