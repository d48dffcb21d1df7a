// SPDX-License-Identifier: MIT
/// @file
/// Internal to libs/ui_wire: pieces of the validator that lie in files of their own.
#pragma once

#include <ui_wire/tree.h>

/// Checks canvas operations in the `num_words` words at `words`, in one pass.
bool ui_ops_valid(const uint32_t *words, uint32_t num_words, bool *out_utf8_bad);

/// Whether the bits of a double stand for a finite number.
static inline bool ui_f64_finite(uint64_t bits) {
    return ((bits >> 52) & 0x7ff) != 0x7ff;
}

/// Slots of the id table for `nodes` nodes: a power of two, at most half full.
uint32_t ui_id_slots_for(uint32_t nodes);
