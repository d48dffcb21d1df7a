// SPDX-License-Identifier: MIT
#include "field.h"

#include <base/rng.h>
#include <string.h>

static bool inside(const struct field *f, int x, int y) {
    return x >= 0 && y >= 0 && x < f->w && y < f->h;
}

/// Runs the loop body with nx, ny for each neighbour that is on the field.
#define EACH_NEIGHBOUR(f, x, y, nx, ny)                                                            \
    for (int ny = (y)-1; ny <= (y) + 1; ny++)                                                      \
        for (int nx = (x)-1; nx <= (x) + 1; nx++)                                                  \
            if (inside(f, nx, ny) && (nx != (x) || ny != (y)))

void field_new(struct field *f, int w, int h, int mines, uint64_t seed) {
    *f = (struct field){ .w = w, .h = h, .mines = mines, .seed = seed };
}

static void count_mines(struct field *f) {
    for (int y = 0; y < f->h; y++) {
        for (int x = 0; x < f->w; x++) {
            EACH_NEIGHBOUR(f, x, y, nx, ny) {
                f->cells[y][x].around += f->cells[ny][nx].mine ? 1 : 0;
            }
        }
    }
}

/// Lays the mines anywhere but on and next to (`x`, `y`).
static void lay_mines(struct field *f, int x, int y) {
    struct rng rng;
    rng_init(&rng, f->seed);
    for (int left = f->mines; left > 0;) {
        int mx = (int)rng_below(&rng, (uint32_t)f->w);
        int my = (int)rng_below(&rng, (uint32_t)f->h);
        bool close = mx >= x - 1 && mx <= x + 1 && my >= y - 1 && my <= y + 1;
        if (!close && !f->cells[my][mx].mine) {
            f->cells[my][mx].mine = true;
            left--;
        }
    }
    count_mines(f);
    f->state = FIELD_PLAYING;
}

struct places {
    int count;
    struct {
        int8_t x, y;
    } at[FIELD_W_MAX * FIELD_H_MAX];
};

/// Opens one cell and notes it when its neighbours are to be opened too.
static void open_one(struct field *f, int x, int y, struct places *todo) {
    struct cell *c = &f->cells[y][x];
    if (c->open || c->flag) {
        return;
    }
    c->open = true;
    if (c->mine) {
        f->state = FIELD_LOST;
        f->lost_x = x;
        f->lost_y = y;
        return;
    }
    f->num_open++;
    if (c->around == 0) {
        todo->at[todo->count].x = (int8_t)x; // each cell is opened once: there is room for all
        todo->at[todo->count++].y = (int8_t)y;
    }
}

static void open_from(struct field *f, int x, int y, struct places *todo) {
    open_one(f, x, y, todo);
    while (todo->count > 0) {
        todo->count--;
        int cx = todo->at[todo->count].x;
        int cy = todo->at[todo->count].y;
        EACH_NEIGHBOUR(f, cx, cy, nx, ny) {
            open_one(f, nx, ny, todo);
        }
    }
}

static int flags_around(const struct field *f, int x, int y) {
    int flags = 0;
    EACH_NEIGHBOUR(f, x, y, nx, ny) {
        flags += f->cells[ny][nx].flag ? 1 : 0;
    }
    return flags;
}

void field_open(struct field *f, int x, int y) {
    struct places todo = { .count = 0 };
    if (!inside(f, x, y) || f->state > FIELD_PLAYING || f->cells[y][x].flag) {
        return;
    }
    if (f->state == FIELD_READY) {
        lay_mines(f, x, y);
    }
    const struct cell *c = &f->cells[y][x];
    if (!c->open) {
        open_from(f, x, y, &todo);
    } else if (c->around > 0 && flags_around(f, x, y) == c->around) {
        EACH_NEIGHBOUR(f, x, y, nx, ny) {
            open_from(f, nx, ny, &todo);
        }
    }
    if (f->state == FIELD_PLAYING && f->num_open == f->w * f->h - f->mines) {
        f->state = FIELD_WON;
    }
}

void field_flag(struct field *f, int x, int y) {
    if (!inside(f, x, y) || f->state > FIELD_PLAYING || f->cells[y][x].open) {
        return;
    }
    struct cell *c = &f->cells[y][x];
    c->flag = !c->flag;
    f->num_flags += c->flag ? 1 : -1;
}
