// SPDX-License-Identifier: MIT
/// @file
/// Memory that a device reads and writes: allocated once, shared for the life of the driver.
#pragma once

#include <base/base.h>
#include <drv/virtqueue.h>

enum {
    DMA_RUNS_MAX = 64
};

/// Physically consecutive bytes.
struct dma_run {
    paddr_t paddr;
    uint64_t size_b;
};

/// One buffer. Pinned until the driver ends; then until dm has silenced the device.
struct dma {
    uint8_t *at;       ///< Zeroed at first.
    uint64_t size_b;   ///< A multiple of PAGE_SIZE_B.
    handle_t region;   ///< Owned: what may be handed on to share the buffer.
    uint32_t num_runs; ///< In address order, together `size_b`.
    struct dma_run runs[DMA_RUNS_MAX];
};

/// Allocates `size_b` bytes, rounded up to pages, attached read-write and pinned. The manifest needs `dma = true`.
///
/// @return OK or what vm.Memory answers; ERR_NO_SPACE when the memory is in more than DMA_RUNS_MAX pieces.
status_t dma_create(uint64_t size_b, struct dma *out);

/// Gives a buffer back. The device must have let go of it.
void dma_destroy(struct dma *dma);

/// Physical address of byte `offset_b`, and in `out_consecutive_b` (may be NULL) how many bytes follow it without a gap.
/// `offset_b` is below `size_b`.
paddr_t dma_paddr(const struct dma *dma, uint64_t offset_b, uint64_t *out_consecutive_b);

/// A request part of `size_b` bytes at `offset_b`, which must not cross a gap (anything inside one page does not).
struct virtqueue_buffer dma_part(const struct dma *dma, uint64_t offset_b, uint32_t size_b,
                                 bool device_writes);
