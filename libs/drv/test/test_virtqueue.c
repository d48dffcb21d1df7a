// SPDX-License-Identifier: MIT
#include <test/test.h>

#include <linux/virtio_ring.h>
#include <stdlib.h>

#include <base/rng.h>
#include <base/string.h>
#include <drv/virtqueue.h>

/// A device that the test plays by hand.
struct fixture {
    struct virtqueue queue;
    _Alignas(4096) uint8_t memory[8192];
};

static struct fixture fixture;

static void start(uint16_t size) {
    memset(&fixture, 0, sizeof fixture);
    CHECK_STATUS(virtqueue_init(&fixture.queue, size, fixture.memory, 0x10000), OK);
}

static status_t add(uint32_t read_b, uint32_t write_b, uint16_t token) {
    struct virtqueue_buffer parts[2] = { { 0x1000, read_b, false }, { 0x2000, write_b, true } };
    return virtqueue_add(&fixture.queue, parts, write_b != 0 ? 2 : 1, token);
}

static void complete(uint32_t id, uint32_t written_b) {
    struct vring_used *used = fixture.queue.used;
    used->ring[used->idx % fixture.queue.size] = (struct vring_used_elem){ id, written_b };
    used->idx++;
}

TEST(layout_follows_the_specification) {
    start(64);
    CHECK_EQ(virtqueue_memory_b(64), 16 * 64 + ALIGN_UP(6 + 2 * 64, 4) + 6 + 8 * 64);
    CHECK_EQ(fixture.queue.avail_paddr, 0x10000 + 1024);
    CHECK_EQ(fixture.queue.used_paddr % 4, 0);
}

TEST(sizes_are_powers_of_two) {
    CHECK_STATUS(virtqueue_init(&fixture.queue, 0, fixture.memory, 0), ERR_BAD_SIZE);
    CHECK_STATUS(virtqueue_init(&fixture.queue, 48, fixture.memory, 0), ERR_BAD_SIZE);
    CHECK_STATUS(virtqueue_init(&fixture.queue, 512, fixture.memory, 0), ERR_BAD_SIZE);
}

TEST(a_request_goes_out_and_comes_back) {
    start(4);
    CHECK_STATUS(add(24, 100, 7), OK);
    CHECK_EQ(fixture.queue.avail->idx, 0); // not before it is published
    CHECK(virtqueue_publish(&fixture.queue));
    CHECK_EQ(fixture.queue.avail->idx, 1);
    uint16_t head = fixture.queue.avail->ring[0];
    CHECK_EQ(fixture.queue.desc[head].flags, VRING_DESC_F_NEXT);
    CHECK_EQ(fixture.queue.desc[fixture.queue.desc[head].next].flags, VRING_DESC_F_WRITE);

    uint16_t token = 0;
    uint32_t written_b = 0;
    CHECK_STATUS(virtqueue_take(&fixture.queue, &token, &written_b), ERR_NOT_FOUND);
    complete(head, 24);
    CHECK_STATUS(virtqueue_take(&fixture.queue, &token, &written_b), OK);
    CHECK_EQ(token, 7);
    CHECK_EQ(written_b, 24);
    CHECK_EQ(fixture.queue.num_free, 4);
}

TEST(a_full_queue_refuses) {
    start(4);
    CHECK_STATUS(add(1, 1, 0), OK);
    CHECK_STATUS(add(1, 1, 1), OK);
    CHECK_STATUS(add(1, 0, 2), ERR_NO_SPACE);
}

TEST(bad_parts_are_refused) {
    start(4);
    struct virtqueue_buffer wrong_order[2] = { { 0, 4, true }, { 0, 4, false } };
    CHECK_STATUS(virtqueue_add(&fixture.queue, wrong_order, 2, 0), ERR_BAD_ARG);
    CHECK_STATUS(virtqueue_add(&fixture.queue, wrong_order, 0, 0), ERR_BAD_ARG);
    struct virtqueue_buffer empty = { 0, 0, false };
    CHECK_STATUS(virtqueue_add(&fixture.queue, &empty, 1, 0), ERR_BAD_ARG);
    CHECK_EQ(fixture.queue.num_free, 4);
}

TEST(no_notification_when_the_device_says_so) {
    start(4);
    fixture.queue.used->flags = VRING_USED_F_NO_NOTIFY;
    CHECK_STATUS(add(1, 0, 0), OK);
    CHECK(!virtqueue_publish(&fixture.queue));
}

/// Lets the device complete `id` with `written_b` and expects that it is caught for good.
static void expect_lie(uint32_t id, uint32_t written_b) {
    uint16_t token;
    start(4);
    CHECK_STATUS(add(4, 4, 0), OK);
    (void)virtqueue_publish(&fixture.queue);
    complete(id, written_b);
    CHECK_STATUS(virtqueue_take(&fixture.queue, &token, NULL), ERR_IO);
    CHECK_STATUS(virtqueue_take(&fixture.queue, &token, NULL), ERR_IO);
    CHECK_STATUS(add(4, 0, 1), ERR_IO);
}

TEST(event_indices_ask_for_one_interrupt) {
    start(8);
    fixture.queue.event_index = true;
    uint16_t *avail_event = (uint16_t *)(void *)&fixture.queue.used->ring[8];
    *avail_event = 0; // tell me of request 0
    for (uint16_t i = 0; i < 3; i++) {
        CHECK_STATUS(add(8, 0, i), OK);
    }
    virtqueue_interrupt_at_end(&fixture.queue);
    CHECK_EQ(fixture.queue.avail->ring[8], 2); // used_event: behind the third
    CHECK(virtqueue_publish(&fixture.queue));
    CHECK(!virtqueue_publish(&fixture.queue)); // nothing new
    CHECK_STATUS(add(8, 0, 3), OK);
    CHECK(
        !virtqueue_publish(&fixture.queue)); // the device is still at work and will look by itself
    *avail_event = 4;
    CHECK_STATUS(add(8, 0, 4), OK);
    fixture.queue.used->flags = VRING_USED_F_NO_NOTIFY; // means nothing now
    CHECK(virtqueue_publish(&fixture.queue));
}

TEST(a_lying_device_is_caught) {
    expect_lie(99, 0); // outside the table
    expect_lie(1, 0);  // second part of a request
    expect_lie(3, 0);  // free
    expect_lie(0, 5);  // more than there was room for
}

TEST(an_index_that_runs_ahead_is_caught) {
    uint16_t token;
    start(4);
    fixture.queue.used->idx = 5;
    CHECK_STATUS(virtqueue_take(&fixture.queue, &token, NULL), ERR_IO);
}

TEST(completions_in_any_order_lose_nothing) {
    start(16);
    struct rng rng;
    rng_init(&rng, 1);
    bool out[8] = { 0 };
    uint16_t head_of[8];
    for (int step = 0; step < 20000; step++) {
        uint16_t slot = (uint16_t)(rng_next(&rng) % 8);
        if (!out[slot]) {
            head_of[slot] = fixture.queue.free_head;
            REQUIRE(add(8, 8, slot) == OK);
            (void)virtqueue_publish(&fixture.queue);
            out[slot] = true;
        } else {
            uint16_t token = 99;
            complete(head_of[slot], 8);
            REQUIRE(virtqueue_take(&fixture.queue, &token, NULL) == OK);
            REQUIRE(token == slot);
            out[slot] = false;
        }
    }
}
