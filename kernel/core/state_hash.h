// SPDX-License-Identifier: MIT
/// @file
/// A number that changes when anything in the kernel's objects does: for tests.
#pragma once

#include <base/base.h>

/// Hash over all capabilities, objects and page tables that are reachable. Times, counters and the
/// registers of threads do not count. Takes as long as it takes: only Debug can ask for it.
uint64_t state_hash(void);
