// SPDX-License-Identifier: MIT
#include "copy.h"

/// Writes `count` pixels behind each other. A pixel never lies across two pieces: pieces are pages.
static void copy_row(const struct screen_memory *screen, uint64_t at_b, const uint32_t *from,
                     uint32_t count) {
    while (count > 0) {
        uint64_t in_piece_b = at_b & (screen->piece_b - 1);
        uint32_t fits = (uint32_t)MIN((screen->piece_b - in_piece_b) / SCREEN_PIXEL_B, count);
        volatile uint32_t *to =
            (volatile uint32_t *)(screen->pieces[at_b / screen->piece_b] + in_piece_b);
        for (uint32_t i = 0; i < fits; i++) {
            to[i] = from[i];
        }
        from += fits;
        count -= fits;
        at_b += (uint64_t)fits * SCREEN_PIXEL_B;
    }
}

void screen_copy(const struct screen_memory *screen, const uint32_t *pixels, int32_t x, int32_t y,
                 int32_t w, int32_t h) {
    int64_t left = MAX(x, 0), top = MAX(y, 0);
    int64_t right = MIN((int64_t)x + w, (int64_t)screen->w_px);
    int64_t bottom = MIN((int64_t)y + h, (int64_t)screen->h_px);
    if (left >= right) {
        return;
    }
    for (int64_t row = top; row < bottom; row++) {
        uint64_t at_b =
            screen->offset_b + (uint64_t)row * screen->stride_b + (uint64_t)left * SCREEN_PIXEL_B;
        copy_row(screen, at_b, pixels + row * screen->w_px + left, (uint32_t)(right - left));
    }
}
