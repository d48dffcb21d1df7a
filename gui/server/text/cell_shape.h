// SPDX-License-Identifier: MIT
/// @file
/// Box-drawing characters and blocks, drawn as shapes that meet those of the neighbour cells.
#pragma once

#include <base/base.h>

/// Draws character `c` into `w_px` x `h_px` bytes of coverage, all zero before.
///
/// @return false when `c` is no such character (U+2500..U+259F are); then nothing is drawn.
bool cell_shape_draw(uint32_t c, int32_t w_px, int32_t h_px, uint8_t *a);
