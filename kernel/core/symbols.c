// SPDX-License-Identifier: MIT
// Names of functions of init.
#include "symbols.h"

#include <base/ksyms.h>

static struct {
    const void *table; ///< NULL: none. In the archive, so it is checked at each use.
    uint64_t table_b;
    vaddr_t base;
} state;

void symbols_set_init(const void *table, uint64_t table_b, vaddr_t base) {
    state.table = table;
    state.table_b = table_b;
    state.base = base;
}

void symbols_print(const char *label, vaddr_t address) {
    const char *name = NULL;
    uint64_t offset = 0;
    if (state.table != NULL && address >= state.base) {
        name = ksyms_find(state.table, state.table_b, address - state.base, &offset);
    }
    if (name != NULL) {
        kprintf("  %s %#llx %s+%#llx\n", label, (unsigned long long)address, name,
                (unsigned long long)offset);
    } else {
        kprintf("  %s %#llx\n", label, (unsigned long long)address);
    }
}
