// SPDX-License-Identifier: MIT
#include <base/string.h>
#include <test/test.h>

#include "../calendar.h"

#define TEST_S INT64_C(1795167660) // 2026-11-20 09:41:00

static char text[32];

TEST(the_date_of_the_bar) {
    calendar_date(text, sizeof text, TEST_S);
    CHECK_EQ(strcmp(text, "Fri 20 Nov"), 0);
    calendar_date(text, sizeof text, 0);
    CHECK_EQ(strcmp(text, "Thu 1 Jan"), 0);
    calendar_date(text, sizeof text, -1);
    CHECK_EQ(strcmp(text, "Wed 31 Dec"), 0);
    calendar_date(text, sizeof text, INT64_C(4107542399)); // 2100 is no leap year
    CHECK_EQ(strcmp(text, "Sun 28 Feb"), 0);
    CHECK_EQ(calendar_civil(INT64_C(951782400)).day, 29); // 2000 is one
}

TEST(twelve_hours_begin_with_twelve) {
    calendar_time(text, sizeof text, TEST_S, true);
    CHECK_EQ(strcmp(text, "9:41"), 0);
    calendar_time(text, sizeof text, TEST_S, false);
    CHECK_EQ(strcmp(text, "9:41 am"), 0);
    calendar_time(text, sizeof text, 0, false);
    CHECK_EQ(strcmp(text, "12:00 am"), 0);
    calendar_time(text, sizeof text, 43200, false);
    CHECK_EQ(strcmp(text, "12:00 pm"), 0);
}

TEST(how_long_ago) {
    calendar_ago(text, sizeof text, TEST_S - 59, TEST_S, true);
    CHECK_EQ(strcmp(text, "now"), 0);
    calendar_ago(text, sizeof text, TEST_S - 180, TEST_S, true);
    CHECK_EQ(strcmp(text, "3 min"), 0);
    calendar_ago(text, sizeof text, TEST_S - 7200, TEST_S, true);
    CHECK_EQ(strcmp(text, "7:41"), 0);
    calendar_ago(text, sizeof text, TEST_S - 40000, TEST_S, true);
    CHECK_EQ(strcmp(text, "Yesterday"), 0);
    calendar_ago(text, sizeof text, TEST_S - 400000, TEST_S, true);
    CHECK_EQ(strcmp(text, "15 Nov"), 0);
}
