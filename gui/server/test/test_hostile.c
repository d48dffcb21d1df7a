// SPDX-License-Identifier: MIT
/// @file
/// Trees that no honest app sends: every kind with every attribute at its extremes, the largest and
/// the deepest trees, and trees whose bytes were changed. The core must survive them all.
#include <base/rng.h>
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "rig.h"

static struct rig rig;

static const char *const strings[] = {
    "",
    "a",
    "Add one",
    "\xe2\x80\xaeright to left\xe2\x80\xac",
    "\x01\x1b[31m\n\n\n",
    "\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "a very long line that goes on and on and on and on and on and on and on and on and on and on",
};

static uint32_t pick(struct rng *rng, int64_t low, int64_t high) {
    switch (rng_below(rng, 4)) {
    case 0:
        return (uint32_t)low;
    case 1:
        return (uint32_t)high;
    default: {
        uint64_t span = (uint64_t)(high - low) + 1;
        uint64_t near = rng_below(rng, 2) == 0 ? MIN(span, UINT64_C(64)) : span;
        return (uint32_t)(low + (int64_t)(rng_next(rng) % near));
    }
    }
}

static uint32_t float_bits(struct rng *rng) {
    float value = (float)((int)rng_below(rng, 2 * UI_COORD_MAX) - UI_COORD_MAX);
    value = rng_below(rng, 2) == 0 ? value : value / 256;
    uint32_t bits;
    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

/// Operations that the importer accepts: paths are begun before they are used, and ended.
static size_t random_ops(struct rng *rng, uint32_t *words, size_t max) {
    size_t n = 0;
    bool path = false;
    for (uint32_t i = rng_below(rng, 12); (i > 0 || path) && n + 32 < max; i -= i > 0 ? 1 : 0) {
        uint32_t op = i == 0 ? UI_OP_FILL : 1 + rng_below(rng, UI_NUM_OPS - 1);
        bool needs = op >= UI_OP_LINE_TO && op <= UI_OP_STROKE;
        bool whole = op != UI_OP_MOVE && !needs && op != UI_OP_COLOR && op != UI_OP_TOKEN;
        op = needs && !path ? UI_OP_MOVE : whole && path ? UI_OP_CLOSE : op;
        path = op == UI_OP_MOVE || (path && op != UI_OP_FILL && op != UI_OP_STROKE);
        const char *args = ui_op_table[op].args;
        words[n++] = op | (uint32_t)strlen(args) << 8;
        for (uint32_t a = 0; args[a] != '\0'; a++) {
            if (args[a] == 's') {
                words[n++] = 4;
                memcpy(&words[n++], "text", 4);
            } else if (args[a] == 'e') {
                words[n++] = rng_below(rng, ui_op_table[op].high[a] + 1);
            } else {
                words[n++] = args[a] == 'f' ? float_bits(rng) : (uint32_t)rng_next(rng);
            }
        }
    }
    return n;
}

static void add_attr(struct rng *rng, struct ui_builder *b, uint32_t name) {
    const struct ui_attr_info *info = &ui_attr_table[name];
    enum ui_attr_name attr = (enum ui_attr_name)name;
    const char *text = strings[rng_below(rng, ARRAY_LEN(strings))];
    switch (info->type) {
    case UI_TYPE_U32:
    case UI_TYPE_I32:
    case UI_TYPE_ENUM:
    case UI_TYPE_RGBA:
    case UI_TYPE_REF:
        ui_build_u32(b, attr, pick(rng, info->low, info->high));
        break;
    case UI_TYPE_F64: {
        static const double values[] = { 0, 1, -1, 0.5, 1e300, -1e300, 1e-300, 42 };
        uint64_t bits;
        memcpy(&bits, &values[rng_below(rng, ARRAY_LEN(values))], sizeof(bits));
        ui_build_f64_bits(b, attr, bits);
        break;
    }
    case UI_TYPE_STR:
        ui_build_text(b, attr, text, MIN(strlen(text), (size_t)info->high));
        break;
    case UI_TYPE_STRS:
        ui_build_text(b, attr, "one\0two\0", 8);
        break;
    case UI_TYPE_OPS: {
        uint32_t words[512];
        ui_build_ops(b, attr, words, random_ops(rng, words, ARRAY_LEN(words)));
        break;
    }
    }
}

static uint32_t random_kind(struct rng *rng, uint16_t holds) {
    for (int tries = 0; tries < 200; tries++) {
        uint32_t kind = 1 + rng_below(rng, UI_NUM_KINDS - 1);
        const struct ui_kind_info *info = &ui_kind_table[kind];
        if (info->name[0] != 0 && !info->shell_only && (info->classes & holds) != 0) {
            return kind;
        }
    }
    return 0;
}

static void add_node(struct rng *rng, struct ui_builder *b, uint32_t parent, uint32_t kind,
                     uint32_t depth) {
    const struct ui_kind_info *info = &ui_kind_table[kind];
    if (b->num_nodes >= 150) {
        return;
    }
    // Some ids stay from tree to tree, others do not.
    uint32_t id = 1 + b->num_nodes + (rng_below(rng, 8) == 0 ? 10000 + rng_below(rng, 9) * 500 : 0);
    uint32_t node = ui_build_node(b, parent, (enum ui_kind)kind, id);
    uint32_t flags = (uint32_t)rng_next(rng);
    flags &= (uint32_t)rng_next(rng);
    b->nodes[node].flags = flags & info->flags;
    if (rng_below(rng, 3) != 0) {
        b->nodes[node].flags &= ~UI_FLAG_HIDDEN;
    }
    b->nodes[node].on = (uint32_t)rng_next(rng) & info->on;
    for (uint32_t name = 1; name < UI_NUM_ATTRS; name++) {
        if ((info->attrs[name / 64] >> name % 64 & 1) != 0 && rng_below(rng, 4) == 0) {
            add_attr(rng, b, name);
        }
    }
    if (info->holds == 0 || depth > 9) {
        return;
    }
    for (uint32_t n = kind == UI_KIND_APP ? 4 : rng_below(rng, 5); n > 0; n--) {
        uint32_t child = random_kind(rng, info->holds);
        if (child != 0) {
            add_node(rng, b, node, child, depth + 1);
        }
    }
}

static void publish(struct rig_app *app, bool mutate, struct rng *rng) {
    uint64_t gen = app->gen + 1;
    uint32_t len = 0;
    const uint32_t bank_b = rig_session(app)->importer.bank_b;
    uint8_t *bank = ui_up_bank(app->up, bank_b, gen);
    if (ui_build_end(&app->builder, gen, app->events_seen, bank, bank_b, &len) != OK) {
        return;
    }
    for (uint32_t n = mutate ? 1 + rng_below(rng, 3) : 0; n > 0; n--) {
        bank[rng_below(rng, len)] = (uint8_t)rng_next(rng);
    }
    app->gen = gen;
    app->up->len[gen & 1] = len;
    app->up->gen = gen;
    gui_core_doorbell(&app->rig->core, app->badge);
    gui_core_tick(&app->rig->core);
}

static void poke(struct rng *rng) {
    rig_move(&rig, (int32_t)rng_below(rng, RIG_W), (int32_t)rng_below(rng, RIG_H));
    if (rng_below(rng, 2) == 0) {
        rig_button(&rig, rng_below(rng, 2) != 0);
    } else {
        rig_key(&rig, (uint16_t)rng_below(rng, 128), (int32_t)rng_below(rng, 3));
    }
    while (rig_event(&rig.app[0])) {
    }
}

TEST(every_kind_and_attribute_at_its_extremes) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    struct rng rng;
    rng_init(&rng, 12);
    uint32_t accepted = 0;
    for (int i = 0; i < 400; i++) {
        ui_build_reset(&app->builder);
        add_node(&rng, &app->builder, 0, UI_KIND_APP, 0);
        publish(app, false, &rng);
        if (app->closed) {
            printf("# refused: %s\n", ui_reject_text((enum ui_reject)app->down->reason));
            break;
        }
        accepted += app->down->accepted == app->gen;
        poke(&rng);
        if (i % 20 == 0) {
            CHECK(rig_same_when_repainted(&rig));
        }
    }
    CHECK(accepted >= 380); // a few have an id twice
    rig_deinit(&rig);
}

TEST(changed_bytes_do_no_harm) {
    struct rng rng;
    rng_init(&rng, 5);
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    uint32_t refused = 0;
    for (int i = 0; i < 1500; i++) {
        ui_build_reset(&app->builder);
        add_node(&rng, &app->builder, 0, UI_KIND_APP, 6);
        publish(app, i % 3 != 0, &rng);
        refused += app->down->rejected == app->gen;
        if (app->closed) { // three in a row
            rig_deinit(&rig);
            REQUIRE(rig_init(&rig, true));
            app = rig_open(&rig, 1);
        }
        poke(&rng);
    }
    CHECK(refused > 100);
    rig_deinit(&rig);
}

TEST(the_largest_tree) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    for (uint32_t round = 0; round < 3; round++) {
        struct ui_builder *b = &app->builder;
        ui_build_reset(b);
        uint32_t root = ui_build_node(b, 0, UI_KIND_APP, 1);
        uint32_t window = ui_build_node(b, root, UI_KIND_WINDOW, 2);
        uint32_t list = ui_build_node(b, window, UI_KIND_SCROLL, 3);
        for (uint32_t i = 4 + round; b->num_nodes + 2 < 4000; i += 2) {
            uint32_t row = ui_build_node(b, list, UI_KIND_ROW, 100000 + i);
            ui_build_node(b, row, UI_KIND_TEXT, 200000 + i);
            ui_build_text(b, UI_ATTR_TEXT, "row", 3);
        }
        publish(app, false, NULL);
        CHECK_EQ(app->down->accepted, app->gen);
        CHECK(rig_window(app, 2) != NULL);
    }
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_deepest_tree) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    static const enum ui_kind kinds[] = { UI_KIND_ROW, UI_KIND_GRID, UI_KIND_STACK,
                                          UI_KIND_COLUMN };
    struct ui_builder *b = &app->builder;
    ui_build_reset(b);
    uint32_t parent = ui_build_node(b, 0, UI_KIND_APP, 1);
    parent = ui_build_node(b, parent, UI_KIND_WINDOW, 2);
    for (uint32_t i = 2; i < UI_DEPTH_MAX; i++) {
        parent = ui_build_node(b, parent, kinds[i % 4], 10 + i);
        ui_build_u32(b, UI_ATTR_ALIGN, UI_STRETCH);
    }
    ui_build_node(b, parent, UI_KIND_TEXT, 100);
    ui_build_text(b, UI_ATTR_TEXT, "deep", 4);
    publish(app, false, NULL);
    CHECK_EQ(app->down->accepted, app->gen);
    CHECK(rig_session(app)->scene.layout.visits < 50 * 200);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(more_windows_than_layers) {
    REQUIRE(rig_init(&rig, true));
    static const char small[] = "App { Window Window Window Window Window Window Window Window "
                                "Window Window Window Window Window Window Window Window }";
    for (uint32_t i = 0; i < RIG_APPS; i++) {
        struct rig_app *app = rig_open(&rig, i + 1);
        REQUIRE(rig_commit(app, small));
        CHECK_EQ(rig_session(app)->num_windows, UI_WINDOWS_MAX);
    }
    CHECK(gui_core_is_idle(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(sixteen_windows) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    struct ui_builder *b = &app->builder;
    ui_build_reset(b);
    ui_build_node(b, 0, UI_KIND_APP, 1);
    for (uint32_t i = 0; i < UI_WINDOWS_MAX; i++) {
        ui_build_node(b, 0, UI_KIND_WINDOW, 2 + i);
        ui_build_u32(b, UI_ATTR_W, 16384);
        ui_build_u32(b, UI_ATTR_H, 16384);
    }
    publish(app, false, NULL);
    CHECK_EQ(app->down->accepted, app->gen);
    CHECK_EQ(rig_session(app)->num_windows, UI_WINDOWS_MAX);
    CHECK(rig_same_when_repainted(&rig));
    for (uint32_t i = 0; i < UI_WINDOWS_MAX; i++) {
        CHECK(window_w_px(rig_window(app, 2 + i)) <= RIG_W);
    }
    CHECK(rig_session(app)->surfaces_b <= SESSION_SURFACES_B);
    CHECK(gui_core_is_idle(&rig.core)); // what cannot be shown is not tried for ever
    // Another app's window is not the poorer for it.
    struct rig_app *other = rig_open(&rig, 2);
    REQUIRE(rig_commit(other, "App { Window#2 { Text text=\"here\" } }"));
    CHECK(rig_window(other, 2)->surface != NULL);
    gui_core_close_session(&rig.core, 1);
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
