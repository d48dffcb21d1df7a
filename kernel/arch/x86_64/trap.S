// SPDX-License-Identifier: MIT
// The ways into the kernel and the one way out.
//
// From user mode registers go straight into the current thread's struct arch_context: `syscall`
// finds it through GS, interrupts through TSS.rsp0, which points behind it. Then the CPU's one
// kernel stack is taken, from its top. Leaving forgets that stack and takes the next thread's
// context. In the kernel interrupts are off, except in the idle loop.

#include "context.h"
#include "x86.h"

    .section .text.entry, "ax"

// noreturn void x86_leave(struct arch_context *context): to user mode, or idle when NULL.
// Interrupts are off, GS is the kernel's.
    .globl x86_leave
x86_leave:
    movq %rdi, %rax
    jmp leave

    .globl x86_syscall_entry
x86_syscall_entry:
    swapgs
    movq %rsp, %gs:CPU_SCRATCH
    movq %gs:CPU_CONTEXT, %rsp
    // rax, rdi and rsi are not saved: every trap ends with its results in them.
    movq %rdx, CTX_RDX(%rsp)
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
    movq %gs:CPU_STACK, %rsp
    xorl %ebp, %ebp                         // A backtrace of the kernel ends here.
    movq %rax, %rdx
    call core_trap                          // (handle, tag, trap)
    // Falls through.

leave:                                      // To the context in rax.
    testq %rax, %rax
    jz x86_idle
    movq %rax, %rsp
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
    // rip is canonical: user code lies below 2^46, and arch_context_start() checks the rest.
    movq CTX_RIP(%rsp), %rcx
    movq CTX_RFLAGS(%rsp), %r11
    movq CTX_RSP(%rsp), %rsp
    swapgs
    sysretq
1:  movq CTX_RIP(%rsp), %rcx                // Some CPUs report a fault at an address that is not
    shlq $16, %rcx                          // canonical, where it was jumped to; going back there
    sarq $16, %rcx                          // would fault here.
    movq %rcx, CTX_RIP(%rsp)
    movq CTX_RCX(%rsp), %rcx
    movq CTX_R11(%rsp), %r11
    addq $CTX_RIP, %rsp
    swapgs
    iretq

    .macro PUSH_REGISTERS                   // In the order of struct arch_context.
    pushq %rdi
    pushq %rsi
    pushq %r13
    pushq %r12
    pushq %r10
    pushq %r9
    pushq %r8
    pushq %rdx
    pushq %rax
    pushq %rcx
    pushq %r11
    pushq %rbx
    pushq %rbp
    pushq %r14
    pushq %r15
    pushq $X86_FLAGS_FIXED                  // A user's AC would switch SMAP off, DF turn copies around.
    popfq
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
    call x86_trap_user
    jmp leave

// An interrupt in the idle loop, which is not returned to; anything else is our own bug.
x86_interrupt_kernel:
    cmpq $32, (%rsp)
    jb x86_interrupt_fatal
    movq (%rsp), %rdi
    movq %gs:CPU_STACK, %rsp
    xorl %ebp, %ebp
    call x86_trap_interrupt
    jmp leave

// An exception in the kernel; NMI, double fault, machine check (on stacks of their own, IST). GS
// may be anybody's.
x86_interrupt_fatal:
    PUSH_REGISTERS
    movq %rsp, %rdi
    pushq CTX_RIP(%rdi)                     // A frame, so that the backtrace starts where it was.
    pushq %rbp
    movq %rsp, %rbp
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

// `sti` takes effect after `hlt` began, so no interrupt is missed. It comes in above.
x86_idle:
    movq %gs:CPU_STACK, %rsp
    xorl %ebp, %ebp
1:  sti
    hlt
    cli
    jmp 1b

    .section .note.GNU-stack, "", @progbits
