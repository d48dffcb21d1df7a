// SPDX-License-Identifier: MIT
/// @file
/// Where windows come to stand.
#include "float.h"

/// Room between windows and to the edge of the work area, logical px.
#define MARGIN LPX(32)

/// At least this much of a window's header stays within reach.
#define REACH LPX(80)

static struct px_box box_at(const struct window *w, int32_t x, int32_t y) {
    return (struct px_box){ x, y, x + window_w_px(w), y + window_h_px(w) };
}

void window_keep_inside(struct window *w) {
    const struct px_box *work = &w->core->work;
    int32_t reach = lpx_snap(REACH, w->core->scale);
    if (window_is_float(w) || w->panel || w->maximised) {
        return; // it stands where its owner does, or at an edge
    }
    int32_t header = lpx_snap(HEADER_H, w->core->scale);
    int32_t x = MAX(MIN(w->x_px, work->x2 - reach), work->x1 + reach - window_w_px(w));
    int32_t y = MAX(MIN(w->y_px, work->y2 - header), work->y1);
    window_move(w, x, y);
}

/// Pixels of the windows in front that a window at `box` would share; the fewer the better.
static int64_t overlap(const struct window *w, struct px_box box) {
    int64_t sum = 0;
    const struct window *other;
    list_for_each (other, &w->core->windows, link) {
        if (other == w || other->minimised || other->panel || window_is_float(other)) {
            continue;
        }
        struct px_box both = px_box_intersect(box, box_at(other, other->x_px, other->y_px));
        if (!px_box_empty(both)) {
            sum += (int64_t)(both.x2 - both.x1) * (both.y2 - both.y1);
        }
    }
    return sum;
}

struct spot {
    int32_t x, y;
    int64_t cost;
};

static void consider(const struct window *w, struct spot *best, int32_t x, int32_t y) {
    const struct px_box *work = &w->core->work;
    struct px_box box = box_at(w, x, y);
    if (!px_box_covers(*work, box)) {
        return;
    }
    int64_t cost = overlap(w, box);
    if (best->cost < 0 || cost < best->cost) {
        *best = (struct spot){ x, y, cost };
    }
}

void window_place(struct window *w) {
    struct gui_core *core = w->core;
    if (w->arranged) {
        return; // window_arrange() follows
    }
    const struct px_box *work = &core->work;
    int32_t margin = lpx_snap(MARGIN, core->scale);
    int32_t width = window_w_px(w);
    int32_t height = window_h_px(w);
    const struct window *owner = window_owner(w);
    if (window_is_float(w)) {
        float_place(w);
        return;
    }
    if (owner != NULL) {
        window_move(w, owner->x_px + (window_w_px(owner) - width) / 2,
                    owner->y_px + (window_h_px(owner) - height) / 2);
        window_keep_inside(w);
        return;
    }
    struct spot best = { .cost = -1 };
    consider(w, &best, (work->x1 + work->x2 - width) / 2,
             work->y1 + (work->y2 - work->y1 - height) * 2 / 5);
    // Beside, below and diagonally off what is there.
    const struct window *other;
    list_for_each (other, &core->windows, link) {
        if (other == w || other->minimised || other->panel || window_is_float(other) ||
            best.cost == 0) {
            continue;
        }
        int32_t right = other->x_px + window_w_px(other) + margin;
        int32_t below = other->y_px + window_h_px(other) + margin;
        consider(w, &best, right, other->y_px);
        consider(w, &best, other->x_px - margin - width, other->y_px);
        consider(w, &best, other->x_px, below);
        consider(w, &best, other->x_px + margin, other->y_px + margin);
    }
    if (best.cost < 0) {
        best = (struct spot){ work->x1, work->y1, 0 };
    }
    window_move(w, best.x, best.y);
}

void window_arrange(struct gui_core *core) {
    // In the order of sessions, so that the picture does not depend on who was faster.
    struct window *row[GUI_SESSIONS_MAX];
    uint32_t n = 0;
    int32_t margin = lpx_snap(MARGIN, core->scale);
    int32_t width = 0;
    int32_t height = 0;
    struct session *s;
    list_for_each (s, &core->sessions, link) {
        struct window *w;
        list_for_each (w, &core->windows, link) {
            if (w->session == s && w->arranged && n < GUI_SESSIONS_MAX) {
                width += window_w_px(w) + (n > 0 ? margin : 0);
                height = MAX(height, window_h_px(w));
                row[n++] = w;
            }
        }
    }
    const struct px_box *work = &core->work;
    int32_t room = work->x2 - work->x1;
    bool fits = width <= room;
    int32_t x = work->x1 + (fits ? (room - width) / 2 : margin);
    int32_t y = work->y1 + MAX((work->y2 - work->y1 - height) * 2 / 5, 0);
    for (uint32_t i = 0; i < n; i++) {
        window_move(row[i], x, y);
        x += fits ? window_w_px(row[i]) + margin : margin;
        y += fits ? 0 : margin;
        window_keep_inside(row[i]);
    }
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (window_owner(w) != NULL) {
            window_place(w); // dialogs follow
        }
    }
}
