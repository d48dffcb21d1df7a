// SPDX-License-Identifier: MIT
/// @file
/// What tests see and steer of the host machine.
#pragma once

#include <base/base.h>

enum {
    HOST_ARENA_B = 64 << 20,
    HOST_CONSOLE_B = 1 << 16,
    HOST_IRQS = 64,
    HOST_MSI_FIRST = 32
};

/// Physical memory. Address 0 is its first byte.
extern unsigned char host_arena[HOST_ARENA_B];

struct host {
    nsec_t now;            ///< The clock.
    nsec_t timer;          ///< What the timer is set to.
    uint64_t tls;          ///< Loaded TLS base.
    uint64_t fpu_register; ///< Stands for all FPU registers.
    bool fpu_enabled;
    /// arch_irq_pending() says yes after so many more questions; UINT32_MAX: never.
    uint32_t irq_countdown;
    uint32_t irq_period; ///< What the countdown starts from again; 0: stays never.
    uint64_t tlb_pages;  ///< Pages flushed so far.
    uint64_t tlb_spaces; ///< Spaces flushed so far.
    bool irq_used[HOST_IRQS];
    bool irq_masked[HOST_IRQS];
    uint32_t irq_eois;
    uint32_t port_value; ///< What the last arch_ioport_out() wrote and _in() reads.
    uint16_t port;
    uint32_t console_b;
    char console[HOST_CONSOLE_B];
};
extern struct host host;

/// A machine as after power-on: empty arena, time 0.
void host_reset(void);
