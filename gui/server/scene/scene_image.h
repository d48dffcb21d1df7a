// SPDX-License-Identifier: MIT
/// @file
/// Image nodes and the images of canvases.
#pragma once

#include "image.h"
#include "scene.h"

/// Image `number` of the scene's app; NULL when there is none.
struct image *scene_image(const struct scene *s, uint32_t number);

/// One logical pixel for each of its own; 24 x 24 for none.
struct layout_size scene_image_natural(const struct scene *s, uint32_t node);

void scene_paint_image(const struct scene *s, uint32_t node, const struct paint *p);
