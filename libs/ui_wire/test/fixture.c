// SPDX-License-Identifier: MIT
#include "fixture.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

void fixture_init(struct fixture *f) {
    memset(f, 0, sizeof *f);
    f->up = aligned_alloc(4096, UI_UP_B(FIXTURE_BANK_B));
    f->down = aligned_alloc(4096, UI_DOWN_B);
    memset(f->up, 0, UI_UP_B(FIXTURE_BANK_B));
    memset(f->down, 0, UI_DOWN_B);
    f->build_memory = malloc(ui_build_memory_b(FIXTURE_BANK_B));
    f->tree_memory = aligned_alloc(16, ALIGN_UP(ui_tree_memory_b(FIXTURE_BANK_B), (size_t)16));
    ui_build_init(&f->b, FIXTURE_BANK_B, f->build_memory);
    ui_tree_init(&f->tree, FIXTURE_BANK_B, f->tree_memory);
    f->im = (struct ui_importer){
        .up = f->up, .down = f->down, .bank_b = FIXTURE_BANK_B, .read = ui_read_words
    };
}

void fixture_free(struct fixture *f) {
    free(f->up);
    free(f->down);
    free(f->build_memory);
    free(f->tree_memory);
}

uint32_t f32_bits(float value) {
    uint32_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

uint64_t f64_bits(double value) {
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void node(struct fixture *f, uint32_t parent, enum ui_kind kind) {
    uint32_t index = ui_build_node(&f->b, parent, kind, 100 + f->b.num_nodes);
    ASSERT(index != UI_NODE_NONE);
}

void fixture_sample(struct fixture *f) {
    struct ui_builder *b = &f->b;
    ui_build_reset(b);
    node(f, 0, UI_KIND_APP);
    node(f, S_APP, UI_KIND_WINDOW);
    ui_build_text(b, UI_ATTR_TITLE, "Sample", 6);
    ui_build_u32(b, UI_ATTR_W, 280);
    node(f, S_WINDOW, UI_KIND_COLUMN);
    ui_build_u32(b, UI_ATTR_ALIGN, UI_CENTER);
    ui_build_u32(b, UI_ATTR_PAD, 20);
    node(f, S_COLUMN, UI_KIND_TEXT);
    ui_build_text(b, UI_ATTR_TEXT, "gr\xc3\xbc\xc3\x9f", 6);
    ui_build_u32(b, UI_ATTR_STYLE, UI_DISPLAY);
    node(f, S_COLUMN, UI_KIND_ROW);
    node(f, S_ROW, UI_KIND_BUTTON);
    ui_build_text(b, UI_ATTR_TEXT, "Add", 3);
    b->nodes[S_BUTTON].flags = UI_FLAG_DISABLED;
    b->nodes[S_BUTTON].on = UI_ON_CLICK;
    node(f, S_ROW, UI_KIND_SLIDER);
    ui_build_f64_bits(b, UI_ATTR_VALUE, f64_bits(0.25));
    node(f, S_COLUMN, UI_KIND_SELECT);
    ui_build_text(b, UI_ATTR_OPTIONS, "one\0two", 8);
    ui_build_i32(b, UI_ATTR_CHOICE, -1);
    node(f, S_WINDOW, UI_KIND_CANVAS);
    const uint32_t ops[] = {
        UI_OP_TOKEN | 1 << 8,
        UI_ACCENT,
        UI_OP_LINE | 5 << 8,
        f32_bits(8),
        f32_bits(8),
        f32_bits(100.5f),
        f32_bits(-8),
        f32_bits(1),
        UI_OP_TEXT | 5 << 8,
        f32_bits(10),
        f32_bits(10),
        UI_BASE_START,
        UI_BODY,
        5,
        0x6c6c6568,
        0x6f, // "hello"
    };
    ui_build_ops(b, UI_ATTR_OPS, ops, ARRAY_LEN(ops));
    node(f, S_CANVAS, UI_KIND_BUTTON);
    ui_build_i32(b, UI_ATTR_X, 10);
    ui_build_i32(b, UI_ATTR_Y, -4);
    node(f, S_WINDOW, UI_KIND_TEXT_FIELD);
    ui_build_text(b, UI_ATTR_TEXT, "pass", 4);
    b->nodes[S_FIELD].flags = UI_FLAG_SECRET;
    ASSERT(!b->full && b->num_nodes == S_NUM);
}

void fixture_commit(struct fixture *f) {
    uint64_t gen = f->up->gen + 1;
    uint32_t len_b = 0;
    status_t st =
        ui_build_end(&f->b, gen, 0, ui_up_bank(f->up, FIXTURE_BANK_B, gen), FIXTURE_BANK_B, &len_b);
    ASSERT(st == OK);
    f->up->len[gen & 1] = len_b;
    f->up->gen = gen;
}

enum ui_import_result fixture_import(struct fixture *f) {
    fixture_commit(f);
    return ui_import(&f->im, &f->tree);
}

struct ui_attr *fixture_attr(struct fixture *f, uint32_t index, enum ui_attr_name name) {
    struct ui_node *n = &f->b.nodes[index];
    for (uint32_t i = 0; i < n->num_attrs; i++) {
        if (f->b.attrs[n->first_attr + i].name == name) {
            return &f->b.attrs[n->first_attr + i];
        }
    }
    abort(); // the sample has it
}
