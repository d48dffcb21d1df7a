// SPDX-License-Identifier: MIT
#include "calendar.h"

#include <base/fmt.h>

enum {
    DAY_S = 86400,
    DAYS_TO_1970 = 719468, ///< From 0000-03-01.
    DAYS_IN_ERA = 146097,  ///< 400 years.
    JUST_NOW_S = 60,
    MINUTES_S = 3600,
};

static const char *const weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

struct civil calendar_civil(int64_t unix_s) {
    int64_t days = floor_div(unix_s, DAY_S);
    int64_t rest_s = unix_s - days * DAY_S;
    // Years begin in March, so that a leap day comes last.
    int64_t z = days + DAYS_TO_1970;
    int64_t era = floor_div(z, DAYS_IN_ERA);
    int64_t of_era = z - era * DAYS_IN_ERA;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * of_year + 2) / 153;
    int64_t day = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    int64_t weekday = (days + 4) % 7;
    return (struct civil){
        .year = (int)(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
        .month = (int)month,
        .day = (int)day,
        .weekday = (int)(weekday < 0 ? weekday + 7 : weekday),
        .hour = (int)(rest_s / 3600),
        .minute = (int)(rest_s / 60 % 60),
        .second = (int)(rest_s % 60),
    };
}

void calendar_date(char *out, size_t size_b, int64_t unix_s) {
    struct civil c = calendar_civil(unix_s);
    fmt_str(out, size_b, "%s %d %s", weekdays[c.weekday], c.day, months[c.month - 1]);
}

void calendar_time(char *out, size_t size_b, int64_t unix_s, bool hours_24) {
    struct civil c = calendar_civil(unix_s);
    if (hours_24) {
        fmt_str(out, size_b, "%d:%02d", c.hour, c.minute);
        return;
    }
    fmt_str(out, size_b, "%d:%02d %s", (c.hour + 11) % 12 + 1, c.minute, c.hour < 12 ? "am" : "pm");
}

void calendar_ago(char *out, size_t size_b, int64_t then_s, int64_t now_s, bool hours_24) {
    int64_t days = floor_div(now_s, DAY_S) - floor_div(then_s, DAY_S);
    if (now_s - then_s < JUST_NOW_S) {
        fmt_str(out, size_b, "now");
    } else if (now_s - then_s < MINUTES_S) {
        fmt_str(out, size_b, "%ld min", (now_s - then_s) / 60);
    } else if (days == 0) {
        calendar_time(out, size_b, then_s, hours_24);
    } else if (days == 1) {
        fmt_str(out, size_b, "Yesterday");
    } else {
        struct civil c = calendar_civil(then_s);
        fmt_str(out, size_b, "%d %s", c.day, months[c.month - 1]);
    }
}
