# SPDX-License-Identifier: MIT
# Copies from memory that an app may take away meanwhile. vm resumes at task_copy_fault when a read
# between task_copy_first and task_copy_last faults (vm.Memory.set_fixup).
#
# int task_copy(void *dst, const volatile void *src, size_t len_b): 0, or -1 after a fault.
# Aligned fields of 8 and 4 bytes are read in one access.

    .text
    .globl task_copy, task_copy_first, task_copy_last, task_copy_fault
    .type task_copy, @function
task_copy:
task_copy_first:
    cmpq    $8, %rdx
    jb      2f
1:  movq    (%rsi), %rax
    movq    %rax, (%rdi)
    addq    $8, %rsi
    addq    $8, %rdi
    subq    $8, %rdx
    cmpq    $8, %rdx
    jae     1b
2:  testq   $4, %rdx
    jz      3f
    movl    (%rsi), %eax
    movl    %eax, (%rdi)
    addq    $4, %rsi
    addq    $4, %rdi
    subq    $4, %rdx
3:  testq   %rdx, %rdx
    jz      4f
    movb    (%rsi), %al
    movb    %al, (%rdi)
    incq    %rsi
    incq    %rdi
    decq    %rdx
    jmp     3b
4:  xorl    %eax, %eax
    ret
task_copy_last:
task_copy_fault:
    movl    $-1, %eax
    ret
    .size task_copy, . - task_copy

    .section .note.GNU-stack, "", @progbits
