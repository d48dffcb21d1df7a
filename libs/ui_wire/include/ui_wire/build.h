// SPDX-License-Identifier: MIT
/// @file
/// Writes a tree into a bank: used by libui, by tests and by fuzz seeds.
///
/// Nodes are added in pre-order, the attributes of a node right after it in ascending order of
/// name. The three parts grow in scratch memory of the caller and are joined by ui_build_end().
#pragma once

#include <ui_wire/tree.h>

struct ui_builder {
    struct ui_node *nodes;
    struct ui_attr *attrs;
    uint8_t *pool;
    uint32_t nodes_max, attrs_max, pool_max_b; ///< Room.
    uint32_t num_nodes, num_attrs, pool_b;     ///< Used.
    bool full;                                 ///< Something did not fit: the tree is too large.
};

/// Starts an empty tree over `memory` (8-byte aligned, borrowed), which is shared out so that any
/// tree that fits a bank of `bank_b` fits here. ui_build_memory_b() tells the size.
void ui_build_init(struct ui_builder *b, uint32_t bank_b, void *memory);
size_t ui_build_memory_b(uint32_t bank_b);

/// Forgets all nodes.
void ui_build_reset(struct ui_builder *b);

/// Adds a node and returns its index. `parent` is the index of its parent, 0 for the root.
/// When there is no room: sets b->full and returns UI_NODE_NONE.
uint32_t ui_build_node(struct ui_builder *b, uint32_t parent, enum ui_kind kind, uint32_t id);

// Attributes of the node added last. When there is no room: set b->full.
void ui_build_u32(struct ui_builder *b, enum ui_attr_name name, uint32_t value);
void ui_build_i32(struct ui_builder *b, enum ui_attr_name name, int32_t value);
/// `len_b` <= 65535.
void ui_build_text(struct ui_builder *b, enum ui_attr_name name, const void *bytes, size_t len_b);
void ui_build_f64_bits(struct ui_builder *b, enum ui_attr_name name, uint64_t bits);
/// `num_words` <= 65535.
void ui_build_ops(struct ui_builder *b, enum ui_attr_name name, const uint32_t *words,
                  size_t num_words);

/// Bytes of the tree as it is.
size_t ui_build_size_b(const struct ui_builder *b);

/// Writes the tree for generation `gen` into `bank` of `bank_b` bytes.
/// @return OK, ERR_TOO_BIG (nothing was written). `out_len_b` is what goes into up->len.
status_t ui_build_end(const struct ui_builder *b, uint64_t gen, uint64_t events_seen, void *bank,
                      uint32_t bank_b, uint32_t *out_len_b);
