// SPDX-License-Identifier: MIT
/// @file
/// How windows come, go and change their places.
#include <string.h>

#include "snap.h"

/// A window that is put away shrinks by this part of its size on every side, per cent.
#define PUT_AWAY_PCT 20

static void touch(struct motion *m) {
    window_damage_screen((struct window *)((char *)m - offsetof(struct window, motion)));
}

void window_motion_open(struct window *w) {
    if (w->motion.touch != NULL) {
        return; // it was here before
    }
    w->motion.touch = touch;
    if (w->panel) {
        return; // what moves in there is the shell's affair
    }
    if (w->frameless) {
        motion_drop_down(w->core, &w->motion);
    } else {
        motion_open(w->core, &w->motion, w->surface->w_px, w->surface->h_px);
    }
}

void window_motion_restore(struct window *w) {
    if (w->surface != NULL && w->motion.touch != NULL) {
        motion_open(w->core, &w->motion, w->surface->w_px, w->surface->h_px);
    }
}

void window_motion_from(struct window *w, struct px_box before) {
    if (w->surface == NULL || w->motion.touch == NULL) {
        return;
    }
    struct px_box now = { w->x_px, w->y_px, w->x_px + window_w_px(w), w->y_px + window_h_px(w) };
    struct motion_look from = { .edges = { before.x1 - now.x1, before.y1 - now.y1,
                                           before.x2 - now.x2, before.y2 - now.y2 } };
    motion_start(w->core, &w->motion, &from, &(struct motion_look){ 0 }, MOTION_MOVE);
}

static bool moves(const struct gui_core *core) {
    return !core->test_mode && !core->reduce_motion && core->screen.pixels != NULL;
}

struct surface *window_motion_leave(const struct window *w, struct surface *surface) {
    struct compose_layer layer;
    if (!moves(w->core) || surface == NULL || w->panel || w->minimised ||
        !window_layer(w, &layer)) {
        return surface;
    }
    int32_t x = w->frameless ? 0 : surface->w_px * 15 / 1000;
    int32_t y = w->frameless ? 0 : surface->h_px * 15 / 1000;
    struct motion_look to = { .edges = { x, y, -x, -y }, .faint = 255 };
    ghost_leave(w->core, surface, &layer, &to, MOTION_SHORT);
    return NULL;
}

void window_motion_put_away(const struct window *w) {
    struct compose_layer layer;
    struct surface *copy = NULL;
    if (!moves(w->core) || w->panel || w->frameless || !window_layer(w, &layer) ||
        surface_create(w->surface->w_px, w->surface->h_px, &copy) != OK) {
        return;
    }
    for (int32_t y = 0; y < copy->h_px; y++) {
        memcpy(surface_row(copy, y), surface_row(w->surface, y),
               (size_t)copy->w_px * sizeof(pargb_t));
    }
    int32_t x = copy->w_px * PUT_AWAY_PCT / 100;
    int32_t y = copy->h_px * PUT_AWAY_PCT / 100;
    int32_t down = MAX((w->core->work.y2 - w->y_px - copy->h_px) / 2, 0);
    struct motion_look to = { .edges = { x, 2 * y + down, -x, down }, .faint = 255 };
    ghost_leave(w->core, copy, &layer, &to, MOTION_MOVE);
}
