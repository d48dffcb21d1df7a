// SPDX-License-Identifier: MIT
/// @file
/// The clock (TSC) and the timer (LAPIC).
#include "x86_time.h"

#include "arch/arch.h"
#include "lapic.h"
#include "x86_features.h"

enum {
    RDRAND_TRIES = 10
};
#define NS_PER_S UINT64_C(1000000000)
#define WAIT_MAX_NS (3600 * NS_PER_S)

struct x86_clock x86_clock;

static struct {
    uint64_t tsc_per_ns;   ///< Times 2^32.
    uint64_t lapic_per_ns; ///< Times 2^32.
    int64_t wall_base_ns;  ///< Time 0 since 1970.
} state;

/// `numerator << 32 / denominator`, for results below 2^64.
static uint64_t ratio32(uint64_t numerator, uint64_t denominator) {
    uint64_t whole = numerator / denominator;
    uint64_t rest = numerator % denominator;
    // rest < denominator < 2^34 or so: a frequency. 16 bits at a time cannot overflow.
    uint64_t result = whole;
    for (uint32_t i = 0; i < 2; i++) {
        rest <<= 16;
        result = result << 16 | rest / denominator;
        rest %= denominator;
    }
    return result;
}

/// From the CPU's generator, or from when exactly we got here.
static uint64_t x86_random(void) {
    uint64_t value = 0;
    uint8_t good = 0;
    for (uint32_t i = 0; x86_features.rdrand && i < RDRAND_TRIES && good == 0; i++) {
        __asm__ volatile("rdrand %0; setc %1" : "=r"(value), "=qm"(good) : : "cc");
    }
    if (good == 0) {
        value = x86_rdtsc() * UINT64_C(0x9e3779b97f4a7c15);
        value ^= value >> 29;
    }
    return value;
}

static uint64_t scale(uint64_t value, uint64_t ratio) {
    return (uint64_t)((unsigned __int128)value * ratio >> 32);
}

void x86_time_init(uint64_t tsc_hz, uint64_t lapic_hz) {
    x86_clock.tsc_mult = ratio32(NS_PER_S, tsc_hz);
    state.tsc_per_ns = ratio32(tsc_hz, NS_PER_S);
    state.lapic_per_ns = ratio32(lapic_hz, NS_PER_S);
    x86_clock.base_tsc = x86_rdtsc();
}

void x86_time_set_wall(int64_t unix_ns) {
    state.wall_base_ns = unix_ns - (int64_t)arch_now_ns();
}

// The timer never fires before its time for the clock: ticks are rounded up. A wait longer than
// WAIT_MAX_NS or the counter ends early; the core then sets it again. Without that limit the products
// below would overflow, and a task could make the timer fire for ever with one absurd deadline.
void arch_timer_set(nsec_t deadline) {
    if (deadline == UINT64_MAX) {
        lapic_timer_stop();
        return;
    }
    nsec_t now = arch_now_ns();
    if (deadline > now) {
        deadline = now + MIN(deadline - now, WAIT_MAX_NS);
    }
    if (x86_features.tsc_deadline) {
        lapic_timer_start_tsc(x86_clock.base_tsc + scale(deadline, state.tsc_per_ns) + 2);
        return;
    }
    uint64_t ticks = deadline > now ? scale(deadline - now, state.lapic_per_ns) + 1 : 1;
    lapic_timer_start((uint32_t)MIN(ticks, (uint64_t)UINT32_MAX));
}

void arch_info_fill(struct info_page *info) {
    info->tsc_mult = x86_clock.tsc_mult;
    info->base_tsc = x86_clock.base_tsc;
    info->base_ns = 0;
    info->wall_base_ns = state.wall_base_ns;
    info->seed = x86_random();
}

bool arch_irq_pending(void) {
    return lapic_pending();
}
