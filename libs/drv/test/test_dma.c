// SPDX-License-Identifier: MIT
#include <test/test.h>

#include <drv/dma.h>

static const struct dma dma = {
    .size_b = 0x6000,
    .num_runs = 3,
    .runs = { { 0x10000, 0x2000 }, { 0x80000, 0x1000 }, { 0x40000, 0x3000 } },
};

TEST(addresses_follow_the_runs) {
    uint64_t rest_b;
    CHECK_EQ(dma_paddr(&dma, 0, &rest_b), 0x10000);
    CHECK_EQ(rest_b, 0x2000);
    CHECK_EQ(dma_paddr(&dma, 0x1fff, &rest_b), 0x11fff);
    CHECK_EQ(rest_b, 1);
    CHECK_EQ(dma_paddr(&dma, 0x2000, NULL), 0x80000);
    CHECK_EQ(dma_paddr(&dma, 0x3004, &rest_b), 0x40004);
    CHECK_EQ(rest_b, 0x2ffc);
}

TEST(a_part_names_the_physical_memory) {
    struct virtqueue_buffer part = dma_part(&dma, 0x2010, 64, true);
    CHECK_EQ(part.paddr, 0x80010);
    CHECK_EQ(part.size_b, 64);
    CHECK(part.device_writes);
}
