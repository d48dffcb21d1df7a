// SPDX-License-Identifier: MIT
// Slots of a CapTable: free ones, receive windows.
//
// Slots from `fresh` on were never used and are not linked, so that making a table costs nothing;
// free ones below it form a list, from which any can be taken.
#include "cap.h"

#include "kernel.h"

enum {
    WINDOW_SLOTS = FRAME_CAPS_MAX,
    FRESH_STEPS = 64
};

void captable_init(struct slot *slots, uint32_t count) {
    slots->captable.count = count;
    slots->captable.fresh = 1;
}

static void free_push(struct captable *table, struct slot *slot) {
    slot->prev = 0;
    slot->next = table->free;
    if (table->free != 0) {
        slot_at(table->free)->prev = ref_of(slot);
    }
    table->free = ref_of(slot);
}

static void free_remove(struct captable *table, struct slot *slot) {
    if (slot->prev != 0) {
        slot_at(slot->prev)->next = slot->next;
    } else {
        table->free = slot->next;
    }
    if (slot->next != 0) {
        slot_at(slot->next)->prev = slot->prev;
    }
    slot->next = 0;
    slot->prev = 0;
}

/// Whether a slot below `fresh` is in the free list. A slot whose generation would wrap is in none.
static bool is_listed(const struct slot *slot) {
    return slot->type == OBJECT_NONE && (slot->flags & SLOT_IN_WINDOW) == 0 &&
           slot->generation != UINT32_MAX;
}

status_t captable_find_free(struct captable *table, struct slot **out) {
    if (table->free != 0) {
        *out = slot_at(table->free);
        return OK;
    }
    if (table->fresh >= table->count) {
        return ERR_NO_SLOTS;
    }
    *out = captable_slots(table) + table->fresh;
    return OK;
}

/// Makes slots up to and including `index` listed ones.
static status_t prepare(struct captable *table, uint32_t index) {
    for (uint32_t steps = 0; table->fresh <= index; table->fresh++) {
        if (++steps > FRESH_STEPS && arch_irq_pending()) {
            return ERR_AGAIN;
        }
        free_push(table, captable_slots(table) + table->fresh);
    }
    return OK;
}

status_t captable_find_index(struct captable *table, uint32_t index, struct slot **out) {
    if (index == 0 || index >= table->count) {
        return ERR_BAD_ARG;
    }
    struct slot *slot = captable_slots(table) + index;
    if (index < table->fresh && !is_listed(slot)) {
        return ERR_EXISTS;
    }
    TRY(prepare(table, index));
    *out = slot;
    return OK;
}

status_t captable_find_window(struct captable *table, uint32_t first, uint32_t number,
                              struct slot **out) {
    if (first == 0) {
        return ERR_NO_SLOTS;
    }
    struct slot *slot = captable_slots(table) + first + number;
    if (slot->type != OBJECT_NONE || slot->generation == UINT32_MAX) {
        return ERR_NO_SLOTS;
    }
    *out = slot;
    return OK;
}

void slot_take(struct captable *table, struct slot *slot) {
    struct slot *slots = captable_slots(table);
    if (slot == slots + table->fresh) {
        table->fresh++;
    } else if (is_listed(slot)) {
        free_remove(table, slot);
    }
    table->used++;
    slot->generation++;
    slot->home = ref_of(slots);
}

void slot_release(struct slot *slot) {
    uint8_t flags = slot->flags & (SLOT_IN_WINDOW | SLOT_HIDDEN);
    uint32_t generation = slot->generation;
    ref_t home = slot->home;
    *slot = (struct slot){ .generation = generation, .flags = flags, .home = home };
    if (home == 0) {
        return;
    }
    captable_at(home)->used--;
    if (is_listed(slot)) {
        free_push(captable_at(home), slot);
    }
}

status_t captable_window_reserve(struct captable *table, uint32_t first) {
    if (first == 0 || first >= table->count || table->count - first < WINDOW_SLOTS) {
        return ERR_BAD_ARG;
    }
    struct slot *slots[WINDOW_SLOTS];
    for (uint32_t i = 0; i < WINDOW_SLOTS; i++) {
        TRY(captable_find_index(table, first + i, &slots[i]));
    }
    for (uint32_t i = 0; i < WINDOW_SLOTS; i++) {
        free_remove(table, slots[i]);
        slots[i]->flags |= SLOT_IN_WINDOW;
    }
    return OK;
}

void captable_window_release(struct captable *table, uint32_t first) {
    for (uint32_t i = 0; i < WINDOW_SLOTS; i++) {
        struct slot *slot = captable_slots(table) + first + i;
        slot->flags &= (uint8_t)~SLOT_IN_WINDOW;
        if (is_listed(slot)) {
            free_push(table, slot);
        }
    }
}
