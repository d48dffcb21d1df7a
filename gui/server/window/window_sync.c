// SPDX-License-Identifier: MIT
/// @file
/// After a commit: which windows there are, how large they are and what has their focus.
#include <base/log.h>
#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "float.h"
#include "input.h"
#include "menubar.h"
#include "panel.h"
#include "pulse.h"
#include "snap.h"
#include "thumbs.h"
#include "window.h"

#define LOG_TAG "gui.window"

uint32_t window_strip_title(struct ui_text text, char out[WINDOW_TITLE_MAX]) {
    uint32_t used = 0;
    for (size_t at = 0; at < text.len_b;) {
        uint32_t c = 0;
        size_t len = utf8_decode(text.bytes + at, text.len_b - at, &c);
        bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
        bool bidi = c == 0x200e || c == 0x200f || c == 0x061c || (c >= 0x202a && c <= 0x202e) ||
                    (c >= 0x2066 && c <= 0x2069);
        if (!control && !bidi && used + len <= WINDOW_TITLE_MAX) {
            memcpy(out + used, text.bytes + at, len);
            used += (uint32_t)len;
        }
        at += len;
    }
    return used;
}

static bool is_window(uint8_t kind) {
    return kind == UI_KIND_WINDOW || kind == UI_KIND_DIALOG || kind == UI_KIND_PANEL ||
           float_is_kind(kind);
}

static void update_title(struct window *w) {
    char title[WINDOW_TITLE_MAX];
    struct ui_text text = ui_tree_text(&w->session->scene.tree, w->node, UI_ATTR_TITLE);
    uint32_t len = window_strip_title(text, title);
    if (len == w->title_b && memcmp(title, w->title, len) == 0) {
        return;
    }
    memcpy(w->title, title, len);
    w->title_b = len;
    window_touch_header(w, PAINT_WIN_BUTTON_NONE);
}

/// The size that the app wants: as declared, else by content, within the work area.
static struct lpx_size wanted_size(struct window *w) {
    struct scene *s = &w->session->scene;
    scale_t scale = w->core->scale;
    const struct px_box *work = &w->core->work;
    lpx_t min_w = w->frameless ? LPX(1) : CONTENT_MIN_W;
    lpx_t min_h = w->frameless ? LPX(1) : CONTENT_MIN_H;
    lpx_t most_w = MAX(lpx_from_px(work->x2 - work->x1, scale), min_w);
    lpx_t most_h = MAX(lpx_from_px(work->y2 - work->y1, scale) - w->head, min_h);
    struct lpx_size size = { w->declared[AXIS_X], w->declared[AXIS_Y] };
    if (size.w == 0) {
        size.w = scene_natural(s, w->node, LPX_INF, LPX_INF).w;
    }
    size.w = CLAMP(size.w, min_w, most_w);
    if (size.h == 0) {
        // With its final width: text that wraps is higher then.
        struct layout_limits limits = { { size.w, 0 }, { size.w, LPX_INF } };
        size.h = layout_measure(&s->layout, w->node, limits).v[AXIS_Y];
    }
    size.h = CLAMP(size.h, min_h, most_h);
    // Whole device pixels: the last one is not half window, half nothing.
    size.w = lpx_from_px(lpx_snap(size.w, scale), scale);
    size.h = lpx_from_px(lpx_snap(size.h + w->head, scale), scale) - w->head;
    return size;
}

static void update_size(struct window *w, bool fresh) {
    const struct ui_tree *tree = &w->session->scene.tree;
    lpx_t declared[2] = { LPX((int32_t)ui_tree_u32(tree, w->node, UI_ATTR_W)),
                          LPX((int32_t)ui_tree_u32(tree, w->node, UI_ATTR_H)) };
    bool said = declared[0] != w->declared[0] || declared[1] != w->declared[1];
    if (said && !fresh) {
        w->sized = false; // a new wish counts for more than what the user did before it
    }
    w->declared[0] = declared[0];
    w->declared[1] = declared[1];
    if (w->sized || window_is_square(w)) {
        return;
    }
    struct lpx_size size = wanted_size(w);
    if (size.w != w->content.w || size.h != w->content.h) {
        damage_add(&w->core->damage, window_extent(w));
        w->content = size;
        window_touch(w);
    }
}

/// Moves the focus to the last node that newly asks for it; drops it from what cannot have it.
static void update_focus(struct window *w) {
    struct scene *s = &w->session->scene;
    uint32_t wish = SCENE_NONE;
    for (uint32_t i = w->node + 1; i < s->tree.end[w->node]; i++) {
        bool asks = (s->tree.nodes[i].flags & UI_FLAG_FOCUS) != 0;
        if (asks && !s->nodes[i].asked_focus && scene_focusable(s, i)) {
            wish = i;
        }
        s->nodes[i].asked_focus = asks;
    }
    uint32_t focused = window_focused(w);
    if (wish != SCENE_NONE) {
        window_focus(w, wish, w->ring);
    } else if (focused != SCENE_NONE && !scene_focusable(s, focused)) {
        window_focus(w, SCENE_NONE, false);
    } else if (focused == SCENE_NONE) {
        w->focus_id = 0;
    }
}

/// Tells nodes that ask (canvases, windows) of their new size.
static void post_sizes(struct window *w) {
    struct scene *s = &w->session->scene;
    for (uint32_t i = w->node; i < s->tree.end[w->node]; i++) {
        struct scene_node *n = &s->nodes[i];
        if ((s->tree.nodes[i].on & UI_ON_RESIZE) == 0 || (n->state & SCENE_SHOWN) == 0 ||
            (n->told.w == n->box.w && n->told.h == n->box.h)) {
            continue;
        }
        struct ui_event_rec rec = { .kind = UI_EVENT_RESIZE };
        rec.resize.w = (uint32_t)(n->box.w >> LPX_SHIFT);
        rec.resize.h = (uint32_t)(n->box.h >> LPX_SHIFT);
        rec.resize.scale = (w->core->scale << 16) / SCALE_ONE;
        if (scene_kind(s, i) == UI_KIND_CELLS) {
            scene_cells_room(s, i, &rec.resize.cols, &rec.resize.rows);
        }
        if (session_post(w->session, s->tree.nodes[i].id, &rec, NULL) != 0) {
            n->told = (struct lpx_size){ n->box.w, n->box.h };
            scene_changed(s);
        }
    }
}

void window_layout(struct window *w) {
    scene_layout(&w->session->scene, w->node, w->content.w, w->content.h, w->head);
    post_sizes(w);
    floats_follow(w);
    window_ask_rows(w);
}

/// A new window takes the keyboard only from its own app, or when nobody has it.
static bool may_take_focus(const struct window *w) {
    const struct window *active = w->core->active;
    if (window_is_float(w)) {
        return window_is_popover(w) && active != NULL && window_owner(w) == active;
    }
    if (active == NULL || active->session == w->session) {
        return true;
    }
    return w->core->arranging && w->session->badge < active->session->badge;
}

/// In front of which link a new window goes: to the front; while windows are arranged, below those of
/// earlier sessions, so that the desktop at boot does not depend on who was quicker.
static struct list *stacking_place(struct gui_core *core, const struct session *s, uint32_t node) {
    struct window *other;
    struct window *owner =
        float_is_kind(s->scene.tree.nodes[node].kind) ? float_owner(&s->scene, node) : NULL;
    if (owner != NULL) {
        return owner->link.next;
    }
    if (core->arranging) {
        list_for_each (other, &core->windows, link) {
            if (other->layer >= UI_LAYER_NORMAL && other->session->badge < s->badge) {
                return other->layer > UI_LAYER_NORMAL ? window_front_of(core, UI_LAYER_NORMAL)
                                                      : &other->link;
            }
        }
    }
    return window_front_of(core, UI_LAYER_NORMAL);
}

static void create(struct session *s, uint32_t node) {
    struct gui_core *core = s->core;
    struct window *w = calloc(1, sizeof(*w));
    if (w == NULL) {
        LOG_WARN("no memory for a window");
        return; // tried again at the next commit
    }
    w->core = core;
    w->session = s;
    w->id = s->scene.tree.nodes[node].id;
    w->node = node;
    uint8_t kind = s->scene.tree.nodes[node].kind;
    bool fills = core->kiosk && kind == UI_KIND_WINDOW;
    w->number = ++core->shell.last_number;
    w->layer = UI_LAYER_NORMAL;
    w->frameless = float_is_kind(kind) || kind == UI_KIND_PANEL || fills;
    w->head = w->frameless ? 0 : HEADER_H;
    w->expires_ns = UINT64_MAX;
    s->scene.nodes[node].window = w;
    s->scene.nodes[node].closed_seq = 0;
    s->num_windows++;
    pulse_survey(w);
    if (kind == UI_KIND_PANEL) {
        panel_create(w);
        update_title(w);
        update_focus(w);
        return;
    }
    list_insert_before(stacking_place(core, s, node), &w->link);
    update_title(w);
    (void)menubar_fit(w);
    update_size(w, true);
    window_layout(w);
    damage_clear(&w->damage);
    window_touch(w);
    w->arranged = core->arranging && window_owner(w) == NULL && !fills;
    if (fills) {
        w->maximised = true;
        snap_refit(w);
    } else {
        window_place(w);
    }
    if (window_is_float(w)) {
        float_begin(w);
    }
    if (may_take_focus(w)) {
        window_activate(core, w);
    } else if (!core->arranging && core->active != NULL && !w->frameless) {
        window_raise(core->active); // what has the keyboard stays in front
    }
    update_focus(w);
}

static void update(struct window *w, uint32_t node) {
    w->node = node;
    if (w->session->scene.nodes[node].repaint) {
        window_touch_header(w, PAINT_WIN_BUTTON_NONE); // e.g. it has become fixed
    }
    pulse_survey(w);
    update_title(w);
    if (w->panel) {
        panel_update(w);
        update_focus(w);
        return;
    }
    if (menubar_fit(w)) {
        window_touch(w);
    }
    update_size(w, false);
    window_layout(w);
    update_focus(w);
    window_keep_inside(w);
    float_place(w);
}

void window_fit(struct window *w) {
    snap_refit(w);
    update_size(w, false);
    window_layout(w);
    window_keep_inside(w);
}

/// Whether top node `node` is to have a window.
static bool is_wanted(const struct scene *s, uint32_t node) {
    const struct ui_node *n = &s->tree.nodes[node];
    if (!is_window(n->kind) || (n->flags & UI_FLAG_HIDDEN) != 0) {
        return false;
    }
    return !float_is_kind(n->kind) ||
           (float_owner(s, node) != NULL && !float_is_dismissed(s, node));
}

/// Creates and updates windows, floats or what they belong to.
static void sync_tops(struct session *s, bool floats) {
    const struct ui_tree *tree = &s->scene.tree;
    uint32_t child = tree->first_child[0];
    for (; child != UI_NODE_NONE; child = tree->next_sibling[child]) {
        if (float_is_kind(tree->nodes[child].kind) != floats || !is_wanted(&s->scene, child)) {
            continue;
        }
        if (s->scene.nodes[child].window != NULL) {
            update(s->scene.nodes[child].window, child);
        } else {
            create(s, child);
        }
    }
}

void window_sync(struct session *s) {
    struct gui_core *core = s->core;
    struct window *w;
    struct window *after;
    list_for_each (w, &core->windows, link) {
        if (w->session == s) {
            uint32_t node = scene_find(&s->scene, w->id);
            w->node = node == SCENE_NONE ? 0 : node; // what follows may ask any of them
        }
    }
    list_for_each_safe (w, after, &core->windows, link) {
        if (w->session != s) {
            continue;
        }
        uint32_t node = scene_find(&s->scene, w->id);
        bool gone = node == SCENE_NONE || s->scene.nodes[node].window != w ||
                    (s->scene.tree.nodes[node].flags & UI_FLAG_HIDDEN) != 0;
        if (gone) {
            window_destroy(w);
        }
    }
    sync_tops(s, false);
    list_for_each_safe (w, after, &core->windows, link) {
        if (w->session == s && window_is_float(w) && !is_wanted(&s->scene, w->node)) {
            window_destroy(w); // what it points to has gone
        }
    }
    sync_tops(s, true);
    list_for_each (w, &core->windows, link) {
        if (w->session == s && window_is_float(w)) {
            float_place(w); // toasts make room for each other
        }
    }
    if (s->importer.shell) {
        thumbs_count(s);
        panel_settle(core);
    }
    window_show_activation(core);
    menubar_find(s);
    menubar_follow(core);
    if (core->arranging) {
        window_arrange(core);
    }
}
