// SPDX-License-Identifier: MIT
#include <test/test.h>

#include <linux/virtio_config.h>
#include <linux/virtio_pci.h>

#include <base/string.h>
#include <drv/virtio.h>

/// A PCI function whose registers are plain memory: what is written stays.
struct fake {
    uint8_t config[256];
    _Alignas(8) uint8_t bar[4096];
    struct virtio_bus bus;
};

static struct fake fake;

static status_t fake_read(void *self, uint32_t offset, uint32_t width, uint32_t *out) {
    struct fake *f = self;
    *out = 0;
    if (offset + width > sizeof f->config) {
        return ERR_BAD_ARG;
    }
    memcpy(out, f->config + offset, width);
    return OK;
}

static status_t fake_map(void *self, uint32_t bar, volatile uint8_t **out_at,
                         uint64_t *out_size_b) {
    struct fake *f = self;
    if (bar != 4) {
        return ERR_NOT_FOUND;
    }
    *out_at = f->bar;
    *out_size_b = sizeof f->bar;
    return OK;
}

static void put_capability(uint8_t at, uint8_t next, uint8_t kind, uint32_t offset_b,
                           uint32_t size_b) {
    uint8_t *cap = fake.config + at;
    cap[0] = 0x09;
    cap[1] = next;
    cap[2] = 20;
    cap[VIRTIO_PCI_CAP_CFG_TYPE] = kind;
    cap[VIRTIO_PCI_CAP_BAR] = 4;
    memcpy(cap + VIRTIO_PCI_CAP_OFFSET, &offset_b, 4);
    memcpy(cap + VIRTIO_PCI_CAP_LENGTH, &size_b, 4);
}

static void put_device(void) {
    memset(&fake, 0, sizeof fake);
    fake.bus = (struct virtio_bus){ &fake, fake_read, fake_map };
    fake.config[6] = 1 << 4;
    fake.config[0x34] = 0x40;
    put_capability(0x40, 0x60, VIRTIO_PCI_CAP_COMMON_CFG, 0, 0x100);
    put_capability(0x60, 0x80, VIRTIO_PCI_CAP_NOTIFY_CFG, 0x400, 0x100);
    put_capability(0x80, 0, VIRTIO_PCI_CAP_DEVICE_CFG, 0x800, 16);
    fake.config[0x60 + VIRTIO_PCI_NOTIFY_CAP_MULT] = 4;
    struct virtio_pci_common_cfg *common = (void *)fake.bar;
    common->num_queues = 2;
    common->queue_size = 64;
    common->device_feature =
        3; // the same word for both selections: VERSION_1 is bit 0 of the upper one
}

TEST(windows_are_found) {
    struct virtio device;
    put_device();
    CHECK_STATUS(virtio_open(&device, &fake.bus), OK);
    CHECK_EQ(device.notify.at - fake.bar, 0x400);
    CHECK_EQ(device.device.size_b, 16);
    CHECK_EQ(device.notify_multiplier_b, 4);
    CHECK_EQ(device.num_queues, 2);
    struct virtio_pci_common_cfg *common = (void *)fake.bar;
    CHECK_EQ(common->device_status, VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER);
}

TEST(a_window_outside_its_bar_is_malformed) {
    struct virtio device;
    put_device();
    put_capability(0x80, 0, VIRTIO_PCI_CAP_DEVICE_CFG, 0xff8, 16);
    CHECK_STATUS(virtio_open(&device, &fake.bus), ERR_BAD_FORMAT);
}

TEST(an_endless_capability_list_ends) {
    struct virtio device;
    put_device();
    fake.config[0x41] = 0x40;
    CHECK_STATUS(virtio_open(&device, &fake.bus), ERR_NOT_SUPPORTED);
}

TEST(a_legacy_device_is_refused) {
    struct virtio device;
    put_device();
    fake.config[6] = 0;
    CHECK_STATUS(virtio_open(&device, &fake.bus), ERR_NOT_SUPPORTED);
}

TEST(features_are_required_and_optional) {
    struct virtio device;
    put_device();
    REQUIRE(virtio_open(&device, &fake.bus) == OK);
    CHECK_STATUS(virtio_negotiate(&device, BIT64(5), 0), ERR_NOT_SUPPORTED);
    CHECK_STATUS(virtio_negotiate(&device, BIT64(0), BIT64(1) | BIT64(7)), OK);
    CHECK_EQ(device.features, BIT64(32) | BIT64(0) | BIT64(1));
}

static _Alignas(4096) uint8_t queue_memory[8192];

TEST(a_queue_is_enabled_and_told) {
    struct virtio device;
    struct virtqueue queue;
    put_device();
    REQUIRE(virtio_open(&device, &fake.bus) == OK);
    struct virtio_pci_common_cfg *common = (void *)fake.bar;
    common->queue_notify_off = 3;
    REQUIRE(virtqueue_init(&queue, 64, queue_memory, 0x123456000) == OK);
    CHECK_STATUS(virtio_enable_queue(&device, 1, &queue, 5), OK);
    CHECK_EQ(common->queue_desc_hi, 1);
    CHECK_EQ(common->queue_msix_vector, 5);
    CHECK_EQ(common->queue_enable, 1);
    virtio_submit(&queue);
    CHECK_EQ(fake.bar[0x400 + 12], 1);
}

TEST(a_notification_outside_the_window_is_refused) {
    struct virtio device;
    struct virtqueue queue;
    put_device();
    REQUIRE(virtio_open(&device, &fake.bus) == OK);
    ((struct virtio_pci_common_cfg *)(void *)fake.bar)->queue_notify_off = 64;
    REQUIRE(virtqueue_init(&queue, 64, queue_memory, 0) == OK);
    CHECK_STATUS(virtio_enable_queue(&device, 0, &queue, 0), ERR_BAD_FORMAT);
    CHECK_EQ(((struct virtio_pci_common_cfg *)(void *)fake.bar)->queue_enable, 0);
}

TEST(configuration_is_read_within_bounds) {
    struct virtio device;
    uint8_t bytes[20];
    put_device();
    REQUIRE(virtio_open(&device, &fake.bus) == OK);
    memset(fake.bar + 0x800, 0xaa, 32);
    CHECK_STATUS(virtio_read_config(&device, 0, bytes, sizeof bytes), OK);
    CHECK_EQ(bytes[15], 0xaa);
    CHECK_EQ(bytes[16], 0);
}
