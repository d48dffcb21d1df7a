// SPDX-License-Identifier: MIT
// The test library tests itself: what holds passes, and the comparisons accept what is equal.
#include <test/test.h>

TEST(checks_that_hold_pass) {
    CHECK(1 + 1 == 2);
    CHECK_EQ(-7, 3 - 10);
    CHECK_STATUS(ERR_DENIED, ERR_DENIED);
    CHECK_STR("text", "text");
    CHECK_STR(NULL, NULL);
    REQUIRE(true);
}
