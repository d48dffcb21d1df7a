// SPDX-License-Identifier: MIT
/// @file
/// Functions of the wallpaper in fixed point; private to it and its tests.
#pragma once

#include <base/base.h>

/// Sine of `turns` / 2^32 of a full turn, -32768..32768.
int32_t wallpaper_sin_q15(uint32_t turns);

/// exp(-x * x / var), x and var in 1/65536; 0..65536.
uint32_t wallpaper_gauss(int64_t x_q16, int64_t var_q16);

/// Waves that make up each ridge.
#define WALLPAPER_WAVES 4

/// One ridge at a given height of the picture.
struct wallpaper_ridge {
    uint32_t step[WALLPAPER_WAVES];  ///< Turns from one column to the next.
    uint32_t start[WALLPAPER_WAVES]; ///< Turns at column 0.
    int32_t base_q16, amplitude_q16; ///< Parts of the height.
};

/// Ridge `k` (0..4) of a picture `h` pixels high.
struct wallpaper_ridge wallpaper_ridge_make(uint32_t k, int32_t h);

/// Its edge at column `x`, in 1/65536 of the height below the top.
int32_t wallpaper_ridge_q16(const struct wallpaper_ridge *r, int32_t x);
