// SPDX-License-Identifier: MIT
/// @file
/// What keys mean. Layout: US.
#pragma once

#include <base/base.h>

/// Linux input codes that the server itself acts on.
enum key_code {
    KEY_ESC = 1,
    KEY_BACKSPACE = 14,
    KEY_TAB = 15,
    KEY_ENTER = 28,
    KEY_LEFT_CTRL = 29,
    KEY_A = 30,
    KEY_LEFT_SHIFT = 42,
    KEY_RIGHT_SHIFT = 54,
    KEY_LEFT_ALT = 56,
    KEY_SPACE = 57,
    KEY_CAPS_LOCK = 58,
    KEY_F4 = 62,
    KEY_KP_ENTER = 96,
    KEY_RIGHT_CTRL = 97,
    KEY_RIGHT_ALT = 100,
    KEY_HOME = 102,
    KEY_UP = 103,
    KEY_LEFT = 105,
    KEY_RIGHT = 106,
    KEY_END = 107,
    KEY_DOWN = 108,
    KEY_DELETE = 111,
    KEY_LEFT_SUPER = 125,
    KEY_RIGHT_SUPER = 126,
    BUTTON_LEFT = 0x110,
    BUTTON_RIGHT = 0x111,
    BUTTON_LAST = 0x117,
};

/// The modifier (UI_MOD_*) of a key; 0 for others.
uint32_t keymap_mod(uint16_t code);

/// The character that `code` types under `mods`; 0 when it types none.
uint32_t keymap_char(uint16_t code, uint32_t mods);

/// HID usage (keyboard page) of `code`; 0 when it is not known.
uint32_t keymap_hid(uint16_t code);

/// What an app's KEY event calls the key: its character, or 0xE000 + code.
uint32_t keymap_sym(uint16_t code, uint32_t mods);
