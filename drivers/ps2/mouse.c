// SPDX-License-Identifier: MIT
#include "mouse.h"

enum {
    ALWAYS = 1 << 3, ///< Set in every first byte.
    X_NEGATIVE = 1 << 4,
    Y_NEGATIVE = 1 << 5,
    OVERFLOW = 3 << 6,
    SELF_TEST_PASSED = 0xaa,
};

/// Four bits in two's complement.
static int32_t nibble(uint8_t byte) {
    return (int32_t)((byte & 0xf) ^ 8) - 8;
}

static void decode(const struct mouse *m, struct mouse_event *out) {
    const uint8_t *p = m->packet;
    *out = (struct mouse_event){ .buttons = p[0] & 7 };
    if ((p[0] & OVERFLOW) == 0) { // a distance that did not fit is no distance
        out->dx = p[1] - ((p[0] & X_NEGATIVE) != 0 ? 256 : 0);
        out->dy = -(p[2] - ((p[0] & Y_NEGATIVE) != 0 ? 256 : 0));
    }
    if (m->id == MOUSE_WHEEL) {
        out->wheel = -(int32_t)(int8_t)p[3];
    } else if (m->id == MOUSE_FIVE_BUTTONS) {
        out->wheel = -nibble(p[3]);
        out->buttons |= (uint32_t)(p[3] >> 4 & 3) << 3;
    }
}

bool mouse_take(struct mouse *m, uint8_t byte, struct mouse_event *out) {
    if (m->used_b == 1 && m->packet[0] == SELF_TEST_PASSED && byte == MOUSE_PLAIN) {
        m->used_b = 0;
        *out = (struct mouse_event){ .plugged_in = true };
        return true;
    }
    if (m->used_b == 0 && (byte & ALWAYS) == 0) {
        return false;
    }
    m->packet[m->used_b++] = byte;
    if (m->used_b < (m->id == MOUSE_PLAIN ? 3 : 4)) {
        return false;
    }
    m->used_b = 0;
    decode(m, out);
    return true;
}
