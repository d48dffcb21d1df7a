// SPDX-License-Identifier: MIT
#include <base/fmt.h>
#include <base/hash.h>
#include <base/rng.h>
#include <test/test.h>

#include <string.h>

static const char *hex_sha(const void *bytes, size_t len) {
    static char text[2 * SHA256_B + 1];
    uint8_t digest[SHA256_B];
    hash_sha256(bytes, len, digest);
    for (size_t i = 0; i < SHA256_B; i++) {
        fmt_str(text + 2 * i, 3, "%02x", (unsigned)digest[i]);
    }
    return text;
}

TEST(published_vectors) {
    CHECK_EQ(hash_fnv1a32("foobar", 6), 0xbf9cf968u);
    CHECK(hash_fnv1a64("foobar", 6) == UINT64_C(0x85944171f73967e8));
    CHECK_EQ(hash_crc32(0, "123456789", 9), 0xcbf43926u);
    CHECK_EQ(hash_crc32(hash_crc32(0, "1234", 4), "56789", 5), 0xcbf43926u);
    CHECK_STR(hex_sha("", 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_STR(hex_sha("abc", 3),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    CHECK_STR(hex_sha(two, 56), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(sha256_in_parts_is_the_same) {
    char bytes[300];
    memset(bytes, 'q', sizeof(bytes));
    for (size_t len = 0; len < sizeof(bytes); len++) {
        uint8_t whole[SHA256_B];
        uint8_t parts[SHA256_B];
        hash_sha256(bytes, len, whole);
        struct sha256 sha;
        sha256_init(&sha);
        sha256_add(&sha, bytes, len / 3);
        sha256_add(&sha, bytes + len / 3, len - len / 3);
        sha256_finish(&sha, parts);
        REQUIRE(memcmp(whole, parts, SHA256_B) == 0);
    }
}

TEST(rng_repeats_and_stays_below) {
    struct rng a;
    struct rng b;
    rng_init(&a, 1);
    rng_init(&b, 1);
    uint32_t seen = 0;
    for (int i = 0; i < 1000; i++) {
        CHECK(rng_next(&a) == rng_next(&b));
        uint32_t n = rng_below(&a, 8);
        CHECK(rng_below(&b, 8) == n && n < 8);
        seen |= BIT(n);
    }
    CHECK_EQ(seen, 0xff);
    CHECK_EQ(rng_below(&a, 0), 0);
}
