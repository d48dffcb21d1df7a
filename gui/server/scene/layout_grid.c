// SPDX-License-Identifier: MIT
/// @file
/// Grids: a column is as wide as its widest cell, or shares what is left if a cell in it grows.
/// A row is as high as its highest cell.
#include <base/string.h>

#include "layout_int.h"

struct grid {
    uint32_t cols;
    bool bounded; ///< The width is bounded.
    uint8_t passes;
    struct layout_limits inner;
    lpx_t width[LAYOUT_COLS_MAX];
    uint16_t grow[LAYOUT_COLS_MAX];
};

static const struct layout_limits unlimited = { .max = { LPX_INF, LPX_INF } };

static uint32_t next_cell(const struct layout *l, uint32_t cell) {
    return layout_visible(l, l->boxes[cell].next);
}

static void measure_columns(struct grid *g, struct layout_call *c) {
    struct layout *l = c->l;
    uint32_t col = 0;
    uint32_t cell = layout_visible(l, l->boxes[c->box].first);
    for (; cell != LAYOUT_NONE; cell = next_cell(l, cell)) {
        struct layout_size size = layout_child(c, cell, unlimited, g->passes, MODE_MEASURE);
        g->width[col] = MAX(g->width[col], size.v[AXIS_X]);
        g->grow[col] = MAX(g->grow[col], l->boxes[cell].style.grow);
        col = (col + 1) % g->cols;
    }
}

/// Fits the columns into the width that there is.
static void fit_columns(struct grid *g, lpx_t gap) {
    if (!g->bounded) {
        return;
    }
    int64_t room = (int64_t)g->inner.max[AXIS_X] - (int64_t)gap * (g->cols - 1);
    int64_t fixed = 0;
    int64_t shares = 0;
    for (uint32_t i = 0; i < g->cols; i++) {
        fixed += g->grow[i] > 0 ? 0 : g->width[i];
        shares += g->grow[i];
    }
    room = MAX(room, 0);
    int64_t rest = MAX(room - fixed, 0);
    int64_t seen = 0;
    int64_t seen_fixed = 0;
    for (uint32_t i = 0; i < g->cols; i++) {
        if (g->grow[i] > 0) {
            int64_t before = rest * seen / shares;
            seen += g->grow[i];
            g->width[i] = (lpx_t)(rest * seen / shares - before);
        } else if (fixed > room) {
            int64_t before = room * seen_fixed / fixed;
            seen_fixed += g->width[i];
            g->width[i] = (lpx_t)(room * seen_fixed / fixed - before);
        }
    }
}

/// Height of the row that starts at `cell`; every cell of it gets its `give`.
static lpx_t row_height(struct grid *g, struct layout_call *c, uint32_t cell) {
    struct layout *l = c->l;
    lpx_t height = 0;
    for (uint32_t col = 0; col < g->cols && cell != LAYOUT_NONE; col++) {
        struct layout_limits limits = unlimited;
        limits.min[AXIS_X] = limits.max[AXIS_X] = g->width[col];
        if (!layout_may_repeat(c, cell)) {
            limits = unlimited;
        }
        struct layout_size size = layout_child(c, cell, limits, g->passes, MODE_MEASURE);
        height = MAX(height, size.v[AXIS_Y]);
        cell = next_cell(l, cell);
    }
    return height;
}

/// Places the row that starts at `cell` at `y`; returns the first cell of the next row.
static uint32_t place_row(struct grid *g, struct layout_call *c, uint32_t cell, lpx_t y,
                          const lpx_t height_width[2]) {
    struct layout *l = c->l;
    const struct layout_style *s = &l->boxes[c->box].style;
    lpx_t height = height_width[0];
    lpx_t x = s->pad[AXIS_X];
    for (uint32_t col = 0; col < g->cols && cell != LAYOUT_NONE; col++) {
        struct layout_limits limits = l->boxes[cell].give;
        if (s->align == LAYOUT_STRETCH && layout_may_repeat(c, cell)) {
            limits.min[AXIS_Y] = limits.max[AXIS_Y] = height;
        }
        struct layout_size got = layout_child(c, cell, limits, g->passes, MODE_PLACE);
        lpx_t at[2] = { x, lpx_add(y, layout_offset(s->align, height, got.v[AXIS_Y])) };
        layout_put(c, cell, at, height_width[1]);
        x = lpx_add(x, lpx_add(g->width[col], s->gap));
        cell = next_cell(l, cell);
    }
    return cell;
}

static uint32_t skip_row(const struct grid *g, const struct layout *l, uint32_t cell) {
    for (uint32_t col = 0; col < g->cols && cell != LAYOUT_NONE; col++) {
        cell = next_cell(l, cell);
    }
    return cell;
}

struct layout_size layout_grid(struct layout_call *c) {
    struct layout *l = c->l;
    struct layout_box *b = &l->boxes[c->box];
    struct grid g;
    memset(&g, 0, sizeof(g));
    g.cols = CLAMP((uint32_t)b->style.cols, 1u, LAYOUT_COLS_MAX);
    g.inner = layout_inner(&b->style, c->own);
    g.bounded = g.inner.max[AXIS_X] < LPX_INF;
    g.passes = c->passes > 0 ? (uint8_t)(c->passes - 1) : 0;
    measure_columns(&g, c);
    fit_columns(&g, b->style.gap);

    lpx_t pad_x = b->style.pad[AXIS_X] + b->style.pad_end[AXIS_X];
    int64_t width = pad_x + (int64_t)b->style.gap * (g.cols - 1);
    for (uint32_t i = 0; i < g.cols; i++) {
        width += g.width[i];
    }
    struct layout_size size;
    size.v[AXIS_X] = (lpx_t)MIN(width, (int64_t)LPX_MAX);
    lpx_t outer = layout_clamp(size, c->own).v[AXIS_X];

    lpx_t y = b->style.pad[AXIS_Y];
    lpx_t gap = 0;
    uint32_t cell = layout_visible(l, b->first);
    while (cell != LAYOUT_NONE) {
        y = lpx_add(y, gap);
        lpx_t height = row_height(&g, c, cell);
        if (c->mode == MODE_PLACE) {
            const lpx_t height_width[2] = { height, outer };
            cell = place_row(&g, c, cell, y, height_width);
        } else {
            cell = skip_row(&g, l, cell);
        }
        y = lpx_add(y, height);
        gap = b->style.gap;
    }
    size.v[AXIS_Y] = lpx_add(y, b->style.pad_end[AXIS_Y]);
    if (c->mode == MODE_PLACE) {
        b->content[0] = size.v[0];
        b->content[1] = size.v[1];
    }
    return size;
}
