// SPDX-License-Identifier: MIT
#include "look.h"

#include <string.h>

#include "float.h"
#include "input.h"
#include "panel.h"
#include "popup.h"
#include "shape.h"
#include "switcher.h"

/// Screens of this size on have pixels that are too small for one per logical pixel.
#define DENSE_W_PX 2560
#define DENSE_H_PX 1600

scale_t gui_scale_for(int32_t w_px, int32_t h_px) {
    return w_px >= DENSE_W_PX && h_px >= DENSE_H_PX ? 2 * SCALE_ONE : SCALE_ONE;
}

static scale_t known_scale(scale_t scale) {
    static const scale_t known[] = { 300, 200, 150, 125 };
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        if (scale >= known[i]) {
            return known[i];
        }
    }
    return SCALE_ONE;
}

struct gui_look gui_core_look(const struct gui_core *core) {
    return (struct gui_look){
        .theme = core->theme_kind,
        .scale = core->scale,
        .night = core->night,
        .reduce_motion = core->reduce_motion,
    };
}

/// Where a window stands in logical pixels: where it was put first, if only scales moved it since.
static struct lpx_point home_of(const struct window *w, scale_t scale) {
    if (w->homed && w->x_px == w->homed_at.x && w->y_px == w->homed_at.y) {
        return w->home;
    }
    return (struct lpx_point){ lpx_from_px(w->x_px, scale), lpx_from_px(w->y_px, scale) };
}

/// Nothing that was laid out or painted before is right any more.
static void forget_pixels(struct session *s, scale_t scale) {
    s->scene.scale = scale;
    for (uint32_t i = 0; i < s->scene.tree.num_nodes; i++) {
        struct scene_node *n = &s->scene.nodes[i];
        n->repaint = true;
        n->told = (struct lpx_size){ -1, -1 }; // apps hear of the scale by RESIZE
        memset(n->bar, 0, sizeof(n->bar));
    }
}

static void rescale_window(struct window *w, scale_t from) {
    struct gui_core *core = w->core;
    struct lpx_point home = home_of(w, from);
    struct lpx_point restore = { lpx_from_px(w->restore.x1, from),
                                 lpx_from_px(w->restore.y1, from) };
    w->restore.x1 = lpx_snap(restore.x, core->scale);
    w->restore.y1 = lpx_snap(restore.y, core->scale);
    w->x_px = lpx_snap(home.x, core->scale);
    w->y_px = lpx_snap(home.y, core->scale);
    window_fit(w);
    window_layout(w); // also where the size is the same
    w->homed = true;
    w->home = home;
    w->homed_at = (struct px_point){ w->x_px, w->y_px };
}

static void set_scale(struct gui_core *core, scale_t scale) {
    scale_t from = core->scale;
    input_cancel(core);
    popup_close(core);
    switcher_close(core, false);
    core->scale = scale;
    struct session *s;
    list_for_each (s, &core->sessions, link) {
        forget_pixels(s, scale);
    }
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (w->panel) {
            window_layout(w);
        }
    }
    panel_settle(core);
    list_for_each (w, &core->windows, link) {
        if (!w->panel && !window_is_float(w)) {
            rescale_window(w, from);
        }
    }
    list_for_each (w, &core->windows, link) {
        if (window_is_float(w)) {
            window_fit(w);
            float_place(w);
        }
    }
    if (core->arranging) {
        window_arrange(core);
    }
}

void gui_core_set_look(struct gui_core *core, const struct gui_look *look) {
    struct gui_look was = gui_core_look(core);
    scale_t scale = known_scale(look->scale);
    core->reduce_motion = look->reduce_motion;
    if (was.theme == look->theme && was.scale == scale && was.night == look->night) {
        return;
    }
    core->theme_kind = look->theme;
    core->theme = theme_get(look->theme);
    core->night = look->night;
    shadow_cache_flush(core->shadows);
    if (was.scale != scale) {
        set_scale(core, scale);
    }
    (void)shape_reset(core); // without memory they stay as they were
    if (core->screen.pixels != NULL && was.night != look->night) {
        core_make_wallpaper(core);
    } else if (was.scale != scale) {
        core_drop_glass(core); // blurred by another radius
    }
    gui_core_repaint(core);
    input_recheck(core);
}

void gui_core_set_theme(struct gui_core *core, enum theme_kind theme) {
    struct gui_look look = gui_core_look(core);
    look.theme = theme;
    look.night = theme_get(theme)->dark;
    gui_core_set_look(core, &look);
}
