// SPDX-License-Identifier: MIT
// From nodes to a published tree.
#include "internal.h"
#include "shared.h"

#include <stdatomic.h>

void uii_rebuild(void) {
    if (!uii.stale) {
        return;
    }
    uii.stale = false;
    uii.dirty = true;
    uii_views_reset();
    uii_ids_reset();
    uii_table_begin();
    if (uii.view != NULL) {
        uii.in_view = true;
        uii.depth = 0;
        uii.view();
        uii.in_view = false;
        if (uii.depth != 0) {
            ui_log("view() left %u blocks open", (unsigned)uii.depth);
            uii.depth = 0;
        }
    }
    uii.in_view = true;
    uii_toasts_show();
    uii.in_view = false;
    uii_table_add_kept();
    // A window that the view no longer shows may come back later.
    uint32_t left = 0;
    for (uint32_t i = 0; i < uii.num_closed; i++) {
        bool there = false;
        for (uint32_t w = uii.views.first; w != 0; w = uii_node_at(&uii.views, w)->next) {
            there = there || uii_node_at(&uii.views, w)->id == uii.closed[i];
        }
        if (there) {
            uii.closed[left++] = uii.closed[i];
        }
    }
    uii.num_closed = left;
}

uint32_t uii_windows_shown(void) {
    uint32_t shown = 0;
    struct store *stores[] = { &uii.views, &uii.kept };
    for (size_t s = 0; s < ARRAY_LEN(stores); s++) {
        for (uint32_t w = stores[s]->first; w != 0; w = uii_node_at(stores[s], w)->next) {
            const struct node *n = uii_node_at(stores[s], w);
            bool floats =
                n->kind == UI_KIND_MENU || n->kind == UI_KIND_POPOVER || n->kind == UI_KIND_TOAST;
            shown += n->shown && !floats;
        }
    }
    return shown;
}

static void put_attr(struct ui_builder *b, const struct attr *a) {
    switch (ui_attr_table[a->name].type) {
    case UI_TYPE_F64:
    case UI_TYPE_STR:
    case UI_TYPE_STRS:
        ui_build_text(b, (enum ui_attr_name)a->name, a->bytes, a->len_b);
        return;
    case UI_TYPE_U32:
    case UI_TYPE_I32:
    case UI_TYPE_ENUM:
    case UI_TYPE_RGBA:
    case UI_TYPE_REF:
        ui_build_u32(b, (enum ui_attr_name)a->name, a->value);
        return;
    case UI_TYPE_OPS:
        return; // kept in node->ops
    }
}

static void put_ops(struct ui_builder *b, const struct node *n) {
    if (n->ops.num_words != 0) {
        ui_build_ops(b, UI_ATTR_OPS, n->ops.words, n->ops.num_words);
    }
}

/// Writes a node and all below it. Depth is bounded by DEPTH_MAX.
static void put_node(struct store *s, const struct node *n, uint32_t parent) {
    struct ui_builder *b = &uii.builder;
    uint32_t index = ui_build_node(b, parent, (enum ui_kind)n->kind, n->id);
    if (b->full) {
        return;
    }
    b->nodes[index].flags = n->flags;
    b->nodes[index].on = n->on & ui_kind_table[n->kind].on;
    bool ops_due = true;
    for (const struct attr *a = n->attrs; a != NULL; a = a->next) {
        if (ops_due && a->name > UI_ATTR_OPS) {
            put_ops(b, n);
            ops_due = false;
        }
        put_attr(b, a);
    }
    if (ops_due) {
        put_ops(b, n);
    }
    for (uint32_t c = n->first; c != 0; c = uii_node_at(s, c)->next) {
        put_node(s, uii_node_at(s, c), index);
    }
}

static void put_tree(void) {
    ui_build_reset(&uii.builder);
    (void)ui_build_node(&uii.builder, 0, UI_KIND_APP, APP_ID);
    struct store *stores[] = { &uii.views, &uii.kept };
    for (size_t s = 0; s < ARRAY_LEN(stores); s++) {
        for (uint32_t w = stores[s]->first; w != 0; w = uii_node_at(stores[s], w)->next) {
            if (uii_node_at(stores[s], w)->shown) {
                put_node(stores[s], uii_node_at(stores[s], w), 0);
            }
        }
    }
}

/// Names the container with the most children: most likely the loop that is too long.
static void report_too_large(void) {
    const struct node *worst = NULL;
    uint32_t most = 0;
    struct store *stores[] = { &uii.views, &uii.kept };
    for (size_t s = 0; s < ARRAY_LEN(stores); s++) {
        for (uint32_t i = 1; i < stores[s]->num; i++) {
            const struct node *n = uii_node_at(stores[s], i);
            uint32_t children = 0;
            for (uint32_t c = n->ref != 0 ? n->first : 0; c != 0;
                 c = uii_node_at(stores[s], c)->next) {
                children++;
            }
            if (children > most) {
                most = children;
                worst = n;
            }
        }
    }
    if (worst != NULL) {
        ui_log("%s: view too large: this %s has %u children", uii_site_text(worst->site),
               ui_kind_table[worst->kind].name, (unsigned)most);
    }
}

status_t uii_session_open(uint32_t bank_b) {
    TRY(uii.port->open(uii.port->context, bank_b, &uii.up, &uii.down));
    uii_docs_lost();
    uii.bank_b = bank_b;
    uii_cells_forget();
    uii_images_forget();
    uii.stale = uii.stale || uii.in_view || uii.builder_memory != NULL;
    uii.builder_memory = uii_grow(uii.builder_memory, ui_build_memory_b(bank_b));
    ui_build_init(&uii.builder, bank_b, uii.builder_memory);
    uii.reader = (struct ui_event_reader){ .down = uii.down, .up = uii.up };
    uii.reader.head = atomic_load_explicit(&uii.up->event_head, memory_order_relaxed);
    uii.rejected = atomic_load_explicit(&uii.down->rejected, memory_order_relaxed);
    for (uint32_t i = 0; i < TABLES; i++) {
        uii.tables[i].gen = 0; // generations start again
    }
    return OK;
}

/// Writes the tree; opens the session again with larger banks while it does not fit.
static status_t put_tree_that_fits(void) {
    put_tree();
    while (uii.builder.full || ui_build_size_b(&uii.builder) > uii.bank_b) {
        if (uii.bank_b == UI_BANK_MAX_B || uii_session_open(uii.bank_b * 2) != OK) {
            report_too_large();
            return ERR_TOO_BIG;
        }
        put_tree();
    }
    return OK;
}

/// Whether generation `gen` may be written; if not, the server signals when it may.
static bool have_credit(uint64_t gen) {
    if (!ui_no_credit(atomic_load_explicit(&uii.down->copied, memory_order_acquire), gen)) {
        return true;
    }
    // Say so, then look again: the server stores `copied` before it looks at `waiting`.
    atomic_store_explicit(&uii.up->waiting, 1, memory_order_seq_cst);
    atomic_thread_fence(memory_order_seq_cst);
    return !ui_no_credit(atomic_load_explicit(&uii.down->copied, memory_order_acquire), gen);
}

status_t uii_publish(void) {
    if (!uii.dirty) {
        return OK;
    }
    if (!have_credit(atomic_load_explicit(&uii.up->gen, memory_order_relaxed) + 1)) {
        return OK; // the view stays as it is, and is published when the server has copied
    }
    atomic_store_explicit(&uii.up->waiting, 0, memory_order_relaxed);
    TRY(put_tree_that_fits());
    uint64_t gen = atomic_load_explicit(&uii.up->gen, memory_order_relaxed) + 1;
    uint32_t len_b = 0;
    TRY(ui_build_end(&uii.builder, gen, uii.reader.seq, ui_up_bank(uii.up, uii.bank_b, gen),
                     uii.bank_b, &len_b));
    atomic_store_explicit(&uii.up->len[gen & 1], len_b, memory_order_relaxed);
    atomic_store_explicit(&uii.up->gen, gen, memory_order_release);
    uii.port->doorbell(uii.port->context);
    uii.table->gen = gen;
    uii.dirty = false;
    return OK;
}

bool uii_report_rejection(void) {
    uint64_t gen = atomic_load_explicit(&uii.down->rejected, memory_order_acquire);
    if (gen == uii.rejected) {
        return true;
    }
    bool accepted_since =
        atomic_load_explicit(&uii.down->accepted, memory_order_relaxed) > uii.rejected;
    uii.refusals = accepted_since ? 1 : uii.refusals + 1;
    uii.rejected = gen;
    uint32_t reason = atomic_load_explicit(&uii.down->reason, memory_order_relaxed);
    uint32_t index = atomic_load_explicit(&uii.down->node, memory_order_relaxed);
    // The builder still holds the tree that was published last.
    const char *kind = index < uii.builder.num_nodes
                           ? ui_kind_table[uii.builder.nodes[index].kind].name
                           : "the tree";
    ui_log("the server refused the view: %s (%s, node %u)", ui_reject_text((enum ui_reject)reason),
           kind, (unsigned)index);
    return uii.refusals < UI_REJECTIONS_MAX;
}
