# SPDX-License-Identifier: MIT
# One load and one store that may fault: vm resumes at probe_access_fault (vm.Memory.set_fixup).
#
# status_t probe_load(uint64_t address, uint64_t *out_value)
# status_t probe_store(uint64_t address, uint64_t value)

    .text
    .globl probe_load, probe_store, probe_access_first, probe_access_last, probe_access_fault
    .type probe_load, @function
    .type probe_store, @function
probe_access_first:
probe_load:
    movq    (%rdi), %rax
    movq    %rax, (%rsi)
    xorl    %eax, %eax
    ret
    .size probe_load, . - probe_load
probe_store:
    movq    %rsi, (%rdi)
    xorl    %eax, %eax
    ret
    .size probe_store, . - probe_store
probe_access_last:
probe_access_fault:
    movl    $-20, %eax # ERR_FAULT
    ret

    .section .note.GNU-stack, "", @progbits
