// SPDX-License-Identifier: MIT
// Frames: their mapping in a Region's leaf tables.
#include "invoke.h"
#include "kernel.h"
#include "memory.h"
#include "thread.h"

static uint32_t num_pages(const struct slot *slot) {
    return 1u << slot->frame.order;
}

/// The unit of `region` that page `page` lies in. A Frame never crosses units.
static struct region_unit *unit_of(struct region *region, uint32_t page) {
    return region_units(region) + page / UNIT_PAGES;
}

static vaddr_t address_of(const struct slot *slot) {
    const struct region *region = ref_ptr(slot->frame.region);
    return region->address + slot->frame.page * PAGE_SIZE_B;
}

/// Writes the leaf entries of a Frame's recorded mapping.
static void write_entries(struct slot *slot) {
    struct region_unit *unit = unit_of(ref_ptr(slot->frame.region), slot->frame.page);
    uint64_t *leaf = &unit->leaf[slot->frame.page % UNIT_PAGES];
    for (uint32_t i = 0; i < num_pages(slot); i++) {
        arch_pte_store(&leaf[i],
                       arch_pte_page(slot->frame.paddr + i * PAGE_SIZE_B, slot->frame.mapped,
                                     (enum frame_cache)slot->frame.cache));
    }
}

static void write_refs(struct slot *slot, ref_t ref) {
    struct region_unit *unit = unit_of(ref_ptr(slot->frame.region), slot->frame.page);
    ref_t *refs = &unit->frames[slot->frame.page % UNIT_PAGES];
    for (uint32_t i = 0; i < num_pages(slot); i++) {
        refs[i] = ref;
    }
}

status_t frame_map(struct slot *slot, struct region *region, uint32_t page, uint32_t rights,
                   enum frame_cache cache) {
    const ref_t *refs = &unit_of(region, page)->frames[page % UNIT_PAGES];
    for (uint32_t i = 0; i < num_pages(slot); i++) {
        if (refs[i] != 0) {
            return ERR_EXISTS;
        }
    }
    slot->frame.region = ref_of(region);
    slot->frame.page = page;
    slot->frame.mapped = (uint8_t)rights;
    slot->frame.cache = (uint8_t)cache;
    write_refs(slot, ref_of(slot));
    write_entries(slot);
    region->num_mapped += num_pages(slot);
    COUNT(MAPS);
    return OK;
}

/// Empties the leaf entries; no CPU can use the pages afterwards.
static void clear_entries(struct slot *slot) {
    struct region_unit *unit = unit_of(ref_ptr(slot->frame.region), slot->frame.page);
    uint64_t *leaf = &unit->leaf[slot->frame.page % UNIT_PAGES];
    for (uint32_t i = 0; i < num_pages(slot); i++) {
        arch_pte_store(&leaf[i], 0);
    }
    arch_tlb_flush_pages(address_of(slot), num_pages(slot));
    COUNT(SHOOTDOWNS);
}

void frame_forget(struct slot *slot) {
    struct region *region = ref_ptr(slot->frame.region);
    write_refs(slot, 0);
    region->num_mapped -= num_pages(slot);
    slot->frame.region = 0;
    slot->frame.page = 0;
    slot->frame.mapped = 0;
    slot->frame.cache = 0;
    COUNT(UNMAPS);
}

void frame_unmap(struct slot *slot) {
    if (slot->frame.region != 0) {
        clear_entries(slot);
        frame_forget(slot);
    }
}

void frame_destroy(struct slot *slot) {
    frame_unmap(slot);
    if (slot->frame.thread != 0) {
        thread_set_frame(ref_ptr(slot->frame.thread), NULL, NULL);
    }
}

void frame_moved(struct slot *slot) {
    if (slot->frame.region != 0) {
        write_refs(slot, ref_of(slot));
    }
    if (slot->frame.thread != 0) {
        ((struct thread *)ref_ptr(slot->frame.thread))->frame_slot = ref_of(slot);
    }
}

/// Rights that a mapping may have: readable, never writable and executable.
static status_t check_rights(const struct slot *slot, uint64_t rights) {
    if ((rights & ~(uint64_t)RIGHTS_MEMORY) != 0 || (rights & RIGHT_READ) == 0 ||
        (rights & (RIGHT_WRITE | RIGHT_EXEC)) == (RIGHT_WRITE | RIGHT_EXEC)) {
        return ERR_BAD_ARG;
    }
    return (slot->rights & rights) == rights ? OK : ERR_DENIED;
}

static status_t on_map(struct invoke *invoke) {
    struct slot *slot = invoke->slot;
    struct slot *region_slot = NULL;
    TRY(cap_find(invoke->table, invoke->args[0], OBJECT_REGION, RIGHT_MANAGE, &region_slot));
    struct region *region = cap_object(region_slot);
    uint64_t offset = invoke->args[1];
    uint64_t size_b = PAGE_SIZE_B << slot->frame.order;
    if (!IS_ALIGNED(offset, size_b) || offset >= region->num_units * REGION_UNIT_B) {
        return ERR_BAD_ARG;
    }
    TRY(check_rights(slot, invoke->args[2]));
    uint64_t cache = invoke->args[3];
    if (cache > CACHE_WRITE_COMBINING ||
        (cache == CACHE_NORMAL) != (slot->frame.kind != UNTYPED_DEVICE)) {
        return ERR_BAD_ARG;
    }
    if ((slot->flags & SLOT_NO_MAP) != 0) {
        return ERR_DENIED;
    }
    if (slot->frame.region != 0) {
        return ERR_EXISTS;
    }
    if (slot->frame.thread != 0 && (invoke->args[2] & RIGHT_EXEC) != 0) {
        return ERR_BUSY; // the kernel writes to it
    }
    return frame_map(slot, region, (uint32_t)(offset >> PAGE_SHIFT), (uint32_t)invoke->args[2],
                     (enum frame_cache)cache);
}

static status_t on_unmap(struct invoke *invoke) {
    if (invoke->slot->frame.region == 0) {
        return ERR_BAD_STATE;
    }
    frame_unmap(invoke->slot);
    return OK;
}

static status_t on_protect(struct invoke *invoke) {
    struct slot *slot = invoke->slot;
    TRY(check_rights(slot, invoke->args[0]));
    if ((invoke->args[0] & RIGHT_WRITE) != 0) {
        return ERR_BAD_ARG;
    }
    if (slot->frame.thread != 0) {
        return ERR_BUSY; // the kernel writes to it
    }
    if ((slot->flags & SLOT_NO_MAP) != 0) {
        return ERR_DENIED;
    }
    slot->rights &= (uint8_t)~RIGHT_WRITE;
    slot->flags |= SLOT_SEALED;
    if (slot->frame.region != 0) {
        clear_entries(slot); // break before make
        slot->frame.mapped = (uint8_t)invoke->args[0];
        write_entries(slot);
    }
    return OK;
}

const struct method frame_methods[METHODS_MAX] = {
    [FRAME_MAP - METHOD_FIRST] = { on_map, RIGHT_MANAGE, 4 },
    [FRAME_UNMAP - METHOD_FIRST] = { on_unmap, RIGHT_MANAGE, 0 },
    [FRAME_PROTECT - METHOD_FIRST] = { on_protect, RIGHT_MANAGE, 1 },
};
