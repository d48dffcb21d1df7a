// SPDX-License-Identifier: MIT
#include <ui_enums.h>

#include "clipboard.h"
#include "context.h"
#include "float.h"
#include "grip.h"
#include "input.h"
#include "keymap.h"
#include "menubar.h"
#include "panel.h"
#include "popup.h"
#include "rows.h"
#include "scene_rows.h"
#include "shortcut.h"
#include "switcher.h"
#include "tooltip.h"
#include "winmove.h"

/// Kinds that Space and Enter press.
static bool presses(const struct scene *s, uint32_t node) {
    switch (s->tree.nodes[node].kind) { // only the kinds that have no use of their own for Space
    case UI_KIND_BUTTON:
    case UI_KIND_LINK:
    case UI_KIND_CHECKBOX:
    case UI_KIND_SWITCH:
    case UI_KIND_RADIO:
    case UI_KIND_SELECT:
    case UI_KIND_SWATCH:
    case UI_KIND_ITEM:
        return true;
    default:
        return false;
    }
}

static bool is_press_key(uint16_t code) {
    return code == KEY_SPACE || code == KEY_ENTER || code == KEY_KP_ENTER;
}

static void post_key(struct window *w, uint16_t code, int32_t value) {
    struct scene *s = &w->session->scene;
    uint32_t node = window_focused(w);
    while (node != SCENE_NONE && (s->tree.nodes[node].on & (UI_ON_KEY | UI_ON_TEXT)) == 0) {
        node = node == w->node || node == 0 ? SCENE_NONE : s->tree.nodes[node].parent;
    }
    if (node == SCENE_NONE) {
        node = w->node;
    }
    const struct ui_node *n = &s->tree.nodes[node];
    uint32_t mods = w->core->mods;
    const struct gui_keyboard *k = &w->core->keyboard;
    const char *utf8 = k->typed;
    uint32_t len = value != 0 ? k->typed_b : 0;
    if ((n->on & UI_ON_KEY) != 0) {
        struct ui_event_rec rec = { .kind = UI_EVENT_KEY, .text_b = (uint16_t)len };
        rec.key.code = keymap_hid(code);
        rec.key.sym = keymap_sym(k->layout, code, mods);
        rec.key.repeat = value == 0 ? 2 : (uint32_t)(value - 1);
        (void)session_post(w->session, n->id, &rec, utf8);
    }
    if ((n->on & UI_ON_TEXT) != 0 && len > 0) {
        struct ui_event_rec rec = { .kind = UI_EVENT_TEXT, .text_b = (uint16_t)len };
        (void)session_post(w->session, n->id, &rec, utf8);
    }
}

/// What Tab does: texts of many lines and terminals want it for themselves. Ctrl leaves a text.
static bool tab_moves(const struct gui_core *core, const struct scene *s, uint32_t focused) {
    bool ctrl = (core->mods & UI_MOD_CTRL) != 0;
    if (focused == SCENE_NONE || (core->mods & UI_MOD_SUPER) != 0) {
        return focused == SCENE_NONE && !ctrl && (core->mods & UI_MOD_SUPER) == 0;
    }
    if (scene_kind(s, focused) == UI_KIND_TEXT_AREA) {
        return ctrl || (s->tree.nodes[focused].flags & UI_FLAG_READONLY) != 0;
    }
    return !ctrl && scene_kind(s, focused) != UI_KIND_CELLS;
}

/// Moves the focus.
static void tab(struct window *w, bool back) {
    struct scene *s = &w->session->scene;
    uint32_t focused = window_focused(w);
    uint32_t node = scene_tab(s, w->node, focused, back);
    if (w->core->press.by_key) {
        input_cancel(w->core);
    }
    if (node != SCENE_NONE) {
        window_focus(w, node, true);
        tooltip_focus(w, node);
        if (scene_reveal(s, node)) {
            window_layout(w);
            input_recheck(w->core);
        }
    }
}

static void press_node(struct gui_core *core, struct window *w, uint32_t node, uint16_t code) {
    struct scene *s = &w->session->scene;
    input_cancel(core);
    core->press = (struct press){
        .target = PRESS_NODE,
        .by_key = true,
        .code = code,
        .window = w,
        .id = s->tree.nodes[node].id,
    };
    scene_set_state(s, node, SCENE_PRESSED, true);
}

/// Keys that the server itself understands. False: the app may have it.
static bool server_key(struct gui_core *core, struct window *w, uint16_t code, int32_t value) {
    struct scene *s = &w->session->scene;
    uint32_t focused = window_focused(w);
    if (code == KEY_TAB && tab_moves(core, s, focused)) {
        tab(w, (core->mods & UI_MOD_SHIFT) != 0);
        return true;
    }
    if (code == KEY_ESC && core->press.target != PRESS_NONE) {
        input_cancel(core);
        return true;
    }
    if (activate_tab_key(w, focused, code)) {
        return true;
    }
    if (focused == SCENE_NONE || (s->nodes[focused].state & SCENE_DISABLED) != 0) {
        return false;
    }
    if (is_press_key(code) && presses(s, focused)) {
        if (value == 1) {
            press_node(core, w, focused, code);
        }
        return true;
    }
    if (clipboard_paste_key(w, focused, code)) {
        return true;
    }
    if (scene_is_text(scene_kind(s, focused))) {
        return edit_key(w, focused, code);
    }
    if (rows_kind(scene_kind(s, focused))) {
        return rows_key(w, focused, code);
    }
    if (scene_kind(s, focused) == UI_KIND_SPLIT) {
        bool on = code == KEY_RIGHT || code == KEY_DOWN;
        if (on || code == KEY_LEFT || code == KEY_UP) {
            grip_step_split(w, focused, on ? 1 : -1);
            return true;
        }
    }
    if (scene_kind(s, focused) == UI_KIND_SLIDER) {
        bool more = code == KEY_RIGHT || code == KEY_UP;
        bool less = code == KEY_LEFT || code == KEY_DOWN;
        if (more || less) {
            activate_slider_step(w, focused, more ? 1 : -1);
            return true;
        }
    }
    return false;
}

/// Keys that open menus.
static bool menu_key(struct gui_core *core, struct window *w, uint16_t code) {
    bool shift = (core->mods & UI_MOD_SHIFT) != 0;
    if (code == KEY_MENU || (code == KEY_F10 && shift)) {
        return context_key(w);
    }
    return code == KEY_F10 && core->mods == 0 && menubar_enter(core);
}

/// Esc and Enter in popovers and dialogs, where nothing else had a use for them. May free `w`.
static bool dialog_key(struct window *w, uint16_t code) {
    bool dialog = scene_kind(&w->session->scene, w->node) == UI_KIND_DIALOG;
    if (code == KEY_ESC && window_is_popover(w)) {
        float_dismiss(w);
        return true;
    }
    if (code == KEY_ESC && dialog) {
        window_close(w);
        return true;
    }
    bool enter = code == KEY_ENTER || code == KEY_KP_ENTER;
    return dialog && enter && shortcut_default(w);
}

static void key_down(struct gui_core *core, uint16_t code, int32_t value) {
    core->arranging = false;
    if (winkeys_down(core, code, value)) {
        return;
    }
    tooltip_hide(core);
    if (popup_is_open(core) && popup_key(core, code)) {
        return;
    }
    struct window *w = core->active;
    if (w == NULL || menu_key(core, w, code) || server_key(core, w, code, value) ||
        dialog_key(w, code) || (value == 1 && shortcut_key(w, code))) {
        return;
    }
    if (code == KEY_ESC && panel_dismiss(core, NULL)) {
        return;
    }
    post_key(w, code, value);
}

static void key_up(struct gui_core *core, uint16_t code) {
    struct press press = core->press;
    if (press.target == PRESS_NODE && press.by_key && press.code == code) {
        uint32_t node = input_pressed_node(core);
        input_cancel(core);
        if (node != SCENE_NONE) {
            activate_node(press.window, node, 0, 1);
        }
        return;
    }
    if (core->active != NULL) {
        post_key(core->active, code, 0);
    }
}

static bool is_down(const struct gui_keyboard *k, uint16_t code) {
    return (k->down[code / 64] & BIT64(code % 64)) != 0;
}

/// All modifiers that are down, of either hand, and caps lock.
static uint32_t held_mods(const struct gui_core *core) {
    static const uint16_t codes[] = { KEY_LEFT_SHIFT, KEY_RIGHT_SHIFT, KEY_LEFT_CTRL,
                                      KEY_RIGHT_CTRL, KEY_LEFT_ALT,    KEY_RIGHT_ALT,
                                      KEY_LEFT_SUPER, KEY_RIGHT_SUPER };
    uint32_t mods = core->mods & UI_MOD_CAPS;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        mods |= is_down(&core->keyboard, codes[i]) ? keymap_mod(codes[i]) : 0;
    }
    return mods;
}

/// Arms the repetition of a key that just went down. What is pressed by a key waits for its release.
static void arm_repeat(struct gui_core *core, uint16_t code) {
    bool pressed = core->press.by_key && core->press.code == code;
    core->keyboard.repeat_code = pressed ? 0 : code;
    core->keyboard.repeat_ns = core->port.now(core->port.self) + core->key_delay_ns;
}

void keyboard_key(struct gui_core *core, uint16_t code, int32_t value) {
    struct gui_keyboard *k = &core->keyboard;
    bool down = value != 0;
    if (code == 0 || code >= GUI_KEYS || down == is_down(k, code)) {
        return; // some devices repeat by themselves: the server does it alike for all
    }
    k->down[code / 64] ^= BIT64(code % 64);
    bool alt = code == KEY_LEFT_ALT;
    bool enter = alt && !down && core->alt_alone && !popup_is_open(core);
    core->alt_alone = alt && down && core->mods == 0;
    if (gui_shell_key(core, code, down)) {
        return;
    }
    if (keymap_mod(code) != 0) {
        core->mods = held_mods(core);
        if ((core->mods & UI_MOD_ALT) == 0) {
            switcher_close(core, true);
        }
        if (enter) {
            (void)menubar_enter(core);
        }
        return;
    }
    if (code == KEY_CAPS_LOCK) {
        core->mods ^= down ? UI_MOD_CAPS : 0;
        return;
    }
    if (down) {
        keyboard_compose(core, code);
        key_down(core, code, 1);
        arm_repeat(core, code);
    } else {
        k->repeat_code = k->repeat_code == code ? 0 : k->repeat_code;
        key_up(core, code);
    }
}

void keyboard_repeat(struct gui_core *core, nsec_t now) {
    struct gui_keyboard *k = &core->keyboard;
    if (k->repeat_code != 0 && now >= k->repeat_ns) {
        k->repeat_ns = now + core->key_every_ns; // no burst after a pause
        keyboard_compose(core, k->repeat_code);
        key_down(core, k->repeat_code, 2);
    }
}
