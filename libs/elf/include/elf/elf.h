// SPDX-License-Identifier: MIT
/// @file
/// Validator of programs: static PIE ELF files of our tool chain become a plan of what to map where.
/// Total: every byte string is either rejected or gives a plan that is safe to carry out.
#pragma once

#include <base/base.h>

enum {
    ELF_SEGMENTS_MAX = 8,
    ELF_HEAD_B = 4096, ///< The headers of a valid file end within these first bytes.
};
#define ELF_IMAGE_MAX_B (UINT64_C(256) << 20)

/// One PT_LOAD segment. Address and file offset are page aligned, segments ascend in both and share
/// no page.
struct elf_segment {
    uint64_t vaddr;    ///< Relative to the load address.
    uint64_t mem_b;    ///< Bytes in memory, > 0; what is beyond `file_b` is zero.
    uint64_t offset_b; ///< In the file.
    uint64_t file_b;   ///< Equals `mem_b` unless the segment is writable.
    uint32_t rights;   ///< RIGHT_READ with at most one of RIGHT_WRITE and RIGHT_EXEC.
};

/// How to load a file.
struct elf_plan {
    uint64_t image_b;    ///< From the load address to the end of the last segment, whole pages.
    uint64_t entry;      ///< Relative; inside an executable segment.
    uint64_t phdr_vaddr; ///< Relative address of the program headers, for AT_PHDR.
    uint32_t num_phdrs;  ///< Each 56 bytes.
    uint32_t num_segments;
    struct elf_segment segments[ELF_SEGMENTS_MAX];
};

/// Judges a file of `file_b` bytes by its first `head_b` ones (ELF_HEAD_B or the whole file).
///
/// @return OK and the plan, or ERR_BAD_FORMAT (`out` is undefined then).
status_t elf_plan(const void *head, uint64_t head_b, uint64_t file_b, struct elf_plan *out);
