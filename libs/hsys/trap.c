// SPDX-License-Identifier: MIT
/// @file
/// The x86_64 trap instruction and the IPC frame.

#include <hsys/start.h>
#include <hsys/trap.h>

static struct ipc_frame *(*frame_finder)(void);

status_t hsys_trap(uint64_t number, struct trap_regs *regs) {
    register uint64_t rax __asm__("rax") = number;
    register uint64_t rdi __asm__("rdi") = regs->handle;
    register uint64_t rsi __asm__("rsi") = regs->tag;
    register uint64_t rdx __asm__("rdx") = regs->words[0];
    register uint64_t r8 __asm__("r8") = regs->words[1];
    register uint64_t r9 __asm__("r9") = regs->words[2];
    register uint64_t r10 __asm__("r10") = regs->words[3];
    register uint64_t r12 __asm__("r12") = regs->words[4];
    register uint64_t r13 __asm__("r13") = regs->words[5];
    // The kernel reads and writes the IPC frame: "memory".
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

struct ipc_frame *hsys_ipc_frame(void) {
    if (frame_finder != NULL) {
        return frame_finder();
    }
    return (struct ipc_frame *)start_info()->ipc_frame;
}

void hsys_set_ipc_frame_finder(struct ipc_frame *(*find)(void)) {
    frame_finder = find;
}
