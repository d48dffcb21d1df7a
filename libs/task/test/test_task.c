// SPDX-License-Identifier: MIT
/// @file
/// Start stacks, archives and pieces.

#include <base/hash.h>
#include <base/string.h>
#include <task/archive.h>
#include <task/pieces.h>
#include <task/stack.h>
#include <test/test.h>

#define HIGH UINT64_C(0x7f0000)

static struct stack_content some_content(const struct elf_plan *plan) {
    return (struct stack_content){
        .plan = plan,
        .info = { .version = 1, .image_base = 0x100000, .stack_high = HIGH, .name = "gui" },
        .random = { 1, 2 },
    };
}

TEST(stack_holds_what_programs_look_for) {
    static uint8_t memory[8192];
    const struct elf_plan plan = { .entry = 0x10, .phdr_vaddr = 64, .num_phdrs = 5 };
    struct stack_content content = some_content(&plan);
    vaddr_t sp = 0;
    REQUIRE(stack_build(&content, memory, sizeof(memory), &sp) == OK);
    CHECK_EQ(sp % 16, 0);
    uint64_t words[22];
    memcpy(words, memory + (sp - (HIGH - sizeof(memory))), sizeof(words));
    CHECK_EQ(words[0], 1);
    CHECK_STR((const char *)memory + (words[1] - (HIGH - sizeof(memory))), "gui");
    CHECK_EQ(words[5], 0x100040);
    CHECK_EQ(words[9], 5);
    CHECK_EQ(words[13], 0x100010);
    CHECK_EQ(words[18], AT_HESPER_START);
    CHECK_EQ(words[20], 0);
}

TEST(stack_copies_boot_info_and_refuses_what_is_too_big) {
    static uint8_t memory[16384];
    static struct boot_info boot = { .version = 1, .ram_b = 77 };
    const struct elf_plan plan = { 0 };
    struct stack_content content = some_content(&plan);
    content.boot = &boot;
    vaddr_t sp = 0;
    CHECK_STATUS(stack_build(&content, memory, 4096, &sp), ERR_TOO_BIG);
    CHECK_STATUS(stack_build(&content, memory, sizeof(boot) + 64, &sp), ERR_TOO_BIG);
    CHECK_STATUS(stack_build(&content, memory, sizeof(memory), &sp), OK);
    uint64_t words[22];
    struct start_info info;
    memcpy(words, memory + (sp - (HIGH - sizeof(memory))), sizeof(words));
    memcpy(&info, memory + (words[19] - (HIGH - sizeof(memory))), sizeof(info));
    CHECK(memcmp(memory + (info.boot_info - (HIGH - sizeof(memory))), &boot, sizeof(boot)) == 0);
}

TEST(pieces_are_as_large_as_place_and_rest_allow) {
    CHECK_EQ(piece_order(0, 1), 0);
    CHECK_EQ(piece_order(0, 1000), 9);
    CHECK_EQ(piece_order(512, 488), 8);
    CHECK_EQ(piece_order(6, 100), 1);
    CHECK_EQ(piece_order(7, 100), 0);
}

/// An archive of two files behind its header page.
struct sample {
    _Alignas(8) uint8_t bytes[sizeof(struct archive_header) + 2 * sizeof(struct archive_entry)];
};

static struct archive_header *header(struct sample *sample) {
    return (struct archive_header *)(void *)sample->bytes;
}

static void sample_init(struct sample *sample) {
    *header(sample) =
        (struct archive_header){ .magic = ARCHIVE_MAGIC, .num_entries = 2, .total_b = 0x4000 };
    header(sample)->entries[0] = (struct archive_entry){ "bin/a", 0x1000, 0x1800 };
    header(sample)->entries[1] = (struct archive_entry){ "bin/b", 0x3000, 0x10 };
}

static status_t check(struct sample *sample) {
    header(sample)->header_crc32 =
        hash_crc32(0, header(sample)->entries, 2 * sizeof(struct archive_entry));
    return archive_check(header(sample), sizeof(*sample), 0x4000);
}

TEST(archive_finds_entries_and_refuses_bad_ones) {
    struct sample sample;
    sample_init(&sample);
    CHECK_STATUS(check(&sample), OK);
    CHECK(archive_find(header(&sample), "bin/b") == &header(&sample)->entries[1]);
    CHECK(archive_find(header(&sample), "bin/c") == NULL);
    header(&sample)->header_crc32 ^= 1;
    CHECK_STATUS(archive_check(header(&sample), sizeof(sample), 0x4000), ERR_BAD_FORMAT);
    header(&sample)->num_entries = 3;
    CHECK_STATUS(check(&sample), ERR_BAD_FORMAT);
    sample_init(&sample);
    header(&sample)->entries[1].size_b = 0x1001;
    CHECK_STATUS(check(&sample), ERR_BAD_FORMAT);
    sample_init(&sample);
    header(&sample)->entries[1].offset_b = 0x2000;
    CHECK_STATUS(check(&sample), ERR_BAD_FORMAT);
    sample_init(&sample);
    header(&sample)->entries[0].offset_b = 0x1008;
    CHECK_STATUS(check(&sample), ERR_BAD_FORMAT);
    sample_init(&sample);
    memset(header(&sample)->entries[0].name, 'x', ARCHIVE_NAME_MAX);
    CHECK_STATUS(check(&sample), ERR_BAD_FORMAT);
}
