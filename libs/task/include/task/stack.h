// SPDX-License-Identifier: MIT
/// @file
/// The start stack of a task as the SysV ABI wants it: argc, argv, environment, auxiliary vector,
/// strings, and our struct start_info.
#pragma once

#include <abi/boot.h>
#include <elf/elf.h>

/// What goes onto the stack.
struct stack_content {
    const struct elf_plan *plan;
    struct start_info info;       ///< Complete; `boot_info` 0: no copy of it, see `boot`.
    const struct boot_info *boot; ///< Copied to the top when not NULL; info.boot_info is set to it.
    uint64_t random[2];           ///< For AT_RANDOM.
};

/// Writes the end of a stack that ends at address info.stack_high into `memory`, whose last byte is
/// the one below that address and which has `size_b` bytes.
///
/// @return OK and the stack pointer at the program's entry, ERR_TOO_BIG.
status_t stack_build(const struct stack_content *content, uint8_t *memory, uint64_t size_b,
                     vaddr_t *out_sp);
