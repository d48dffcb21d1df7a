// SPDX-License-Identifier: MIT
#include "rtc.h"

enum {
    REG_SECOND = 0x00,
    REG_MINUTE = 0x02,
    REG_HOUR = 0x04,
    REG_DAY = 0x07,
    REG_MONTH = 0x08,
    REG_YEAR = 0x09,
    REG_STATUS_A = 0x0a,
    REG_STATUS_B = 0x0b,
    REG_CENTURY = 0x32, ///< Where every PC has it; other values than 19..21 mean that it is none.
    A_UPDATING = 0x80,
    B_24_HOURS = 0x02,
    B_BINARY = 0x04,
    HOUR_PM = 0x80,
    UPDATE_READS_MAX = 100000, ///< An update takes 2 ms, a read more than 20 ns.
    TRIES_MAX = 8,
    NUM_FIELDS = 7,
    DAY_S = 86400,
    DAYS_TO_1970 = 719468, ///< From 0000-03-01.
};

/// The fields in this order.
static const uint8_t registers[NUM_FIELDS] = { REG_SECOND, REG_MINUTE, REG_HOUR,   REG_DAY,
                                               REG_MONTH,  REG_YEAR,   REG_CENTURY };

static status_t read_fields(const struct rtc *rtc, uint8_t out[NUM_FIELDS]) {
    uint32_t reads = 0;
    while ((rtc->read(rtc->self, REG_STATUS_A) & A_UPDATING) != 0) {
        if (++reads == UPDATE_READS_MAX) {
            return ERR_IO;
        }
    }
    for (uint32_t i = 0; i < NUM_FIELDS; i++) {
        out[i] = rtc->read(rtc->self, registers[i]);
    }
    return OK;
}

/// Two equal readings one after the other: neither straddled an update.
static status_t read_stable(const struct rtc *rtc, uint8_t out[NUM_FIELDS]) {
    uint8_t other[NUM_FIELDS];
    TRY(read_fields(rtc, out));
    for (uint32_t tries = 0; tries < TRIES_MAX; tries++) {
        TRY(read_fields(rtc, other));
        if (__builtin_memcmp(out, other, NUM_FIELDS) == 0) {
            return OK;
        }
        __builtin_memcpy(out, other, NUM_FIELDS);
    }
    return ERR_IO;
}

static uint8_t from_bcd(uint8_t value) {
    return (uint8_t)((value >> 4) * 10 + (value & 15));
}

/// Days since 1970-01-01 in the Gregorian calendar; years begin in March, so that a leap day comes last.
static int64_t days_of(int64_t year, int64_t month, int64_t day) {
    year -= month <= 2 ? 1 : 0;
    int64_t era = year / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           DAYS_TO_1970;
}

status_t rtc_read(const struct rtc *rtc, int64_t *out_unix_s) {
    uint8_t f[NUM_FIELDS];
    TRY(read_stable(rtc, f));
    uint8_t mode = rtc->read(rtc->self, REG_STATUS_B);
    bool is_12 = (mode & B_24_HOURS) == 0;
    bool is_pm = is_12 && (f[2] & HOUR_PM) != 0;
    f[2] = is_12 ? f[2] & 0x7f : f[2];
    if ((mode & B_BINARY) == 0) {
        for (uint32_t i = 0; i < NUM_FIELDS; i++) {
            f[i] = from_bcd(f[i]);
        }
    }
    if (is_12) {
        f[2] = (uint8_t)(f[2] % 12 + (is_pm ? 12 : 0));
    }
    if (f[0] > 59 || f[1] > 59 || f[2] > 23 || f[3] < 1 || f[3] > 31 || f[4] < 1 || f[4] > 12 ||
        f[5] > 99) {
        return ERR_IO;
    }
    int64_t century = f[6] >= 19 && f[6] <= 21 ? f[6] : 20;
    *out_unix_s =
        days_of(century * 100 + f[5], f[4], f[3]) * DAY_S + f[2] * 3600 + f[1] * 60 + f[0];
    return OK;
}
