// SPDX-License-Identifier: MIT
#include "dnd.h"

#include <base/utf8.h>
#include <string.h>

#include "input.h"

/// The pointer must go this far before a press becomes a drag.
#define SLACK LPX(6)

/// The picture of what is dragged: largest size, and how much of it shows.
#define GHOST_W LPX(320)
#define GHOST_H LPX(160)
#define GHOST_OPACITY 217

static struct scene *scene_of(const struct window *w) {
    return &w->session->scene;
}

uint32_t dnd_arm(struct gui_core *core, struct window *w, uint32_t node) {
    const struct scene *s = scene_of(w);
    core->dnd = (struct dnd){ 0 };
    for (uint32_t i = node; i != w->node; i = s->tree.nodes[i].parent) {
        const struct ui_node *n = &s->tree.nodes[i];
        if ((n->flags & UI_FLAG_DRAGGABLE) != 0 && (s->nodes[i].state & SCENE_DISABLED) == 0) {
            core->dnd.source = w;
            core->dnd.source_id = n->id;
            core->dnd.from = (struct px_point){ core->pointer.x_px, core->pointer.y_px };
            return i;
        }
    }
    return SCENE_NONE;
}

/// A surface of at most GHOST_W x GHOST_H px of this size; NULL without memory.
static struct surface *make_ghost(const struct gui_core *core, int32_t w_px, int32_t h_px) {
    struct surface *s = NULL;
    int32_t w = MIN(w_px, lpx_snap(GHOST_W, core->scale));
    int32_t h = MIN(h_px, lpx_snap(GHOST_H, core->scale));
    return surface_create(MAX(w, 1), MAX(h, 1), &s) == OK ? s : NULL;
}

static void show_ghost(struct gui_core *core, struct surface *s) {
    struct dnd *d = &core->dnd;
    if (s == NULL) {
        return;
    }
    struct draw draw = draw_make(s, surface_box(s), core->scale, core->masks);
    draw_rrect_border(&draw, surface_box(s), RADIUS_CONTROL, px_hairline(core->scale) * 64,
                      core->theme->color[COLOR_ACCENT]);
    draw_cut_corners(&draw, surface_box(s), RADIUS_CONTROL);
    struct overlay o = {
        .surface = s,
        .x_px = core->pointer.x_px - d->hot.x,
        .y_px = core->pointer.y_px - d->hot.y,
        .opacity = GHOST_OPACITY,
    };
    overlay_show(core, OVERLAY_GHOST, &o);
}

/// What the window shows of `node` becomes the picture.
static void picture_of_node(struct gui_core *core, const struct window *w, uint32_t node) {
    struct dnd *d = &core->dnd;
    const struct scene_node *n = &scene_of(w)->nodes[node];
    struct px_box b =
        px_box_intersect(lpx_snap_rect(n->box, core->scale), lpx_snap_rect(n->clip, core->scale));
    if (w->surface == NULL) {
        return;
    }
    b = px_box_intersect(b, surface_box(w->surface));
    struct surface *s = px_box_empty(b) ? NULL : make_ghost(core, b.x2 - b.x1, b.y2 - b.y1);
    for (int32_t y = 0; s != NULL && y < s->h_px; y++) {
        for (int32_t x = 0; x < s->w_px; x++) {
            surface_row(s, y)[x] = surface_row(w->surface, b.y1 + y)[b.x1 + x];
        }
    }
    d->hot = (struct px_point){ d->from.x - w->x_px - b.x1, d->from.y - w->y_px - b.y1 };
    if (s != NULL) {
        d->hot.x = CLAMP(d->hot.x, 0, s->w_px);
        d->hot.y = CLAMP(d->hot.y, 0, s->h_px);
    }
    show_ghost(core, s);
}

static void set_text(struct dnd *d, struct ui_text text) {
    d->text_b = (uint32_t)utf8_cut(text.bytes, text.len_b, UI_DRAG_MAX);
    memcpy(d->text, text.bytes, d->text_b);
}

/// Takes the press over: no click comes of it.
static void begin(struct gui_core *core) {
    struct window *w = core->dnd.source;
    uint16_t code = core->press.code;
    struct dnd armed = core->dnd;
    input_cancel(core);
    core->dnd = armed;
    core->press.target = PRESS_DRAG;
    core->press.code = code;
    core->press.window = w;
    core->pointer.click_count = 0;
}

static bool start(struct gui_core *core) {
    struct dnd *d = &core->dnd;
    struct window *w = d->source;
    uint32_t node = scene_find(scene_of(w), d->source_id);
    if (node == SCENE_NONE) {
        *d = (struct dnd){ 0 };
        return false;
    }
    begin(core);
    set_text(d, ui_tree_text(&scene_of(w)->tree, node, UI_ATTR_DRAG));
    picture_of_node(core, w, node);
    return true;
}

void dnd_begin_text(struct gui_core *core, struct window *w, uint32_t node, struct ui_text text) {
    struct dnd *d = &core->dnd;
    *d = (struct dnd){
        .source = w,
        .source_id = scene_of(w)->tree.nodes[node].id,
        .from = { core->pointer.x_px, core->pointer.y_px },
    };
    begin(core);
    set_text(d, text);
    const lpx_t pad = LPX(10);
    struct text_spec spec = {
        .utf8 = d->text,
        .len_b = d->text_b,
        .flags = TEXT_ELLIPSIS,
        .width = GHOST_W - 2 * pad,
        .max_lines = 1,
    };
    lpx_t width = text_measure(core->text, &spec).size.w;
    struct surface *s =
        make_ghost(core, lpx_snap(width + 2 * pad, core->scale), lpx_snap(LPX(28), core->scale));
    if (s != NULL) {
        struct draw draw = draw_make(s, surface_box(s), core->scale, core->masks);
        draw_fill(&draw, surface_box(s), core->theme->color[COLOR_CARD]);
        text_draw(core->text, &draw, &spec, (struct lpx_rect){ pad, 0, width, LPX(28) }, TEXT_START,
                  core->theme->color[COLOR_TEXT_1]);
        d->hot = (struct px_point){ -lpx_snap(LPX(8), core->scale), s->h_px / 2 };
    }
    show_ghost(core, s);
}

static uint32_t target_node(const struct dnd *d) {
    return d->target == NULL ? SCENE_NONE : scene_find(scene_of(d->target), d->target_id);
}

static lpx_t local(const struct gui_core *core, int32_t px) {
    return lpx_from_px(px, core->scale) + (lpx_t)(3200 / core->scale);
}

static void post(struct gui_core *core, uint32_t kind, enum ui_phase phase, const char *text,
                 uint32_t text_b) {
    const struct dnd *d = &core->dnd;
    uint32_t node = target_node(d);
    if (node == SCENE_NONE) {
        return;
    }
    const struct scene *s = scene_of(d->target);
    uint32_t wanted = kind == UI_EVENT_DROP ? UI_ON_DROP : UI_ON_DRAG;
    if ((s->tree.nodes[node].on & wanted) == 0) {
        return;
    }
    struct ui_event_rec rec = { .kind = (uint16_t)kind, .text_b = (uint16_t)text_b };
    rec.drag.phase = (uint32_t)phase;
    rec.drag.x = local(core, core->pointer.x_px - d->target->x_px) - s->nodes[node].box.x;
    rec.drag.y = local(core, core->pointer.y_px - d->target->y_px) - s->nodes[node].box.y;
    rec.drag.at = (uint32_t)d->at;
    rec.drag.source = d->target->session == d->source->session ? d->source_id : 0;
    (void)session_post(d->target->session, d->target_id, &rec, text);
}

/// The outline of the target, or a line before or behind a row.
static void show_target(struct gui_core *core) {
    struct dnd *d = &core->dnd;
    uint32_t node = target_node(d);
    overlay_hide(core, OVERLAY_DROP);
    if (node == SCENE_NONE) {
        return;
    }
    const struct scene_node *n = &scene_of(d->target)->nodes[node];
    int32_t line = 2 * px_hairline(core->scale);
    struct px_box b = lpx_snap_rect(n->box, core->scale);
    struct px_box clip = lpx_snap_rect(n->clip, core->scale);
    if (d->at == UI_DROP_INTO) {
        b = px_box_intersect(b, clip);
    } else {
        int32_t y = d->at == UI_DROP_BEFORE ? b.y1 : b.y2;
        b.y1 = y - line / 2;
        b.y2 = b.y1 + line;
    }
    struct surface *s = NULL;
    if (px_box_empty(b) || surface_create(b.x2 - b.x1, b.y2 - b.y1, &s) != OK) {
        return;
    }
    struct draw draw = draw_make(s, surface_box(s), core->scale, core->masks);
    argb_t accent = core->theme->color[COLOR_ACCENT];
    if (d->at == UI_DROP_INTO) {
        draw_rrect(&draw, surface_box(s), RADIUS_CONTROL, core->theme->color[COLOR_PREVIEW]);
        draw_rrect_border(&draw, surface_box(s), RADIUS_CONTROL, line * 64, accent);
    } else {
        draw_rrect(&draw, surface_box(s), LPX(1), accent);
    }
    struct overlay o = {
        .surface = s,
        .x_px = d->target->x_px + b.x1,
        .y_px = d->target->y_px + b.y1,
    };
    overlay_show(core, OVERLAY_DROP, &o);
}

static bool is_text_input(const struct scene *s, uint32_t node) {
    enum ui_kind kind = scene_kind(s, node);
    return (scene_is_field(kind) || kind == UI_KIND_TEXT_AREA) &&
           (s->tree.nodes[node].flags & UI_FLAG_READONLY) == 0;
}

/// The node under the pointer, or one around it, that takes drops.
static uint32_t find_target(const struct gui_core *core, const struct window_hit *hit) {
    if (hit->part != WINDOW_CONTENT || window_blocker(hit->window) != NULL) {
        return SCENE_NONE;
    }
    const struct scene *s = scene_of(hit->window);
    for (uint32_t i = hit->node; i != hit->window->node; i = s->tree.nodes[i].parent) {
        bool takes = (s->tree.nodes[i].on & (UI_ON_DRAG | UI_ON_DROP)) != 0 ||
                     (core->drop_text != NULL && is_text_input(s, i));
        if (takes && (s->nodes[i].state & SCENE_DISABLED) == 0) {
            return i;
        }
    }
    return SCENE_NONE;
}

static enum ui_drop place_in(const struct window_hit *hit, uint32_t node) {
    const struct scene *s = scene_of(hit->window);
    if (scene_kind(s, node) != UI_KIND_ITEM) {
        return UI_DROP_INTO;
    }
    const struct lpx_rect *box = &s->nodes[node].box;
    return hit->y < box->y + box->h / 2 ? UI_DROP_BEFORE : UI_DROP_AFTER;
}

static void aim(struct gui_core *core) {
    struct dnd *d = &core->dnd;
    struct window_hit hit = window_at(core, core->pointer.x_px, core->pointer.y_px);
    uint32_t node = find_target(core, &hit);
    struct window *target = node == SCENE_NONE ? NULL : hit.window;
    uint32_t id = node == SCENE_NONE ? 0 : scene_of(target)->tree.nodes[node].id;
    enum ui_drop at = node == SCENE_NONE ? UI_DROP_INTO : place_in(&hit, node);
    bool entered = target != d->target || id != d->target_id;
    if (entered) {
        post(core, UI_EVENT_DRAG, UI_POINTER_LEAVE, NULL, 0);
    }
    d->target = target;
    d->target_id = id;
    d->at = at;
    show_target(core); // also what a commit has moved
    post(core, UI_EVENT_DRAG, entered ? UI_POINTER_ENTER : UI_POINTER_MOVE, NULL, 0);
}

bool dnd_pointer(struct gui_core *core) {
    struct dnd *d = &core->dnd;
    if (dnd_is_on(core)) {
        overlay_move(core, OVERLAY_GHOST, core->pointer.x_px - d->hot.x,
                     core->pointer.y_px - d->hot.y);
        aim(core);
        return true;
    }
    if (d->source == NULL || core->press.target != PRESS_NODE || core->press.by_key) {
        return false;
    }
    int32_t slack = lpx_snap(SLACK, core->scale);
    int32_t dx = core->pointer.x_px - d->from.x;
    int32_t dy = core->pointer.y_px - d->from.y;
    if ((dx <= slack && dx >= -slack && dy <= slack && dy >= -slack) || !start(core)) {
        return false;
    }
    aim(core);
    return true;
}

static void finish(struct gui_core *core) {
    overlay_hide(core, OVERLAY_GHOST);
    overlay_hide(core, OVERLAY_DROP);
    core->dnd = (struct dnd){ 0 };
    if (dnd_is_on(core)) {
        core->press = (struct press){ 0 };
    }
}

void dnd_cancel(struct gui_core *core) {
    if (dnd_is_on(core)) {
        post(core, UI_EVENT_DRAG, UI_POINTER_CANCEL, NULL, 0);
    }
    finish(core);
}

void dnd_drop(struct gui_core *core) {
    struct dnd *d = &core->dnd;
    uint32_t node = target_node(d);
    if (node != SCENE_NONE) {
        struct window *w = d->target;
        bool field = core->drop_text != NULL && is_text_input(scene_of(w), node);
        window_raise(w);
        window_activate(core, w);
        if (field) {
            core->drop_text(w, node, local(core, core->pointer.x_px - w->x_px),
                            local(core, core->pointer.y_px - w->y_px),
                            (struct ui_text){ d->text, d->text_b });
        }
        post(core, UI_EVENT_DROP, UI_POINTER_UP, d->text, d->text_b);
    }
    finish(core);
}

void dnd_forget(struct gui_core *core, const struct window *w) {
    struct dnd *d = &core->dnd;
    if (d->source == w) {
        d->target = d->target == w ? NULL : d->target;
        dnd_cancel(core);
    } else if (d->target == w) {
        d->target = NULL;
        d->target_id = 0;
        overlay_hide(core, OVERLAY_DROP);
    }
}
