// SPDX-License-Identifier: MIT
/// @file
/// The clock (TSC) and the timer (LAPIC).
#pragma once

#include <base/base.h>

/// Time 0 is now. Once, with measured frequencies.
void x86_time_init(uint64_t tsc_hz, uint64_t lapic_hz);
