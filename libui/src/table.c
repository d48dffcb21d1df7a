// SPDX-License-Identifier: MIT
// Handlers and bindings by node id and event, one table for each of the last generations: a click
// must run what belonged to the button that the user saw, not to what stands there by now.
#include "internal.h"

#include <stdlib.h>

void uii_table_begin(void) {
    // The table of a view that was never published is used again, else the oldest one.
    struct table *oldest = &uii.tables[0];
    for (uint32_t i = 1; i < TABLES; i++) {
        if (uii.tables[i].gen < oldest->gen) {
            oldest = &uii.tables[i];
        }
    }
    uii.table = uii.table != NULL && uii.table->gen == 0 ? uii.table : oldest;
    uii.table->gen = 0;
    uii.table->num_entries = 0;
}

static struct entry *table_place(void) {
    struct table *t = uii.table;
    if (t->num_entries == t->max_entries) {
        t->max_entries = t->max_entries != 0 ? 2 * t->max_entries : 32;
        t->entries = uii_grow(t->entries, t->max_entries * sizeof *t->entries);
    }
    return &t->entries[t->num_entries++];
}

/// A new entry: of the present view, or kept with a retained node for all tables to come.
static struct entry *add(struct node *node, enum ui_event_kind event, enum binding binding) {
    struct entry *e = NULL;
    if (uii_node_is_kept(node)) {
        struct held *h = uii_grow(NULL, sizeof *h);
        h->next = node->held;
        node->held = h;
        e = &h->entry;
    } else {
        e = table_place();
    }
    *e = (struct entry){ .id = node->id, .event = (uint16_t)event, .binding = (uint16_t)binding };
    return e;
}

void uii_table_add(struct node *node, enum ui_event_kind event, ui_handler handler) {
    if (handler.fn != NULL) {
        struct entry *e = add(node, event, BIND_NONE);
        e->fn = handler.fn;
        e->arg = handler.arg;
    }
}

void uii_table_bind(struct node *node, enum binding binding, void *target, intptr_t arg) {
    if (target == NULL) {
        return;
    }
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (uii.in_view && (uintptr_t)target > here && (uintptr_t)target < uii.stack) {
        ui_log("%s: bound to a variable of view(), which is gone when the user changes it",
               uii_site_text(node->site));
        return;
    }
    enum ui_event_kind event = binding == BIND_DOC    ? UI_EVENT_EDIT
                               : binding == BIND_OPEN ? UI_EVENT_CLOSE
                                                      : UI_EVENT_CHANGE;
    struct entry *e = add(node, event, binding);
    e->target = target;
    e->arg = arg;
    node->on |= BIT((unsigned)event - 1);
}

void uii_table_set_clicked(struct node *node, void (*clicked)(ui_event_t, ui_button_t)) {
    for (struct held **at = &node->held; *at != NULL; at = &(*at)->next) {
        if ((*at)->entry.binding == BIND_CLICKED) {
            struct held *gone = *at;
            *at = gone->next;
            free(gone);
            break;
        }
    }
    if (clicked != NULL) {
        struct entry *e = add(node, UI_EVENT_CLICK, BIND_CLICKED);
        e->clicked = clicked;
        e->arg = (intptr_t)node->ref;
    }
}

void uii_table_add_kept(void) {
    for (uint32_t i = 1; i < uii.kept.num; i++) {
        const struct node *n = uii_node_at(&uii.kept, i);
        for (const struct held *h = n->held; h != NULL; h = h->next) {
            *table_place() = h->entry;
        }
    }
}

const struct entry *uii_table_find(const struct table *table, uint32_t id, enum ui_event_kind event,
                                   bool binding) {
    for (uint32_t i = 0; table != NULL && i < table->num_entries; i++) {
        const struct entry *e = &table->entries[i];
        bool writes = e->binding != BIND_NONE && e->binding != BIND_CLICKED;
        if (e->id == id && e->event == (uint16_t)event && writes == binding) {
            return e;
        }
    }
    return NULL;
}

const struct table *uii_table_of_generation(uint64_t gen) {
    for (uint32_t i = 0; i < TABLES; i++) {
        if (gen != 0 && uii.tables[i].gen == gen) {
            return &uii.tables[i];
        }
    }
    return NULL;
}
