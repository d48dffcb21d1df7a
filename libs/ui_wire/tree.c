// SPDX-License-Identifier: MIT
// Reading a validated tree.
#include "validate.h"

#include <base/string.h>

static const char *const reject_texts[UI_NUM_REJECTS] = {
    [UI_ACCEPT] = "accepted",
    [UI_REJECT_LEN] = "size of the bank does not fit the counts in its head",
    [UI_REJECT_MAGIC] = "not a tree",
    [UI_REJECT_VERSION] = "another version than the one negotiated",
    [UI_REJECT_GEN] = "the bank was written for another generation",
    [UI_REJECT_COUNT] = "no node or too many",
    [UI_REJECT_PAD] = "padding is not zero",
    [UI_REJECT_KIND] = "unknown kind, or one for shell sessions only",
    [UI_REJECT_PARENT] = "parent is not an ancestor of the node before",
    [UI_REJECT_CHILD] = "this kind may not stand in its parent",
    [UI_REJECT_DEPTH] = "nested too deeply",
    [UI_REJECT_WINDOWS] = "too many windows",
    [UI_REJECT_ID] = "id is zero or there twice",
    [UI_REJECT_FLAGS] = "a flag that this kind does not have",
    [UI_REJECT_ON] = "an event that this kind does not send",
    [UI_REJECT_ATTRS] = "attributes do not follow those of the node before",
    [UI_REJECT_ORDER] = "attribute names do not ascend",
    [UI_REJECT_ATTR_KIND] = "an attribute that this kind does not have",
    [UI_REJECT_RANGE] = "a value or length out of its range",
    [UI_REJECT_SLICE] = "a slice past the pool, overlapping or unaligned",
    [UI_REJECT_UTF8] = "text is not UTF-8",
    [UI_REJECT_STRS] = "the last of several strings does not end in NUL",
    [UI_REJECT_NUMBER] = "not a finite number",
    [UI_REJECT_OPS] = "a malformed canvas operation",
};

const char *ui_reject_text(enum ui_reject reason) {
    return (unsigned)reason < UI_NUM_REJECTS ? reject_texts[reason] : "unknown reason";
}

uint32_t ui_id_slots_for(uint32_t nodes) {
    uint32_t slots = 16;
    while (slots < 2 * nodes) {
        slots *= 2;
    }
    return slots;
}

static uint32_t nodes_max_for(uint32_t bank_b) {
    return MIN(bank_b / (uint32_t)sizeof(struct ui_node), UI_NODES_MAX);
}

size_t ui_tree_memory_b(uint32_t bank_b) {
    uint32_t nodes = nodes_max_for(bank_b);
    size_t arrays_b = (3 * (size_t)nodes + ui_id_slots_for(nodes)) * sizeof(uint16_t);
    return ALIGN_UP((size_t)bank_b, (size_t)16) + arrays_b;
}

void ui_tree_init(struct ui_tree *tree, uint32_t bank_b, void *memory) {
    memset(tree, 0, sizeof *tree);
    tree->raw = memory;
    tree->bank_b = bank_b;
    tree->nodes_max = nodes_max_for(bank_b);
    tree->first_child = (void *)(tree->raw + ALIGN_UP((size_t)bank_b, (size_t)16));
    tree->next_sibling = tree->first_child + tree->nodes_max;
    tree->end = tree->next_sibling + tree->nodes_max;
    tree->id_slots = tree->end + tree->nodes_max;
}

uint32_t ui_tree_find(const struct ui_tree *tree, uint32_t id) {
    if (tree->num_nodes == 0 || id == 0) {
        return UI_NODE_NONE;
    }
    uint32_t slot = (id * 0x9e3779b1u) & tree->id_mask;
    while (tree->id_slots[slot] != UI_NODE_NONE) {
        if (tree->nodes[tree->id_slots[slot]].id == id) {
            return tree->id_slots[slot];
        }
        slot = (slot + 1) & tree->id_mask;
    }
    return UI_NODE_NONE;
}

const struct ui_attr *ui_tree_attr(const struct ui_tree *tree, uint32_t node,
                                   enum ui_attr_name name) {
    const struct ui_node *n = &tree->nodes[node];
    for (uint32_t i = 0; i < n->num_attrs; i++) {
        const struct ui_attr *a = &tree->attrs[n->first_attr + i];
        if (a->name >= name) {
            return a->name == name ? a : NULL; // they ascend
        }
    }
    return NULL;
}

uint32_t ui_tree_u32(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    const struct ui_attr *a = ui_tree_attr(tree, node, name);
    return a != NULL ? a->value : (uint32_t)ui_attr_table[name].def;
}

int32_t ui_tree_i32(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    return (int32_t)ui_tree_u32(tree, node, name);
}

uint64_t ui_tree_f64_bits(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    const struct ui_attr *a = ui_tree_attr(tree, node, name);
    if (a == NULL) {
        return ui_attr_table[name].def == 0 ? 0 : 0x3ff0000000000000u; // defaults are 0 and 1
    }
    uint64_t bits = 0;
    memcpy(&bits, tree->pool + a->value, sizeof bits);
    return bits;
}

struct ui_text ui_tree_text(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    const struct ui_attr *a = ui_tree_attr(tree, node, name);
    if (a == NULL) {
        return (struct ui_text){ "", 0 };
    }
    return (struct ui_text){ (const char *)tree->pool + a->value, a->len };
}

struct ui_ops ui_tree_ops(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    const struct ui_attr *a = ui_tree_attr(tree, node, name);
    if (a == NULL) {
        return (struct ui_ops){ NULL, 0 };
    }
    return (struct ui_ops){ (const void *)(tree->pool + a->value), a->len };
}

bool ui_strs_next(struct ui_text *strs, struct ui_text *out) {
    if (strs->len_b == 0) {
        return false;
    }
    uint32_t len_b = 0;
    while (strs->bytes[len_b] != '\0') { // the validator saw the last one's NUL
        len_b++;
    }
    *out = (struct ui_text){ strs->bytes, len_b };
    strs->bytes += len_b + 1;
    strs->len_b -= len_b + 1;
    return true;
}

/// Whether an attribute names a slice of the pool, and how long that is. False for unknown ones,
/// whose value was never checked.
static bool is_slice(const struct ui_attr *a, uint32_t *out_len_b) {
    if (a->name >= UI_NUM_ATTRS || ui_attr_table[a->name].name[0] == '\0') {
        return false;
    }
    switch (ui_attr_table[a->name].type) {
    case UI_TYPE_F64:
    case UI_TYPE_STR:
    case UI_TYPE_STRS:
        *out_len_b = a->len;
        return true;
    case UI_TYPE_OPS:
        *out_len_b = 4u * a->len;
        return true;
    case UI_TYPE_U32:
    case UI_TYPE_I32:
    case UI_TYPE_ENUM:
    case UI_TYPE_RGBA:
    case UI_TYPE_REF:
        break;
    }
    return false;
}

bool ui_tree_same_node(const struct ui_tree *x, uint32_t a, const struct ui_tree *y, uint32_t b) {
    const struct ui_node *m = &x->nodes[a];
    const struct ui_node *n = &y->nodes[b];
    if (m->kind != n->kind || m->flags != n->flags || m->on != n->on ||
        m->num_attrs != n->num_attrs) {
        return false;
    }
    for (uint32_t i = 0; i < m->num_attrs; i++) {
        const struct ui_attr *p = &x->attrs[m->first_attr + i];
        const struct ui_attr *q = &y->attrs[n->first_attr + i];
        if (p->name != q->name || p->len != q->len) {
            return false;
        }
        uint32_t len_b = 0;
        bool same = is_slice(p, &len_b) ? memcmp(x->pool + p->value, y->pool + q->value, len_b) == 0
                                        : p->value == q->value;
        if (!same) {
            return false;
        }
    }
    return true;
}
