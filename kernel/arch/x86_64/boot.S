// SPDX-License-Identifier: MIT
// Entry from PVH (qemu -kernel) and from multiboot2 (GRUB): 32-bit protected mode to 64-bit C.
//
// Everything here runs at its physical address, identity mapped; it lies in a segment of its own at
// 1 MiB. The tables built here map the first 4 GiB writable and executable and live only until
// x86_boot_paging() has built the real ones. There is no multiboot1 header on purpose: QEMU would
// prefer it to PVH and then refuse a 64-bit ELF.

#include "x86.h"

#define MB2_MAGIC 0xe85250d6
#define CR4_BOOT (X86_CR4_PAE | X86_CR4_OSFXSR | X86_CR4_OSXMMEXCPT | X86_CR4_PGE)
#define CR0_BOOT (X86_CR0_PG | X86_CR0_WP | X86_CR0_NE | X86_CR0_MP | X86_CR0_PE)
#define PTE_PW 0x3
#define PTE_LARGE_PW 0x83
#define COM1 0x3f8

    .section .boot.header, "a"
    .balign 8
mb2_header:
    .long MB2_MAGIC
    .long 0                                 // i386 protected mode
    .long mb2_end - mb2_header
    .long -(MB2_MAGIC + (mb2_end - mb2_header))
    .balign 8
    .short 5, 1                             // framebuffer, optional
    .long 20, 1280, 800, 32
    .balign 8
    .short 6, 0                             // modules page aligned
    .long 8
    .balign 8
    .short 0, 0
    .long 8
mb2_end:

    .section .note.pvh, "a", @note
    .balign 4
    .long 4, 4, 18                          // XEN_ELFNOTE_PHYS32_ENTRY
    .asciz "Xen"
    .long pvh_entry

    .section .boot.text, "ax"
    .code32
    .globl _start
pvh_entry:
    movl $BOOT_MAGIC_PVH, %eax
_start:                                     // multiboot2: eax = magic, ebx = information
    cli
    cld
    movl %eax, %ebp
    movl %ebx, %esi
    movl $boot_stack_top, %esp

    movl $0x80000000, %eax                  // Long mode and NX, or a sentence on the serial port.
    cpuid
    cmpl $0x80000001, %eax
    jb no_long_mode
    movl $0x80000001, %eax
    cpuid
    andl $(X86_CPUID_LM | X86_CPUID_NX), %edx
    cmpl $(X86_CPUID_LM | X86_CPUID_NX), %edx
    jne no_long_mode

    movl $(boot_pdpt + PTE_PW), boot_pml4
    movl $(boot_pdpt_kernel + PTE_PW), boot_pml4 + 511 * 8
    movl $(boot_pd + PTE_PW), boot_pdpt_kernel + 510 * 8
    movl $(boot_pd + 0x0000 + PTE_PW), boot_pdpt
    movl $(boot_pd + 0x1000 + PTE_PW), boot_pdpt + 8
    movl $(boot_pd + 0x2000 + PTE_PW), boot_pdpt + 16
    movl $(boot_pd + 0x3000 + PTE_PW), boot_pdpt + 24
    xorl %ecx, %ecx
    movl $PTE_LARGE_PW, %eax
1:  movl %eax, boot_pd(, %ecx, 8)
    addl $0x200000, %eax
    incl %ecx
    cmpl $2048, %ecx
    jne 1b

    movl $boot_pml4, %eax
    movl %eax, %cr3
    movl $CR4_BOOT, %eax
    movl %eax, %cr4
    movl $X86_MSR_EFER, %ecx
    rdmsr
    orl $(X86_EFER_SCE | X86_EFER_LME | X86_EFER_NXE), %eax
    wrmsr
    movl $CR0_BOOT, %eax
    movl %eax, %cr0
    lgdt boot_gdtr
    ljmp $8, $long_mode

no_long_mode:
    movl $no_long_mode_text, %esi
    movw $COM1, %dx
2:  lodsb
    outb %al, %dx
    testb %al, %al
    jnz 2b
3:  hlt
    jmp 3b
no_long_mode_text:
    .asciz "kernel: this processor has no 64-bit mode with NX\r\n"

    .code64
long_mode:
    movw $16, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss
    xorl %eax, %eax
    movw %ax, %fs
    movw %ax, %gs
    movl %ebp, %edi
    movl %esi, %esi
    xorl %ebp, %ebp                         // Ends the chain of frames of a backtrace.
    movabsq $x86_stack_top, %rsp
    movabsq $board_start, %rax
    pushq $0
    jmp *%rax

    .balign 8
boot_gdt:
    .quad 0
    .quad 0x00af9b000000ffff
    .quad 0x00cf93000000ffff
boot_gdtr:
    .word . - boot_gdt - 1
    .long boot_gdt

    .section .boot.bss, "aw", @nobits
    .balign 4096
boot_pml4:
    .skip 4096
boot_pdpt:
    .skip 4096
boot_pdpt_kernel:
    .skip 4096
boot_pd:
    .skip 4 * 4096
    .skip 256
boot_stack_top:

    .section .bss.guard, "aw", @nobits
    .balign 4096
    .globl x86_stack_guard, x86_stack_top
x86_stack_guard:                            // Never mapped: an overflow faults.
    .skip 4096
    .skip KERNEL_STACK_B
x86_stack_top:

    .section .note.GNU-stack, "", @progbits
