// SPDX-License-Identifier: MIT
/// @file
/// Names of functions of init and vm, for the backtrace when one fails: nobody else could print it.
#pragma once

#include "core.h"

enum symbols_of {
    SYMBOLS_INIT,
    SYMBOLS_VM,
    SYMBOLS_NUM,
};

/// The table (<abi/ksyms.h>) of `task` is the `table_b` bytes at `table`, or NULL.
void symbols_set_table(enum symbols_of task, const void *table, uint64_t table_b);

/// `task` was loaded at `base`; 0: not known.
void symbols_set_base(enum symbols_of task, vaddr_t base);

/// Prints a line with `label` and an address of a task; with its function if it is init's or vm's.
void symbols_print(const char *label, vaddr_t address);
