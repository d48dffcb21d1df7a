// SPDX-License-Identifier: MIT
/// @file
/// SHA-256 as in FIPS 180-4, sections 5 and 6.2.

#include <base/hash.h>
#include <base/string.h>

/// Bytes that one round of compression takes.
#define BLOCK_B 64u

/// FIPS 180-4, section 4.2.2.
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t value, uint32_t bits) {
    return value >> bits | value << (32 - bits);
}

static uint32_t load_be32(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void store_be32(uint8_t *at, uint32_t value) {
    at[0] = (uint8_t)(value >> 24);
    at[1] = (uint8_t)(value >> 16);
    at[2] = (uint8_t)(value >> 8);
    at[3] = (uint8_t)value;
}

static void compress(uint32_t state[8], const uint8_t block[BLOCK_B]) {
    uint32_t w[64];
    for (size_t i = 0; i < 16; i++) {
        w[i] = load_be32(block + i * 4);
    }
    for (size_t i = 16; i < 64; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t v[8]; // the standard's a..h
    memcpy(v, state, sizeof(v));
    for (size_t i = 0; i < 64; i++) {
        uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
        uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + s1 + choice + round_constants[i] + w[i];
        uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof(v[0]));
        v[4] += t1;
        v[0] = t1 + s0 + majority;
    }
    for (size_t i = 0; i < 8; i++) {
        state[i] += v[i];
    }
}

void sha256_init(struct sha256 *sha) {
    static const uint32_t start[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    };
    memcpy(sha->state, start, sizeof(start));
    sha->num_bytes = 0;
}

void sha256_add(struct sha256 *sha, const void *bytes, size_t len) {
    const uint8_t *at = bytes;
    while (len > 0) {
        size_t waiting = (size_t)(sha->num_bytes % BLOCK_B);
        size_t part = MIN(len, BLOCK_B - waiting);
        memcpy(sha->block + waiting, at, part);
        sha->num_bytes += part;
        at += part;
        len -= part;
        if (waiting + part == BLOCK_B) {
            compress(sha->state, sha->block);
        }
    }
}

void sha256_finish(struct sha256 *sha, uint8_t out[SHA256_B]) {
    uint64_t num_bits = sha->num_bytes * 8;
    static const uint8_t padding[BLOCK_B] = { 0x80 };
    size_t waiting = (size_t)(sha->num_bytes % BLOCK_B);
    sha256_add(sha, padding, (waiting < 56 ? 56 : 120) - waiting);
    uint8_t length[8];
    store_be32(length, (uint32_t)(num_bits >> 32));
    store_be32(length + 4, (uint32_t)num_bits);
    sha256_add(sha, length, sizeof(length));
    for (size_t i = 0; i < 8; i++) {
        store_be32(out + i * 4, sha->state[i]);
    }
}

void hash_sha256(const void *bytes, size_t len, uint8_t out[SHA256_B]) {
    struct sha256 sha;
    sha256_init(&sha);
    sha256_add(&sha, bytes, len);
    sha256_finish(&sha, out);
}
