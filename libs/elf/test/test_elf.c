// SPDX-License-Identifier: MIT
/// @file
/// The validator against a good file, one mistake at a time, and random damage.

#include <abi/object.h>
#include <base/rng.h>
#include <base/string.h>
#include <elf/elf.h>
#include <test/test.h>

enum {
    FILE_B = 0x5000,
    PH = 64,
    PH_B = 56
};

static void put(uint8_t *at, uint64_t value, size_t bytes) {
    memcpy(at, &value, bytes); // little-endian machines only, as the system itself
}

static void put_phdr(uint8_t *p, uint32_t type, uint32_t flags, uint64_t offset, uint64_t vaddr,
                     const uint64_t sizes[2]) {
    put(p, type, 4);
    put(p + 4, flags, 4);
    put(p + 8, offset, 8);
    put(p + 16, vaddr, 8);
    put(p + 32, sizes[0], 8);
    put(p + 40, sizes[1], 8);
    put(p + 48, 4096, 8);
}

/// Headers and read-only data, text, data with a zeroed tail.
static void good_file(uint8_t *file) {
    memset(file, 0, FILE_B);
    memcpy(file,
           "\x7f"
           "ELF\2\1\1",
           7);
    put(file + 16, 3, 2);
    put(file + 18, 62, 2);
    put(file + 24, 0x2010, 8); // entry
    put(file + 32, PH, 8);
    put(file + 54, PH_B, 2);
    put(file + 56, 3, 2);
    put_phdr(file + PH, 1, 4, 0, 0, (const uint64_t[]){ 0x1800, 0x1800 });
    put_phdr(file + PH + PH_B, 1, 5, 0x2000, 0x2000, (const uint64_t[]){ 0x1200, 0x1200 });
    put_phdr(file + PH + 2 * PH_B, 1, 6, 0x4000, 0x4000, (const uint64_t[]){ 0x800, 0x3001 });
}

static status_t judge(const uint8_t *file, struct elf_plan *plan) {
    return elf_plan(file, ELF_HEAD_B, FILE_B, plan);
}

TEST(good_file_gives_its_plan) {
    uint8_t file[FILE_B];
    struct elf_plan plan;
    good_file(file);
    REQUIRE(judge(file, &plan) == OK);
    CHECK_EQ(plan.num_segments, 3);
    CHECK_EQ(plan.image_b, 0x8000);
    CHECK_EQ(plan.entry, 0x2010);
    CHECK_EQ(plan.phdr_vaddr, PH);
    CHECK_EQ(plan.segments[1].rights, RIGHT_READ | RIGHT_EXEC);
    CHECK_EQ(plan.segments[2].rights, RIGHT_READ | RIGHT_WRITE);
    CHECK_EQ(plan.segments[2].file_b, 0x800);
}

/// One field of the good file, changed.
struct mistake {
    const char *what;
    uint32_t at;
    uint32_t bytes;
    uint64_t value;
};

static const struct mistake mistakes[] = {
    { "magic", 0, 1, 0 },
    { "32 bit", 4, 1, 1 },
    { "executable, not PIE", 16, 2, 2 },
    { "other machine", 18, 2, 183 },
    { "size of program headers", 54, 2, 55 },
    { "no program headers", 56, 2, 0 },
    { "too many program headers", 56, 2, 65535 },
    { "program headers behind the head", 32, 8, 4090 },
    { "program headers wrap around", 32, 8, UINT64_MAX - 100 },
    { "interpreter", PH, 4, 3 },
    { "write and execute", PH + PH_B + 4, 4, 7 },
    { "not readable", PH + PH_B + 4, 4, 1 },
    { "segment behind the file", PH + PH_B + 8, 8, 0x6000 },
    { "offset wraps around", PH + PH_B + 8, 8, UINT64_MAX - 0xfff },
    { "unaligned offset", PH + PH_B + 8, 8, 0x2001 },
    { "unaligned address", PH + PH_B + 16, 8, 0x2008 },
    { "addresses overlap", PH + PH_B + 16, 8, 0x1000 },
    { "file ranges overlap", PH + PH_B + 8, 8, 0x1000 },
    { "address far away", PH + 2 * PH_B + 16, 8, UINT64_C(1) << 40 },
    { "size far too big", PH + 2 * PH_B + 40, 8, UINT64_MAX },
    { "file bytes beyond memory", PH + 2 * PH_B + 32, 8, 0x4000 },
    { "empty segment", PH + 2 * PH_B + 40, 8, 0 },
    { "zeroed tail of text", PH + PH_B + 40, 8, 0x1300 },
    { "headers not in memory", PH + 8, 8, 0x1000 },
    { "entry in data", 24, 8, 0x4000 },
    { "entry outside", 24, 8, 0x9000 },
};

TEST(each_mistake_is_rejected) {
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
        const struct mistake *m = &mistakes[i];
        uint8_t file[FILE_B];
        struct elf_plan plan;
        good_file(file);
        put(file + m->at, m->value, m->bytes);
        if (judge(file, &plan) != ERR_BAD_FORMAT) {
            test_failed(__FILE__, __LINE__, m->what);
        }
    }
}

TEST(short_files_are_rejected) {
    uint8_t file[FILE_B];
    struct elf_plan plan;
    good_file(file);
    for (uint64_t len = 0; len < PH + 3 * PH_B; len++) {
        CHECK_STATUS(elf_plan(file, len, len, &plan), ERR_BAD_FORMAT);
    }
    CHECK_STATUS(elf_plan(file, ELF_HEAD_B, 0x47ff, &plan), ERR_BAD_FORMAT);
}

static bool plan_is_safe(const struct elf_plan *plan) {
    uint64_t end = 0;
    for (uint32_t i = 0; i < plan->num_segments; i++) {
        const struct elf_segment *s = &plan->segments[i];
        if (s->vaddr < end || s->file_b > s->mem_b || s->offset_b + s->file_b > FILE_B ||
            (s->rights & (RIGHT_WRITE | RIGHT_EXEC)) == (RIGHT_WRITE | RIGHT_EXEC)) {
            return false;
        }
        end = ALIGN_UP(s->vaddr + s->mem_b, PAGE_SIZE_B);
    }
    return end == plan->image_b && end <= ELF_IMAGE_MAX_B;
}

TEST(random_damage_never_gives_an_unsafe_plan) {
    struct rng rng;
    rng_init(&rng, 1);
    for (int run = 0; run < 200000; run++) {
        uint8_t file[FILE_B];
        struct elf_plan plan;
        good_file(file);
        for (uint32_t n = 1 + rng_below(&rng, 4); n > 0; n--) {
            file[rng_below(&rng, PH + 3 * PH_B)] = (uint8_t)rng_next(&rng);
        }
        if (judge(file, &plan) == OK) {
            CHECK(plan_is_safe(&plan));
        }
    }
}
