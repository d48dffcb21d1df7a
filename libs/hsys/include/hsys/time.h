// SPDX-License-Identifier: MIT
/// @file
/// Time without a trap, from the information page.
#pragma once

#include <abi/boot.h>

/// The information page of the system.
static inline const volatile struct info_page *info_page(void) {
    return (const volatile struct info_page *)INFO_PAGE_VADDR;
}

/// Nanoseconds since boot. The clock of Timers.
nsec_t time_now_ns(void);

/// Nanoseconds since 1970-01-01 00:00 UTC, as far as the system knows.
int64_t time_wall_ns(void);
