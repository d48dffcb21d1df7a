// SPDX-License-Identifier: MIT
/// @file
/// Sixteen bytes at a time, written once for every CPU: the compiler makes SSE2 or NEON of it.
/// Results are those of the scalar formulas in color.h, bit for bit.
#pragma once

#include <string.h>

#include "color.h"

typedef uint8_t vec_u8 __attribute__((vector_size(16)));   ///< Four pixels.
typedef uint16_t vec_u16 __attribute__((vector_size(16))); ///< Two pixels, widened.
typedef int16_t vec_i16 __attribute__((vector_size(16)));
typedef uint32_t vec_wide __attribute__((vector_size(32)));
typedef int32_t vec_iwide __attribute__((vector_size(32)));

#define VEC_PX 4 ///< Pixels in a vec_u8.

static inline vec_u8 vec_load(const void *p) {
    vec_u8 v;
    memcpy(&v, p, sizeof(v));
    return v;
}

static inline void vec_store(void *p, vec_u8 v) {
    memcpy(p, &v, sizeof(v));
}

static inline vec_u16 vec_u16_all(uint16_t x) {
    return (vec_u16){ x, x, x, x, x, x, x, x };
}

static inline vec_i16 vec_i16_all(int16_t x) {
    return (vec_i16){ x, x, x, x, x, x, x, x };
}

/// The first and the last eight bytes, widened.
static inline vec_u16 vec_low(vec_u8 x) {
    return (vec_u16)__builtin_shufflevector(x, (vec_u8){ 0 }, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5,
                                            21, 6, 22, 7, 23);
}

static inline vec_u16 vec_high(vec_u8 x) {
    return (vec_u16)__builtin_shufflevector(x, (vec_u8){ 0 }, 8, 16, 9, 17, 10, 18, 11, 19, 12, 20,
                                            13, 21, 14, 22, 15, 23);
}

/// Back to bytes; every part must be below 256.
static inline vec_u8 vec_pack(vec_u16 low, vec_u16 high) {
    return __builtin_shufflevector((vec_u8)low, (vec_u8)high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20,
                                   22, 24, 26, 28, 30);
}

/// `a * b >> 16`, one instruction on every CPU we know.
static inline vec_u16 vec_mulhi(vec_u16 a, vec_u16 b) {
    vec_wide wide = __builtin_convertvector(a, vec_wide) * __builtin_convertvector(b, vec_wide);
    return __builtin_convertvector(wide >> 16, vec_u16);
}

/// The same, signed, rounding down.
static inline vec_i16 vec_mulhi_signed(vec_i16 a, vec_i16 b) {
    vec_iwide wide = __builtin_convertvector(a, vec_iwide) * __builtin_convertvector(b, vec_iwide);
    return __builtin_convertvector(wide >> 16, vec_i16);
}

/// color_div255() of every part.
static inline vec_u16 vec_div255(vec_u16 x) {
    return vec_mulhi(x + vec_u16_all(128), vec_u16_all(257));
}

/// `255 - alpha` of two widened pixels, in each of their parts.
static inline vec_u16 vec_inverse_alpha(vec_u16 px) {
    return vec_u16_all(255) - __builtin_shufflevector(px, px, 3, 3, 3, 3, 7, 7, 7, 7);
}

/// `src + dst * inverse` for four pixels: color_over() with the inverse alphas already spread.
static inline vec_u8 vec_over(vec_u8 dst, vec_u8 src, vec_u16 inverse_low, vec_u16 inverse_high) {
    vec_u16 low = vec_div255(vec_low(dst) * inverse_low);
    vec_u16 high = vec_div255(vec_high(dst) * inverse_high);
    return src + vec_pack(low, high);
}

/// Four times the pixel `c`.
static inline vec_u8 vec_pixel(pargb_t c) {
    typedef uint32_t four __attribute__((vector_size(16)));
    return (vec_u8)(four){ c, c, c, c };
}
