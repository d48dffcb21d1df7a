// SPDX-License-Identifier: MIT
/// @file
/// The battery-backed clock of a PC.
#include "rtc_cmos.h"

#include "port.h"

enum {
    PORT_INDEX = 0x70,
    PORT_DATA = 0x71,
    REG_SECOND = 0,
    REG_MINUTE = 2,
    REG_HOUR = 4,
    REG_DAY = 7,
    REG_MONTH = 8,
    REG_YEAR = 9,
    REG_STATUS_A = 10,
    REG_STATUS_B = 11,
    A_UPDATING = 0x80,
    B_24_HOURS = 0x02,
    B_BINARY = 0x04,
    HOUR_PM = 0x80,
    UPDATE_TRIES = 100000, ///< An update takes at most 2 ms.
    READ_TRIES = 4,
    SECONDS_PER_DAY = 86400,
    DAYS_TO_2000_MARCH = 11017, ///< From 1970-01-01 to 2000-03-01.
};

struct rtc_time {
    uint8_t second, minute, hour, day, month, year;
};

static uint8_t read_reg(uint8_t reg) {
    port_out8(PORT_INDEX, reg);
    return port_in8(PORT_DATA);
}

static struct rtc_time read_raw(void) {
    for (uint32_t i = 0; i < UPDATE_TRIES && (read_reg(REG_STATUS_A) & A_UPDATING) != 0; i++) {
    }
    return (struct rtc_time){
        .second = read_reg(REG_SECOND),
        .minute = read_reg(REG_MINUTE),
        .hour = read_reg(REG_HOUR),
        .day = read_reg(REG_DAY),
        .month = read_reg(REG_MONTH),
        .year = read_reg(REG_YEAR),
    };
}

static bool is_same(struct rtc_time a, struct rtc_time b) {
    return a.second == b.second && a.minute == b.minute && a.hour == b.hour && a.day == b.day &&
           a.month == b.month && a.year == b.year;
}

/// Two equal readings: none of them straddled an update.
static struct rtc_time read_stable(void) {
    struct rtc_time last = read_raw();
    for (uint32_t i = 0; i < READ_TRIES; i++) {
        struct rtc_time next = read_raw();
        if (is_same(last, next)) {
            break;
        }
        last = next;
    }
    return last;
}

static uint8_t from_bcd(uint8_t value) {
    return (uint8_t)((value >> 4) * 10 + (value & 15));
}

/// Days since 1970-01-01; the year begins in March so that the leap day comes last.
static int64_t days_of(const struct rtc_time *t) {
    int64_t year = t->year;
    int64_t month = t->month - 3;
    if (month < 0) {
        month += 12;
        year--;
    }
    // The register has two digits: 2000 to 2099, where every fourth year is a leap year.
    int64_t leaps = year < 0 ? -1 : year / 4;
    return DAYS_TO_2000_MARCH + year * 365 + leaps + (153 * month + 2) / 5 + t->day - 1;
}

int64_t rtc_cmos_read(void) {
    struct rtc_time t = read_stable();
    uint8_t status = read_reg(REG_STATUS_B);
    bool is_pm = (status & B_24_HOURS) == 0 && (t.hour & HOUR_PM) != 0;
    t.hour &= 0x7f;
    if ((status & B_BINARY) == 0) {
        t = (struct rtc_time){ from_bcd(t.second), from_bcd(t.minute), from_bcd(t.hour),
                               from_bcd(t.day),    from_bcd(t.month),  from_bcd(t.year) };
    }
    if ((status & B_24_HOURS) == 0) {
        t.hour = (uint8_t)(t.hour % 12 + (is_pm ? 12 : 0));
    }
    if (t.second > 59 || t.minute > 59 || t.hour > 23 || t.day < 1 || t.day > 31 || t.month < 1 ||
        t.month > 12 || t.year > 99) {
        return 0;
    }
    return days_of(&t) * SECONDS_PER_DAY + t.hour * 3600 + t.minute * 60 + t.second;
}
