// SPDX-License-Identifier: MIT
/// @file
/// Where each node lies in its window, and which pixels change when that changes.
#include <string.h>

#include "scene_area.h"
#include "scene_rows.h"

static struct lpx_rect intersect(struct lpx_rect a, struct lpx_rect b) {
    lpx_t x = MAX(a.x, b.x);
    lpx_t y = MAX(a.y, b.y);
    lpx_t right = MIN(a.x + a.w, b.x + b.w);
    lpx_t bottom = MIN(a.y + a.h, b.y + b.h);
    return (struct lpx_rect){ x, y, MAX(right - x, 0), MAX(bottom - y, 0) };
}

static bool same_rect(struct lpx_rect a, struct lpx_rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static void report(struct scene *s, uint32_t node, struct px_box box) {
    struct window *window = s->nodes[s->nodes[node].top].window;
    if (window != NULL && !px_box_empty(box) && !s->quiet) {
        s->damage(s->damage_self, window, box);
    }
}

/// Pixels that show `node` as it is now.
static struct px_box extent(const struct scene *s, uint32_t node) {
    const struct scene_node *n = &s->nodes[node];
    if ((n->state & SCENE_SHOWN) == 0) {
        return (struct px_box){ 0 };
    }
    enum ui_kind kind = scene_kind(s, node);
    if (kind == UI_KIND_CANVAS || kind == UI_KIND_CELLS || kind == UI_KIND_IMAGE ||
        kind == UI_KIND_APP_MENU) {
        return lpx_snap_rect(intersect(n->box, n->clip), s->scale);
    }
    struct paint_node p;
    scene_paint_node(s, node, &p);
    if (p.kind == PAINT_NONE) {
        return (struct px_box){ 0 };
    }
    return px_box_intersect(paint_extent(&p, s->scale), lpx_snap_rect(n->clip, s->scale));
}

static void update(struct scene *s, uint32_t node) {
    struct scene_node *n = &s->nodes[node];
    struct px_box now = extent(s, node);
    report(s, node, n->painted);
    report(s, node, now);
    n->painted = now;
    n->repaint = false;
    if (n->value.area != NULL) {
        area_refresh(s, node);
    }
}

/// Keeps the offset of a scrolling node within its content, and its bar up to date.
static void update_scroll(struct scene *s, uint32_t node) {
    struct scene_node *n = &s->nodes[node];
    (void)scene_scroll(s, node, 0, 0);
    for (int a = 0; a < 2; a++) {
        struct paint_node bar;
        struct px_box now = { 0 };
        if (scene_scrollbar(s, node, (enum layout_axis)a, &bar)) {
            now = px_box_intersect(paint_extent(&bar, s->scale), lpx_snap_rect(n->clip, s->scale));
        }
        if (memcmp(&now, &n->bar[a], sizeof(now)) != 0) {
            report(s, node, n->bar[a]);
            report(s, node, now);
            n->bar[a] = now;
        }
    }
}

void scene_bar_set_look(struct scene *s, uint32_t node, uint8_t look) {
    struct scene_node *n = &s->nodes[node];
    if (n->bar_look != look) {
        n->bar_look = look;
        report(s, node, n->bar[AXIS_X]); // the colour changes also where the size does not
        report(s, node, n->bar[AXIS_Y]);
        update_scroll(s, node);
    }
}

/// Position of a child on one axis. Nesting adds up, so it is kept in a range that sums survive.
static lpx_t child_at(lpx_t parent, lpx_t pos, int64_t scroll) {
    int64_t at = (int64_t)parent + pos - scroll;
    return (lpx_t)CLAMP(at, -(int64_t)LPX_INF, (int64_t)LPX_INF);
}

/// Place of `node` in a list whose rows have one height, or of a title of its columns.
static void place_row(const struct scene *s, uint32_t list, uint32_t node, struct lpx_rect *box,
                      struct lpx_rect *clip) {
    const struct scene_node *l = &s->nodes[list];
    struct lpx_rect view = scene_view(s, list);
    if (scene_kind(s, node) == UI_KIND_TABLE_COLUMN) {
        const struct layout_box *b = &s->layout.boxes[node];
        *box = (struct lpx_rect){ child_at(l->box.x, b->pos[AXIS_X], l->value.scroll[AXIS_X]),
                                  l->box.y, b->size[AXIS_X], b->size[AXIS_Y] };
        view.h = b->size[AXIS_Y];
        view.y = l->box.y;
    } else {
        *box = rows_place(s, list, s->nodes[node].row);
    }
    *clip = intersect(l->clip, view);
}

/// Position and state of `node`, whose parent is done.
static void place(struct scene *s, uint32_t node) {
    const struct layout_box *b = &s->layout.boxes[node];
    uint32_t parent = s->tree.nodes[node].parent;
    const struct scene_node *p = &s->nodes[parent];
    const struct layout_box *pb = &s->layout.boxes[parent];
    struct scene_node *n = &s->nodes[node];

    bool shown = (p->state & SCENE_SHOWN) != 0 && b->style.kind != LAYOUT_HIDDEN &&
                 pb->style.kind != LAYOUT_LEAF;
    bool disabled =
        (p->state & SCENE_DISABLED) != 0 || (s->tree.nodes[node].flags & UI_FLAG_DISABLED) != 0;
    struct lpx_rect box = { 0 };
    struct lpx_rect clip = { 0 };
    if (shown) {
        box = (struct lpx_rect){ child_at(p->box.x, b->pos[AXIS_X], p->value.scroll[AXIS_X]),
                                 child_at(p->box.y, b->pos[AXIS_Y], p->value.scroll[AXIS_Y]),
                                 b->size[AXIS_X], b->size[AXIS_Y] };
        bool clips = pb->style.kind == LAYOUT_SCROLL || pb->style.kind == LAYOUT_CANVAS;
        clip = clips ? intersect(p->clip, p->box) : p->clip;
        if (pb->style.kind == LAYOUT_ROWS) {
            place_row(s, parent, node, &box, &clip);
        }
    }
    uint16_t state = (uint16_t)((n->state & ~(SCENE_SHOWN | SCENE_DISABLED)) |
                                (shown ? SCENE_SHOWN : 0) | (disabled ? SCENE_DISABLED : 0));
    bool moved = !same_rect(box, n->box) || !same_rect(clip, n->clip) || state != n->state;
    n->box = box;
    n->clip = clip;
    n->state = state;
    if (b->style.kind == LAYOUT_SCROLL || b->style.kind == LAYOUT_ROWS ||
        !px_box_empty(n->bar[AXIS_X]) || !px_box_empty(n->bar[AXIS_Y])) {
        update_scroll(s, node);
    }
    if (rows_kind(scene_kind(s, node))) {
        rows_number(s, node); // before its rows are placed
    }
    if (scene_kind(s, node) == UI_KIND_SPLIT && !moved) { // its edge may have, within it
        struct px_box now = extent(s, node);
        n->repaint = n->repaint || memcmp(&now, &n->painted, sizeof(now)) != 0;
    }
    if (moved || n->repaint) {
        update(s, node);
    }
}

void scene_layout(struct scene *s, uint32_t top, lpx_t w, lpx_t h, lpx_t y) {
    struct scene_node *n = &s->nodes[top];
    layout_run(&s->layout, top, (struct layout_limits){ { w, h }, { w, h } });
    n->box = n->clip = (struct lpx_rect){ 0, y, w, h };
    n->state = (uint16_t)(n->state | SCENE_SHOWN);
    n->repaint = false;
    for (uint32_t i = top + 1; i < s->tree.end[top]; i++) {
        place(s, i);
    }
}

void scene_shift(struct scene *s, uint32_t node) {
    s->quiet = true;
    update_scroll(s, node);
    for (uint32_t i = node + 1; i < s->tree.end[node]; i++) {
        place(s, i);
    }
    s->quiet = false;
}

struct lpx_size scene_natural(struct scene *s, uint32_t top, lpx_t max_w, lpx_t max_h) {
    struct layout_size size =
        layout_measure(&s->layout, top, (struct layout_limits){ { 0, 0 }, { max_w, max_h } });
    return (struct lpx_size){ size.v[AXIS_X], size.v[AXIS_Y] };
}

void scene_set_state(struct scene *s, uint32_t node, uint16_t bits, bool on) {
    struct scene_node *n = &s->nodes[node];
    uint16_t state = (uint16_t)(on ? n->state | bits : n->state & ~bits);
    if (state == n->state) {
        return;
    }
    struct paint_node before;
    struct paint_node after;
    scene_paint_node(s, node, &before);
    n->state = state;
    scene_paint_node(s, node, &after);
    bool cells = scene_kind(s, node) == UI_KIND_CELLS && (bits & SCENE_CARET) != 0;
    if (cells || before.flags != after.flags || before.kind != after.kind) {
        update(s, node);
        if (rows_kind(scene_kind(s, node))) {
            rows_touch(s, node, n->value.choice); // it shows the list's focus
        }
    }
}

void scene_touch(struct scene *s, uint32_t node) {
    scene_changed(s);
    update(s, node);
}
