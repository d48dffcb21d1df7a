// SPDX-License-Identifier: MIT
#include "mistakes.h"

#include <base/string.h>

/// Nodes of the usual tree.
enum {
    APP,
    WINDOW,
    COLUMN,
    TEXT,
    BUTTON,
};

static void put_text(struct ui_builder *b, enum ui_attr_name name, const char *text) {
    ui_build_text(b, name, text, strlen(text));
}

void build_good(struct ui_builder *b) {
    ui_build_reset(b);
    (void)ui_build_node(b, 0, UI_KIND_APP, 1);
    (void)ui_build_node(b, APP, UI_KIND_WINDOW, 2);
    put_text(b, UI_ATTR_TITLE, "Mistakes");
    (void)ui_build_node(b, WINDOW, UI_KIND_COLUMN, 3);
    (void)ui_build_node(b, COLUMN, UI_KIND_TEXT, 4);
    put_text(b, UI_ATTR_TEXT, "still here");
    uint32_t button = ui_build_node(b, COLUMN, UI_KIND_BUTTON, 5);
    put_text(b, UI_ATTR_TEXT, "Next");
    b->nodes[button].on = UI_ON_CLICK;
}

static void build_deep(struct ui_builder *b) {
    build_good(b);
    uint32_t parent = COLUMN;
    for (uint32_t i = 0; i < UI_DEPTH_MAX; i++) {
        parent = ui_build_node(b, parent, UI_KIND_COLUMN, 100 + i);
    }
}

static void build_many_windows(struct ui_builder *b) {
    build_good(b);
    for (uint32_t i = 0; i < UI_WINDOWS_MAX; i++) {
        (void)ui_build_node(b, APP, UI_KIND_WINDOW, 100 + i);
    }
}

static void forge_parent(struct forgery *f) {
    f->nodes[TEXT].parent = 4000;
}

static void forge_cycle(struct forgery *f) {
    f->nodes[COLUMN].parent = TEXT;
    f->nodes[TEXT].parent = COLUMN;
}

static void forge_own_parent(struct forgery *f) {
    f->nodes[BUTTON].parent = BUTTON;
}

static void forge_leaf_parent(struct forgery *f) {
    f->nodes[BUTTON].parent = TEXT;
}

static void forge_len_of_everything(struct forgery *f) {
    f->len_b = UINT32_MAX;
}

static void forge_len_of_nothing(struct forgery *f) {
    f->len_b = 0;
}

static void forge_len_cut(struct forgery *f) {
    f->len_b -= 4;
}

static void forge_num_nodes(struct forgery *f) {
    f->head->num_nodes += 3;
}

static void forge_num_nodes_wraps(struct forgery *f) {
    f->head->num_attrs = UINT32_MAX;
    f->head->pool_b = UINT32_MAX;
}

static void forge_no_nodes(struct forgery *f) {
    f->head->num_nodes = 0;
}

static void forge_gen_jump(struct forgery *f) {
    f->gen += 6;
}

static void forge_gen_in_bank(struct forgery *f) {
    f->head->gen += 2;
}

static void forge_magic(struct forgery *f) {
    f->head->magic ^= 1;
}

static void forge_kind(struct forgery *f) {
    f->nodes[TEXT].kind = 255;
}

static void forge_shell_kind(struct forgery *f) {
    f->nodes[COLUMN].kind = UI_KIND_GLASS;
}

static void forge_same_id(struct forgery *f) {
    f->nodes[BUTTON].id = f->nodes[TEXT].id;
}

static void forge_first_attr(struct forgery *f) {
    f->nodes[TEXT].first_attr = 70000;
}

static void forge_slice(struct forgery *f) {
    f->attrs[f->nodes[TEXT].first_attr].value = 0xfffffff0;
}

static void forge_utf8(struct forgery *f) {
    f->pool[f->attrs[f->nodes[TEXT].first_attr].value] = 0xff;
}

static void forge_padding(struct forgery *f) {
    f->nodes[BUTTON].pad[2] = 7;
}

const struct mistake mistakes[] = {
    { "parent_behind_the_end", NULL, forge_parent, UI_REJECT_PARENT, TEXT },
    { "cycle", NULL, forge_cycle, UI_REJECT_PARENT, COLUMN },
    { "own_parent", NULL, forge_own_parent, UI_REJECT_PARENT, BUTTON },
    { "child_of_a_leaf", NULL, forge_leaf_parent, UI_REJECT_CHILD, BUTTON },
    { "too_deep", build_deep, NULL, UI_REJECT_DEPTH, BUTTON + UI_DEPTH_MAX - COLUMN + 1 },
    { "too_many_windows", build_many_windows, NULL, UI_REJECT_WINDOWS, BUTTON + UI_WINDOWS_MAX },
    { "len_beyond_the_bank", NULL, forge_len_of_everything, UI_REJECT_LEN, UI_NODE_NONE },
    { "len_zero", NULL, forge_len_of_nothing, UI_REJECT_LEN, UI_NODE_NONE },
    { "len_too_short", NULL, forge_len_cut, UI_REJECT_LEN, UI_NODE_NONE },
    { "more_nodes_than_bytes", NULL, forge_num_nodes, UI_REJECT_LEN, UI_NODE_NONE },
    { "counts_that_overflow", NULL, forge_num_nodes_wraps, UI_REJECT_LEN, UI_NODE_NONE },
    { "no_nodes", NULL, forge_no_nodes, UI_REJECT_COUNT, UI_NODE_NONE },
    { "generation_jumps", NULL, forge_gen_jump, UI_REJECT_GEN, UI_NODE_NONE },
    { "bank_of_another_generation", NULL, forge_gen_in_bank, UI_REJECT_GEN, UI_NODE_NONE },
    { "magic", NULL, forge_magic, UI_REJECT_MAGIC, UI_NODE_NONE },
    { "unknown_kind", NULL, forge_kind, UI_REJECT_KIND, TEXT },
    { "kind_of_the_shell", NULL, forge_shell_kind, UI_REJECT_KIND, COLUMN },
    { "id_used_twice", NULL, forge_same_id, UI_REJECT_ID, BUTTON },
    { "attributes_behind_the_end", NULL, forge_first_attr, UI_REJECT_ATTRS, TEXT },
    { "text_behind_the_pool", NULL, forge_slice, UI_REJECT_SLICE, TEXT },
    { "text_not_utf8", NULL, forge_utf8, UI_REJECT_UTF8, TEXT },
    { "padding", NULL, forge_padding, UI_REJECT_PAD, BUTTON },
};
const uint32_t num_mistakes = ARRAY_LEN(mistakes);
