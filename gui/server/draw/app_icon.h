// SPDX-License-Identifier: MIT
/// @file
/// Icons of apps: a white glyph on a squircle (superellipse of exponent 5) with a vertical gradient,
/// a highlight inside of its edge and a soft shadow.
#pragma once

#include "icon.h"

/// How far the shadow reaches outside of the icon.
#define APP_ICON_REACH LPX(12)

struct app_icon {
    uint32_t glyph; ///< enum ui_icon.
    argb_t top, bottom;
    uint8_t opacity; ///< 255 = as it is.
};

/// Draws `icon` with its left top corner at `at`, `side_px` wide and high.
void app_icon_draw(const struct draw *d, const struct app_icon *icon, struct px_point at,
                   int32_t side_px);
