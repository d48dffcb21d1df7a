// SPDX-License-Identifier: MIT
/// @file
/// I/O APICs: lines named by global interrupt number.
#pragma once

#include <base/base.h>

enum {
    IOAPIC_MAX = 4
};

/// Adds the chip whose registers are mapped at `regs`; its lines begin at number `gsi_base`.
/// Masks all of them. @return OK, ERR_NO_SPACE after IOAPIC_MAX chips.
status_t ioapic_add(vaddr_t regs, uint32_t gsi_base);

/// Routes line `gsi` to `vector` of CPU `apic_id`; stays masked.
/// @return OK, ERR_NOT_FOUND when no chip has the line.
status_t ioapic_route(uint32_t gsi, uint8_t vector, uint8_t apic_id, bool level, bool active_low);

/// Masks or unmasks a routed line. Nothing happens for a line that does not exist.
void ioapic_set_mask(uint32_t gsi, bool masked);
