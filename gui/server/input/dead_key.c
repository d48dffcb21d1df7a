// SPDX-License-Identifier: MIT
// Which text a key types, dead keys included.
#include <base/utf8.h>

#include "input.h"
#include "keymap.h"

static void add(struct gui_keyboard *k, uint32_t c) {
    k->typed_b += (uint32_t)utf8_encode(c, k->typed + k->typed_b);
}

/// The accent by itself.
static uint32_t alone(uint32_t dead) {
    return keymap_compose(dead, ' ');
}

void keyboard_compose(struct gui_core *core, uint16_t code) {
    struct gui_keyboard *k = &core->keyboard;
    uint32_t c = keymap_char(k->layout, code, core->mods);
    uint32_t dead = k->dead;
    k->typed_b = 0;
    k->composing = false;
    k->dead = 0;
    if (dead == 0) {
        if (keymap_is_dead(c)) {
            k->dead = c;
            k->composing = true;
        } else if (c != 0) {
            add(k, c);
        }
        return;
    }
    uint32_t composed = keymap_compose(dead, c);
    if (composed != 0) {
        add(k, composed);
    } else if (keymap_is_dead(c)) {
        add(k, alone(dead));
        k->dead = c;
    } else if (c != 0) {
        add(k, alone(dead));
        add(k, c);
    } else {
        k->composing = code == KEY_BACKSPACE || code == KEY_ESC; // others cancel it and act
    }
}

void keyboard_set_layout(struct gui_core *core, uint32_t layout) {
    core->keyboard.layout = layout < KEYMAP_NUM ? layout : KEYMAP_US;
    core->keyboard.dead = 0;
}
