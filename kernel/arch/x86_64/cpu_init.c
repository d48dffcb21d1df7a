// SPDX-License-Identifier: MIT
/// @file
/// Descriptor tables and control registers.
#include "core/cpu.h"
#include "x86_features.h"

enum {
    VECTORS = 256,
    GATE_INTERRUPT = 0x8e,      ///< Present, ring 0, interrupts off.
    GATE_INTERRUPT_USER = 0xee, ///< The same, callable from ring 3 (int3).
    STUB_B = 16,                ///< trap.S.
    VECTOR_NMI = 2,
    VECTOR_BREAKPOINT = 3,
    VECTOR_DOUBLE_FAULT = 8,
    VECTOR_MACHINE_CHECK = 18,
    IST_STACK_B = 4096,
    PHYS_BITS_DEFAULT = 36,
};

/// Write-back, write-combining in entry 1 (PWT), uncached- in 2, uncached in 3; then the same.
#define PAT_VALUE UINT64_C(0x0007010600070106)

#define GDT_CODE_KERNEL UINT64_C(0x00af9b000000ffff)
#define GDT_DATA_KERNEL UINT64_C(0x00cf93000000ffff)
#define GDT_DATA_USER UINT64_C(0x00cff3000000ffff)
#define GDT_CODE_USER UINT64_C(0x00affb000000ffff)
#define GDT_TSS_TYPE (UINT64_C(0x89) << 40)

struct idt_gate {
    uint16_t offset_low;
    uint16_t selector;
    uint8_t ist;
    uint8_t type;
    uint16_t offset_middle;
    uint32_t offset_high;
    uint32_t reserved;
};

struct table_pointer {
    uint16_t limit;
    uint64_t base;
} __attribute__((packed));

_Static_assert(offsetof(struct cpu, context) == CPU_CONTEXT, "context.h");
_Static_assert(offsetof(struct cpu, arch) == CPU_SCRATCH, "context.h");
_Static_assert(offsetof(struct cpu, arch.stack_top) == CPU_STACK, "context.h");
_Static_assert(offsetof(struct cpu, arch.self) == CPU_SELF, "context.h");

struct x86_features x86_features;

static struct {
    struct idt_gate idt[VECTORS] __attribute__((aligned(16)));
    uint64_t gdt[CPUS_MAX][7];
    struct x86_tss tss[CPUS_MAX];
    uint8_t ist_stacks[CPUS_MAX][3][IST_STACK_B] __attribute__((aligned(16)));
} state;

extern const uint8_t x86_interrupt_stubs[];
extern void x86_syscall_entry(void);

static void detect_features(void) {
    struct x86_cpuid one = x86_cpuid(1, 0);
    struct x86_cpuid seven = { 0 };
    if (x86_cpuid(0, 0).eax >= 7) {
        seven = x86_cpuid(7, 0);
    }
    uint32_t phys_bits = PHYS_BITS_DEFAULT;
    if (x86_cpuid(0x80000000, 0).eax >= 0x80000008) {
        phys_bits = x86_cpuid(0x80000008, 0).eax & 0xff;
    }
    x86_features = (struct x86_features){
        .smep = (seven.ebx >> 7 & 1) != 0,
        .smap = (seven.ebx >> 20 & 1) != 0,
        .umip = (seven.ecx >> 2 & 1) != 0,
        .pcid = (one.ecx >> 17 & 1) != 0,
        .x2apic = (one.ecx >> 21 & 1) != 0,
        .tsc_deadline = (one.ecx >> 24 & 1) != 0,
        .rdrand = (one.ecx >> 30 & 1) != 0,
        .phys_bits = (uint8_t)MIN(phys_bits, 52u),
    };
}

static void set_gate(uint32_t vector, uint8_t type, uint8_t ist) {
    uint64_t entry = (uint64_t)(uintptr_t)x86_interrupt_stubs + (uint64_t)vector * STUB_B;
    state.idt[vector] = (struct idt_gate){
        .offset_low = (uint16_t)entry,
        .selector = X86_SEL_KERNEL_CODE,
        .ist = ist,
        .type = type,
        .offset_middle = (uint16_t)(entry >> 16),
        .offset_high = (uint32_t)(entry >> 32),
    };
}

static void fill_idt(void) {
    for (uint32_t i = 0; i < VECTORS; i++) {
        set_gate(i, GATE_INTERRUPT, 0);
    }
    set_gate(VECTOR_BREAKPOINT, GATE_INTERRUPT_USER, 0);
    set_gate(VECTOR_NMI, GATE_INTERRUPT, 1);
    set_gate(VECTOR_DOUBLE_FAULT, GATE_INTERRUPT, 2);
    set_gate(VECTOR_MACHINE_CHECK, GATE_INTERRUPT, 3);
}

static void fill_tss(struct x86_tss *tss, uint32_t cpu) {
    for (uint32_t i = 0; i < ARRAY_LEN(state.ist_stacks[cpu]); i++) {
        tss->ist[i] = (uint64_t)(uintptr_t)state.ist_stacks[cpu][i] + IST_STACK_B;
    }
    tss->io_map_offset_b = sizeof(*tss);
}

static void load_tables(uint64_t *gdt, uint64_t tss) {
    gdt[1] = GDT_CODE_KERNEL;
    gdt[2] = GDT_DATA_KERNEL;
    gdt[3] = GDT_DATA_USER;
    gdt[4] = GDT_CODE_USER;
    gdt[5] = (sizeof(struct x86_tss) - 1) | (tss & 0xffffff) << 16 | GDT_TSS_TYPE |
             (tss >> 24 & 0xff) << 56;
    gdt[6] = tss >> 32;
    struct table_pointer gdtr = { sizeof(state.gdt[0]) - 1, (uint64_t)(uintptr_t)gdt };
    struct table_pointer idtr = { sizeof(state.idt) - 1, (uint64_t)(uintptr_t)state.idt };
    __asm__ volatile("lgdt %0\n\t"
                     "lidt %1\n\t"
                     "ltr %w2\n\t"
                     "mov %w3, %%ss\n\t"
                     "pushq %4\n\t"
                     "leaq 1f(%%rip), %%rax\n\t"
                     "pushq %%rax\n\t"
                     "lretq\n\t"
                     "1:"
                     :
                     : "m"(gdtr), "m"(idtr), "r"(X86_SEL_TSS), "r"(X86_SEL_KERNEL_DATA),
                       "i"(X86_SEL_KERNEL_CODE)
                     : "rax", "memory");
}

// Each bit only where CPUID has it: QEMU hangs silently otherwise. FSGSBASE stays off on purpose:
// user code could then change both bases behind the kernel's back.
static void set_control_registers(void) {
    uint64_t cr4 = x86_read_cr4();
    cr4 |= x86_features.smep ? X86_CR4_SMEP : 0u;
    cr4 |= x86_features.smap ? X86_CR4_SMAP : 0u;
    cr4 |= x86_features.umip ? X86_CR4_UMIP : 0u;
    cr4 |= x86_features.pcid ? X86_CR4_PCIDE : 0u; // The boot CR3 has PCID 0, as it must.
    x86_write_cr4(cr4);
    x86_write_cr0(x86_read_cr0() | X86_CR0_TS); // Nobody has the FPU yet.
    x86_wrmsr(X86_MSR_PAT, PAT_VALUE);
}

void x86_cpu_init(struct cpu *cpu, struct arch_cpu *arch, uint64_t stack_top) {
    detect_features();
    uint32_t index = (uint32_t)(cpu - cpus);
    *arch = (struct arch_cpu){
        .stack_top = stack_top,
        .self = cpu,
        .tss = &state.tss[index],
    };
    fill_idt();
    fill_tss(arch->tss, index);
    load_tables(state.gdt[index], (uint64_t)(uintptr_t)arch->tss);
    set_control_registers();
    // What firmware may have left: segments of its own, another way into the kernel.
    __asm__ volatile("lldt %w0" : : "r"(0));
    x86_wrmsr(X86_MSR_SYSENTER_CS, 0);
    x86_wrmsr(X86_MSR_GS_BASE, (uint64_t)(uintptr_t)cpu);
    x86_wrmsr(X86_MSR_KERNEL_GS_BASE, 0);
    x86_wrmsr(X86_MSR_FS_BASE, 0);
    // sysret takes its selectors from STAR 63..48 plus 8 and 16, syscall from 47..32.
    x86_wrmsr(X86_MSR_STAR,
              (uint64_t)(X86_SEL_KERNEL_DATA | 3) << 48 | (uint64_t)X86_SEL_KERNEL_CODE << 32);
    x86_wrmsr(X86_MSR_LSTAR, (uint64_t)(uintptr_t)x86_syscall_entry);
    x86_wrmsr(X86_MSR_SFMASK, X86_FLAGS_SYSCALL);
}
