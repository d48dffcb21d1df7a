// SPDX-License-Identifier: MIT
/// @file
/// Names of functions for backtraces, from the tables of <abi/ksyms.h>.
#pragma once

#include <abi/ksyms.h>

/// Finds the function that contains an address.
///
/// @param table   the table, 8-byte aligned; may be anything, it is checked.
/// @param table_b bytes readable at `table`.
/// @param address as linked: for a position-independent task subtract its load address first.
/// @param out_offset_b how far into the function `address` lies.
/// @return its name (inside `table`), or NULL when the table is malformed or has no such function.
const char *ksyms_find(const void *table, size_t table_b, uint64_t address, uint64_t *out_offset_b);
