// SPDX-License-Identifier: MIT
/// @file
/// Port access on behalf of user tasks.
#include "arch/arch.h"
#include "dev/port.h"

uint32_t arch_ioport_in(uint16_t port, uint32_t width) {
    switch (width) {
    case 1:
        return port_in8(port);
    case 2:
        return port_in16(port);
    default:
        return port_in32(port);
    }
}

void arch_ioport_out(uint16_t port, uint32_t width, uint32_t value) {
    switch (width) {
    case 1:
        port_out8(port, (uint8_t)value);
        break;
    case 2:
        port_out16(port, (uint16_t)value);
        break;
    default:
        port_out32(port, value);
        break;
    }
}
