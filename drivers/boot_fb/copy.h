// SPDX-License-Identifier: MIT
/// @file
/// Copies rectangles from the shared pixels to the screen, which is mapped in pieces.
#pragma once

#include <base/base.h>

enum {
    SCREEN_PIECES_MAX = 16,
    SCREEN_PIXEL_B = 4,
};

/// The screen's memory: pieces of the same size, one behind the other in the device, anywhere here.
struct screen_memory {
    volatile uint8_t *pieces[SCREEN_PIECES_MAX];
    uint64_t piece_b;  ///< A power of two.
    uint64_t offset_b; ///< Of the first pixel in the first piece.
    uint32_t w_px, h_px, stride_b;
};

/// Copies the part of `x`, `y`, `w`, `h` that is on the screen. `pixels` has rows of `w_px` pixels
/// without gaps.
void screen_copy(const struct screen_memory *screen, const uint32_t *pixels, int32_t x, int32_t y,
                 int32_t w, int32_t h);
