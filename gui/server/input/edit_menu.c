// SPDX-License-Identifier: MIT
#include "edit_menu.h"

#include "input.h"

static bool is_editor(enum ui_kind kind) {
    return scene_is_field(kind) || kind == UI_KIND_TEXT_AREA;
}

bool edit_menu_wanted(const struct window *w) {
    const struct scene *s = &w->session->scene;
    for (uint32_t i = w->node + 1; i < s->tree.end[w->node]; i++) {
        if (is_editor(scene_kind(s, i)) && (s->nodes[i].state & SCENE_SHOWN) != 0) {
            return true;
        }
    }
    return false;
}

/// The command behind a row of the menu.
static const enum edit_command commands[] = {
    [POPUP_DO_UNDO] = EDIT_UNDO,   [POPUP_DO_REDO] = EDIT_REDO,
    [POPUP_DO_CUT] = EDIT_CUT,     [POPUP_DO_COPY] = EDIT_COPY,
    [POPUP_DO_PASTE] = EDIT_PASTE, [POPUP_DO_SELECT_ALL] = EDIT_SELECT_ALL,
};

bool edit_menu_can(const struct window *w, enum popup_action action) {
    const struct scene *s = &w->session->scene;
    uint32_t node = window_focused(w);
    return node != SCENE_NONE && is_editor(scene_kind(s, node)) &&
           (s->nodes[node].state & SCENE_DISABLED) == 0 && edit_can(w, node, commands[action]);
}

void edit_menu_do(struct window *w, enum popup_action action) {
    if (edit_menu_can(w, action)) {
        edit_do(w, window_focused(w), commands[action]);
    }
}
