// SPDX-License-Identifier: MIT
#include "keymap.h"

#include <keymap_tables.h>
#include <ui_enums.h>

_Static_assert(ARRAY_LEN(keymap_tables) == KEYMAP_NUM, "settings.Keymap");

/// HID usages by Linux input code.
static const uint8_t usages[128] = {
    [1] = 0x29,   [2] = 0x1e,   [3] = 0x1f,   [4] = 0x20,   [5] = 0x21,   [6] = 0x22,
    [7] = 0x23,   [8] = 0x24,   [9] = 0x25,   [10] = 0x26,  [11] = 0x27,  [12] = 0x2d,
    [13] = 0x2e,  [14] = 0x2a,  [15] = 0x2b,  [16] = 0x14,  [17] = 0x1a,  [18] = 0x08,
    [19] = 0x15,  [20] = 0x17,  [21] = 0x1c,  [22] = 0x18,  [23] = 0x0c,  [24] = 0x12,
    [25] = 0x13,  [26] = 0x2f,  [27] = 0x30,  [28] = 0x28,  [29] = 0xe0,  [30] = 0x04,
    [31] = 0x16,  [32] = 0x07,  [33] = 0x09,  [34] = 0x0a,  [35] = 0x0b,  [36] = 0x0d,
    [37] = 0x0e,  [38] = 0x0f,  [39] = 0x33,  [40] = 0x34,  [41] = 0x35,  [42] = 0xe1,
    [43] = 0x31,  [44] = 0x1d,  [45] = 0x1b,  [46] = 0x06,  [47] = 0x19,  [48] = 0x05,
    [49] = 0x11,  [50] = 0x10,  [51] = 0x36,  [52] = 0x37,  [53] = 0x38,  [54] = 0xe5,
    [55] = 0x55,  [56] = 0xe2,  [57] = 0x2c,  [58] = 0x39,  [59] = 0x3a,  [60] = 0x3b,
    [61] = 0x3c,  [62] = 0x3d,  [63] = 0x3e,  [64] = 0x3f,  [65] = 0x40,  [66] = 0x41,
    [67] = 0x42,  [68] = 0x43,  [69] = 0x53,  [71] = 0x5f,  [72] = 0x60,  [73] = 0x61,
    [74] = 0x56,  [75] = 0x5c,  [76] = 0x5d,  [77] = 0x5e,  [78] = 0x57,  [79] = 0x59,
    [80] = 0x5a,  [81] = 0x5b,  [82] = 0x62,  [83] = 0x63,  [86] = 0x64,  [87] = 0x44,
    [88] = 0x45,  [89] = 0x87,  [92] = 0x8a,  [93] = 0x88,  [94] = 0x8b,  [96] = 0x58,
    [97] = 0xe4,  [98] = 0x54,  [99] = 0x46,  [100] = 0xe6, [102] = 0x4a, [103] = 0x52,
    [104] = 0x4b, [105] = 0x50, [106] = 0x4f, [107] = 0x4d, [108] = 0x51, [109] = 0x4e,
    [110] = 0x49, [111] = 0x4c, [119] = 0x48, [124] = 0x89, [125] = 0xe3, [126] = 0xe7,
    [127] = 0x65,
};

/// Keys that type the same in every layout: those of the number pad.
static const char pad_keys[128] = {
    [55] = '*', [71] = '7', [72] = '8', [73] = '9', [74] = '-', [75] = '4', [76] = '5', [77] = '6',
    [78] = '+', [79] = '1', [80] = '2', [81] = '3', [82] = '0', [83] = '.', [98] = '/',
};

const char *keymap_name(uint32_t layout) {
    return keymap_tables[layout].name;
}

uint32_t keymap_mod(uint16_t code) {
    switch (code) {
    case KEY_LEFT_SHIFT:
    case KEY_RIGHT_SHIFT:
        return UI_MOD_SHIFT;
    case KEY_LEFT_CTRL:
    case KEY_RIGHT_CTRL:
        return UI_MOD_CTRL;
    case KEY_LEFT_ALT:
        return UI_MOD_ALT;
    case KEY_RIGHT_ALT:
        return UI_MOD_ALTGR;
    case KEY_LEFT_SUPER:
    case KEY_RIGHT_SUPER:
        return UI_MOD_SUPER;
    default:
        return 0;
    }
}

/// The capital letter of a small one, among those that keyboards have; 0 for others.
static uint32_t capital(uint32_t c) {
    bool latin = (c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7);
    return latin ? c - 0x20 : 0;
}

/// What is on level `level` of a key, or on the closest one below.
static uint32_t on_level(const uint16_t levels[4], uint32_t level) {
    if (level >= 2 && levels[level] == 0) {
        level = levels[2] != 0 && level == 3 ? 2 : level - 2;
    }
    return levels[level];
}

uint32_t keymap_char(uint32_t layout, uint16_t code, uint32_t mods) {
    if (code >= ARRAY_LEN(pad_keys) || (mods & (UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER)) != 0) {
        return 0;
    }
    const uint16_t *levels = keymap_tables[layout].keys[code];
    if (levels[0] == 0) {
        return (uint32_t)(unsigned char)pad_keys[code];
    }
    bool shift = (mods & UI_MOD_SHIFT) != 0;
    if ((mods & UI_MOD_CAPS) != 0 && levels[1] != 0 && capital(levels[0]) == levels[1]) {
        shift = !shift; // caps lock is for letters only
    }
    return on_level(levels, (shift ? 1u : 0u) + ((mods & UI_MOD_ALTGR) != 0 ? 2u : 0u));
}

bool keymap_is_dead(uint32_t c) {
    return c >= 0x300 && c < 0x370;
}

uint32_t keymap_compose(uint32_t dead, uint32_t c) {
    uint32_t low = 0;
    uint32_t high = ARRAY_LEN(keymap_pairs);
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const struct keymap_pair *pair = &keymap_pairs[middle];
        if (pair->dead == dead && pair->base == c) {
            return pair->result;
        }
        if (pair->dead < dead || (pair->dead == dead && pair->base < c)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return 0;
}

uint32_t keymap_hid(uint16_t code) {
    return code < ARRAY_LEN(usages) ? usages[code] : 0;
}

uint32_t keymap_sym(uint32_t layout, uint16_t code, uint32_t mods) {
    const uint32_t commands = UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER;
    uint32_t c = keymap_char(layout, code, mods & ~commands);
    return c != 0 && !keymap_is_dead(c) ? c : 0xe000u + code;
}

uint32_t keymap_letter(uint32_t layout, uint16_t code) {
    uint32_t c = keymap_char(layout, code, 0);
    return c < 0x80 ? c : keymap_char(KEYMAP_US, code, 0);
}
