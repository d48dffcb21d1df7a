// SPDX-License-Identifier: MIT
/// @file
/// Shared by the files of libs/ipc that enter the kernel.
#pragma once

#include <ipc/ipc.h>

/// Puts `msg` into registers and, as far as needed, into the send half of the IPC frame.
void ipc_msg_to_trap(const struct ipc_msg *msg, uint32_t flags, struct trap_regs *regs);

/// Takes a received message out of registers and IPC frame; its capabilities leave the window.
void ipc_msg_from_trap(const struct trap_regs *regs, struct ipc_msg *msg);

/// Bits within `mask` that were taken from the notification too early; they count as taken now.
uint64_t ipc_take_kept_bits(uint64_t mask);

/// Keeps bits for the next ipc_receive().
void ipc_keep_bits(uint64_t bits);
