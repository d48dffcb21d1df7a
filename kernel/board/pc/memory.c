// SPDX-License-Identifier: MIT
/// @file
/// From the firmware's memory map to ranges for the core.
#include "pc.h"

enum {
    CUTS_MAX = PC_MEMORY_MAX * 2 + 32,
    LOW_RESERVED_B = 0x10000, ///< Firmware writes there; a page is for starting other CPUs.
};
#define LAPIC_PADDR UINT64_C(0xfee00000)

/// The map is cut at every border that anyone names; then each piece is judged on its own.
static struct {
    paddr_t cuts[CUTS_MAX];
    uint32_t num_cuts;
    struct {
        paddr_t start, end;
    } kept[PC_IOAPICS_MAX + 5]; ///< Nobody's: not RAM to hand out, not a device either.
    uint32_t num_kept;
} state;

static void add_cut(paddr_t at) {
    if (state.num_cuts == CUTS_MAX) {
        panic("the memory map has too many borders");
    }
    uint32_t i = state.num_cuts;
    while (i > 0 && state.cuts[i - 1] > at) {
        i--;
    }
    if (i > 0 && state.cuts[i - 1] == at) {
        return;
    }
    for (uint32_t j = state.num_cuts; j > i; j--) {
        state.cuts[j] = state.cuts[j - 1];
    }
    state.cuts[i] = at;
    state.num_cuts++;
}

static void keep(paddr_t start, paddr_t end) {
    start = ALIGN_DOWN(start, PAGE_SIZE_B);
    end = ALIGN_UP(end, PAGE_SIZE_B);
    state.kept[state.num_kept].start = start;
    state.kept[state.num_kept].end = end;
    state.num_kept++;
    add_cut(start);
    add_cut(end);
}

/// Borders are rounded so that a page is RAM only when all of it is.
static paddr_t entry_start(const struct pc_memory *entry) {
    return entry->is_ram ? ALIGN_UP(entry->start, PAGE_SIZE_B)
                         : ALIGN_DOWN(entry->start, PAGE_SIZE_B);
}

static paddr_t entry_end(const struct pc_memory *entry) {
    paddr_t end = entry->start + entry->size_b;
    return entry->is_ram || end > UINT64_MAX - PAGE_SIZE_B ? ALIGN_DOWN(end, PAGE_SIZE_B)
                                                           : ALIGN_UP(end, PAGE_SIZE_B);
}

static bool is_kept(paddr_t at) {
    for (uint32_t i = 0; i < state.num_kept; i++) {
        if (at >= state.kept[i].start && at < state.kept[i].end) {
            return true;
        }
    }
    return false;
}

static bool is_ram(const struct pc_loader_info *info, paddr_t at) {
    bool found = false;
    for (uint32_t i = 0; i < info->num_memory; i++) {
        const struct pc_memory *entry = &info->memory[i];
        if (at >= entry_start(entry) && at < entry_end(entry)) {
            if (!entry->is_ram) {
                return false;
            }
            found = true;
        }
    }
    return found;
}

static void add_range(struct boot_params *params, paddr_t start, paddr_t end, uint32_t kind) {
    if (params->num_ranges != 0) {
        struct boot_range *last = &params->ranges[params->num_ranges - 1];
        if (last->end == start && last->kind == kind) {
            last->end = end;
            return;
        }
    }
    if (params->num_ranges == BOOT_RANGES_MAX) {
        return; // A fragmented map: the rest is not used.
    }
    params->ranges[params->num_ranges++] = (struct boot_range){ start, end, kind };
}

static void keep_what_is_ours(const struct pc_acpi *acpi, const struct pc_image *image,
                              const struct boot_params *params) {
    keep(0, LOW_RESERVED_B);
    keep(image->boot_start, image->boot_end);
    keep(image->start, image->end);
    keep(params->archive_start, params->archive_start + params->archive_b);
    keep(LAPIC_PADDR, LAPIC_PADDR + PAGE_SIZE_B);
    for (uint32_t i = 0; i < acpi->num_ioapics; i++) {
        keep(acpi->ioapics[i].paddr, acpi->ioapics[i].paddr + PAGE_SIZE_B);
    }
}

void pc_make_ranges(const struct pc_loader_info *info, const struct pc_acpi *acpi,
                    const struct pc_image *image, struct boot_params *params) {
    state.num_cuts = 0;
    state.num_kept = 0;
    add_cut(0);
    keep_what_is_ours(acpi, image, params);
    for (uint32_t i = 0; i < info->num_memory; i++) {
        const struct pc_memory *entry = &info->memory[i];
        add_cut(entry_start(entry));
        add_cut(entry_end(entry));
        if (entry->is_ram) {
            params->ram_b += entry->size_b;
        }
    }
    add_cut(image->limit);
    for (uint32_t i = 0; i + 1 < state.num_cuts && state.cuts[i] < image->limit; i++) {
        paddr_t start = state.cuts[i];
        if (is_kept(start)) {
            continue;
        }
        if (!is_ram(info, start)) {
            add_range(params, start, state.cuts[i + 1], UNTYPED_DEVICE);
        } else if (start < ARCH_DIRECT_LIMIT) {
            add_range(params, start, state.cuts[i + 1], UNTYPED_RAM);
        }
    }
    params->kernel_b =
        LOW_RESERVED_B + (image->boot_end - image->boot_start) + (image->end - image->start);
}
