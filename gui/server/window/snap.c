// SPDX-License-Identifier: MIT
#include "snap.h"

/// How close to an edge the pointer means that edge.
#define EDGE LPX(4)

/// A corner reaches this far along its edges.
#define CORNER LPX(96)

/// Between the preview and the place it stands for.
#define PREVIEW_INSET LPX(8)

bool snap_allowed(const struct window *w) {
    const struct ui_node *n = &w->session->scene.tree.nodes[w->node];
    return !w->frameless && (n->flags & UI_FLAG_FIXED) == 0;
}

enum window_snap snap_of(const struct window *w) {
    return w->maximised ? SNAP_MAXIMISED : w->snap;
}

struct px_box snap_box(const struct gui_core *core, enum window_snap to) {
    struct px_box b = core->work;
    int32_t x = (b.x1 + b.x2) / 2;
    int32_t y = (b.y1 + b.y2) / 2;
    switch (to) {
    case SNAP_NONE:
        return (struct px_box){ 0 };
    case SNAP_MAXIMISED:
        break;
    case SNAP_LEFT:
        b.x2 = x;
        break;
    case SNAP_RIGHT:
        b.x1 = x;
        break;
    case SNAP_TOP_LEFT:
        b.x2 = x;
        b.y2 = y;
        break;
    case SNAP_TOP_RIGHT:
        b.x1 = x;
        b.y2 = y;
        break;
    case SNAP_BOTTOM_LEFT:
        b.x2 = x;
        b.y1 = y;
        break;
    case SNAP_BOTTOM_RIGHT:
        b.x1 = x;
        b.y1 = y;
        break;
    }
    return b;
}

enum window_snap snap_at(const struct gui_core *core, int32_t x_px, int32_t y_px) {
    const struct px_box *work = &core->work;
    int32_t edge = lpx_snap(EDGE, core->scale);
    int32_t corner = lpx_snap(CORNER, core->scale);
    bool left = x_px < work->x1 + edge;
    bool right = x_px >= work->x2 - edge;
    bool top = y_px < work->y1 + edge;
    bool bottom = y_px >= work->y2 - edge;
    if (!left && !right && !top && !bottom) {
        return SNAP_NONE;
    }
    bool near_left = x_px < work->x1 + corner;
    bool near_right = x_px >= work->x2 - corner;
    bool near_top = y_px < work->y1 + corner;
    bool near_bottom = y_px >= work->y2 - corner;
    if ((left || top) && near_left && near_top) {
        return SNAP_TOP_LEFT;
    }
    if ((right || top) && near_right && near_top) {
        return SNAP_TOP_RIGHT;
    }
    if ((left || bottom) && near_left && near_bottom) {
        return SNAP_BOTTOM_LEFT;
    }
    if ((right || bottom) && near_right && near_bottom) {
        return SNAP_BOTTOM_RIGHT;
    }
    return left ? SNAP_LEFT : right ? SNAP_RIGHT : top ? SNAP_MAXIMISED : SNAP_NONE;
}

/// Which column (-1 left, 0 both, 1 right) and row a place takes.
static void cell_of(enum window_snap s, int32_t *column, int32_t *row) {
    bool left = s == SNAP_LEFT || s == SNAP_TOP_LEFT || s == SNAP_BOTTOM_LEFT;
    bool right = s == SNAP_RIGHT || s == SNAP_TOP_RIGHT || s == SNAP_BOTTOM_RIGHT;
    bool top = s == SNAP_TOP_LEFT || s == SNAP_TOP_RIGHT;
    bool bottom = s == SNAP_BOTTOM_LEFT || s == SNAP_BOTTOM_RIGHT;
    *column = left ? -1 : right ? 1 : 0;
    *row = top ? -1 : bottom ? 1 : 0;
}

enum window_snap snap_next(enum window_snap from, int32_t dx, int32_t dy) {
    static const enum window_snap by_cell[3][3] = {
        { SNAP_TOP_LEFT, SNAP_MAXIMISED, SNAP_TOP_RIGHT },
        { SNAP_LEFT, SNAP_NONE, SNAP_RIGHT },
        { SNAP_BOTTOM_LEFT, SNAP_NONE, SNAP_BOTTOM_RIGHT },
    };
    int32_t column;
    int32_t row;
    cell_of(from, &column, &row);
    if (column == 0) {
        row = dy;
        return dx != 0 ? by_cell[1][dx + 1] : by_cell[dy + 1][1];
    }
    return by_cell[CLAMP(row + dy, -1, 1) + 1][CLAMP(column + dx, -1, 1) + 1];
}

static void fill(struct window *w, enum window_snap to) {
    scale_t scale = w->core->scale;
    struct px_box b = snap_box(w->core, to);
    struct lpx_size content = { lpx_from_px(b.x2 - b.x1, scale),
                                lpx_from_px(b.y2 - b.y1, scale) - w->head };
    window_set_geometry(
        w, b.x1, b.y1,
        (struct lpx_size){ MAX(content.w, CONTENT_MIN_W), MAX(content.h, CONTENT_MIN_H) });
}

void snap_set(struct window *w, enum window_snap to) {
    enum window_snap from = snap_of(w);
    if (from == to || !snap_allowed(w)) {
        return;
    }
    window_damage_screen(w); // its shadow goes or comes
    struct px_box before = { w->x_px, w->y_px, w->x_px + window_w_px(w), w->y_px + window_h_px(w) };
    if (from == SNAP_NONE) {
        w->restore = (struct px_box){ w->x_px, w->y_px, 0, 0 };
        w->restore_content = w->content;
    }
    w->maximised = to == SNAP_MAXIMISED;
    w->snap = w->maximised ? SNAP_NONE : to;
    w->arranged = false;
    if (to == SNAP_NONE) {
        window_set_geometry(w, w->restore.x1, w->restore.y1, w->restore_content);
        window_keep_inside(w);
    } else {
        fill(w, to);
    }
    window_motion_from(w, before);
}

void snap_refit(struct window *w) {
    if (snap_of(w) != SNAP_NONE) {
        fill(w, snap_of(w));
    }
}

void snap_detach(struct window *w, int32_t x_px, int32_t y_px, int32_t *dx_px, int32_t *dy_px) {
    int32_t before = window_w_px(w);
    snap_set(w, SNAP_NONE);
    motion_stop(&w->motion); // it is in the hand
    *dx_px = (int32_t)((int64_t)*dx_px * window_w_px(w) / MAX(before, 1));
    window_move(w, x_px - *dx_px, y_px - *dy_px);
}

void snap_preview(struct gui_core *core, enum window_snap to) {
    if (to == core->snap_preview) {
        return;
    }
    core->snap_preview = to;
    overlay_hide(core, OVERLAY_PREVIEW);
    struct px_box b = px_box_grow(snap_box(core, to), -lpx_snap(PREVIEW_INSET, core->scale));
    struct surface *s = NULL;
    if (px_box_empty(b) || surface_create(b.x2 - b.x1, b.y2 - b.y1, &s) != OK) {
        return;
    }
    struct px_box all = surface_box(s);
    struct draw d = draw_make(s, all, core->scale, core->masks);
    draw_rrect(&d, all, RADIUS_WINDOW, core->theme->color[COLOR_PREVIEW]);
    draw_rrect_border(&d, all, RADIUS_WINDOW, px_hairline(core->scale) * 64,
                      core->theme->color[COLOR_RING]);
    overlay_show(core, OVERLAY_PREVIEW,
                 &(struct overlay){ .surface = s, .x_px = b.x1, .y_px = b.y1 });
}
