// SPDX-License-Identifier: MIT
#include <test/test.h>

#include <base/rng.h>
#include <base/string.h>

#include "../pages.h"

static struct pages pages;
static vaddr_t start;
static bool dirty;

TEST(what_is_given_is_taken) {
    pages.count = 0;
    CHECK_STATUS(pages_give(&pages, 0x10000, 0x4000, false), OK);
    CHECK_STATUS(pages_take(&pages, 0x1000, &start, &dirty), OK);
    CHECK_EQ(start, 0x10000);
    CHECK(!dirty);
    CHECK_STATUS(pages_take(&pages, 0x4000, &start, &dirty), ERR_NO_MEMORY);
    CHECK_STATUS(pages_take(&pages, 0x3000, &start, &dirty), OK);
    CHECK_EQ(pages.count, 0);
}

TEST(neighbours_merge_only_when_alike) {
    pages.count = 0;
    CHECK_STATUS(pages_give(&pages, 0x3000, 0x1000, true), OK);
    CHECK_STATUS(pages_give(&pages, 0x1000, 0x1000, true), OK);
    CHECK_STATUS(pages_give(&pages, 0x4000, 0x1000, false), OK);
    CHECK_STATUS(pages_give(&pages, 0x2000, 0x1000, true), OK);
    CHECK_EQ(pages.count, 2);
    CHECK_EQ(pages.ranges[0].size_b, 0x3000);
}

TEST(used_memory_goes_first) {
    pages.count = 0;
    CHECK_STATUS(pages_give(&pages, 0x1000, 0x1000, false), OK);
    CHECK_STATUS(pages_give(&pages, 0x8000, 0x8000, true), OK);
    CHECK_STATUS(pages_take(&pages, 0x1000, &start, &dirty), OK);
    CHECK_EQ(start, 0x8000);
    CHECK(dirty);
}

TEST(overlaps_and_odd_sizes_are_refused) {
    pages.count = 0;
    CHECK_STATUS(pages_give(&pages, 0x4000, 0x4000, false), OK);
    CHECK_STATUS(pages_give(&pages, 0x3000, 0x2000, false), ERR_BAD_ARG);
    CHECK_STATUS(pages_give(&pages, 0x7000, 0x1000, true), ERR_BAD_ARG);
    CHECK_STATUS(pages_give(&pages, 0x5000, 0x1000, true), ERR_BAD_ARG);
    CHECK_STATUS(pages_give(&pages, 0x9001, 0x1000, true), ERR_BAD_ARG);
    CHECK_STATUS(pages_give(&pages, 0x9000, 0, true), ERR_BAD_ARG);
    CHECK_STATUS(pages_give(&pages, UINT64_MAX - 0xfff, 0x2000, true), ERR_BAD_ARG);
    CHECK_EQ(pages.count, 1);
}

TEST(a_full_table_changes_nothing) {
    pages.count = 0;
    for (uint64_t i = 0; i < PAGES_RANGES_MAX; i++) {
        REQUIRE(pages_give(&pages, 0x10000 + i * 0x2000, 0x1000, true) == OK);
    }
    CHECK_STATUS(pages_give(&pages, 0x1000, 0x1000, true), ERR_NO_SPACE);
    CHECK_EQ(pages.count, PAGES_RANGES_MAX);
}

TEST(a_random_walk_agrees_with_a_map_of_pages) {
    enum {
        PAGES = 256
    };
    static uint8_t state[PAGES]; // 0 in use, 1 clean, 2 dirty
    struct rng rng;
    rng_init(&rng, 7);
    pages.count = 0;
    memset(state, 0, sizeof state);
    REQUIRE(pages_give(&pages, 0x100000, PAGES * PAGE_SIZE_B, false) == OK);
    memset(state, 1, sizeof state);
    for (int step = 0; step < 20000; step++) {
        uint64_t length = 1 + rng_below(&rng, 8);
        if (rng_below(&rng, 2) == 0) {
            if (pages_take(&pages, length * PAGE_SIZE_B, &start, &dirty) != OK) {
                continue;
            }
            uint64_t first = (start - 0x100000) / PAGE_SIZE_B;
            for (uint64_t i = first; i < first + length; i++) {
                REQUIRE(state[i] == (dirty ? 2 : 1));
                state[i] = 0;
            }
        } else {
            uint64_t first = rng_below(&rng, PAGES - 8);
            bool in_use = true;
            for (uint64_t i = first; i < first + length; i++) {
                in_use = in_use && state[i] == 0;
            }
            status_t status =
                pages_give(&pages, 0x100000 + first * PAGE_SIZE_B, length * PAGE_SIZE_B, true);
            REQUIRE((status == OK) == in_use);
            memset(state + first, in_use ? 2 : state[first], in_use ? length : 0);
        }
    }
}
