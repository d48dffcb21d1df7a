// SPDX-License-Identifier: MIT
#include "shortcut.h"

#include <base/utf8.h>
#include <string.h>
#include <ui_enums.h>

#include "input.h"
#include "keymap.h"

struct key_name {
    const char *name;
    uint16_t code;
};

/// Keys that type nothing, and those whose character is a word.
static const struct key_name names[] = {
    { "F1", 59 },      { "F2", 60 },      { "F3", 61 },    { "F4", 62 },        { "F5", 63 },
    { "F6", 64 },      { "F7", 65 },      { "F8", 66 },    { "F9", 67 },        { "F10", 68 },
    { "F11", 87 },     { "F12", 88 },     { "Esc", 1 },    { "Escape", 1 },     { "Tab", 15 },
    { "Enter", 28 },   { "Return", 28 },  { "Space", 57 }, { "Backspace", 14 }, { "Del", 111 },
    { "Delete", 111 }, { "Insert", 110 }, { "Home", 102 }, { "End", 107 },      { "PageUp", 104 },
    { "Left", 105 },   { "Right", 106 },  { "Up", 103 },   { "PageDown", 109 }, { "Down", 108 },
};

static const struct {
    const char *name;
    uint32_t mod;
} modifiers[] = {
    { "Ctrl+", UI_MOD_CTRL },
    { "Shift+", UI_MOD_SHIFT },
    { "Alt+", UI_MOD_ALT },
    { "Super+", UI_MOD_SUPER },
};

static bool begins(struct ui_text text, const char *with) {
    size_t len = strlen(with);
    return text.len_b > len && memcmp(text.bytes, with, len) == 0;
}

static bool is(struct ui_text text, const char *what) {
    return text.len_b == strlen(what) && memcmp(text.bytes, what, text.len_b) == 0;
}

/// The key on the number pad does what the one above the letters does.
static uint16_t plain_key(uint16_t code) {
    return code == KEY_KP_ENTER ? (uint16_t)KEY_ENTER : code;
}

bool shortcut_matches(struct ui_text text, uint32_t layout, uint16_t code, uint32_t mods) {
    uint32_t want = 0;
    for (size_t i = 0; i < ARRAY_LEN(modifiers); i++) { // in any order, each once
        for (size_t k = 0; k < ARRAY_LEN(modifiers); k++) {
            if ((want & modifiers[k].mod) == 0 && begins(text, modifiers[k].name)) {
                want |= modifiers[k].mod;
                text.bytes += strlen(modifiers[k].name);
                text.len_b -= (uint32_t)strlen(modifiers[k].name);
            }
        }
    }
    const uint32_t commands = UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER;
    if ((want & commands) != (mods & commands) || text.len_b == 0) {
        return false;
    }
    bool shift = (want & UI_MOD_SHIFT) != 0;
    bool shifted = (mods & UI_MOD_SHIFT) != 0;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (is(text, names[i].name)) {
            return names[i].code == plain_key(code) && shift == shifted;
        }
    }
    uint32_t c = 0;
    if (utf8_decode(text.bytes, text.len_b, &c) != text.len_b) {
        return false; // a word that names no key
    }
    uint32_t folded = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    if (folded >= 'a' && folded <= 'z') {
        return (keymap_letter(layout, code) | 0x20) == folded && shift == shifted;
    }
    if (shift) {
        return shifted && keymap_letter(layout, code) == c;
    }
    uint32_t typed = keymap_char(layout, code, mods & (UI_MOD_SHIFT | UI_MOD_ALTGR));
    return typed == c;
}

/// Whether `node` or anything around it up to `top` is disabled or hidden.
static bool is_off(const struct ui_tree *t, uint32_t node, uint32_t top) {
    while (node != top && node != 0) {
        if ((t->nodes[node].flags & (UI_FLAG_DISABLED | UI_FLAG_HIDDEN)) != 0) {
            return true;
        }
        node = t->nodes[node].parent;
    }
    return false;
}

/// The node below `top` whose shortcut is `code` with what is held; SCENE_NONE when there is none.
static uint32_t find(const struct window *w, uint32_t top, uint16_t code) {
    const struct ui_tree *t = &w->session->scene.tree;
    const struct gui_core *core = w->core;
    for (uint32_t i = top + 1; i < t->end[top]; i++) {
        if (t->nodes[i].kind != UI_KIND_MENU_ITEM && t->nodes[i].kind != UI_KIND_BUTTON) {
            continue;
        }
        struct ui_text text = ui_tree_text(t, i, UI_ATTR_SHORTCUT);
        if (text.len_b != 0 && shortcut_matches(text, core->keyboard.layout, code, core->mods) &&
            !is_off(t, i, top)) {
            return i;
        }
    }
    return SCENE_NONE;
}

bool shortcut_key(struct window *w, uint16_t code) {
    const struct ui_tree *t = &w->session->scene.tree;
    struct window *owner = w;
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && owner != NULL; i++) {
        uint32_t node = find(owner, owner->node, code);
        if (node != SCENE_NONE) {
            activate_node(owner, node, 0, 1);
            return true;
        }
        // From a popover on to its window; a dialog has only its own.
        owner = owner->frameless ? window_owner(owner) : NULL;
    }
    if (t->nodes[w->node].kind != UI_KIND_WINDOW) {
        return false;
    }
    for (uint32_t top = t->first_child[0]; top != UI_NODE_NONE; top = t->next_sibling[top]) {
        uint32_t node = t->nodes[top].kind == UI_KIND_MENU ? find(w, top, code) : SCENE_NONE;
        if (node != SCENE_NONE) {
            activate_node(w, node, 0, 1);
            return true;
        }
    }
    return false;
}

bool shortcut_default(struct window *w) {
    const struct ui_tree *t = &w->session->scene.tree;
    const struct scene *s = &w->session->scene;
    if (t->nodes[w->node].kind != UI_KIND_DIALOG) {
        return false;
    }
    for (uint32_t i = w->node + 1; i < t->end[w->node]; i++) {
        bool shown = (s->nodes[i].state & (SCENE_SHOWN | SCENE_DISABLED)) == SCENE_SHOWN;
        if (t->nodes[i].kind == UI_KIND_BUTTON && shown &&
            ui_tree_u32(t, i, UI_ATTR_TONE) == UI_ACCENT) {
            activate_node(w, i, 0, 1);
            return true;
        }
    }
    return false;
}
