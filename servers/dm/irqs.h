// SPDX-License-Identifier: MIT
/// @file
/// Interrupts: MSI-X vectors of PCI functions and the fixed lines of the board.
#pragma once

#include "bars.h"
#include "pci.h"

/// Where Irq objects come from.
struct irqs {
    handle_t control; ///< IrqControl.
    handle_t memory;  ///< RAM Untyped for the objects.
};

/// The MSI-X vectors of one function. Zeroed at first.
struct vectors {
    handle_t irqs[PCI_VECTORS_MAX]; ///< Made at first use and kept.
    uint64_t address[PCI_VECTORS_MAX];
    uint32_t data[PCI_VECTORS_MAX];
    volatile uint8_t *table; ///< Mapped at first use and kept.
};

/// A capability for the driver on vector `index`, unmasked in the function's table; the old driver's are revoked.
///
/// @return OK, ERR_NOT_FOUND, ERR_NO_MEMORY, or what vm and the kernel answer.
status_t vectors_get(const struct irqs *irqs, struct vectors *vectors,
                     const struct pci_function *function, const struct bar_frames *bars,
                     uint32_t index, handle_t *out);

/// Masks all vectors and takes their capabilities away from the driver.
void vectors_release(struct vectors *vectors, const struct pci_function *function);

/// A capability on global interrupt `line` (edge, active high: ISA devices), made at first use and kept.
status_t lines_get(const struct irqs *irqs, uint32_t line, handle_t *out);
