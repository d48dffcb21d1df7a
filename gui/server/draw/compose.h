// SPDX-License-Identifier: MIT
/// @file
/// Puts layers on the screen: only where damaged, only what is visible.
#pragma once

#include <pixman.h>

#include "shadow.h"
#include "surface.h"

/// Layers in one frame: wallpaper, windows, menus, cursor.
#define COMPOSE_MAX_LAYERS 64

enum compose_flags {
    COMPOSE_OPAQUE = BIT(0), ///< Opaque but for the corners: plain copies.
};

/// One surface on the screen, with its shadow.
struct compose_layer {
    const struct surface *surface; ///< Borrowed.
    const struct shadow *shadow;   ///< Borrowed; NULL = none.
    int32_t w_px, h_px;            ///< Size on the output; 0 = that of the surface.
    int32_t x_px, y_px;            ///< Left top corner on the output; may be negative.
    int32_t corner_px;             ///< Size of the corners that are not opaque; 0 = square.
    uint32_t flags;                ///< Of enum compose_flags.
    uint8_t opacity;               ///< 255 = as it is.
};

/// Pixels of the output that the layer covers, its shadow included: damage when it moves.
struct px_box compose_extent(const struct compose_layer *layer);

/// Repaints `damage` of `out`, layers given from back to front. The lowest layer should be opaque
/// and cover everything; where nothing lies, `out` becomes black. Result is opaque.
///
/// @return OK, ERR_BAD_ARG for too many layers, ERR_NO_MEMORY when a region cannot grow; then
///         `out` is partly painted and the whole damage must be repeated.
status_t compose_frame(struct surface *out, const pixman_region32_t *damage,
                       const struct compose_layer *layers, uint32_t num_layers);
