// SPDX-License-Identifier: MIT
#include "uart.h"

#include <base/string.h>
#include <idl/dm.h>
#include <ipc/ipc.h>

/// Registers of the 16550 as offsets, and their bits.
enum {
    DATA = 0,
    INTERRUPT_ENABLE = 1,
    FIFO_CONTROL = 2,
    LINE_CONTROL = 3,
    MODEM_CONTROL = 4,
    LINE_STATUS = 5,
    RECEIVE_INTERRUPT = 1 << 0,
    FIFOS_ON_AND_EMPTY = 0xc7, ///< Interrupt at 14 bytes or after a pause: once for each line.
    EIGHT_BITS = 0x03,
    DIVISOR_ACCESS = 0x80,
    DTR_RTS_OUT2 = 0x0b, ///< OUT2 gates the interrupt line on PCs.
    DATA_READY = 1 << 0,
    TRANSMITTER_EMPTY = 1 << 5,
    DIVISOR_115200 = 1,
    FIFO_B = 16,
};

static uint32_t in(struct uart *uart, uint32_t offset) {
    uint32_t value = 0;
    (void)ioport_in(uart->ports, uart->first + offset, 1,
                    &value); // the capability cannot be taken from us
    return value;
}

static void out(struct uart *uart, uint32_t offset, uint32_t value) {
    (void)ioport_out(uart->ports, uart->first + offset, 1, value);
}

static void set_up(struct uart *uart) {
    out(uart, INTERRUPT_ENABLE, 0);
    out(uart, LINE_CONTROL, DIVISOR_ACCESS);
    out(uart, DATA, DIVISOR_115200);
    out(uart, INTERRUPT_ENABLE, 0);
    out(uart, LINE_CONTROL, EIGHT_BITS);
    out(uart, FIFO_CONTROL, FIFOS_ON_AND_EMPTY);
    out(uart, MODEM_CONTROL, DTR_RTS_OUT2);
    out(uart, INTERRUPT_ENABLE, RECEIVE_INTERRUPT);
}

status_t uart_open(handle_t board, struct uart *uart) {
    memset(uart, 0, sizeof *uart);
    struct dm_board_ports_rep ports;
    TRY(dm_board_ports(board, &(struct dm_board_ports_req){ .index = 0 }, &ports));
    struct dm_board_irq_rep irq;
    TRY(dm_board_irq(board, &(struct dm_board_irq_req){ .index = 0 }, &irq));
    uart->ports = ports.ports;
    uart->first = ports.first;
    uart->irq = irq.irq;
    handle_t notification;
    TRY(ipc_signal_cap(UART_IRQ_BIT, &notification));
    TRY(irq_bind(uart->irq, notification));
    set_up(uart);
    return irq_ack(uart->irq);
}

/// Takes one byte into the line; true when it ends it.
static bool take(struct uart *uart, char byte) {
    if (byte == '\n' || byte == '\r') {
        bool whole = uart->used_b > 0 && !uart->too_long;
        uart->line[uart->used_b] = 0;
        uart->used_b = 0;
        uart->too_long = false;
        return whole;
    }
    uart->too_long = uart->too_long || uart->used_b == UART_LINE_MAX - 1;
    if (!uart->too_long) {
        uart->line[uart->used_b++] = byte;
    }
    return false;
}

bool uart_read_line(struct uart *uart) {
    while ((in(uart, LINE_STATUS) & DATA_READY) != 0) {
        if (take(uart, (char)in(uart, DATA))) {
            return true;
        }
    }
    return false;
}

bool uart_rearm(struct uart *uart) {
    (void)irq_ack(uart->irq); // ours for life
    return (in(uart, LINE_STATUS) & DATA_READY) != 0;
}

void uart_write(struct uart *uart, const char *bytes, size_t length_b) {
    for (size_t i = 0; i < length_b; i++) {
        while (i % FIFO_B == 0 && (in(uart, LINE_STATUS) & TRANSMITTER_EMPTY) == 0) {
            // the line is as fast as its reader
        }
        out(uart, DATA, (uint8_t)bytes[i]);
    }
}
