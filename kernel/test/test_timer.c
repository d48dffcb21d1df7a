// SPDX-License-Identifier: MIT
/// @file
/// Deadlines on their way to the CPU's timer, also those beyond what its registers can hold.
#include <test/test.h>

#include "arch/x86_64/lapic.h"
#include "arch/x86_64/x86_features.h"
#include "arch/x86_64/x86_time.h"

#define TSC_HZ UINT64_C(3000000000)
#define LAPIC_HZ UINT64_C(1500000000)
#define NS_PER_S UINT64_C(1000000000)

struct x86_features x86_features;

static struct {
    uint64_t at_tsc;
    uint32_t ticks;
} lapic;

void lapic_timer_start(uint32_t ticks) {
    lapic.ticks = ticks;
}

void lapic_timer_start_tsc(uint64_t at_tsc) {
    lapic.at_tsc = at_tsc;
}

void lapic_timer_stop(void) {
}

bool lapic_pending(void) {
    return false;
}

/// The TSC value that `deadline` is set to, from now.
static uint64_t tsc_wait(nsec_t deadline) {
    x86_features.tsc_deadline = true;
    x86_time_init(TSC_HZ, LAPIC_HZ);
    arch_timer_set(deadline);
    uint64_t now = x86_rdtsc();
    return lapic.at_tsc > now ? lapic.at_tsc - now : 0;
}

static uint32_t lapic_ticks(nsec_t deadline) {
    x86_features.tsc_deadline = false;
    x86_time_init(TSC_HZ, LAPIC_HZ);
    arch_timer_set(deadline);
    return lapic.ticks;
}

TEST(a_deadline_is_met) {
    uint64_t wait = tsc_wait(10 * NS_PER_S);
    CHECK(wait > 9 * TSC_HZ && wait <= 10 * TSC_HZ + 2);
    uint32_t ticks = lapic_ticks(NS_PER_S);
    CHECK(ticks > LAPIC_HZ / 2 && ticks <= LAPIC_HZ + 1);
}

TEST(a_past_deadline_fires_at_once) {
    CHECK_EQ(tsc_wait(0), 0);
    CHECK_EQ(lapic_ticks(0), 1);
}

// A deadline that wrapped would fire at once, and again after each time it is set.
TEST(a_far_deadline_is_far) {
    for (uint32_t bit = 40; bit < 64; bit++) {
        const nsec_t deadlines[] = { BIT64(bit), BIT64(bit) * 3 / 2, UINT64_MAX - BIT64(63 - bit) };
        for (uint32_t i = 0; i < ARRAY_LEN(deadlines); i++) {
            CHECK(tsc_wait(deadlines[i]) > TSC_HZ);
            CHECK_EQ(lapic_ticks(deadlines[i]), UINT32_MAX);
        }
    }
}
