// SPDX-License-Identifier: MIT
/// @file
/// A driver's PCI device, from dm.
#pragma once

#include <base/base.h>
#include <drv/virtio.h>

struct ipc_msg;

/// The claimed device. Owned by the driver; dm takes it back when the driver ends.
struct drv_device {
    handle_t connection; ///< dm.Device.
    uint16_t vendor, product;
    uint16_t vectors; ///< MSI-X vectors it has.
    uint64_t bar_size_b[VIRTIO_BARS_MAX];
    volatile uint8_t *bar_at[VIRTIO_BARS_MAX]; ///< Mapped by drv_device_map_bar(), else NULL.
    struct virtio_bus bus;                     ///< For virtio_open().
};

/// Finds "device=<n>" in the task's start arguments and claims it over `connection` (dm.Device).
///
/// @return OK, ERR_BAD_ARG without that argument, or what dm answers.
status_t drv_device_open(handle_t connection, struct drv_device *out);

/// Maps BAR `bar` (at most 2 MiB of it) uncached, once.
///
/// @return OK, ERR_NOT_FOUND, or what dm and vm answer.
status_t drv_device_map_bar(struct drv_device *device, uint32_t bar, volatile uint8_t **out_at,
                            uint64_t *out_size_b);

/// Lets the device use memory. Only behind its reset (virtio_open()), see dm.idl.
status_t drv_device_start_dma(struct drv_device *device);

/// Gets MSI-X vector `vector`, bound to bit `bit` (0..61) of the task's notification and unmasked. The driver calls
/// irq_ack(*out) after each time the bit came.
status_t drv_device_irq(struct drv_device *device, uint32_t vector, uint32_t bit, handle_t *out);
