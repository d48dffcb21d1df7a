// SPDX-License-Identifier: MIT
/// @file
/// The calculator's keys, without a window.
#include <test/test.h>

#include <string.h>

#include "../../../apps/calculator/decimal.c"
#include "../../../apps/calculator/engine.c"

static struct engine e;

/// Presses `keys` on a fresh calculator and compares the display.
static void plays(const char *keys, const char *want) {
    engine_init(&e);
    for (; *keys != '\0'; keys++) {
        engine_key(&e, *keys);
    }
    CHECK_STR(e.entry, want);
}

TEST(decimal_arithmetic_is_exact) {
    plays("0.1+0.2=", "0.3");
    plays("1.1*1.1=", "1.21");
    plays("1/3=", "0.333333333333333");
    plays("2/3=", "0.666666666666667");
    plays("999999999999999+1=", "1e15");
    plays("5-8=", "-3");
    plays("100000000000*100000000000=", "1e22");
}

TEST(keys_follow_each_other) {
    plays("2+3*4=", "20"); // as pocket calculators do
    plays("2+3===", "11");
    plays("5+*2=", "10"); // the last operator counts
    plays("12bb7", "7");
    plays("007", "7");
    plays("1..5", "1.5");
    plays("5nn", "5");
    plays("5n+2=", "-3");
    plays("200+10%=", "220");
    plays("50%", "0.5");
    plays("7C", "0");
}

TEST(errors_stay_until_cleared) {
    plays("1/0=", "Cannot divide by 0");
    plays("1/0=5+", "Cannot divide by 0");
    plays("1/0=C5", "5");
    CHECK(!e.failed);
}

TEST(memory_and_history) {
    plays("5M3m0R", "2");
    plays("5MXR", "0");
    plays("6*7=", "42");
    CHECK_STR(e.history[0], "6 × 7 = 42");
    CHECK_EQ(e.history_count, 1);
    for (int i = 0; i < 30; i++) {
        engine_key(&e, '=');
    }
    CHECK_EQ(e.history_count, ENGINE_HISTORY);
}
