// SPDX-License-Identifier: MIT
#include "pci.h"

#include <linux/pci_regs.h>

#include <base/fmt.h>
#include <base/string.h>

enum {
    BUSES_MAX = 256,
    CAPS_MAX = 48,
    CONFIG_SPACE_B = 256,
    CAP_USED_B = 12, ///< Of the capabilities that are looked at.
    VENDOR_VIRTIO = 0x1af4,
    PRODUCT_MODERN_FIRST = 0x1040,
    PRODUCT_MODERN_LAST = 0x107f,
    PRODUCT_TRANSITIONAL_FIRST = 0x1000,
    PRODUCT_TRANSITIONAL_LAST = 0x103f,
};

#define NO_VENDOR 0xffffu

static uint32_t read(const struct pci_config *config, uint32_t address, uint32_t offset,
                     uint32_t width) {
    return config->read(config->self, address, offset, width);
}

static void write(const struct pci_config *config, uint32_t address, uint32_t offset,
                  uint32_t width, uint32_t value) {
    config->write(config->self, address, offset, width, value);
}

static void change_command(const struct pci_config *config, uint32_t address, uint32_t clear,
                           uint32_t set) {
    uint32_t command = read(config, address, PCI_COMMAND, 2);
    write(config, address, PCI_COMMAND, 2, (command & ~clear) | set);
}

/// What `register` reads back when all ones are written to it; its value stays.
static uint32_t probe(const struct pci_config *config, uint32_t address, uint32_t offset) {
    uint32_t before = read(config, address, offset, 4);
    write(config, address, offset, 4, UINT32_MAX);
    uint32_t mask = read(config, address, offset, 4);
    write(config, address, offset, 4, before);
    return mask;
}

/// Sizes BAR `index`; returns how many registers it takes (6.2.5.1).
static uint32_t size_bar(const struct pci_config *config, struct pci_function *function,
                         uint32_t index) {
    uint32_t offset = PCI_BASE_ADDRESS_0 + 4 * index;
    uint32_t low = read(config, function->address, offset, 4);
    if ((low & PCI_BASE_ADDRESS_SPACE_IO) != 0) {
        return 1;
    }
    bool wide = (low & PCI_BASE_ADDRESS_MEM_TYPE_MASK) == PCI_BASE_ADDRESS_MEM_TYPE_64 &&
                index + 1 < PCI_BARS_MAX;
    uint64_t mask = probe(config, function->address, offset) & (uint32_t)PCI_BASE_ADDRESS_MEM_MASK;
    uint64_t paddr = low & (uint32_t)PCI_BASE_ADDRESS_MEM_MASK;
    if (wide) {
        mask |= (uint64_t)probe(config, function->address, offset + 4) << 32;
        paddr |= (uint64_t)read(config, function->address, offset + 4, 4) << 32;
    } else if (mask != 0) {
        mask |= UINT64_C(0xffffffff) << 32;
    }
    uint64_t size_b = mask & (~mask + 1); // its lowest set bit
    if (size_b != 0 && paddr != 0 && IS_ALIGNED(paddr, size_b)) {
        function->bars[index] = (struct pci_bar){ paddr, size_b };
    }
    return wide ? 2 : 1;
}

static void take_msix(const struct pci_config *config, struct pci_function *function, uint8_t at) {
    uint32_t flags = read(config, function->address, at + PCI_MSIX_FLAGS, 2);
    uint32_t table = read(config, function->address, at + PCI_MSIX_TABLE, 4);
    uint32_t count = (flags & PCI_MSIX_FLAGS_QSIZE) + 1;
    uint32_t bar = table & PCI_MSIX_TABLE_BIR;
    uint32_t offset_b = table & PCI_MSIX_TABLE_OFFSET;
    if (bar >= PCI_BARS_MAX ||
        offset_b + (uint64_t)count * PCI_MSIX_ENTRY_SIZE > function->bars[bar].size_b) {
        return; // a table outside its BAR: the function has no usable interrupts
    }
    function->msix_at = at;
    function->msix_bar = (uint8_t)bar;
    function->msix_table_b = offset_b;
    function->vectors = (uint16_t)MIN(count, (uint32_t)PCI_VECTORS_MAX);
}

static void take_express(const struct pci_config *config, struct pci_function *function,
                         uint8_t at) {
    if ((read(config, function->address, at + PCI_EXP_DEVCAP, 4) & PCI_EXP_DEVCAP_FLR) != 0) {
        function->flr_at = at;
    }
}

static void read_capabilities(const struct pci_config *config, struct pci_function *function) {
    if ((read(config, function->address, PCI_STATUS, 2) & PCI_STATUS_CAP_LIST) == 0) {
        return;
    }
    uint32_t at = read(config, function->address, PCI_CAPABILITY_LIST, 1) & ~3u;
    for (uint32_t i = 0; at >= PCI_STD_HEADER_SIZEOF && i < CAPS_MAX; i++) {
        uint32_t id = read(config, function->address, at, 1);
        // Behind the end of the space the header begins again.
        bool has_room = at <= CONFIG_SPACE_B - CAP_USED_B;
        if (id == PCI_CAP_ID_MSIX && has_room) {
            take_msix(config, function, (uint8_t)at);
        } else if (id == PCI_CAP_ID_EXP && has_room) {
            take_express(config, function, (uint8_t)at);
        }
        at = read(config, function->address, at + 1, 1) & ~3u;
    }
}

static void read_device(const struct pci_config *config, struct pci_function *function) {
    // Sizing moves a BAR for a moment: it must not decode meanwhile.
    change_command(config, function->address, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER, 0);
    function->subsystem = (uint16_t)read(config, function->address, PCI_SUBSYSTEM_ID, 2);
    for (uint32_t i = 0; i < PCI_BARS_MAX; i++) {
        function->bar_registers[i] = read(config, function->address, PCI_BASE_ADDRESS_0 + 4 * i, 4);
    }
    for (uint32_t i = 0; i < PCI_BARS_MAX;) {
        i += size_bar(config, function, i);
    }
    read_capabilities(config, function);
}

/// Buses still to be looked at; every bus once, so a malformed bridge cannot make it endless.
struct walk {
    bool seen[BUSES_MAX];
    uint8_t queue[BUSES_MAX];
    uint32_t head, tail;
};

static void visit_later(struct walk *walk, uint32_t bus) {
    if (bus < BUSES_MAX && !walk->seen[bus]) {
        walk->seen[bus] = true;
        walk->queue[walk->tail++] = (uint8_t)bus;
    }
}

/// Reads the function at `address`: a device goes to `out`, a bridge's bus into the walk. False when nothing is there.
static bool visit(const struct pci_config *config, uint32_t address, struct walk *walk,
                  struct pci_function *out, bool *out_is_device) {
    *out_is_device = false;
    uint32_t vendor = read(config, address, PCI_VENDOR_ID, 2);
    if (vendor == NO_VENDOR || vendor == 0) {
        return false;
    }
    uint32_t header = read(config, address, PCI_HEADER_TYPE, 1) & 0x7f;
    if (header == PCI_HEADER_TYPE_BRIDGE) {
        visit_later(walk, read(config, address, PCI_SECONDARY_BUS, 1));
        change_command(config, address, 0, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
    } else if (header == PCI_HEADER_TYPE_NORMAL && out != NULL) {
        memset(out, 0, sizeof *out);
        out->address = address;
        out->vendor = (uint16_t)vendor;
        out->product = (uint16_t)read(config, address, PCI_DEVICE_ID, 2);
        out->class_code = read(config, address, PCI_CLASS_REVISION, 4) >> 8;
        read_device(config, out);
        *out_is_device = true;
    }
    return true;
}

uint32_t pci_scan(const struct pci_config *config, struct pci_function *out, uint32_t max) {
    struct walk walk = { 0 };
    uint32_t count = 0;
    visit_later(&walk, 0);
    while (walk.head < walk.tail) {
        uint32_t bus = walk.queue[walk.head++];
        for (uint32_t device = 0; device < 32; device++) {
            uint32_t first = bus << 16 | device << 11;
            bool multi = false;
            for (uint32_t function = 0; function < (multi ? 8u : 1u); function++) {
                bool is_device;
                bool there = visit(config, first | function << 8, &walk,
                                   count < max ? &out[count] : NULL, &is_device);
                count += is_device ? 1 : 0;
                if (function == 0 && there) {
                    multi = (read(config, first, PCI_HEADER_TYPE, 1) & 0x80) != 0;
                }
            }
        }
    }
    return count;
}

void pci_bus_id(const struct pci_function *function, char *out, size_t size_b) {
    uint32_t product = function->product;
    if (function->vendor == VENDOR_VIRTIO && product >= PRODUCT_MODERN_FIRST &&
        product <= PRODUCT_MODERN_LAST) {
        fmt_str(out, size_b, "virtio:%u", product - PRODUCT_MODERN_FIRST);
    } else if (function->vendor == VENDOR_VIRTIO && product >= PRODUCT_TRANSITIONAL_FIRST &&
               product <= PRODUCT_TRANSITIONAL_LAST) {
        fmt_str(out, size_b, "virtio:%u", (uint32_t)function->subsystem); // virtio 1.2, 4.1.2.3
    } else {
        fmt_str(out, size_b, "pci:%04x:%04x", (uint32_t)function->vendor, product);
    }
}

void pci_enable(const struct pci_config *config, const struct pci_function *function) {
    for (uint32_t i = 0; i < PCI_BARS_MAX; i++) {
        write(config, function->address, PCI_BASE_ADDRESS_0 + 4 * i, 4, function->bar_registers[i]);
    }
    change_command(config, function->address, 0, PCI_COMMAND_MEMORY | PCI_COMMAND_INTX_DISABLE);
    if (function->msix_at != 0) {
        uint32_t at = function->msix_at + PCI_MSIX_FLAGS;
        uint32_t flags = read(config, function->address, at, 2) & ~(uint32_t)PCI_MSIX_FLAGS_MASKALL;
        write(config, function->address, at, 2, flags | PCI_MSIX_FLAGS_ENABLE);
    }
}

void pci_start_dma(const struct pci_config *config, const struct pci_function *function) {
    change_command(config, function->address, 0, PCI_COMMAND_MASTER);
}

bool pci_quiesce(const struct pci_config *config, const struct pci_function *function) {
    change_command(config, function->address, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER, 0);
    if (function->flr_at == 0) {
        return false;
    }
    uint32_t at = function->flr_at + PCI_EXP_DEVCTL;
    write(config, function->address, at, 2,
          read(config, function->address, at, 2) | PCI_EXP_DEVCTL_BCR_FLR);
    return true;
}
