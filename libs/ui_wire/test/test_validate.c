// SPDX-License-Identifier: MIT
// The validator: a valid tree, then for every rule a tree that breaks just this one.
#include "fixture.h"

#include <test/test.h>

#include <string.h>

/// Imports what `mutate` made of the sample and expects this refusal at this node.
static void expect_reject(void (*mutate)(struct fixture *), enum ui_reject reason, uint32_t node) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    mutate(&f);
    CHECK_EQ(fixture_import(&f), UI_IMPORT_REJECTED);
    CHECK_EQ(f.im.reason, reason);
    CHECK_EQ(f.im.node, node);
    CHECK_EQ(f.down->reason, reason);
    CHECK_EQ(f.down->node, node);
    CHECK_EQ(f.down->rejected, 1);
    CHECK_EQ(f.down->accepted, 0);
    CHECK_EQ(f.tree.num_nodes, 0);
    fixture_free(&f);
}

/// A case that mutates the sample in builder `b` and expects `reason` at `node`.
#define REJECTED(name, reason, node, ...)                                                          \
    static void mutate_##name(struct fixture *f) {                                                 \
        struct ui_builder *b = &f->b;                                                              \
        (void)b;                                                                                   \
        __VA_ARGS__;                                                                               \
    }                                                                                              \
    TEST(name) {                                                                                   \
        expect_reject(mutate_##name, reason, node);                                                \
    }

TEST(sample_is_valid_and_readable) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    struct ui_tree *t = &f.tree;
    REQUIRE(t->num_nodes == S_NUM);
    CHECK_EQ(t->gen, 1);
    CHECK_EQ(t->first_child[S_APP], S_WINDOW);
    CHECK_EQ(t->first_child[S_WINDOW], S_COLUMN);
    CHECK_EQ(t->next_sibling[S_COLUMN], S_CANVAS);
    CHECK_EQ(t->next_sibling[S_CANVAS], S_FIELD);
    CHECK_EQ(t->next_sibling[S_FIELD], UI_NODE_NONE);
    CHECK_EQ(t->first_child[S_TEXT], UI_NODE_NONE);
    CHECK_EQ(t->end[S_ROW], S_SELECT);
    CHECK_EQ(t->end[S_COLUMN], S_CANVAS);
    CHECK_EQ(t->end[S_APP], S_NUM);
    CHECK_EQ(t->end[S_FIELD], S_NUM);
    CHECK_EQ(ui_tree_find(t, 100 + S_SLIDER), S_SLIDER);
    CHECK_EQ(ui_tree_find(t, 99), UI_NODE_NONE);
    CHECK_EQ(ui_tree_u32(t, S_COLUMN, UI_ATTR_PAD), 20);
    CHECK_EQ(ui_tree_u32(t, S_COLUMN, UI_ATTR_GAP), 0);
    CHECK_EQ(ui_tree_u32(t, S_COLUMN, UI_ATTR_OPACITY), 255);
    CHECK_EQ(ui_tree_i32(t, S_PLACED, UI_ATTR_Y), -4);
    CHECK_EQ(ui_tree_i32(t, S_SELECT, UI_ATTR_CHOICE), -1);
    CHECK_EQ(ui_tree_f64_bits(t, S_SLIDER, UI_ATTR_VALUE), (long long)f64_bits(0.25));
    CHECK_EQ(ui_tree_f64_bits(t, S_SLIDER, UI_ATTR_MAX), (long long)f64_bits(1));
    struct ui_text title = ui_tree_text(t, S_WINDOW, UI_ATTR_TITLE);
    CHECK(title.len_b == 6 && memcmp(title.bytes, "Sample", 6) == 0);
    CHECK_EQ(ui_tree_text(t, S_ROW, UI_ATTR_LABEL).len_b, 0);
    struct ui_text options = ui_tree_text(t, S_SELECT, UI_ATTR_OPTIONS);
    struct ui_text one = { 0 };
    CHECK(ui_strs_next(&options, &one) && one.len_b == 3 && memcmp(one.bytes, "one", 3) == 0);
    CHECK(ui_strs_next(&options, &one) && one.len_b == 3 && memcmp(one.bytes, "two", 3) == 0);
    CHECK(!ui_strs_next(&options, &one));
    fixture_free(&f);
}

TEST(ops_are_read_back) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    REQUIRE(fixture_import(&f) == UI_IMPORT_ACCEPTED);
    struct ui_ops ops = ui_tree_ops(&f.tree, S_CANVAS, UI_ATTR_OPS);
    struct ui_canvas_op op;
    CHECK(ui_ops_next(&ops, &op) && op.op == UI_OP_TOKEN && op.args[0] == UI_ACCENT);
    CHECK(ui_ops_next(&ops, &op) && op.op == UI_OP_LINE && op.args[2] == f32_bits(100.5f));
    CHECK(ui_ops_next(&ops, &op) && op.op == UI_OP_TEXT && op.text.len_b == 5 &&
          memcmp(op.text.bytes, "hello", 5) == 0);
    CHECK(!ui_ops_next(&ops, &op));
    fixture_free(&f);
}

TEST(same_node_sees_texts_not_places) {
    struct fixture a;
    struct fixture b;
    fixture_init(&a);
    fixture_init(&b);
    fixture_sample(&a);
    fixture_sample(&b);
    // Another title moves every later slice of `b`.
    fixture_attr(&b, S_WINDOW, UI_ATTR_TITLE)->len = 5;
    REQUIRE(fixture_import(&a) == UI_IMPORT_ACCEPTED);
    REQUIRE(fixture_import(&b) == UI_IMPORT_ACCEPTED);
    for (uint32_t i = 0; i < S_NUM; i++) {
        CHECK_EQ(ui_tree_same_node(&a.tree, i, &b.tree, i), i != S_WINDOW);
    }
    CHECK(!ui_tree_same_node(&a.tree, S_BUTTON, &a.tree, S_PLACED));
    fixture_free(&a);
    fixture_free(&b);
}

TEST(unknown_attribute_is_skipped) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    *fixture_attr(&f, S_FIELD, UI_ATTR_TEXT) =
        (struct ui_attr){ .name = 60000, .len = 0xffff, .value = 0xffffffff };
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    CHECK_EQ(ui_tree_text(&f.tree, S_FIELD, UI_ATTR_TEXT).len_b, 0);
    CHECK(ui_tree_same_node(&f.tree, S_FIELD, &f.tree, S_FIELD));
    fixture_free(&f);
}

TEST(shell_kinds_need_a_shell_session) {
    for (int shell = 0; shell < 2; shell++) {
        struct fixture f;
        fixture_init(&f);
        fixture_sample(&f);
        f.im.shell = shell != 0;
        f.b.nodes[S_ROW].kind = UI_KIND_GLASS;
        CHECK_EQ(fixture_import(&f), shell ? UI_IMPORT_ACCEPTED : UI_IMPORT_REJECTED);
        CHECK_EQ(f.im.reason, shell ? UI_ACCEPT : UI_REJECT_KIND);
        fixture_free(&f);
    }
}

TEST(controls_and_bidi_overrides_are_valid_text) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    memcpy(f.b.pool + fixture_attr(&f, S_TEXT, UI_ATTR_TEXT)->value, "\x1b\xe2\x80\xae\x07\x00", 6);
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    fixture_free(&f);
}

// --- structure --------------------------------------------------------------------------------------
REJECTED(kind_zero, UI_REJECT_KIND, S_TEXT, b->nodes[S_TEXT].kind = 0)
REJECTED(kind_unknown, UI_REJECT_KIND, S_TEXT, b->nodes[S_TEXT].kind = UI_NUM_KINDS)
REJECTED(kind_255, UI_REJECT_KIND, S_BUTTON, b->nodes[S_BUTTON].kind = 255)
REJECTED(root_is_not_app, UI_REJECT_CHILD, S_APP, b->nodes[S_APP].kind = UI_KIND_WINDOW)
REJECTED(root_has_parent, UI_REJECT_PARENT, S_APP, b->nodes[S_APP].parent = 1)
REJECTED(parent_is_itself, UI_REJECT_PARENT, S_TEXT, b->nodes[S_TEXT].parent = S_TEXT)
REJECTED(parent_is_later, UI_REJECT_PARENT, S_TEXT, b->nodes[S_TEXT].parent = S_BUTTON)
REJECTED(parent_is_out_of_range, UI_REJECT_PARENT, S_TEXT, b->nodes[S_TEXT].parent = 0xffff)
REJECTED(parent_was_closed, UI_REJECT_PARENT, S_PLACED, b->nodes[S_PLACED].parent = S_COLUMN)
REJECTED(app_in_a_window, UI_REJECT_CHILD, S_COLUMN, b->nodes[S_COLUMN].kind = UI_KIND_APP)
REJECTED(child_of_a_leaf, UI_REJECT_CHILD, S_ROW, b->nodes[S_ROW].parent = S_TEXT)
REJECTED(box_directly_in_app, UI_REJECT_CHILD, S_WINDOW, b->nodes[S_WINDOW].kind = UI_KIND_COLUMN)
REJECTED(window_in_a_window, UI_REJECT_CHILD, S_COLUMN, b->nodes[S_COLUMN].kind = UI_KIND_WINDOW)
REJECTED(item_outside_a_list, UI_REJECT_CHILD, S_ROW, b->nodes[S_ROW].kind = UI_KIND_ITEM)
REJECTED(node_padding, UI_REJECT_PAD, S_ROW, b->nodes[S_ROW].pad[2] = 1)
REJECTED(id_zero, UI_REJECT_ID, S_ROW, b->nodes[S_ROW].id = 0)
REJECTED(id_twice, UI_REJECT_ID, S_FIELD, b->nodes[S_FIELD].id = b->nodes[S_APP].id)
REJECTED(flag_of_another_kind, UI_REJECT_FLAGS, S_BUTTON,
         b->nodes[S_BUTTON].flags = UI_FLAG_CHECKED)
REJECTED(flag_unknown, UI_REJECT_FLAGS, S_BUTTON, b->nodes[S_BUTTON].flags = BIT(31))
REJECTED(event_of_another_kind, UI_REJECT_ON, S_BUTTON, b->nodes[S_BUTTON].on = UI_ON_SUBMIT)
REJECTED(event_unknown, UI_REJECT_ON, S_BUTTON, b->nodes[S_BUTTON].on = BIT(31))
REJECTED(too_deep, UI_REJECT_DEPTH, UI_DEPTH_MAX + 1, {
    ui_build_reset(b);
    for (uint32_t i = 0; i < UI_DEPTH_MAX + 2; i++) {
        enum ui_kind kind = i == 0 ? UI_KIND_APP : i == 1 ? UI_KIND_WINDOW : UI_KIND_COLUMN;
        (void)ui_build_node(b, i == 0 ? 0 : i - 1, kind, i + 1);
    }
})
REJECTED(too_many_windows, UI_REJECT_WINDOWS, UI_WINDOWS_MAX + 1, {
    ui_build_reset(b);
    for (uint32_t i = 0; i < UI_WINDOWS_MAX + 2; i++) {
        (void)ui_build_node(b, 0, i == 0 ? UI_KIND_APP : UI_KIND_WINDOW, i + 1);
    }
})

// --- attributes -------------------------------------------------------------------------------------
REJECTED(attrs_shared, UI_REJECT_ATTRS, S_COLUMN,
         b->nodes[S_COLUMN].first_attr = b->nodes[S_WINDOW].first_attr)
REJECTED(attrs_past_the_end, UI_REJECT_ATTRS, S_FIELD, b->nodes[S_FIELD].num_attrs = 255)
REJECTED(attrs_left_over, UI_REJECT_ATTRS, S_FIELD, b->nodes[S_FIELD].num_attrs = 0)
REJECTED(attrs_not_ascending, UI_REJECT_ORDER, S_COLUMN,
         fixture_attr(f, S_COLUMN, UI_ATTR_ALIGN)->name = UI_ATTR_GAP)
REJECTED(attrs_twice, UI_REJECT_ORDER, S_PLACED,
         fixture_attr(f, S_PLACED, UI_ATTR_Y)->name = UI_ATTR_X)
REJECTED(attr_zero, UI_REJECT_ORDER, S_FIELD, fixture_attr(f, S_FIELD, UI_ATTR_TEXT)->name = 0)
REJECTED(attr_of_another_kind, UI_REJECT_ATTR_KIND, S_COLUMN,
         fixture_attr(f, S_COLUMN, UI_ATTR_PAD)->name = UI_ATTR_COLS)
REJECTED(u32_above_its_range, UI_REJECT_RANGE, S_COLUMN,
         fixture_attr(f, S_COLUMN, UI_ATTR_PAD)->value = 513)
REJECTED(i32_below_its_range, UI_REJECT_RANGE, S_PLACED,
         fixture_attr(f, S_PLACED, UI_ATTR_X)->value = (uint32_t)-16385)
REJECTED(i32_above_its_range, UI_REJECT_RANGE, S_PLACED,
         fixture_attr(f, S_PLACED, UI_ATTR_X)->value = 0x7fffffff)
REJECTED(enum_above_its_range, UI_REJECT_RANGE, S_COLUMN,
         fixture_attr(f, S_COLUMN, UI_ATTR_ALIGN)->value = UI_BETWEEN)
REJECTED(number_with_a_length, UI_REJECT_RANGE, S_COLUMN,
         fixture_attr(f, S_COLUMN, UI_ATTR_PAD)->len = 4)
REJECTED(title_too_long, UI_REJECT_RANGE, S_WINDOW,
         fixture_attr(f, S_WINDOW, UI_ATTR_TITLE)->len = 257)

// --- pool -------------------------------------------------------------------------------------------
REJECTED(slice_past_the_end, UI_REJECT_SLICE, S_FIELD,
         fixture_attr(f, S_FIELD, UI_ATTR_TEXT)->len = 5)
REJECTED(slice_starts_past_the_end, UI_REJECT_SLICE, S_FIELD,
         fixture_attr(f, S_FIELD, UI_ATTR_TEXT)->value = b->pool_b + 1)
REJECTED(slice_wraps_around, UI_REJECT_SLICE, S_FIELD,
         fixture_attr(f, S_FIELD, UI_ATTR_TEXT)->value = 0xfffffffe)
REJECTED(slice_overlaps, UI_REJECT_SLICE, S_TEXT, fixture_attr(f, S_TEXT, UI_ATTR_TEXT)->value = 0)
REJECTED(ops_unaligned, UI_REJECT_SLICE, S_CANVAS,
         fixture_attr(f, S_CANVAS, UI_ATTR_OPS)->value += 1)
REJECTED(utf8_cut, UI_REJECT_UTF8, S_TEXT, fixture_attr(f, S_TEXT, UI_ATTR_TEXT)->len = 5)
REJECTED(utf8_overlong, UI_REJECT_UTF8, S_TEXT,
         memcpy(b->pool + fixture_attr(f, S_TEXT, UI_ATTR_TEXT)->value, "\xc0\xaf", 2))
REJECTED(utf8_surrogate, UI_REJECT_UTF8, S_TEXT,
         memcpy(b->pool + fixture_attr(f, S_TEXT, UI_ATTR_TEXT)->value, "\xed\xa0\x80", 3))
REJECTED(strings_without_last_nul, UI_REJECT_STRS, S_SELECT,
         fixture_attr(f, S_SELECT, UI_ATTR_OPTIONS)->len = 7)
REJECTED(f64_of_other_length, UI_REJECT_RANGE, S_SLIDER,
         fixture_attr(f, S_SLIDER, UI_ATTR_VALUE)->len = 7)
REJECTED(f64_infinite, UI_REJECT_NUMBER, S_SLIDER, {
    uint64_t bits = f64_bits(__builtin_inf());
    memcpy(b->pool + fixture_attr(f, S_SLIDER, UI_ATTR_VALUE)->value, &bits, 8);
})
REJECTED(f64_not_a_number, UI_REJECT_NUMBER, S_SLIDER, {
    uint64_t bits = f64_bits(-__builtin_nan(""));
    memcpy(b->pool + fixture_attr(f, S_SLIDER, UI_ATTR_VALUE)->value, &bits, 8);
})

// --- canvas operations ------------------------------------------------------------------------------
static void set_op_word(struct fixture *f, uint32_t word, uint32_t value) {
    memcpy(f->b.pool + fixture_attr(f, S_CANVAS, UI_ATTR_OPS)->value + 4 * word, &value, 4);
}
REJECTED(op_zero, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 0, 0))
REJECTED(op_unknown, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 0, UI_NUM_OPS | 1 << 8))
REJECTED(op_arity_low, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 2, UI_OP_LINE | 4 << 8))
REJECTED(op_arity_high, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 0, UI_OP_TOKEN | 2 << 8))
REJECTED(op_cut_off, UI_REJECT_OPS, S_CANVAS, fixture_attr(f, S_CANVAS, UI_ATTR_OPS)->len = 7)
REJECTED(op_enum_too_high, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 1, UI_FAINT + 1))
REJECTED(op_number_infinite, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 3, 0x7f800000))
REJECTED(op_number_nan, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 3, 0xffc00000))
REJECTED(op_number_too_large, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 3, f32_bits(16384.01f)))
REJECTED(op_text_too_long, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 13, 9))
REJECTED(op_text_huge, UI_REJECT_OPS, S_CANVAS, set_op_word(f, 13, 0xffffffff))
REJECTED(op_text_not_utf8, UI_REJECT_UTF8, S_CANVAS, set_op_word(f, 14, 0x80808080))
REJECTED(op_line_to_without_path, UI_REJECT_OPS, S_CANVAS, {
    const uint32_t ops[] = { UI_OP_LINE_TO | 2 << 8, 0, 0 };
    memcpy(b->pool + fixture_attr(f, S_CANVAS, UI_ATTR_OPS)->value, ops, sizeof ops);
    fixture_attr(f, S_CANVAS, UI_ATTR_OPS)->len = ARRAY_LEN(ops);
})
REJECTED(op_path_left_open, UI_REJECT_OPS, S_CANVAS, {
    const uint32_t ops[] = { UI_OP_MOVE | 2 << 8, 0, 0, UI_OP_LINE_TO | 2 << 8, 0, 0 };
    memcpy(b->pool + fixture_attr(f, S_CANVAS, UI_ATTR_OPS)->value, ops, sizeof ops);
    fixture_attr(f, S_CANVAS, UI_ATTR_OPS)->len = ARRAY_LEN(ops);
})
