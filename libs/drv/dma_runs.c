// SPDX-License-Identifier: MIT
#include <drv/dma.h>

paddr_t dma_paddr(const struct dma *dma, uint64_t offset_b, uint64_t *out_consecutive_b) {
    uint32_t i = 0;
    while (i + 1 < dma->num_runs && offset_b >= dma->runs[i].size_b) {
        offset_b -= dma->runs[i].size_b;
        i++;
    }
    if (out_consecutive_b != NULL) {
        *out_consecutive_b = dma->runs[i].size_b - offset_b;
    }
    return dma->runs[i].paddr + offset_b;
}

struct virtqueue_buffer dma_part(const struct dma *dma, uint64_t offset_b, uint32_t size_b,
                                 bool device_writes) {
    uint64_t consecutive_b;
    paddr_t paddr = dma_paddr(dma, offset_b, &consecutive_b);
    ASSERT(size_b <= consecutive_b); // the driver lays out its own buffers
    return (struct virtqueue_buffer){ paddr, size_b, device_writes };
}
