// SPDX-License-Identifier: MIT
#include <test/test.h>

#include "../policy.h"

#define S UINT64_C(1000000000)

static nsec_t at;

TEST(quick_ends_wait_longer_and_longer) {
    struct restart_record record = { .started_at = 100 * S };
    const nsec_t expected[] = { 0, S / 10, S, 10 * S };
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_ALWAYS, END_CRASH, 101 * S, &at),
                 RESTART_AT);
        CHECK_EQ(at, 101 * S + expected[i]);
    }
    CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_ALWAYS, END_CRASH, 101 * S, &at),
             RESTART_PARK);
}

TEST(a_long_life_begins_anew) {
    struct restart_record record = { .quick_ends = 3, .started_at = 100 * S };
    CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_ALWAYS, END_CRASH, 110 * S, &at), RESTART_AT);
    CHECK_EQ(at, 110 * S);
}

TEST(rules_say_what_stays_down) {
    struct restart_record record = { 0 };
    CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_NEVER, END_CRASH, S, &at), RESTART_NOT);
    CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_ON_CRASH, END_SUCCESS, S, &at), RESTART_NOT);
    CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_ON_CRASH, END_FAILURE, S, &at), RESTART_AT);
    CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_ALWAYS, END_SUCCESS, S, &at), RESTART_AT);
}

TEST(killing_on_purpose_counts_for_nothing) {
    struct restart_record record = { .quick_ends = 3, .started_at = 100 * S };
    for (int i = 0; i < 20; i++) {
        CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_ALWAYS, END_KILLED, 101 * S, &at),
                 RESTART_AT);
        CHECK_EQ(at, 101 * S);
    }
    CHECK_EQ(record.quick_ends, 3u);
    CHECK_EQ(restart_judge(&record, MANIFEST_RESTART_NEVER, END_KILLED, 101 * S, &at), RESTART_NOT);
}
