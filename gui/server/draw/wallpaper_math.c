// SPDX-License-Identifier: MIT
#include "wallpaper_math.h"

/// Waves that make up a ridge: frequency and phase factor in tenths, weight in hundredths.
static const struct {
    uint32_t freq10, phase10;
    int32_t weight100;
} waves[WALLPAPER_WAVES] = { { 19, 10, 50 }, { 43, 23, 27 }, { 91, 31, 13 }, { 210, 17, 5 } };

/// Phase of each ridge in 1/1000 radian.
static const uint32_t phases[] = { 400, 2100, 4000, 1200, 5200 };

int32_t wallpaper_sin_q15(uint32_t turns) {
    // Quarter turns in -1..1 (Q15), folded at the extremes of the sine.
    int64_t x = (int32_t)turns;
    if (x > INT32_MAX / 2) {
        x = (INT64_C(1) << 31) - x;
    } else if (x < INT32_MIN / 2) {
        x = -(INT64_C(1) << 31) - x;
    }
    x >>= 15;
    int64_t square = x * x >> 15;
    // x (1.57063 - x^2 (0.64323 - 0.07271 x^2)), good to 1e-4.
    int64_t sum = 51466 - (square * (21077 - (square * 2383 >> 15)) >> 15);
    return (int32_t)(x * sum >> 15);
}

uint32_t wallpaper_gauss(int64_t x_q16, int64_t var_q16) {
    // 2^-z with z = x^2 / var * log2(e).
    int64_t z = x_q16 * x_q16 / var_q16 * 94548 >> 16;
    if (z >= INT64_C(17) << 16) {
        return 0;
    }
    int64_t f = z & 65535;
    // 2^-f for f in 0..1: 1 - f (0.69315 - f (0.24023 - f (0.05550 - 0.00809 f)))
    int64_t p = 3637 - (f * 530 >> 16);
    p = 15744 - (f * p >> 16);
    p = 45426 - (f * p >> 16);
    p = 65536 - (f * p >> 16);
    return (uint32_t)(p >> (z >> 16));
}

struct wallpaper_ridge wallpaper_ridge_make(uint32_t k, int32_t h) {
    struct wallpaper_ridge r = {
        .base_q16 = 36700 + 6226 * (int32_t)k,    // 0.56 + 0.095 k
        .amplitude_q16 = 3932 - 262 * (int32_t)k, // 0.060 - 0.004 k
    };
    uint64_t stretch = 1000 + 420 * (uint64_t)k;
    for (size_t i = 0; i < WALLPAPER_WAVES; i++) {
        // 0.9375 heights are one unit of the waves; 640842446 = 0.9375 * 2^32 / (2 pi).
        r.step[i] =
            (uint32_t)(UINT64_C(640842446) * waves[i].freq10 * stretch / (10000 * (uint64_t)h));
        uint64_t start = (uint64_t)k * 700 * waves[i].freq10 * stretch / 10000 +
                         phases[k] * waves[i].phase10 / 10;
        r.start[i] = (uint32_t)(start * UINT64_C(683565276) / 1000);
    }
    return r;
}

int32_t wallpaper_ridge_q16(const struct wallpaper_ridge *r, int32_t x) {
    int64_t sum = 0;
    for (size_t i = 0; i < WALLPAPER_WAVES; i++) {
        uint32_t turns = r->step[i] * (uint32_t)x + r->start[i];
        sum += (int64_t)waves[i].weight100 * wallpaper_sin_q15(turns);
    }
    return (int32_t)(r->base_q16 + (r->amplitude_q16 * sum / (100 * 32768)));
}
