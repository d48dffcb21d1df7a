// SPDX-License-Identifier: MIT
/// @file
/// The 8254 timer.
#include "pit.h"

#include "port.h"

enum {
    PORT_CHANNEL_0 = 0x40,
    PORT_CHANNEL_2 = 0x42,
    PORT_COMMAND = 0x43,
    PORT_GATE = 0x61, ///< Bit 0: gate of channel 2; bit 1: speaker.
    LATCH_2 = 0x80,
    CHANNEL_2_RATE = 0xb4,     ///< Low and high byte, mode 2.
    CHANNEL_0_ONE_SHOT = 0x30, ///< Low and high byte, mode 0: counts once, then stays quiet.
};

void pit_start(void) {
    port_out8(PORT_GATE, (uint8_t)((port_in8(PORT_GATE) & ~0x02u) | 0x01u));
    port_out8(PORT_COMMAND, CHANNEL_2_RATE);
    port_out8(PORT_CHANNEL_2, 0xff);
    port_out8(PORT_CHANNEL_2, 0xff);
}

uint16_t pit_read(void) {
    port_out8(PORT_COMMAND, LATCH_2);
    uint8_t low = port_in8(PORT_CHANNEL_2);
    uint8_t high = port_in8(PORT_CHANNEL_2);
    return (uint16_t)(high << 8 | low);
}

void pit_silence(void) {
    port_out8(PORT_COMMAND, CHANNEL_0_ONE_SHOT);
    port_out8(PORT_CHANNEL_0, 1);
    port_out8(PORT_CHANNEL_0, 0);
}
