// SPDX-License-Identifier: MIT
/// @file
/// The clock (TSC) and the timer (LAPIC).
#pragma once

#include <base/base.h>

/// Time 0 is now. Once, with measured frequencies.
void x86_time_init(uint64_t tsc_hz, uint64_t lapic_hz);

/// It is now `unix_ns` nanoseconds since 1970-01-01 UTC. After x86_time_init().
void x86_time_set_wall(int64_t unix_ns);
