// SPDX-License-Identifier: MIT
// What init finds when it starts.
#include "kit.h"

#include <base/string.h>

enum {
    INIT_GAP_B = 4096
};

static paddr_t translate(vaddr_t address) {
    return domain_translate(kit_object(START_HANDLE(INIT_SLOT_DOMAIN)), address);
}

static uint64_t entry_of(vaddr_t address) {
    uint32_t missing = 0;
    uint64_t *entry =
        domain_entry(kit_object(START_HANDLE(INIT_SLOT_DOMAIN)), address, 1, &missing);
    return entry == NULL ? 0 : *entry;
}

TEST(init_runs_at_its_entry) {
    kit_boot();
    struct thread *thread = thread_current();
    REQUIRE(thread != NULL);
    CHECK_EQ(thread->context.ip, INIT_VADDR + 0x1000);
    CHECK_EQ(thread->context.sp % 16, 0);
    CHECK_EQ(thread->priority, 40);
    CHECK(cpus[0].context == &thread->context);
    CHECK(cpus[0].arch.active == &thread->domain->space);
}

TEST(segments_are_loaded_and_never_writable_and_executable) {
    kit_boot();
    CHECK(memcmp(arch_phys_to_ptr(translate(INIT_VADDR + 0x1000)), "text....", 8) == 0);
    CHECK(memcmp(arch_phys_to_ptr(translate(INIT_VADDR + 0x2000)), "data\0\0\0\0", 8) == 0);
    CHECK_EQ(entry_of(INIT_VADDR + 0x1000) & 0xfff, HOST_PTE_PRESENT | HOST_PTE_EXEC);
    CHECK_EQ(entry_of(INIT_VADDR + 0x2000) & 0xfff, HOST_PTE_PRESENT | HOST_PTE_WRITE);
    CHECK_EQ(entry_of(INIT_VADDR + 0x3000) & 0xfff, HOST_PTE_PRESENT | HOST_PTE_WRITE);
    CHECK_EQ(entry_of(INIT_VADDR), 0);
}

/// The value of an auxiliary vector key on init's stack.
static uint64_t auxv(uint64_t key) {
    const uint64_t *word = arch_phys_to_ptr(translate(thread_current()->context.sp));
    for (word += 4; word[0] != 0; word += 2) {
        if (word[0] == key) {
            return word[1];
        }
    }
    return 0;
}

TEST(start_stack_leads_to_boot_info_and_archive) {
    kit_boot();
    vaddr_t at = auxv(AT_HESPER_START);
    REQUIRE(translate(at) != 0);
    const struct start_info *start = arch_phys_to_ptr(translate(at));
    CHECK_EQ(start->version, 1);
    CHECK_STR(start->name, "init");
    CHECK_STR(start->args, "quiet test x=1");
    CHECK_EQ(start->image_base, INIT_VADDR);
    CHECK(arch_phys_to_ptr(translate(start->ipc_frame)) == thread_current()->frame);
    CHECK(translate(start->stack_low) != 0 && translate(start->stack_high - 1) != 0);
    CHECK_EQ(translate(start->stack_low - 1), 0);
    const struct boot_info *info = arch_phys_to_ptr(translate(start->boot_info));
    CHECK_EQ(info->version, 1);
    CHECK_EQ(info->archive_b, 4 * PAGE_SIZE_B);
    const uint64_t *archive = arch_phys_to_ptr(translate(info->archive_vaddr));
    CHECK_EQ(archive[0], ARCHIVE_MAGIC);
    CHECK_EQ(entry_of(info->archive_vaddr) & 0xfff, HOST_PTE_PRESENT);
    CHECK_EQ(auxv(3), INIT_VADDR + 64);
    CHECK_EQ(auxv(5), 2);
}

TEST(start_slots_are_as_the_abi_says) {
    static const struct {
        uint32_t slot;
        enum object_type type;
    } slots[] = {
        { SLOT_CAPTABLE, OBJECT_CAPTABLE },
        { SLOT_THREAD, OBJECT_THREAD },
        { SLOT_NOTIFICATION, OBJECT_NOTIFICATION },
        { SLOT_TIMER, OBJECT_TIMER },
        { SLOT_REPLY, OBJECT_REPLY },
        { INIT_SLOT_DOMAIN, OBJECT_DOMAIN },
        { INIT_SLOT_SPAN, OBJECT_SPAN },
        { INIT_SLOT_IRQ_CONTROL, OBJECT_IRQ_CONTROL },
        { INIT_SLOT_IOPORT, OBJECT_IOPORT },
        { INIT_SLOT_CLOCK, OBJECT_CLOCK },
        { INIT_SLOT_DEBUG, OBJECT_DEBUG },
        { INIT_SLOT_INFO_FRAME, OBJECT_FRAME },
        { INIT_SLOT_SCHED, OBJECT_SCHED_CONTEXT },
        { INIT_SLOT_INFO_REGION, OBJECT_REGION },
    };
    kit_boot();
    for (uint32_t i = 0; i < ARRAY_LEN(slots); i++) {
        struct result info = kit_invoke(START_HANDLE(slots[i].slot), CAP_INFO);
        CHECK_STATUS(info.status, OK);
        CHECK_EQ(info.words[0], slots[i].type);
    }
    CHECK_EQ(kit_invoke(START_HANDLE(INIT_SLOT_SPAN), CAP_INFO).words[3], USER_SPAN_FIRST);
    CHECK_STATUS(kit_do(START_HANDLE(SLOT_WINDOW), CAP_INFO), ERR_BAD_HANDLE);
    kit_check_all();
}

TEST(untypeds_cover_memory_once_and_match_boot_info) {
    kit_boot();
    const struct start_info *start = arch_phys_to_ptr(translate(auxv(AT_HESPER_START)));
    const struct boot_info *info = arch_phys_to_ptr(translate(start->boot_info));
    uint64_t ram_b = 0;
    uint64_t device_b = 0;
    uint64_t archive_b = 0;
    for (uint32_t i = 0; i < info->num_untypeds; i++) {
        const struct boot_untyped *untyped = &info->untypeds[i];
        struct slot *slot = kit_slot(START_HANDLE(INIT_SLOT_FIRST_UNTYPED + i));
        REQUIRE(slot != NULL && slot->type == OBJECT_UNTYPED);
        CHECK_EQ(slot->untyped.paddr, untyped->paddr);
        CHECK_EQ(slot->size_log2, untyped->size_log2);
        CHECK_EQ(slot->kind, untyped->kind);
        CHECK_EQ(untyped->paddr % BIT64(untyped->size_log2), 0);
        uint64_t *sum = untyped->kind == UNTYPED_RAM      ? &ram_b
                        : untyped->kind == UNTYPED_DEVICE ? &device_b
                                                          : &archive_b;
        *sum += BIT64(untyped->size_log2);
        for (uint32_t j = 0; j < i; j++) {
            const struct boot_untyped *other = &info->untypeds[j];
            CHECK(untyped->paddr + BIT64(untyped->size_log2) <= other->paddr ||
                  other->paddr + BIT64(other->size_log2) <= untyped->paddr);
        }
    }
    CHECK_EQ(device_b, 0x400000);
    CHECK_EQ(archive_b, 4 * PAGE_SIZE_B);
    CHECK_EQ(ram_b + info->kernel_b, info->ram_b - (16 << 20) - 0x1000);
}

TEST(memory_in_too_many_pieces_loses_the_smallest) {
    kit_boot_in_pieces(90);
    const struct start_info *start = arch_phys_to_ptr(translate(auxv(AT_HESPER_START)));
    const struct boot_info *info = arch_phys_to_ptr(translate(start->boot_info));
    CHECK(info->num_untypeds <= BOOT_UNTYPEDS_MAX);
    uint32_t archive = 0;
    uint32_t large = 0;
    for (uint32_t i = 0; i < info->num_untypeds; i++) {
        CHECK(info->untypeds[i].kind == UNTYPED_ARCHIVE || info->untypeds[i].size_log2 > 12);
        archive += info->untypeds[i].kind == UNTYPED_ARCHIVE;
        large += info->untypeds[i].size_log2 >= 24;
    }
    CHECK(archive != 0 && large != 0);
    kit_check_all();
}

TEST(information_page_is_in_test_mode_and_read_only) {
    kit_boot();
    const struct info_page *info = arch_phys_to_ptr(translate(INFO_PAGE_VADDR));
    CHECK_EQ(info->version, 1);
    CHECK_EQ(info->flags, INFO_TEST_MODE);
    CHECK(info->seed != 1);
    CHECK_EQ(entry_of(INFO_PAGE_VADDR) & 0xfff, HOST_PTE_PRESENT);
}

TEST(state_hash_stays_while_nothing_changes) {
    kit_boot();
    uint64_t before = state_hash();
    struct result hash =
        kit_invoke(START_HANDLE(INIT_SLOT_DEBUG), DEBUG_COUNTERS, COUNTER_STATE_HASH);
    CHECK_STATUS(hash.status, OK);
    CHECK_EQ(hash.words[0], before);
    handle_t endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    CHECK(endpoint != 0);
    CHECK(state_hash() != before);
}
