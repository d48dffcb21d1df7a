// SPDX-License-Identifier: MIT
/// @file
/// The virtio GPU's 2D commands (virtio 1.2, section 5.7) on scanout 0.
#pragma once

#include <base/base.h>
#include <drv/device.h>
#include <drv/dma.h>
#include <drv/virtio.h>
#include <drv/virtqueue.h>

enum {
    GPU_SIDE_MAX_PX = 8192,
    GPU_CURSOR_SIDE_PX = 64, ///< 5.7.6.10: the cursor image has exactly this size.
};

struct gpu_rect {
    uint32_t x, y, w, h;
};

/// The device and its two queues. Owned by main.c.
struct gpu {
    struct drv_device device;
    struct virtio virtio;
    struct virtqueue control, cursor;
    struct dma queues;   ///< Rings of both queues, a page or more each.
    struct dma commands; ///< Slots of requests and responses of both queues.
    handle_t irq;        ///< Of the control queue.
    handle_t
        config_irq; ///< Of configuration changes; HANDLE_NONE when the device has one vector only.
    bool failed;    ///< No answer or nonsense came: only a new instance of the driver helps.
};

/// Claims the device and starts both queues. ERR_NOT_SUPPORTED, ERR_IO, or what dm and vm answer.
status_t gpu_open(handle_t dm, struct gpu *gpu);

/// Bit of the task's notification that comes with `config_irq`.
#define GPU_CONFIG_BIT 1u

/// After GPU_CONFIG_BIT: whether scanout 0 may prefer another size now (5.7.7).
bool gpu_display_changed(struct gpu *gpu);

/// Preferred size of scanout 0.
status_t gpu_get_size(struct gpu *gpu, uint32_t *out_w, uint32_t *out_h);

/// Makes 2D resource `id` of `w` x `h` pixels (XRGB, or ARGB with `alpha`) over the memory of `pixels`.
status_t gpu_create_resource(struct gpu *gpu, uint32_t id, uint32_t w, uint32_t h, bool alpha,
                             const struct dma *pixels);

/// The device lets go of the resource and its memory.
status_t gpu_destroy_resource(struct gpu *gpu, uint32_t id);

/// Shows resource `id` of `w` x `h` pixels; 0 shows nothing.
status_t gpu_set_scanout(struct gpu *gpu, uint32_t id, uint32_t w, uint32_t h);

/// Copies `rects` of resource `id`, whose rows are `stride_b` apart, to the device and shows them. Returns when the
/// device has done it.
status_t gpu_show(struct gpu *gpu, uint32_t id, uint32_t stride_b, const struct gpu_rect *rects,
                  size_t count);

/// Uses resource `id` as the cursor (0 hides it), at (x, y).
status_t gpu_set_cursor(struct gpu *gpu, uint32_t id, uint32_t hot_x, uint32_t hot_y, uint32_t x,
                        uint32_t y);

/// Moves the cursor; does not wait.
status_t gpu_move_cursor(struct gpu *gpu, uint32_t x, uint32_t y);
