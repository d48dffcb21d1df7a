// SPDX-License-Identifier: MIT
/// @file
/// Arrays of bits in 64-bit words. The caller keeps indices below the size it allocated.
#pragma once

#include <base/base.h>

/// Words that hold `bits` bits.
#define BITMAP_WORDS(bits) (((bits) + 63u) / 64u)

/// Returned by the searches when there is no such bit.
#define BITMAP_NONE SIZE_MAX

static inline bool bitmap_get(const uint64_t *map, size_t bit) {
    return (map[bit / 64] >> (bit % 64) & 1) != 0;
}

static inline void bitmap_set(uint64_t *map, size_t bit) {
    map[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static inline void bitmap_clear(uint64_t *map, size_t bit) {
    map[bit / 64] &= ~(UINT64_C(1) << (bit % 64));
}

/// First bit in `from`..`bits - 1` that is set; BITMAP_NONE when there is none.
static inline size_t bitmap_find_set(const uint64_t *map, size_t bits, size_t from) {
    while (from < bits) {
        uint64_t rest = map[from / 64] >> (from % 64);
        if (rest != 0) {
            size_t bit = from + (size_t)__builtin_ctzll(rest);
            return bit < bits ? bit : BITMAP_NONE;
        }
        from = (from / 64 + 1) * 64;
    }
    return BITMAP_NONE;
}

/// First bit in `from`..`bits - 1` that is clear; BITMAP_NONE when there is none.
static inline size_t bitmap_find_clear(const uint64_t *map, size_t bits, size_t from) {
    while (from < bits) {
        uint64_t rest = ~map[from / 64] >> (from % 64);
        if (rest != 0) {
            size_t bit = from + (size_t)__builtin_ctzll(rest);
            return bit < bits ? bit : BITMAP_NONE;
        }
        from = (from / 64 + 1) * 64;
    }
    return BITMAP_NONE;
}

/// First of `count` (>= 1) clear bits in a row within `bits`; BITMAP_NONE when there is no such run.
static inline size_t bitmap_find_clear_run(const uint64_t *map, size_t bits, size_t count) {
    size_t start = 0;
    while ((start = bitmap_find_clear(map, bits, start)) != BITMAP_NONE) {
        size_t end = bitmap_find_set(map, bits, start);
        if (end == BITMAP_NONE) {
            end = bits;
        }
        if (end - start >= count) {
            return start;
        }
        start = end;
    }
    return BITMAP_NONE;
}

/// Bits set among the first `bits`.
static inline size_t bitmap_count(const uint64_t *map, size_t bits) {
    size_t count = 0;
    for (size_t i = 0; i < bits / 64; i++) {
        count += (size_t)__builtin_popcountll(map[i]);
    }
    if (bits % 64 != 0) {
        count += (size_t)__builtin_popcountll(map[bits / 64] & (BIT64(bits % 64) - 1));
    }
    return count;
}
