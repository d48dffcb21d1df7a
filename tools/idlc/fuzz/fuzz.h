// SPDX-License-Identifier: MIT
/// @file
/// The frame of the generated fuzz programs (X_fuzz.c). An input is: which target, how many
/// capabilities, then the body.
#pragma once

#include <ipc/events.h>
#include <ipc/wire.h>

/// Decodes `fuzz_message` (or uses it as an answer) in one way.
typedef void (*fuzz_target)(void);

/// A valid body for `target`.
struct fuzz_seed {
    size_t target;
    uint8_t num_caps;
    const uint8_t *bytes;
    size_t len;
};

// Generated.
extern const fuzz_target fuzz_targets[];
extern const size_t fuzz_num_targets;
extern const struct fuzz_seed fuzz_seeds[];
extern const size_t fuzz_num_seeds;
extern const size_t fuzz_max_len;

// Provided by fuzz.c.
extern struct ipc_msg fuzz_message; ///< The input; what lies behind its words is poisoned.
extern struct ipc_msg *fuzz_buffer; ///< For replies with views.
extern const uint64_t fuzz_fill[];  ///< IPC_WORDS_MAX words of text for replies.
extern const uint64_t fuzz_zeros[]; ///< As many zeros, for items of arrays.
extern uint32_t fuzz_accepted;      ///< Messages that passed all checks in this run.
extern uint32_t fuzz_kept;          ///< Capabilities that handlers or callers keep.

/// Ends the program with a report that libFuzzer takes for a finding.
[[gnu::noreturn]] void fuzz_broken(const char *file, int line, const char *promise);

#define FUZZ_REQUIRE(condition)                                                                    \
    ((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition))

/// Reads every byte.
void fuzz_touch(const void *bytes, size_t len);

/// Gives the input as an event to `handle`.
void fuzz_event_run(uint32_t protocol, uint16_t method, ipc_event_fn handle, const void *handlers);
