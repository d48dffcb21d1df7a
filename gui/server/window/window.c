// SPDX-License-Identifier: MIT
#include "window.h"

#include <base/log.h>
#include <stdlib.h>
#include <string.h>

#include "float.h"
#include "input.h"
#include "menubar.h"
#include "panel.h"
#include "popup.h"
#include "snap.h"
#include "thumbs.h"

#define LOG_TAG "gui.window"

int32_t window_w_px(const struct window *w) {
    return lpx_snap(w->content.w, w->core->scale);
}

int32_t window_h_px(const struct window *w) {
    return lpx_snap(w->content.h + w->head, w->core->scale);
}

struct list *window_front_of(struct gui_core *core, enum ui_layer layer) {
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (w->layer > layer) {
            return &w->link;
        }
    }
    return &core->windows;
}

bool window_shown(const struct window *w) {
    return !w->minimised && w->surface != NULL;
}

static bool window_is_dialog(const struct window *w) {
    return scene_kind(&w->session->scene, w->node) == UI_KIND_DIALOG;
}

void window_describe(const struct window *w, struct paint_window *out) {
    *out = (struct paint_window){
        .size = { w->content.w, w->content.h + w->head },
        .title = w->title,
        .title_len_b = w->title_b,
        .hover = w->hover,
        .pressed = w->pressed,
    };
    const struct ui_tree *tree = &w->session->scene.tree;
    out->flags |= w->looks_active ? PAINT_WIN_FOCUSED : 0;
    out->flags |= w->frameless ? PAINT_WIN_NO_HEADER : 0;
    out->flags |= window_is_float(w) ? PAINT_WIN_RAISED : 0;
    out->flags |= window_is_dialog(w) ? PAINT_WIN_DIALOG : 0;
    out->flags |= window_is_square(w) ? PAINT_WIN_SQUARE : 0;
    out->flags |= w->maximised ? PAINT_WIN_MAXIMISED : 0;
    out->flags |= (tree->nodes[w->node].flags & UI_FLAG_FIXED) != 0 ? PAINT_WIN_FIXED : 0;
    out->flags |= w->session->stalled ? PAINT_WIN_NOT_RESPONDING : 0;
}

bool window_layer(const struct window *w, struct compose_layer *out) {
    if (!window_shown(w)) {
        return false;
    }
    if (w->panel) {
        panel_layer(w, out);
        motion_apply(&w->motion, out);
        return true;
    }
    struct gui_core *core = w->core;
    enum shadow_kind kind = w->looks_active ? SHADOW_FOCUSED : SHADOW_UNFOCUSED;
    kind = w->frameless ? SHADOW_MENU : kind;
    int32_t corner = (int32_t)((RADIUS_WINDOW * core->scale + 6399) / 6400);
    *out = (struct compose_layer){
        .surface = w->surface,
        .shadow = shadow_get(core->shadows, window_is_square(w) ? SHADOW_NONE : kind, core->theme,
                             core->scale, w->surface->w_px, w->surface->h_px),
        .x_px = w->x_px,
        .y_px = w->y_px,
        .corner_px = window_is_square(w) ? 0 : corner,
        .flags = COMPOSE_OPAQUE,
        .opacity = 255,
    };
    motion_apply(&w->motion, out);
    return true;
}

struct px_box window_extent(const struct window *w) {
    struct compose_layer layer;
    return window_layer(w, &layer) ? compose_extent(&layer) : (struct px_box){ 0 };
}

void window_damage_screen(struct window *w) {
    damage_add(&w->core->damage, window_extent(w));
}

void window_touch(struct window *w) {
    damage_add(&w->damage, (struct px_box){ 0, 0, window_w_px(w), window_h_px(w) });
}

void window_touch_header(struct window *w, enum paint_window_button button) {
    struct paint_window win;
    window_describe(w, &win);
    damage_add(&w->damage, paint_header_extent(&win, button, w->core->scale));
    if (button == PAINT_WIN_BUTTON_NONE && w->head > HEADER_H) {
        struct lpx_rect row = { 0, HEADER_H, w->content.w, w->head - HEADER_H };
        damage_add(&w->damage, lpx_snap_rect(row, w->core->scale));
    }
}

static uint64_t pixels_b(const struct surface *s) {
    return s == NULL ? 0 : (uint64_t)s->stride_px * (uint64_t)s->h_px * sizeof(pargb_t);
}

static void drop_surface(struct window *w) {
    w->session->surfaces_b -= pixels_b(w->surface);
    surface_destroy(w->surface);
    w->surface = NULL;
}

/// The window in front that can have the keyboard; NULL when there is none.
static struct window *frontmost(struct gui_core *core) {
    struct window *top = NULL;
    struct window *w;
    list_for_each (w, &core->windows, link) {
        top = w->minimised || w->panel || window_is_float(w) ? top : w;
    }
    return top;
}

void window_destroy(struct window *w) {
    struct gui_core *core = w->core;
    window_damage_screen(w);
    input_forget(core, w);
    list_remove(&w->link);
    thumbs_note(w);
    w->session->num_windows--;
    w->session->surfaces_b -= pixels_b(w->surface);
    struct surface *left = window_motion_leave(w, w->surface);
    motion_stop(&w->motion);
    w->surface = NULL;
    surface_destroy(left);
    uint32_t node = scene_find(&w->session->scene, w->id);
    if (node != SCENE_NONE) {
        w->session->scene.nodes[node].window = NULL;
    }
    bool was_active = core->active == w;
    struct window *owner = window_owner(w);
    if (owner == w || (owner != NULL && owner->session != w->session)) {
        owner = NULL;
    }
    core->front = core->front == w ? NULL : core->front;
    struct window *before = gui_shell_find(core, w->return_to); // it had the keyboard
    owner = owner == NULL ? before : owner;
    free(w);
    if (was_active) {
        core->active = NULL;
        window_activate(core, owner != NULL && !owner->minimised ? owner : frontmost(core));
    }
    window_show_activation(core);
}

/// Gives `w` pixels of the right size. False without memory.
static bool fit_surface(struct window *w) {
    int32_t width = window_w_px(w);
    int32_t height = window_h_px(w);
    if (w->surface != NULL && w->surface->w_px == width && w->surface->h_px == height) {
        return true;
    }
    window_damage_screen(w);
    drop_surface(w);
    struct surface *fresh = NULL;
    status_t st = surface_create(width, height, &fresh);
    if (st == OK && w->session->surfaces_b + pixels_b(fresh) > SESSION_SURFACES_B) {
        surface_destroy(fresh);
        st = ERR_QUOTA;
    }
    if (st != OK) {
        LOG_WARN("no window of %d x %d px: %s", width, height, status_text(st));
        w->no_pixels = true;
        return false;
    }
    w->surface = fresh;
    w->no_pixels = false;
    w->session->surfaces_b += pixels_b(fresh);
    damage_clear(&w->damage);
    window_touch(w);
    window_damage_screen(w);
    window_motion_open(w);
    return true;
}

bool window_repaint(struct window *w) {
    if (w->minimised) {
        return true;
    }
    if (!fit_surface(w)) {
        return false;
    }
    if (damage_empty(&w->damage)) {
        return true;
    }
    struct gui_core *core = w->core;
    struct paint_window win;
    window_describe(w, &win);
    damage_clip(&w->damage, surface_box(w->surface));
    for (uint32_t i = 0; i < w->damage.n; i++) {
        struct px_box box = w->damage.box[i];
        struct paint p = {
            .draw = draw_make(w->surface, box, core->scale, core->masks),
            .theme = core->theme,
            .text = core->text,
            .glass = w->panel ? core_glass(core) : NULL,
            .at = { w->x_px, w->y_px },
            .thumb = thumbs_find,
            .thumb_self = core,
        };
        w->panel ? panel_paint_begin(w, &p) : paint_begin(&p, &win);
        scene_paint(&w->session->scene, w->node, &p);
        menubar_paint(w, &p);
        w->panel ? panel_paint_end(w, &p) : paint_end(&p, &win);
        damage_add(&core->damage, px_box_move(box, w->x_px, w->y_px));
    }
    damage_clear(&w->damage);
    thumbs_note(w);
    return true;
}

void window_move(struct window *w, int32_t x_px, int32_t y_px) {
    if (x_px == w->x_px && y_px == w->y_px) {
        return;
    }
    window_damage_screen(w);
    w->x_px = x_px;
    w->y_px = y_px;
    window_damage_screen(w);
    floats_follow(w);
}

/// The window that dialog or float `w` belongs to; NULL for others.
static struct window *owner_of(const struct window *w) {
    const struct scene *s = &w->session->scene;
    if (window_is_float(w)) {
        return float_owner(s, w->node);
    }
    if (scene_kind(s, w->node) != UI_KIND_DIALOG) {
        return NULL;
    }
    uint32_t node = scene_find(s, ui_tree_u32(&s->tree, w->node, UI_ATTR_OWNER));
    return node == SCENE_NONE || node == w->node ? NULL : s->nodes[node].window;
}

struct window *window_owner(const struct window *w) {
    return owner_of(w);
}

struct window *window_blocker(const struct window *w) {
    struct window *other;
    list_for_each (other, &w->core->windows, link) {
        const struct ui_tree *tree = &other->session->scene.tree;
        if (other->session == w->session && !other->minimised && owner_of(other) == w &&
            (tree->nodes[other->node].flags & UI_FLAG_MODAL) != 0) {
            return other;
        }
    }
    return NULL;
}

static void to_front(struct window *w) {
    struct list *before = window_front_of(w->core, w->layer);
    if (w->link.next == before) {
        return;
    }
    list_remove(&w->link);
    list_insert_before(before, &w->link);
    window_damage_screen(w);
}

/// Whether `root` is the owner of `w`, or the owner's owner, and so on.
static bool belongs_to(const struct window *w, const struct window *root) {
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && w != NULL && w != root; i++) {
        w = owner_of(w);
    }
    return w == root;
}

/// Whether `w` has the keyboard, or a popover of it does.
static bool has_keyboard(const struct window *w) {
    const struct window *active = w->core->active;
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && active != NULL && active != w; i++) {
        // While a panel has the keyboard, the app that the user works with stays lit.
        active = active->panel               ? w->core->front
                 : window_is_popover(active) ? owner_of(active)
                                             : NULL;
    }
    return active == w;
}

void window_show_activation(struct gui_core *core) {
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (w->looks_active != has_keyboard(w)) {
            window_damage_screen(w);
            w->looks_active = !w->looks_active;
            window_damage_screen(w); // its shadow is another one now
            window_touch_header(w, PAINT_WIN_BUTTON_NONE);
        }
    }
}

void window_raise(struct window *w) {
    to_front(w);
    // What belongs to it stays in front of it, in the order it stands in.
    struct list *link = w->core->windows.next;
    while (link != &w->link) {
        struct window *other = list_item(link, struct window, link);
        link = link->next;
        if (other->session == w->session && belongs_to(other, w)) {
            to_front(other);
        }
    }
}

/// Shows or hides the marks of the focused node.
static void show_focus(struct window *w) {
    uint32_t node = window_focused(w);
    if (node == SCENE_NONE) {
        return;
    }
    struct scene *s = &w->session->scene;
    bool active = w->core->active == w;
    bool field = scene_is_text(scene_kind(s, node)) || scene_kind(s, node) == UI_KIND_CELLS;
    scene_set_state(s, node, SCENE_CARET, active && field);
    scene_set_state(s, node, SCENE_RING, active && w->ring);
    if (active) {
        edit_focused(w->core);
    }
}

static void post_focus(struct window *w, bool gained) {
    uint32_t node = window_focused(w);
    if (node == SCENE_NONE) {
        return;
    }
    if (!gained) {
        edit_blur(w, node);
    }
    const struct ui_node *n = &w->session->scene.tree.nodes[node];
    if ((n->on & (gained ? UI_ON_FOCUS : UI_ON_BLUR)) != 0) {
        struct ui_event_rec rec = { .kind = gained ? UI_EVENT_FOCUS : UI_EVENT_BLUR };
        (void)session_post(w->session, n->id, &rec, NULL);
    }
}

/// The window that the user works with when `w` has the keyboard.
static struct window *front_of(const struct gui_core *core, struct window *w) {
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && w != NULL && window_is_popover(w); i++) {
        w = owner_of(w);
    }
    return w != NULL && w->panel ? core->front : w;
}

void window_activate(struct gui_core *core, struct window *w) {
    struct window *before = core->active;
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && w != NULL; i++) {
        struct window *blocker = window_blocker(w);
        w = blocker != NULL ? blocker : w; // a modal dialog has the keyboard of its owner
    }
    if (before == w) {
        return;
    }
    if (core->popups.window != w) {
        popup_close(core);
    }
    if (core->press.by_key && core->press.window != w) {
        input_cancel(core); // the key that is down belongs to what has the keyboard
    }
    core->front = front_of(core, w);
    if (before != NULL) {
        post_focus(before, false);
    }
    core->active = w;
    if (w != NULL) {
        w->used = ++core->uses;
    }
    if (before != NULL) {
        show_focus(before);
    }
    if (w != NULL) {
        w->had_keyboard = true;
        show_focus(w);
        post_focus(w, true);
    }
    window_show_activation(core);
    menubar_follow(core);
}

uint32_t window_focused(const struct window *w) {
    return scene_find(&w->session->scene, w->focus_id);
}

void window_focus(struct window *w, uint32_t node, bool ring) {
    struct scene *s = &w->session->scene;
    uint32_t before = window_focused(w);
    bool active = w->core->active == w;
    if (before != node && before != SCENE_NONE) {
        if (active) {
            post_focus(w, false);
        }
        scene_set_state(s, before, SCENE_CARET | SCENE_RING, false);
    }
    w->focus_id = node == SCENE_NONE ? 0 : s->tree.nodes[node].id;
    w->ring = ring;
    show_focus(w);
    if (active && before != node) {
        post_focus(w, true);
    }
}

void window_set_geometry(struct window *w, int32_t x_px, int32_t y_px, struct lpx_size content) {
    window_damage_screen(w);
    w->x_px = x_px;
    w->y_px = y_px;
    w->content = content;
    window_layout(w);
    window_touch(w);
    window_damage_screen(w);
}

void window_resize(struct window *w, int32_t x_px, int32_t y_px, struct lpx_size content) {
    scale_t scale = w->core->scale;
    content.w = CLAMP(content.w, CONTENT_MIN_W, LPX(SURFACE_MAX_PX / 4));
    content.h = CLAMP(content.h, CONTENT_MIN_H, LPX(SURFACE_MAX_PX / 4));
    content.w = lpx_from_px(lpx_snap(content.w, scale), scale);
    content.h = lpx_from_px(lpx_snap(content.h + w->head, scale), scale) - w->head;
    if (w->x_px != x_px || w->y_px != y_px || w->content.w != content.w ||
        w->content.h != content.h) {
        w->sized = true;
        window_set_geometry(w, x_px, y_px, content);
    }
}

void window_toggle_maximised(struct window *w) {
    snap_set(w, w->maximised ? SNAP_NONE : SNAP_MAXIMISED);
}

void window_set_minimised(struct window *w, bool minimised) {
    if (w->minimised == minimised) {
        return;
    }
    window_damage_screen(w);
    if (minimised) {
        window_motion_put_away(w);
    }
    w->minimised = minimised;
    w->put_away = false;
    window_damage_screen(w);
    if (!minimised) {
        window_motion_restore(w);
    }
    struct window *other;
    list_for_each (other, &w->core->windows, link) {
        if (other->session == w->session && window_is_float(other) && owner_of(other) == w) {
            window_set_minimised(other, minimised);
        }
    }
    if (minimised && w->core->active == w) {
        window_activate(w->core, frontmost(w->core));
    }
}

void window_close(struct window *w) {
    struct ui_event_rec rec = { .kind = UI_EVENT_CLOSE };
    if (session_post(w->session, w->id, &rec, NULL) == 0) {
        session_close(w->session, ERR_WOULD_BLOCK); // it does not listen any more
    }
}
