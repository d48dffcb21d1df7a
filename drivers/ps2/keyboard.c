// SPDX-License-Identifier: MIT
#include "keyboard.h"

enum {
    PREFIX = 0xe0,
    PAUSE = 0xe1, ///< Comes with five more bytes, at its press only.
    RELEASED = 0x80,
    KEY_PAUSE = 119,
    LAST_PLAIN = 0x58, ///< Up to here Linux input codes are those of set 1.
};

/// Keys behind PREFIX.
static uint16_t prefixed(uint8_t code) {
    static const uint8_t codes[128] = {
        [0x10] = 165, // previous track
        [0x19] = 163, // next track
        [0x1c] = 96,  // Enter of the number pad
        [0x1d] = 97,  // right Ctrl
        [0x20] = 113, // mute
        [0x21] = 140, // calculator
        [0x22] = 164, // play, pause
        [0x2e] = 114, // quieter
        [0x30] = 115, // louder
        [0x35] = 98,  // / of the number pad
        [0x37] = 99,  // Print Screen
        [0x38] = 100, // right Alt
        [0x46] = 119, // Ctrl+Pause
        [0x47] = 102, // Home
        [0x48] = 103, // up
        [0x49] = 104, // Page Up
        [0x4b] = 105, // left
        [0x4d] = 106, // right
        [0x4f] = 107, // End
        [0x50] = 108, // down
        [0x51] = 109, // Page Down
        [0x52] = 110, // Insert
        [0x53] = 111, // Delete
        [0x5b] = 125, // left Super
        [0x5c] = 126, // right Super
        [0x5d] = 127, // Menu
        [0x5e] = 116, // Power
        [0x5f] = 142, // Sleep
    };
    return codes[code]; // 0x2a and 0x36, shifts that nobody pressed, are not there
}

static uint16_t plain(uint8_t code) {
    if (code <= LAST_PLAIN) {
        return code;
    }
    switch (code) { // keys of Japanese keyboards
    case 0x70:
        return 93; // katakana, hiragana
    case 0x73:
        return 89; // backslash, underscore
    case 0x79:
        return 92; // convert
    case 0x7b:
        return 94; // do not convert
    case 0x7d:
        return 124; // yen
    default:
        return 0;
    }
}

bool keyboard_take(struct keyboard *k, uint8_t byte, struct keyboard_event *out) {
    if (k->skip > 0) {
        k->skip--;
        return false;
    }
    if (byte == PREFIX) {
        k->prefix = byte;
        return false;
    }
    if (byte == PAUSE) {
        k->prefix = 0;
        k->skip = 5;
        *out = (struct keyboard_event){ KEY_PAUSE, true };
        return true;
    }
    uint8_t code = byte & (RELEASED - 1);
    *out = (struct keyboard_event){ k->prefix != 0 ? prefixed(code) : plain(code),
                                    (byte & RELEASED) == 0 };
    k->prefix = 0;
    return out->code != 0;
}
