// SPDX-License-Identifier: MIT
/// @file
/// Line icons on a grid of 24, written as short path strings and kept as masks.
#pragma once

#include "draw.h"

enum icon {
    ICON_NONE,
    ICON_PLUS,
    ICON_TRASH,
    ICON_SEARCH,
    ICON_CHECK,
    ICON_CHEVRON_DOWN,
    ICON_MINIMISE,
    ICON_MAXIMISE,
    ICON_RESTORE,
    ICON_CLOSE,
    ICON_FOLDER,
    ICON_FILE,
    ICON_SETTINGS,
    ICON_POWER,
    ICON_NUM,
};

/// Draws `icon` with its left top corner at `x`, `y` (device pixels), `size` and `stroke` in
/// 1/64 logical pixels. ICON_NONE and unknown numbers draw nothing.
void icon_draw(const struct draw *d, enum icon icon, int32_t x, int32_t y, lpx_t size,
               lpx_t stroke, argb_t color);
