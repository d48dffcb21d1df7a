// SPDX-License-Identifier: MIT
/// @file
/// How a task begins and ends, and what it knows about itself.
#pragma once

#include <abi/boot.h>

/// What the loader told this task. Never NULL once main() runs.
const struct start_info *start_info(void);

/// Takes the start data from a SysV start stack (argc, argv, environment, auxiliary vector). Called
/// by our own _start; under a C library libs/posix calls it. Does nothing without the entry.
void start_info_find(const uint64_t *stack);

/// Ends this task: init hears `code`. Does not return; without a connection to init it faults.
_Noreturn void task_exit(int code);

/// Stops this task with a fault, so that init reports it with a backtrace.
_Noreturn void task_abort(void);

/// Writes bytes to the kernel's console, where the manifest allows it; otherwise does nothing.
void task_debug_write(const char *text, size_t len);
