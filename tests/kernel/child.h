// SPDX-License-Identifier: MIT
/// @file
/// Code of child tasks. It is copied elsewhere and runs in a domain that sees nothing else: no
/// function outside, no constants in memory, no jump tables.
#pragma once

#include "kt.h"

#define CHILD                                                                                      \
    __attribute__((section("child_text"), used, retain, noinline, no_sanitize("undefined")))
#define CHILD_INLINE static inline __attribute__((always_inline, unused))

CHILD_INLINE status_t child_trap(uint64_t number, struct trap_regs *regs) {
    register uint64_t rax __asm__("rax") = number;
    register uint64_t rdi __asm__("rdi") = regs->handle;
    register uint64_t rsi __asm__("rsi") = regs->tag;
    register uint64_t rdx __asm__("rdx") = regs->words[0];
    register uint64_t r8 __asm__("r8") = regs->words[1];
    register uint64_t r9 __asm__("r9") = regs->words[2];
    register uint64_t r10 __asm__("r10") = regs->words[3];
    register uint64_t r12 __asm__("r12") = regs->words[4];
    register uint64_t r13 __asm__("r13") = regs->words[5];
    __asm__ volatile("syscall"
                     : "+r"(rax), "+r"(rdi), "+r"(rsi), "+r"(rdx), "+r"(r8), "+r"(r9), "+r"(r10),
                       "+r"(r12), "+r"(r13)
                     :
                     : "rcx", "r11", "memory");
    regs->handle = rdi;
    regs->tag = rsi;
    regs->words[0] = rdx;
    regs->words[1] = r8;
    regs->words[2] = r9;
    regs->words[3] = r10;
    regs->words[4] = r12;
    regs->words[5] = r13;
    return (status_t)(int64_t)rax;
}

/// One word out, one word back.
CHILD_INLINE status_t child_call(uint32_t slot, uint32_t label, uint64_t word, uint64_t *out) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(slot);
    regs.tag = TAG(label, 1, 0, 0);
    regs.words[0] = word;
    regs.words[1] = regs.words[2] = regs.words[3] = regs.words[4] = regs.words[5] = 0;
    status_t st = child_trap(TRAP_CALL, &regs);
    *out = regs.words[0];
    return st;
}

CHILD_INLINE status_t child_simple(uint64_t trap, uint64_t handle) {
    struct trap_regs regs = { 0 };
    regs.handle = handle;
    regs.tag = 0;
    regs.words[0] = regs.words[1] = regs.words[2] = 0;
    regs.words[3] = regs.words[4] = regs.words[5] = 0;
    return child_trap(trap, &regs);
}

/// Reports the result; the child never runs again.
CHILD_INLINE _Noreturn void child_done(struct kt_shared *shared, uint64_t result) {
    shared->result = result;
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(KT_SLOT_MAIN);
    regs.tag = TAG(KT_LABEL_DONE, 1, 0, 0);
    regs.words[0] = result;
    regs.words[1] = regs.words[2] = regs.words[3] = regs.words[4] = regs.words[5] = 0;
    (void)child_trap(TRAP_SEND, &regs);
    for (;;) {
        (void)child_simple(TRAP_RECV, START_HANDLE(SLOT_NOTIFICATION));
    }
}
