// SPDX-License-Identifier: MIT
/// @file
/// Addresses of shared regions: ascending first, then the oldest free one.

#include "spans.h"

#include <abi/object.h>
#include <test/test.h>

enum {
    RECORDS = 16,
    BASE_GIB = 8
};
#define GIB (UINT64_C(1) << 30)

static status_t fake_carve(void *ctx, handle_t from, uint64_t units, handle_t *out) {
    (void)from;
    (void)units;
    *out = ++*(handle_t *)ctx;
    return OK;
}

static const struct spans_ops ops = { .carve = fake_carve };
static struct span records[RECORDS];
static handle_t last_cap;

static void start(struct spans *spans, uint32_t arenas) {
    spans_init(spans, records, RECORDS, &ops, &last_cap);
    spans_set_root(spans, 1, BASE_GIB * GIB, arenas);
}

static vaddr_t address(uint32_t index) {
    return records[index].address;
}

TEST(addresses_ascend_and_do_not_cross_a_gib) {
    struct spans spans;
    uint32_t a = 0, b = 0, c = 0;
    start(&spans, 2);
    CHECK_STATUS(spans_alloc(&spans, 1, &a), OK);
    CHECK_STATUS(spans_alloc(&spans, 300, &b), OK);
    CHECK_STATUS(spans_alloc(&spans, 300, &c), OK);
    CHECK_EQ(address(a), BASE_GIB * GIB);
    CHECK_EQ(address(b), BASE_GIB * GIB + REGION_UNIT_B);
    CHECK_EQ(address(c), (BASE_GIB + 1) * GIB);
}

TEST(freed_spans_are_used_again_only_when_the_arena_is_gone_through) {
    struct spans spans;
    uint32_t a = 0, b = 0, c = 0, d = 0;
    start(&spans, 1);
    CHECK_STATUS(spans_alloc(&spans, 128, &a), OK);
    CHECK_STATUS(spans_alloc(&spans, 128, &b), OK);
    spans_free(&spans, b);
    spans_free(&spans, a);
    CHECK_STATUS(spans_alloc(&spans, 128, &c), OK);
    CHECK(address(c) > address(b));
    CHECK_STATUS(spans_alloc(&spans, 128, &c), OK);
    CHECK_STATUS(spans_alloc(&spans, 128, &c), OK);
    CHECK_EQ(c, b); // the one freed first
    CHECK_STATUS(spans_alloc(&spans, 129, &d), ERR_NO_MEMORY);
    CHECK_STATUS(spans_alloc(&spans, 128, &d), OK);
    CHECK_EQ(d, a);
    CHECK_STATUS(spans_alloc(&spans, 128, &d), ERR_NO_MEMORY);
}

TEST(sizes_and_records_are_bounded) {
    struct spans spans;
    uint32_t a = 0;
    start(&spans, 1);
    CHECK_STATUS(spans_alloc(&spans, 0, &a), ERR_BAD_SIZE);
    CHECK_STATUS(spans_alloc(&spans, 513, &a), ERR_BAD_SIZE);
    for (int i = 0; i < RECORDS - 1; i++) {
        CHECK_STATUS(spans_alloc(&spans, 1, &a), OK);
    }
    CHECK_STATUS(spans_alloc(&spans, 1, &a), ERR_NO_MEMORY);
}

TEST(freed_spans_are_used_again_when_the_records_are_gone) {
    struct spans spans;
    uint32_t a = 0, b = 0;
    start(&spans, 2);
    for (uint32_t i = 1; i < RECORDS; i++) {
        CHECK_STATUS(spans_alloc(&spans, 2, &a), OK);
        spans_free(&spans, a);
    }
    CHECK_STATUS(spans_alloc(&spans, 2, &a), OK);
    CHECK_STATUS(spans_alloc(&spans, 1, &b), OK); // of another size: a larger one serves as well
    CHECK(a != b);
    CHECK_EQ(records[b].units, 2);
    CHECK_STATUS(spans_alloc(&spans, 3, &b), ERR_NO_MEMORY);
}

TEST(the_smallest_span_that_is_large_enough_is_used_again) {
    struct spans spans;
    uint32_t large = 0, small = 0, again = 0;
    start(&spans, 1);
    CHECK_STATUS(spans_alloc(&spans, 400, &large), OK);
    CHECK_STATUS(spans_alloc(&spans, 112, &small), OK);
    spans_free(&spans, large);
    spans_free(&spans, small);
    CHECK_STATUS(spans_alloc(&spans, 100, &again), OK);
    CHECK_EQ(again, small);
    CHECK_STATUS(spans_alloc(&spans, 100, &again), OK);
    CHECK_EQ(again, large);
    CHECK_STATUS(spans_alloc(&spans, 1, &again), ERR_NO_MEMORY);
}
