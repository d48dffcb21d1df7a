// SPDX-License-Identifier: MIT
/// @file
/// Pictures in another size.
#pragma once

#include "surface.h"

/// Lays all of `from` over `box` of `to`, each pixel the mean of what it covers (smaller pictures)
/// or the nearest one (larger ones). `box` must not be empty; it is cut to the surface.
void scale_over(struct surface *to, struct px_box box, const struct surface *from);
