// SPDX-License-Identifier: MIT
#include "winmove.h"

#include "snap.h"

/// The pointer must go this far before a snapped window comes off or any window snaps.
#define SLACK LPX(6)

void winmove_begin(struct gui_core *core, struct window *w) {
    struct press *press = &core->press;
    const struct gui_pointer *p = &core->pointer;
    press->target = PRESS_MOVE;
    press->from = (struct px_point){ p->x_px, p->y_px };
    press->dx_px = p->x_px - w->x_px;
    press->dy_px = p->y_px - w->y_px;
    press->was = snap_of(w);
    press->start =
        (struct px_box){ w->x_px, w->y_px, w->x_px + window_w_px(w), w->y_px + window_h_px(w) };
}

static bool far_enough(const struct gui_core *core) {
    int32_t slack = lpx_snap(SLACK, core->scale);
    int32_t dx = core->pointer.x_px - core->press.from.x;
    int32_t dy = core->pointer.y_px - core->press.from.y;
    return dx > slack || dx < -slack || dy > slack || dy < -slack;
}

void winmove_pointer(struct gui_core *core) {
    struct press *press = &core->press;
    struct window *w = press->window;
    const struct gui_pointer *p = &core->pointer;
    if (!press->moved && far_enough(core)) {
        press->moved = true;
        core->pointer.click_count = 0; // no half of a double click
    }
    if (press->moved && window_is_square(w)) {
        snap_detach(w, p->x_px, p->y_px, &press->dx_px, &press->dy_px);
    }
    if (window_is_square(w)) {
        return; // not far enough, or it may not come off
    }
    int32_t top = core->work.y1; // the header never leaves through the top
    window_move(w, p->x_px - press->dx_px, MAX(p->y_px - press->dy_px, top));
    bool snaps = press->moved && snap_allowed(w);
    snap_preview(core, snaps ? snap_at(core, p->x_px, p->y_px) : SNAP_NONE);
}

void winmove_drop(struct gui_core *core, const struct press *press) {
    enum window_snap to = core->snap_preview;
    snap_preview(core, SNAP_NONE);
    if (press->target == PRESS_MOVE && to != SNAP_NONE) {
        struct window *w = press->window;
        snap_set(w, to);
        // Coming off again gives the place from before the drag back.
        w->restore.x1 = press->was == SNAP_NONE ? press->start.x1 : w->restore.x1;
        w->restore.y1 = press->was == SNAP_NONE ? press->start.y1 : w->restore.y1;
    }
}

void winmove_undo(struct gui_core *core) {
    struct press press = core->press;
    snap_preview(core, SNAP_NONE);
    if (press.target == PRESS_MOVE && press.was != SNAP_NONE) {
        snap_set(press.window, press.was);
    } else if (press.target == PRESS_MOVE) {
        window_move(press.window, press.start.x1, press.start.y1);
    } else if (press.target == PRESS_RESIZE) {
        struct lpx_size content = {
            lpx_from_px(press.start.x2 - press.start.x1, core->scale),
            lpx_from_px(press.start.y2 - press.start.y1, core->scale) - press.window->head,
        };
        window_resize(press.window, press.start.x1, press.start.y1, content);
    }
}
