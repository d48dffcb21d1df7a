// SPDX-License-Identifier: MIT
/// @file
/// The kernel's only global state, and small things that all modules use.
#pragma once

#include "core.h"
#include "cpu.h"
#include "objects.h"

#include "board/board.h"

enum {
    QUANTUM_NS = 10 * 1000 * 1000, ///< Turn of a thread among those of its priority.
    RESTART_STEPS = 8,             ///< Deletions, pages ... between two looks for interrupts.
};
#define NSEC_NEVER UINT64_MAX

struct kernel {
    struct slot *root;    ///< Parent of the boot capabilities. Holds nothing.
    ref_t dying;          ///< CapTables being emptied, linked by dying_next; see cap_delete.c.
    struct timer *timers; ///< Root of the heap of armed timers.
    uint32_t num_timers;
    struct irq *irqs[BOARD_IRQS_MAX];
    uint64_t ready_mask; ///< Bit p: ready[p] is not empty.
    struct list ready[PRIORITY_COUNT];
    uint64_t counters[COUNTER_COUNT];
    struct info_page *info;
};
extern struct kernel kernel;

#define COUNT(counter) ((void)kernel.counters[COUNTER_##counter]++)

/// Zeroes `size_b` bytes, a multiple of 64, without string instructions.
void zero_memory(void *start, uint64_t size_b);

/// For loops that restart: true when an interrupt waits. `*steps` counts; it looks at every
/// RESTART_STEPS-th call.
static inline bool restart_due(uint32_t *steps) {
    return ++*steps % RESTART_STEPS == 0 && arch_irq_pending();
}
