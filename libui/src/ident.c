// SPDX-License-Identifier: MIT
// Identity: the same thing has the same id in each view, whatever stands before it.
// id = hash(parent id, kind, secret or not, call site, key or ordinal at that call site).
#include "internal.h"

#include <stdlib.h>

static uint32_t mix(uint32_t h, uint32_t v) {
    h = (h ^ v) * 0x9e3779b1u;
    return h ^ h >> 15;
}

static uint32_t hash_file(const char *file) {
    static const char *last; // nearly all nodes of a view come from one file
    static uint32_t last_hash;
    if (file != last) {
        uint32_t h = 2166136261u;
        for (const char *c = file; *c != '\0'; c++) {
            h = (h ^ (uint8_t)*c) * 16777619u;
        }
        last = file;
        last_hash = h;
    }
    return last_hash;
}

/// Enters `id` into the set; false when it was there.
static bool ids_add(uint32_t id) {
    if (2 * (uii.num_ids + 1) > uii.ids_mask) {
        uint32_t *old = uii.ids;
        uint32_t old_size = uii.ids != NULL ? uii.ids_mask + 1 : 0;
        uint32_t size = old_size != 0 ? 2 * old_size : 256;
        uii.ids = uii_grow(NULL, size * sizeof *uii.ids);
        memset(uii.ids, 0, size * sizeof *uii.ids);
        uii.ids_mask = size - 1;
        uii.num_ids = 0;
        for (uint32_t i = 0; i < old_size; i++) {
            if (old[i] != 0) {
                (void)ids_add(old[i]);
            }
        }
        free(old);
    }
    uint32_t slot = (id * 0x9e3779b1u) & uii.ids_mask;
    while (uii.ids[slot] != 0) {
        if (uii.ids[slot] == id) {
            return false;
        }
        slot = (slot + 1) & uii.ids_mask;
    }
    uii.ids[slot] = id;
    uii.num_ids++;
    return true;
}

void uii_ids_reset(void) {
    if (uii.ids != NULL) {
        memset(uii.ids, 0, ((size_t)uii.ids_mask + 1) * sizeof *uii.ids);
    }
    uii.num_ids = 0;
    for (uint32_t i = 1; i < uii.kept.num; i++) {
        if (uii_node_at(&uii.kept, i)->ref != 0) {
            (void)ids_add(uii_node_at(&uii.kept, i)->id);
        }
    }
}

static bool same_site(const struct node *a, const struct node *b) {
    return a->kind == b->kind && a->site.file == b->site.file && a->site.line == b->site.line &&
           a->site.counter == b->site.counter;
}

/// The sibling before `node` that was made at the same call site, NULL when there is none.
static const struct node *before_at_site(const struct node *node) {
    // In a loop of a few call sites it is a few steps away; at a new call site all are looked at.
    for (uint32_t i = node->prev; i != 0;) {
        const struct node *sibling = uii_node_at(uii_store_of(node), i);
        if (same_site(sibling, node)) {
            return sibling;
        }
        i = sibling->prev;
    }
    return NULL;
}

void uii_node_identify(struct node *node, const struct node *parent) {
    uint32_t h = mix(parent != NULL ? parent->id : APP_ID, node->kind);
    h = mix(h, (node->flags & UI_FLAG_SECRET) != 0);
    if (uii_node_is_kept(node)) {
        h = mix(h, node->ref); // stays the same for ever
    } else {
        h = mix(mix(h, hash_file(node->site.file)), node->site.line << 16 | node->site.counter);
        if (node->keyed) {
            h = mix(mix(mix(h, 0x6b6579), (uint32_t)node->key), (uint32_t)(node->key >> 32));
        } else {
            const struct node *before = before_at_site(node);
            node->ordinal = before != NULL ? before->ordinal + 1 : 0;
            h = mix(h, node->ordinal);
#ifndef NDEBUG
            if (node->ordinal == 1 && ui_kind_table[node->kind].focusable) {
                ui_log("%s: %s in a loop without .key loses focus when the order changes",
                       uii_site_text(node->site), ui_kind_table[node->kind].name);
            }
#endif
        }
    }
    h += h < 2 ? 2 : 0; // 0 is no id, 1 is App
    if (!ids_add(h)) {
        if (node->keyed) {
            ui_log("%s: key %llu is there twice", uii_site_text(node->site),
                   (unsigned long long)node->key);
        }
        do {
            h = mix(h, 1);
            h += h < 2 ? 2 : 0;
        } while (!ids_add(h));
    }
    node->id = h;
}
