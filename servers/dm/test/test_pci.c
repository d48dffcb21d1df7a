// SPDX-License-Identifier: MIT
#include <test/test.h>

#include <linux/pci_regs.h>

#include <base/string.h>

#include "../pci.h"

/// Two buses of plain memory; BARs answer to sizing.
struct fake {
    uint8_t space[2][32][256];
    bool present[2][32];
    uint32_t bar_mask[2][32][6];
    uint32_t writes_while_decoding;
    uint8_t express_at; ///< Capability whose reset bit clears what a reset clears.
};

static struct fake fake;

static uint8_t *registers(struct fake *f, uint32_t address) {
    uint32_t bus = address >> 16, device = address >> 11 & 31, function = address >> 8 & 7;
    return bus < 2 && function == 0 && f->present[bus][device] ? f->space[bus][device] : NULL;
}

static uint32_t fake_read(void *self, uint32_t address, uint32_t offset, uint32_t width) {
    uint8_t *at = registers(self, address);
    uint32_t value = UINT32_MAX;
    if (at != NULL) {
        value = 0;
        memcpy(&value, at + offset, width);
    }
    return width == 2 ? value & 0xffff : width == 1 ? value & 0xff : value;
}

static void fake_write(void *self, uint32_t address, uint32_t offset, uint32_t width,
                       uint32_t value) {
    struct fake *f = self;
    uint8_t *at = registers(f, address);
    if (at == NULL) {
        return;
    }
    if (offset >= PCI_BASE_ADDRESS_0 && offset < PCI_BASE_ADDRESS_0 + 24) {
        uint32_t mask =
            f->bar_mask[address >> 16][address >> 11 & 31][(offset - PCI_BASE_ADDRESS_0) / 4];
        f->writes_while_decoding += at[PCI_COMMAND] & PCI_COMMAND_MEMORY ? 1 : 0;
        value = (value & mask) | (at[offset] & 0xfu & ~mask);
    }
    memcpy(at + offset, &value, width);
    uint8_t express = f->express_at;
    if (express != 0 && offset == express + PCI_EXP_DEVCTL &&
        (value & PCI_EXP_DEVCTL_BCR_FLR) != 0) {
        for (uint32_t i = 0; i < 24; i++) {
            at[PCI_BASE_ADDRESS_0 + i] &= i == 16 ? 0x0f : 0; // the kind of BAR 4 is wired
        }
        memset(at + PCI_COMMAND, 0, 2);
    }
}

static const struct pci_config config = { &fake, fake_read, fake_write };

static uint8_t *put(uint32_t bus, uint32_t device, uint16_t vendor, uint16_t product) {
    uint8_t *at = fake.space[bus][device];
    fake.present[bus][device] = true;
    memcpy(at + PCI_VENDOR_ID, &vendor, 2);
    memcpy(at + PCI_DEVICE_ID, &product, 2);
    at[PCI_COMMAND] = PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER;
    return at;
}

static void put_bar(uint32_t bus, uint32_t device, uint32_t index, uint32_t value, uint32_t mask) {
    memcpy(fake.space[bus][device] + PCI_BASE_ADDRESS_0 + 4 * index, &value, 4);
    fake.bar_mask[bus][device][index] = mask;
}

static struct pci_function found[4];

static uint32_t scan(void) {
    return pci_scan(&config, found, ARRAY_LEN(found));
}

TEST(bars_of_both_widths_are_sized) {
    memset(&fake, 0, sizeof fake);
    put(0, 3, 0x1af4, 0x1050);
    put_bar(0, 3, 0, 0xfe000000, 0xfffff000);
    put_bar(0, 3, 1, 0xc001, 0xffe0);
    put_bar(0, 3, 4, 0x0000000c, 0xffffc000);
    put_bar(0, 3, 5, 0x000000e0, 0xffffffff);
    CHECK_EQ(scan(), 1);
    CHECK_EQ(found[0].bars[0].size_b, 4096);
    CHECK_EQ(found[0].bars[1].size_b, 0); // ports
    CHECK_EQ(found[0].bars[4].size_b, 16384);
    CHECK_EQ(found[0].bars[4].paddr, UINT64_C(0xe000000000));
    CHECK_EQ(fake.writes_while_decoding, 0);
    CHECK_EQ(fake.space[0][3][PCI_COMMAND] & PCI_COMMAND_MASTER, 0);
}

TEST(a_bridge_leads_to_its_bus_once) {
    memset(&fake, 0, sizeof fake);
    uint8_t *bridge = put(0, 1, 0x8086, 1);
    bridge[PCI_HEADER_TYPE] = PCI_HEADER_TYPE_BRIDGE;
    bridge[PCI_SECONDARY_BUS] = 1;
    uint8_t *loop = put(1, 2, 0x8086, 2);
    loop[PCI_HEADER_TYPE] = PCI_HEADER_TYPE_BRIDGE;
    loop[PCI_SECONDARY_BUS] = 0;
    put(1, 7, 0x8086, 0x100e);
    CHECK_EQ(scan(), 1);
    CHECK_EQ(found[0].address, 1 << 16 | 7 << 11);
}

TEST(more_functions_than_room_are_left_out) {
    memset(&fake, 0, sizeof fake);
    for (uint32_t i = 0; i < 8; i++) {
        put(0, i, 0x8086, (uint16_t)i);
    }
    CHECK_EQ(scan(), 4);
}

static void put_msix(uint32_t table, uint16_t flags) {
    uint8_t *at = put(0, 3, 0x1af4, 0x1052);
    put_bar(0, 3, 1, 0xfe000000, 0xfffff000);
    at[PCI_STATUS] = PCI_STATUS_CAP_LIST;
    at[PCI_CAPABILITY_LIST] = 0x98;
    at[0x98] = PCI_CAP_ID_MSIX;
    memcpy(at + 0x98 + PCI_MSIX_FLAGS, &flags, 2);
    memcpy(at + 0x98 + PCI_MSIX_TABLE, &table, 4);
}

TEST(msix_is_found_and_enabled) {
    memset(&fake, 0, sizeof fake);
    put_msix(1, 2);
    CHECK_EQ(scan(), 1);
    CHECK_EQ(found[0].vectors, 3);
    CHECK_EQ(found[0].msix_bar, 1);
    pci_enable(&config, &found[0]);
    CHECK_EQ(fake.space[0][3][0x98 + PCI_MSIX_FLAGS + 1], 0x80);
    CHECK_EQ(fake.space[0][3][PCI_COMMAND] & (PCI_COMMAND_MASTER | PCI_COMMAND_MEMORY),
             PCI_COMMAND_MEMORY);
    pci_start_dma(&config, &found[0]);
    CHECK_EQ(fake.space[0][3][PCI_COMMAND] & PCI_COMMAND_MASTER, PCI_COMMAND_MASTER);
    CHECK(!pci_quiesce(&config, &found[0]));
    CHECK_EQ(fake.space[0][3][PCI_COMMAND] & (PCI_COMMAND_MASTER | PCI_COMMAND_MEMORY), 0);
}

TEST(bars_survive_a_function_level_reset) {
    memset(&fake, 0, sizeof fake);
    uint8_t *at = put(0, 3, 0x1af4, 0x1052);
    put_bar(0, 3, 4, 0x0000000c, 0xffffc000);
    put_bar(0, 3, 5, 0x000000e0, 0xffffffff);
    at[PCI_STATUS] = PCI_STATUS_CAP_LIST;
    at[PCI_CAPABILITY_LIST] = 0x40;
    at[0x40] = PCI_CAP_ID_EXP;
    at[0x40 + PCI_EXP_DEVCAP + 3] = 0x10; // function level reset
    fake.express_at = 0x40;
    CHECK_EQ(scan(), 1);
    uint8_t before[24];
    memcpy(before, at + PCI_BASE_ADDRESS_0, sizeof before);
    pci_enable(&config, &found[0]);
    CHECK(pci_quiesce(&config, &found[0]));
    CHECK(memcmp(before, at + PCI_BASE_ADDRESS_0, sizeof before) != 0);
    pci_enable(&config, &found[0]);
    CHECK(memcmp(before, at + PCI_BASE_ADDRESS_0, sizeof before) == 0);
    CHECK_EQ(fake.writes_while_decoding, 0);
}

TEST(a_capability_without_room_is_ignored) {
    memset(&fake, 0, sizeof fake);
    put_msix(1, 2);
    fake.space[0][3][PCI_CAPABILITY_LIST] = 0xf8;
    fake.space[0][3][0xf8] = PCI_CAP_ID_MSIX;
    CHECK_EQ(scan(), 1);
    CHECK_EQ(found[0].msix_at, 0);
}

TEST(a_vector_table_outside_its_bar_is_ignored) {
    memset(&fake, 0, sizeof fake);
    put_msix(1 | 0xff8, 0x7ff);
    CHECK_EQ(scan(), 1);
    CHECK_EQ(found[0].vectors, 0);
}

TEST(an_endless_capability_list_ends) {
    memset(&fake, 0, sizeof fake);
    put_msix(1, 0);
    fake.space[0][3][0x99] = 0x98;
    CHECK_EQ(scan(), 1);
}

TEST(bus_ids) {
    char text[32];
    struct pci_function function = { .vendor = 0x1af4, .product = 0x1050 };
    pci_bus_id(&function, text, sizeof text);
    CHECK_STR(text, "virtio:16");
    function.product = 0x1000;
    function.subsystem = 1;
    pci_bus_id(&function, text, sizeof text);
    CHECK_STR(text, "virtio:1");
    function.vendor = 0x8086;
    function.product = 0x100e;
    pci_bus_id(&function, text, sizeof text);
    CHECK_STR(text, "pci:8086:100e");
}
