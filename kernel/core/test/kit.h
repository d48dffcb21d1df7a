// SPDX-License-Identifier: MIT
/// @file
/// A booted kernel for tests, and traps made by its threads.
#pragma once

#include "cap.h"
#include "invoke.h"
#include "ipc.h"
#include "kernel.h"
#include "memory.h"
#include "notification.h"
#include "state_hash.h"
#include "thread.h"
#include "timer.h"

#include "arch/host/host.h"

#include <test/test.h>

/// What a trap left in the registers.
struct result {
    status_t status;
    uint64_t badge, tag;
    uint64_t words[TRAP_REG_WORDS];
};

/// Starts the machine: afterwards init is the current thread.
void kit_boot(void);
/// The same with so many more RAM ranges of a few pages each.
void kit_boot_in_pieces(uint32_t num_ranges);
struct thread *kit_init_thread(void);

/// A trap of the current thread with `num_words` words (taken from `words`).
struct result kit_trap(uint64_t trap, handle_t handle, uint64_t tag, const uint64_t *words);
/// What the last trap of `thread` left.
struct result kit_result(const struct thread *thread);

struct result kit_invoke_words(handle_t handle, uint32_t method, uint32_t num_words,
                               const uint64_t *words);
/// kit_invoke(handle, method, words...): TRAP_INVOKE; retries ERR_AGAIN.
#define kit_invoke(handle, method, ...)                                                            \
    kit_invoke_words((handle), (method),                                                           \
                     (uint32_t)(sizeof((uint64_t[]){ 0, ##__VA_ARGS__ }) / sizeof(uint64_t)) - 1,  \
                     (const uint64_t[]){ 0, ##__VA_ARGS__ } + 1)
/// The same without results.
#define kit_do(handle, method, ...) (kit_invoke(handle, method, ##__VA_ARGS__).status)
/// The same for a method that returns a handle; 0 on error.
#define kit_make(handle, method, ...) kit_make_of(kit_invoke(handle, method, ##__VA_ARGS__))
handle_t kit_make_of(struct result result);

/// Handle of the large RAM Untyped of init.
handle_t kit_untyped(void);
/// Carves an object from it.
handle_t kit_carve(enum object_type type, uint64_t parameter);
/// A Region of `num_units` from init's Span.
handle_t kit_region(uint64_t num_units, vaddr_t *out_address);

/// `thread` runs from now on; it must be READY.
void kit_run(struct thread *thread);
void kit_run_init(void);
/// The object behind a handle of init.
void *kit_object(handle_t handle);
struct slot *kit_slot(handle_t handle);

/// A thread with a domain and table of its own.
struct task {
    handle_t domain, table, thread, sched, notification; ///< In init's table.
    struct thread *t;
    struct captable *slots;
    struct ipc_frame *frame; ///< NULL without one.
};
enum {
    TASK_PASSIVE = 1,
    TASK_NO_FRAME = 2,
    TASK_WINDOW = 4
};
/// Creates and resumes one; with a frame unless NO_FRAME, a window at slot 4 with WINDOW.
struct task kit_task(uint32_t priority, uint32_t flags);
/// Puts a child of init's `handle` with `rights` and `badge` into the task: the handle there.
handle_t kit_give(const struct task *task, handle_t handle, uint32_t rights, uint64_t badge);

/// Checks every invariant of the derivation tree, tables, lists and queues.
void kit_check_all(void);
