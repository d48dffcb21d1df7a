// SPDX-License-Identifier: MIT
/// @file
/// The CPU's local interrupt controller and its timer; xAPIC or, where the CPU has it, x2APIC.
#pragma once

#include <base/base.h>

enum {
    LAPIC_VECTOR_TIMER = 240,
    LAPIC_VECTOR_IPI = 241, ///< Other CPUs ask for a look at the scheduler or a TLB flush.
    LAPIC_VECTOR_SPURIOUS = 255,
};

/// Switches it on; every local source masked. Maps its registers unless it speaks x2APIC.
void lapic_init(void);

/// Its number: target of interrupts. @return 0..255, what an xAPIC message can address.
uint8_t lapic_id(void);

/// Ends the interrupt in service. IRQ context.
void lapic_eoi(void);

/// Lets the timer count down from its maximum, silently: to calibrate.
void lapic_timer_free_run(void);

/// What is left of it.
uint32_t lapic_timer_read(void);

/// One interrupt on LAPIC_VECTOR_TIMER after `ticks` (of the TSC-deadline mode: at TSC `at_tsc`).
void lapic_timer_start(uint32_t ticks);
void lapic_timer_start_tsc(uint64_t at_tsc);

/// No timer interrupt until started again. One that is pending already may still come.
void lapic_timer_stop(void);

/// A device may use `vector` from now on: lapic_pending() looks at it.
void lapic_watch(uint8_t vector);

/// True when an interrupt waits for the CPU to allow it.
bool lapic_pending(void);
