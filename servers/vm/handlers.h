// SPDX-License-Identifier: MIT
/// @file
/// Handlers of vm's two protocols. `self` is struct vm.
#pragma once

#include <idl/vm.h>

extern const struct vm_memory_ops memory_ops;
extern const struct vm_process_ops process_ops;
