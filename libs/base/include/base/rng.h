// SPDX-License-Identifier: MIT
/// @file
/// A small, fast, repeatable random generator (xorshift64*). For tests, jitter and sampling; NEVER
/// for anything that must be unpredictable.
#pragma once

#include <base/base.h>

/// State of one generator. Not locked.
struct rng {
    uint64_t state; ///< Never 0.
};

/// Starts the sequence that belongs to `seed`; any value will do.
static inline void rng_init(struct rng *rng, uint64_t seed) {
    // A splitmix64 step, so that close seeds start far apart.
    seed += UINT64_C(0x9e3779b97f4a7c15);
    seed = (seed ^ (seed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    seed = (seed ^ (seed >> 27)) * UINT64_C(0x94d049bb133111eb);
    seed ^= seed >> 31;
    rng->state = seed != 0 ? seed : 1;
}

/// The next 64 random bits.
static inline uint64_t rng_next(struct rng *rng) {
    uint64_t x = rng->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    rng->state = x;
    return x * UINT64_C(0x2545f4914f6cdd1d);
}

/// A number in 0..`limit - 1`; 0 when `limit` is 0.
static inline uint32_t rng_below(struct rng *rng, uint32_t limit) {
    return (uint32_t)(((rng_next(rng) >> 32) * limit) >> 32);
}
