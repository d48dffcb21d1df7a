// SPDX-License-Identifier: MIT
/// @file
/// Small pictures of surfaces.
#pragma once

#include "draw.h"

/// Draws `from` as large as it fits into `box`, in its middle, never enlarged. Each pixel is the mean of
/// up to sixteen of those that it stands for.
void thumb_draw(const struct draw *d, const struct surface *from, struct px_box box);
