// SPDX-License-Identifier: MIT
/// @file
/// A8 coverage masks of corners and icons, computed once and kept.
#pragma once

#include "geom.h"

struct mask_cache;

struct mask {
    int32_t w_px, h_px;
    int32_t stride_b; ///< From one row to the next.
    const uint8_t *a; ///< Coverage 0..255, row after row.
};

/// @return OK, ERR_NO_MEMORY. On error `*out` is unchanged.
status_t mask_cache_create(struct mask_cache **out);

/// NULL is allowed.
void mask_cache_destroy(struct mask_cache *c);

/// Left top corner of a disc of `radius_d26` (1/64 device pixels), radius rounded up in size.
///
/// @return a mask that stays valid until the next call with this cache; NULL without memory.
const struct mask *mask_corner(struct mask_cache *c, int32_t radius_d26);

/// The same of a ring `width_d26` wide whose outer edge has `radius_d26`.
const struct mask *mask_corner_ring(struct mask_cache *c, int32_t radius_d26, int32_t width_d26);

/// What a mask of another module is made of. Same key, same mask.
struct mask_key {
    uint32_t kind; ///< MASK_ICON or larger; the rest is up to whoever draws it.
    int32_t a, b, c;
};

enum mask_kind {
    MASK_CORNER,
    MASK_RING,
    MASK_ICON,
};

/// @return the mask of `key` under the same rule as above, or NULL when it is not there.
const struct mask *mask_find(struct mask_cache *c, struct mask_key key);

/// Adds a mask of zeros for the caller to fill in, its stride a multiple of four. When the cache
/// is full it is emptied first.
///
/// @return the mask under the same rule, NULL without memory; `*out_a` is its first byte.
const struct mask *mask_add(struct mask_cache *c, struct mask_key key, int32_t w_px, int32_t h_px,
                            uint8_t **out_a);
