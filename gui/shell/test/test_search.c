// SPDX-License-Identifier: MIT
#include <test/test.h>

#include "../search.h"

TEST(better_matches_rank_higher) {
    const char *const titles[] = { "Clock",  "Clock face", "World clock",
                                   "Oclock", "Timer",      "Calc lock" };
    const char *const summaries[] = { "", "", "", "", "A clock that stops", "" };
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < 5; i++) {
        uint32_t rank = search_rank("clock", titles[i], summaries[i]);
        CHECK(rank > 0);
        CHECK(rank < last);
        last = rank;
    }
    CHECK(search_rank("clock", titles[5], summaries[5]) < last);
    CHECK(search_rank("clock", titles[5], summaries[5]) > 0);
}

TEST(capitals_do_not_matter) {
    CHECK_EQ(search_rank("cLo", "Clock", ""), search_rank("clo", "clock", ""));
}

TEST(what_does_not_fit_is_left_out) {
    CHECK_EQ(search_rank("xyz", "Clock", "Tells the time"), 0);
    CHECK_EQ(search_rank("", "Clock", ""), 0);
    CHECK_EQ(search_rank("   ", "Clock", ""), 0);
    CHECK_EQ(search_rank("clocks", "Clock", ""), 0);
}
