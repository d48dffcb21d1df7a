// SPDX-License-Identifier: MIT
/// @file
/// The 16550 serial port, polled, for the kernel's console.
#pragma once

#include <base/base.h>

/// 115200 baud, 8N1, FIFO on, interrupts off.
void uart_16550_init(uint16_t port);

/// Waits until there is room (bounded: a port that is absent loses the character), then sends.
void uart_16550_put(uint16_t port, char c);
