// SPDX-License-Identifier: MIT
/// @file
/// Packets of PS/2 mice: the plain ones, with a wheel (IntelliMouse), with five buttons (Explorer).
#pragma once

#include <base/base.h>

/// What a mouse says that it is, after it was knocked at.
enum mouse_id {
    MOUSE_PLAIN = 0,
    MOUSE_WHEEL = 3,
    MOUSE_FIVE_BUTTONS = 4,
};

/// Zero at the start, but for `id`.
struct mouse {
    uint8_t id; ///< enum mouse_id.
    uint8_t packet[4];
    uint8_t used_b;
};

struct mouse_event {
    int32_t dx, dy;   ///< Right and down are positive.
    int32_t wheel;    ///< Notches; away from the user is positive.
    uint32_t buttons; ///< Bits: left, right, middle, side, extra.
    bool plugged_in;  ///< It was reset or plugged in: it must be set up again. Nothing else is set.
};

/// Takes one byte. True when it completed a packet. Bytes that cannot begin one are skipped, so that
/// the stream finds itself again.
bool mouse_take(struct mouse *m, uint8_t byte, struct mouse_event *out);
