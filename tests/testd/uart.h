// SPDX-License-Identifier: MIT
/// @file
/// A 16550 serial port through port capabilities: lines in, bytes out.
#pragma once

#include <base/base.h>

enum {
    UART_LINE_MAX = 256,
    UART_IRQ_BIT = 0
};

/// The port and the line being received.
struct uart {
    handle_t ports;
    uint32_t first; ///< Number of its first port.
    handle_t irq;
    uint32_t used_b;
    bool too_long; ///< The rest of the line is skipped.
    char line[UART_LINE_MAX];
};

/// Takes the port that the manifest names from dm and sets 115200 8N1, receive interrupt on bit UART_IRQ_BIT.
status_t uart_open(handle_t board, struct uart *uart);

/// Takes received bytes. True when uart->line holds a whole line (terminated, without its end); call again for more.
bool uart_read_line(struct uart *uart);

/// Lets the interrupt come again. True when bytes have come meanwhile: their edge was masked, nobody will tell of them.
bool uart_rearm(struct uart *uart);

/// Sends bytes; waits for room.
void uart_write(struct uart *uart, const char *bytes, size_t length_b);
