// SPDX-License-Identifier: MIT
/// @file
/// Split virtqueues (virtio 1.2, section 2.7) over memory that the device reads and writes.
///
/// The device is not trusted: what it writes is read once and checked, and the driver's own bookkeeping lies in
/// private memory. One thread uses a queue.
#pragma once

#include <base/base.h>

enum {
    VIRTQUEUE_SIZE_MAX = 256, ///< Descriptors; larger queues of a device are used in part.
    VIRTQUEUE_MEMORY_ALIGN = 4096,
};

struct vring_desc;
struct vring_avail;
struct vring_used;

/// Memory of one part of a request, physically consecutive.
struct virtqueue_buffer {
    paddr_t paddr;
    uint32_t size_b;
    bool device_writes; ///< Parts that the device writes follow those that it reads.
};

/// One queue. Owned by the driver; `memory` is shared with the device.
struct virtqueue {
    uint16_t size;        ///< Descriptors, a power of two, 1..VIRTQUEUE_SIZE_MAX.
    uint16_t num_free;    ///< Descriptors not in use.
    uint16_t free_head;   ///< First free descriptor, linked through `next`.
    uint16_t avail_index; ///< Requests ever made available.
    uint16_t used_index;  ///< Completions ever taken.
    bool broken;          ///< The device lied once: nothing more is taken from this queue.
    bool event_index;     ///< VIRTIO_RING_F_EVENT_IDX; set by virtio_enable_queue().
    uint16_t published;   ///< Requests the device was shown.
    struct vring_desc *desc;
    struct vring_avail *avail;
    struct vring_used *used;
    paddr_t desc_paddr, avail_paddr, used_paddr;
    uint16_t index;           ///< Number of the queue in its device; set by virtio_enable_queue().
    volatile uint8_t *notify; ///< Where the device is told of news; set by virtio_enable_queue().
    uint16_t next[VIRTQUEUE_SIZE_MAX];  ///< Private copy of the chain links.
    uint8_t length[VIRTQUEUE_SIZE_MAX]; ///< Descriptors of the request that begins here, 0 = none.
    uint16_t token[VIRTQUEUE_SIZE_MAX]; ///< The caller's name for that request.
    uint32_t writable_b[VIRTQUEUE_SIZE_MAX]; ///< What the device may write for it.
};

/// Bytes of physically consecutive memory that a queue of `size` descriptors needs.
size_t virtqueue_memory_b(uint16_t size);

/// Lays a queue of `size` descriptors (a power of two) into zeroed `memory`, aligned to VIRTQUEUE_MEMORY_ALIGN,
/// of virtqueue_memory_b(size) bytes, which the device knows as `paddr`.
///
/// @return OK, ERR_BAD_SIZE.
status_t virtqueue_init(struct virtqueue *queue, uint16_t size, void *memory, paddr_t paddr);

/// Makes a request of 1..16 `parts` available. `token` comes back with its completion. The device learns of it by
/// virtqueue_publish().
///
/// @return OK, ERR_NO_SPACE while too few descriptors are free, ERR_BAD_ARG, ERR_IO on a broken queue.
status_t virtqueue_add(struct virtqueue *queue, const struct virtqueue_buffer *parts,
                       size_t num_parts, uint16_t token);

/// Has the device interrupt once, when it has done all that was added so far, rather than after each
/// request. Only a device with VIRTIO_RING_F_EVENT_IDX can; others go on as before. Call it before
/// virtqueue_publish().
void virtqueue_interrupt_at_end(struct virtqueue *queue);

/// Makes what was added visible.
///
/// @return whether the device wants to be notified.
bool virtqueue_publish(struct virtqueue *queue);

/// Takes the next completed request. `out_written_b` may be NULL.
///
/// @return OK, ERR_NOT_FOUND when there is none, ERR_IO when the device lied (the queue is broken from then on).
status_t virtqueue_take(struct virtqueue *queue, uint16_t *out_token, uint32_t *out_written_b);
