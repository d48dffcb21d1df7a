// SPDX-License-Identifier: MIT
/// @file
/// The border between user tasks and the kernel: trap numbers, the message tag, registers.
///
/// x86_64, instruction `syscall` (clobbers rcx, r11; every other register not named is preserved):
///
///     in   rax = enum trap, rdi = handle, rsi = tag, rdx r8 r9 r10 r12 r13 = words 0..5
///     out  rax = status_t (sign-extended), rdi = badge, rsi = tag, rdx r8 r9 r10 r12 r13 = words 0..5
///
/// Words beyond TRAP_REG_WORDS and capabilities travel in the thread's IPC frame (struct ipc_frame).
/// May be included by assembly.
#pragma once

#define TRAP_CALL 0       ///< Send to an endpoint and wait for the reply.
#define TRAP_REPLY_RECV 1 ///< Answer the current caller (if any), then receive on the endpoint.
#define TRAP_SEND 2 ///< One-way send to an endpoint, or the answer through a Reply capability.
#define TRAP_RECV                                                                                  \
    3 ///< Receive on an endpoint, or wait for a notification. On an endpoint                    \
        ///< ERR_BAD_STATE while a caller is neither answered nor saved.
#define TRAP_NOTIFY                                                                                \
    4                 ///< Signal a notification with the badge of the capability used; through an \
                      ///< unbadged one with the bits in word 0.
#define TRAP_YIELD 5  ///< Let the next thread of the same priority run.
#define TRAP_INVOKE 6 ///< Operate on a kernel object: label = method, words = arguments.
#define TRAP_COUNT 7

#define TRAP_REG_WORDS 6 ///< Words of a message that travel in registers on x86_64.

// Tag: label 32 | flags 8 | caps 8 | reserved 8 (zero) | words 8.
#define TAG_WORDS_SHIFT 0
#define TAG_CAPS_SHIFT 16
#define TAG_FLAGS_SHIFT 24
#define TAG_LABEL_SHIFT 32

#define TAG_NONBLOCK 0x01  ///< send, recv, reply_recv: ERR_WOULD_BLOCK instead of waiting.
#define TAG_ABORTABLE 0x02 ///< call: ERR_TIMEOUT when a bit of ipc_frame.abort_mask is pending.
#define TAG_NOTIFIED 0x04  ///< out only: word 0 holds notification bits, there is no message.
#define TAG_FAULT 0x08     ///< out only: the kernel speaks for a faulting thread (enum fault_kind).
#define TAG_MOVE                                                                                   \
    0x10 ///< The message's capabilities are moved: the sender's handles are stale.                \
         ///< Without it they are copied; those without DUP, and Untyped, Span,                    \
         ///< Reply, Attachment and Table, are always moved.

#ifndef __ASSEMBLER__
#include <base/base.h>

#define TAG(label, words, caps, flags)                                                             \
    ((uint64_t)(uint32_t)(label) << TAG_LABEL_SHIFT | (uint64_t)(flags) << TAG_FLAGS_SHIFT |       \
     (uint64_t)(caps) << TAG_CAPS_SHIFT | (uint64_t)(words))
#define TAG_LABEL(tag) ((uint32_t)((tag) >> TAG_LABEL_SHIFT))
#define TAG_FLAGS(tag) ((uint32_t)((tag) >> TAG_FLAGS_SHIFT) & 0xffu)
#define TAG_CAPS(tag) ((uint32_t)((tag) >> TAG_CAPS_SHIFT) & 0xffu)
#define TAG_WORDS(tag) ((uint32_t)((tag)&0xffu))

enum {
    FRAME_WORDS_MAX = 248, ///< Words in a message.
    FRAME_CAPS_MAX = 3,    ///< Capabilities in a message.
};

/// One direction of a thread's IPC frame, 2 KiB. Words 0..5 stand here too, but travel in
/// registers: the kernel neither reads nor writes words[0..5].
struct ipc_half {
    handle_t
        caps[FRAME_CAPS_MAX]; ///< send: handles to transfer, 0 = none; recv: what came (as many
                              ///< as the tag says; a full window fails the sender: ERR_NO_SLOTS).
    uint64_t abort_mask;      ///< send half only: see TAG_ABORTABLE.
    uint64_t reserved[4];
    uint64_t words[FRAME_WORDS_MAX];
};

/// The page that a thread shares with the kernel. Lies in an attached, writable region of the
/// thread's domain; the kernel reaches it through its direct map.
struct ipc_frame {
    struct ipc_half send;
    struct ipc_half recv;
};
_Static_assert(sizeof(struct ipc_frame) == 4096, "an IPC frame is one page");

/// Label of a fault message (with TAG_FAULT). Words: 0 address, 1 instruction pointer,
/// 2 FAULT_* flags, 3 stack pointer, 4 frame pointer, 5 CPU's error code or vector.
/// An answer with label OK resumes the thread at the same instruction; with any other label it
/// stays stopped.
enum fault_kind {
    FAULT_PAGE = 1,    ///< Memory access; word 0 is the address.
    FAULT_ILLEGAL = 2, ///< Undefined or privileged instruction; FPU use without the flag.
    FAULT_ARITH = 3,   ///< Division, FPU or SIMD exception.
    FAULT_DEBUG = 4,   ///< Breakpoint or single step.
    FAULT_OTHER = 5,   ///< Any other CPU exception; word 5 is the vector.
};
enum {
    FAULT_WRITE = 1,
    FAULT_EXEC = 2,
    FAULT_PRESENT = 4
};
#endif
