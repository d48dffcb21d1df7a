// SPDX-License-Identifier: MIT
/// @file
/// A validated private copy of a published tree, and how to read it.
///
/// After ui_tree_validate() returned UI_ACCEPT every index, slice, enum and string below is proven
/// good; readers check nothing again. A struct ui_tree allocates nothing: its memory is given to
/// ui_tree_init() and a copy stays valid until the next copy into the same struct ui_tree. A server
/// keeps two: the accepted one and the one to import into, and swaps them.
#pragma once

#include <ui_wire/wire.h>

#include <ui_tree.h>

/// Why a tree was refused. Numbers are on the wire: append only.
enum ui_reject {
    UI_ACCEPT = 0,
    UI_REJECT_LEN = 1,        ///< Size of the bank does not fit the counts in the head.
    UI_REJECT_MAGIC = 2,      ///< Not a tree.
    UI_REJECT_VERSION = 3,    ///< Another version than the one negotiated.
    UI_REJECT_GEN = 4,        ///< The bank was written for another generation.
    UI_REJECT_COUNT = 5,      ///< No node, or more than UI_NODES_MAX.
    UI_REJECT_PAD = 6,        ///< Padding is not zero.
    UI_REJECT_KIND = 7,       ///< Unknown kind, or one for shell sessions only.
    UI_REJECT_PARENT = 8,     ///< Parent index is not that of an ancestor of the node before.
    UI_REJECT_CHILD = 9,      ///< A node of this kind may not stand in its parent.
    UI_REJECT_DEPTH = 10,     ///< Deeper than UI_DEPTH_MAX.
    UI_REJECT_WINDOWS = 11,   ///< More than UI_WINDOWS_MAX windows.
    UI_REJECT_ID = 12,        ///< Id is zero or there twice.
    UI_REJECT_FLAGS = 13,     ///< A flag that nodes of this kind do not have.
    UI_REJECT_ON = 14,        ///< An event that nodes of this kind do not send.
    UI_REJECT_ATTRS = 15,     ///< first_attr is not the sum of num_attrs before, or past the end.
    UI_REJECT_ORDER = 16,     ///< Attribute names of a node do not ascend.
    UI_REJECT_ATTR_KIND = 17, ///< An attribute that nodes of this kind do not have.
    UI_REJECT_RANGE =
        18, ///< Value or length out of the attribute's range; `len` not 0 for a number.
    UI_REJECT_SLICE = 19,  ///< Slice is past the pool, overlaps an earlier one or is unaligned.
    UI_REJECT_UTF8 = 20,   ///< Text is not UTF-8.
    UI_REJECT_STRS = 21,   ///< The last of several strings does not end in NUL.
    UI_REJECT_NUMBER = 22, ///< Not a finite number.
    UI_REJECT_OPS = 23,    ///< Canvas operation unknown, cut off, of wrong arity or out of place.
    UI_NUM_REJECTS = 24,
};

/// English text of a reason, never NULL.
const char *ui_reject_text(enum ui_reject reason);

/// UTF-8 in a tree's pool, not NUL-terminated. Absent attribute: { "", 0 }.
struct ui_text {
    const char *bytes;
    uint32_t len_b;
};

/// Canvas operations in a tree's pool.
struct ui_ops {
    const uint32_t *words;
    uint32_t num_words;
};

/// A private copy of a tree.
struct ui_tree {
    uint64_t gen;         ///< Its generation; 0 = nothing imported.
    uint64_t events_seen; ///< See struct ui_tree_head.
    uint32_t num_nodes;   ///< 0 = nothing imported.
    const struct ui_node *nodes;
    const struct ui_attr *attrs;
    const uint8_t *pool;
    uint32_t num_attrs;
    uint32_t pool_b;

    // Computed by the validator.
    uint16_t *first_child;  ///< By node; UI_NODE_NONE = no children.
    uint16_t *next_sibling; ///< By node; UI_NODE_NONE = last child.
    uint16_t *end;          ///< By node: index after the last node of its subtree.
    uint16_t *id_slots;     ///< Hash table of node indices by id, open addressing.
    uint32_t id_mask;       ///< Number of id_slots - 1.

    uint8_t *raw;       ///< Bytes copied from the app.
    uint32_t bank_b;    ///< Room in `raw`.
    uint32_t nodes_max; ///< Room in the arrays.
};

/// Bytes that a tree for banks of `bank_b` needs.
size_t ui_tree_memory_b(uint32_t bank_b);

/// Makes `tree` empty over `memory` of ui_tree_memory_b(bank_b) bytes, 16-byte aligned, borrowed.
void ui_tree_init(struct ui_tree *tree, uint32_t bank_b, void *memory);

/// Checks the first `len_b` bytes of tree->raw, written for generation `gen`, in one pass and fills
/// `tree`. On anything but UI_ACCEPT `out_node` is the index of the node at fault (UI_NODE_NONE:
/// the head) and the tree is empty. `shell`: kinds of shell sessions are legal.
enum ui_reject ui_tree_validate(struct ui_tree *tree, uint32_t len_b, uint64_t gen, bool shell,
                                uint32_t *out_node);

/// Index of the node with this id, UI_NODE_NONE when there is none.
uint32_t ui_tree_find(const struct ui_tree *tree, uint32_t id);

/// The attribute, NULL when the node does not have it.
const struct ui_attr *ui_tree_attr(const struct ui_tree *tree, uint32_t node,
                                   enum ui_attr_name name);

/// Value of an attribute of type U32, ENUM, RGBA or REF; the table's default where it is absent.
uint32_t ui_tree_u32(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name);

/// Value of an attribute of type I32.
int32_t ui_tree_i32(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name);

/// Value of an attribute of type F64, as the bits of a double (this library uses no FPU).
uint64_t ui_tree_f64_bits(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name);

/// Value of an attribute of type STR or STRS.
struct ui_text ui_tree_text(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name);

/// Value of an attribute of type OPS.
struct ui_ops ui_tree_ops(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name);

/// True when the node has an attribute of this name.
static inline bool ui_tree_has(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    return ui_tree_attr(tree, node, name) != NULL;
}

/// Takes the first of several strings (UI_TYPE_STRS) off `strs`; false at the end.
bool ui_strs_next(struct ui_text *strs, struct ui_text *out);

/// True when nodes `a` of `x` and `b` of `y` say the same: kind, flags, events, attributes with
/// their texts. Ids, parents and children are not compared.
bool ui_tree_same_node(const struct ui_tree *x, uint32_t a, const struct ui_tree *y, uint32_t b);

/// One canvas operation, see ui_op_table.
struct ui_canvas_op {
    enum ui_op op;
    const uint32_t *args; ///< As many words as ui_op_table says; numbers are bits of floats.
    struct ui_text text;  ///< UI_OP_TEXT only.
};

/// Takes the first operation off `ops`; false at the end. For validated operations only.
bool ui_ops_next(struct ui_ops *ops, struct ui_canvas_op *out);
