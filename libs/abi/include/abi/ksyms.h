// SPDX-License-Identifier: MIT
/// @file
/// Compact symbol tables for backtraces: the kernel's own `.ksyms` section and the boot archive's
/// `sym/<component>` entries. Written by tools/ksyms.py, read by ksyms_find() of <base/ksyms.h>.
///
/// A table is a header, `num_symbols` entries sorted by offset, then `names_b` bytes of
/// NUL-terminated names. Little-endian, no padding, 8-byte aligned. Only functions are listed.
#pragma once

#include <base/base.h>

#define KSYMS_MAGIC UINT64_C(0x31534d59534b5348) ///< "HSKSYMS1"

struct ksyms_symbol {
    uint32_t offset_b; ///< Of the function from `ksyms_header.base`.
    uint32_t name;     ///< Offset of its name in the names.
};

struct ksyms_header {
    uint64_t magic;
    uint64_t base;        ///< Link address of offset 0: the lowest address of the program's text.
    uint32_t text_b;      ///< Offsets from here on are no code of this program.
    uint32_t num_symbols; ///< Entries that follow.
    uint32_t names_b;     ///< Bytes of names behind the entries; the last is 0.
    uint32_t reserved;    ///< 0.
    struct ksyms_symbol symbols[];
};
_Static_assert(sizeof(struct ksyms_header) == 32, "tools/ksyms.py writes it");
