// SPDX-License-Identifier: MIT
/// @file
/// What CPUID says of the first CPU, and the set-up of each.
#pragma once

#include "arch/arch.h"

struct x86_features {
    bool smep, smap, umip, pcid, x2apic, tsc_deadline, rdrand;
    uint8_t phys_bits; ///< Width of a physical address.
};
/// Written by x86_cpu_init() only.
extern struct x86_features x86_features;

/// Loads GDT, IDT and TSS, sets control registers and the syscall entry. Once for each CPU.
void x86_cpu_init(struct cpu *cpu, struct arch_cpu *arch, uint64_t stack_top);
