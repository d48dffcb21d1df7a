// SPDX-License-Identifier: MIT
// Methods that every capability has, and those of CapTables.
#include "invoke.h"
#include "kernel.h"
#include "memory.h"

static status_t on_copy(struct invoke *invoke) {
    if (!cap_is_copyable(invoke->slot)) {
        return ERR_NOT_SUPPORTED;
    }
    struct slot *to = NULL;
    TRY(captable_find_free(invoke->table, &to));
    slot_take(invoke->table, to);
    cap_copy(invoke->slot, to);
    invoke_return(invoke, cap_handle(to));
    return OK;
}

static status_t on_derive(struct invoke *invoke) {
    if (invoke->args[0] > RIGHT_ALL) {
        return ERR_BAD_ARG;
    }
    TRY(cap_check_derive(invoke->slot, invoke->args[1]));
    struct slot *to = NULL;
    TRY(captable_find_free(invoke->table, &to));
    slot_take(invoke->table, to);
    cap_derive(invoke->slot, to, (uint32_t)invoke->args[0], invoke->args[1]);
    invoke_return(invoke, cap_handle(to));
    return OK;
}

static status_t on_move(struct invoke *invoke) {
    struct slot *to = NULL;
    TRY(captable_find_free(invoke->table, &to));
    slot_take(invoke->table, to);
    slot_move(invoke->slot, to);
    invoke_return(invoke, cap_handle(to));
    return OK;
}

static status_t on_delete(struct invoke *invoke) {
    return cap_delete_tree(invoke->slot, true);
}

static status_t on_revoke(struct invoke *invoke) {
    return cap_delete_tree(invoke->slot, false);
}

/// What CAP_INFO says beyond type, rights and badge.
static void type_info(const struct slot *slot, uint64_t *results) {
    const bool shows_address = (slot->rights & RIGHT_DMA) != 0;
    if (slot->type == OBJECT_UNTYPED) {
        results[3] = (uint64_t)slot->kind << 8 | slot->size_log2;
        results[4] = shows_address || slot->kind == UNTYPED_DEVICE ? slot->untyped.paddr : 0;
        results[5] = BIT64(slot->size_log2) - (slot->child == 0 ? 0 : slot->untyped.used_b);
    } else if (slot->type == OBJECT_SPAN) {
        results[3] = slot->span.first_unit * REGION_UNIT_B;
        results[4] = slot->span.num_units;
        results[5] = slot->span.num_units - (slot->child == 0 ? 0 : slot->span.used_units);
    } else if (slot->type == OBJECT_CAPTABLE) {
        const struct captable *table = captable_at(slot->object);
        results[3] = table->count;
        results[4] = table->used;
    } else if (slot->type == OBJECT_REGION) {
        const struct region *region = cap_object(slot);
        results[3] = region->address;
        results[4] = region->num_units;
    } else if (slot->type == OBJECT_FRAME) {
        const struct region *region = ref_ptr(slot->frame.region);
        results[3] = region == NULL ? 0 : region->address + slot->frame.page * PAGE_SIZE_B;
        results[4] = slot->frame.order;
        results[5] = shows_address ? slot->frame.paddr : 0;
    } else if (slot->type == OBJECT_IOPORT) {
        results[3] = slot->ioport.first;
        results[4] = slot->ioport.count;
    }
}

static status_t on_info(struct invoke *invoke) {
    const struct slot *slot = invoke->slot;
    invoke->results[0] = slot->type;
    invoke->results[1] = slot->rights;
    invoke->results[2] = slot->badge;
    type_info(slot, invoke->results);
    invoke->num_results = TRAP_REG_WORDS;
    return OK;
}

const struct method cap_methods[CAP_INFO + 1] = {
    [CAP_COPY] = { on_copy, RIGHT_DUP, 0 }, [CAP_DERIVE] = { on_derive, RIGHT_DUP, 2 },
    [CAP_MOVE] = { on_move, 0, 0 },         [CAP_DELETE] = { on_delete, 0, 0 },
    [CAP_REVOKE] = { on_revoke, 0, 0 },     [CAP_INFO] = { on_info, 0, 0 },
};

/// Checks what a mode of CAPTABLE_INSERT asks of its source.
static status_t check_insert(const struct slot *from, uint64_t mode, uint64_t badge) {
    if (mode > CAPTABLE_COPY || (mode != CAPTABLE_DERIVE && badge != 0)) {
        return ERR_BAD_ARG;
    }
    if (mode == CAPTABLE_MOVE) {
        return OK;
    }
    if (mode == CAPTABLE_COPY && !cap_is_copyable(from)) {
        return ERR_NOT_SUPPORTED;
    }
    if (mode == CAPTABLE_DERIVE) {
        TRY(cap_check_derive(from, badge));
    }
    return (from->rights & RIGHT_DUP) == 0 ? ERR_DENIED : OK;
}

static status_t captable_insert(struct invoke *invoke) {
    struct captable *table = captable_at(invoke->slot->object);
    struct slot *from = NULL;
    TRY(cap_find_live(invoke->table, invoke->args[0], &from));
    uint64_t index = invoke->args[1];
    uint64_t rights = invoke->args[2];
    if (rights > RIGHT_ALL || index > CAPTABLE_SLOTS_MAX) {
        return ERR_BAD_ARG;
    }
    TRY(check_insert(from, invoke->args[4], invoke->args[3]));
    struct slot *to = NULL;
    TRY(index == 0 ? captable_find_free(table, &to)
                   : captable_find_index(table, (uint32_t)index, &to));

    slot_take(table, to);
    if (invoke->args[4] == CAPTABLE_DERIVE) {
        cap_derive(from, to, (uint32_t)rights, invoke->args[3]);
    } else if (invoke->args[4] == CAPTABLE_MOVE) {
        slot_move(from, to);
        to->rights &= (uint8_t)rights;
    } else {
        cap_copy(from, to);
        to->rights &= (uint8_t)rights;
    }
    invoke_return(invoke, cap_handle(to));
    return OK;
}

static status_t captable_delete(struct invoke *invoke) {
    struct slot *slot = NULL;
    TRY(cap_find_any(captable_at(invoke->slot->object), invoke->args[0], &slot));
    return cap_delete_tree(slot, true);
}

const struct method captable_methods[METHODS_MAX] = {
    [CAPTABLE_INSERT - METHOD_FIRST] = { captable_insert, RIGHT_MANAGE, 5 },
    [CAPTABLE_DELETE - METHOD_FIRST] = { captable_delete, RIGHT_MANAGE, 1 },
};
