// SPDX-License-Identifier: MIT
/// @file
/// The battery-backed clock of a PC: 128 bytes behind two ports, which the clock itself changes once a second.
#pragma once

#include <base/base.h>

/// How its registers are reached.
struct rtc {
    void *self;
    /// Register `reg` (0..127) at this moment.
    uint8_t (*read)(void *self, uint8_t reg);
};

/// Seconds since 1970-01-01 00:00 UTC. The clock is taken to run in UTC.
/// @return OK; ERR_IO when it never comes to rest or holds no date.
status_t rtc_read(const struct rtc *rtc, int64_t *out_unix_s);
