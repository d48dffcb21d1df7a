// SPDX-License-Identifier: MIT
#include <test/test.h>

#include "../rtc.h"

#define TEST_S INT64_C(1795167660) // 2026-11-20 09:41:00 UTC

static struct {
    uint8_t reg[128];
    uint32_t updating;  ///< So many reads of status A find an update.
    uint32_t tick_at;   ///< The second moves on at this read; 0 = never.
    uint32_t tick_each; ///< And at each behind it.
    uint32_t reads;
} chip;

static uint8_t read_chip(void *self, uint8_t reg) {
    (void)self;
    chip.reads++;
    if (chip.tick_at != 0 && (chip.reads == chip.tick_at || chip.tick_each != 0)) {
        chip.reg[0]++;
    }
    if (reg == 0x0a && chip.updating > 0) {
        chip.updating--;
        return 0x80;
    }
    return chip.reg[reg];
}

static const struct rtc rtc = { NULL, read_chip };

static void set(uint8_t mode, const uint8_t fields[7]) {
    static const uint8_t places[7] = { 0, 2, 4, 7, 8, 9, 0x32 };
    __builtin_memset(&chip, 0, sizeof chip);
    chip.reg[0x0b] = mode;
    for (uint32_t i = 0; i < 7; i++) {
        chip.reg[places[i]] = fields[i];
    }
}

static int64_t now(void) {
    int64_t s = -1;
    CHECK_STATUS(rtc_read(&rtc, &s), OK);
    return s;
}

TEST(digits_and_numbers_mean_the_same) {
    set(0x02, (const uint8_t[]){ 0x00, 0x41, 0x09, 0x20, 0x11, 0x26, 0x20 });
    CHECK_EQ(now(), TEST_S);
    set(0x06, (const uint8_t[]){ 0, 41, 9, 20, 11, 26, 20 });
    CHECK_EQ(now(), TEST_S);
}

TEST(twelve_hours) {
    set(0x04, (const uint8_t[]){ 0, 41, 9 | 0x80, 20, 11, 26, 20 });
    CHECK_EQ(now(), TEST_S + 12 * 3600);
    set(0x04, (const uint8_t[]){ 0, 41, 12, 20, 11, 26, 20 }); // midnight
    CHECK_EQ(now(), TEST_S - 9 * 3600);
    set(0x00, (const uint8_t[]){ 0x00, 0x41, 0x12 | 0x80, 0x20, 0x11, 0x26, 0x20 }); // noon
    CHECK_EQ(now(), TEST_S + 3 * 3600);
}

TEST(centuries) {
    set(0x06, (const uint8_t[]){ 0, 0, 0, 1, 1, 70, 19 });
    CHECK_EQ(now(), 0);
    set(0x06, (const uint8_t[]){ 0, 0, 0, 1, 3, 0, 21 }); // 2100 has no leap day
    CHECK_EQ(now(), INT64_C(4107542400));
    set(0x06, (const uint8_t[]){ 0, 41, 9, 20, 11, 26, 0 }); // a clock without centuries
    CHECK_EQ(now(), TEST_S);
}

TEST(an_update_is_waited_for) {
    set(0x06, (const uint8_t[]){ 0, 41, 9, 20, 11, 26, 20 });
    chip.updating = 100;
    CHECK_EQ(now(), TEST_S);
    CHECK(chip.reads > 100);
}

TEST(a_reading_that_straddles_an_update_is_not_taken) {
    set(0x06, (const uint8_t[]){ 59, 41, 9, 20, 11, 26, 20 });
    chip.tick_at = 3; // behind the second's register: the chip says 60, no time at all
    int64_t s = 0;
    CHECK_STATUS(rtc_read(&rtc, &s), ERR_IO);
    set(0x06, (const uint8_t[]){ 1, 41, 9, 20, 11, 26, 20 });
    chip.tick_at = 3;
    CHECK_EQ(now(), TEST_S + 2);
}

TEST(a_clock_that_is_broken_ends_in_an_error) {
    int64_t s = 0;
    set(0x06, (const uint8_t[]){ 0, 41, 9, 20, 13, 26, 20 });
    CHECK_STATUS(rtc_read(&rtc, &s), ERR_IO);
    set(0x06, (const uint8_t[]){ 0, 41, 9, 20, 11, 26, 20 });
    chip.updating = UINT32_MAX;
    CHECK_STATUS(rtc_read(&rtc, &s), ERR_IO);
    set(0x06, (const uint8_t[]){ 0, 41, 9, 20, 11, 26, 20 });
    chip.tick_at = chip.tick_each = 1;
    CHECK_STATUS(rtc_read(&rtc, &s), ERR_IO);
}
