// SPDX-License-Identifier: MIT
// Writes trees. The three parts of a tree grow side by side in scratch memory.
#include <ui_wire/build.h>

#include <base/string.h>

size_t ui_build_memory_b(uint32_t bank_b) {
    return 3 * ALIGN_UP((size_t)bank_b, (size_t)8);
}

void ui_build_init(struct ui_builder *b, uint32_t bank_b, void *memory) {
    memset(b, 0, sizeof *b);
    size_t part_b = ALIGN_UP((size_t)bank_b, (size_t)8);
    uint8_t *bytes = memory;
    b->nodes = (void *)bytes;
    b->attrs = (void *)(bytes + part_b);
    b->pool = bytes + 2 * part_b;
    b->nodes_max = MIN(bank_b / (uint32_t)sizeof(struct ui_node), UI_NODES_MAX);
    b->attrs_max = bank_b / (uint32_t)sizeof(struct ui_attr);
    b->pool_max_b = bank_b;
}

void ui_build_reset(struct ui_builder *b) {
    b->num_nodes = b->num_attrs = b->pool_b = 0;
    b->full = false;
}

uint32_t ui_build_node(struct ui_builder *b, uint32_t parent, enum ui_kind kind, uint32_t id) {
    if (b->num_nodes == b->nodes_max) {
        b->full = true;
        return UI_NODE_NONE;
    }
    b->nodes[b->num_nodes] = (struct ui_node){
        .id = id, .parent = (uint16_t)parent, .kind = (uint8_t)kind, .first_attr = b->num_attrs
    };
    return b->num_nodes++;
}

/// Adds an attribute to the last node; NULL when there is no room.
static struct ui_attr *add_attr(struct ui_builder *b, enum ui_attr_name name, uint32_t value) {
    if (b->full || b->num_nodes == 0 || b->num_attrs == b->attrs_max ||
        b->nodes[b->num_nodes - 1].num_attrs == UINT8_MAX) {
        b->full = true;
        return NULL;
    }
    b->nodes[b->num_nodes - 1].num_attrs++;
    struct ui_attr *a = &b->attrs[b->num_attrs++];
    *a = (struct ui_attr){ .name = (uint16_t)name, .value = value };
    return a;
}

/// Adds an attribute with bytes in the pool, which start at a multiple of `align`.
static void add_slice(struct ui_builder *b, enum ui_attr_name name, const void *bytes, size_t len_b,
                      uint32_t align) {
    uint32_t at = ALIGN_UP(b->pool_b, align);
    if (at > b->pool_max_b || len_b > b->pool_max_b - at || len_b / align > UINT16_MAX) {
        b->full = true;
        return;
    }
    struct ui_attr *a = add_attr(b, name, at);
    if (a == NULL) {
        return;
    }
    a->len = (uint16_t)(len_b / align);
    memset(b->pool + b->pool_b, 0, at - b->pool_b);
    if (len_b != 0) {
        memcpy(b->pool + at, bytes, len_b);
    }
    b->pool_b = at + (uint32_t)len_b;
}

void ui_build_u32(struct ui_builder *b, enum ui_attr_name name, uint32_t value) {
    (void)add_attr(b, name, value);
}

void ui_build_i32(struct ui_builder *b, enum ui_attr_name name, int32_t value) {
    (void)add_attr(b, name, (uint32_t)value);
}

void ui_build_text(struct ui_builder *b, enum ui_attr_name name, const void *bytes, size_t len_b) {
    add_slice(b, name, bytes, len_b, 1);
}

void ui_build_f64_bits(struct ui_builder *b, enum ui_attr_name name, uint64_t bits) {
    add_slice(b, name, &bits, sizeof bits, 1);
}

void ui_build_ops(struct ui_builder *b, enum ui_attr_name name, const uint32_t *words,
                  size_t num_words) {
    add_slice(b, name, words, 4 * num_words, 4);
}

size_t ui_build_size_b(const struct ui_builder *b) {
    return sizeof(struct ui_tree_head) + b->num_nodes * sizeof(struct ui_node) +
           b->num_attrs * sizeof(struct ui_attr) + b->pool_b;
}

status_t ui_build_end(const struct ui_builder *b, uint64_t gen, uint64_t events_seen, void *bank,
                      uint32_t bank_b, uint32_t *out_len_b) {
    size_t size_b = ui_build_size_b(b);
    if (b->full || size_b > bank_b) {
        return ERR_TOO_BIG;
    }
    struct ui_tree_head head = {
        .magic = UI_WIRE_MAGIC,
        .version = UI_TREE_VERSION,
        .gen = gen,
        .events_seen = events_seen,
        .num_nodes = b->num_nodes,
        .num_attrs = b->num_attrs,
        .pool_b = b->pool_b,
    };
    uint8_t *to = bank;
    memcpy(to, &head, sizeof head);
    to += sizeof head;
    memcpy(to, b->nodes, b->num_nodes * sizeof(struct ui_node));
    to += b->num_nodes * sizeof(struct ui_node);
    memcpy(to, b->attrs, b->num_attrs * sizeof(struct ui_attr));
    to += b->num_attrs * sizeof(struct ui_attr);
    memcpy(to, b->pool, b->pool_b);
    *out_len_b = (uint32_t)size_b;
    return OK;
}
