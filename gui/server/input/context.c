// SPDX-License-Identifier: MIT
#include "context.h"

#include <ui_enums.h>

#include "edit_menu.h"
#include "input.h"
#include "popup.h"

/// The Menu whose anchor is `node`; SCENE_NONE when there is none.
static uint32_t menu_of(const struct ui_tree *t, uint32_t node) {
    uint32_t id = t->nodes[node].id;
    for (uint32_t i = t->first_child[0]; i != UI_NODE_NONE; i = t->next_sibling[i]) {
        if (t->nodes[i].kind == UI_KIND_MENU && ui_tree_u32(t, i, UI_ATTR_ANCHOR) == id) {
            return i;
        }
    }
    return SCENE_NONE;
}

static void post_menu(struct window *w, uint32_t node, lpx_t x, lpx_t y) {
    const struct scene *s = &w->session->scene;
    struct ui_event_rec rec = { .kind = UI_EVENT_MENU };
    rec.pointer.x = x - s->nodes[node].box.x;
    rec.pointer.y = y - s->nodes[node].box.y;
    (void)session_post(w->session, s->tree.nodes[node].id, &rec, NULL);
}

void context_open(struct window *w, uint32_t node, lpx_t x, lpx_t y) {
    const struct scene *s = &w->session->scene;
    struct popup_spot spot = { .entry = -1 };
    spot.anchor.x1 = spot.anchor.x2 = w->x_px + lpx_snap(x, w->core->scale);
    spot.anchor.y1 = spot.anchor.y2 = w->y_px + lpx_snap(y, w->core->scale);
    bool posted = false;
    for (;;) {
        const struct ui_node *n = &s->tree.nodes[node];
        bool off = (s->nodes[node].state & SCENE_DISABLED) != 0;
        if (!posted && !off && (n->on & UI_ON_MENU) != 0) {
            post_menu(w, node, x, y);
            posted = true;
        }
        uint32_t menu = menu_of(&s->tree, node);
        if (menu != SCENE_NONE) {
            spot.source = POPUP_MENU;
            spot.id = s->tree.nodes[menu].id;
            (void)popup_open_at(w, &spot);
            return;
        }
        if (!posted && scene_focusable(s, node) &&
            (scene_is_field((enum ui_kind)n->kind) || n->kind == UI_KIND_TEXT_AREA)) {
            window_focus(w, node, w->ring);
            spot.source = POPUP_EDIT;
            (void)popup_open_at(w, &spot);
            return;
        }
        if (node == w->node) {
            return;
        }
        node = n->parent;
    }
}

bool context_key(struct window *w) {
    uint32_t node = window_focused(w);
    node = node == SCENE_NONE ? w->node : node;
    const struct lpx_rect *box = &w->session->scene.nodes[node].box;
    context_open(w, node, box->x + MIN(box->w / 2, LPX(24)), box->y + MIN(box->h, LPX(40)));
    if (!popup_is_open(w->core)) {
        return false;
    }
    popup_highlight(w->core, -1);
    w->core->popups.press = false;
    return true;
}
