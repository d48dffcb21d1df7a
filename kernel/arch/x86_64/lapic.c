// SPDX-License-Identifier: MIT
/// @file
/// The CPU's local interrupt controller and its timer.
#include "lapic.h"

#include "cpu.h"
#include "mmu.h"
#include "x86_features.h"

enum {
    REG_ID = 0x02, ///< Numbers as in x2APIC; times 16 in the memory of an xAPIC.
    REG_TASK_PRIORITY = 0x08,
    REG_EOI = 0x0b,
    REG_SPURIOUS = 0x0f,
    REG_REQUEST = 0x20, ///< 8 registers of 32 vectors.
    REG_LVT_TIMER = 0x32,
    REG_LVT_THERMAL = 0x33,
    REG_LVT_PERFORMANCE = 0x34,
    REG_LVT_LINT0 = 0x35,
    REG_LVT_LINT1 = 0x36,
    REG_LVT_ERROR = 0x37,
    REG_TIMER_INITIAL = 0x38,
    REG_TIMER_CURRENT = 0x39,
    REG_TIMER_DIVIDE = 0x3e,
    LVT_MASKED = 1 << 16,
    LVT_NMI = 4 << 8,
    LVT_TSC_DEADLINE = 2 << 17,
    SPURIOUS_ENABLE = 1 << 8,
    DIVIDE_BY_1 = 0xb,
    BASE_ENABLE = 1 << 11,
    BASE_X2APIC = 1 << 10,
    REQUEST_FIRST_WORD = 1, ///< Vectors below 32 are exceptions.
};
#define BASE_ADDRESS UINT64_C(0xffffff000)

static struct {
    vaddr_t regs;       ///< 0: x2APIC.
    uint32_t last_word; ///< Of the request registers, that a device's vector is in.
} state;

static uint32_t read_reg(uint32_t reg) {
    if (state.regs == 0) {
        return (uint32_t)x86_rdmsr(X86_MSR_X2APIC + reg);
    }
    return *(volatile uint32_t *)(state.regs + reg * 16);
}

static void write_reg(uint32_t reg, uint32_t value) {
    if (state.regs == 0) {
        x86_wrmsr(X86_MSR_X2APIC + reg, value);
    } else {
        *(volatile uint32_t *)(state.regs + reg * 16) = value;
    }
}

void lapic_init(void) {
    uint64_t base = x86_rdmsr(X86_MSR_APIC_BASE) | BASE_ENABLE;
    if (x86_features.x2apic) {
        base |= BASE_X2APIC;
    } else {
        state.regs = x86_map_mmio(base & BASE_ADDRESS, PAGE_SIZE_B);
    }
    x86_wrmsr(X86_MSR_APIC_BASE, base);
    write_reg(REG_TASK_PRIORITY, 0);
    write_reg(REG_LVT_TIMER, LVT_MASKED);
    write_reg(REG_LVT_LINT0, LVT_MASKED);
    write_reg(REG_LVT_LINT1, LVT_NMI);
    write_reg(REG_LVT_ERROR, LVT_MASKED);
    write_reg(REG_TIMER_DIVIDE, DIVIDE_BY_1);
    write_reg(REG_SPURIOUS, (uint32_t)SPURIOUS_ENABLE | LAPIC_VECTOR_SPURIOUS);
}

uint8_t lapic_id(void) {
    uint32_t id = read_reg(REG_ID);
    return (uint8_t)(state.regs == 0 ? id : id >> 24);
}

void lapic_eoi(void) {
    write_reg(REG_EOI, 0);
}

void lapic_timer_free_run(void) {
    write_reg(REG_LVT_TIMER, LVT_MASKED);
    write_reg(REG_TIMER_INITIAL, UINT32_MAX);
}

uint32_t lapic_timer_read(void) {
    return read_reg(REG_TIMER_CURRENT);
}

void lapic_timer_start(uint32_t ticks) {
    write_reg(REG_LVT_TIMER, LAPIC_VECTOR_TIMER);
    write_reg(REG_TIMER_INITIAL, ticks);
}

void lapic_timer_start_tsc(uint64_t at_tsc) {
    write_reg(REG_LVT_TIMER, (uint32_t)LVT_TSC_DEADLINE | LAPIC_VECTOR_TIMER);
    // The manual wants a fence between a memory-mapped LVT write and the deadline.
    __asm__ volatile("mfence" : : : "memory");
    x86_wrmsr(X86_MSR_TSC_DEADLINE, at_tsc);
}

void lapic_timer_stop(void) {
    write_reg(REG_LVT_TIMER, (uint32_t)LVT_MASKED | LAPIC_VECTOR_TIMER);
    write_reg(REG_TIMER_INITIAL, 0);
}

void lapic_watch(uint8_t vector) {
    state.last_word = MAX(state.last_word, vector / 32u);
}

// Each read leaves a virtual machine, so only what can be set is looked at.
bool lapic_pending(void) {
    for (uint32_t i = REQUEST_FIRST_WORD; i <= state.last_word; i++) {
        if (read_reg(REG_REQUEST + i) != 0) {
            return true;
        }
    }
    return read_reg(REG_REQUEST + LAPIC_VECTOR_TIMER / 32) != 0;
}
