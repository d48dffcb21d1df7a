// SPDX-License-Identifier: MIT
/// @file
/// FNV-1a and CRC-32.

#include <base/hash.h>

uint32_t hash_fnv1a32(const void *bytes, size_t len) {
    const uint8_t *at = bytes;
    uint32_t hash = 0x811c9dc5u;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ at[i]) * 0x01000193u;
    }
    return hash;
}

uint64_t hash_fnv1a64(const void *bytes, size_t len) {
    const uint8_t *at = bytes;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ at[i]) * UINT64_C(0x00000100000001b3);
    }
    return hash;
}

uint32_t hash_crc32(uint32_t before, const void *bytes, size_t len) {
    // Half a byte at a time: 64 bytes of table instead of a kilobyte.
    static const uint32_t table[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
        0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
        0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    const uint8_t *at = bytes;
    uint32_t crc = ~before;
    for (size_t i = 0; i < len; i++) {
        crc ^= at[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}
