// SPDX-License-Identifier: MIT
/// @file
/// The 8254 timer: the one clock of known frequency every PC has. Used to calibrate the others.
#pragma once

#include <base/base.h>

#define PIT_HZ 1193182u

/// Counts channel 2 down from 65535 (no interrupt, speaker off).
void pit_start(void);

/// Ticks left of what pit_start() began; wraps after 54.9 ms.
uint16_t pit_read(void);

/// Stops channel 0, which firmware leaves running: it would wake the machine 18 times a second.
void pit_silence(void);
