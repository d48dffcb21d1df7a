// SPDX-License-Identifier: MIT
/// @file
/// Names of functions of init, for the backtrace when it fails: nobody else could print that one.
#pragma once

#include "core.h"

/// init was loaded at `base`; its table (<abi/ksyms.h>) is archive entry sym/init, or NULL.
void symbols_set_init(const void *table, uint64_t table_b, vaddr_t base);

/// Prints a line with `label` and an address of a task; with its function if it is init's.
void symbols_print(const char *label, vaddr_t address);
