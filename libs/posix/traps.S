// SPDX-License-Identifier: MIT
// musl's cancellation point: checks the flag, then makes the call. The labels tell musl where a cancelled thread was.

    .text
    .globl __cp_begin, __cp_end, __cp_cancel, __syscall_cp_asm
    .hidden __cp_begin, __cp_end, __cp_cancel, __syscall_cp_asm, __cancel, __os_syscall
    .type __syscall_cp_asm, @function
// rdi = flag, rsi = number, rdx rcx r8 r9 and two stack words = arguments.
__syscall_cp_asm:
__cp_begin:
    cmpl $0, (%rdi)
    jne __cp_cancel
    mov %rsi, %rdi
    mov %rdx, %rsi
    mov %rcx, %rdx
    mov %r8, %rcx
    mov %r9, %r8
    mov 8(%rsp), %r9
    push 16(%rsp)
    call __os_syscall
    add $8, %rsp
__cp_end:
    ret
__cp_cancel:
    jmp __cancel
    .size __syscall_cp_asm, . - __syscall_cp_asm
    .section .note.GNU-stack, "", @progbits
