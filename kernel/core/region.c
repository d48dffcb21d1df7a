// SPDX-License-Identifier: MIT
// Regions: shared leaf tables, and the slots of the Frames mapped in them.
#include "invoke.h"
#include "kernel.h"
#include "memory.h"
#include "notification.h"

enum {
    SCAN_STEPS = 256
};

struct region *region_init(struct region_unit *units, uint32_t num_units, vaddr_t address) {
    struct region *region = (struct region *)(void *)units->header;
    region->num_units = num_units;
    region->address = address;
    binding_init(&region->closed);
    return region;
}

/// Lets every Frame that is mapped forget it. ERR_AGAIN: some are left.
static status_t forget_frames(struct region *region) {
    struct region_unit *units = region_units(region);
    uint32_t steps = 0;
    for (; region->num_mapped != 0; region->scan++) {
        ref_t ref = units[region->scan / UNIT_PAGES].frames[region->scan % UNIT_PAGES];
        if (ref != 0) {
            frame_forget(slot_at(ref));
        }
        if (++steps % SCAN_STEPS == 0 && arch_irq_pending()) {
            return ERR_AGAIN;
        }
    }
    return OK;
}

status_t region_destroy(struct region *region) {
    // Attachments are descendants of its capabilities: there are none left, nobody sees the leaves.
    TRY(forget_frames(region));
    binding_set(&region->closed, NULL, 0);
    if (region->hidden.type != OBJECT_NONE) {
        slot_unlink(&region->hidden);
    } else if (region->span != 0) {
        slot_at(region->span)->span.region = 0;
    }
    return OK;
}

status_t region_attach(struct region *region, struct domain *domain, uint32_t rights,
                       uint32_t *out_level) {
    // A Region lies in one GiB, so all its units are neighbours in one level-2 table.
    uint64_t *entries = domain_entry(domain, region->address, 2, out_level);
    if (entries == NULL) {
        return ERR_NO_TABLE;
    }
    for (uint32_t i = 0; i < region->num_units; i++) {
        if (entries[i] != 0) {
            return ERR_EXISTS;
        }
    }
    struct region_unit *units = region_units(region);
    for (uint32_t i = 0; i < region->num_units; i++) {
        arch_pte_store(&entries[i], arch_pte_unit(arch_ptr_to_phys(units[i].leaf), rights));
    }
    return OK;
}

void attachment_destroy(struct slot *slot) {
    if (slot->object == 0) {
        return; // its domain died before
    }
    struct domain *domain = cap_object(slot);
    struct region *region = ref_ptr(slot->attachment.region);
    struct region_unit *units = region_units(region);
    uint32_t missing = 0;
    uint64_t *entries = domain_entry(domain, region->address, 2, &missing);
    for (uint32_t i = 0; entries != NULL && i < region->num_units; i++) {
        if (arch_pte_paddr(entries[i]) == arch_ptr_to_phys(units[i].leaf)) {
            arch_pte_store(&entries[i], 0);
        }
    }
    arch_tlb_flush_space(&domain->space);
    COUNT(SHOOTDOWNS);
    slot_list_remove(slot);
    slot->object = 0;
}

static status_t region_bind(struct invoke *invoke) {
    struct slot *target = NULL;
    TRY(invoke_find_optional(invoke, invoke->args[0], OBJECT_NOTIFICATION, RIGHT_WRITE, &target));
    struct region *region = cap_object(invoke->slot);
    binding_set(&region->closed, target == NULL ? NULL : cap_object(target),
                target == NULL ? 0 : target->badge);
    return OK;
}

static status_t region_next_closed(struct invoke *invoke) {
    struct region *region = cap_object(invoke->slot);
    TRY(cap_next_closed(&region->closed_first, &invoke->results[0]));
    invoke->num_results = 1;
    return OK;
}

const struct method region_methods[METHODS_MAX] = {
    [REGION_BIND - METHOD_FIRST] = { region_bind, RIGHT_MANAGE, 1 },
    [REGION_NEXT_CLOSED - METHOD_FIRST] = { region_next_closed, RIGHT_MANAGE, 0 },
};
