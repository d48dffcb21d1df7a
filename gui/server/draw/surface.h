// SPDX-License-Identifier: MIT
/// @file
/// Rectangles of pixels in memory: ARGB32, premultiplied, rows aligned to 64 bytes.
#pragma once

#include "color.h"
#include "geom.h"

/// Largest width and height; keeps every size computation inside 32 bits.
#define SURFACE_MAX_PX 8192

struct surface {
    pargb_t *pixels;
    int32_t w_px, h_px;
    int32_t stride_px; ///< From one row to the next, >= w_px.
    void *owned;       ///< Memory that surface_destroy() frees with the struct; NULL = wrapped.
};

/// Allocates transparent pixels.
///
/// @return OK, ERR_BAD_SIZE, ERR_NO_MEMORY. On error `*out` is unchanged.
status_t surface_create(int32_t w_px, int32_t h_px, struct surface **out);

/// Describes memory of somebody else, such as a scanout buffer. It must outlive the surface.
///
/// @return OK, ERR_BAD_SIZE (also for a stride that is too small or no multiple of four).
status_t surface_wrap(struct surface *s, void *pixels, int32_t w_px, int32_t h_px,
                      uint32_t stride_b);

/// NULL is allowed.
void surface_destroy(struct surface *s);

static inline pargb_t *surface_row(const struct surface *s, int32_t y) {
    return s->pixels + (size_t)y * (size_t)s->stride_px;
}

static inline struct px_box surface_box(const struct surface *s) {
    return (struct px_box){ 0, 0, s->w_px, s->h_px };
}
