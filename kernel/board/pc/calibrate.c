// SPDX-License-Identifier: MIT
/// @file
/// How fast TSC and LAPIC timer run, measured against the PIT.
///
/// A virtual machine may be interrupted for milliseconds between two reads. So each end of the
/// interval is read several times, and the read that took least time counts.
#include "arch/x86_64/cpu.h"
#include "arch/x86_64/lapic.h"
#include "dev/pit.h"
#include "pc.h"

enum {
    INTERVAL_TICKS = 24000,
    READS = 8
}; // 20 ms of the 54 ms that the counter has.

struct sample {
    uint64_t tsc;
    uint32_t lapic;
    uint16_t pit;
};

static struct sample read_once(uint64_t *out_took) {
    struct sample s;
    uint64_t before = x86_rdtsc();
    s.pit = pit_read();
    s.lapic = lapic_timer_read();
    s.tsc = x86_rdtsc();
    *out_took = s.tsc - before;
    return s;
}

static struct sample read_best(void) {
    uint64_t best_took = UINT64_MAX;
    struct sample best = { 0 };
    for (uint32_t i = 0; i < READS; i++) {
        uint64_t took;
        struct sample s = read_once(&took);
        if (took < best_took) {
            best_took = took;
            best = s;
        }
    }
    return best;
}

void pc_calibrate(uint64_t *out_tsc_hz, uint64_t *out_lapic_hz) {
    pit_start();
    lapic_timer_free_run();
    struct sample start = read_best();
    while ((uint16_t)(start.pit - pit_read()) < INTERVAL_TICKS) {
    }
    struct sample end = read_best();
    uint64_t ticks = (uint16_t)(start.pit - end.pit);
    *out_tsc_hz = (end.tsc - start.tsc) * PIT_HZ / ticks;
    *out_lapic_hz = (uint64_t)(start.lapic - end.lapic) * PIT_HZ / ticks;
    lapic_timer_stop();
    pit_silence();
}
