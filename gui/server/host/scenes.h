// SPDX-License-Identifier: MIT
/// @file
/// Made-up pictures: what the painter is judged by, without trees and apps.
#pragma once

#include "stage.h"

struct scene_picture {
    const char *name;
    /// Draws with the stage's theme and scale. NULL without memory.
    struct surface *(*draw)(struct stage *s);
    bool large;      ///< A full desktop: to look at, no golden.
    scale_t largest; ///< Scale up to which it has goldens; 0 = only at scale 1.
};

/// Ends with an entry whose name is NULL.
extern const struct scene_picture scene_pictures[];
