// SPDX-License-Identifier: MIT
/// @file
/// The battery-backed clock of a PC, read once at boot.
#pragma once

#include <base/base.h>

/// Seconds since 1970-01-01 00:00, taking the clock for UTC. @return 0 when it shows nonsense.
int64_t rtc_cmos_read(void);
