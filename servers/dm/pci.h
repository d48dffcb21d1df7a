// SPDX-License-Identifier: MIT
/// @file
/// PCI functions: enumeration, memory BARs, MSI-X (PCI Local Bus 3.0, PCI-to-PCI Bridge 1.2).
///
/// Pure: configuration space is reached through `struct pci_config`, which tests replace. What devices say is checked.
#pragma once

#include <base/base.h>

enum {
    PCI_FUNCTIONS_MAX = 64,
    PCI_BARS_MAX = 6,
    PCI_VECTORS_MAX = 64, ///< MSI-X vectors used of one function.
};

/// Access to configuration space. `address` is bus << 16 | device << 11 | function << 8.
struct pci_config {
    void *self;
    uint32_t (*read)(void *self, uint32_t address, uint32_t offset, uint32_t width);
    void (*write)(void *self, uint32_t address, uint32_t offset, uint32_t width, uint32_t value);
};

/// One memory BAR; size_b 0 = none, or I/O ports.
struct pci_bar {
    paddr_t paddr;
    uint64_t size_b; ///< A power of two.
};

/// One function that was found.
struct pci_function {
    uint32_t address; ///< As in struct pci_config.
    uint16_t vendor, product, subsystem;
    uint32_t class_code; ///< Class, subclass, programming interface: 24 bits.
    struct pci_bar bars[PCI_BARS_MAX];
    uint8_t msix_at;       ///< Offset of the MSI-X capability, 0 = none.
    uint8_t msix_bar;      ///< BAR of its table.
    uint16_t vectors;      ///< Table entries, at most PCI_VECTORS_MAX.
    uint32_t msix_table_b; ///< Offset of the table in that BAR.
    uint8_t flr_at; ///< Offset of the PCI Express capability with function level reset, 0 = none.
    uint32_t bar_registers[PCI_BARS_MAX]; ///< As firmware left them: a reset clears them.
};

/// Finds all functions behind bus 0, bridges included, and sizes their BARs. Decoding and bus mastering of devices (not
/// bridges) are off afterwards.
///
/// @return number of functions in `out`, at most `max`.
uint32_t pci_scan(const struct pci_config *config, struct pci_function *out, uint32_t max);

/// Writes "virtio:16" or "pci:8086:100e" into `out`.
void pci_bus_id(const struct pci_function *function, char *out, size_t size_b);

/// Memory decoding on, legacy interrupt off, MSI-X on with every vector masked as the table says. Bus mastering stays off.
void pci_enable(const struct pci_config *config, const struct pci_function *function);

/// Bus mastering on: what the device was told before it was silenced goes on, unless it has been reset since.
void pci_start_dma(const struct pci_config *config, const struct pci_function *function);

/// Bus mastering and decoding off, function level reset where there is one: the device does no more DMA.
///
/// @return whether it was reset: it must not be touched for PCI_RESET_NS then (PCI Express 6.6.2).
bool pci_quiesce(const struct pci_config *config, const struct pci_function *function);
#define PCI_RESET_NS UINT64_C(100000000)
