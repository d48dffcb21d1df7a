// SPDX-License-Identifier: MIT
/// @file
/// The 16550 serial port, polled.
#include "uart_16550.h"

#include "port.h"

enum {
    REG_DATA = 0,      ///< Divisor low while LCR_DLAB.
    REG_INTERRUPT = 1, ///< Divisor high while LCR_DLAB.
    REG_FIFO = 2,
    REG_LINE_CONTROL = 3,
    REG_MODEM_CONTROL = 4,
    REG_LINE_STATUS = 5,
    LCR_8N1 = 0x03,
    LCR_DLAB = 0x80,
    FIFO_ON_CLEARED = 0x07,
    MCR_DTR_RTS_OUT2 = 0x0b,
    LSR_ROOM = 0x20,
    DIVISOR_115200 = 1,
    /// A character takes 87 us; a port access at least 100 ns.
    PUT_TRIES = 100000,
};

void uart_16550_init(uint16_t port) {
    port_out8((uint16_t)(port + REG_INTERRUPT), 0);
    port_out8((uint16_t)(port + REG_LINE_CONTROL), LCR_DLAB);
    port_out8((uint16_t)(port + REG_DATA), DIVISOR_115200);
    port_out8((uint16_t)(port + REG_INTERRUPT), 0);
    port_out8((uint16_t)(port + REG_LINE_CONTROL), LCR_8N1);
    port_out8((uint16_t)(port + REG_FIFO), FIFO_ON_CLEARED);
    port_out8((uint16_t)(port + REG_MODEM_CONTROL), MCR_DTR_RTS_OUT2);
}

void uart_16550_put(uint16_t port, char c) {
    for (uint32_t i = 0; i < PUT_TRIES; i++) {
        if ((port_in8((uint16_t)(port + REG_LINE_STATUS)) & LSR_ROOM) != 0) {
            break;
        }
    }
    port_out8((uint16_t)(port + REG_DATA), (uint8_t)c);
}
