// SPDX-License-Identifier: MIT
/// @file
/// FRAME events: nodes that ask for them hear of every picture while they can be seen.
#include "pulse.h"

#include "window.h"

static bool wants(const struct window *w) {
    return window_shown(w) && w->asks_frames && !w->session->stalled;
}

bool pulse_running(const struct gui_core *core) {
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        if (!core->test_mode && wants(w)) {
            return true;
        }
    }
    return false;
}

nsec_t pulse_due(const struct gui_core *core, nsec_t now) {
    return pulse_running(core) ? MAX(core->pulse_ns + GUI_FRAME_NS, now) : UINT64_MAX;
}

static void post(struct window *w, nsec_t now) {
    const struct scene *s = &w->session->scene;
    if (!ui_events_drained(&w->session->events)) {
        return; // it is still busy with the one before: frames are left out, never queued
    }
    for (uint32_t i = w->node; i < s->tree.end[w->node]; i++) {
        if ((s->tree.nodes[i].on & UI_ON_FRAME) != 0 && (s->nodes[i].state & SCENE_SHOWN) != 0) {
            struct ui_event_rec rec = { .kind = UI_EVENT_FRAME };
            rec.frame.time_ns = now + GUI_FRAME_NS;
            (void)session_post(w->session, s->tree.nodes[i].id, &rec, NULL);
        }
    }
}

void pulse_tick(struct gui_core *core, nsec_t now) {
    if (core->screen.pixels == NULL || pulse_due(core, now) > now) {
        return;
    }
    core->pulse_ns = now;
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (wants(w)) {
            post(w, now);
        }
    }
}

void pulse_survey(struct window *w) {
    const struct ui_tree *t = &w->session->scene.tree;
    w->asks_frames = false;
    for (uint32_t i = w->node; i < t->end[w->node]; i++) {
        w->asks_frames = w->asks_frames || (t->nodes[i].on & UI_ON_FRAME) != 0;
    }
}
