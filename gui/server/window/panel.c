// SPDX-License-Identifier: MIT
#include "panel.h"

#include "input.h"
#include "keymap.h"

/// What a panel asks for.
struct wish {
    enum ui_edge edge;
    lpx_t zone;
    lpx_t margin[2];
    lpx_t want[2];   ///< 0 = by content.
    uint32_t anchor; ///< Index of the node that it points to; SCENE_NONE = none.
};

static struct wish wish_of(const struct window *w) {
    const struct scene *s = &w->session->scene;
    const struct ui_tree *t = &s->tree;
    return (struct wish){
        .edge = (enum ui_edge)ui_tree_u32(t, w->node, UI_ATTR_EDGE),
        .zone = LPX((int32_t)ui_tree_u32(t, w->node, UI_ATTR_ZONE)),
        .margin = { LPX(ui_tree_i32(t, w->node, UI_ATTR_X)),
                    LPX(ui_tree_i32(t, w->node, UI_ATTR_Y)) },
        .want = { LPX((int32_t)ui_tree_u32(t, w->node, UI_ATTR_W)),
                  LPX((int32_t)ui_tree_u32(t, w->node, UI_ATTR_H)) },
        .anchor = scene_find(s, ui_tree_u32(t, w->node, UI_ATTR_ANCHOR)),
    };
}

bool panel_wants_keys(const struct window *w) {
    return !w->panel || (w->panel_flags & UI_FLAG_FOCUS) != 0;
}

/// Which sides of its area a panel touches.
struct cling {
    bool left, right, top, bottom;
};

static struct cling cling_of(enum ui_edge edge) {
    switch (edge) {
    case UI_EDGE_TOP:
        return (struct cling){ true, true, true, false };
    case UI_EDGE_BOTTOM:
        return (struct cling){ true, true, false, true };
    case UI_EDGE_LEFT:
        return (struct cling){ true, false, true, true };
    case UI_EDGE_RIGHT:
        return (struct cling){ false, true, true, true };
    case UI_EDGE_TOP_START:
        return (struct cling){ true, false, true, false };
    case UI_EDGE_TOP_END:
        return (struct cling){ false, true, true, false };
    case UI_EDGE_BOT_START:
        return (struct cling){ true, false, false, true };
    case UI_EDGE_BOT_END:
        return (struct cling){ false, true, false, true };
    case UI_EDGE_TOP_MIDDLE:
        return (struct cling){ false, false, true, false };
    case UI_EDGE_BOT_MIDDLE:
        return (struct cling){ false, false, false, true };
    case UI_EDGE_NONE:
        break;
    }
    return (struct cling){ false, false, false, false };
}

/// Where it clings to: what other panels leave free for those above the bars.
static struct px_box area_of(const struct window *w) {
    return w->layer == UI_LAYER_PANEL ? w->core->work : surface_box(&w->core->screen);
}

/// Its size: along the whole edge, as declared, or by content; never larger than the screen.
static struct lpx_size size_of(struct window *w, const struct wish *wish) {
    struct scene *s = &w->session->scene;
    scale_t scale = w->core->scale;
    struct px_box area = area_of(w);
    struct cling cling = cling_of(wish->edge);
    lpx_t room[2] = { MAX(lpx_from_px(area.x2 - area.x1, scale), LPX(1)),
                      MAX(lpx_from_px(area.y2 - area.y1, scale), LPX(1)) };
    lpx_t want[2] = { wish->want[AXIS_X], wish->want[AXIS_Y] };
    if (cling.left && cling.right) {
        want[AXIS_X] = room[AXIS_X] - 2 * wish->margin[AXIS_X];
    }
    if (cling.top && cling.bottom) {
        want[AXIS_Y] = room[AXIS_Y] - 2 * wish->margin[AXIS_Y];
    }
    if (want[AXIS_X] == 0) {
        want[AXIS_X] = scene_natural(s, w->node, LPX_INF, LPX_INF).w;
    }
    want[AXIS_X] = CLAMP(want[AXIS_X], LPX(1), room[AXIS_X]);
    if (want[AXIS_Y] == 0) {
        struct layout_limits limits = { { want[AXIS_X], 0 }, { want[AXIS_X], LPX_INF } };
        want[AXIS_Y] = layout_measure(&s->layout, w->node, limits).v[AXIS_Y];
    }
    want[AXIS_Y] = CLAMP(want[AXIS_Y], LPX(1), room[AXIS_Y]);
    return (struct lpx_size){ lpx_from_px(MAX(lpx_snap(want[AXIS_X], scale), 1), scale),
                              lpx_from_px(MAX(lpx_snap(want[AXIS_Y], scale), 1), scale) };
}

/// Place on one axis of a panel `size` long between `low` and `high`.
static int32_t along(bool at_low, bool at_high, int32_t low, int32_t high, int32_t size,
                     int32_t margin) {
    if (at_low) {
        return low + margin;
    }
    return at_high ? high - margin - size : low + (high - low - size) / 2 + margin;
}

/// Below (or above, where there is more room) the middle of node `anchor`, inside of the work area.
static struct px_point at_anchor(const struct window *w, const struct wish *wish) {
    const struct scene *s = &w->session->scene;
    const struct scene_node *n = &s->nodes[wish->anchor];
    const struct window *owner = s->nodes[n->top].window;
    const struct px_box *work = &w->core->work;
    scale_t scale = w->core->scale;
    int32_t width = window_w_px(w);
    int32_t height = window_h_px(w);
    struct px_box box = px_box_move(lpx_snap_rect(n->box, scale), owner->x_px, owner->y_px);
    int32_t gap = lpx_snap(wish->margin[AXIS_Y], scale);
    bool below = box.y1 + box.y2 < work->y1 + work->y2;
    int32_t x = (box.x1 + box.x2 - width) / 2 + lpx_snap(wish->margin[AXIS_X], scale);
    int32_t y = below ? MAX(box.y2, work->y1) + gap : MIN(box.y1, work->y2) - gap - height;
    return (struct px_point){ CLAMP(x, work->x1, MAX(work->x2 - width, work->x1)),
                              CLAMP(y, work->y1, MAX(work->y2 - height, work->y1)) };
}

static bool is_anchored(const struct window *w, const struct wish *wish) {
    const struct scene *s = &w->session->scene;
    return wish->anchor != SCENE_NONE && (s->nodes[wish->anchor].state & SCENE_SHOWN) != 0 &&
           s->nodes[s->nodes[wish->anchor].top].window != NULL &&
           s->nodes[s->nodes[wish->anchor].top].window != w;
}

static struct px_point place_of(const struct window *w, const struct wish *wish) {
    if (is_anchored(w, wish)) {
        return at_anchor(w, wish);
    }
    struct px_box area = area_of(w);
    struct cling cling = cling_of(wish->edge);
    scale_t scale = w->core->scale;
    return (struct px_point){ along(cling.left, cling.right, area.x1, area.x2, window_w_px(w),
                                    lpx_snap(wish->margin[AXIS_X], scale)),
                              along(cling.top, cling.bottom, area.y1, area.y2, window_h_px(w),
                                    lpx_snap(wish->margin[AXIS_Y], scale)) };
}

/// Keeps what is needed when the node has gone.
static void take_look(struct window *w) {
    const struct ui_tree *t = &w->session->scene.tree;
    w->panel_flags = t->nodes[w->node].flags;
    w->panel_radius = LPX((int32_t)ui_tree_u32(t, w->node, UI_ATTR_RADIUS));
}

static void settle(struct window *w) {
    struct wish wish = wish_of(w);
    struct lpx_size size = size_of(w, &wish);
    if (size.w != w->content.w || size.h != w->content.h) {
        damage_add(&w->core->damage, window_extent(w));
        w->content = size;
        window_layout(w);
        window_touch(w);
    }
    struct px_point at = place_of(w, &wish);
    if (at.x != w->x_px || at.y != w->y_px) {
        window_move(w, at.x, at.y);
        window_touch(w); // other wallpaper shines through
    }
}

/// Takes the zone of a panel off the side of `work` that it clings to alone.
static void take_zone(const struct window *w, struct px_box *work) {
    struct wish wish = wish_of(w);
    int32_t zone = lpx_snap(wish.zone, w->core->scale);
    struct cling c = cling_of(wish.edge);
    bool wide = c.left == c.right;
    bool high = c.top == c.bottom;
    if (c.top && !c.bottom && (wide || !high)) {
        work->y1 += zone;
    } else if (c.bottom && !c.top && (wide || !high)) {
        work->y2 -= zone;
    } else if (c.left && !c.right) {
        work->x1 += zone;
    } else if (c.right && !c.left) {
        work->x2 -= zone;
    }
}

void panel_settle(struct gui_core *core) {
    struct px_box work = surface_box(&core->screen);
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (w->panel) {
            take_zone(w, &work);
        }
    }
    // Hostile zones leave no room: then there are none.
    int32_t least = lpx_snap(CONTENT_MIN_W, core->scale);
    if (work.x2 - work.x1 < least || work.y2 - work.y1 < least) {
        work = surface_box(&core->screen);
    }
    const struct px_box *old = &core->work;
    bool changed =
        work.x1 != old->x1 || work.y1 != old->y1 || work.x2 != old->x2 || work.y2 != old->y2;
    core->work = work;
    list_for_each (w, &core->windows, link) {
        if (w->panel) {
            settle(w);
        } else if (changed) {
            window_fit(w);
        }
    }
}

/// Puts it where its layer says.
static void restack(struct window *w) {
    enum ui_layer layer =
        (enum ui_layer)ui_tree_u32(&w->session->scene.tree, w->node, UI_ATTR_LAYER);
    if (w->layer != layer) {
        list_remove(&w->link);
        w->layer = layer;
        list_insert_before(window_front_of(w->core, layer), &w->link);
        damage_add(&w->core->damage, window_extent(w));
    }
}

void panel_create(struct window *w) {
    struct gui_core *core = w->core;
    w->panel = true;
    take_look(w);
    w->layer = (enum ui_layer)ui_tree_u32(&w->session->scene.tree, w->node, UI_ATTR_LAYER);
    list_insert_before(window_front_of(core, w->layer), &w->link);
    settle(w);
    damage_clear(&w->damage);
    window_touch(w);
    if (panel_wants_keys(w)) {
        w->return_to = core->active != NULL ? core->active->number : 0;
        window_activate(core, w);
    }
}

void panel_update(struct window *w) {
    restack(w);
    if (w->session->scene.nodes[w->node].repaint) {
        damage_add(&w->core->damage, window_extent(w));
        take_look(w);
        window_touch(w);
        damage_add(&w->core->damage, window_extent(w));
    }
    window_layout(w); // its size follows in panel_settle()
}

bool panel_dismiss(struct gui_core *core, const struct window_hit *hit) {
    struct window *w;
    bool any = false;
    list_for_each (w, &core->windows, link) {
        if (!w->panel || (w->panel_flags & UI_FLAG_DISMISS) == 0 ||
            (hit != NULL && hit->window == w)) {
            continue;
        }
        bool own = hit != NULL && hit->window != NULL && hit->window->panel &&
                   hit->window->session == w->session && hit->part == WINDOW_CONTENT &&
                   scene_reacting(&w->session->scene, hit->node) != SCENE_NONE;
        if (!own) {
            struct ui_event_rec rec = { .kind = UI_EVENT_CLOSE };
            (void)session_post(w->session, w->id, &rec, NULL);
            any = true;
        }
    }
    return any;
}

void panel_press(struct gui_core *core, const struct window_hit *hit, uint16_t code) {
    (void)panel_dismiss(core, hit);
    bool desktop = hit->window == NULL || hit->window->layer == UI_LAYER_DESKTOP;
    if (desktop && code == BUTTON_RIGHT) {
        gui_shell_wish(core, GUI_WISH_DESKTOP_MENU,
                       lpx_from_px(core->pointer.x_px, core->scale) >> LPX_SHIFT,
                       lpx_from_px(core->pointer.y_px, core->scale) >> LPX_SHIFT);
    }
}

static bool is_clear(const struct window *w) {
    return w->layer == UI_LAYER_DESKTOP && (w->panel_flags & UI_FLAG_GLASS) == 0;
}

void panel_layer(const struct window *w, struct compose_layer *out) {
    struct gui_core *core = w->core;
    int32_t corner = (int32_t)((w->panel_radius * (lpx_t)core->scale + 6399) / 6400);
    enum shadow_kind kind = w->layer == UI_LAYER_BAR ? SHADOW_DOCK : SHADOW_MENU;
    bool flat = w->panel_radius == 0 || is_clear(w);
    *out = (struct compose_layer){
        .surface = w->surface,
        .shadow = shadow_get_round(
            core->shadows, (struct shadow_look){ flat ? SHADOW_NONE : kind, w->panel_radius },
            core->theme, core->scale, (struct px_point){ w->surface->w_px, w->surface->h_px }),
        .x_px = w->x_px,
        .y_px = w->y_px,
        .corner_px = corner,
        .flags = is_clear(w) ? 0 : COMPOSE_OPAQUE,
        .opacity = 255,
    };
}

/// The tint of its glass.
static enum theme_color tint_of(const struct window *w) {
    if (w->layer != UI_LAYER_BAR) {
        return COLOR_GLASS_PANEL;
    }
    return w->panel_radius > 0 ? COLOR_GLASS_DOCK : COLOR_GLASS_BAR;
}

void panel_paint_begin(const struct window *w, const struct paint *p) {
    struct px_box all = surface_box(w->surface);
    if ((w->panel_flags & UI_FLAG_GLASS) != 0) {
        glass_draw(&p->draw, p->glass, all, 0, p->at, p->theme->color[tint_of(w)]);
    } else {
        draw_set(&p->draw, all, is_clear(w) ? 0 : p->theme->color[COLOR_WINDOW]);
    }
}

/// A bar along an edge has a line towards the rest of the screen.
static void paint_line(const struct window *w, const struct paint *p) {
    struct px_box line = surface_box(w->surface);
    struct wish wish = wish_of(w);
    struct cling c = cling_of(wish.edge);
    int32_t width = px_hairline(p->draw.scale);
    if (c.top && !c.bottom) {
        line.y1 = line.y2 - width;
    } else if (c.bottom && !c.top) {
        line.y2 = line.y1 + width;
    } else if (c.left && !c.right) {
        line.x1 = line.x2 - width;
    } else if (c.right && !c.left) {
        line.x2 = line.x1 + width;
    } else {
        return;
    }
    draw_fill(&p->draw, line, p->theme->color[COLOR_HAIRLINE]);
}

void panel_paint_end(const struct window *w, const struct paint *p) {
    struct px_box px = surface_box(w->surface);
    if (is_clear(w)) {
        return;
    }
    if (w->panel_radius == 0) {
        paint_line(w, p);
        return;
    }
    draw_rrect_border(&p->draw, px, w->panel_radius, px_hairline(p->draw.scale) * 64,
                      p->theme->color[COLOR_EDGE_INNER]);
    draw_cut_corners(&p->draw, px, w->panel_radius);
}
