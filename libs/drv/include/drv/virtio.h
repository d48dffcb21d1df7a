// SPDX-License-Identifier: MIT
/// @file
/// Virtio devices behind modern PCI (virtio 1.2, section 4.1): discovery, features, queues, interrupts.
///
/// The functions talk to the device through `struct virtio_bus`, which drivers get from drv/device.h and tests replace.
#pragma once

#include <base/base.h>
#include <drv/virtqueue.h>

enum {
    VIRTIO_BARS_MAX = 6,
    VIRTIO_NO_VECTOR = 0xffff
};

/// Access to a PCI function.
struct virtio_bus {
    void *self;
    /// Reads `width` (1, 2, 4) bytes of configuration space.
    status_t (*config_read)(void *self, uint32_t offset, uint32_t width, uint32_t *out_value);
    /// Maps BAR `bar` once; gives its address and size.
    status_t (*map_bar)(void *self, uint32_t bar, volatile uint8_t **out_at, uint64_t *out_size_b);
};

/// A piece of a BAR that a capability names.
struct virtio_window {
    volatile uint8_t *at; ///< NULL = the device has none.
    uint32_t size_b;
};

/// One device. Owned by its driver.
struct virtio {
    const struct virtio_bus *bus;
    struct virtio_window common, notify, isr, device;
    uint32_t notify_multiplier_b; ///< Distance of the queues' notification addresses (4.1.4.4).
    uint64_t features;            ///< Negotiated.
    uint16_t num_queues;
};

/// Finds the windows in the PCI capability list, resets the device and acknowledges it (3.1.1 steps 1..3).
///
/// @return OK, ERR_NOT_SUPPORTED for a device without modern interface, ERR_BAD_FORMAT for a malformed one, or what
///         the bus says.
status_t virtio_open(struct virtio *device, const struct virtio_bus *bus);

/// Negotiates: the device must offer `required`; of `optional` it takes what is offered. VERSION_1 is always required.
///
/// @return OK, ERR_NOT_SUPPORTED.
status_t virtio_negotiate(struct virtio *device, uint64_t required, uint64_t optional);

/// Descriptors that queue `index` has in the device, at most VIRTQUEUE_SIZE_MAX; 0 = no such queue.
uint16_t virtio_queue_size(struct virtio *device, uint16_t index);

/// Enables queue `index`, which `queue` describes, with MSI-X vector `vector` or VIRTIO_NO_VECTOR.
///
/// @return OK, ERR_NOT_FOUND, ERR_IO when the device refuses the vector, ERR_BAD_FORMAT when its notification
///         address lies outside the device's window.
status_t virtio_enable_queue(struct virtio *device, uint16_t index, struct virtqueue *queue,
                             uint16_t vector);

/// Interrupts of configuration changes come by MSI-X vector `vector`.
///
/// @return OK, ERR_IO when the device refuses the vector.
status_t virtio_config_vector(struct virtio *device, uint16_t vector);

/// The driver is ready; the device may use its queues from now on (3.1.1 step 8). ERR_IO when the device has failed.
status_t virtio_start(struct virtio *device);

/// Makes what was added to an enabled queue visible and tells the device where it wants to know.
void virtio_submit(struct virtqueue *queue);

/// Stops the device; returns when it has let go of all memory, or ERR_TIMEOUT.
status_t virtio_reset(struct virtio *device);

/// Reads `size_b` bytes at `offset` of the device's own configuration, consistently (2.5.3). Bytes that the device does not
/// have are 0. ERR_AGAIN when it changes without end.
status_t virtio_read_config(struct virtio *device, uint32_t offset, void *out, size_t size_b);

/// Writes one byte of it.
void virtio_write_config8(struct virtio *device, uint32_t offset, uint8_t value);
