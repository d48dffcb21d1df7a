// SPDX-License-Identifier: MIT
/// @file
/// I/O APICs.
#include "ioapic.h"

enum {
    REG_VERSION = 1,
    REG_LINE = 0x10, ///< Two 32-bit registers a line.
    LINE_ACTIVE_LOW = 1 << 13,
    LINE_LEVEL = 1 << 15,
    LINE_MASKED = 1 << 16,
    OFFSET_SELECT = 0x00,
    OFFSET_WINDOW = 0x10,
};

struct ioapic {
    vaddr_t regs;
    uint32_t gsi_base;
    uint32_t num_lines;
};

static struct {
    struct ioapic chips[IOAPIC_MAX];
    uint32_t num_chips;
} state;

static uint32_t read_reg(const struct ioapic *chip, uint32_t reg) {
    *(volatile uint32_t *)(chip->regs + OFFSET_SELECT) = reg;
    return *(volatile uint32_t *)(chip->regs + OFFSET_WINDOW);
}

static void write_reg(const struct ioapic *chip, uint32_t reg, uint32_t value) {
    *(volatile uint32_t *)(chip->regs + OFFSET_SELECT) = reg;
    *(volatile uint32_t *)(chip->regs + OFFSET_WINDOW) = value;
}

static const struct ioapic *find(uint32_t gsi) {
    for (uint32_t i = 0; i < state.num_chips; i++) {
        const struct ioapic *chip = &state.chips[i];
        if (gsi >= chip->gsi_base && gsi - chip->gsi_base < chip->num_lines) {
            return chip;
        }
    }
    return NULL;
}

static uint32_t line_reg(const struct ioapic *chip, uint32_t gsi) {
    return REG_LINE + 2 * (gsi - chip->gsi_base);
}

status_t ioapic_add(vaddr_t regs, uint32_t gsi_base) {
    if (state.num_chips == IOAPIC_MAX) {
        return ERR_NO_SPACE;
    }
    struct ioapic *chip = &state.chips[state.num_chips];
    *chip = (struct ioapic){ .regs = regs, .gsi_base = gsi_base };
    chip->num_lines = (read_reg(chip, REG_VERSION) >> 16 & 0xff) + 1;
    for (uint32_t i = 0; i < chip->num_lines; i++) {
        write_reg(chip, REG_LINE + 2 * i, LINE_MASKED);
        write_reg(chip, REG_LINE + 2 * i + 1, 0);
    }
    state.num_chips++;
    return OK;
}

status_t ioapic_route(uint32_t gsi, uint8_t vector, uint8_t apic_id, bool level, bool active_low) {
    const struct ioapic *chip = find(gsi);
    if (chip == NULL) {
        return ERR_NOT_FOUND;
    }
    uint32_t reg = line_reg(chip, gsi);
    write_reg(chip, reg, LINE_MASKED);
    write_reg(chip, reg + 1, (uint32_t)apic_id << 24);
    write_reg(chip, reg,
              (uint32_t)LINE_MASKED | vector | (level ? (uint32_t)LINE_LEVEL : 0) |
                  (active_low ? (uint32_t)LINE_ACTIVE_LOW : 0));
    return OK;
}

void ioapic_set_mask(uint32_t gsi, bool masked) {
    const struct ioapic *chip = find(gsi);
    if (chip != NULL) {
        uint32_t reg = line_reg(chip, gsi);
        uint32_t value = read_reg(chip, reg) & ~(uint32_t)LINE_MASKED;
        write_reg(chip, reg, masked ? value | (uint32_t)LINE_MASKED : value);
    }
}
