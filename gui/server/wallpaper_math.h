// SPDX-License-Identifier: MIT
/// @file
/// Functions of the wallpaper in fixed point; private to it and its tests.
#pragma once

#include <base/base.h>

/// Sine of `turns` / 2^32 of a full turn, -32768..32768.
int32_t wallpaper_sin_q15(uint32_t turns);

/// exp(-x * x / var), x and var in 1/65536; 0..65536.
uint32_t wallpaper_gauss(int64_t x_q16, int64_t var_q16);

/// Edge of ridge `k` (0..4) at column `x`, in 1/65536 of the height below the top.
int32_t wallpaper_ridge_q16(int k, int32_t x, int32_t h);
