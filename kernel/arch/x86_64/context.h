// SPDX-License-Identifier: MIT
/// @file
/// Offsets in struct arch_context and struct cpu, for trap.S. arch_types.h asserts that they are
/// right.
#pragma once

#define CTX_R15 0
#define CTX_R14 8
#define CTX_RBP 16
#define CTX_RBX 24
#define CTX_R11 32
#define CTX_RCX 40
#define CTX_RAX 48
#define CTX_RDX 56 // Words 0..5 of a message from here.
#define CTX_R8 64
#define CTX_R9 72
#define CTX_R10 80
#define CTX_R12 88
#define CTX_R13 96
#define CTX_RSI 104
#define CTX_RDI 112
#define CTX_VECTOR 120
#define CTX_ERROR 128
#define CTX_RIP 136
#define CTX_CS 144
#define CTX_RFLAGS 152
#define CTX_RSP 160
#define CTX_SS 168
#define CTX_FRAME_END 176 // TSS.rsp0 points here.

#define CPU_CONTEXT                                                                                \
    0 // In struct cpu of kernel/core, which starts with struct arch_cpu's neighbour.
#define CPU_SCRATCH 8
#define CPU_STACK 16
#define CPU_SELF 24
#define CPU_SPACE 32

#define VECTOR_SYSCALL 0x100 // In CTX_VECTOR: entered by `syscall`, so rcx and r11 are not saved.
