// SPDX-License-Identifier: MIT
#include <drv/virtqueue.h>

#include <linux/virtio_ring.h>

#include <base/string.h>
#include <drv/mmio.h>

enum {
    PARTS_MAX = 16
};

static size_t avail_offset_b(uint16_t size) {
    return sizeof(struct vring_desc) * size;
}

static size_t used_offset_b(uint16_t size) {
    // flags, index, ring, used_event: 2 bytes each (2.7.6); the used ring is aligned to 4.
    return ALIGN_UP(avail_offset_b(size) + 6 + 2 * (size_t)size, (size_t)4);
}

size_t virtqueue_memory_b(uint16_t size) {
    return used_offset_b(size) + 6 + sizeof(struct vring_used_elem) * size;
}

status_t virtqueue_init(struct virtqueue *queue, uint16_t size, void *memory, paddr_t paddr) {
    if (size == 0 || size > VIRTQUEUE_SIZE_MAX || (size & (size - 1)) != 0) {
        return ERR_BAD_SIZE;
    }
    memset(queue, 0, sizeof *queue);
    queue->size = size;
    queue->num_free = size;
    uint8_t *bytes = memory;
    queue->desc = (struct vring_desc *)(void *)bytes;
    queue->avail = (struct vring_avail *)(void *)(bytes + avail_offset_b(size));
    queue->used = (struct vring_used *)(void *)(bytes + used_offset_b(size));
    queue->desc_paddr = paddr;
    queue->avail_paddr = paddr + avail_offset_b(size);
    queue->used_paddr = paddr + used_offset_b(size);
    for (uint16_t i = 0; i < size; i++) {
        queue->next[i] = (uint16_t)(i + 1);
    }
    return OK;
}

static void write_descriptor(struct virtqueue *queue, uint16_t index,
                             const struct virtqueue_buffer *part, bool last) {
    struct vring_desc *desc = &queue->desc[index];
    desc->addr = part->paddr;
    desc->len = part->size_b;
    desc->flags =
        (uint16_t)((part->device_writes ? VRING_DESC_F_WRITE : 0) | (last ? 0 : VRING_DESC_F_NEXT));
    desc->next = last ? 0 : queue->next[index];
}

/// Sum of what the device may write; ERR_BAD_ARG when a read part follows a written one or a part is empty.
static status_t check_parts(const struct virtqueue_buffer *parts, size_t num_parts,
                            uint32_t *out_writable_b) {
    uint32_t writable_b = 0;
    bool writing = false;
    for (size_t i = 0; i < num_parts; i++) {
        if (parts[i].size_b == 0 || (writing && !parts[i].device_writes)) {
            return ERR_BAD_ARG;
        }
        writing = parts[i].device_writes;
        if (writing && __builtin_add_overflow(writable_b, parts[i].size_b, &writable_b)) {
            return ERR_BAD_ARG;
        }
    }
    *out_writable_b = writable_b;
    return OK;
}

status_t virtqueue_add(struct virtqueue *queue, const struct virtqueue_buffer *parts,
                       size_t num_parts, uint16_t token) {
    uint32_t writable_b;
    if (num_parts == 0 || num_parts > PARTS_MAX) {
        return ERR_BAD_ARG;
    }
    TRY(check_parts(parts, num_parts, &writable_b));
    if (queue->broken) {
        return ERR_IO;
    }
    if (num_parts > queue->num_free) {
        return ERR_NO_SPACE;
    }
    uint16_t head = queue->free_head;
    uint16_t at = head;
    for (size_t i = 0; i < num_parts; i++) {
        write_descriptor(queue, at, &parts[i], i + 1 == num_parts);
        at = queue->next[at];
    }
    queue->free_head = at;
    queue->num_free = (uint16_t)(queue->num_free - num_parts);
    queue->length[head] = (uint8_t)num_parts;
    queue->token[head] = token;
    queue->writable_b[head] = writable_b;
    queue->avail->ring[queue->avail_index & (queue->size - 1u)] = head;
    queue->avail_index++;
    return OK;
}

void virtqueue_interrupt_at_end(struct virtqueue *queue) {
    if (queue->event_index) {
        // used_event stands behind the ring (2.7.6): the last request whose end is not told.
        *(volatile uint16_t *)&queue->avail->ring[queue->size] = (uint16_t)(queue->avail_index - 1);
    }
}

/// Whether the device asked for a notification by avail_event, behind the used ring (2.7.8).
static bool passed_event(const struct virtqueue *queue, uint16_t before) {
    uint16_t event = *(const volatile uint16_t *)(const void *)&queue->used->ring[queue->size];
    return (uint16_t)(queue->published - event - 1) < (uint16_t)(queue->published - before);
}

bool virtqueue_publish(struct virtqueue *queue) {
    uint16_t before = queue->published;
    queue->published = queue->avail_index;
    mmio_write_barrier(); // descriptors and ring entries before the index (2.7.13.3.1)
    *(volatile uint16_t *)&queue->avail->idx = queue->avail_index;
    mmio_full_barrier(); // the index before the device's flag is read (2.7.13.4.1)
    if (queue->event_index) {
        return passed_event(queue, before);
    }
    return (*(volatile uint16_t *)&queue->used->flags & VRING_USED_F_NO_NOTIFY) == 0;
}

static void release_chain(struct virtqueue *queue, uint16_t head) {
    uint16_t last = head;
    for (uint8_t i = 1; i < queue->length[head]; i++) {
        last = queue->next[last];
    }
    queue->next[last] = queue->free_head;
    queue->free_head = head;
    queue->num_free = (uint16_t)(queue->num_free + queue->length[head]);
    queue->length[head] = 0;
}

static status_t fail_broken(struct virtqueue *queue) {
    queue->broken = true;
    return ERR_IO;
}

status_t virtqueue_take(struct virtqueue *queue, uint16_t *out_token, uint32_t *out_written_b) {
    if (queue->broken) {
        return ERR_IO;
    }
    uint16_t device_index = *(volatile uint16_t *)&queue->used->idx;
    uint16_t pending = (uint16_t)(device_index - queue->used_index);
    if (pending == 0) {
        return ERR_NOT_FOUND;
    }
    if (pending > queue->size) {
        return fail_broken(queue);
    }
    mmio_read_barrier(); // the index before the entry
    const struct vring_used_elem *shared =
        &queue->used->ring[queue->used_index & (queue->size - 1u)];
    uint32_t id = *(const volatile uint32_t *)&shared->id;
    uint32_t written_b = *(const volatile uint32_t *)&shared->len;
    if (id >= queue->size || queue->length[id] == 0 || written_b > queue->writable_b[id]) {
        return fail_broken(queue);
    }
    queue->used_index++;
    *out_token = queue->token[id];
    if (out_written_b != NULL) {
        *out_written_b = written_b;
    }
    release_chain(queue, (uint16_t)id);
    return OK;
}
