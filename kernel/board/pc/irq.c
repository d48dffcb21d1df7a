// SPDX-License-Identifier: MIT
/// @file
/// Device interrupts: one vector each, messages straight to the local APIC, lines by the I/O APIC.
#include "board/board.h"

#include "arch/x86_64/irq.h"
#include "arch/x86_64/lapic.h"
#include "arch/x86_64/mmu.h"
#include "dev/ioapic.h"
#include "dev/pic_8259.h"
#include "pc.h"

enum {
    NO_LINE = 0xffffffff
};
#define MSI_ADDRESS UINT64_C(0xfee00000)
#define MSI_TARGET_SHIFT 12

static struct {
    bool taken[X86_IRQS];
    uint32_t gsi[X86_IRQS]; ///< NO_LINE: a message.
    bool level[X86_IRQS];   ///< A line that is active until its device is content.
    struct pc_isa_line isa[PC_ISA_LINES];
} state;

_Static_assert((int)X86_IRQS <= (int)BOARD_IRQS_MAX, "the core has a place for each");

void pc_irq_init(const struct pc_acpi *acpi) {
    pic_8259_disable();
    lapic_init();
    for (uint32_t i = 0; i < PC_ISA_LINES; i++) {
        state.isa[i] = acpi->isa[i];
    }
    for (uint32_t i = 0; i < acpi->num_ioapics; i++) {
        vaddr_t regs = x86_map_mmio(acpi->ioapics[i].paddr, PAGE_SIZE_B);
        if (ioapic_add(regs, acpi->ioapics[i].gsi_base) != OK) {
            return;
        }
    }
}

static status_t take(uint32_t gsi, uint32_t *out_irq) {
    for (uint32_t i = 0; i < X86_IRQS; i++) {
        if (!state.taken[i]) {
            state.taken[i] = true;
            state.gsi[i] = gsi;
            state.level[i] = false;
            *out_irq = i;
            lapic_watch((uint8_t)(X86_IRQ_VECTOR_FIRST + i));
            return OK;
        }
    }
    return ERR_NO_SPACE;
}

status_t board_irq_alloc_msi(uint32_t *out_irq, uint64_t *out_address, uint32_t *out_data) {
    uint32_t irq;
    TRY(take(NO_LINE, &irq));
    *out_irq = irq;
    *out_address = MSI_ADDRESS | (uint64_t)lapic_id() << MSI_TARGET_SHIFT;
    *out_data = X86_IRQ_VECTOR_FIRST + irq; // Fixed delivery, edge.
    return OK;
}

status_t board_irq_alloc_line(uint32_t line, uint32_t flags, uint32_t *out_irq) {
    uint32_t gsi = line;
    bool level = (flags & IRQ_LEVEL) != 0;
    bool active_low = (flags & IRQ_ACTIVE_LOW) != 0;
    if (line < PC_ISA_LINES) {
        gsi = state.isa[line].gsi;
        level = level || state.isa[line].level;
        active_low = active_low || state.isa[line].active_low;
    }
    for (uint32_t i = 0; i < X86_IRQS; i++) {
        if (state.taken[i] && state.gsi[i] == gsi) {
            return ERR_EXISTS;
        }
    }
    uint32_t irq;
    TRY(take(gsi, &irq));
    uint8_t vector = (uint8_t)(X86_IRQ_VECTOR_FIRST + irq);
    if (ioapic_route(gsi, vector, lapic_id(), level, active_low) != OK) {
        state.taken[irq] = false;
        return ERR_BAD_ARG;
    }
    state.level[irq] = level;
    *out_irq = irq;
    return OK;
}

void board_irq_free(uint32_t irq) {
    if (state.gsi[irq] != NO_LINE) {
        ioapic_set_mask(state.gsi[irq], true);
    }
    state.taken[irq] = false;
}

// An I/O APIC forgets the edge that comes while its line is masked; the core does not.
void board_irq_mask(uint32_t irq) {
    if (state.gsi[irq] != NO_LINE && state.level[irq]) {
        ioapic_set_mask(state.gsi[irq], true);
    }
}

void board_irq_unmask(uint32_t irq) {
    if (state.gsi[irq] != NO_LINE) {
        ioapic_set_mask(state.gsi[irq], false);
    }
}

void board_irq_eoi(uint32_t irq) {
    (void)irq; // The local APIC ends the one in service.
    lapic_eoi();
}
