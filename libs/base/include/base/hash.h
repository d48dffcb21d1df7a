// SPDX-License-Identifier: MIT
/// @file
/// Checksums and hashes of bytes.
#pragma once

#include <base/base.h>

/// FNV-1a of `len` bytes, 32 bits. For hash tables; a peer can force collisions.
uint32_t hash_fnv1a32(const void *bytes, size_t len);

/// FNV-1a of `len` bytes, 64 bits.
uint64_t hash_fnv1a64(const void *bytes, size_t len);

/// CRC-32 (IEEE 802.3, as zlib and GPT) of `len` bytes, continuing `before` (0 at the start).
uint32_t hash_crc32(uint32_t before, const void *bytes, size_t len);

/// Bytes of a SHA-256 digest.
#define SHA256_B 32u

/// A SHA-256 computation (FIPS 180-4) in progress.
struct sha256 {
    uint32_t state[8];
    uint64_t num_bytes; ///< Taken so far.
    uint8_t block[64];  ///< The last `num_bytes % 64` of them wait here.
};

void sha256_init(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *bytes, size_t len);

/// Writes the digest; `sha` must be initialised again before further use.
void sha256_finish(struct sha256 *sha, uint8_t out[SHA256_B]);

/// Digest of `len` bytes at once.
void hash_sha256(const void *bytes, size_t len, uint8_t out[SHA256_B]);
