// SPDX-License-Identifier: MIT
/// @file
/// What lies under a point of the screen.
#include "window.h"

static bool resizable(const struct window *w) {
    const struct ui_node *n = &w->session->scene.tree.nodes[w->node];
    return !w->frameless && !window_is_square(w) && (n->flags & UI_FLAG_FIXED) == 0;
}

/// The edges whose band the point dx, dy (px from the corner of `w`) lies in; corners reach further.
static uint32_t edges_at(const struct window *w, int32_t dx, int32_t dy) {
    int32_t band = lpx_snap(RESIZE_BAND, w->core->scale);
    int32_t corner = lpx_snap(RESIZE_CORNER, w->core->scale);
    int32_t right = dx - w->surface->w_px;
    int32_t below = dy - w->surface->h_px;
    bool inside = dx >= 0 && dy >= 0 && right < 0 && below < 0;
    if (inside || dx < -band || dy < -band || right >= band || below >= band || !resizable(w)) {
        return 0;
    }
    bool beside = dx < 0 || right >= 0;
    bool above_below = dy < 0 || below >= 0;
    uint32_t edges = 0;
    edges |= dx < 0 || (above_below && dx < corner) ? EDGE_LEFT : 0u;
    edges |= right >= 0 || (above_below && right >= -corner) ? EDGE_RIGHT : 0u;
    edges |= dy < 0 || (beside && dy < corner) ? EDGE_TOP : 0u;
    edges |= below >= 0 || (beside && below >= -corner) ? EDGE_BOTTOM : 0u;
    return edges;
}

/// What lies at dx, dy of the window in `hit`.
static void hit_inside(const struct gui_core *core, int32_t dx, int32_t dy,
                       struct window_hit *hit) {
    const struct window *w = hit->window;
    // The middle of the pixel, so that edges fall where they are painted.
    hit->x = lpx_from_px(dx, core->scale) + (lpx_t)(3200 / core->scale);
    hit->y = lpx_from_px(dy, core->scale) + (lpx_t)(3200 / core->scale);
    if (hit->y >= w->head) {
        hit->part = WINDOW_CONTENT;
        hit->node = scene_hit(&w->session->scene, w->node, hit->x, hit->y);
        return;
    }
    hit->part = WINDOW_HEADER;
    struct paint_window win;
    window_describe(w, &win);
    for (int b = PAINT_WIN_MINIMISE; b <= PAINT_WIN_CLOSE; b++) {
        struct lpx_rect r = paint_window_button(&win, (enum paint_window_button)b);
        if (hit->x >= r.x && hit->y >= r.y && hit->x < r.x + r.w && hit->y < r.y + r.h) {
            hit->part = WINDOW_BUTTON;
            hit->button = (enum paint_window_button)b;
        }
    }
}

struct window_hit window_at(const struct gui_core *core, int32_t x_px, int32_t y_px) {
    struct window_hit hit = { 0 };
    for (struct list *link = core->windows.prev; link != &core->windows; link = link->prev) {
        struct window *w = list_item(link, struct window, link);
        if (!window_shown(w)) {
            continue;
        }
        int32_t dx = x_px - w->x_px;
        int32_t dy = y_px - w->y_px;
        if (dx >= 0 && dy >= 0 && dx < w->surface->w_px && dy < w->surface->h_px) {
            hit.window = w;
            hit_inside(core, dx, dy, &hit);
            return hit;
        }
        hit.edges = edges_at(w, dx, dy);
        if (hit.edges != 0) {
            hit.window = w;
            hit.part = WINDOW_EDGE;
            return hit;
        }
    }
    return hit;
}
