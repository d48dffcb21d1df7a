// SPDX-License-Identifier: MIT
/// @file
/// Clock from the CPU's counter and the information page.

#include <hsys/time.h>

nsec_t time_now_ns(void) {
    const volatile struct info_page *info = info_page();
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    uint64_t ticks = ((uint64_t)high << 32 | low) - info->base_tsc;
    return info->base_ns + (nsec_t)((unsigned __int128)ticks * info->tsc_mult >> 32);
}

int64_t time_wall_ns(void) {
    return (int64_t)time_now_ns() + info_page()->wall_base_ns;
}
