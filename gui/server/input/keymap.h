// SPDX-License-Identifier: MIT
/// @file
/// What keys mean, by layout. The tables are made from xkb-data at build time (tools/keymapgen).
#pragma once

#include <base/base.h>

/// Linux input codes that the server itself acts on.
enum key_code {
    KEY_ESC = 1,
    KEY_1 = 2,
    KEY_9 = 10,
    KEY_BACKSPACE = 14,
    KEY_TAB = 15,
    KEY_ENTER = 28,
    KEY_LEFT_CTRL = 29,
    KEY_A = 30,
    KEY_D = 32,
    KEY_L = 38,
    KEY_GRAVE = 41,
    KEY_LEFT_SHIFT = 42,
    KEY_RIGHT_SHIFT = 54,
    KEY_LEFT_ALT = 56,
    KEY_SPACE = 57,
    KEY_CAPS_LOCK = 58,
    KEY_F4 = 62,
    KEY_F7 = 65,
    KEY_F8 = 66,
    KEY_F10 = 68,
    KEY_KP_ENTER = 96,
    KEY_RIGHT_CTRL = 97,
    KEY_RIGHT_ALT = 100,
    KEY_HOME = 102,
    KEY_UP = 103,
    KEY_PAGE_UP = 104,
    KEY_LEFT = 105,
    KEY_RIGHT = 106,
    KEY_END = 107,
    KEY_DOWN = 108,
    KEY_PAGE_DOWN = 109,
    KEY_INSERT = 110,
    KEY_DELETE = 111,
    KEY_POWER = 116,
    KEY_LEFT_SUPER = 125,
    KEY_RIGHT_SUPER = 126,
    KEY_MENU = 127,
    BUTTON_LEFT = 0x110,
    BUTTON_RIGHT = 0x111,
    BUTTON_LAST = 0x117,
};

/// The modifier (UI_MOD_*) of a key; 0 for others.
uint32_t keymap_mod(uint16_t code);

/// Layouts, in the order of settings.Keymap.
enum keymap_layout {
    KEYMAP_US,
    KEYMAP_GB,
    KEYMAP_DE,
    KEYMAP_FR,
    KEYMAP_ES,
    KEYMAP_JP,
    KEYMAP_NUM,
};

/// "us", "de" ... `layout` < KEYMAP_NUM, here and below.
const char *keymap_name(uint32_t layout);

/// The character that `code` types under `mods`; a combining one for a dead key; 0 when it types none.
uint32_t keymap_char(uint32_t layout, uint16_t code, uint32_t mods);

/// Whether what keymap_char() returned waits for the next key.
bool keymap_is_dead(uint32_t c);

/// The one character that dead key `dead` and `c` make; 0 when there is none. A space, or the dead key
/// itself again, makes the accent alone.
uint32_t keymap_compose(uint32_t dead, uint32_t c);

/// HID usage (keyboard page) of `code`; 0 when it is not known.
uint32_t keymap_hid(uint16_t code);

/// What an app's KEY event calls the key: its character, or 0xE000 + code.
uint32_t keymap_sym(uint32_t layout, uint16_t code, uint32_t mods);

/// The ASCII character by which shortcuts call the key ("Ctrl+Z" is where the layout has Z), whatever
/// modifiers are down; that of the US layout where the layout has none; 0 for keys without one.
uint32_t keymap_letter(uint32_t layout, uint16_t code);
