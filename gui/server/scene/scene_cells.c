// SPDX-License-Identifier: MIT
#include "cells.h"

struct cells_surface *scene_cells_surface(const struct scene *s, uint32_t node) {
    uint32_t number = ui_tree_u32(&s->tree, node, UI_ATTR_SURFACE);
    struct cells_surface *c;
    if (number != 0 && s->cells != NULL) {
        list_for_each (c, s->cells, link) {
            if (c->number == number) {
                return c;
            }
        }
    }
    return NULL;
}

static int32_t pad_px(const struct scene *s, uint32_t node) {
    return lpx_snap(LPX((int32_t)ui_tree_u32(&s->tree, node, UI_ATTR_PAD)), s->scale);
}

struct paint_cells scene_cells(const struct scene *s, uint32_t node) {
    const struct cells_surface *surface = scene_cells_surface(s, node);
    struct px_box box = lpx_snap_rect(s->nodes[node].box, s->scale);
    int32_t pad = pad_px(s, node);
    return (struct paint_cells){
        .grid = surface != NULL ? &surface->copy : NULL,
        .box = box,
        .at = { box.x1 + pad, box.y1 + pad },
        .focused = (s->nodes[node].state & SCENE_CARET) != 0,
    };
}

void scene_cells_room(const struct scene *s, uint32_t node, uint32_t *out_cols,
                      uint32_t *out_rows) {
    struct text_cell_size size = text_cell_size(s->scale);
    struct px_box box = lpx_snap_rect(s->nodes[node].box, s->scale);
    int32_t pad = pad_px(s, node);
    int32_t cols = (box.x2 - box.x1 - 2 * pad) / size.w_px;
    int32_t rows = (box.y2 - box.y1 - 2 * pad) / size.h_px;
    *out_cols = (uint32_t)CLAMP(cols, 1, (int32_t)UI_CELLS_COLS_MAX);
    *out_rows = (uint32_t)CLAMP(rows, 1, (int32_t)UI_CELLS_ROWS_MAX);
}

/// Logical length of `px`, so that it gives them again.
static lpx_t length_of(int32_t px, scale_t scale) {
    lpx_t v = lpx_from_px(px, scale);
    return lpx_snap(v, scale) < px ? v + 1 : v;
}

struct layout_size scene_cells_natural(const struct scene *s, uint32_t node) {
    const struct cells_surface *surface = scene_cells_surface(s, node);
    if (surface == NULL || surface->copy.rows == 0) {
        return (struct layout_size){ { LPX(300), LPX(150) } };
    }
    struct text_cell_size size = text_cell_size(s->scale);
    int32_t pad = 2 * pad_px(s, node);
    return (struct layout_size){ {
        length_of((int32_t)surface->copy.cols * size.w_px + pad, s->scale),
        length_of((int32_t)surface->copy.rows * size.h_px + pad, s->scale),
    } };
}

void scene_cells_at(const struct scene *s, uint32_t node, lpx_t x, lpx_t y, int32_t *out_col,
                    int32_t *out_row) {
    struct text_cell_size size = text_cell_size(s->scale);
    int32_t pad = pad_px(s, node);
    *out_col = (int32_t)lpx_floor_div(lpx_snap(x, s->scale) - pad, size.w_px);
    *out_row = (int32_t)lpx_floor_div(lpx_snap(y, s->scale) - pad, size.h_px);
}

void scene_paint_cells(const struct scene *s, uint32_t node, const struct paint *p) {
    struct paint_cells c = scene_cells(s, node);
    paint_cells(p, &c);
}
