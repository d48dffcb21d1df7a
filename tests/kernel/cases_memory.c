// SPDX-License-Identifier: MIT
/// @file
/// Regions, attachments, frames: one address space, rights per domain, write or execute.
#include "child.h"

#define RW (RIGHT_READ | RIGHT_WRITE)
#define RX (RIGHT_READ | RIGHT_EXEC)

/// Copies *words[0] to its result, then writes words[1] there, until told to stop (words[2]).
CHILD static void child_peek_poke(struct kt_shared *shared) {
    for (;;) {
        volatile uint64_t *at = (volatile uint64_t *)shared->words[0];
        uint64_t value = *at;
        if (shared->words[1] != 0) {
            *at = shared->words[1];
        }
        uint64_t ignored;
        (void)child_call(KT_SLOT_MAIN, KT_LABEL_DONE, value, &ignored);
    }
}

CHILD static void child_call_code(struct kt_shared *shared) {
    uint64_t (*function)(void) = (uint64_t(*)(void))shared->words[0];
    child_done(shared, function());
}

KT(memory_same_pointer_in_two_domains) {
    struct kt_task task;
    handle_t region;
    handle_t attachment;
    volatile uint64_t *page = kt_page(&region, NULL);
    if (page == NULL || !kt_make(&task, child_peek_poke, (struct kt_options){ 0 })) {
        return;
    }
    REQUIRE_OK(kt_attach(task.domain, kt.untyped, region, RW, &attachment));
    *page = 0xabcdef;
    task.shared->words[0] = (uint64_t)(uintptr_t)page;
    task.shared->words[1] = 0x123456;
    kt_start(&task);
    CHECK_EQ(kt_join(&task), 0xabcdef);
    CHECK_EQ(*page, 0x123456);
}

KT(memory_attach_read_only) {
    struct kt_task task;
    handle_t region;
    handle_t attachment;
    volatile uint64_t *page = kt_page(&region, NULL);
    if (page == NULL || !kt_make(&task, child_peek_poke, (struct kt_options){ 0 })) {
        return;
    }
    // The leaf table says writable; the domain's own upper entry takes it away.
    REQUIRE_OK(kt_attach(task.domain, kt.untyped, region, RIGHT_READ, &attachment));
    *page = 7;
    task.shared->words[0] = (uint64_t)(uintptr_t)page;
    kt_start(&task);
    CHECK_EQ(kt_join(&task), 7);
    task.shared->words[1] = 1;
    kt_reply(OK, 0);
    struct kt_message m = kt_expect_fault(&task, FAULT_PAGE, (uint64_t)(uintptr_t)page);
    CHECK_EQ(m.words[2], FAULT_WRITE | FAULT_PRESENT);
    CHECK_EQ(*page, 7);
}

KT(memory_attach_without_execute) {
    struct kt_task task;
    handle_t region;
    handle_t frame;
    handle_t attachment;
    volatile uint8_t *page = kt_page(&region, &frame);
    if (page == NULL || !kt_make(&task, child_call_code, (struct kt_options){ 0 })) {
        return;
    }
    page[0] = 0xc3; // ret
    REQUIRE_OK(frame_protect(frame, RX));
    // The leaf table says executable; the domain's own upper entry takes it away.
    REQUIRE_OK(kt_attach(task.domain, kt.untyped, region, RIGHT_READ, &attachment));
    task.shared->words[0] = (uint64_t)(uintptr_t)page;
    kt_start(&task);
    struct kt_message m = kt_expect_fault(&task, FAULT_PAGE, (uint64_t)(uintptr_t)page);
    CHECK_EQ(m.words[2], FAULT_EXEC | FAULT_PRESENT);
}

KT(memory_detach_faults) {
    struct kt_task task;
    handle_t region;
    handle_t attachment;
    volatile uint64_t *page = kt_page(&region, NULL);
    if (page == NULL || !kt_make(&task, child_peek_poke, (struct kt_options){ 0 })) {
        return;
    }
    REQUIRE_OK(kt_attach(task.domain, kt.untyped, region, RW, &attachment));
    task.shared->words[0] = (uint64_t)(uintptr_t)page;
    task.shared->words[1] = 5;
    kt_start(&task);
    (void)kt_join(&task);
    REQUIRE_OK(cap_delete(attachment));
    kt_reply(OK, 0); // The translation is in no TLB any longer.
    (void)kt_expect_fault(&task, FAULT_PAGE, (uint64_t)(uintptr_t)page);
}

KT(memory_unmap_faults) {
    struct kt_task task;
    handle_t region;
    handle_t frame;
    handle_t attachment;
    volatile uint64_t *page = kt_page(&region, &frame);
    if (page == NULL || !kt_make(&task, child_peek_poke, (struct kt_options){ 0 })) {
        return;
    }
    REQUIRE_OK(kt_attach(task.domain, kt.untyped, region, RW, &attachment));
    task.shared->words[0] = (uint64_t)(uintptr_t)page;
    task.shared->words[1] = 5;
    kt_start(&task);
    (void)kt_join(&task);
    CHECK_EQ(*page, 5);
    REQUIRE_OK(frame_unmap(frame));
    kt_reply(OK, 0);
    (void)kt_expect_fault(&task, FAULT_PAGE, (uint64_t)(uintptr_t)page);
    CHECK_REFUSED(frame_unmap(frame), ERR_BAD_STATE);
}

KT(memory_parent_revoked_faults) {
    struct kt_task task;
    handle_t region;
    handle_t parent;
    handle_t given;
    handle_t attachment;
    volatile uint64_t *page = kt_page(&region, NULL);
    if (page == NULL || !kt_make(&task, child_peek_poke, (struct kt_options){ 0 })) {
        return;
    }
    // Two hops: what hangs below a revoked parent goes, the owner's own view stays.
    REQUIRE_OK(cap_derive(region, RW | RIGHT_DUP, 0, &parent));
    REQUIRE_OK(cap_derive(parent, RW | RIGHT_DUP, 0, &given));
    REQUIRE_OK(kt_attach(task.domain, kt.untyped, given, RW, &attachment));
    task.shared->words[0] = (uint64_t)(uintptr_t)page;
    task.shared->words[1] = 5;
    kt_start(&task);
    (void)kt_join(&task);
    REQUIRE_OK(cap_revoke(parent));
    kt_reply(OK, 0);
    (void)kt_expect_fault(&task, FAULT_PAGE, (uint64_t)(uintptr_t)page);
    CHECK_EQ(*page, 5);
}

KT(memory_write_xor_execute) {
    vaddr_t vaddr;
    handle_t region = kt_region(1, &vaddr);
    handle_t frame = kt_carve(OBJECT_FRAME, 0);
    CHECK_REFUSED(frame_map(frame, region, 0, RW | RIGHT_EXEC, CACHE_NORMAL), ERR_BAD_ARG);
    CHECK_REFUSED(frame_map(frame, region, 0, RIGHT_WRITE | RIGHT_EXEC, CACHE_NORMAL), ERR_BAD_ARG);
    REQUIRE_OK(frame_map(frame, region, 0, RW, CACHE_NORMAL));
    CHECK_REFUSED(frame_protect(frame, RW | RIGHT_EXEC), ERR_BAD_ARG);
}

KT(memory_protect_is_one_way) {
    static const uint8_t code[] = { 0xb8, 42, 0, 0, 0, 0xc3 }; // mov $42, %eax; ret
    struct kt_task task;
    handle_t region;
    handle_t frame;
    handle_t attachment;
    volatile uint8_t *page = kt_page(&region, &frame);
    if (page == NULL || !kt_make(&task, child_call_code, (struct kt_options){ 0 })) {
        return;
    }
    for (uint32_t i = 0; i < sizeof(code); i++) {
        page[i] = code[i];
    }
    REQUIRE_OK(frame_protect(frame, RX));
    CHECK_REFUSED(frame_protect(frame, RW), ERR_DENIED);
    REQUIRE_OK(kt_attach(task.domain, kt.untyped, region, RX, &attachment));
    task.shared->words[0] = (uint64_t)(uintptr_t)page;
    kt_start(&task);
    CHECK_EQ(kt_join(&task), 42);
    REQUIRE_OK(frame_unmap(frame));
    CHECK_REFUSED(frame_map(frame, region, 0, RW, CACHE_NORMAL), ERR_DENIED);
    CHECK_STATUS(frame_map(frame, region, 0, RX, CACHE_NORMAL), OK);
}

KT(memory_map_refusals) {
    vaddr_t vaddr;
    handle_t region = kt_region(1, &vaddr);
    handle_t frame = kt_carve(OBJECT_FRAME, 0);
    handle_t other = kt_carve(OBJECT_FRAME, 0);
    handle_t large = kt_carve(OBJECT_FRAME, 2);
    handle_t read_only;
    REQUIRE_OK(cap_derive(region, RIGHT_READ | RIGHT_DUP, 0, &read_only));
    CHECK_REFUSED(frame_map(frame, read_only, 0, RIGHT_READ, CACHE_NORMAL), ERR_DENIED);
    CHECK_REFUSED(frame_map(frame, region, 8, RIGHT_READ, CACHE_NORMAL), ERR_BAD_ARG);
    CHECK_REFUSED(frame_map(large, region, PAGE_SIZE_B, RIGHT_READ, CACHE_NORMAL), ERR_BAD_ARG);
    CHECK_REFUSED(frame_map(frame, region, REGION_UNIT_B, RIGHT_READ, CACHE_NORMAL), ERR_BAD_ARG);
    CHECK_REFUSED(frame_map(frame, region, UINT64_MAX - 4095, RIGHT_READ, CACHE_NORMAL),
                  ERR_BAD_ARG);
    CHECK_REFUSED(frame_map(frame, region, 0, RIGHT_READ, (enum frame_cache)7), ERR_BAD_ARG);
    REQUIRE_OK(frame_map(frame, region, 0, RIGHT_READ, CACHE_NORMAL));
    CHECK_REFUSED(frame_map(frame, region, PAGE_SIZE_B, RIGHT_READ, CACHE_NORMAL), ERR_EXISTS);
    CHECK_REFUSED(frame_map(other, region, 0, RIGHT_READ, CACHE_NORMAL), ERR_EXISTS);
}

KT(memory_attach_refusals) {
    handle_t region;
    handle_t out;
    handle_t read_only;
    uint32_t level;
    if (kt_page(&region, NULL) == NULL) {
        return;
    }
    CHECK_REFUSED(domain_attach(KT_DOMAIN, region, RW, &out, &level), ERR_EXISTS);
    REQUIRE_OK(cap_derive(region, RIGHT_READ | RIGHT_DUP, 0, &read_only));
    handle_t domain = kt_carve(OBJECT_DOMAIN, 0);
    CHECK_REFUSED(domain_attach(domain, region, RW, &out, &level), ERR_NO_TABLE);
    CHECK_EQ(level, 3);
    CHECK_STATUS(kt_attach(domain, kt.untyped, read_only, RW, &out), ERR_DENIED);
    CHECK_STATUS(kt_attach(domain, kt.untyped, read_only, RIGHT_READ, &out), OK);
}

KT(memory_large_frame) {
    vaddr_t vaddr;
    handle_t attachment;
    handle_t region = kt_region(1, &vaddr);
    (void)kt_frame_at(region, 0x40000, 6, RW);
    REQUIRE_OK(kt_attach(KT_DOMAIN, kt.tables, region, RW, &attachment));
    volatile uint64_t *words = (volatile uint64_t *)(vaddr + 0x40000);
    uint64_t count = (PAGE_SIZE_B << 6) / sizeof(uint64_t);
    uint64_t sum = 0;
    for (uint64_t i = 0; i < count; i += 64) {
        sum += words[i]; // Carved memory is zero.
        words[i] = i;
    }
    CHECK_EQ(sum, 0);
    CHECK_EQ(words[count - 64], count - 64);
}

KT(memory_carved_memory_is_zero) {
    handle_t frame;
    handle_t region;
    for (uint32_t round = 0; round < 2; round++) {
        volatile uint64_t *page = kt_page(&region, &frame);
        if (page == NULL) {
            return;
        }
        for (uint32_t i = 0; i < 512; i++) {
            CHECK_EQ(page[i], 0);
            page[i] = UINT64_MAX;
        }
        REQUIRE_OK(cap_revoke(kt.untyped));
    }
}
