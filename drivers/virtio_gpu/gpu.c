// SPDX-License-Identifier: MIT
#include "gpu.h"

#include <linux/virtio_gpu.h>
#include <linux/virtio_ring.h>

#include <base/string.h>
#include <hsys/object.h>

#include "gpu_queue.h"

enum {
    SCANOUT = 0
};

_Static_assert(sizeof(struct virtio_gpu_resource_attach_backing) +
                       DMA_RUNS_MAX * sizeof(struct virtio_gpu_mem_entry) <=
                   GPU_REQUEST_MAX_B,
               "every buffer's memory can be named in one request");
_Static_assert(sizeof(struct virtio_gpu_resp_display_info) <= GPU_RESPONSE_MAX_B,
               "fits a response");

status_t gpu_open(handle_t dm, struct gpu *gpu) {
    memset(gpu, 0, sizeof *gpu);
    TRY(drv_device_open(dm, &gpu->device));
    TRY(virtio_open(&gpu->virtio, &gpu->device.bus));
    TRY(drv_device_start_dma(&gpu->device));
    TRY(virtio_negotiate(&gpu->virtio, 0, BIT64(VIRTIO_RING_F_EVENT_IDX)));
    return gpu_queue_open(gpu);
}

bool gpu_display_changed(struct gpu *gpu) {
    uint32_t events = 0;
    (void)irq_ack(gpu->config_irq); // ours for as long as we live
    status_t status = virtio_read_config(
        &gpu->virtio, offsetof(struct virtio_gpu_config, events_read), &events, sizeof events);
    bool changed = status == OK && (events & VIRTIO_GPU_EVENT_DISPLAY) != 0;
    if (changed) {
        virtio_write_config8(&gpu->virtio, offsetof(struct virtio_gpu_config, events_clear),
                             VIRTIO_GPU_EVENT_DISPLAY);
    }
    return changed;
}

status_t gpu_get_size(struct gpu *gpu, uint32_t *out_w, uint32_t *out_h) {
    struct virtio_gpu_ctrl_hdr *request = gpu_request(gpu, 0);
    request->type = VIRTIO_GPU_CMD_GET_DISPLAY_INFO;
    TRY(gpu_run_one(gpu, sizeof *request));
    struct virtio_gpu_resp_display_info info;
    memcpy(&info, gpu_response(gpu, 0), sizeof info);
    uint32_t w = info.pmodes[SCANOUT].r.width, h = info.pmodes[SCANOUT].r.height;
    if (w == 0 || h == 0 || w > GPU_SIDE_MAX_PX || h > GPU_SIDE_MAX_PX) {
        return ERR_IO;
    }
    *out_w = w;
    *out_h = h;
    return OK;
}

static status_t attach_memory(struct gpu *gpu, uint32_t id, const struct dma *pixels) {
    struct virtio_gpu_resource_attach_backing *request = gpu_request(gpu, 0);
    request->hdr.type = VIRTIO_GPU_CMD_RESOURCE_ATTACH_BACKING;
    request->resource_id = id;
    request->nr_entries = pixels->num_runs;
    struct virtio_gpu_mem_entry *entries = (struct virtio_gpu_mem_entry *)(request + 1);
    for (uint32_t i = 0; i < pixels->num_runs; i++) {
        entries[i] = (struct virtio_gpu_mem_entry){
            .addr = pixels->runs[i].paddr,
            .length = (uint32_t)pixels->runs[i].size_b,
        };
    }
    return gpu_run_one(gpu, (uint32_t)(sizeof *request + pixels->num_runs * sizeof *entries));
}

status_t gpu_create_resource(struct gpu *gpu, uint32_t id, uint32_t w, uint32_t h, bool alpha,
                             const struct dma *pixels) {
    struct virtio_gpu_resource_create_2d *request = gpu_request(gpu, 0);
    request->hdr.type = VIRTIO_GPU_CMD_RESOURCE_CREATE_2D;
    request->resource_id = id;
    request->format = alpha ? VIRTIO_GPU_FORMAT_B8G8R8A8_UNORM : VIRTIO_GPU_FORMAT_B8G8R8X8_UNORM;
    request->width = w;
    request->height = h;
    TRY(gpu_run_one(gpu, sizeof *request));
    status_t status = attach_memory(gpu, id, pixels);
    if (status != OK) {
        (void)gpu_destroy_resource(gpu, id); // reported by the first error
    }
    return status;
}

status_t gpu_destroy_resource(struct gpu *gpu, uint32_t id) {
    struct virtio_gpu_resource_unref *request = gpu_request(gpu, 0);
    request->hdr.type = VIRTIO_GPU_CMD_RESOURCE_UNREF;
    request->resource_id = id;
    return gpu_run_one(gpu, sizeof *request);
}

status_t gpu_set_scanout(struct gpu *gpu, uint32_t id, uint32_t w, uint32_t h) {
    struct virtio_gpu_set_scanout *request = gpu_request(gpu, 0);
    request->hdr.type = VIRTIO_GPU_CMD_SET_SCANOUT;
    request->scanout_id = SCANOUT;
    request->resource_id = id;
    request->r.width = w;
    request->r.height = h;
    return gpu_run_one(gpu, sizeof *request);
}

static status_t add_transfer(struct gpu *gpu, uint32_t slot, uint32_t id, uint64_t offset_b,
                             struct gpu_rect rect) {
    struct virtio_gpu_transfer_to_host_2d *request = gpu_request(gpu, slot);
    request->hdr.type = VIRTIO_GPU_CMD_TRANSFER_TO_HOST_2D;
    request->resource_id = id;
    request->r = (struct virtio_gpu_rect){ rect.x, rect.y, rect.w, rect.h };
    request->offset = offset_b;
    return gpu_add(gpu, slot, sizeof *request);
}

static status_t add_flush(struct gpu *gpu, uint32_t slot, uint32_t id, struct gpu_rect rect) {
    struct virtio_gpu_resource_flush *request = gpu_request(gpu, slot);
    request->hdr.type = VIRTIO_GPU_CMD_RESOURCE_FLUSH;
    request->resource_id = id;
    request->r = (struct virtio_gpu_rect){ rect.x, rect.y, rect.w, rect.h };
    return gpu_add(gpu, slot, sizeof *request);
}

status_t gpu_show(struct gpu *gpu, uint32_t id, uint32_t stride_b, const struct gpu_rect *rects,
                  size_t count) {
    // A rectangle is two requests, a request two descriptors.
    const size_t batch = MIN(GPU_BATCH_MAX, gpu->control.size / 2) / 2;
    for (size_t first = 0; first < count; first += batch) {
        uint32_t slot = 0;
        for (size_t i = first; i < MIN(count, first + batch); i++) {
            uint64_t offset_b = (uint64_t)rects[i].y * stride_b + (uint64_t)rects[i].x * 4;
            TRY(add_transfer(gpu, slot++, id, offset_b, rects[i]));
            TRY(add_flush(gpu, slot++, id, rects[i]));
        }
        TRY(gpu_run(gpu, slot));
    }
    return OK;
}

status_t gpu_set_cursor(struct gpu *gpu, uint32_t id, uint32_t hot_x, uint32_t hot_y, uint32_t x,
                        uint32_t y) {
    if (id != 0) {
        TRY(add_transfer(gpu, 0, id, 0,
                         (struct gpu_rect){ 0, 0, GPU_CURSOR_SIDE_PX, GPU_CURSOR_SIDE_PX }));
        TRY(gpu_run(gpu, 1));
    }
    struct virtio_gpu_update_cursor *request = gpu_cursor_request(gpu);
    request->hdr.type = VIRTIO_GPU_CMD_UPDATE_CURSOR;
    request->pos.scanout_id = SCANOUT;
    request->pos.x = x;
    request->pos.y = y;
    request->resource_id = id;
    request->hot_x = hot_x;
    request->hot_y = hot_y;
    return gpu_cursor_run(gpu, sizeof *request);
}

status_t gpu_move_cursor(struct gpu *gpu, uint32_t x, uint32_t y) {
    struct virtio_gpu_update_cursor *request = gpu_cursor_request(gpu);
    request->hdr.type = VIRTIO_GPU_CMD_MOVE_CURSOR;
    request->pos.scanout_id = SCANOUT;
    request->pos.x = x;
    request->pos.y = y;
    return gpu_cursor_run(gpu, sizeof *request);
}
