// SPDX-License-Identifier: MIT
/// @file
/// Palettes of the wallpaper; private to it.
#pragma once

#include <base/base.h>

#define NUM_RIDGES 5
#define COLOR_ONE 16320 ///< 255 in 8.6 fixed point.

/// `x` in 0..1000 as a colour part.
#define PART(x) ((int16_t)(((x)*COLOR_ONE + 500) / 1000))

/// One time of day.
struct palette {
    int16_t ramp[4][3];
    int16_t ridge[NUM_RIDGES][3];
    int16_t sun[3];
    int16_t disc[3];
    uint32_t bloom_q16; ///< Strength of the bloom on the sky.
};

// clang-format off
#define RGB3(r, g, b) { PART(r), PART(g), PART(b) }
static const struct palette day = {
    .ramp = { RGB3(360, 550, 930), RGB3(660, 740, 970), RGB3(980, 800, 760), RGB3(1000, 910, 800) },
    .ridge = { RGB3(800, 700, 830), RGB3(620, 600, 840), RGB3(430, 480, 780),
               RGB3(270, 350, 660), RGB3(150, 220, 480) },
    .sun = RGB3(1000, 950, 820),
    .disc = RGB3(1000, 985, 940),
    .bloom_q16 = 55705, // 0.85
};
static const struct palette night = {
    .ramp = { RGB3(45, 60, 145), RGB3(110, 120, 300), RGB3(330, 200, 460),
              RGB3(800, 420, 470) },
    .ridge = { RGB3(440, 260, 470), RGB3(280, 190, 420), RGB3(170, 140, 340),
               RGB3(100, 100, 250), RGB3(50, 60, 160) },
    .sun = RGB3(1000, 700, 550),
    .disc = RGB3(1000, 860, 740),
    .bloom_q16 = 36045, // 0.55
};
// clang-format on
