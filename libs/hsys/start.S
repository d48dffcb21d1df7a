// SPDX-License-Identifier: MIT
// Entry of freestanding tasks. The stack is as the SysV ABI has it: argc, argv, environment, auxv.

    .section .text._start, "ax", @progbits
    .globl _start
    .hidden _start
    .type _start, @function
_start:
    xor %ebp, %ebp
    mov %rsp, %rdi
    lea __ehdr_start(%rip), %rsi
    lea _DYNAMIC(%rip), %rdx
    and $-16, %rsp
    call hsys_start
    ud2
    .size _start, . - _start
    .hidden __ehdr_start
    .hidden _DYNAMIC
    .weak _DYNAMIC
    .section .note.GNU-stack, "", @progbits
