// SPDX-License-Identifier: MIT
/// @file
/// Names of functions for backtraces.
#include <base/ksyms.h>

const char *ksyms_find(const void *table, size_t table_b, uint64_t address,
                       uint64_t *out_offset_b) {
    const struct ksyms_header *head = table;
    if (table_b < sizeof(*head) || head->magic != KSYMS_MAGIC || head->names_b == 0) {
        return NULL;
    }
    uint64_t entries_b = (uint64_t)head->num_symbols * sizeof(struct ksyms_symbol);
    if (entries_b + head->names_b > table_b - sizeof(*head)) {
        return NULL;
    }
    const char *names = (const char *)(head + 1) + entries_b;
    if (names[head->names_b - 1] != '\0' || address < head->base ||
        address - head->base >= head->text_b) {
        return NULL;
    }
    uint64_t offset = address - head->base;
    uint32_t low = 0; // First entry behind `offset`.
    uint32_t high = head->num_symbols;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (head->symbols[middle].offset_b <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0 || head->symbols[low - 1].name >= head->names_b) {
        return NULL;
    }
    *out_offset_b = offset - head->symbols[low - 1].offset_b;
    return names + head->symbols[low - 1].name;
}
