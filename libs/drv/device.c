// SPDX-License-Identifier: MIT
#include <drv/device.h>

#include <base/string.h>
#include <idl/dm.h>
#include <idl/vm.h>
#include <ipc/ipc.h>

#define ARGUMENT "device="

/// The number behind "device=" among the words of `arguments`.
static status_t find_device_argument(const char *arguments, uint32_t *out) {
    const size_t prefix_b = sizeof ARGUMENT - 1;
    for (const char *at = arguments; *at != 0; at++) {
        bool word_starts = at == arguments || at[-1] == ' ';
        if (!word_starts || strnlen(at, prefix_b) < prefix_b ||
            memcmp(at, ARGUMENT, prefix_b) != 0) {
            continue;
        }
        const char *digit = at + prefix_b;
        uint32_t value = 0;
        if (*digit < '0' || *digit > '9') {
            return ERR_BAD_ARG;
        }
        for (; *digit >= '0' && *digit <= '9' && value < 1000000; digit++) {
            value = value * 10 + (uint32_t)(*digit - '0');
        }
        *out = value;
        return OK;
    }
    return ERR_BAD_ARG;
}

static status_t bus_config_read(void *self, uint32_t offset, uint32_t width, uint32_t *out_value) {
    const struct drv_device *device = self;
    struct dm_device_config_read_req request = { .offset = offset, .width = width };
    struct dm_device_config_read_rep reply;
    TRY(dm_device_config_read(device->connection, &request, &reply));
    *out_value = reply.value;
    return OK;
}

static status_t bus_map_bar(void *self, uint32_t bar, volatile uint8_t **out_at,
                            uint64_t *out_size_b) {
    return drv_device_map_bar(self, bar, out_at, out_size_b);
}

status_t drv_device_open(handle_t connection, struct drv_device *out) {
    struct ipc_msg buffer;
    struct dm_device_claim_req request;
    struct dm_device_claim_rep reply;
    memset(out, 0, sizeof *out);
    TRY(find_device_argument(start_info()->args, &request.device));
    TRY(dm_device_claim(connection, &request, &reply, &buffer));
    out->connection = connection;
    out->vendor = reply.vendor;
    out->product = reply.product;
    out->vectors = reply.vectors;
    for (size_t i = 0; i < reply.bars.len && i < VIRTIO_BARS_MAX; i++) {
        out->bar_size_b[i] = reply.bars.ptr[i].size;
    }
    out->bus = (struct virtio_bus){ out, bus_config_read, bus_map_bar };
    return OK;
}

status_t drv_device_map_bar(struct drv_device *device, uint32_t bar, volatile uint8_t **out_at,
                            uint64_t *out_size_b) {
    if (bar >= VIRTIO_BARS_MAX || device->bar_size_b[bar] == 0) {
        return ERR_NOT_FOUND;
    }
    if (device->bar_at[bar] == NULL) {
        struct dm_device_bar_req request = { .bar = bar, .index = 0 };
        struct dm_device_bar_rep reply;
        TRY(dm_device_bar(device->connection, &request, &reply));
        struct vm_memory_map_device_req map = { .frame = reply.frame, .cache = VM_CACHE_UNCACHED };
        struct vm_memory_map_device_rep mapped;
        status_t status = vm_memory_map_device(START_HANDLE(SLOT_VM), &map, &mapped);
        ipc_cap_drop(reply.frame); // vm has its own copy now
        TRY(status);
        device->bar_at[bar] = (volatile uint8_t *)mapped.address;
        device->bar_size_b[bar] = reply.size;
    }
    *out_at = device->bar_at[bar];
    *out_size_b = device->bar_size_b[bar];
    return OK;
}

status_t drv_device_start_dma(struct drv_device *device) {
    return dm_device_start_dma(device->connection, &(struct dm_device_start_dma_req){ 0 }, NULL);
}

status_t drv_device_irq(struct drv_device *device, uint32_t vector, uint32_t bit, handle_t *out) {
    struct dm_device_irq_req request = { .vector = vector };
    struct dm_device_irq_rep reply;
    handle_t notification;
    TRY(dm_device_irq(device->connection, &request, &reply));
    status_t status = ipc_signal_cap(bit, &notification);
    if (status == OK) {
        status = irq_bind(reply.irq, notification);
        status = status != OK ? status : irq_ack(reply.irq);
    }
    if (status != OK) {
        ipc_cap_drop(reply.irq);
        return status;
    }
    *out = reply.irq; // the derived notification stays for as long as the interrupt does
    return OK;
}
