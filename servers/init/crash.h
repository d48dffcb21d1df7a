// SPDX-License-Identifier: MIT
/// @file
/// What is said about a task that stopped with a fault.
#pragma once

#include <idl/vm.h>

#include "components.h"

/// Logs and keeps (changes_explain) kind, address, registers and a symbolised backtrace of the stopped task of `c`.
void crash_report(struct init *init, struct component *c, const struct vm_fault *fault);
