// SPDX-License-Identifier: MIT
/// @file
/// The parts of the clock.
#pragma once

#include <stdint.h>
#include <ui.h>

/// Seconds since 1970 in the user's time zone.
int64_t clock_local_s(void);

/// Milliseconds of a clock that nobody sets.
int64_t clock_mono_ms(void);

/// A dial with the hands at `unix_s`, `side` px square.
void face_view(int64_t unix_s, int side, uint64_t key);

void world_view(void);
void stopwatch_view(void);
void timer_view(void);
void alarm_view(void);

/// Whether something moves ten times a second.
bool stopwatch_runs(void);
/// Called ten times a second while one of these runs, else once a second.
void timer_tick(void);
void alarm_tick(void);
bool timer_runs(void);
