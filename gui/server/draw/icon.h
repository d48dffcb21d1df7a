// SPDX-License-Identifier: MIT
/// @file
/// Line icons on a grid of 24, written as short path strings and kept as masks.
#pragma once

#include <ui_enums.h>

#include "draw.h"

/// Glyphs of window frames, with numbers that apps do not have.
enum icon_frame {
    ICON_MINIMISE = 128,
    ICON_MAXIMISE,
    ICON_RESTORE,
    ICON_CLOSE,
    ICON_COUNT, ///< Above all.
};

/// Draws `icon`, an enum ui_icon or icon_frame, with its left top corner at `at`; `size` and
/// `stroke` in 1/64 logical pixels. UI_NO_ICON and unknown numbers draw nothing.
void icon_draw(const struct draw *d, uint32_t icon, struct px_point at, lpx_t size, lpx_t stroke,
               argb_t color);
