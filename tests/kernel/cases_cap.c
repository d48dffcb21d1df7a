// SPDX-License-Identifier: MIT
/// @file
/// Capabilities, untyped memory, spans: limits and refusals.
#include "child.h"

#define RW (RIGHT_READ | RIGHT_WRITE)

KT(cap_delete_returns_memory) {
    handle_t small;
    REQUIRE_OK(untyped_carve(kt.untyped, OBJECT_UNTYPED, UNTYPED_SIZE_LOG2_MIN, &small));
    for (uint32_t i = 0; i < 16; i++) {
        handle_t out;
        REQUIRE_OK(untyped_carve(small, OBJECT_ENDPOINT, 0, &out));
    }
    handle_t out;
    CHECK_REFUSED(untyped_carve(small, OBJECT_ENDPOINT, 0, &out), ERR_NO_MEMORY);
    REQUIRE_OK(cap_revoke(small));
    CHECK_STATUS(untyped_carve(small, OBJECT_ENDPOINT, 0, &out), OK);
}

KT(cap_carve_arguments) {
    handle_t out;
    CHECK_REFUSED(untyped_carve(kt.untyped, OBJECT_NONE, 0, &out), ERR_BAD_TYPE);
    CHECK_REFUSED(untyped_carve(kt.untyped, OBJECT_TYPE_COUNT, 0, &out), ERR_BAD_TYPE);
    CHECK_REFUSED(untyped_carve(kt.untyped, OBJECT_DEBUG, 0, &out), ERR_BAD_TYPE);
    CHECK_REFUSED(untyped_carve(kt.untyped, OBJECT_FRAME, FRAME_ORDER_MAX + 1, &out), ERR_BAD_ARG);
    CHECK_REFUSED(untyped_carve(kt.untyped, OBJECT_CAPTABLE, 1, &out), ERR_BAD_ARG);
    CHECK_REFUSED(untyped_carve(kt.untyped, OBJECT_UNTYPED, 63, &out), ERR_BAD_ARG);
    CHECK_REFUSED(untyped_carve(kt.untyped, OBJECT_UNTYPED, 40, &out), ERR_NO_MEMORY);
    CHECK_REFUSED(untyped_carve_at(kt.untyped, OBJECT_FRAME, 0, 12345, &out), ERR_BAD_ARG);
    CHECK_REFUSED(untyped_carve_at(kt.untyped, OBJECT_FRAME, 0, BIT64(40), &out), ERR_NO_MEMORY);
}

KT(cap_span_carved_once) {
    handle_t span;
    handle_t out;
    REQUIRE_OK(span_carve(KT_SPAN, 4, UNTYPED_NEXT, &span));
    REQUIRE_OK(span_carve(span, 2, UNTYPED_NEXT, &out));
    CHECK_REFUSED(span_carve(span, 1, 0, &out), ERR_BAD_ARG);
    CHECK_REFUSED(span_carve(span, 1, 1, &out), ERR_BAD_ARG);
    CHECK_STATUS(span_carve(span, 2, UNTYPED_NEXT, &out), OK);
    CHECK_REFUSED(span_carve(span, 1, UNTYPED_NEXT, &out), ERR_RANGE);
    CHECK_STATUS(cap_delete(span), OK);
}

KT(cap_region_needs_exact_span) {
    handle_t span;
    handle_t out;
    REQUIRE_OK(span_carve(KT_SPAN, 2, UNTYPED_NEXT, &span));
    CHECK_REFUSED(untyped_carve_region(kt.untyped, 1, span, &out), ERR_BAD_ARG);
    REQUIRE_OK(untyped_carve_region(kt.untyped, 2, span, &out));
    handle_t second;
    CHECK_REFUSED(untyped_carve_region(kt.untyped, 2, span, &second), ERR_BUSY);
    CHECK_REFUSED(cap_delete(span), ERR_BUSY);
    REQUIRE_OK(cap_delete(out));
    CHECK_STATUS(cap_delete(span), OK);
}

KT(cap_table_full) {
    handle_t table = kt_carve(OBJECT_CAPTABLE, CAPTABLE_SLOTS_MIN);
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t out;
    uint32_t inserted = 0;
    status_t st = OK;
    while (st == OK && inserted < 2 * CAPTABLE_SLOTS_MIN) {
        st = captable_insert(table, notification, 0, RIGHT_ALL, 0, CAPTABLE_DERIVE, &out);
        inserted += st == OK ? 1 : 0;
    }
    CHECK_STATUS(st, ERR_NO_SLOTS);
    CHECK_EQ(inserted, CAPTABLE_SLOTS_MIN - 1);
    CHECK_REFUSED(captable_insert(table, notification, 0, RIGHT_ALL, 0, CAPTABLE_DERIVE, &out),
                  ERR_NO_SLOTS);
    CHECK_REFUSED(captable_insert(table, notification, 5, RIGHT_ALL, 0, CAPTABLE_DERIVE, &out),
                  ERR_EXISTS);
    CHECK_REFUSED(captable_insert(table, notification, 9999, RIGHT_ALL, 0, CAPTABLE_DERIVE, &out),
                  ERR_BAD_ARG);
}

CHILD static void child_notify_until_refused(struct kt_shared *shared) {
    status_t st = OK;
    while (st == OK) {
        shared->words[0] = shared->words[0] + 1;
        st = child_simple(TRAP_NOTIFY, START_HANDLE(KT_SLOT_FREE));
        (void)child_simple(TRAP_YIELD, 0);
    }
    child_done(shared, (uint64_t)(int64_t)st);
}

KT(cap_revoke_across_domains) {
    struct kt_task task;
    if (!kt_make(&task, child_notify_until_refused, (struct kt_options){ 0 })) {
        return;
    }
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t middle;
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE | RIGHT_DUP, 0x10, &middle));
    kt_give(&task, middle, KT_SLOT_FREE, RIGHT_WRITE, 0);
    kt_start(&task);
    struct trap_regs regs = { .handle = notification };
    CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK); // It runs and signals.
    CHECK_EQ(regs.words[0], 0x10);
    CHECK_STATUS(cap_revoke(notification), OK);
    CHECK_EQ((int64_t)kt_join(&task), ERR_BAD_HANDLE);
    CHECK(task.shared->words[0] >= 1);
}

KT(cap_closed_mark) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t bit;
    handle_t anchor;
    handle_t client;
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 0x4, &bit));
    REQUIRE_OK(endpoint_bind(endpoint, bit));
    REQUIRE_OK(cap_derive(endpoint, RIGHT_WRITE | RIGHT_DUP, 77, &anchor));
    REQUIRE_OK(cap_derive(anchor, RIGHT_WRITE, 0, &client));
    uint64_t badge = 0;
    CHECK_REFUSED(endpoint_next_closed(endpoint, &badge), ERR_NOT_FOUND);
    REQUIRE_OK(cap_delete(client));
    struct trap_regs regs = { .handle = notification, .tag = TAG(0, 0, 0, TAG_NONBLOCK) };
    CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
    CHECK_EQ(regs.words[0], 0x4);
    CHECK_STATUS(endpoint_next_closed(endpoint, &badge), OK);
    CHECK_EQ(badge, 77);
    CHECK_REFUSED(endpoint_next_closed(endpoint, &badge), ERR_NOT_FOUND);
}

KT(cap_region_closed_mark) {
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t bit;
    handle_t anchor;
    handle_t client;
    vaddr_t vaddr;
    handle_t region = kt_region(1, &vaddr);
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 0x8, &bit));
    REQUIRE_OK(region_bind(region, bit));
    REQUIRE_OK(cap_derive(region, RW | RIGHT_DUP, 5, &anchor));
    REQUIRE_OK(cap_derive(anchor, RIGHT_READ, 0, &client));
    REQUIRE_OK(cap_delete(client));
    uint64_t badge = 0;
    CHECK_STATUS(region_next_closed(region, &badge), OK);
    CHECK_EQ(badge, 5);
}

KT(cap_badge_only_once) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t badged;
    handle_t out;
    REQUIRE_OK(cap_derive(endpoint, RIGHT_WRITE | RIGHT_DUP, 9, &badged));
    uint64_t before = kt_hash();
    status_t st = cap_derive(badged, RIGHT_WRITE, 10, &out);
    CHECK(st != OK);
    CHECK_EQ(kt_hash(), before);
    CHECK_STATUS(cap_derive(badged, RIGHT_WRITE, 0, &out), OK);
    struct cap_info info;
    REQUIRE_OK(cap_info(out, &info));
    CHECK_EQ(info.badge, 9);
}
