// SPDX-License-Identifier: MIT
// One linear pass over the private copy of a tree. Total: any bytes give a reason or a tree whose
// every index, slice, enum and string is good. Work is O(bytes), because attributes and pool slices
// must stand in order and may not be shared.
#include "validate.h"

#include <base/string.h>
#include <base/utf8.h>

/// State of the pass.
struct pass {
    struct ui_tree *tree;
    bool shell;
    uint32_t pool_at;                      ///< End of the last pool slice.
    uint32_t next_attr;                    ///< Attributes of the nodes before.
    uint32_t windows;                      ///< Children of App so far.
    uint32_t depth;                        ///< Of the node before.
    uint16_t path[UI_DEPTH_MAX + 1];       ///< Its ancestors and itself, by depth.
    uint16_t last_child[UI_DEPTH_MAX + 1]; ///< Last child so far of path[i].
};

/// Takes a slice of the pool. Overflow-free: both comparisons are of numbers <= pool_b.
static enum ui_reject take_slice(struct pass *p, uint32_t off, uint32_t len_b) {
    uint32_t pool_b = p->tree->pool_b;
    if (off < p->pool_at || off > pool_b || len_b > pool_b - off) {
        return UI_REJECT_SLICE;
    }
    p->pool_at = off + len_b;
    return UI_ACCEPT;
}

static enum ui_reject check_text(struct pass *p, const struct ui_attr *a,
                                 const struct ui_attr_info *info) {
    if (a->len < info->low || a->len > info->high) {
        return UI_REJECT_RANGE;
    }
    enum ui_reject r = take_slice(p, a->value, a->len);
    if (r != UI_ACCEPT) {
        return r;
    }
    const char *text = (const char *)p->tree->pool + a->value;
    if (!utf8_is_valid(text, a->len)) {
        return UI_REJECT_UTF8;
    }
    if (info->type == UI_TYPE_STRS && a->len != 0 && text[a->len - 1] != '\0') {
        return UI_REJECT_STRS;
    }
    return UI_ACCEPT;
}

static enum ui_reject check_ops(struct pass *p, const struct ui_attr *a) {
    if (a->value % 4 != 0) {
        return UI_REJECT_SLICE;
    }
    enum ui_reject r = take_slice(p, a->value, 4u * a->len);
    if (r != UI_ACCEPT) {
        return r;
    }
    bool utf8_bad = false;
    // The pool starts at a multiple of 8: the head has 40 bytes, nodes 32, attributes 8.
    const uint32_t *words = (const void *)(p->tree->pool + a->value);
    if (!ui_ops_valid(words, a->len, &utf8_bad)) {
        return utf8_bad ? UI_REJECT_UTF8 : UI_REJECT_OPS;
    }
    return UI_ACCEPT;
}

static enum ui_reject check_f64(struct pass *p, const struct ui_attr *a) {
    if (a->len != 8) {
        return UI_REJECT_RANGE;
    }
    enum ui_reject r = take_slice(p, a->value, 8);
    if (r != UI_ACCEPT) {
        return r;
    }
    uint64_t bits = 0;
    memcpy(&bits, p->tree->pool + a->value, 8);
    return ui_f64_finite(bits) ? UI_ACCEPT : UI_REJECT_NUMBER;
}

static enum ui_reject check_attr(struct pass *p, const struct ui_attr *a,
                                 const struct ui_attr_info *info) {
    int64_t number = a->value;
    switch (info->type) {
    case UI_TYPE_I32:
        number = (int32_t)a->value;
        break;
    case UI_TYPE_U32:
    case UI_TYPE_ENUM:
    case UI_TYPE_RGBA:
    case UI_TYPE_REF:
        break;
    case UI_TYPE_F64:
        return check_f64(p, a);
    case UI_TYPE_STR:
    case UI_TYPE_STRS:
        return check_text(p, a, info);
    case UI_TYPE_OPS:
        return check_ops(p, a);
    }
    bool ok = a->len == 0 && number >= info->low && number <= info->high;
    return ok ? UI_ACCEPT : UI_REJECT_RANGE;
}

static enum ui_reject check_attrs(struct pass *p, const struct ui_node *n) {
    const struct ui_tree *t = p->tree;
    if (n->first_attr != p->next_attr || n->num_attrs > t->num_attrs - p->next_attr) {
        return UI_REJECT_ATTRS;
    }
    p->next_attr += n->num_attrs;
    uint32_t name_before = 0;
    for (uint32_t i = 0; i < n->num_attrs; i++) {
        const struct ui_attr *a = &t->attrs[n->first_attr + i];
        if (a->name <= name_before) {
            return UI_REJECT_ORDER;
        }
        name_before = a->name;
        if (a->name >= UI_NUM_ATTRS || ui_attr_table[a->name].name[0] == '\0') {
            continue; // of a newer version: skipped, and nothing in it is ever looked at
        }
        if ((ui_kind_table[n->kind].attrs[a->name / 64] & BIT64(a->name % 64)) == 0) {
            return UI_REJECT_ATTR_KIND;
        }
        enum ui_reject r = check_attr(p, a, &ui_attr_table[a->name]);
        if (r != UI_ACCEPT) {
            return r;
        }
    }
    return UI_ACCEPT;
}

/// Finds the place of the node in the tree and links it to its parent.
static enum ui_reject check_place(struct pass *p, uint32_t index) {
    struct ui_tree *t = p->tree;
    const struct ui_node *n = &t->nodes[index];
    const struct ui_kind_info *info = &ui_kind_table[n->kind];
    t->first_child[index] = t->next_sibling[index] = UI_NODE_NONE;
    uint32_t depth = 0;
    if (index == 0) {
        if (n->parent != 0) {
            return UI_REJECT_PARENT;
        }
        if ((info->classes & UI_CLASS_ROOT) == 0) {
            return UI_REJECT_CHILD;
        }
    } else {
        // Pre-order: the parent is the node before or one of its ancestors. Each step up closes a
        // node for good, so all steps together are at most num_nodes.
        depth = p->depth + 1;
        while (depth > 0 && p->path[depth - 1] != n->parent) {
            depth--;
        }
        if (depth == 0) {
            return UI_REJECT_PARENT;
        }
        if ((ui_kind_table[t->nodes[n->parent].kind].holds & info->classes) == 0) {
            return UI_REJECT_CHILD;
        }
        if (depth > UI_DEPTH_MAX) {
            return UI_REJECT_DEPTH;
        }
        if (depth == 1 && ++p->windows > UI_WINDOWS_MAX) {
            return UI_REJECT_WINDOWS;
        }
        for (uint32_t d = depth; d <= p->depth; d++) {
            t->end[p->path[d]] = (uint16_t)index;
        }
        uint16_t *before = &p->last_child[depth - 1];
        uint16_t *link =
            *before == UI_NODE_NONE ? &t->first_child[n->parent] : &t->next_sibling[*before];
        *link = *before = (uint16_t)index;
    }
    p->path[depth] = (uint16_t)index;
    p->last_child[depth] = UI_NODE_NONE;
    p->depth = depth;
    return UI_ACCEPT;
}

/// Enters the node's id into the hash table.
static enum ui_reject check_id(struct ui_tree *t, uint32_t index) {
    uint32_t id = t->nodes[index].id;
    if (id == 0) {
        return UI_REJECT_ID;
    }
    uint32_t slot = (id * 0x9e3779b1u) & t->id_mask;
    while (t->id_slots[slot] != UI_NODE_NONE) {
        if (t->nodes[t->id_slots[slot]].id == id) {
            return UI_REJECT_ID;
        }
        slot = (slot + 1) & t->id_mask;
    }
    t->id_slots[slot] = (uint16_t)index;
    return UI_ACCEPT;
}

static enum ui_reject check_node(struct pass *p, uint32_t index) {
    const struct ui_node *n = &p->tree->nodes[index];
    if (n->kind >= UI_NUM_KINDS || ui_kind_table[n->kind].classes == 0 ||
        (ui_kind_table[n->kind].shell_only && !p->shell)) {
        return UI_REJECT_KIND;
    }
    if ((n->pad[0] | n->pad[1] | n->pad[2]) != 0) {
        return UI_REJECT_PAD;
    }
    enum ui_reject r = check_place(p, index);
    if (r != UI_ACCEPT) {
        return r;
    }
    if ((n->flags & ~ui_kind_table[n->kind].flags) != 0) {
        return UI_REJECT_FLAGS;
    }
    if ((n->on & ~ui_kind_table[n->kind].on) != 0) {
        return UI_REJECT_ON;
    }
    r = check_id(p->tree, index);
    return r != UI_ACCEPT ? r : check_attrs(p, n);
}

/// Checks the head and that the three parts fill `len_b` exactly.
static enum ui_reject check_head(struct ui_tree *t, uint32_t len_b, uint64_t gen) {
    if (len_b < sizeof(struct ui_tree_head) || len_b > t->bank_b) {
        return UI_REJECT_LEN;
    }
    struct ui_tree_head head;
    memcpy(&head, t->raw, sizeof head);
    if (head.magic != UI_WIRE_MAGIC) {
        return UI_REJECT_MAGIC;
    }
    if (head.version != UI_TREE_VERSION) {
        return UI_REJECT_VERSION;
    }
    if (head.gen != gen) {
        return UI_REJECT_GEN;
    }
    if (head.pad0 != 0) {
        return UI_REJECT_PAD;
    }
    if (head.num_nodes == 0 || head.num_nodes > UI_NODES_MAX) {
        return UI_REJECT_COUNT;
    }
    uint64_t need_b = sizeof head + (uint64_t)head.num_nodes * sizeof(struct ui_node) +
                      (uint64_t)head.num_attrs * sizeof(struct ui_attr) + head.pool_b;
    if (need_b != len_b) {
        return UI_REJECT_LEN;
    }
    t->nodes = (const void *)(t->raw + sizeof head);
    t->attrs = (const void *)(t->nodes + head.num_nodes);
    t->pool = (const void *)(t->attrs + head.num_attrs);
    t->num_nodes = head.num_nodes;
    t->num_attrs = head.num_attrs;
    t->pool_b = head.pool_b;
    t->events_seen = head.events_seen;
    return UI_ACCEPT;
}

enum ui_reject ui_tree_validate(struct ui_tree *tree, uint32_t len_b, uint64_t gen, bool shell,
                                uint32_t *out_node) {
    *out_node = UI_NODE_NONE;
    tree->gen = 0;
    tree->num_nodes = 0;
    enum ui_reject r = check_head(tree, len_b, gen);
    struct pass p = { .tree = tree, .shell = shell };
    if (r == UI_ACCEPT) {
        uint32_t slots = ui_id_slots_for(tree->num_nodes);
        tree->id_mask = slots - 1;
        memset(tree->id_slots, 0xff, slots * sizeof *tree->id_slots);
    }
    for (uint32_t i = 0; r == UI_ACCEPT && i < tree->num_nodes; i++) {
        r = check_node(&p, i);
        if (r != UI_ACCEPT) {
            *out_node = i;
        }
    }
    if (r == UI_ACCEPT && p.next_attr != tree->num_attrs) {
        r = UI_REJECT_ATTRS; // attributes behind those of the last node
        *out_node = tree->num_nodes - 1;
    }
    if (r != UI_ACCEPT) {
        tree->num_nodes = 0;
        return r;
    }
    for (uint32_t d = 0; d <= p.depth; d++) {
        tree->end[p.path[d]] = (uint16_t)tree->num_nodes;
    }
    tree->gen = gen;
    return UI_ACCEPT;
}
