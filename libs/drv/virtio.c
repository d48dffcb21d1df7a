// SPDX-License-Identifier: MIT
#include <drv/virtio.h>

#include <linux/virtio_config.h>
#include <linux/virtio_pci.h>
#include <linux/virtio_ring.h>

#include <base/string.h>
#include <drv/mmio.h>

enum {
    PCI_STATUS = 0x06,
    PCI_STATUS_CAP_LIST = 1 << 4,
    PCI_CAPABILITY_LIST = 0x34,
    PCI_CAP_ID_VENDOR = 0x09,
    PCI_CAPS_MAX =
        48, ///< 192 bytes behind the header hold no more; ends loops in a malformed list.
    RESET_POLLS_MAX = 1000000,
    CONFIG_READS_MAX = 16,
};

#define COMMON(device, field) ((device)->common.at + offsetof(struct virtio_pci_common_cfg, field))

static status_t read_config(const struct virtio_bus *bus, uint32_t offset, uint32_t width,
                            uint32_t *out) {
    return bus->config_read(bus->self, offset, width, out);
}

/// The window that a device capability names, or NULL for kinds that are not used.
static struct virtio_window *window_of(struct virtio *device, uint32_t kind) {
    switch (kind) {
    case VIRTIO_PCI_CAP_COMMON_CFG:
        return &device->common;
    case VIRTIO_PCI_CAP_NOTIFY_CFG:
        return &device->notify;
    case VIRTIO_PCI_CAP_ISR_CFG:
        return &device->isr;
    case VIRTIO_PCI_CAP_DEVICE_CFG:
        return &device->device;
    default:
        return NULL;
    }
}

/// Reads the capability at `at` and maps its window; the first of each kind counts (4.1.4).
static status_t take_capability(struct virtio *device, uint32_t at) {
    uint32_t kind, bar, offset_b, size_b;
    TRY(read_config(device->bus, at + VIRTIO_PCI_CAP_CFG_TYPE, 1, &kind));
    TRY(read_config(device->bus, at + VIRTIO_PCI_CAP_BAR, 1, &bar));
    TRY(read_config(device->bus, at + VIRTIO_PCI_CAP_OFFSET, 4, &offset_b));
    TRY(read_config(device->bus, at + VIRTIO_PCI_CAP_LENGTH, 4, &size_b));
    struct virtio_window *window = window_of(device, kind);
    if (window == NULL || window->at != NULL || bar >= VIRTIO_BARS_MAX) {
        return OK;
    }
    volatile uint8_t *base;
    uint64_t bar_size_b;
    TRY(device->bus->map_bar(device->bus->self, bar, &base, &bar_size_b));
    if (offset_b > bar_size_b || size_b > bar_size_b - offset_b) {
        return ERR_BAD_FORMAT;
    }
    if (kind == VIRTIO_PCI_CAP_NOTIFY_CFG) {
        TRY(read_config(device->bus, at + VIRTIO_PCI_NOTIFY_CAP_MULT, 4,
                        &device->notify_multiplier_b));
    }
    *window = (struct virtio_window){ base + offset_b, size_b };
    return OK;
}

static status_t find_windows(struct virtio *device) {
    uint32_t status, at;
    TRY(read_config(device->bus, PCI_STATUS, 2, &status));
    if ((status & PCI_STATUS_CAP_LIST) == 0) {
        return ERR_NOT_SUPPORTED;
    }
    TRY(read_config(device->bus, PCI_CAPABILITY_LIST, 1, &at));
    for (int i = 0; at >= 0x40 && at <= 0xf0 && i < PCI_CAPS_MAX; i++) {
        uint32_t id, next;
        TRY(read_config(device->bus, at, 1, &id));
        TRY(read_config(device->bus, at + 1, 1, &next));
        if (id == PCI_CAP_ID_VENDOR) {
            TRY(take_capability(device, at));
        }
        at = next & ~3u;
    }
    bool complete = device->common.size_b >= sizeof(struct virtio_pci_common_cfg) &&
                    device->notify.size_b >= sizeof(uint16_t);
    return complete ? OK : ERR_NOT_SUPPORTED;
}

static void add_status(struct virtio *device, uint8_t bits) {
    mmio_write8(COMMON(device, device_status),
                (uint8_t)(mmio_read8(COMMON(device, device_status)) | bits));
}

status_t virtio_open(struct virtio *device, const struct virtio_bus *bus) {
    memset(device, 0, sizeof *device);
    device->bus = bus;
    TRY(find_windows(device));
    TRY(virtio_reset(device));
    add_status(device, VIRTIO_CONFIG_S_ACKNOWLEDGE);
    add_status(device, VIRTIO_CONFIG_S_DRIVER);
    device->num_queues = mmio_read16(COMMON(device, num_queues));
    return OK;
}

status_t virtio_reset(struct virtio *device) {
    mmio_write8(COMMON(device, device_status), 0);
    for (int i = 0; i < RESET_POLLS_MAX; i++) {
        if (mmio_read8(COMMON(device, device_status)) == 0) {
            return OK;
        }
    }
    return ERR_TIMEOUT;
}

static uint64_t offered_features(struct virtio *device) {
    mmio_write32(COMMON(device, device_feature_select), 0);
    uint64_t low = mmio_read32(COMMON(device, device_feature));
    mmio_write32(COMMON(device, device_feature_select), 1);
    return low | (uint64_t)mmio_read32(COMMON(device, device_feature)) << 32;
}

status_t virtio_negotiate(struct virtio *device, uint64_t required, uint64_t optional) {
    required |= BIT64(VIRTIO_F_VERSION_1);
    uint64_t offered = offered_features(device);
    if ((offered & required) != required) {
        return ERR_NOT_SUPPORTED;
    }
    device->features = offered & (required | optional);
    mmio_write32(COMMON(device, guest_feature_select), 0);
    mmio_write32(COMMON(device, guest_feature), (uint32_t)device->features);
    mmio_write32(COMMON(device, guest_feature_select), 1);
    mmio_write32(COMMON(device, guest_feature), (uint32_t)(device->features >> 32));
    add_status(device, VIRTIO_CONFIG_S_FEATURES_OK);
    bool accepted = (mmio_read8(COMMON(device, device_status)) & VIRTIO_CONFIG_S_FEATURES_OK) != 0;
    return accepted ? OK : ERR_NOT_SUPPORTED;
}

uint16_t virtio_queue_size(struct virtio *device, uint16_t index) {
    if (index >= device->num_queues) {
        return 0;
    }
    mmio_write16(COMMON(device, queue_select), index);
    return MIN(mmio_read16(COMMON(device, queue_size)), (uint16_t)VIRTQUEUE_SIZE_MAX);
}

static void write_address(volatile uint8_t *low, paddr_t value) {
    mmio_write32(low, (uint32_t)value);
    mmio_write32(low + 4, (uint32_t)(value >> 32));
}

status_t virtio_enable_queue(struct virtio *device, uint16_t index, struct virtqueue *queue,
                             uint16_t vector) {
    if (virtio_queue_size(device, index) < queue->size) { // also selects it
        return ERR_NOT_FOUND;
    }
    uint64_t notify_b =
        (uint64_t)mmio_read16(COMMON(device, queue_notify_off)) * device->notify_multiplier_b;
    if (notify_b + sizeof(uint16_t) > device->notify.size_b) {
        return ERR_BAD_FORMAT;
    }
    mmio_write16(COMMON(device, queue_size), queue->size);
    mmio_write16(COMMON(device, queue_msix_vector), vector);
    if (mmio_read16(COMMON(device, queue_msix_vector)) != vector) {
        return ERR_IO;
    }
    write_address(COMMON(device, queue_desc_lo), queue->desc_paddr);
    write_address(COMMON(device, queue_avail_lo), queue->avail_paddr);
    write_address(COMMON(device, queue_used_lo), queue->used_paddr);
    mmio_write16(COMMON(device, queue_enable), 1);
    queue->index = index;
    queue->event_index = (device->features & BIT64(VIRTIO_RING_F_EVENT_IDX)) != 0;
    queue->notify = device->notify.at + notify_b;
    return OK;
}

void virtio_submit(struct virtqueue *queue) {
    if (virtqueue_publish(queue)) {
        mmio_write16(queue->notify, queue->index);
    }
}

status_t virtio_config_vector(struct virtio *device, uint16_t vector) {
    mmio_write16(COMMON(device, msix_config), vector);
    return mmio_read16(COMMON(device, msix_config)) == vector ? OK : ERR_IO;
}

status_t virtio_start(struct virtio *device) {
    add_status(device, VIRTIO_CONFIG_S_DRIVER_OK);
    uint8_t status = mmio_read8(COMMON(device, device_status));
    return (status & (VIRTIO_CONFIG_S_FAILED | VIRTIO_CONFIG_S_NEEDS_RESET)) == 0 ? OK : ERR_IO;
}

status_t virtio_read_config(struct virtio *device, uint32_t offset, void *out, size_t size_b) {
    uint8_t *bytes = out;
    for (int attempt = 0; attempt < CONFIG_READS_MAX; attempt++) {
        uint8_t generation = mmio_read8(COMMON(device, config_generation));
        for (size_t i = 0; i < size_b; i++) {
            bool there = offset < device->device.size_b && i < device->device.size_b - offset;
            bytes[i] = there ? mmio_read8(device->device.at + offset + i) : 0;
        }
        if (mmio_read8(COMMON(device, config_generation)) == generation) {
            return OK;
        }
    }
    return ERR_AGAIN;
}

void virtio_write_config8(struct virtio *device, uint32_t offset, uint8_t value) {
    if (offset < device->device.size_b) {
        mmio_write8(device->device.at + offset, value);
    }
}
