// SPDX-License-Identifier: MIT
#include "device.h"

#include <linux/virtio_input.h>

#include <base/string.h>
#include <base/utf8.h>
#include <ipc/ipc.h>

enum {
    EVENT_QUEUE = 0,
    VECTOR = 0,
    EVENTS_AT_B = 4096,
    EV_KEY = 1,
    EV_REL = 2,
    EV_ABS = 3,
    ABS_X = 0,
};

/// Selects a piece of the configuration (5.8.4) and reads it; its size, 0 = the device has none.
static uint32_t read_piece(struct input *input, uint8_t select, uint8_t subselect, void *out,
                           size_t max_b) {
    virtio_write_config8(&input->virtio, offsetof(struct virtio_input_config, select), select);
    virtio_write_config8(&input->virtio, offsetof(struct virtio_input_config, subsel), subselect);
    uint8_t size_b = 0;
    status_t status =
        virtio_read_config(&input->virtio, offsetof(struct virtio_input_config, size), &size_b, 1);
    if (status == OK && size_b > 0 && out != NULL) {
        status = virtio_read_config(&input->virtio, offsetof(struct virtio_input_config, u), out,
                                    MIN(size_b, max_b));
    }
    return status == OK ? size_b : 0;
}

static void read_identity(struct input *input) {
    uint32_t name_b =
        read_piece(input, VIRTIO_INPUT_CFG_ID_NAME, 0, input->name, INPUT_NAME_MAX - 1);
    input->name[MIN(name_b, (uint32_t)INPUT_NAME_MAX - 1)] = 0;
    if (!utf8_is_valid(input->name, strlen(input->name))) {
        input->name[0] = 0;
    }
    input->has_keys = read_piece(input, VIRTIO_INPUT_CFG_EV_BITS, EV_KEY, NULL, 0) > 0;
    input->has_relative = read_piece(input, VIRTIO_INPUT_CFG_EV_BITS, EV_REL, NULL, 0) > 0;
    input->has_absolute = read_piece(input, VIRTIO_INPUT_CFG_EV_BITS, EV_ABS, NULL, 0) > 0;
    struct virtio_input_absinfo axis = { 0 };
    if (read_piece(input, VIRTIO_INPUT_CFG_ABS_INFO, ABS_X, &axis, sizeof axis) >= sizeof axis) {
        input->abs_max = axis.max;
    }
}

static uint64_t buffer_offset_b(uint16_t token) {
    return EVENTS_AT_B + token * sizeof(struct virtio_input_event);
}

static status_t give_buffer(struct input *input, uint16_t token) {
    struct virtqueue_buffer part =
        dma_part(&input->memory, buffer_offset_b(token), sizeof(struct virtio_input_event), true);
    return virtqueue_add(&input->events, &part, 1, token);
}

static status_t open_queue(struct input *input) {
    uint16_t size = MIN((uint16_t)INPUT_EVENTS_MAX, virtio_queue_size(&input->virtio, EVENT_QUEUE));
    TRY(dma_create(EVENTS_AT_B + INPUT_EVENTS_MAX * sizeof(struct virtio_input_event),
                   &input->memory));
    TRY(virtqueue_init(&input->events, size, input->memory.at, dma_paddr(&input->memory, 0, NULL)));
    TRY(drv_device_irq(&input->device, VECTOR, INPUT_IRQ_BIT, &input->irq));
    TRY(virtio_enable_queue(&input->virtio, EVENT_QUEUE, &input->events, VECTOR));
    for (uint16_t token = 0; token < size; token++) {
        TRY(give_buffer(input, token));
    }
    return OK;
}

status_t input_open(handle_t dm, struct input *input) {
    memset(input, 0, sizeof *input);
    TRY(drv_device_open(dm, &input->device));
    TRY(virtio_open(&input->virtio, &input->device.bus));
    TRY(drv_device_start_dma(&input->device));
    TRY(virtio_negotiate(&input->virtio, 0, 0));
    read_identity(input);
    TRY(open_queue(input));
    TRY(virtio_start(&input->virtio));
    virtio_submit(&input->events);
    return OK;
}

status_t input_take(struct input *input, struct input_event *out) {
    uint16_t token;
    uint32_t written_b;
    TRY(virtqueue_take(&input->events, &token, &written_b));
    struct virtio_input_event event = { 0 };
    if (written_b >= sizeof event) {
        memcpy(&event, input->memory.at + buffer_offset_b(token), sizeof event);
    }
    *out = (struct input_event){ event.type, event.code, (int32_t)event.value };
    return give_buffer(input, token);
}

void input_rearm(struct input *input) {
    virtio_submit(&input->events);
    (void)irq_ack(input->irq); // the capability is ours for as long as we live
}
