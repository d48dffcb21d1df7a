// SPDX-License-Identifier: MIT
/// @file
/// The raw trap and this thread's IPC frame. Everything above uses <hsys/object.h> or <ipc/...>.
#pragma once

#include <abi/trap.h>

/// Registers of one trap: filled in by the caller, replaced by what the kernel gives back.
struct trap_regs {
    uint64_t handle;                ///< in: capability; out: badge.
    uint64_t tag;                   ///< in and out: TAG().
    uint64_t words[TRAP_REG_WORDS]; ///< in and out: the words that travel in registers.
};

/// Enters the kernel with trap `number` (TRAP_*). Host tests provide their own.
///
/// @return what the kernel answered; `regs` holds the rest.
status_t hsys_trap(uint64_t number, struct trap_regs *regs);

/// The IPC frame of the calling thread, which the kernel reads and writes.
struct ipc_frame *hsys_ipc_frame(void);

/// Makes hsys_ipc_frame() ask `find`: a C library with threads has one frame for each.
void hsys_set_ipc_frame_finder(struct ipc_frame *(*find)(void));
