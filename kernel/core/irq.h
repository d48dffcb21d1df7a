// SPDX-License-Identifier: MIT
/// @file
/// Interrupts as notification bits.
#pragma once

#include "objects.h"

void irq_init(struct irq *irq, uint32_t number);
/// Interrupt `number` came.
void irq_deliver(uint32_t number);
void irq_ack(struct irq *irq);
void irq_destroy(struct irq *irq);
