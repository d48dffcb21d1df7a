// SPDX-License-Identifier: MIT
/// @file
/// A kernel that answers from a script: what libs/ipc does with traps, without a machine.
#pragma once

#include <hsys/trap.h>

enum {
    FAKE_TRAPS_MAX = 64
};

/// One trap as it was made.
struct fake_trap {
    uint64_t number;
    struct trap_regs in;
    handle_t caps[FRAME_CAPS_MAX]; ///< Of the send half at that time.
};

/// What a trap is answered with.
struct fake_answer {
    status_t status;
    struct trap_regs out;
    handle_t caps[FRAME_CAPS_MAX]; ///< For the receive half.
};

/// State of the fake kernel. The script holds answers for all traps but TRAP_INVOKE, in order;
/// behind its end it answers ERR_WOULD_BLOCK.
struct fake_kernel {
    struct fake_trap traps[FAKE_TRAPS_MAX];
    uint32_t num_traps;
    struct fake_answer script[FAKE_TRAPS_MAX];
    uint32_t num_script, next_script;
    nsec_t now;
    nsec_t timer_set_to; ///< By TIMER_SET; 0 after TIMER_CANCEL.
    uint64_t closed[4];  ///< Badges for ENDPOINT_NEXT_CLOSED.
    uint32_t num_closed;
    handle_t moved[4]; ///< Handles that CAP_MOVE was asked for.
    uint32_t num_moved;
    handle_t deleted[8];
    uint32_t num_deleted;
    bool table_full; ///< CAP_MOVE fails.
    struct ipc_frame frame;
};
extern struct fake_kernel fake;

/// Forgets everything.
void fake_reset(void);

/// Appends a received message: label, badge and one word.
void fake_message(uint32_t label, uint64_t badge, uint64_t word);

/// Appends notification bits.
void fake_bits(uint64_t bits);

/// Appends an error.
void fake_error(status_t status);

/// The `index`-th trap from the end that was no TRAP_INVOKE; 0 is the last.
const struct fake_trap *fake_last(uint32_t index);
