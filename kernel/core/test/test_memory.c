// SPDX-License-Identifier: MIT
// Untypeds, Spans, Frames, Regions, Domains: what they allow and what the page tables say.
#include "kit.h"

#include <base/string.h>

enum {
    RW = RIGHT_READ | RIGHT_WRITE,
    RX = RIGHT_READ | RIGHT_EXEC
};

/// A domain with tables for the GiB at `address`.
static handle_t make_domain(vaddr_t address) {
    handle_t domain = kit_carve(OBJECT_DOMAIN, 0);
    handle_t upper = kit_carve(OBJECT_TABLE, 0);
    handle_t lower = kit_carve(OBJECT_TABLE, 0);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, upper, ALIGN_DOWN(address, BIT64(39)), 3), OK);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, lower, ALIGN_DOWN(address, BIT64(30)), 2), OK);
    return domain;
}

/// Rights that `domain` has at `address`, as a page walker sees them: HOST_PTE_* bits or 0.
static uint64_t walk(handle_t domain, vaddr_t address) {
    uint32_t missing = 0;
    const uint64_t *unit = domain_entry(kit_object(domain), address, 2, &missing);
    const uint64_t *leaf = domain_entry(kit_object(domain), address, 1, &missing);
    return leaf == NULL || *leaf == 0 ? 0 : *leaf & *unit & 7;
}

TEST(carving_moves_the_watermark_and_starts_again_when_empty) {
    kit_boot();
    handle_t pool = kit_carve(OBJECT_UNTYPED, 14);
    CHECK_EQ(kit_invoke(pool, CAP_INFO).words[5], 1 << 14);
    handle_t small = kit_make(pool, UNTYPED_CARVE, OBJECT_ENDPOINT, 0, UNTYPED_NEXT);
    CHECK_EQ(kit_invoke(pool, CAP_INFO).words[5], (1 << 14) - 256);
    handle_t frame = kit_make(pool, UNTYPED_CARVE, OBJECT_FRAME, 0, UNTYPED_NEXT);
    CHECK_EQ(kit_invoke(pool, CAP_INFO).words[5], (1 << 14) - 8192); // aligned to its size
    CHECK_STATUS(kit_do(pool, UNTYPED_CARVE, OBJECT_FRAME, 0, 4096), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(pool, UNTYPED_CARVE, OBJECT_FRAME, 0, 8192 + 256), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(pool, UNTYPED_CARVE, OBJECT_FRAME, 0, 12288), OK);
    CHECK_STATUS(kit_do(pool, UNTYPED_CARVE, OBJECT_ENDPOINT, 0, UNTYPED_NEXT), ERR_NO_MEMORY);
    CHECK_STATUS(kit_do(small, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(pool, UNTYPED_CARVE, OBJECT_ENDPOINT, 0, UNTYPED_NEXT), ERR_NO_MEMORY);
    CHECK_STATUS(kit_do(frame, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(pool, CAP_REVOKE), OK);
    CHECK_EQ(kit_invoke(pool, CAP_INFO).words[5], 1 << 14);
    CHECK_STATUS(kit_do(pool, UNTYPED_CARVE, OBJECT_REGION, 3, UNTYPED_NEXT, 0), ERR_BAD_HANDLE);
}

TEST(carved_ram_is_zero_and_zeroing_restarts) {
    kit_boot();
    handle_t pool = kit_carve(OBJECT_UNTYPED, 21);
    paddr_t start = kit_slot(pool)->untyped.paddr;
    memset(arch_phys_to_ptr(start), 0xee, 1 << 21);
    const uint64_t words[] = { OBJECT_FRAME, 9, UNTYPED_NEXT };
    uint32_t again = 0;
    struct result got;
    do {
        host.irq_countdown = 3;
        got = kit_trap(TRAP_INVOKE, pool, TAG(UNTYPED_CARVE, 3, 0, 0), words);
        again += got.status == ERR_AGAIN;
    } while (got.status == ERR_AGAIN);
    CHECK_STATUS(got.status, OK);
    CHECK(again >= 100);
    const uint64_t *memory = arch_phys_to_ptr(start);
    uint64_t sum = 0;
    for (uint32_t i = 0; i < (1 << 21) / 8; i++) {
        sum |= memory[i];
    }
    CHECK_EQ(sum, 0);
}

TEST(device_memory_is_never_touched_and_only_makes_frames) {
    kit_boot();
    handle_t device = 0;
    for (uint32_t i = INIT_SLOT_FIRST_UNTYPED; device == 0; i++) {
        struct slot *slot = kit_slot(START_HANDLE(i));
        device = slot->kind == UNTYPED_DEVICE ? cap_handle(slot) : 0;
    }
    CHECK_STATUS(kit_do(device, UNTYPED_CARVE, OBJECT_ENDPOINT, 0, UNTYPED_NEXT), ERR_BAD_TYPE);
    CHECK_STATUS(kit_do(device, UNTYPED_CARVE, OBJECT_TABLE, 0, UNTYPED_NEXT), ERR_BAD_TYPE);
    // The arena ends far below: touching the device would fail an assertion of the host.
    handle_t frame = kit_make(device, UNTYPED_CARVE, OBJECT_FRAME, 0, UNTYPED_NEXT);
    vaddr_t address = 0;
    handle_t region = kit_region(1, &address);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RW, CACHE_NORMAL), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RW, CACHE_UNCACHED), OK);
    handle_t copy = kit_make(frame, CAP_COPY);
    // It has several addresses, so none of them may be executable beside a writable one.
    CHECK_STATUS(kit_do(copy, FRAME_MAP, region, 4096, RX, CACHE_UNCACHED), ERR_DENIED);
    CHECK_STATUS(kit_do(copy, FRAME_MAP, region, 4096, RW, CACHE_WRITE_COMBINING), OK);
    CHECK_EQ(kit_invoke(frame, CAP_INFO).words[5], 0xfe000000);
}

TEST(archive_frames_are_read_only_and_shared) {
    kit_boot();
    handle_t archive = 0;
    for (uint32_t i = INIT_SLOT_FIRST_UNTYPED; archive == 0; i++) {
        struct slot *slot = kit_slot(START_HANDLE(i));
        archive = slot->kind == UNTYPED_ARCHIVE ? cap_handle(slot) : 0;
    }
    handle_t frame = kit_make(archive, UNTYPED_CARVE, OBJECT_FRAME, 0, UNTYPED_NEXT);
    handle_t copy = kit_make(frame, CAP_COPY);
    handle_t one = kit_region(1, NULL);
    handle_t two = kit_region(1, NULL);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 0, RW, CACHE_NORMAL), ERR_DENIED);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 0, RX, CACHE_NORMAL), OK);
    CHECK_STATUS(kit_do(copy, FRAME_MAP, two, 0, RIGHT_READ, CACHE_NORMAL), OK);
    const struct slot *slot = kit_slot(frame);
    CHECK_EQ(*(uint64_t *)arch_phys_to_ptr(slot->frame.paddr), ARCHIVE_MAGIC); // contents kept
}

TEST(spans_are_carved_once_and_stay_taken) {
    kit_boot();
    handle_t span = kit_make(START_HANDLE(INIT_SLOT_SPAN), SPAN_CARVE, 10, UNTYPED_NEXT);
    CHECK_EQ(kit_invoke(span, CAP_INFO).words[5], 10);
    handle_t part = kit_make(span, SPAN_CARVE, 4, 2);
    CHECK_EQ(kit_invoke(part, CAP_INFO).words[3],
             kit_invoke(span, CAP_INFO).words[3] + 2 * REGION_UNIT_B);
    CHECK_STATUS(kit_do(span, SPAN_CARVE, 1, 5), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(span, SPAN_CARVE, 5, UNTYPED_NEXT), ERR_RANGE);
    CHECK_STATUS(kit_do(span, SPAN_CARVE, 0, UNTYPED_NEXT), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(span, SPAN_CARVE, UINT64_MAX, 7), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(kit_untyped(), UNTYPED_CARVE, OBJECT_REGION, 4, UNTYPED_NEXT, span),
                 ERR_BAD_ARG);
    handle_t region = kit_make(kit_untyped(), UNTYPED_CARVE, OBJECT_REGION, 4, UNTYPED_NEXT, part);
    CHECK(region != 0);
    CHECK_STATUS(kit_do(kit_untyped(), UNTYPED_CARVE, OBJECT_REGION, 4, UNTYPED_NEXT, part),
                 ERR_BUSY);
    CHECK_STATUS(kit_do(part, CAP_DELETE), ERR_BUSY);
    CHECK_STATUS(kit_do(span, CAP_REVOKE), ERR_BUSY);
    CHECK_STATUS(kit_do(part, SPAN_CARVE, 1, UNTYPED_NEXT), ERR_BUSY);
    CHECK_STATUS(kit_do(part, CAP_COPY), ERR_NOT_SUPPORTED);
    CHECK_STATUS(kit_do(region, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(span, CAP_DELETE), OK);
    kit_check_all();
}

TEST(a_span_outlives_its_table_until_its_region_dies) {
    kit_boot();
    handle_t table = kit_carve(OBJECT_CAPTABLE, 64);
    handle_t parent = kit_make(START_HANDLE(INIT_SLOT_SPAN), SPAN_CARVE, 2, UNTYPED_NEXT);
    handle_t span = kit_make(parent, SPAN_CARVE, 1, UNTYPED_NEXT);
    handle_t region = kit_make(kit_untyped(), UNTYPED_CARVE, OBJECT_REGION, 1, UNTYPED_NEXT, span);
    CHECK_STATUS(kit_do(table, CAPTABLE_INSERT, span, 0, RIGHT_ALL, 0, CAPTABLE_MOVE), OK);
    CHECK_STATUS(kit_do(table, CAP_DELETE), OK);
    CHECK(kit_slot(parent)->child != 0); // still taken
    CHECK_STATUS(kit_do(parent, CAP_DELETE), ERR_BUSY);
    CHECK_STATUS(kit_do(region, CAP_DELETE), OK);
    CHECK_EQ(kit_slot(parent)->child, 0);
    CHECK_STATUS(kit_do(parent, CAP_DELETE), OK);
    kit_check_all();
}

TEST(a_used_span_climbs_over_parents_that_die_with_their_table) {
    kit_boot();
    handle_t table = kit_carve(OBJECT_CAPTABLE, 64);
    handle_t top = kit_make(START_HANDLE(INIT_SLOT_SPAN), SPAN_CARVE, 8, UNTYPED_NEXT);
    handle_t middle = kit_make(top, SPAN_CARVE, 4, UNTYPED_NEXT);
    handle_t lower = kit_make(middle, SPAN_CARVE, 2, UNTYPED_NEXT);
    handle_t span = kit_make(lower, SPAN_CARVE, 1, UNTYPED_NEXT);
    handle_t region = kit_make(kit_untyped(), UNTYPED_CARVE, OBJECT_REGION, 1, UNTYPED_NEXT, span);
    CHECK_STATUS(kit_do(table, CAPTABLE_INSERT, middle, 0, RIGHT_ALL, 0, CAPTABLE_MOVE), OK);
    CHECK_STATUS(kit_do(table, CAP_DELETE), OK);
    CHECK(kit_slot(lower) == NULL && kit_slot(span) == NULL);
    // Nothing can be carved again where the Region still is.
    CHECK_STATUS(kit_do(top, SPAN_CARVE, 1, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(top, CAP_REVOKE), ERR_BUSY);
    kit_check_all();
    CHECK_STATUS(kit_do(region, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(top, SPAN_CARVE, 1, 0), OK);
    kit_check_all();
}

TEST(a_region_does_not_cross_a_gib) {
    kit_boot();
    handle_t span = kit_make(START_HANDLE(INIT_SLOT_SPAN), SPAN_CARVE, 600, UNTYPED_NEXT);
    handle_t crossing = kit_make(span, SPAN_CARVE, 2, 511);
    CHECK_STATUS(kit_do(kit_untyped(), UNTYPED_CARVE, OBJECT_REGION, 2, UNTYPED_NEXT, crossing),
                 ERR_BAD_ARG);
}

TEST(mapping_follows_leaf_and_attachment_rights) {
    kit_boot();
    vaddr_t address = 0;
    handle_t region = kit_region(2, &address);
    handle_t writer = make_domain(address);
    handle_t reader = make_domain(address);
    CHECK_STATUS(kit_do(writer, DOMAIN_ATTACH, region, RW | RIGHT_EXEC), OK);
    handle_t attachment = kit_make(reader, DOMAIN_ATTACH, region, RIGHT_READ);
    CHECK(attachment != 0);
    CHECK_STATUS(kit_do(reader, DOMAIN_ATTACH, region, RIGHT_READ), ERR_EXISTS);
    handle_t frame = kit_carve(OBJECT_FRAME, 1);
    vaddr_t at = address + REGION_UNIT_B + 8192;
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, REGION_UNIT_B + 8192, RW, 0), OK);
    for (uint32_t page = 0; page < 2; page++) {
        CHECK_EQ(walk(writer, at + page * 4096), HOST_PTE_PRESENT | HOST_PTE_WRITE);
        CHECK_EQ(walk(reader, at + page * 4096), HOST_PTE_PRESENT);
        CHECK_EQ(domain_translate(kit_object(writer), at + page * 4096),
                 kit_slot(frame)->frame.paddr + page * 4096);
    }
    CHECK_EQ(walk(writer, at - 4096), 0);
    CHECK_EQ(walk(writer, at + 8192), 0);
    CHECK_EQ(kit_invoke(frame, CAP_INFO).words[3], at);

    handle_t moved = kit_make(frame, CAP_MOVE);
    CHECK_STATUS(kit_do(moved, FRAME_PROTECT, RX), OK); // the loader's way
    CHECK_EQ(walk(writer, at), HOST_PTE_PRESENT | HOST_PTE_EXEC);
    CHECK_EQ(walk(reader, at), HOST_PTE_PRESENT);
    CHECK_STATUS(kit_do(moved, FRAME_PROTECT, RW), ERR_DENIED); // writing never returns
    CHECK_STATUS(kit_do(moved, FRAME_UNMAP), OK);
    CHECK_EQ(walk(writer, at), 0);
    CHECK_STATUS(kit_do(moved, FRAME_UNMAP), ERR_BAD_STATE);

    CHECK_STATUS(kit_do(attachment, CAP_DELETE), OK);
    uint32_t missing = 0;
    CHECK_EQ(*domain_entry(kit_object(reader), address, 2, &missing), 0);
    CHECK(*domain_entry(kit_object(writer), address, 2, &missing) != 0);
    CHECK_STATUS(kit_do(region, CAP_REVOKE), OK); // attachments are its children
    CHECK_EQ(*domain_entry(kit_object(writer), address, 2, &missing), 0);
    kit_check_all();
}

TEST(translations_are_flushed_before_memory_is_reused) {
    kit_boot();
    vaddr_t address = 0;
    handle_t region = kit_region(1, &address);
    handle_t domain = make_domain(address);
    handle_t frame = kit_carve(OBJECT_FRAME, 2);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RW, 0), OK);
    host.tlb_pages = 0;
    CHECK_STATUS(kit_do(frame, FRAME_PROTECT, RIGHT_READ), OK);
    CHECK_EQ(host.tlb_pages, 4);
    CHECK_STATUS(kit_do(frame, FRAME_UNMAP), OK);
    CHECK_EQ(host.tlb_pages, 8);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RIGHT_READ, 0), OK);
    CHECK_STATUS(kit_do(frame, CAP_DELETE), OK);
    CHECK_EQ(host.tlb_pages, 12);
    handle_t attachment = kit_make(domain, DOMAIN_ATTACH, region, RW);
    host.tlb_spaces = 0;
    CHECK_STATUS(kit_do(attachment, CAP_DELETE), OK);
    CHECK_EQ(host.tlb_spaces, 1);
}

TEST(writable_memory_has_one_address) {
    kit_boot();
    handle_t one = kit_region(1, NULL);
    handle_t two = kit_region(1, NULL);
    handle_t frame = kit_carve(OBJECT_FRAME, 0);
    handle_t early = kit_make(frame, CAP_COPY);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 0, RW | RIGHT_EXEC, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 0, RIGHT_WRITE, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 0, RW, CACHE_UNCACHED), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 0, RW, 3), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 100, RW, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, REGION_UNIT_B, RW, 0), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, one, 0, RW, 0), OK);
    CHECK_STATUS(kit_do(frame, FRAME_MAP, two, 0, RW, 0), ERR_EXISTS);
    CHECK_STATUS(kit_do(early, FRAME_MAP, two, 0, RIGHT_READ, 0), ERR_DENIED);
    handle_t other = kit_carve(OBJECT_FRAME, 0);
    CHECK_STATUS(kit_do(other, FRAME_MAP, one, 0, RW, 0), ERR_EXISTS);
    CHECK_STATUS(kit_do(frame, FRAME_PROTECT, RX), OK);
    handle_t late = kit_make(frame, CAP_COPY); // sealed now
    CHECK_STATUS(kit_do(late, FRAME_MAP, two, 0, RX, 0), OK);
    CHECK_STATUS(kit_do(late, FRAME_MAP, two, 4096, RW, 0), ERR_DENIED);
}

TEST(tables_are_missed_named_and_unhooked) {
    kit_boot();
    vaddr_t address = 0;
    handle_t region = kit_region(1, &address);
    handle_t domain = kit_carve(OBJECT_DOMAIN, 0);
    struct result got = kit_invoke(domain, DOMAIN_ATTACH, region, RW);
    CHECK_STATUS(got.status, ERR_NO_TABLE);
    CHECK_EQ(got.words[0], 3);
    handle_t upper = kit_carve(OBJECT_TABLE, 0);
    handle_t lower = kit_carve(OBJECT_TABLE, 0);
    got = kit_invoke(domain, DOMAIN_SET_TABLE, lower, ALIGN_DOWN(address, BIT64(30)), 2);
    CHECK_STATUS(got.status, ERR_NO_TABLE);
    CHECK_EQ(got.words[0], 3);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, upper, 4096, 3), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, upper, 0, 4), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, upper, 0, 1), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, upper, BIT64(47), 3), ERR_BAD_ARG);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, upper, 0, 3), OK);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, upper, BIT64(39), 3), ERR_BUSY);
    got = kit_invoke(domain, DOMAIN_ATTACH, region, RW);
    CHECK_STATUS(got.status, ERR_NO_TABLE);
    CHECK_EQ(got.words[0], 2);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, lower, ALIGN_DOWN(address, BIT64(30)), 2), OK);
    handle_t attachment = kit_make(domain, DOMAIN_ATTACH, region, RW);
    CHECK(attachment != 0);
    handle_t extra = kit_carve(OBJECT_TABLE, 0);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, extra, 0, 3), ERR_EXISTS);

    handle_t moved = kit_make(lower, CAP_MOVE);
    CHECK_STATUS(kit_do(moved, TABLE_UNSET), OK);
    CHECK_STATUS(kit_do(moved, TABLE_UNSET), ERR_BAD_STATE);
    uint32_t missing = 0;
    CHECK(domain_entry(kit_object(domain), address, 2, &missing) == NULL && missing == 2);
    // Hooked in again it shows nothing: no access without an attachment made since.
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, moved, ALIGN_DOWN(address, BIT64(30)), 2), OK);
    CHECK_EQ(*domain_entry(kit_object(domain), address, 2, &missing), 0);
    CHECK_STATUS(kit_do(attachment, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(domain, CAP_DELETE), OK);
    CHECK_EQ(kit_slot(moved)->object, 0);
    CHECK_STATUS(kit_do(moved, CAP_DELETE), OK);
    kit_check_all();
}

TEST(a_dying_region_clears_the_records_of_its_frames) {
    kit_boot();
    handle_t region = kit_region(3, NULL);
    handle_t frames[40];
    for (uint32_t i = 0; i < ARRAY_LEN(frames); i++) {
        frames[i] = kit_carve(OBJECT_FRAME, i % 3);
        CHECK_STATUS(kit_do(frames[i], FRAME_MAP, region, i * 0x20000, RW, 0), OK);
    }
    CHECK_STATUS(kit_do(frames[3], CAP_DELETE), OK);
    host.irq_countdown = 0;
    host.irq_period = 1;
    CHECK_STATUS(kit_do(region, CAP_DELETE), OK);
    for (uint32_t i = 0; i < ARRAY_LEN(frames); i++) {
        if (i != 3) {
            CHECK_EQ(kit_invoke(frames[i], CAP_INFO).words[3], 0);
        }
    }
    handle_t other = kit_region(1, NULL);
    CHECK_STATUS(kit_do(frames[0], FRAME_MAP, other, 0, RW, 0), OK);
    kit_check_all();
}

TEST(a_dying_domain_stops_its_threads) {
    kit_boot();
    vaddr_t address = 0;
    handle_t region = kit_region(1, &address);
    struct task task = kit_task(40, 0);
    handle_t upper = kit_carve(OBJECT_TABLE, 0);
    CHECK_STATUS(kit_do(task.domain, DOMAIN_SET_TABLE, upper, 0, 3), OK);
    CHECK_STATUS(kit_do(task.domain, CAP_DELETE), OK);
    CHECK_EQ(task.t->state, THREAD_STOPPED);
    CHECK(task.t->domain == NULL);
    CHECK_STATUS(kit_do(task.thread, THREAD_RESUME), ERR_BAD_STATE);
    CHECK_STATUS(kit_do(region, CAP_DELETE), OK);
    kit_check_all();
}

TEST(region_anchors_are_closed) {
    kit_boot();
    vaddr_t address = 0;
    handle_t region = kit_region(1, &address);
    handle_t bit = kit_make(kit_carve(OBJECT_NOTIFICATION, 0), CAP_DERIVE, RIGHT_ALL, 8);
    CHECK_STATUS(kit_do(region, REGION_BIND, bit), OK);
    handle_t anchor = kit_make(region, CAP_DERIVE, RIGHT_ALL, 99);
    handle_t client = kit_make(anchor, CAP_DERIVE, RIGHT_READ | RIGHT_DUP, 0);
    handle_t domain = make_domain(address);
    CHECK_STATUS(kit_do(domain, DOMAIN_ATTACH, client, RW), ERR_DENIED);
    CHECK_STATUS(kit_do(domain, DOMAIN_ATTACH, client, RIGHT_READ), OK);
    CHECK_STATUS(kit_do(client, CAP_DELETE), OK);
    uint32_t missing = 0;
    CHECK_EQ(*domain_entry(kit_object(domain), address, 2, &missing), 0);
    CHECK_EQ(((struct notification *)kit_object(bit))->word, 8);
    CHECK_EQ(kit_invoke(region, REGION_NEXT_CLOSED).words[0], 99);
    CHECK_STATUS(kit_do(region, REGION_NEXT_CLOSED), ERR_NOT_FOUND);
}
