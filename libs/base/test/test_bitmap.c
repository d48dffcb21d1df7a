// SPDX-License-Identifier: MIT
#include <base/bitmap.h>
#include <test/test.h>

TEST(set_clear_get_over_word_borders) {
    uint64_t map[BITMAP_WORDS(130)] = { 0 };
    CHECK_EQ(ARRAY_LEN(map), 3);
    bitmap_set(map, 63);
    bitmap_set(map, 64);
    bitmap_set(map, 129);
    CHECK(bitmap_get(map, 63) && bitmap_get(map, 64) && bitmap_get(map, 129));
    CHECK(!bitmap_get(map, 62) && !bitmap_get(map, 65));
    CHECK_EQ(bitmap_count(map, 130), 3);
    CHECK_EQ(bitmap_count(map, 129), 2);
    bitmap_clear(map, 64);
    CHECK(!bitmap_get(map, 64));
}

TEST(searches_stop_at_the_end) {
    uint64_t map[2] = { UINT64_MAX, UINT64_MAX };
    CHECK_EQ(bitmap_find_clear(map, 100, 0), BITMAP_NONE);
    bitmap_clear(map, 100);
    CHECK_EQ(bitmap_find_clear(map, 100, 0), BITMAP_NONE);
    CHECK_EQ(bitmap_find_clear(map, 101, 0), 100);
    CHECK_EQ(bitmap_find_set(map, 128, 100), 101);
    CHECK_EQ(bitmap_find_set(map, 64, 64), BITMAP_NONE);
}

TEST(runs_may_cross_words) {
    uint64_t map[2] = { UINT64_MAX, UINT64_MAX };
    for (size_t i = 60; i < 70; i++) {
        bitmap_clear(map, i);
    }
    bitmap_clear(map, 3);
    CHECK_EQ(bitmap_find_clear_run(map, 128, 1), 3);
    CHECK_EQ(bitmap_find_clear_run(map, 128, 2), 60);
    CHECK_EQ(bitmap_find_clear_run(map, 128, 10), 60);
    CHECK_EQ(bitmap_find_clear_run(map, 128, 11), BITMAP_NONE);
    CHECK_EQ(bitmap_find_clear_run(map, 64, 5), BITMAP_NONE);
    CHECK_EQ(bitmap_find_clear_run(map, 64, 4), 60);
}
