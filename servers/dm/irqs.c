// SPDX-License-Identifier: MIT
#include "irqs.h"

#include <linux/pci_regs.h>

#include <abi/boot.h>
#include <drv/mmio.h>
#include <hsys/object.h>
#include <idl/vm.h>

enum {
    LINES_MAX = 24
};

static status_t map_table(struct vectors *vectors, const struct pci_function *function,
                          const struct bar_frames *bars) {
    const struct bar_frames *bar = &bars[function->msix_bar];
    uint64_t table_b = (uint64_t)function->vectors * PCI_MSIX_ENTRY_SIZE;
    if (bar->count == 0 || function->msix_table_b + table_b > bar->frame_b) {
        return ERR_NOT_FOUND; // only the first frame is looked at: no device has its table behind 2 MiB
    }
    struct vm_memory_map_device_req request = { .frame = bar->frames[0],
                                                .cache = VM_CACHE_UNCACHED };
    struct vm_memory_map_device_rep reply;
    TRY(vm_memory_map_device(START_HANDLE(SLOT_VM), &request, &reply));
    vectors->table = (volatile uint8_t *)reply.address + function->msix_table_b;
    return OK;
}

static volatile uint8_t *entry(const struct vectors *vectors, uint32_t index) {
    return vectors->table + (uint64_t)index * PCI_MSIX_ENTRY_SIZE;
}

static void mask(const struct vectors *vectors, uint32_t index, bool masked) {
    mmio_write32(entry(vectors, index) + PCI_MSIX_ENTRY_VECTOR_CTRL,
                 masked ? PCI_MSIX_ENTRY_CTRL_MASKBIT : 0);
}

/// Makes the Irq object of vector `index` once.
static status_t make_irq(const struct irqs *irqs, struct vectors *vectors, uint32_t index) {
    uint64_t address, data;
    handle_t irq;
    TRY(irq_control_msi(irqs->control, irqs->memory, &irq, &address, &data));
    vectors->irqs[index] = irq;
    vectors->address[index] = address;
    vectors->data[index] = (uint32_t)data;
    return OK;
}

/// A reset of the device clears its table: written for each driver anew.
static void write_entry(const struct vectors *vectors, uint32_t index) {
    volatile uint8_t *at = entry(vectors, index);
    mask(vectors, index, true); // 6.8.3.5: an entry only changes while it is masked
    mmio_write32(at + PCI_MSIX_ENTRY_LOWER_ADDR, (uint32_t)vectors->address[index]);
    mmio_write32(at + PCI_MSIX_ENTRY_UPPER_ADDR, (uint32_t)(vectors->address[index] >> 32));
    mmio_write32(at + PCI_MSIX_ENTRY_DATA, vectors->data[index]);
    mask(vectors, index, false);
}

status_t vectors_get(const struct irqs *irqs, struct vectors *vectors,
                     const struct pci_function *function, const struct bar_frames *bars,
                     uint32_t index, handle_t *out) {
    if (index >= function->vectors) {
        return ERR_NOT_FOUND;
    }
    if (vectors->table == NULL) {
        TRY(map_table(vectors, function, bars));
    }
    if (vectors->irqs[index] == HANDLE_NONE) {
        TRY(make_irq(irqs, vectors, index));
    }
    TRY(cap_revoke(vectors->irqs[index]));
    TRY(cap_derive(vectors->irqs[index], RIGHT_ALL, 0, out));
    write_entry(vectors, index);
    return OK;
}

void vectors_release(struct vectors *vectors, const struct pci_function *function) {
    for (uint32_t i = 0; i < function->vectors; i++) {
        if (vectors->irqs[i] != HANDLE_NONE) {
            mask(vectors, i, true);
            (void)cap_revoke(vectors->irqs[i]); // our own capability: cannot be missing
        }
    }
}

status_t lines_get(const struct irqs *irqs, uint32_t line, handle_t *out) {
    static handle_t lines[LINES_MAX];
    if (line >= LINES_MAX) {
        return ERR_NOT_FOUND;
    }
    if (lines[line] == HANDLE_NONE) {
        TRY(irq_control_line(irqs->control, irqs->memory, line, 0, &lines[line]));
    }
    TRY(cap_revoke(lines[line]));
    return cap_derive(lines[line], RIGHT_ALL, 0, out);
}
