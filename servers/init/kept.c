// SPDX-License-Identifier: MIT
#include "kept.h"

struct kept *kept_find(struct kept_table *t, uint32_t component, uint64_t key) {
    for (uint32_t i = 0; i < KEPT_MAX; i++) {
        if (t->entries[i].component == component && t->entries[i].key == key) {
            return &t->entries[i];
        }
    }
    return NULL;
}

status_t kept_place(struct kept_table *t, uint32_t component, uint64_t key, struct kept **out) {
    struct kept *spare = NULL;
    uint32_t own = 0;
    *out = kept_find(t, component, key);
    if (*out != NULL) {
        return OK;
    }
    for (uint32_t i = 0; i < KEPT_MAX; i++) {
        struct kept *e = &t->entries[i];
        own += e->component == component ? 1 : 0;
        spare = e->component == 0 && spare == NULL ? e : spare;
    }
    if (spare == NULL || own >= KEPT_PER_COMPONENT) {
        return ERR_NO_SPACE;
    }
    *spare = (struct kept){ .component = component, .key = key };
    *out = spare;
    return OK;
}

struct kept *kept_at(struct kept_table *t, uint32_t component, uint32_t index) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < KEPT_MAX; i++) {
        if (t->entries[i].component == component && seen++ == index) {
            return &t->entries[i];
        }
    }
    return NULL;
}

handle_t kept_take_out(struct kept *entry) {
    handle_t region = entry->region;
    *entry = (struct kept){ 0 };
    return region;
}
