// SPDX-License-Identifier: MIT
/// @file
/// Colours and the one formula by which they are blended. Integers only, so that every CPU and
/// compiler gives the same pixels.
#pragma once

#include <base/base.h>

typedef uint32_t argb_t;  ///< 0xAARRGGBB, colour not multiplied by alpha. Tokens and API.
typedef uint32_t pargb_t; ///< 0xAARRGGBB, colour multiplied by alpha. Pixels.

/// The parts of an argb_t, 0..255.
#define ARGB_A(c) ((c) >> 24)
#define ARGB_R(c) ((c) >> 16 & 255u)
#define ARGB_G(c) ((c) >> 8 & 255u)
#define ARGB_B(c) ((c)&255u)
#define ARGB(a, r, g, b) ((uint32_t)(a) << 24 | (uint32_t)(r) << 16 | (uint32_t)(g) << 8 | (b))

/// `x / 255` rounded to nearest, for x in 0..65025.
static inline uint32_t color_div255(uint32_t x) {
    return (x + 128) * 257 >> 16;
}

/// Every part of `c` times `a` / 255, rounded to nearest.
static inline pargb_t color_mul(pargb_t c, uint32_t a) {
    uint32_t rb = (c & 0x00ff00ffu) * a + 0x00800080u;
    uint32_t ag = (c >> 8 & 0x00ff00ffu) * a + 0x00800080u;
    rb = (rb + (rb >> 8 & 0x00ff00ffu)) >> 8 & 0x00ff00ffu;
    ag = (ag + (ag >> 8 & 0x00ff00ffu)) & 0xff00ff00u;
    return rb | ag;
}

/// `src` laid over `dst`, both premultiplied.
static inline pargb_t color_over(pargb_t dst, pargb_t src) {
    return src + color_mul(dst, 255 - ARGB_A(src));
}

static inline pargb_t color_premul(argb_t c) {
    return color_mul(c | 0xff000000u, ARGB_A(c));
}

/// `c` with its alpha replaced by `a` percent.
static inline argb_t color_percent(argb_t c, uint32_t percent) {
    return (c & 0x00ffffffu) | ((percent * 255 + 50) / 100) << 24;
}

/// `c` with its alpha multiplied by `a` / 255.
static inline argb_t color_fade(argb_t c, uint32_t a) {
    return (c & 0x00ffffffu) | color_div255(ARGB_A(c) * a) << 24;
}

/// The opaque colour that `over` gives on the opaque colour `base`.
static inline argb_t color_on(argb_t base, argb_t over) {
    return color_over(base | 0xff000000u, color_premul(over));
}
