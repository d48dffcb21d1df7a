// SPDX-License-Identifier: MIT
/// @file
/// From the bytes of a keyboard in scan code set 1 (the controller translates) to Linux input codes.
#pragma once

#include <base/base.h>

/// What has been read of a sequence. Zero at the start.
struct keyboard {
    uint8_t prefix; ///< 0xe0 or 0xe1; 0 = none.
    uint8_t skip;   ///< Bytes of the Pause key that still come.
};

struct keyboard_event {
    uint16_t code; ///< Linux input code.
    bool down;
};

/// Takes one byte. True when it completed an event; bytes that mean nothing are skipped.
bool keyboard_take(struct keyboard *k, uint8_t byte, struct keyboard_event *out);
