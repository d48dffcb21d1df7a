// SPDX-License-Identifier: MIT
/// @file
/// One picture: imports, painting of windows, composition of what is damaged.
#include <base/log.h>

#include "float.h"
#include "input.h"
#include "popup.h"
#include "pulse.h"
#include "switcher.h"
#include "texts.h"
#include "thumbs.h"
#include "tooltip.h"

#define LOG_TAG "gui.frame"

/// Whether the next picture would differ from the one on the screen.
static bool dirty(const struct gui_core *core) {
    if (!damage_empty(&core->damage) || popup_is_dirty(core) ||
        (switcher_is_open(core) && core->switcher.dirty)) {
        return true;
    }
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        bool unpainted = w->surface == NULL && !w->no_pixels;
        if (!w->minimised && (unpainted || !damage_empty(&w->damage))) {
            return true;
        }
    }
    return false;
}

/// When the next picture may be painted. The first one after a pause: at once.
static nsec_t frame_due(const struct gui_core *core, nsec_t now) {
    if (core->test_mode || core->frames == 0) {
        return now;
    }
    return MAX(core->frame_ns + GUI_FRAME_NS, now);
}

/// Windows that can be composed at once: room for wallpaper, popup, cursor, overlays stays.
#define LAYERS_WINDOWS (COMPOSE_MAX_LAYERS - POPUP_DEPTH - 3u - OVERLAY_NUM - GHOSTS_MAX)

/// Windows at the back that are left out because there are too many: only hostile apps get there.
static uint32_t count_surplus(const struct gui_core *core) {
    uint32_t shown = 0;
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        shown += window_shown(w) ? 1 : 0;
    }
    return shown > LAYERS_WINDOWS ? shown - LAYERS_WINDOWS : 0;
}

static uint32_t collect_layers(const struct gui_core *core, struct compose_layer *layers) {
    uint32_t n = 0;
    if (core->wallpaper != NULL) {
        layers[n++] = (struct compose_layer){
            .surface = core->wallpaper,
            .flags = COMPOSE_OPAQUE,
            .opacity = 255,
        };
    }
    uint32_t surplus = count_surplus(core);
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        if (surplus > 0 && window_shown(w)) {
            surplus--;
            continue;
        }
        if (w == core->press.window && overlay_layer(core, OVERLAY_PREVIEW, &layers[n])) {
            n++;
        }
        n += window_layer(w, &layers[n]) ? 1 : 0;
    }
    n += ghost_layers(core, &layers[n]);
    n += popup_layers(core, &layers[n]);
    for (int i = OVERLAY_PREVIEW + 1; i < OVERLAY_NUM; i++) {
        n += overlay_layer(core, (enum overlay_id)i, &layers[n]) ? 1 : 0;
    }
    const struct gui_pointer *p = &core->pointer;
    if (!px_box_empty(p->shown)) {
        layers[n++] = (struct compose_layer){
            .surface = core->cursor.image,
            .x_px = p->shown.x1,
            .y_px = p->shown.y1,
            .opacity = 255,
        };
    }
    return n;
}

static status_t compose(struct gui_core *core) {
    struct compose_layer layers[COMPOSE_MAX_LAYERS];
    uint32_t n = collect_layers(core, layers);
    pixman_box32_t boxes[DAMAGE_BOXES];
    for (uint32_t i = 0; i < core->damage.n; i++) {
        const struct px_box *b = &core->damage.box[i];
        boxes[i] = (pixman_box32_t){ b->x1, b->y1, b->x2, b->y2 };
    }
    pixman_region32_t region;
    if (!pixman_region32_init_rects(&region, boxes, (int)core->damage.n)) {
        return ERR_NO_MEMORY;
    }
    status_t st = compose_frame(&core->screen, &region, layers, n);
    pixman_region32_fini(&region);
    return st;
}

static void paint_frame(struct gui_core *core, nsec_t now) {
    bool painted = false;
    struct window *w;
    list_for_each (w, &core->windows, link) {
        painted = painted || !damage_empty(&w->damage);
        if (!window_repaint(w)) {
            damage_clear(&w->damage); // no pixels: nothing to show; its next change tries again
        }
    }
    popup_repaint(core);
    switcher_repaint(core, painted);
    core->frame_ns = now;
    core->frames++;
    damage_clip(&core->damage, surface_box(&core->screen));
    if (damage_empty(&core->damage)) {
        return;
    }
    status_t st = compose(core);
    if (st == OK) {
        st = core->port.present(core->port.self, core->damage.box, core->damage.n);
    }
    if (st != OK) {
        LOG_WARN("frame %llu: %s", (unsigned long long)core->frames, status_text(st));
        damage_add(&core->damage, surface_box(&core->screen)); // all of it next time
        return;
    }
    damage_clear(&core->damage);
}

void gui_core_tick(struct gui_core *core) {
    nsec_t now = core->port.now(core->port.self);
    if (!state_is_loading(&core->state)) {
        keyboard_repeat(core, now);
    }
    struct session *s;
    struct session *after;
    list_for_each_safe (s, after, &core->sessions, link) {
        session_import(s, now); // may close it
    }
    state_settle(core);
    if (!state_is_loading(&core->state)) {
        edit_tick(core, now);
        floats_tick(core, now);
        popup_tick(core, now); // after the imports: the pointer may rest on something else now
        tooltip_tick(core, now);
    }
    pulse_tick(core, now);
    thumbs_tick(core, now);
    list_for_each (s, &core->sessions, link) {
        texts_flush(s);
        session_post_pending(s);
    }
    state_save(core); // then the apps may see what was posted
    list_for_each (s, &core->sessions, link) {
        session_flush(s);
    }
    gui_shell_tick(core);
    if (core->screen.pixels == NULL) {
        return;
    }
    if (motion_running(core) && frame_due(core, now) <= now) {
        motion_tick(core, now);
    }
    if (dirty(core) && frame_due(core, now) <= now) {
        paint_frame(core, now);
    }
    if (!dirty(core)) {
        list_for_each (s, &core->sessions, link) {
            session_presented(s);
        }
    }
}

nsec_t gui_core_deadline(const struct gui_core *core) {
    nsec_t now = core->port.now(core->port.self);
    nsec_t due = UINT64_MAX;
    const struct session *s;
    list_for_each (s, &core->sessions, link) {
        due = MIN(due, session_due(s, now));
    }
    due = MIN(due, floats_due(core, now));
    due = MIN(due, thumbs_due(core));
    due = MIN(due, edit_due(core));
    due = MIN(due, MIN(popup_due(core), tooltip_due(core)));
    if (core->keyboard.repeat_code != 0) {
        due = MIN(due, core->keyboard.repeat_ns);
    }
    due = MIN(due, pulse_due(core, now));
    if (core->screen.pixels != NULL && (dirty(core) || motion_running(core))) {
        due = MIN(due, frame_due(core, now));
    }
    return due;
}

bool gui_core_is_idle(const struct gui_core *core) {
    const struct session *s;
    list_for_each (s, &core->sessions, link) {
        if (!session_settled(s)) {
            return false;
        }
    }
    bool moving = motion_running(core) || thumbs_due(core) != UINT64_MAX;
    return core->screen.pixels == NULL || (!dirty(core) && !moving);
}
