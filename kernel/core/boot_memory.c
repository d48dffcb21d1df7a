// SPDX-License-Identifier: MIT
// Boot memory and Untypeds.
#include "boot.h"
#include "cap.h"
#include "memory.h"

/// A smaller RAM range (below 1 MiB on a PC, say) is not worth being boot memory.
#define BOOT_RANGE_MIN_B (UINT64_C(4) << 20)

/// RAM that the kernel can use: in the direct map, not page 0 (reference 0 means none).
static struct boot_range usable(struct boot_range range) {
    if (range.kind == UNTYPED_RAM) {
        range.start = MAX(range.start, PAGE_SIZE_B);
        range.end = MIN(range.end, ARCH_DIRECT_LIMIT);
    }
    range.end = MAX(range.start, range.end);
    return range;
}

void boot_memory_init(struct boot *boot) {
    for (uint32_t i = 0; i < boot->params->num_ranges; i++) {
        struct boot_range range = usable(boot->params->ranges[i]);
        uint64_t size_b = range.end - range.start;
        if (range.kind == UNTYPED_RAM && size_b > boot->end - boot->start) {
            boot->start = range.start;
            boot->end = range.end;
            if (size_b >= BOOT_RANGE_MIN_B) {
                break;
            }
        }
    }
    boot->next = boot->start;
}

void *boot_alloc(struct boot *boot, uint64_t size_b) {
    paddr_t start = ALIGN_UP(boot->next, MIN(size_b, PAGE_SIZE_B));
    if (start > boot->end || boot->end - start < size_b) {
        panic("not enough memory to start");
    }
    boot->next = start + size_b;
    void *memory = arch_phys_to_ptr(start);
    zero_memory(memory, size_b);
    return memory;
}

struct slot *boot_cap(struct boot *boot, uint32_t index, enum object_type type, void *object) {
    struct slot *slot = NULL;
    if (captable_find_index(boot->table, index, &slot) != OK) {
        panic("boot slot %u is taken", index);
    }
    slot_take(boot->table, slot);
    slot->type = (uint8_t)type;
    slot->rights = RIGHT_ALL;
    slot->object = ref_of(object);
    slot_link_child(kernel.root, slot);
    if (object != NULL) {
        ++*cap_refs(slot);
    }
    return slot;
}

/// Log2 of the first naturally aligned block of [start, end), not empty.
static uint32_t block_log2(paddr_t start, paddr_t end) {
    uint32_t fits = 63u - (uint32_t)__builtin_clzll(end - start);
    uint32_t aligned = start == 0 ? 62 : (uint32_t)__builtin_ctzll(start);
    return MIN(fits, aligned);
}

/// Walks the blocks of a range that are at least 1 << `min_log2` bytes; makes Untypeds if `make`.
static uint32_t split(struct boot *boot, struct boot_range range, uint32_t min_log2, bool make) {
    uint32_t count = 0;
    while (range.start < range.end) {
        uint32_t log2 = block_log2(range.start, range.end);
        if (log2 >= min_log2) {
            count++;
        }
        if (log2 >= min_log2 && make) {
            uint32_t number = boot->info->num_untypeds++;
            boot->info->untypeds[number].paddr = range.start;
            boot->info->untypeds[number].size_log2 = (uint8_t)log2;
            boot->info->untypeds[number].kind = (uint8_t)range.kind;
            struct slot *slot =
                boot_cap(boot, INIT_SLOT_FIRST_UNTYPED + number, OBJECT_UNTYPED, NULL);
            slot->size_log2 = (uint8_t)log2;
            slot->kind = (uint8_t)range.kind;
            slot->untyped.paddr = range.start;
        }
        range.start += BIT64(log2);
    }
    return count;
}

/// All ranges of one kind, without what boot memory used up.
static uint32_t split_kind(struct boot *boot, uint32_t kind, uint32_t min_log2, bool make) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < boot->params->num_ranges; i++) {
        struct boot_range range = usable(boot->params->ranges[i]);
        if (range.kind != kind) {
            continue;
        }
        if (kind == UNTYPED_RAM && range.start == boot->start) {
            range.start = ALIGN_UP(boot->next, PAGE_SIZE_B);
        }
        count += split(boot, range, min_log2, make);
    }
    return count;
}

void boot_make_untypeds(struct boot *boot) {
    const struct boot_params *params = boot->params;
    struct boot_range archive = { params->archive_start,
                                  ALIGN_UP(params->archive_start + params->archive_b, PAGE_SIZE_B),
                                  UNTYPED_ARCHIVE };
    uint32_t room = BOOT_UNTYPEDS_MAX - split(boot, archive, UNTYPED_SIZE_LOG2_MIN, false);
    // If there are too many pieces, the smallest are given up.
    uint32_t min_log2 = UNTYPED_SIZE_LOG2_MIN;
    while (split_kind(boot, UNTYPED_RAM, min_log2, false) +
               split_kind(boot, UNTYPED_DEVICE, min_log2, false) >
           room) {
        min_log2++;
    }
    (void)split_kind(boot, UNTYPED_RAM, min_log2, true);
    (void)split_kind(boot, UNTYPED_DEVICE, min_log2, true);
    (void)split(boot, archive, UNTYPED_SIZE_LOG2_MIN, true);
}
