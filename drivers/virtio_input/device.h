// SPDX-License-Identifier: MIT
/// @file
/// The virtio input device (virtio 1.2, section 5.8): what it is, and its events.
#pragma once

#include <base/base.h>
#include <drv/device.h>
#include <drv/dma.h>
#include <drv/virtio.h>
#include <drv/virtqueue.h>

enum {
    INPUT_EVENTS_MAX = 64, ///< Buffers that wait for events.
    INPUT_NAME_MAX = 64,   ///< With its final zero.
    INPUT_IRQ_BIT = 0,
};

/// Event as the device writes it, codes as in <linux/input-event-codes.h>.
struct input_event {
    uint16_t kind;
    uint16_t code;
    int32_t value;
};

/// Owned by main.c.
struct input {
    struct drv_device device;
    struct virtio virtio;
    struct virtqueue events;
    struct dma memory; ///< One page of rings, then the event buffers.
    handle_t irq;
    char name[INPUT_NAME_MAX]; ///< Valid UTF-8.
    bool has_keys, has_relative, has_absolute;
    uint32_t abs_max; ///< Largest value of the absolute X axis, 0 without one.
};

/// Claims the device, reads what it is and lets its events come.
status_t input_open(handle_t dm, struct input *input);

/// Takes the next event and gives its buffer back to the device.
///
/// @return OK, ERR_NOT_FOUND when there is none, ERR_IO when the device lies.
status_t input_take(struct input *input, struct input_event *out);

/// Tells the device of the buffers given back and lets its interrupt come again.
void input_rearm(struct input *input);
