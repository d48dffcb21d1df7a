// SPDX-License-Identifier: MIT
/// @file
/// Building, starting and ending tasks.
#pragma once

#include "vm.h"

/// What spawn is told. Texts are terminated.
struct task_spec {
    uint32_t component, instance;
    uint64_t memory_b, reserve_b;
    uint32_t slots;
    uint32_t priority;
    uint32_t flags; ///< VM_PROCESS_FLAGS_*.
    const char *name, *image, *args;
};

/// Builds a stopped task.
///
/// @return OK, ERR_NOT_FOUND, ERR_BAD_FORMAT, ERR_EXISTS, ERR_QUOTA, ERR_NO_MEMORY. On error nothing
///         is left of it.
status_t task_spawn(struct vm *vm, const struct task_spec *spec, struct task **out);

/// ERR_BAD_STATE unless it was never started.
status_t task_start(struct task *task);

/// Takes everything back.
void task_kill(struct vm *vm, struct task *task);

/// Reads the task's stack. Only while it is stopped. ERR_NOT_FOUND where it has no memory.
status_t task_read_stack(struct vm *vm, struct task *task, vaddr_t address, void *out,
                         size_t size_b);

/// A fault of the task; `words` as in the message. True: it can go on where it was.
bool task_fault(struct vm *vm, struct task *task, uint32_t kind,
                const uint64_t words[TRAP_REG_WORDS]);

/// After a fault that task_fault() could not help: lets the task go on at its fix-up, or notes it.
/// True: it goes on.
bool task_fixup(struct task *task, uint32_t kind, const uint64_t words[TRAP_REG_WORDS]);
