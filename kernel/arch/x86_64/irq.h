// SPDX-License-Identifier: MIT
/// @file
/// Vectors that belong to devices: interrupt i of board.h is vector X86_IRQ_VECTOR_FIRST + i.
#pragma once

enum {
    X86_IRQ_VECTOR_FIRST = 48,
    X86_IRQ_VECTOR_END = 240,
    X86_IRQS = X86_IRQ_VECTOR_END - X86_IRQ_VECTOR_FIRST,
};
