// SPDX-License-Identifier: MIT
/// @file
/// The contract that every board implements: console, interrupt controller, power.
#pragma once

#include <base/base.h>

/// Interrupt numbers of the core are 0..BOARD_IRQS_MAX-1; the board says which vector or line is which.
enum {
    BOARD_IRQS_MAX = 256
};

/// Writes to the early console, waiting for room. Silent where serial belongs to a driver; always
/// heard after board_console_seize().
void board_console_write(const char *text, size_t length_b);
/// A panic takes the console from whoever has it.
void board_console_seize(void);

/// Stops the machine for good (all CPUs, interrupts off). The end of a panic.
_Noreturn void board_halt(void);
/// Ends the machine with an exit code (test images). ERR_NOT_SUPPORTED where the board cannot.
status_t board_exit(uint64_t code);
/// Resets (`power_off` false) or switches off. ERR_NOT_SUPPORTED where the board cannot.
status_t board_reboot(bool power_off);

/// A message-signalled interrupt: what dm writes into the device. Masked means: not delivered to
/// the core (edges that come meanwhile are delivered; the core remembers them until the ack).
/// ERR_NO_SPACE: no vector free.
status_t board_irq_alloc_msi(uint32_t *out_irq, uint64_t *out_address, uint32_t *out_data);
/// A fixed interrupt line, IRQ_LEVEL | IRQ_ACTIVE_LOW, left masked.
/// ERR_BAD_ARG: no such line; ERR_EXISTS: taken; ERR_NO_SPACE: no vector free.
status_t board_irq_alloc_line(uint32_t line, uint32_t flags, uint32_t *out_irq);
/// Gives back what board_irq_alloc_* handed out; masks it for good.
void board_irq_free(uint32_t irq);
/// Nothing to do for what is edge-triggered: the core is told of each edge and remembers it.
void board_irq_mask(uint32_t irq);
void board_irq_unmask(uint32_t irq);
/// The core has seen `irq` (and masked it if needed): the controller may deliver others.
void board_irq_eoi(uint32_t irq);
