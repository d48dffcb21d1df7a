// SPDX-License-Identifier: MIT
#include "float.h"

/// Between a popover and what it points to.
#define POPOVER_GAP LPX(6)

/// From a toast to the lower edge of its window, and between toasts.
#define TOAST_INSET LPX(16)
#define TOAST_GAP LPX(8)

bool float_is_kind(uint8_t kind) {
    return kind == UI_KIND_POPOVER || kind == UI_KIND_TOAST;
}

static bool is_kind(const struct window *w, enum ui_kind kind) {
    return scene_kind(&w->session->scene, w->node) == kind;
}

bool window_is_float(const struct window *w) {
    return float_is_kind((uint8_t)scene_kind(&w->session->scene, w->node));
}

bool window_is_popover(const struct window *w) {
    return is_kind(w, UI_KIND_POPOVER);
}

bool window_is_toast(const struct window *w) {
    return is_kind(w, UI_KIND_TOAST);
}

/// The node that a popover points to; SCENE_NONE when it cannot be seen.
static uint32_t anchor_of(const struct scene *s, uint32_t node) {
    uint32_t anchor = scene_find(s, ui_tree_u32(&s->tree, node, UI_ATTR_ANCHOR));
    if (anchor == SCENE_NONE || (s->nodes[anchor].state & SCENE_SHOWN) == 0) {
        return SCENE_NONE;
    }
    return anchor;
}

struct window *float_owner(const struct scene *s, uint32_t node) {
    if (s->tree.nodes[node].kind == UI_KIND_POPOVER) {
        uint32_t anchor = anchor_of(s, node);
        uint32_t top = anchor == SCENE_NONE ? node : s->nodes[anchor].top;
        return top == node ? NULL : s->nodes[top].window;
    }
    const struct ui_tree *t = &s->tree;
    for (uint32_t i = t->first_child[0]; i != UI_NODE_NONE; i = t->next_sibling[i]) {
        if (t->nodes[i].kind == UI_KIND_WINDOW && s->nodes[i].window != NULL) {
            return s->nodes[i].window;
        }
    }
    return NULL;
}

bool float_is_dismissed(const struct scene *s, uint32_t node) {
    uint64_t seq = s->nodes[node].closed_seq;
    return seq != 0 && s->tree.events_seen < seq;
}

static nsec_t now_of(const struct gui_core *core) {
    return core->port.now(core->port.self);
}

static nsec_t timeout_of(const struct window *w) {
    return (nsec_t)ui_tree_u32(&w->session->scene.tree, w->node, UI_ATTR_TIMEOUT) * 1000000u;
}

void float_begin(struct window *w) {
    nsec_t timeout = window_is_toast(w) ? timeout_of(w) : 0;
    w->expires_ns = timeout == 0 ? UINT64_MAX : now_of(w->core) + timeout;
}

/// Below its anchor, or above it where there is more room.
static void place_popover(struct window *w, const struct window *owner) {
    struct scene *s = &w->session->scene;
    const struct px_box *work = &w->core->work;
    scale_t scale = w->core->scale;
    uint32_t anchor = anchor_of(s, w->node);
    if (anchor == SCENE_NONE) {
        return;
    }
    struct lpx_rect at = s->nodes[anchor].box;
    at.y -= POPOVER_GAP;
    at.h += 2 * POPOVER_GAP;
    struct px_box box = px_box_move(lpx_snap_rect(at, scale), owner->x_px, owner->y_px);
    int32_t width = window_w_px(w);
    int32_t height = window_h_px(w);
    bool below = box.y2 + height <= work->y2 || box.y1 - work->y1 < work->y2 - box.y2;
    int32_t x = box.x1 + (box.x2 - box.x1 - width) / 2;
    int32_t y = below ? box.y2 : box.y1 - height;
    x = MAX(MIN(x, work->x2 - width), work->x1);
    window_move(w, x, MAX(MIN(y, work->y2 - height), work->y1));
}

/// Toasts of one window stand on each other, the newest at the bottom.
static void place_toast(struct window *w, const struct window *owner) {
    const struct px_box *work = &w->core->work;
    scale_t scale = w->core->scale;
    int32_t bottom = owner->y_px + window_h_px(owner) - lpx_snap(TOAST_INSET, scale);
    const struct window *other;
    list_for_each (other, &w->core->windows, link) {
        if (other != w && other->session == w->session && window_is_toast(other) &&
            other->node > w->node) {
            bottom -= window_h_px(other) + lpx_snap(TOAST_GAP, scale);
        }
    }
    int32_t width = window_w_px(w);
    int32_t x = owner->x_px + (window_w_px(owner) - width) / 2;
    int32_t y = MIN(bottom, work->y2 - lpx_snap(TOAST_GAP, scale)) - window_h_px(w);
    x = MAX(MIN(x, work->x2 - width), work->x1);
    window_move(w, x, MAX(y, work->y1));
}

void float_place(struct window *w) {
    const struct window *owner = window_owner(w);
    if (owner != NULL && window_is_popover(w)) {
        place_popover(w, owner);
    } else if (owner != NULL) {
        place_toast(w, owner);
    }
}

void floats_follow(struct window *owner) {
    struct window *w;
    list_for_each (w, &owner->core->windows, link) {
        if (w != owner && w->session == owner->session && window_is_float(w) &&
            window_owner(w) == owner) {
            float_place(w);
        }
    }
}

void float_dismiss(struct window *w) {
    struct scene *s = &w->session->scene;
    uint32_t node = w->node;
    struct ui_event_rec rec = { .kind = UI_EVENT_CLOSE };
    uint64_t seq = session_post(w->session, w->id, &rec, NULL);
    // An app that does not listen has not seen it either.
    s->nodes[node].closed_seq = seq != 0 ? seq : UINT64_MAX;
    struct window *owner = window_owner(w);
    window_destroy(w);
    if (owner != NULL) {
        floats_follow(owner); // the toasts above it move down
    }
}

/// Whether `w` is `root` or belongs to it.
static bool belongs_to(const struct window *w, const struct window *root) {
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && w != NULL; i++) {
        if (w == root) {
            return true;
        }
        w = window_owner(w);
    }
    return false;
}

bool floats_press(struct gui_core *core, const struct window_hit *hit) {
    if (hit->window != NULL && window_is_toast(hit->window)) {
        return false;
    }
    struct window *owner = NULL;
    // From the front: each closing may change the list, so it is looked through again.
    for (uint32_t i = 0; i < UI_WINDOWS_MAX; i++) {
        struct window *popover = NULL;
        struct window *w;
        list_for_each (w, &core->windows, link) {
            bool outside = window_is_popover(w) && !belongs_to(hit->window, w);
            popover = outside ? w : popover;
        }
        if (popover == NULL) {
            break;
        }
        owner = window_owner(popover);
        float_dismiss(popover);
    }
    return owner != NULL && hit->window == owner;
}

void floats_tick(struct gui_core *core, nsec_t now) {
    for (uint32_t i = 0; i < UI_WINDOWS_MAX; i++) {
        struct window *gone = NULL;
        struct window *w;
        list_for_each (w, &core->windows, link) {
            if (window_is_toast(w) && core->pointer.window == w && w->expires_ns != UINT64_MAX) {
                w->expires_ns = MAX(w->expires_ns, now + timeout_of(w) / 2); // it is being read
            }
            bool lost = window_is_popover(w) && w->had_keyboard && !belongs_to(core->active, w);
            gone = lost || w->expires_ns <= now ? w : gone;
        }
        if (gone == NULL) {
            return;
        }
        float_dismiss(gone);
    }
}

nsec_t floats_due(const struct gui_core *core, nsec_t now) {
    nsec_t due = UINT64_MAX;
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        due = MIN(due, w->expires_ns);
        if (window_is_popover(w) && w->had_keyboard && !belongs_to(core->active, w)) {
            due = now;
        }
    }
    return due;
}
