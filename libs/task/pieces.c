// SPDX-License-Identifier: MIT
/// @file
/// Sizes of Frames.

#include <task/pieces.h>

uint32_t piece_order(uint64_t page, uint64_t pages_left) {
    uint32_t order = FRAME_ORDER_MAX;
    while (order > 0 && (!IS_ALIGNED(page, BIT64(order)) || BIT64(order) > pages_left)) {
        order--;
    }
    return order;
}
