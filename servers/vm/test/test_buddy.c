// SPDX-License-Identifier: MIT
/// @file
/// The buddy allocator over fake capabilities: no overlap, all memory comes back, failures change
/// nothing that counts.

#include "buddy.h"

#include <base/rng.h>
#include <base/string.h>
#include <test/test.h>

enum {
    BLOCKS = 4096,
    LIVE = 256,
    ROOT_LOG2 = 22
};

/// Capabilities are numbers; the fake kernel counts those that exist.
struct fake {
    uint64_t next_cap;
    uint32_t num_caps;
    uint32_t num_slots; ///< Limit.
};

static status_t fake_split(void *ctx, handle_t block, uint32_t half_log2, handle_t out[2]) {
    struct fake *fake = ctx;
    (void)block;
    (void)half_log2;
    if (fake->num_caps + 2 > fake->num_slots) {
        return ERR_NO_SLOTS;
    }
    out[0] = ++fake->next_cap;
    out[1] = ++fake->next_cap;
    fake->num_caps += 2;
    return OK;
}

static void fake_join(void *ctx, const handle_t halves[2]) {
    struct fake *fake = ctx;
    (void)halves;
    fake->num_caps -= 2;
}

static void fake_clean(void *ctx, handle_t block) {
    (void)ctx;
    (void)block;
}

static const struct buddy_ops ops = { .split = fake_split, .join = fake_join, .clean = fake_clean };

static struct block blocks[BLOCKS];

static void start(struct buddy *buddy, struct fake *fake) {
    *fake = (struct fake){ .num_slots = 100000 };
    buddy_init(buddy, blocks, BLOCKS, &ops, fake);
    CHECK_STATUS(buddy_add(buddy, 1000000, 0x400000, ROOT_LOG2), OK);
    CHECK_STATUS(buddy_add(buddy, 1000001, 0x10000000, 14), OK);
}

TEST(sizes_are_rounded_up) {
    CHECK_EQ(buddy_log2(1), 12);
    CHECK_EQ(buddy_log2(4096), 12);
    CHECK_EQ(buddy_log2(4097), 13);
    CHECK_EQ(buddy_log2(UINT64_C(3) << 20), 22);
}

TEST(memory_fills_upwards_and_joins_again) {
    struct buddy buddy;
    struct fake fake;
    struct block_list list = { 0 };
    uint32_t a = 0;
    uint32_t b = 0;
    start(&buddy, &fake);
    CHECK_STATUS(buddy_alloc(&buddy, 16, &list, &a), OK);
    CHECK_STATUS(buddy_alloc(&buddy, 16, &list, &b), OK);
    CHECK_EQ(buddy_block(&buddy, a)->page, 0x400);
    CHECK_EQ(buddy_block(&buddy, b)->page, 0x410);
    CHECK_EQ(list.size_b, 0x20000);
    buddy_free_list(&buddy, &list);
    CHECK_EQ(list.size_b, 0);
    CHECK_EQ(fake.num_caps, 0);
    CHECK_EQ(buddy.free_b, buddy.total_b);
}

TEST(what_is_too_big_is_refused) {
    struct buddy buddy;
    struct fake fake;
    struct block_list list = { 0 };
    uint32_t a = 0;
    start(&buddy, &fake);
    CHECK_STATUS(buddy_alloc(&buddy, ROOT_LOG2 + 1, &list, &a), ERR_NO_MEMORY);
    CHECK_STATUS(buddy_alloc(&buddy, 11, &list, &a), ERR_BAD_SIZE);
    CHECK_STATUS(buddy_alloc(&buddy, 60, &list, &a), ERR_BAD_SIZE);
    CHECK_EQ(list.first, BUDDY_NONE);
}

TEST(no_slot_for_a_split_is_no_memory) {
    struct buddy buddy;
    struct fake fake;
    struct block_list list = { 0 };
    uint32_t a = 0;
    start(&buddy, &fake);
    fake.num_slots = 3;
    CHECK_STATUS(buddy_alloc(&buddy, 15, &list, &a), ERR_NO_MEMORY);
    CHECK_EQ(buddy.free_b, buddy.total_b);
    fake.num_slots = 100;
    CHECK_STATUS(buddy_alloc(&buddy, 15, &list, &a), OK);
}

/// Marks the pages of `block`; reports when one is taken already.
static void mark(uint8_t *used, const struct block *block, uint8_t value) {
    for (uint32_t i = 0; i < BIT64(block->log2 - 12u); i++) {
        size_t page =
            block->page < 0x800 ? block->page - 0x400 + i : 1024 + block->page - 0x10000 + i;
        CHECK(used[page] != value);
        used[page] = value;
    }
}

TEST(random_use_never_overlaps_and_loses_nothing) {
    static uint8_t used[1028];
    static struct block_list lists[LIVE];
    struct buddy buddy;
    struct fake fake;
    struct rng rng;
    start(&buddy, &fake);
    rng_init(&rng, 7);
    memset(used, 0, sizeof(used));
    for (int run = 0; run < 20000; run++) {
        struct block_list *list = &lists[rng_below(&rng, LIVE)];
        if (list->first != BUDDY_NONE) {
            mark(used, buddy_block(&buddy, list->first), 0);
            buddy_free(&buddy, list, list->first);
            continue;
        }
        uint32_t index = 0;
        if (buddy_alloc(&buddy, 12 + rng_below(&rng, 8), list, &index) == OK) {
            mark(used, buddy_block(&buddy, index), 1);
        }
    }
    for (size_t i = 0; i < LIVE; i++) {
        buddy_free_list(&buddy, &lists[i]);
    }
    CHECK_EQ(buddy.free_b, buddy.total_b);
    CHECK_EQ(fake.num_caps, 0);
    CHECK_EQ(buddy.num_spare, BLOCKS - 1 - 2);
}
