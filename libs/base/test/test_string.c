// SPDX-License-Identifier: MIT
// Runs the freestanding functions under other names, next to the C library's.
#include <base/rng.h>
#include <test/test.h>

#include <string.h>

#define BASE_STRING_FORCE
#define memcpy our_memcpy
#define memmove our_memmove
#define memset our_memset
#define memcmp our_memcmp
#define strlen our_strlen
#define strnlen our_strnlen
#define strcmp our_strcmp
#define strncmp our_strncmp
void *our_memcpy(void *restrict to, const void *restrict from, size_t len);
void *our_memmove(void *to, const void *from, size_t len);
void *our_memset(void *to, int value, size_t len);
int our_memcmp(const void *a, const void *b, size_t len);
size_t our_strlen(const char *text);
size_t our_strnlen(const char *text, size_t max);
int our_strcmp(const char *a, const char *b);
int our_strncmp(const char *a, const char *b, size_t max);
#include "../string.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen
#undef strnlen
#undef strcmp
#undef strncmp

#define SIZE_B 200u

static uint8_t ours[SIZE_B];
static uint8_t theirs[SIZE_B];

static void fill(struct rng *rng) {
    for (size_t i = 0; i < SIZE_B; i++) {
        ours[i] = theirs[i] = (uint8_t)rng_next(rng);
    }
}

TEST(moves_agree_with_the_c_library) {
    struct rng rng;
    rng_init(&rng, 3);
    for (int i = 0; i < 20000; i++) {
        fill(&rng);
        size_t len = rng_below(&rng, SIZE_B / 2);
        size_t from = rng_below(&rng, (uint32_t)(SIZE_B - len));
        size_t to = rng_below(&rng, (uint32_t)(SIZE_B - len));
        CHECK(our_memmove(ours + to, ours + from, len) == ours + to);
        memmove(theirs + to, theirs + from, len);
        REQUIRE(memcmp(ours, theirs, SIZE_B) == 0);
    }
}

TEST(copies_and_fills_agree_with_the_c_library) {
    struct rng rng;
    rng_init(&rng, 4);
    for (int i = 0; i < 20000; i++) {
        fill(&rng);
        size_t len = rng_below(&rng, SIZE_B / 2);
        size_t from = rng_below(&rng, (uint32_t)(SIZE_B / 2 - len));
        size_t to = SIZE_B / 2 + rng_below(&rng, (uint32_t)(SIZE_B / 2 - len));
        our_memcpy(ours + to, ours + from, len);
        memcpy(theirs + to, theirs + from, len);
        int value = (int)rng_next(&rng);
        our_memset(ours + from, value, len);
        memset(theirs + from, value, len);
        REQUIRE(memcmp(ours, theirs, SIZE_B) == 0);
    }
}

TEST(comparisons_are_of_unsigned_bytes) {
    CHECK(our_memcmp("a\x7f", "a\x80", 2) < 0 && our_memcmp("\xff", "\x01", 1) > 0);
    CHECK_EQ(our_memcmp("abc", "abd", 2), 0);
    CHECK(our_strcmp("abc", "abc") == 0 && our_strcmp("ab", "abc") < 0);
    CHECK(our_strcmp("\x80", "\x7f") > 0);
    CHECK(our_strncmp("abc", "abd", 2) == 0 && our_strncmp("abc", "abd", 3) < 0);
    CHECK_EQ(our_strlen(""), 0);
    CHECK_EQ(our_strlen("four"), 4);
    CHECK_EQ(our_strnlen("four", 2), 2);
    CHECK_EQ(our_strnlen("four", 9), 4);
}
