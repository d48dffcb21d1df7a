// SPDX-License-Identifier: MIT
#include "keymap.h"

#include <ui_enums.h>

struct key {
    char plain;
    char shifted;
    uint8_t hid;
};

/// By Linux input code.
static const struct key keys[128] = {
    [1] = { 0, 0, 0x29 },       [2] = { '1', '!', 0x1e },  [3] = { '2', '@', 0x1f },
    [4] = { '3', '#', 0x20 },   [5] = { '4', '$', 0x21 },  [6] = { '5', '%', 0x22 },
    [7] = { '6', '^', 0x23 },   [8] = { '7', '&', 0x24 },  [9] = { '8', '*', 0x25 },
    [10] = { '9', '(', 0x26 },  [11] = { '0', ')', 0x27 }, [12] = { '-', '_', 0x2d },
    [13] = { '=', '+', 0x2e },  [14] = { 0, 0, 0x2a },     [15] = { 0, 0, 0x2b },
    [16] = { 'q', 'Q', 0x14 },  [17] = { 'w', 'W', 0x1a }, [18] = { 'e', 'E', 0x08 },
    [19] = { 'r', 'R', 0x15 },  [20] = { 't', 'T', 0x17 }, [21] = { 'y', 'Y', 0x1c },
    [22] = { 'u', 'U', 0x18 },  [23] = { 'i', 'I', 0x0c }, [24] = { 'o', 'O', 0x12 },
    [25] = { 'p', 'P', 0x13 },  [26] = { '[', '{', 0x2f }, [27] = { ']', '}', 0x30 },
    [28] = { 0, 0, 0x28 },      [29] = { 0, 0, 0xe0 },     [30] = { 'a', 'A', 0x04 },
    [31] = { 's', 'S', 0x16 },  [32] = { 'd', 'D', 0x07 }, [33] = { 'f', 'F', 0x09 },
    [34] = { 'g', 'G', 0x0a },  [35] = { 'h', 'H', 0x0b }, [36] = { 'j', 'J', 0x0d },
    [37] = { 'k', 'K', 0x0e },  [38] = { 'l', 'L', 0x0f }, [39] = { ';', ':', 0x33 },
    [40] = { '\'', '"', 0x34 }, [41] = { '`', '~', 0x35 }, [42] = { 0, 0, 0xe1 },
    [43] = { '\\', '|', 0x31 }, [44] = { 'z', 'Z', 0x1d }, [45] = { 'x', 'X', 0x1b },
    [46] = { 'c', 'C', 0x06 },  [47] = { 'v', 'V', 0x19 }, [48] = { 'b', 'B', 0x05 },
    [49] = { 'n', 'N', 0x11 },  [50] = { 'm', 'M', 0x10 }, [51] = { ',', '<', 0x36 },
    [52] = { '.', '>', 0x37 },  [53] = { '/', '?', 0x38 }, [54] = { 0, 0, 0xe5 },
    [55] = { '*', '*', 0x55 },  [56] = { 0, 0, 0xe2 },     [57] = { ' ', ' ', 0x2c },
    [58] = { 0, 0, 0x39 },      [59] = { 0, 0, 0x3a },     [60] = { 0, 0, 0x3b },
    [61] = { 0, 0, 0x3c },      [62] = { 0, 0, 0x3d },     [63] = { 0, 0, 0x3e },
    [64] = { 0, 0, 0x3f },      [65] = { 0, 0, 0x40 },     [66] = { 0, 0, 0x41 },
    [67] = { 0, 0, 0x42 },      [68] = { 0, 0, 0x43 },     [69] = { 0, 0, 0x53 },
    [71] = { '7', '7', 0x5f },  [72] = { '8', '8', 0x60 }, [73] = { '9', '9', 0x61 },
    [74] = { '-', '-', 0x56 },  [75] = { '4', '4', 0x5c }, [76] = { '5', '5', 0x5d },
    [77] = { '6', '6', 0x5e },  [78] = { '+', '+', 0x57 }, [79] = { '1', '1', 0x59 },
    [80] = { '2', '2', 0x5a },  [81] = { '3', '3', 0x5b }, [82] = { '0', '0', 0x62 },
    [83] = { '.', '.', 0x63 },  [86] = { '<', '>', 0x64 }, [87] = { 0, 0, 0x44 },
    [88] = { 0, 0, 0x45 },      [96] = { 0, 0, 0x58 },     [97] = { 0, 0, 0xe4 },
    [98] = { '/', '/', 0x54 },  [100] = { 0, 0, 0xe6 },    [102] = { 0, 0, 0x4a },
    [103] = { 0, 0, 0x52 },     [104] = { 0, 0, 0x4b },    [105] = { 0, 0, 0x50 },
    [106] = { 0, 0, 0x4f },     [107] = { 0, 0, 0x4d },    [108] = { 0, 0, 0x51 },
    [109] = { 0, 0, 0x4e },     [110] = { 0, 0, 0x49 },    [111] = { 0, 0, 0x4c },
    [125] = { 0, 0, 0xe3 },     [126] = { 0, 0, 0xe7 },    [127] = { 0, 0, 0x65 },
};

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

uint32_t keymap_char(uint16_t code, uint32_t mods) {
    if (code >= ARRAY_LEN(keys) || (mods & (UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER)) != 0) {
        return 0;
    }
    const struct key *k = &keys[code];
    bool letter = k->plain >= 'a' && k->plain <= 'z';
    bool shift = (mods & UI_MOD_SHIFT) != 0;
    if (letter && (mods & UI_MOD_CAPS) != 0) {
        shift = !shift;
    }
    return (uint32_t)(unsigned char)(shift ? k->shifted : k->plain);
}

uint32_t keymap_hid(uint16_t code) {
    return code < ARRAY_LEN(keys) ? keys[code].hid : 0;
}

uint32_t keymap_sym(uint16_t code, uint32_t mods) {
    const uint32_t commands = UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER;
    uint32_t c = keymap_char(code, mods & ~commands);
    return c != 0 ? c : 0xe000u + code;
}
