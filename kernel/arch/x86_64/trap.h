// SPDX-License-Identifier: MIT
/// @file
/// What trap.S calls, and what it offers.
#pragma once

#include "arch/arch.h"

/// An exception or interrupt of the current thread. @return the context to return to.
struct arch_context *x86_trap_user(const struct arch_context *context);

/// An interrupt, in user mode or in the idle loop. @return the context to return to.
struct arch_context *x86_trap_interrupt(uint64_t vector);

/// An exception in the kernel, NMI, double fault, machine check.
_Noreturn void x86_trap_fatal(const struct arch_context *context);

/// Forgets the kernel stack and goes to user mode, or idle when `context` is NULL. (trap.S)
_Noreturn void x86_leave(struct arch_context *context);
