// SPDX-License-Identifier: MIT
// Names of functions of the trusted core.
#include "symbols.h"

#include <base/ksyms.h>

static struct {
    const void *table; ///< NULL: none. In the archive, so it is checked at each use.
    uint64_t table_b;
    vaddr_t base; ///< 0: not loaded yet.
} tasks[SYMBOLS_NUM];

void symbols_set_table(enum symbols_of task, const void *table, uint64_t table_b) {
    tasks[task].table = table;
    tasks[task].table_b = table_b;
}

void symbols_set_base(enum symbols_of task, vaddr_t base) {
    tasks[task].base = base;
}

void symbols_print(const char *label, vaddr_t address) {
    const char *name = NULL;
    uint64_t offset = 0;
    for (uint32_t i = 0; i < SYMBOLS_NUM && name == NULL; i++) {
        if (tasks[i].table != NULL && tasks[i].base != 0 && address >= tasks[i].base) {
            name = ksyms_find(tasks[i].table, tasks[i].table_b, address - tasks[i].base, &offset);
        }
    }
    if (name != NULL) {
        kprintf("  %s %#llx %s+%#llx\n", label, (unsigned long long)address, name,
                (unsigned long long)offset);
    } else {
        kprintf("  %s %#llx\n", label, (unsigned long long)address);
    }
}
