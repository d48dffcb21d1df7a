// SPDX-License-Identifier: MIT
/// @file
/// Types of x86_64 that kernel/core embeds; see arch/arch.h.
#pragma once

#include <base/base.h>

#include "context.h"

#define ARCH_ROOT_LEVEL 4
#define ARCH_USER_END UINT64_C(0x800000000000)
#define ARCH_DIRECT_LIMIT UINT64_C(0x4000000000) ///< 256 GiB.
#define ARCH_FPU_B 512                           ///< FXSAVE: x87 and SSE; AVX stays off.
#define ARCH_HAS_IOPORT 1
#define ARCH_COLD_CALL __attribute__((preserve_most))

/// Where all RAM (and nothing else) is mapped for the kernel.
#define X86_DIRECT_BASE UINT64_C(0xffff800000000000)

struct x86_tss;

/// All user registers. trap.S knows the order (context.h).
struct arch_context {
    uint64_t r15, r14, rbp, rbx, r11, rcx, rax;
    uint64_t rdx, r8, r9, r10, r12, r13; ///< Words 0..5 of a message.
    uint64_t rsi, rdi;
    uint64_t vector;                   ///< How the kernel was entered: vector or VECTOR_SYSCALL.
    uint64_t error;                    ///< The CPU's error code, 0 where it has none.
    uint64_t rip, cs, rflags, rsp, ss; ///< As the CPU pushes them.
    uint64_t fs_base;                  ///< User TLS.
    uint64_t reserved;
};
_Static_assert(offsetof(struct arch_context, rdx) == CTX_RDX, "context.h");
_Static_assert(offsetof(struct arch_context, r13) == CTX_R13, "context.h");
_Static_assert(offsetof(struct arch_context, vector) == CTX_VECTOR, "context.h");
_Static_assert(offsetof(struct arch_context, rip) == CTX_RIP, "context.h");
_Static_assert(offsetof(struct arch_context, fs_base) == CTX_FRAME_END, "context.h");
_Static_assert(CTX_FRAME_END % 16 == 0, "the CPU aligns TSS.rsp0");

/// Page tables of a domain.
struct arch_space {
    paddr_t root;        ///< 0: not initialised or gone.
    uint64_t pcid;       ///< 0 where the CPU has none.
    uint64_t flushed_at; ///< Value of the global flush count that its PCID is clean for.
};

/// Per CPU. trap.S reaches it through GS.
struct arch_cpu {
    uint64_t scratch;         ///< User stack pointer for the first instructions of a trap.
    uint64_t stack_top;       ///< Kernel stack.
    struct cpu *self;         ///< GS base: where the core's struct for this CPU begins.
    struct arch_space *space; ///< Active one, NULL = the kernel's own tables.
    struct x86_tss *tss;
    uint64_t fs_base; ///< What was loaded last; user code may have set it to 0 since.
};
