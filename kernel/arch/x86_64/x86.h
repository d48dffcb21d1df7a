// SPDX-License-Identifier: MIT
/// @file
/// Numbers of the processor and of the kernel's layout, for C and assembly of this folder.
#pragma once

#define X86_CR0_PE 0x00000001
#define X86_CR0_MP 0x00000002
#define X86_CR0_TS 0x00000008
#define X86_CR0_NE 0x00000020
#define X86_CR0_WP 0x00010000
#define X86_CR0_PG 0x80000000

#define X86_CR4_PAE 0x000020
#define X86_CR4_PGE 0x000080
#define X86_CR4_OSFXSR 0x000200
#define X86_CR4_OSXMMEXCPT 0x000400
#define X86_CR4_UMIP 0x000800
#define X86_CR4_FSGSBASE 0x010000
#define X86_CR4_PCIDE 0x020000
#define X86_CR4_SMEP 0x100000
#define X86_CR4_SMAP 0x200000

#define X86_MSR_APIC_BASE 0x1b
#define X86_MSR_SYSENTER_CS 0x174
#define X86_MSR_PAT 0x277
#define X86_MSR_TSC_DEADLINE 0x6e0
#define X86_MSR_X2APIC 0x800
#define X86_MSR_EFER 0xc0000080
#define X86_MSR_STAR 0xc0000081
#define X86_MSR_LSTAR 0xc0000082
#define X86_MSR_SFMASK 0xc0000084
#define X86_MSR_FS_BASE 0xc0000100
#define X86_MSR_GS_BASE 0xc0000101
#define X86_MSR_KERNEL_GS_BASE 0xc0000102

#define X86_EFER_SCE 0x001
#define X86_EFER_LME 0x100
#define X86_EFER_NXE 0x800

#define X86_CPUID_LM (1 << 29) // Leaf 0x80000001, edx.
#define X86_CPUID_NX (1 << 20)

// Selectors. The order is what sysret wants: user data, then user code.
#define X86_SEL_KERNEL_CODE 0x08
#define X86_SEL_KERNEL_DATA 0x10
#define X86_SEL_USER_DATA 0x1b
#define X86_SEL_USER_CODE 0x23
#define X86_SEL_TSS 0x28

#define X86_FLAGS_FIXED 0x002
#define X86_FLAGS_TF 0x100
#define X86_FLAGS_IF 0x200
#define X86_FLAGS_USER 0x202      // Fixed bit and IF: what a new thread starts with.
#define X86_FLAGS_SYSCALL 0x47700 // Cleared at entry: TF IF DF IOPL NT AC.

#define KERNEL_STACK_B 0x4000
#define BOOT_MAGIC_PVH 0x336ec578
#define BOOT_MAGIC_MB2 0x36d76289
