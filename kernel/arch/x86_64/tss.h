// SPDX-License-Identifier: MIT
/// @file
/// The task state segment.
#pragma once

#include <base/base.h>

/// The CPU's format; only the stacks are used.
struct x86_tss {
    uint32_t reserved0;
    uint64_t rsp0; ///< Behind the interrupt frame of the current thread's context.
    uint64_t rsp1, rsp2;
    uint64_t reserved1;
    uint64_t ist[7];
    uint64_t reserved2;
    uint16_t reserved3;
    uint16_t io_map_offset_b; ///< Behind the limit: no port is allowed to user mode.
} __attribute__((packed));
_Static_assert(sizeof(struct x86_tss) == 104, "the CPU's format");
