// SPDX-License-Identifier: MIT
/// @file
/// The drawings behind icon.h, as text.
#pragma once

#include "icon.h"

/// On a grid of 24: M move, L line, C curve, A arc (centre, radius, angles in degrees), R rounded rectangle
/// (x y w h radius), N new part, Z close, F fill what came before. The rest is stroked. NULL = nothing.
extern const char *const icon_paths[ICON_COUNT];
