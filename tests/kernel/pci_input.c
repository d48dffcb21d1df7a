// SPDX-License-Identifier: MIT
/// @file
/// As much of PCI and virtio_input as one MSI-X interrupt needs.
#include "pci_input.h"

enum {
    PORT_ADDRESS = 0xcf8,
    PORT_DATA = 0xcfc,
    ID_VIRTIO_INPUT = 0x10521af4,
    REG_COMMAND = 0x04,
    REG_BAR0 = 0x10,
    REG_CAPS = 0x34,
    COMMAND_MEMORY_MASTER = 0x0406, ///< And no INTx.
    CAP_VENDOR = 0x09,
    CAP_MSIX = 0x11,
    VIRTIO_COMMON = 1,
    VIRTIO_NOTIFY = 2,
    MSIX_ENABLE = 1 << 31,
    // Common configuration.
    COMMON_FEATURE_SELECT = 0x08,
    COMMON_FEATURE = 0x0c,
    COMMON_STATUS = 0x14,
    COMMON_QUEUE_SELECT = 0x16,
    COMMON_QUEUE_SIZE = 0x18,
    COMMON_QUEUE_VECTOR = 0x1a,
    COMMON_QUEUE_ENABLE = 0x1c,
    COMMON_QUEUE_DESC = 0x20,
    COMMON_QUEUE_AVAIL = 0x28,
    COMMON_QUEUE_USED = 0x30,
    STATUS_ACK_DRIVER = 3,
    STATUS_FEATURES_OK = 8,
    STATUS_DRIVER_OK = 4,
    FEATURE_VERSION_1 = 1, ///< In the second word.
    QUEUE_SIZE = 8,
    OFFSET_AVAIL = 0x400,
    OFFSET_USED = 0x800,
    OFFSET_EVENTS = 0xc00,
    EVENT_B = 8,
    DESC_WRITE = 2,
    BAR_MAX_ORDER = 2,
};

static uint32_t config_read(uint32_t address, uint32_t reg) {
    uint32_t value = 0;
    (void)ioport_out(KT_IOPORT, PORT_ADDRESS, 4, address | (reg & 0xfcu));
    (void)ioport_in(KT_IOPORT, PORT_DATA, 4, &value);
    return value;
}

static void config_write(uint32_t address, uint32_t reg, uint32_t value) {
    (void)ioport_out(KT_IOPORT, PORT_ADDRESS, 4, address | (reg & 0xfcu));
    (void)ioport_out(KT_IOPORT, PORT_DATA, 4, value);
}

static uint64_t bar(uint32_t address, uint32_t index) {
    uint32_t low = config_read(address, REG_BAR0 + 4 * index);
    uint64_t high = (low & 6) == 4 ? config_read(address, REG_BAR0 + 4 * index + 4) : 0;
    return high << 32 | (low & ~0xfu);
}

/// Maps pages of device memory, uncached.
static status_t map_device(paddr_t paddr, uint32_t order, volatile uint8_t **out) {
    for (uint32_t i = 0; i < kt.boot->num_untypeds; i++) {
        const struct boot_untyped *u = &kt.boot->untypeds[i];
        if (u->kind != UNTYPED_DEVICE || paddr < u->paddr ||
            paddr - u->paddr >= BIT64(u->size_log2)) {
            continue;
        }
        handle_t untyped = START_HANDLE(INIT_SLOT_FIRST_UNTYPED + i);
        handle_t frame;
        handle_t attachment;
        vaddr_t vaddr;
        TRY(untyped_carve_at(untyped, OBJECT_FRAME, order, paddr - u->paddr, &frame));
        handle_t region = kt_region(1, &vaddr);
        TRY(frame_map(frame, region, 0, RIGHT_READ | RIGHT_WRITE, CACHE_UNCACHED));
        TRY(kt_attach(KT_DOMAIN, kt.tables, region, RIGHT_READ | RIGHT_WRITE, &attachment));
        *out = (volatile uint8_t *)vaddr;
        return OK;
    }
    return ERR_NOT_FOUND;
}

static status_t find_function(uint32_t *out) {
    for (uint32_t device = 0; device < 32; device++) {
        *out = UINT32_C(1) << 31 | device << 11;
        if (config_read(*out, 0) == ID_VIRTIO_INPUT) {
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

struct places {
    paddr_t common, notify, msix;
    uint32_t notify_multiplier;
};

static void read_caps(struct pci_input *dev, struct places *places) {
    uint32_t at = config_read(dev->address, REG_CAPS) & 0xfc;
    for (uint32_t i = 0; i < 48 && at != 0; i++) {
        uint32_t head = config_read(dev->address, at);
        if ((head & 0xff) == CAP_MSIX) {
            uint32_t table = config_read(dev->address, at + 4);
            dev->msix_cap = (uint16_t)at;
            places->msix = bar(dev->address, table & 7) + (table & ~7u);
        }
        if ((head & 0xff) == CAP_VENDOR) {
            uint64_t base = bar(dev->address, config_read(dev->address, at + 4) & 0xff) +
                            config_read(dev->address, at + 8);
            uint32_t type = head >> 24;
            places->common = type == VIRTIO_COMMON ? base : places->common;
            places->notify = type == VIRTIO_NOTIFY ? base : places->notify;
        }
        at = head >> 8 & 0xfc;
    }
}

status_t pci_input_find(struct pci_input *dev) {
    struct places places = { 0 };
    handle_t frame;
    struct cap_info info;
    TRY(find_function(&dev->address));
    read_caps(dev, &places);
    config_write(dev->address, REG_COMMAND, COMMAND_MEMORY_MASTER);
    // The lower one first: a device untyped is carved upwards. The other BAR has 16 KiB.
    volatile uint8_t *bar4;
    paddr_t base = ALIGN_DOWN(places.common, PAGE_SIZE_B << BAR_MAX_ORDER);
    if (places.msix < base) {
        TRY(map_device(places.msix, 0, &dev->msix));
        TRY(map_device(base, BAR_MAX_ORDER, &bar4));
    } else {
        TRY(map_device(base, BAR_MAX_ORDER, &bar4));
        TRY(map_device(places.msix, 0, &dev->msix));
    }
    dev->common = bar4 + (places.common - base);
    dev->notify = bar4 + (places.notify - base);
    dev->ring = kt_page(NULL, &frame);
    TRY(cap_info(frame, &info));
    dev->ring_paddr = info.detail[2];
    return dev->ring_paddr != 0 ? OK : ERR_DENIED;
}

static void write64(volatile uint8_t *at, uint64_t value) {
    *(volatile uint32_t *)at = (uint32_t)value;
    *(volatile uint32_t *)(at + 4) = (uint32_t)(value >> 32);
}

void pci_input_set_msi(struct pci_input *dev, uint64_t address, uint64_t data) {
    write64(dev->msix, address);
    *(volatile uint32_t *)(dev->msix + 8) = (uint32_t)data;
    *(volatile uint32_t *)(dev->msix + 12) = 0; // Not masked.
    uint32_t control = config_read(dev->address, dev->msix_cap);
    config_write(dev->address, dev->msix_cap,
                 (control & ~(UINT32_C(1) << 30)) | (uint32_t)MSIX_ENABLE);
}

void pci_input_reset(struct pci_input *dev) {
    dev->common[COMMON_STATUS] = 0;
    while (dev->common[COMMON_STATUS] != 0) {
    }
    dev->seen = 0;
}

static void fill_ring(struct pci_input *dev) {
    for (uint32_t i = 0; i < PAGE_SIZE_B; i++) {
        dev->ring[i] = 0;
    }
    for (uint32_t i = 0; i < QUEUE_SIZE; i++) {
        uint8_t *desc = dev->ring + 16 * i;
        *(uint64_t *)(void *)desc = dev->ring_paddr + OFFSET_EVENTS + EVENT_B * i;
        *(uint32_t *)(void *)(desc + 8) = EVENT_B;
        *(uint16_t *)(void *)(desc + 12) = DESC_WRITE;
        *(uint16_t *)(void *)(dev->ring + OFFSET_AVAIL + 4 + 2 * i) = (uint16_t)i;
    }
    *(volatile uint16_t *)(void *)(dev->ring + OFFSET_AVAIL + 2) = QUEUE_SIZE;
}

status_t pci_input_start(struct pci_input *dev) {
    volatile uint8_t *common = dev->common;
    fill_ring(dev);
    common[COMMON_STATUS] = STATUS_ACK_DRIVER;
    for (uint32_t word = 0; word < 2; word++) {
        *(volatile uint32_t *)(common + COMMON_FEATURE_SELECT) = word;
        *(volatile uint32_t *)(common + COMMON_FEATURE) = word == 1 ? FEATURE_VERSION_1 : 0;
    }
    common[COMMON_STATUS] = STATUS_ACK_DRIVER | STATUS_FEATURES_OK;
    if ((common[COMMON_STATUS] & STATUS_FEATURES_OK) == 0) {
        return ERR_IO;
    }
    *(volatile uint16_t *)(common + COMMON_QUEUE_SELECT) = 0;
    *(volatile uint16_t *)(common + COMMON_QUEUE_SIZE) = QUEUE_SIZE;
    *(volatile uint16_t *)(common + COMMON_QUEUE_VECTOR) = 0;
    if (*(volatile uint16_t *)(common + COMMON_QUEUE_VECTOR) != 0) {
        return ERR_IO;
    }
    write64(common + COMMON_QUEUE_DESC, dev->ring_paddr);
    write64(common + COMMON_QUEUE_AVAIL, dev->ring_paddr + OFFSET_AVAIL);
    write64(common + COMMON_QUEUE_USED, dev->ring_paddr + OFFSET_USED);
    *(volatile uint16_t *)(common + COMMON_QUEUE_ENABLE) = 1;
    common[COMMON_STATUS] = STATUS_ACK_DRIVER | STATUS_FEATURES_OK | STATUS_DRIVER_OK;
    *(volatile uint16_t *)dev->notify = 0;
    return OK;
}

uint32_t pci_input_events(struct pci_input *dev) {
    uint16_t now = *(volatile uint16_t *)(void *)(dev->ring + OFFSET_USED + 2);
    uint32_t count = (uint16_t)(now - dev->seen);
    dev->seen = now;
    return count;
}
