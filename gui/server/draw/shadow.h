// SPDX-License-Identifier: MIT
/// @file
/// Shadows of floating surfaces with their outer hairline, as nine-slices computed once per
/// kind, scale and theme.
#pragma once

#include "surface.h"
#include "theme.h"

enum shadow_kind {
    SHADOW_NONE,
    SHADOW_FOCUSED,   ///< Window in front: two layers.
    SHADOW_UNFOCUSED, ///< Other windows.
    SHADOW_MENU,      ///< Menus, popovers, toasts, panels.
    SHADOW_DOCK,      ///< Round panels among the bars.
    SHADOW_TIP,       ///< Tooltips.
    SHADOW_NUM_KINDS,
};

/// Shadows that the cache holds at once.
#define SHADOW_KEPT 64u

struct shadow_cache;
struct shadow;

/// @return OK, ERR_NO_MEMORY. On error `*out` is unchanged.
status_t shadow_cache_create(struct shadow_cache **out);

/// NULL is allowed.
void shadow_cache_destroy(struct shadow_cache *c);

/// Forgets everything: the theme or the scale changed. Pointers from shadow_get() become invalid.
void shadow_cache_flush(struct shadow_cache *c);

/// The shadow for surfaces of `w_px` x `h_px` with RADIUS_WINDOW corners. All large surfaces of a
/// kind share one.
///
/// @return a shadow that stays valid until shadow_cache_flush() or SHADOW_KEPT other ones were
///         asked for; NULL for SHADOW_NONE and without memory.
const struct shadow *shadow_get(struct shadow_cache *c, enum shadow_kind kind,
                                const struct theme *theme, scale_t scale, int32_t w_px,
                                int32_t h_px);

/// A shadow of surfaces with corners of another radius, at most half of their size.
struct shadow_look {
    enum shadow_kind kind;
    lpx_t radius;
};

/// The same for any radius; `size` is in pixels.
const struct shadow *shadow_get_round(struct shadow_cache *c, struct shadow_look look,
                                      const struct theme *theme, scale_t scale,
                                      struct px_point size);

/// Pixels that the shadow of the surface at `box` covers, the surface itself included.
struct px_box shadow_extent(const struct shadow *s, struct px_box box);

/// Lays the part inside of `clip` of the shadow of the surface at `box` over `to`.
/// Both in pixels of `to`; `clip` must lie inside of `to`.
/// `opacity` 255: as it is.
void shadow_draw(const struct shadow *s, struct surface *to, struct px_box box, struct px_box clip,
                 uint8_t opacity);
