// SPDX-License-Identifier: MIT
#include "gpu_queue.h"

#include <linux/virtio_gpu.h>

#include <base/string.h>
#include <hsys/time.h>
#include <ipc/ipc.h>

#define LOG_TAG "virtio_gpu"

#include <base/log.h>

enum {
    CONTROL_QUEUE = 0,
    CURSOR_QUEUE = 1,
    CONTROL_SIZE = 2 * GPU_BATCH_MAX, ///< A request takes two descriptors.
    CONTROL_SIZE_MIN = 4,             ///< One rectangle is shown by two requests.
    CURSOR_SIZE = 16,
    IRQ_BIT = 0,
    VECTOR = 0,
    CONFIG_VECTOR = 1,
    RESPONSES_AT_B = 8192, ///< Requests lie before, responses behind.
    CURSOR_AT_B = RESPONSES_AT_B + GPU_BATCH_MAX * GPU_RESPONSE_MAX_B,
    CURSOR_SLOT_B = 64,
    COMMANDS_B = CURSOR_AT_B + CURSOR_SIZE * CURSOR_SLOT_B,
};

#define ANSWER_MAX_NS UINT64_C(1000000000)

static uint64_t request_offset_b(uint32_t slot) {
    return slot == 0 ? 0 : GPU_REQUEST_MAX_B + (slot - 1) * (uint64_t)GPU_SMALL_MAX_B;
}

static uint64_t response_offset_b(uint32_t slot) {
    return RESPONSES_AT_B + slot * (uint64_t)GPU_RESPONSE_MAX_B;
}

static status_t open_queue(struct gpu *gpu, struct virtqueue *queue, uint16_t index, uint16_t size,
                           uint16_t vector) {
    uint64_t offset_b = index * PAGE_SIZE_B;
    size = MIN(size, virtio_queue_size(&gpu->virtio, index));
    TRY(virtqueue_init(queue, size, gpu->queues.at + offset_b,
                       dma_paddr(&gpu->queues, offset_b, NULL)));
    return virtio_enable_queue(&gpu->virtio, index, queue, vector);
}

status_t gpu_queue_open(struct gpu *gpu) {
    TRY(dma_create(2 * PAGE_SIZE_B, &gpu->queues));
    TRY(dma_create(COMMANDS_B, &gpu->commands));
    TRY(drv_device_irq(&gpu->device, VECTOR, IRQ_BIT, &gpu->irq));
    TRY(open_queue(gpu, &gpu->control, CONTROL_QUEUE, CONTROL_SIZE, VECTOR));
    if (gpu->control.size < CONTROL_SIZE_MIN) {
        return ERR_NOT_SUPPORTED;
    }
    TRY(open_queue(gpu, &gpu->cursor, CURSOR_QUEUE, CURSOR_SIZE, VIRTIO_NO_VECTOR));
    if (gpu->device.vectors > CONFIG_VECTOR) {
        TRY(drv_device_irq(&gpu->device, CONFIG_VECTOR, GPU_CONFIG_BIT, &gpu->config_irq));
        TRY(virtio_config_vector(&gpu->virtio, CONFIG_VECTOR));
    }
    return virtio_start(&gpu->virtio);
}

void *gpu_request(struct gpu *gpu, uint32_t slot) {
    uint8_t *at = gpu->commands.at + request_offset_b(slot);
    memset(at, 0, GPU_SMALL_MAX_B);
    return at;
}

const void *gpu_response(const struct gpu *gpu, uint32_t slot) {
    return gpu->commands.at + response_offset_b(slot);
}

status_t gpu_add(struct gpu *gpu, uint32_t slot, uint32_t size_b) {
    struct virtqueue_buffer parts[2] = {
        dma_part(&gpu->commands, request_offset_b(slot), size_b, false),
        dma_part(&gpu->commands, response_offset_b(slot), GPU_RESPONSE_MAX_B, true),
    };
    return virtqueue_add(&gpu->control, parts, ARRAY_LEN(parts), (uint16_t)slot);
}

/// Whether the device answered request `slot` with a success, whatever it carries.
static bool is_ok(const struct gpu *gpu, uint32_t slot, uint32_t written_b) {
    const struct virtio_gpu_ctrl_hdr *header = gpu_response(gpu, slot);
    uint32_t type = *(const volatile uint32_t *)&header->type;
    return written_b >= sizeof *header && type >= VIRTIO_GPU_RESP_OK_NODATA &&
           type < VIRTIO_GPU_RESP_ERR_UNSPEC;
}

/// Takes all responses that are there; `good` becomes false when one is an error. ERR_IO on a broken queue.
static status_t take_responses(struct gpu *gpu, uint32_t *waiting, bool *good) {
    uint16_t slot;
    uint32_t written_b;
    status_t status;
    while ((status = virtqueue_take(&gpu->control, &slot, &written_b)) == OK) {
        *good = *good && is_ok(gpu, slot, written_b);
        *waiting -= *waiting > 0 ? 1 : 0;
    }
    return status == ERR_NOT_FOUND ? OK : status;
}

status_t gpu_run(struct gpu *gpu, uint32_t count) {
    if (gpu->failed) {
        return ERR_IO;
    }
    bool good = true;
    nsec_t deadline = time_now_ns() + ANSWER_MAX_NS;
    // One interrupt for all: waking up for each answer would cost more than the answers.
    virtqueue_interrupt_at_end(&gpu->control);
    virtio_submit(&gpu->control);
    while (count > 0) { // also behind an error: the slots of what is under way are not free
        if (ipc_wait_bits(BIT64(IRQ_BIT), deadline) == 0) {
            LOG_ERROR("no answer to %u requests in 1 s; the driver starts again", count);
            gpu->failed = true;
            return ERR_IO;
        }
        (void)irq_ack(gpu->irq);
        if (take_responses(gpu, &count, &good) != OK) {
            LOG_ERROR("the device sends nonsense; the driver starts again");
            gpu->failed = true;
            return ERR_IO;
        }
    }
    return good ? OK : ERR_IO;
}

status_t gpu_run_one(struct gpu *gpu, uint32_t size_b) {
    TRY(gpu_add(gpu, 0, size_b));
    return gpu_run(gpu, 1);
}

static uint64_t cursor_offset_b(const struct gpu *gpu) {
    return CURSOR_AT_B + (gpu->cursor.avail_index % CURSOR_SIZE) * (uint64_t)CURSOR_SLOT_B;
}

void *gpu_cursor_request(struct gpu *gpu) {
    uint16_t slot;
    while (virtqueue_take(&gpu->cursor, &slot, NULL) == OK) {
        // only makes room
    }
    void *at = gpu->commands.at + cursor_offset_b(gpu);
    memset(at, 0, CURSOR_SLOT_B);
    return at;
}

status_t gpu_cursor_run(struct gpu *gpu, uint32_t size_b) {
    struct virtqueue_buffer part = dma_part(&gpu->commands, cursor_offset_b(gpu), size_b, false);
    TRY(virtqueue_add(&gpu->cursor, &part, 1, 0));
    virtio_submit(&gpu->cursor);
    return OK;
}
