// SPDX-License-Identifier: MIT
/// @file
/// Made-up pictures: what the painter is judged by, without trees and apps.
#pragma once

#include "stage.h"

struct scene_picture {
    const char *name;
    /// Draws with the stage's theme and scale. NULL without memory.
    struct surface *(*draw)(struct stage *s);
    bool large; ///< A full desktop: kept as a checksum only.
};

/// Ends with an entry whose name is NULL.
extern const struct scene_picture scene_pictures[];
