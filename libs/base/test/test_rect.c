// SPDX-License-Identifier: MIT
#include <base/rect.h>
#include <test/test.h>

#define R(x, y, w, h) ((struct rect){ x, y, w, h })

TEST(intersect) {
    CHECK(rect_equal(rect_intersect(R(0, 0, 10, 10), R(5, -5, 10, 10)), R(5, 0, 5, 5)));
    CHECK(rect_is_empty(rect_intersect(R(0, 0, 10, 10), R(10, 0, 5, 5))));
    CHECK(rect_equal(rect_intersect(R(0, 0, 10, 10), R(2, 2, -3, 4)), R(0, 0, 0, 0)));
    CHECK(rect_overlaps(R(0, 0, 2, 2), R(1, 1, 2, 2)) &&
          !rect_overlaps(R(0, 0, 2, 2), R(2, 0, 1, 1)));
}

TEST(unions_ignore_empty_ones) {
    CHECK(rect_equal(rect_union(R(0, 0, 2, 2), R(5, 5, 1, 1)), R(0, 0, 6, 6)));
    CHECK(rect_equal(rect_union(R(9, 9, 0, 5), R(5, 5, 1, 1)), R(5, 5, 1, 1)));
    CHECK(rect_equal(rect_union(R(5, 5, 1, 1), R(9, 9, -1, 5)), R(5, 5, 1, 1)));
    CHECK(rect_is_empty(rect_union(R(1, 1, 0, 0), R(2, 2, 0, 0))));
}

TEST(extreme_values_do_not_overflow) {
    struct rect all = R(INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX);
    struct rect far = R(INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX);
    CHECK(rect_is_empty(rect_intersect(all, far)));
    CHECK_EQ(rect_union(all, far).w, INT32_MAX);
    CHECK(rect_contains(far, INT32_MAX, INT32_MAX));
    CHECK(!rect_contains(all, INT32_MAX, 0));
}

TEST(contains) {
    CHECK(rect_contains(R(1, 1, 2, 2), 1, 2) && !rect_contains(R(1, 1, 2, 2), 3, 1));
    CHECK(rect_contains_rect(R(0, 0, 4, 4), R(1, 1, 3, 3)));
    CHECK(!rect_contains_rect(R(0, 0, 4, 4), R(1, 1, 4, 3)));
    CHECK(rect_contains_rect(R(0, 0, 4, 4), R(90, 90, 0, 1)));
}
