// SPDX-License-Identifier: MIT
/// @file
/// Times as people read them. Pure.
#pragma once

#include <base/base.h>

struct civil {
    int year, month, day; ///< month 1..12
    int weekday;          ///< 0 = Sunday.
    int hour, minute, second;
};

/// The parts of `unix_s`, seconds since 1970 in the zone that is wanted.
struct civil calendar_civil(int64_t unix_s);

/// "Fri 20 Nov" into `out`.
void calendar_date(char *out, size_t size_b, int64_t unix_s);

/// "9:41", or "9:41 am" with 12 hours.
void calendar_time(char *out, size_t size_b, int64_t unix_s, bool hours_24);

/// How long ago: "now", "3 min", "9:38", "Yesterday", "20 Nov".
void calendar_ago(char *out, size_t size_b, int64_t then_s, int64_t now_s, bool hours_24);
