// SPDX-License-Identifier: MIT
/// @file
/// Interrupt lines of a PC: what reaches the I/O APIC.
#include <test/test.h>

#include "arch/x86_64/lapic.h"
#include "arch/x86_64/mmu.h"
#include "board/board.h"
#include "board/pc/pc.h"
#include "dev/ioapic.h"
#include "dev/pic_8259.h"

enum {
    LINES = 24,
    LINE_SERIAL = 4
};

static struct { bool masked[LINES], level[LINES], active_low[LINES]; } ioapic;

void pic_8259_disable(void) {
}

void lapic_init(void) {
}

uint8_t lapic_id(void) {
    return 0;
}

void lapic_eoi(void) {
}

void lapic_watch(uint8_t vector) {
    (void)vector;
}

vaddr_t x86_map_mmio(paddr_t paddr, uint64_t size_b) {
    (void)size_b;
    return paddr;
}

status_t ioapic_add(vaddr_t regs, uint32_t gsi_base) {
    (void)regs;
    (void)gsi_base;
    return OK;
}

status_t ioapic_route(uint32_t gsi, uint8_t vector, uint8_t apic_id, bool level, bool active_low) {
    (void)vector;
    (void)apic_id;
    if (gsi >= LINES) {
        return ERR_NOT_FOUND;
    }
    ioapic.masked[gsi] = true;
    ioapic.level[gsi] = level;
    ioapic.active_low[gsi] = active_low;
    return OK;
}

void ioapic_set_mask(uint32_t gsi, bool masked) {
    ioapic.masked[gsi] = masked;
}

static uint32_t start(uint32_t line, uint32_t flags) {
    static struct pc_acpi acpi;
    for (uint32_t i = 0; i < PC_ISA_LINES; i++) {
        acpi.isa[i] = (struct pc_isa_line){ .gsi = i };
    }
    acpi.isa[9].level = true;
    acpi.isa[9].active_low = true;
    pc_irq_init(&acpi);
    uint32_t irq = 0;
    CHECK_STATUS(board_irq_alloc_line(line, flags, &irq), OK);
    CHECK(ioapic.masked[line]);
    return irq;
}

// An edge that comes while the line is masked is lost for good: the core remembers it instead.
TEST(an_edge_line_stays_open_between_interrupt_and_ack) {
    uint32_t irq = start(LINE_SERIAL, 0);
    CHECK(!ioapic.level[LINE_SERIAL]);
    board_irq_unmask(irq);
    CHECK(!ioapic.masked[LINE_SERIAL]);
    board_irq_mask(irq);
    CHECK(!ioapic.masked[LINE_SERIAL]);
    board_irq_free(irq);
    CHECK(ioapic.masked[LINE_SERIAL]);
}

TEST(a_level_line_is_masked_until_the_ack) {
    const uint32_t lines[] = { 20, 9 }; // asked for; named so by the firmware
    for (uint32_t i = 0; i < ARRAY_LEN(lines); i++) {
        uint32_t line = lines[i];
        uint32_t irq = start(line, line == 20 ? IRQ_LEVEL : 0);
        CHECK(ioapic.level[line]);
        CHECK_EQ(ioapic.active_low[line], line == 9);
        board_irq_unmask(irq);
        CHECK(!ioapic.masked[line]);
        board_irq_mask(irq);
        CHECK(ioapic.masked[line]);
        board_irq_unmask(irq);
        board_irq_free(irq);
        CHECK(ioapic.masked[line]);
    }
}

TEST(a_line_has_one_owner_and_a_wrong_one_takes_nothing) {
    uint32_t irq = start(LINE_SERIAL, 0);
    uint32_t other = 0;
    CHECK_STATUS(board_irq_alloc_line(LINE_SERIAL, 0, &other), ERR_EXISTS);
    for (uint32_t i = 0; i < 2 * BOARD_IRQS_MAX; i++) {
        CHECK_STATUS(board_irq_alloc_line(LINES, 0, &other), ERR_BAD_ARG);
    }
    board_irq_free(irq);
    CHECK_STATUS(board_irq_alloc_line(LINE_SERIAL, 0, &other), OK);
    board_irq_free(other);
}
