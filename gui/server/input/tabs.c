// SPDX-License-Identifier: MIT
/// @file
/// Choosing tabs by keys and by their titles.
#include <ui_enums.h>

#include "input.h"
#include "keymap.h"
#include "scene_tabs.h"

void activate_tab(struct window *w, uint32_t node, int32_t index) {
    struct scene *s = &w->session->scene;
    uint32_t tab = tabs_tab(s, node, index);
    if (tab == SCENE_NONE || (s->tree.nodes[tab].flags & UI_FLAG_DISABLED) != 0) {
        return;
    }
    activate_choose(w, node, index);
    uint32_t k = s->tree.first_child[node];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        scene_apply_value(s, k);
    }
    scene_touch(s, node);
    window_layout(w);
    input_recheck(w->core);
}

/// The Tabs around `node`, else the first ones of the window.
static uint32_t find_tabs(const struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    for (; node != SCENE_NONE && node != w->node; node = s->tree.nodes[node].parent) {
        if (scene_kind(s, node) == UI_KIND_TABS) {
            return node;
        }
    }
    for (uint32_t i = w->node; i < s->tree.end[w->node]; i++) {
        if (scene_kind(s, i) == UI_KIND_TABS && (s->nodes[i].state & SCENE_SHOWN) != 0) {
            return i;
        }
    }
    return SCENE_NONE;
}

/// Goes to the next tab that can be chosen; `round`: from the last to the first.
static void step(struct window *w, uint32_t tabs, int32_t by, bool round) {
    const struct scene *s = &w->session->scene;
    int32_t count = (int32_t)tabs_count(s, tabs);
    int32_t at = CLAMP(s->nodes[tabs].value.choice, 0, MAX(count - 1, 0));
    for (int32_t tries = 0; tries < count; tries++) {
        at += by;
        if (!round && (at < 0 || at >= count)) {
            return;
        }
        at = (at + count) % count;
        uint32_t tab = tabs_tab(s, tabs, at);
        if ((s->tree.nodes[tab].flags & UI_FLAG_DISABLED) == 0) {
            activate_tab(w, tabs, at);
            return;
        }
    }
}

bool activate_tab_key(struct window *w, uint32_t node, uint16_t code) {
    const struct scene *s = &w->session->scene;
    bool page = code == KEY_PAGE_UP || code == KEY_PAGE_DOWN;
    if (page && (w->core->mods & UI_MOD_CTRL) != 0) {
        uint32_t tabs = find_tabs(w, node);
        if (tabs != SCENE_NONE) {
            step(w, tabs, code == KEY_PAGE_UP ? -1 : 1, true);
        }
        return tabs != SCENE_NONE;
    }
    if (node == SCENE_NONE || scene_kind(s, node) != UI_KIND_TABS) {
        return false;
    }
    if (code == KEY_LEFT || code == KEY_RIGHT) {
        step(w, node, code == KEY_LEFT ? -1 : 1, false);
        window_focus(w, node, true);
        return true;
    }
    return false;
}
