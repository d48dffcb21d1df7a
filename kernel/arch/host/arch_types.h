// SPDX-License-Identifier: MIT
/// @file
/// The host as a CPU: physical memory is an arena, registers are plain numbers.
#pragma once

#include <abi/trap.h>

#define ARCH_ROOT_LEVEL 4u
#define ARCH_USER_END UINT64_C(0x800000000000)
#define ARCH_DIRECT_LIMIT (UINT64_C(256) << 20)
#define ARCH_FPU_B 512
#define ARCH_HAS_IOPORT 1
#define ARCH_COLD_CALL

struct arch_context {
    uint64_t words[TRAP_REG_WORDS];
    status_t status;
    uint64_t badge, tag;
    uint64_t ip, sp, fp, arg, tls;
};

struct arch_space {
    paddr_t root;
    bool live;
};

struct arch_cpu {
    struct arch_space *active;
};
