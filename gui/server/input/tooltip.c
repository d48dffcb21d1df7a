// SPDX-License-Identifier: MIT
#include "tooltip.h"

#include "overlay.h"

#define HOVER_NS UINT64_C(700000000)
#define FOCUS_NS UINT64_C(1500000000)

#define PAD_X LPX(10)
#define PAD_Y LPX(5)
#define MAX_W LPX(320)
#define GAP LPX(6)
#define RADIUS LPX(8)

/// `node` or the closest node around it with a tip; SCENE_NONE when there is none.
static uint32_t with_tip(const struct scene *s, uint32_t node, uint32_t top) {
    while (ui_tree_text(&s->tree, node, UI_ATTR_TIP).len_b == 0) {
        if (node == top) {
            return SCENE_NONE;
        }
        node = s->tree.nodes[node].parent;
    }
    return node;
}

static nsec_t now_of(const struct gui_core *core) {
    return core->port.now(core->port.self);
}

static void clear(struct gui_core *core) {
    overlay_hide(core, OVERLAY_TIP);
    core->tip.due_ns = 0;
}

static void arm(struct window *w, uint32_t node, nsec_t delay) {
    struct gui_core *core = w->core;
    uint32_t id = w->session->scene.tree.nodes[node].id;
    if (core->tip.window == w && core->tip.id == id) {
        return; // waiting, shown, or hidden by a key
    }
    clear(core);
    core->tip.window = w;
    core->tip.id = id;
    core->tip.due_ns = now_of(core) + delay;
}

void tooltip_pointer(struct gui_core *core, const struct window_hit *hit) {
    uint32_t node = SCENE_NONE;
    if (hit->window != NULL && hit->part == WINDOW_CONTENT && core->popups.window == NULL) {
        node = with_tip(&hit->window->session->scene, hit->node, hit->window->node);
    }
    if (node != SCENE_NONE && window_blocker(hit->window) == NULL) {
        arm(hit->window, node, core->test_mode ? 0 : HOVER_NS);
    } else if (core->tip.window != NULL && !core->tip.by_focus) {
        clear(core);
        core->tip.window = NULL;
    }
    core->tip.by_focus = core->tip.by_focus && node == SCENE_NONE;
}

void tooltip_focus(struct window *w, uint32_t node) {
    uint32_t with = with_tip(&w->session->scene, node, w->node);
    if (with != SCENE_NONE && !w->core->test_mode) {
        arm(w, with, FOCUS_NS);
        w->core->tip.by_focus = true;
    }
}

void tooltip_hide(struct gui_core *core) {
    clear(core);
}

static void show(struct gui_core *core, const struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    struct ui_text tip = ui_tree_text(&s->tree, node, UI_ATTR_TIP);
    struct text_spec spec = {
        .utf8 = tip.bytes, .len_b = tip.len_b, .flags = TEXT_WRAP, .width = MAX_W, .max_lines = 8
    };
    struct lpx_size text = text_measure(core->text, &spec).size;
    struct lpx_size size = { text.w + 2 * PAD_X, text.h + 2 * PAD_Y };
    struct surface *surface = NULL;
    if (surface_create(lpx_snap(size.w, core->scale), lpx_snap(size.h, core->scale), &surface) !=
        OK) {
        return;
    }
    struct px_box all = surface_box(surface);
    struct draw d = draw_make(surface, all, core->scale, core->masks);
    const argb_t *color = core->theme->color;
    draw_set(&d, all, color[COLOR_TIP]);
    draw_rrect_border(&d, all, RADIUS, px_hairline(core->scale) * 64, color[COLOR_EDGE_INNER]);
    draw_cut_corners(&d, all, RADIUS);
    text_draw(core->text, &d, &spec, (struct lpx_rect){ PAD_X, PAD_Y, text.w, text.h }, TEXT_START,
              color[COLOR_ON_TIP]);

    struct px_box at =
        px_box_move(lpx_snap_rect(s->nodes[node].box, core->scale), w->x_px, w->y_px);
    const struct px_box *work = &core->work;
    int32_t gap = lpx_snap(GAP, core->scale);
    int32_t x = (at.x1 + at.x2 - surface->w_px) / 2;
    int32_t y = at.y2 + gap + surface->h_px <= work->y2 ? at.y2 + gap : at.y1 - gap - surface->h_px;
    struct overlay o = {
        .surface = surface,
        .x_px = MAX(MIN(x, work->x2 - surface->w_px), work->x1),
        .y_px = MAX(y, work->y1),
        .corner_px = lpx_snap(RADIUS, core->scale) + 1,
        .opaque = true,
        .shadow = SHADOW_TIP,
    };
    overlay_show(core, OVERLAY_TIP, &o);
}

void tooltip_recheck(struct gui_core *core) {
    struct window *w = core->tip.window;
    if (w == NULL) {
        return;
    }
    const struct scene *s = &w->session->scene;
    uint32_t node = scene_find(s, core->tip.id);
    bool gone = node == SCENE_NONE || (s->nodes[node].state & SCENE_SHOWN) == 0 ||
                ui_tree_text(&s->tree, node, UI_ATTR_TIP).len_b == 0;
    if (gone) {
        clear(core);
        core->tip.window = NULL;
    } else if (core->overlays[OVERLAY_TIP].surface != NULL) {
        show(core, w, node); // the words may be others
    }
}

void tooltip_tick(struct gui_core *core, nsec_t now) {
    if (core->tip.due_ns == 0 || now < core->tip.due_ns || core->tip.window == NULL) {
        return;
    }
    core->tip.due_ns = 0;
    uint32_t node = scene_find(&core->tip.window->session->scene, core->tip.id);
    if (node != SCENE_NONE) {
        show(core, core->tip.window, node);
    }
}

nsec_t tooltip_due(const struct gui_core *core) {
    return core->tip.due_ns != 0 ? core->tip.due_ns : UINT64_MAX;
}
