// SPDX-License-Identifier: MIT
/// @file
/// Requests on the control queue, several under way at once; private to the driver.
#pragma once

#include "gpu.h"

enum {
    GPU_BATCH_MAX = 16,       ///< Requests under way at once.
    GPU_REQUEST_MAX_B = 2048, ///< Room of slot 0: attaching memory names up to DMA_RUNS_MAX pieces.
    GPU_SMALL_MAX_B = 128,    ///< Room of the other slots.
    GPU_RESPONSE_MAX_B = 512, ///< Room for one response.
};

/// Opens the queues over the claimed device.
status_t gpu_queue_open(struct gpu *gpu);

/// Memory of request `slot`, 0..GPU_BATCH_MAX - 1, to be filled in.
void *gpu_request(struct gpu *gpu, uint32_t slot);

/// Adds request `slot` of `size_b` bytes.
status_t gpu_add(struct gpu *gpu, uint32_t slot, uint32_t size_b);

/// Starts what was added and waits for `count` responses. ERR_IO when one is an error or none comes in a second.
status_t gpu_run(struct gpu *gpu, uint32_t count);

/// One request in slot 0, answered with a plain "ok".
status_t gpu_run_one(struct gpu *gpu, uint32_t size_b);

/// What the device wrote for request `slot`.
const void *gpu_response(const struct gpu *gpu, uint32_t slot);

/// Starts `size_b` bytes of a cursor request; its memory is gpu_cursor_request(). Does not wait.
void *gpu_cursor_request(struct gpu *gpu);
status_t gpu_cursor_run(struct gpu *gpu, uint32_t size_b);
