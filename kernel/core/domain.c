// SPDX-License-Identifier: MIT
// Domains: upper page tables, Attachments, where faults go.
#include "invoke.h"
#include "kernel.h"
#include "memory.h"
#include "thread.h"

enum {
    TABLE_BITS = 9,
    TABLE_ENTRIES = 1 << TABLE_BITS
};

static uint32_t level_shift(uint32_t level) {
    return PAGE_SHIFT + TABLE_BITS * (level - 1);
}

void domain_init(struct domain *domain) {
    list_init(&domain->threads);
    list_init(&domain->fault_link);
    arch_space_init(&domain->space, arch_ptr_to_phys(domain) + PAGE_SIZE_B);
}

static void set_fault_endpoint(struct domain *domain, struct endpoint *endpoint, uint64_t badge) {
    list_remove(&domain->fault_link);
    domain->fault_endpoint = endpoint;
    domain->fault_badge = badge;
    if (endpoint != NULL) {
        list_push_back(&endpoint->domains, &domain->fault_link);
    }
}

status_t domain_destroy(struct domain *domain) {
    uint32_t steps = 0;
    // Threads first: what they see can change owners as soon as an Attachment is forgotten.
    while (!list_is_empty(&domain->threads)) {
        thread_lose_domain(list_first(&domain->threads, struct thread, domain_link));
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    while (domain->attachments != 0) {
        // The tables that show it are emptied below.
        struct slot *slot = slot_at(domain->attachments);
        slot_list_remove(slot);
        slot->object = 0;
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    while (domain->tables != 0) {
        table_destroy(slot_at(domain->tables));
        if (restart_due(&steps)) {
            return ERR_AGAIN;
        }
    }
    set_fault_endpoint(domain, NULL, 0);
    arch_space_deinit(&domain->space);
    return OK;
}

uint64_t *domain_entry(struct domain *domain, vaddr_t address, uint32_t level,
                       uint32_t *out_missing) {
    uint64_t *table = arch_phys_to_ptr(domain->space.root);
    for (uint32_t at = ARCH_ROOT_LEVEL;; at--) {
        uint64_t *entry = &table[address >> level_shift(at) & (TABLE_ENTRIES - 1)];
        if (at == level) {
            return entry;
        }
        if (*entry == 0) {
            *out_missing = at - 1;
            return NULL;
        }
        table = arch_phys_to_ptr(arch_pte_paddr(*entry));
    }
}

paddr_t domain_translate(struct domain *domain, vaddr_t address) {
    if (address >= ARCH_USER_END) {
        return 0;
    }
    uint32_t missing = 0;
    const uint64_t *entry = domain_entry(domain, address, 1, &missing);
    if (entry == NULL || *entry == 0 || !arch_pte_is_cached(*entry)) {
        return 0;
    }
    return arch_pte_paddr(*entry) + (address & (PAGE_SIZE_B - 1));
}

void table_destroy(struct slot *slot) {
    if (slot->object == 0) {
        return;
    }
    struct domain *domain = cap_object(slot);
    void *table = ref_ptr(slot->table.table);
    uint32_t missing = 0;
    uint64_t *entry = domain_entry(domain, slot->table.address, slot->table.level + 1, &missing);
    if (entry != NULL && arch_pte_paddr(*entry) == arch_ptr_to_phys(table)) {
        arch_pte_store(entry, 0);
    }
    arch_tlb_flush_space(&domain->space);
    COUNT(SHOOTDOWNS);
    // Attachments shown through it are gone, and so is what lower tables showed.
    zero_memory(table, PAGE_SIZE_B);
    slot_list_remove(slot);
    slot->object = 0;
    slot->table.address = 0;
    slot->table.level = 0;
}

static status_t no_table(struct invoke *invoke, uint32_t level) {
    invoke_return(invoke, level);
    return ERR_NO_TABLE;
}

static status_t domain_set_table(struct invoke *invoke) {
    struct slot *slot = NULL;
    TRY(cap_find(invoke->table, invoke->args[0], OBJECT_TABLE, RIGHT_MANAGE, &slot));
    vaddr_t address = invoke->args[1];
    uint64_t level = invoke->args[2];
    if (level < 2 || level >= ARCH_ROOT_LEVEL || address >= ARCH_USER_END ||
        !IS_ALIGNED(address, BIT64(level_shift((uint32_t)level + 1)))) {
        return ERR_BAD_ARG;
    }
    if (slot->object != 0) {
        return ERR_BUSY;
    }
    struct domain *domain = cap_object(invoke->slot);
    uint32_t missing = 0;
    uint64_t *entry = domain_entry(domain, address, (uint32_t)level + 1, &missing);
    if (entry == NULL) {
        return no_table(invoke, missing);
    }
    if (*entry != 0) {
        return ERR_EXISTS;
    }

    slot->object = invoke->slot->object;
    slot->table.address = address;
    slot->table.level = (uint32_t)level;
    slot_list_push(slot);
    arch_pte_store(entry, arch_pte_table(arch_ptr_to_phys(ref_ptr(slot->table.table))));
    return OK;
}

static status_t domain_attach(struct invoke *invoke) {
    struct slot *region_slot = NULL;
    uint64_t rights = invoke->args[1];
    TRY(cap_find(invoke->table, invoke->args[0], OBJECT_REGION, RIGHT_READ, &region_slot));
    if ((rights & ~(uint64_t)RIGHTS_MEMORY) != 0 || (rights & RIGHT_READ) == 0) {
        return ERR_BAD_ARG;
    }
    if ((region_slot->rights & rights) != rights) {
        return ERR_DENIED;
    }
    if (region_slot->depth >= SLOT_DEPTH_MAX) {
        return ERR_DEPTH;
    }
    struct slot *to = NULL;
    TRY(captable_find_free(invoke->table, &to));
    uint32_t missing = 0;
    status_t st = region_attach(cap_object(region_slot), cap_object(invoke->slot), (uint32_t)rights,
                                &missing);
    if (st != OK) {
        return st == ERR_NO_TABLE ? no_table(invoke, missing) : st;
    }

    slot_take(invoke->table, to);
    to->type = OBJECT_ATTACHMENT;
    to->rights = (uint8_t)rights;
    to->depth = (uint8_t)(region_slot->depth + 1);
    to->object = invoke->slot->object;
    to->attachment.region = region_slot->object;
    slot_list_push(to);
    slot_link_child(region_slot, to);
    invoke_return(invoke, cap_handle(to));
    return OK;
}

static status_t domain_set_fault(struct invoke *invoke) {
    struct slot *endpoint = NULL;
    TRY(invoke_find_optional(invoke, invoke->args[0], OBJECT_ENDPOINT, RIGHT_WRITE, &endpoint));
    set_fault_endpoint(cap_object(invoke->slot), endpoint == NULL ? NULL : cap_object(endpoint),
                       endpoint == NULL ? 0 : endpoint->badge);
    return OK;
}

const struct method domain_methods[METHODS_MAX] = {
    [DOMAIN_SET_TABLE - METHOD_FIRST] = { domain_set_table, RIGHT_MANAGE, 3 },
    [DOMAIN_ATTACH - METHOD_FIRST] = { domain_attach, RIGHT_MANAGE, 2 },
    [DOMAIN_SET_FAULT - METHOD_FIRST] = { domain_set_fault, RIGHT_MANAGE, 1 },
};

static status_t table_unset(struct invoke *invoke) {
    if (invoke->slot->object == 0) {
        return ERR_BAD_STATE;
    }
    table_destroy(invoke->slot);
    return OK;
}

const struct method table_methods[METHODS_MAX] = {
    [TABLE_UNSET - METHOD_FIRST] = { table_unset, RIGHT_MANAGE, 0 },
};
