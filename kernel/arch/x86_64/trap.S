// SPDX-License-Identifier: MIT
// The ways into the kernel and the one way out.
//
// From user mode registers go straight into the current thread's struct arch_context: `syscall`
// finds it through GS, interrupts through TSS.rsp0, which points behind it. Then the CPU's one
// kernel stack is taken, from its top. Leaving forgets that stack and takes the next thread's
// context. In the kernel interrupts are off, except for one instruction in the idle loop.

#include "context.h"
#include "x86.h"

    .section .text.entry, "ax"

    .globl x86_syscall_entry
x86_syscall_entry:
    swapgs
    movq %rsp, %gs:CPU_SCRATCH
    movq %gs:CPU_CONTEXT, %rsp
    movq %rdi, CTX_RDI(%rsp)
    movq %rsi, CTX_RSI(%rsp)
    movq %rdx, CTX_RDX(%rsp)
    movq %rax, CTX_RAX(%rsp)
    movq %r8, CTX_R8(%rsp)
    movq %r9, CTX_R9(%rsp)
    movq %r10, CTX_R10(%rsp)
    movq %r12, CTX_R12(%rsp)
    movq %r13, CTX_R13(%rsp)
    movq %rbx, CTX_RBX(%rsp)
    movq %rbp, CTX_RBP(%rsp)
    movq %r14, CTX_R14(%rsp)
    movq %r15, CTX_R15(%rsp)
    movq %rcx, CTX_RIP(%rsp)
    movq %r11, CTX_RFLAGS(%rsp)
    movq %gs:CPU_SCRATCH, %rcx
    movq %rcx, CTX_RSP(%rsp)
    movq $VECTOR_SYSCALL, CTX_VECTOR(%rsp)
    movq %rsp, %rdi
    movq %gs:CPU_STACK, %rsp
    xorl %ebp, %ebp                         // A backtrace of the kernel ends here.
    call x86_trap_syscall
    movq %gs:CPU_CONTEXT, %rdi
    // Falls through.

// noreturn void x86_enter_user(struct arch_context *context): interrupts off, GS is the kernel's.
    .globl x86_enter_user
x86_enter_user:
    movq %rdi, %rsp
    movq CTX_R15(%rsp), %r15
    movq CTX_R14(%rsp), %r14
    movq CTX_R13(%rsp), %r13
    movq CTX_R12(%rsp), %r12
    movq CTX_RBP(%rsp), %rbp
    movq CTX_RBX(%rsp), %rbx
    movq CTX_R10(%rsp), %r10
    movq CTX_R9(%rsp), %r9
    movq CTX_R8(%rsp), %r8
    movq CTX_RAX(%rsp), %rax
    movq CTX_RDX(%rsp), %rdx
    movq CTX_RSI(%rsp), %rsi
    movq CTX_RDI(%rsp), %rdi
    cmpq $VECTOR_SYSCALL, CTX_VECTOR(%rsp)
    jne 1f
    // rip is canonical: user code lies below 2^46, and arch_context_set_ip() checks the rest.
    movq CTX_RIP(%rsp), %rcx
    movq CTX_RFLAGS(%rsp), %r11
    movq CTX_RSP(%rsp), %rsp
    swapgs
    sysretq
1:  movq CTX_RCX(%rsp), %rcx
    movq CTX_R11(%rsp), %r11
    addq $CTX_RIP, %rsp
    swapgs
    iretq

    .macro PUSH_REGISTERS
    pushq %rdi
    pushq %rsi
    pushq %rdx
    pushq %rcx
    pushq %rax
    pushq %r8
    pushq %r9
    pushq %r10
    pushq %r11
    pushq %rbx
    pushq %rbp
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    cld
    .endm

// The stack holds vector, error code and what the CPU pushed.
x86_interrupt_common:
    testb $3, 24(%rsp)
    jz x86_interrupt_kernel
    swapgs
    PUSH_REGISTERS                          // Into the context: rsp now points at its start.
    movq %rsp, %rdi
    movq %gs:CPU_STACK, %rsp
    xorl %ebp, %ebp
    call x86_trap_interrupt
    movq %gs:CPU_CONTEXT, %rdi
    jmp x86_enter_user

// An interrupt in the idle loop, or our own bug.
x86_interrupt_kernel:
    PUSH_REGISTERS
    movq %rsp, %rdi
    call x86_trap_kernel
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbp
    popq %rbx
    popq %r11
    popq %r10
    popq %r9
    popq %r8
    popq %rax
    popq %rcx
    popq %rdx
    popq %rsi
    popq %rdi
    addq $16, %rsp
    iretq

// NMI, double fault, machine check: on stacks of their own (IST), whatever GS is.
x86_interrupt_fatal:
    PUSH_REGISTERS
    movq %rsp, %rdi
    call x86_trap_fatal
    ud2

// One stub of 16 bytes for each vector.
    .balign 16
    .globl x86_interrupt_stubs
x86_interrupt_stubs:
    .set vector, 0
    .rept 256
    .balign 16
    .if vector != 8 && (vector < 10 || vector > 14) && vector != 17 && vector != 21 && vector != 29 && vector != 30
    pushq $0                                // The CPU pushes no error code.
    .endif
    pushq $vector
    .if vector == 2 || vector == 8 || vector == 18
    jmp x86_interrupt_fatal
    .else
    jmp x86_interrupt_common
    .endif
    .set vector, vector + 1
    .endr

// void x86_idle_once(void): lets one interrupt in. `sti` takes effect after `hlt` began.
    .globl x86_idle_once
x86_idle_once:
    sti
    hlt
    cli
    ret

    .section .note.GNU-stack, "", @progbits
