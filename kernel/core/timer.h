// SPDX-License-Identifier: MIT
/// @file
/// One-shot timers, kept in a heap of pointers: no array to grow, O(log n) for everything.
#pragma once

#include "objects.h"

void timer_init(struct timer *timer);
/// Arms it; an armed one is moved.
void timer_arm(struct timer *timer, nsec_t deadline);
void timer_disarm(struct timer *timer);
/// Signals a few timers that are due at `now`.
void timer_expire(nsec_t now);
/// Deadline of the next timer, or NSEC_NEVER.
nsec_t timer_next(void);
void timer_destroy(struct timer *timer);
