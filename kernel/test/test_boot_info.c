// SPDX-License-Identifier: MIT
/// @file
/// What the PC board makes of loader and firmware tables, also of broken ones.
#include <test/test.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "board/pc/pc.h"

enum {
    ARENA_B = 1 << 16,
    FUZZ_ROUNDS = 20000
};

_Noreturn void panic(const char *format, ...) {
    printf("# panic: %s\n", format);
    abort();
}

/// The last `size_b` bytes of memory below 4 GiB, where the board reads tables by their physical
/// address. What lies behind is not mapped.
static uint8_t *arena_end(size_t size_b) {
    static uint8_t *memory;
    if (memory == NULL) {
        memory = mmap(NULL, 2 * ARENA_B, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
        if (memory == MAP_FAILED || mprotect(memory + ARENA_B, ARENA_B, PROT_NONE) != 0) {
            abort();
        }
    }
    memset(memory, 0, ARENA_B);
    return memory + ARENA_B - size_b;
}

static paddr_t address_of(const void *pointer) {
    return (paddr_t)(uintptr_t)pointer;
}

static uint64_t random_next(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/// Changes up to 4 bytes behind the first `keep_b`.
static void damage(uint8_t *bytes, size_t keep_b, size_t size_b, uint64_t *seed) {
    for (uint64_t i = random_next(seed) % 4 + 1; i > 0; i--) {
        bytes[keep_b + random_next(seed) % (size_b - keep_b)] = (uint8_t)random_next(seed);
    }
}

/// A correct multiboot2 structure: one module, 64 MiB.
static const uint32_t mb2_words[] = {
    8 + 24 + 24 + 88 + 8,
    0, // size of all
    1,
    8 + 11,
    0x74736574,
    0x62656420,
    0x006775,
    0, // "test debug"
    3,
    8 + 12,
    0x1000000,
    0x1003000,
    0,
    0, // module
    6,
    16 + 72,
    24,
    0, // memory map
    0,
    0,
    0x9fc00,
    0,
    1,
    0, // RAM
    0x9fc00,
    0,
    0x60400,
    0,
    2,
    0, // reserved
    0x100000,
    0,
    0x3f00000,
    0,
    1,
    0, // RAM
    0,
    8, // end
};

TEST(multiboot2_is_read) {
    static struct pc_loader_info info;
    uint8_t *at = memcpy(arena_end(sizeof(mb2_words)), mb2_words, sizeof(mb2_words));
    memset(&info, 0, sizeof(info));
    CHECK_STATUS(pc_read_loader(BOOT_MAGIC_MB2, address_of(at), &info), OK);
    CHECK_EQ(info.num_memory, 3);
    CHECK(info.memory[0].is_ram && !info.memory[1].is_ram && info.memory[2].is_ram);
    CHECK_EQ(info.memory[2].size_b, 0x3f00000);
    CHECK_EQ(info.archive_start, 0x1000000);
    CHECK_EQ(info.archive_b, 0x3000);
    CHECK_STR(info.cmdline, "test debug");
}

TEST(multiboot2_damaged_is_refused_or_read) {
    static struct pc_loader_info info;
    uint64_t seed = 1;
    for (uint32_t i = 0; i < FUZZ_ROUNDS; i++) {
        uint8_t *at = memcpy(arena_end(sizeof(mb2_words)), mb2_words, sizeof(mb2_words));
        damage(at, 8, sizeof(mb2_words), &seed);
        memset(&info, 0, sizeof(info));
        status_t st = pc_read_loader(BOOT_MAGIC_MB2, address_of(at), &info);
        CHECK(st == OK || st == ERR_BAD_FORMAT);
        CHECK(memchr(info.cmdline, 0, sizeof(info.cmdline)) != NULL);
    }
}

TEST(multiboot2_without_end_is_refused) {
    static struct pc_loader_info info;
    uint8_t *at = memcpy(arena_end(sizeof(mb2_words)), mb2_words, sizeof(mb2_words));
    *(uint32_t *)(void *)at = sizeof(mb2_words) - 8;
    CHECK_STATUS(pc_read_loader(BOOT_MAGIC_MB2, address_of(at), &info), ERR_BAD_FORMAT);
    CHECK_STATUS(pc_read_loader(BOOT_MAGIC_MB2, 0, &info), ERR_BAD_FORMAT);
    CHECK_STATUS(pc_read_loader(0x2badb002, address_of(at), &info), ERR_NOT_SUPPORTED);
}

/// A PVH structure with its tables behind it.
struct pvh {
    uint32_t magic, version, flags, num_modules;
    uint64_t modules, cmdline, rsdp, memory;
    uint32_t num_memory, reserved;
    uint64_t module[4];
    uint64_t map[2][3];
    char text[BOOT_CMDLINE_MAX];
};

static struct pvh *make_pvh(void) {
    struct pvh *pvh = (struct pvh *)(void *)arena_end(sizeof(*pvh));
    *pvh = (struct pvh){
        .magic = BOOT_MAGIC_PVH,
        .version = 1,
        .num_modules = 1,
        .modules = address_of(pvh->module),
        .cmdline = address_of(pvh->text),
        .memory = address_of(pvh->map),
        .num_memory = 2,
        .module = { 0x2000000, 0x5000, 0, 0 },
        .map = { { 0, 0x9fc00, 1 }, { 0x100000, 0x3f00000, 1 } },
        .text = "test",
    };
    return pvh;
}

TEST(pvh_is_read) {
    static struct pc_loader_info info;
    memset(&info, 0, sizeof(info));
    CHECK_STATUS(pc_read_loader(BOOT_MAGIC_PVH, address_of(make_pvh()), &info), OK);
    CHECK_EQ(info.num_memory, 2);
    CHECK_EQ(info.archive_start, 0x2000000);
    CHECK_EQ(info.archive_b, 0x5000);
    CHECK_STR(info.cmdline, "test");
}

TEST(pvh_with_bad_numbers_is_refused) {
    static struct pc_loader_info info;
    struct pvh *pvh = make_pvh();
    pvh->num_memory = 100000;
    CHECK_STATUS(pc_read_loader(BOOT_MAGIC_PVH, address_of(pvh), &info), ERR_BAD_FORMAT);
    pvh = make_pvh();
    pvh->memory = UINT64_MAX - 8;
    CHECK_STATUS(pc_read_loader(BOOT_MAGIC_PVH, address_of(pvh), &info), ERR_BAD_FORMAT);
    pvh = make_pvh();
    pvh->version = 0;
    CHECK_STATUS(pc_read_loader(BOOT_MAGIC_PVH, address_of(pvh), &info), ERR_BAD_FORMAT);
}

TEST(options_are_whole_words) {
    CHECK(pc_has_option("test debug", "debug"));
    CHECK(pc_has_option("debug", "debug"));
    CHECK(!pc_has_option("debugger", "debug"));
    CHECK(!pc_has_option("nodebug test", "debug"));
    CHECK(!pc_has_option("", "debug"));
}

static const struct pc_image image = {
    .boot_start = 0x100000,
    .boot_end = 0x109000,
    .start = 0x200000,
    .end = 0x241000,
    .limit = UINT64_C(1) << 40,
};

static const struct boot_range *range_of(const struct boot_params *params, paddr_t at) {
    for (uint32_t i = 0; i < params->num_ranges; i++) {
        if (at >= params->ranges[i].start && at < params->ranges[i].end) {
            return &params->ranges[i];
        }
    }
    return NULL;
}

static void check_ranges(const struct boot_params *params) {
    for (uint32_t i = 0; i < params->num_ranges; i++) {
        const struct boot_range *range = &params->ranges[i];
        CHECK(range->start < range->end && range->end <= image.limit);
        CHECK(range->start % PAGE_SIZE_B == 0 && range->end % PAGE_SIZE_B == 0);
        CHECK(i == 0 || params->ranges[i - 1].end <= range->start);
    }
    CHECK(range_of(params, 0) == NULL);
    CHECK(range_of(params, image.start) == NULL);
    CHECK(range_of(params, image.end - 1) == NULL);
    CHECK(range_of(params, 0xfee00000) == NULL);
    CHECK(range_of(params, params->archive_start) == NULL);
}

static struct boot_params *make_ranges(const struct pc_loader_info *info) {
    static struct boot_params params;
    const struct pc_acpi acpi = { .ioapics = { { 0xfec00000, 0 } }, .num_ioapics = 1 };
    memset(&params, 0, sizeof(params));
    params.archive_start = 0x1000000;
    params.archive_b = 0x2345;
    pc_make_ranges(info, &acpi, &image, &params);
    return &params;
}

TEST(ranges_leave_out_what_is_taken) {
    static struct pc_loader_info info;
    memset(&info, 0, sizeof(info));
    pc_add_memory(&info, 0x100000, 0x3f00000, true);
    pc_add_memory(&info, 0x9fc00, 0x60400, false);
    pc_add_memory(&info, 0, 0x9fc00, true);
    const struct boot_params *params = make_ranges(&info);
    check_ranges(params);
    CHECK_EQ(params->ram_b, 0x3f00000 + 0x9fc00);
    CHECK_EQ(range_of(params, 0x20000)->kind, UNTYPED_RAM);
    CHECK_EQ(range_of(params, 0x9f000)->kind, UNTYPED_DEVICE); // Half a page is no RAM.
    CHECK_EQ(range_of(params, 0xa0000)->kind, UNTYPED_DEVICE);
    CHECK_EQ(range_of(params, 0x109000)->kind, UNTYPED_RAM);
    CHECK_EQ(range_of(params, 0x1003000)->kind, UNTYPED_RAM);
    CHECK_EQ(range_of(params, 0xc0000000)->kind, UNTYPED_DEVICE);
    CHECK(range_of(params, 0xfec00000) == NULL);
    CHECK_EQ(range_of(params, UINT64_C(0xe000000000))->kind, UNTYPED_DEVICE);
}

TEST(ranges_of_overlapping_entries) {
    static struct pc_loader_info info;
    memset(&info, 0, sizeof(info));
    pc_add_memory(&info, 0x100000, 0x3f00000, true);
    pc_add_memory(&info, 0x2000000, 0x1000000, true); // again
    pc_add_memory(&info, 0x2800010, 0x10, false);     // reserved inside
    const struct boot_params *params = make_ranges(&info);
    check_ranges(params);
    CHECK_EQ(range_of(params, 0x2800000)->kind, UNTYPED_DEVICE);
    CHECK_EQ(range_of(params, 0x27ff000)->kind, UNTYPED_RAM);
    CHECK_EQ(range_of(params, 0x2801000)->kind, UNTYPED_RAM);
}

TEST(ranges_of_random_maps_hold) {
    static struct pc_loader_info info;
    uint64_t seed = 7;
    for (uint32_t round = 0; round < 500; round++) {
        memset(&info, 0, sizeof(info));
        uint64_t entries = random_next(&seed) % 60;
        for (uint64_t i = 0; i < entries; i++) {
            uint32_t shift = (uint32_t)(random_next(&seed) % 50);
            pc_add_memory(&info, random_next(&seed) >> (14 + shift % 40),
                          random_next(&seed) >> shift, (random_next(&seed) & 3) != 0);
        }
        check_ranges(make_ranges(&info));
    }
}

// --- ACPI ---

struct acpi_tables {
    uint8_t rsdp[36];
    uint8_t rsdt[36 + 4];
    uint8_t madt[44 + 12 + 10];
};

static void set_sum(uint8_t *table, size_t size_b, size_t at) {
    table[at] = 0;
    uint8_t sum = 0;
    for (size_t i = 0; i < size_b; i++) {
        sum = (uint8_t)(sum + table[i]);
    }
    table[at] = (uint8_t)-sum;
}

static void put32(uint8_t *at, uint64_t value) {
    memcpy(at, &(uint32_t){ (uint32_t)value }, sizeof(uint32_t));
}

static struct acpi_tables *make_acpi(void) {
    struct acpi_tables *t = (struct acpi_tables *)(void *)arena_end(sizeof(*t));
    memcpy(t->rsdp, "RSD PTR ", 8);
    put32(t->rsdp + 16, address_of(t->rsdt));
    set_sum(t->rsdp, 20, 8);
    memcpy(t->rsdt, "RSDT", 4);
    put32(t->rsdt + 4, sizeof(t->rsdt));
    put32(t->rsdt + 36, address_of(t->madt));
    set_sum(t->rsdt, sizeof(t->rsdt), 9);
    memcpy(t->madt, "APIC", 4);
    put32(t->madt + 4, sizeof(t->madt));
    memcpy(t->madt + 44, (uint8_t[]){ 1, 12, 0, 0, 0, 0, 0xc1, 0xfe, 24, 0, 0, 0 }, 12);
    memcpy(t->madt + 56, (uint8_t[]){ 2, 10, 0, 9, 20, 0, 0, 0, 0x0f, 0 }, 10);
    set_sum(t->madt, sizeof(t->madt), 9);
    return t;
}

TEST(acpi_is_read) {
    static struct pc_loader_info info;
    struct pc_acpi acpi = { 0 };
    info.acpi_rsdp = address_of(make_acpi()->rsdp);
    CHECK_EQ(pc_read_acpi(&info, &acpi), info.acpi_rsdp);
    CHECK_EQ(acpi.num_ioapics, 1);
    CHECK_EQ(acpi.ioapics[0].paddr, 0xfec10000);
    CHECK_EQ(acpi.ioapics[0].gsi_base, 24);
    CHECK_EQ(acpi.isa[9].gsi, 20);
    CHECK(acpi.isa[9].level && acpi.isa[9].active_low);
    CHECK_EQ(acpi.isa[4].gsi, 4);
}

TEST(acpi_damaged_is_ignored_or_read) {
    static struct pc_loader_info info;
    uint64_t seed = 3;
    for (uint32_t i = 0; i < FUZZ_ROUNDS; i++) {
        struct acpi_tables *t = make_acpi();
        struct pc_acpi acpi = { 0 };
        damage(t->madt, sizeof(t->rsdt), sizeof(t->madt), &seed);
        set_sum(t->madt, sizeof(t->madt), 9); // Otherwise the sum would hide everything.
        info.acpi_rsdp = address_of(t->rsdp);
        (void)pc_read_acpi(&info, &acpi);
        CHECK(acpi.num_ioapics >= 1 && acpi.num_ioapics <= PC_IOAPICS_MAX);
    }
}
