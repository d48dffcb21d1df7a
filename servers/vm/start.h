// SPDX-License-Identifier: MIT
/// @file
/// Before the first message.
#pragma once

#include "vm.h"

/// Takes over what init handed to vm. Asserts: without it there is no system.
void vm_start(struct vm *vm);
