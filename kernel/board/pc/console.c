// SPDX-License-Identifier: MIT
/// @file
/// The kernel's console on COM1.
#include "board/board.h"

#include "dev/uart_16550.h"

enum {
    COM1 = 0x3f8
};

void board_console_write(const char *text, size_t length_b) {
    for (size_t i = 0; i < length_b; i++) {
        if (text[i] == '\n') {
            uart_16550_put(COM1, '\r');
        }
        uart_16550_put(COM1, text[i]);
    }
}

void board_console_seize(void) {
    uart_16550_init(COM1);
}
