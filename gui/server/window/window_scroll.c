// SPDX-License-Identifier: MIT
/// @file
/// Scrolling: the pixels that stay visible are moved, what comes in is painted. And asking apps for
/// rows of long lists.
#include <string.h>

#include "scene_rows.h"
#include "window.h"

/// Cards are round: content this far inside of one has nothing of its edge.
#define CARD_INSET LPX(5)

/// Device pixels of `by`; false when these are no whole ones.
static bool whole_px(int64_t by, scale_t scale, int32_t *out_px) {
    int64_t n = by * scale;
    *out_px = (int32_t)CLAMP(n / 6400, -(int64_t)SURFACE_MAX_PX, (int64_t)SURFACE_MAX_PX);
    return n % 6400 == 0;
}

/// Whether nothing but the content of `node` and plain ground shows in `view`.
static bool is_plain(const struct window *w, uint32_t node, struct px_box view) {
    const struct scene *s = &w->session->scene;
    for (uint32_t k = node; k != w->node; k = s->tree.nodes[k].parent) {
        struct paint_node p;
        scene_paint_node(s, k, &p);
        if (p.kind == PAINT_NONE) {
            continue;
        }
        struct lpx_rect in = s->nodes[k].box;
        in = (struct lpx_rect){ in.x + CARD_INSET, in.y + CARD_INSET, in.w - 2 * CARD_INSET,
                                in.h - 2 * CARD_INSET };
        bool card = p.kind == PAINT_CARD;
        if (!card || !px_box_covers(lpx_snap_rect(in, s->scale), view)) {
            return false;
        }
    }
    for (uint32_t i = s->tree.end[node]; i < s->tree.end[w->node]; i++) {
        if (!px_box_empty(px_box_intersect(s->nodes[i].painted, view))) {
            return false; // it lies over the content
        }
    }
    return true;
}

/// Moves the pixels of `area` by `dx`, `dy`; what moves out of it is lost.
static void move_pixels(struct surface *to, struct px_box area, int32_t dx, int32_t dy) {
    struct px_box into = px_box_intersect(px_box_move(area, dx, dy), area);
    size_t row_b = (size_t)(into.x2 - into.x1) * sizeof(pargb_t);
    for (int32_t i = 0; i < into.y2 - into.y1; i++) {
        int32_t y = dy < 0 ? into.y1 + i : into.y2 - 1 - i;
        memmove(surface_row(to, y) + into.x1, surface_row(to, y - dy) + into.x1 - dx, row_b);
    }
}

/// What has to be painted after `area` moved: what came in, and damage that moved along.
static void damage_moved(struct window *w, struct px_box area, int32_t dx, int32_t dy) {
    struct damage before = w->damage;
    for (uint32_t i = 0; i < before.n; i++) {
        struct px_box box = px_box_intersect(before.box[i], area);
        if (!px_box_empty(box)) {
            damage_add(&w->damage, px_box_intersect(px_box_move(box, dx, dy), area));
        }
    }
    struct px_box in = px_box_move(area, dx, dy);
    struct px_box strips[] = {
        { area.x1, in.y2, area.x2, area.y2 },
        { area.x1, area.y1, area.x2, in.y1 },
        { in.x2, area.y1, area.x2, area.y2 },
        { area.x1, area.y1, in.x1, area.y2 },
    };
    for (size_t i = 0; i < ARRAY_LEN(strips); i++) {
        damage_add(&w->damage, px_box_intersect(strips[i], area));
    }
}

static void damage_bars(struct window *w, const struct px_box bars[2], struct px_box area,
                        int32_t dx, int32_t dy) {
    for (int a = 0; a < 2; a++) {
        damage_add(&w->damage, bars[a]);
        struct px_box box = px_box_intersect(bars[a], area);
        if (!px_box_empty(box)) {
            damage_add(&w->damage, px_box_intersect(px_box_move(box, dx, dy), area));
        }
    }
}

bool window_scroll(struct window *w, uint32_t node, int64_t dx, int64_t dy) {
    struct scene *s = &w->session->scene;
    struct scene_node *n = &s->nodes[node];
    const int64_t before[2] = { n->value.scroll[AXIS_X], n->value.scroll[AXIS_Y] };
    const struct px_box bars[2] = { n->bar[AXIS_X], n->bar[AXIS_Y] };
    if (!scene_scroll(s, node, dx, dy)) {
        return false;
    }
    scene_shift(s, node);
    struct px_box view = px_box_intersect(lpx_snap_rect(scene_view(s, node), s->scale),
                                          lpx_snap_rect(n->clip, s->scale));
    int32_t by[2];
    bool whole = whole_px(before[AXIS_X] - n->value.scroll[AXIS_X], s->scale, &by[AXIS_X]);
    whole = whole_px(before[AXIS_Y] - n->value.scroll[AXIS_Y], s->scale, &by[AXIS_Y]) && whole;
    // Round corners are cut out of the lower end of the window.
    int32_t corner = lpx_snap(RADIUS_WINDOW, s->scale);
    struct px_box area = view;
    area.y2 = MIN(area.y2, window_h_px(w) - corner);
    area.x1 = MAX(area.x1, by[AXIS_X] != 0 ? 1 : 0);
    area.x2 = MIN(area.x2, window_w_px(w) - (by[AXIS_X] != 0 ? 1 : 0));
    bool fits = w->surface != NULL && w->surface->w_px == window_w_px(w) &&
                w->surface->h_px == window_h_px(w);
    bool titles = by[AXIS_X] != 0 && s->layout.boxes[node].style.head_h > 0;
    struct px_box left = px_box_intersect(px_box_move(area, by[AXIS_X], by[AXIS_Y]), area);
    if (whole && fits && !titles && !w->minimised && !px_box_empty(left) &&
        is_plain(w, node, view)) {
        move_pixels(w->surface, area, by[AXIS_X], by[AXIS_Y]);
        damage_moved(w, area, by[AXIS_X], by[AXIS_Y]);
        damage_add(&w->damage, (struct px_box){ view.x1, area.y2, view.x2, view.y2 });
        damage_bars(w, bars, area, by[AXIS_X], by[AXIS_Y]);
        damage_add(&w->core->damage, px_box_move(area, w->x_px, w->y_px));
    } else {
        struct px_box all =
            px_box_intersect(lpx_snap_rect(n->box, s->scale), lpx_snap_rect(n->clip, s->scale));
        damage_add(&w->damage, all);
        damage_bars(w, bars, view, 0, 0);
    }
    damage_bars(w, n->bar, view, 0, 0);
    window_ask_rows(w);
    return true;
}

void window_ask_rows(struct window *w) {
    struct scene *s = &w->session->scene;
    for (uint32_t i = w->node + 1; i < s->tree.end[w->node]; i++) {
        struct scene_rows *rows = &s->nodes[i].value.rows;
        uint32_t first;
        uint32_t count;
        if ((s->tree.nodes[i].on & UI_ON_VISIBLE) == 0 || !rows_fixed(s, i) ||
            (s->nodes[i].state & SCENE_SHOWN) == 0 || !rows_wanted(s, i, &first, &count)) {
            continue;
        }
        struct ui_event_rec rec = { .kind = UI_EVENT_VISIBLE };
        rec.visible.first = first;
        rec.visible.count = count;
        uint64_t seq = session_post(w->session, s->tree.nodes[i].id, &rec, NULL);
        if (seq != 0) {
            rows->asked = first;
            rows->num_asked = count;
            rows->asked_seq = seq;
            scene_changed(s);
        }
    }
}
