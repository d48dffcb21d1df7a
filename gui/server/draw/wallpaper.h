// SPDX-License-Identifier: MIT
/// @file
/// The wallpaper "Ridges", computed in fixed point: the same pixels on every machine.
#pragma once

#include "surface.h"

/// Fills `to` completely; every pixel becomes opaque. `night` chooses the dark palette.
///
/// @return OK, ERR_NO_MEMORY for the tables (then `to` is unchanged).
status_t wallpaper_draw(struct surface *to, bool night);
