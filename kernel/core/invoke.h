// SPDX-License-Identifier: MIT
/// @file
/// TRAP_INVOKE: one flat table of methods per type of object.
#pragma once

#include "cap.h"

/// One invocation while it is carried out.
struct invoke {
    struct thread *self;           ///< Who invokes.
    struct captable *table;        ///< Its table, where handles are looked up and new ones appear.
    struct slot *slot;             ///< The capability invoked.
    uint64_t args[TRAP_REG_WORDS]; ///< Those not given are 0.
    uint64_t results[TRAP_REG_WORDS];
    uint32_t num_results; ///< Set by the method, on success only (and with ERR_NO_TABLE).
};

/// A method. Decoding has checked type, rights and number of words; the function checks the
/// arguments and acts. An error changes nothing.
struct method {
    status_t (*run)(struct invoke *invoke); ///< NULL: no such method.
    uint8_t rights;                         ///< That the capability must have.
    uint8_t num_words;                      ///< That must be given at least.
};

enum {
    METHOD_FIRST = 16,
    METHODS_MAX = 10
};

/// Methods of a type, from METHOD_FIRST.
extern const struct method untyped_methods[METHODS_MAX];
extern const struct method span_methods[METHODS_MAX];
extern const struct method captable_methods[METHODS_MAX];
extern const struct method domain_methods[METHODS_MAX];
extern const struct method region_methods[METHODS_MAX];
extern const struct method frame_methods[METHODS_MAX];
extern const struct method table_methods[METHODS_MAX];
extern const struct method thread_methods[METHODS_MAX];
extern const struct method sched_context_methods[METHODS_MAX];
extern const struct method endpoint_methods[METHODS_MAX];
extern const struct method reply_methods[METHODS_MAX];
extern const struct method timer_methods[METHODS_MAX];
extern const struct method irq_control_methods[METHODS_MAX];
extern const struct method irq_methods[METHODS_MAX];
extern const struct method ioport_methods[METHODS_MAX];
extern const struct method debug_methods[METHODS_MAX];
/// Methods of every capability, from 0.
extern const struct method cap_methods[CAP_INFO + 1];

/// Carries out TRAP_INVOKE of the current thread.
void invoke_trap(struct thread *self, handle_t handle, uint64_t tag);

/// One result that is a handle.
static inline void invoke_return(struct invoke *invoke, uint64_t value) {
    invoke->results[0] = value;
    invoke->num_results = 1;
}

/// Finds a Notification argument that may be 0 (then *out is NULL).
status_t invoke_find_optional(struct invoke *invoke, handle_t handle, enum object_type type,
                              uint32_t rights, struct slot **out);
