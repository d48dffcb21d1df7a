// SPDX-License-Identifier: MIT
#include "session_cells.h"

#include <base/log.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "window.h"

#define LOG_TAG "gui.cells"

/// Windows have rounded corners and a hairline: pixels closer to their edge are never moved.
#define EDGE LPX(4)

static struct cells_surface *find(struct session *s, uint32_t number) {
    struct cells_surface *c;
    list_for_each (c, &s->cells, link) {
        if (c->number == number) {
            return c;
        }
    }
    return NULL;
}

static void destroy(struct session *s, struct cells_surface *c) {
    list_remove(&c->link);
    s->num_cells--;
    s->surfaces_b -= c->bytes_b;
    free(c->copy.memory);
    free(c);
}

void session_cells_clear(struct session *s) {
    while (!list_is_empty(&s->cells)) {
        destroy(s, list_first(&s->cells, struct cells_surface, link));
    }
}

/// Nodes that show `c` are painted anew, as it comes or goes.
static void touch_nodes(struct session *s, uint32_t number) {
    const struct ui_tree *t = &s->scene.tree;
    for (uint32_t i = 0; i < t->num_nodes; i++) {
        if (t->nodes[i].kind == UI_KIND_CELLS && ui_tree_u32(t, i, UI_ATTR_SURFACE) == number) {
            scene_touch(&s->scene, i);
        }
    }
}

status_t gui_core_cells_open(struct gui_core *core, uint64_t badge, const volatile void *region,
                             size_t region_b, uint32_t *out_number) {
    struct session *s = session_find(core, badge);
    if (s == NULL) {
        return ERR_NOT_FOUND;
    }
    if (region_b < UI_CELLS_B(1, 1) ||
        region_b > UI_CELLS_B(UI_CELLS_COLS_MAX, UI_CELLS_ROWS_MAX) + 4096) {
        return ERR_BAD_SIZE;
    }
    size_t copy_b = ui_cells_memory_b(region_b);
    if (s->num_cells >= SESSION_CELLS_MAX) {
        return ERR_NO_SPACE;
    }
    if (s->surfaces_b + copy_b > SESSION_SURFACES_B) {
        return ERR_QUOTA;
    }
    struct cells_surface *c = calloc(1, sizeof(*c));
    struct ui_cell *memory = malloc(copy_b);
    if (c == NULL || memory == NULL) {
        free(c);
        free(memory);
        return ERR_NO_MEMORY;
    }
    c->copy = (struct ui_cells_copy){
        .region = region,
        .region_b = region_b,
        .read = s->importer.read,
        .read_context = s->importer.read_context,
        .memory = memory,
    };
    c->bytes_b = copy_b;
    do {
        s->last_cells = MAX(s->last_cells + 1, 1u);
    } while (find(s, s->last_cells) != NULL);
    c->number = s->last_cells;
    list_insert_before(&s->cells, &c->link);
    s->num_cells++;
    s->surfaces_b += copy_b;
    *out_number = c->number;
    return OK;
}

bool gui_core_cells_close(struct gui_core *core, uint64_t badge, uint32_t number) {
    struct session *s = session_find(core, badge);
    struct cells_surface *c = s != NULL ? find(s, number) : NULL;
    if (c == NULL) {
        return false;
    }
    destroy(s, c);
    touch_nodes(s, number);
    return true;
}

/// The grid's own pixels in the window's surface.
static struct px_box grid_box(const struct paint_cells *c, scale_t scale) {
    return paint_cells_box(c, scale, 0, 0, c->grid->cols);
}

/// Whether the pixels of `box`, all of `node`'s grid, show it and nothing else, as painted last.
static bool can_move(const struct window *w, uint32_t node, struct px_box box) {
    const struct scene *s = &w->session->scene;
    const struct scene_node *n = &s->nodes[node];
    if (w->surface == NULL || w->minimised || w->session->stalled) {
        return false;
    }
    struct px_box safe = px_box_grow(surface_box(w->surface), -lpx_snap(EDGE, s->scale));
    safe = px_box_intersect(safe, n->painted);
    if (!px_box_covers(safe, box)) {
        return false;
    }
    for (uint32_t i = 0; i < w->damage.n; i++) {
        if (!px_box_empty(px_box_intersect(w->damage.box[i], box))) {
            return false;
        }
    }
    for (uint32_t i = s->tree.end[node]; i < s->tree.end[w->node]; i++) {
        if (!px_box_empty(px_box_intersect(s->nodes[i].painted, box)) ||
            !px_box_empty(px_box_intersect(s->nodes[i].bar[0], box)) ||
            !px_box_empty(px_box_intersect(s->nodes[i].bar[1], box))) {
            return false; // something lies over it
        }
    }
    return true;
}

/// Moves the grid's pixels up by `lines` (down when negative).
static void move_pixels(struct window *w, struct px_box box, int32_t dy_px) {
    int32_t count = box.y2 - box.y1 - abs(dy_px);
    size_t row_b = (size_t)(box.x2 - box.x1) * sizeof(pargb_t);
    for (int32_t i = 0; i < count; i++) {
        int32_t y = dy_px > 0 ? box.y1 + i : box.y2 - 1 - i;
        memcpy(surface_row(w->surface, y) + box.x1, surface_row(w->surface, y + dy_px) + box.x1,
               row_b);
    }
    if (window_shown(w)) {
        damage_add(&w->core->damage, px_box_move(box, w->x_px, w->y_px));
    }
}

/// Brings what `node` shows up to date with its grid.
static void apply(struct session *s, uint32_t node, const struct ui_cells_delta *delta) {
    struct scene *scene = &s->scene;
    struct scene_node *n = &scene->nodes[node];
    struct window *w = scene->nodes[n->top].window;
    if (w == NULL || (n->state & SCENE_SHOWN) == 0) {
        return;
    }
    struct paint_cells c = scene_cells(scene, node);
    if (delta->all) {
        scene_touch(scene, node);
        return;
    }
    if (delta->up != 0) {
        struct px_box all = grid_box(&c, scene->scale);
        all.y2 = paint_cells_box(&c, scene->scale, c.grid->rows - 1, 0, 1).y2;
        if (!can_move(w, node, all)) {
            scene_touch(scene, node);
            return;
        }
        move_pixels(w, all, delta->up * text_cell_size(scene->scale).h_px);
    }
    for (uint32_t y = 0; y < c.grid->rows; y++) {
        const struct ui_cells_span *span = &delta->lines[y];
        if (span->first < span->end) {
            struct px_box box = paint_cells_box(&c, scene->scale, y, span->first, span->end);
            damage_add(&w->damage, px_box_intersect(box, n->painted));
        }
    }
}

void session_cells_import(struct session *s) {
    static struct ui_cells_delta delta; // too large for the stack
    struct cells_surface *c;
    list_for_each (c, &s->cells, link) {
        uint32_t cols = c->copy.cols;
        uint32_t rows = c->copy.rows;
        status_t st = ui_cells_import(&c->copy, &delta);
        if (st != OK && st != ERR_WOULD_BLOCK) {
            LOG_DEBUG("grid %u: %s", c->number, status_text(st));
        }
        if (st != OK || !delta.any) {
            continue; // when it is being written its doorbell is yet to come
        }
        const struct ui_tree *t = &s->scene.tree;
        for (uint32_t i = 0; i < t->num_nodes; i++) {
            if (t->nodes[i].kind != UI_KIND_CELLS ||
                ui_tree_u32(t, i, UI_ATTR_SURFACE) != c->number) {
                continue;
            }
            if (cols != c->copy.cols || rows != c->copy.rows) {
                layout_invalidate(&s->scene.layout, i); // its natural size is another one
            }
            apply(s, i, &delta);
        }
    }
}
