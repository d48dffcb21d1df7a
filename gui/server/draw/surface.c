// SPDX-License-Identifier: MIT
#include "surface.h"

#include <stdlib.h>

/// Rows start on cache lines.
#define ROW_ALIGN_B 64

status_t surface_create(int32_t w_px, int32_t h_px, struct surface **out) {
    if (w_px < 1 || h_px < 1 || w_px > SURFACE_MAX_PX || h_px > SURFACE_MAX_PX) {
        return ERR_BAD_SIZE;
    }
    size_t stride_b = ALIGN_UP((size_t)w_px * sizeof(pargb_t), (size_t)ROW_ALIGN_B);
    size_t size_b = stride_b * (size_t)h_px;
    struct surface *s = malloc(sizeof(*s));
    // calloc() need not clear fresh pages, memset() would touch them all.
    char *memory = calloc(1, size_b + ROW_ALIGN_B);
    if (s == NULL || memory == NULL) {
        free(s);
        free(memory);
        return ERR_NO_MEMORY;
    }
    size_t skip_b = (0 - (uintptr_t)memory) % ROW_ALIGN_B;
    *s = (struct surface){
        .pixels = (pargb_t *)(void *)(memory + skip_b),
        .w_px = w_px,
        .h_px = h_px,
        .stride_px = (int32_t)(stride_b / sizeof(pargb_t)),
        .owned = memory,
    };
    *out = s;
    return OK;
}

status_t surface_wrap(struct surface *s, void *pixels, int32_t w_px, int32_t h_px,
                      uint32_t stride_b) {
    if (w_px < 1 || h_px < 1 || w_px > SURFACE_MAX_PX || h_px > SURFACE_MAX_PX ||
        stride_b % sizeof(pargb_t) != 0 || stride_b / sizeof(pargb_t) < (uint32_t)w_px ||
        stride_b / sizeof(pargb_t) > 2 * SURFACE_MAX_PX) {
        return ERR_BAD_SIZE;
    }
    *s = (struct surface){
        .pixels = pixels,
        .w_px = w_px,
        .h_px = h_px,
        .stride_px = (int32_t)(stride_b / sizeof(pargb_t)),
    };
    return OK;
}

void surface_destroy(struct surface *s) {
    if (s == NULL) {
        return;
    }
    if (s->owned != NULL) {
        free(s->owned);
        free(s);
    }
}
