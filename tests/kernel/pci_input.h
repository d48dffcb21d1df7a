// SPDX-License-Identifier: MIT
/// @file
/// As much of PCI and virtio_input as one MSI-X interrupt needs.
#pragma once

#include "kt.h"

struct pci_input {
    uint32_t address;         ///< Configuration address of the function.
    volatile uint8_t *common; ///< virtio's common configuration.
    volatile uint8_t *notify; ///< Doorbell of queue 0.
    volatile uint8_t *msix;   ///< MSI-X table.
    uint16_t msix_cap;
    uint8_t *ring; ///< One page: descriptors, rings, buffers.
    paddr_t ring_paddr;
    uint16_t seen; ///< Used-ring index.
};

/// Finds the first virtio_input and maps its registers. ERR_NOT_FOUND without one.
status_t pci_input_find(struct pci_input *dev);
/// Interrupt of queue 0: what the device writes where.
void pci_input_set_msi(struct pci_input *dev, uint64_t address, uint64_t data);
/// Resets the device: no interrupt and no memory access after it.
void pci_input_reset(struct pci_input *dev);
/// Starts it with 8 empty buffers. ERR_IO when it refuses.
status_t pci_input_start(struct pci_input *dev);
/// Events that came since the last call.
uint32_t pci_input_events(struct pci_input *dev);
