// SPDX-License-Identifier: MIT
// Long lists, tables and trees in front of the core: what is asked for, what keys and the pointer do,
// and that scrolling moves pixels to where painting again would put them.
#include <base/fmt.h>
#include <base/rng.h>
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "rig.h"
#include "scene_rows.h"

#define LIST 10
#define ROWS 100000u

static struct rig rig;
static char text[65536];

/// A list (table, tree) of ROWS rows of which `first`..`first + n` are given, ids 100000 + row.
static void write_list(const char *kind, const char *more, uint32_t first, uint32_t n) {
    size_t used = fmt_str(text, sizeof(text),
                          "App { Window#2 title=\"Rows\" w=400 h=600 { %s#%u count=%u first=%u "
                          "row_h=28 grow=1 on=visible,change %s { ",
                          kind, LIST, ROWS, first, more);
    if (strcmp(kind, "Table") == 0) {
        used += fmt_str(text + used, sizeof(text) - used,
                        "TableColumn#5 text=\"Name\" w=200 on=click selected "
                        "TableColumn#6 text=\"Size\" w=300 align=end ");
    }
    for (uint32_t i = first; i < first + n; i++) {
        used += fmt_str(text + used, sizeof(text) - used,
                        "Item#%u %s level=%u on=change { Text text=\"Row %u\" Text text=\"%u\" } ",
                        100000 + i,
                        i % 3 == 0   ? "expandable"
                        : i % 7 == 0 ? "selected"
                                     : "",
                        i % 4, i, i * 7);
    }
    (void)fmt_str(text + used, sizeof(text) - used, "} } }");
}

static struct rig_app *open_list_at(scale_t scale, const char *kind, const char *more) {
    CHECK(rig_init(&rig, true));
    rig.core.scale = scale;
    struct rig_app *app = rig_open(&rig, 1);
    write_list(kind, more, 0, 60);
    CHECK(rig_commit(app, text));
    CHECK(app->down->accepted == app->gen);
    return app;
}

static struct rig_app *open_list(const char *kind, const char *more) {
    return open_list_at(SCALE_ONE, kind, more);
}

static void wheel(int32_t notches) {
    struct gui_input event = { 0, GUI_INPUT_REL, 8, -notches, 0 };
    gui_core_input(&rig.core, &event);
    gui_core_tick(&rig.core);
}

/// Gives what the last VISIBLE asked for. False when there was none.
static bool answer(struct rig_app *app, const char *kind, const char *more) {
    bool asked = false;
    uint32_t first = 0;
    uint32_t count = 0;
    while (rig_event(app)) {
        app->events_seen = app->event.seq;
        if (app->event.kind == UI_EVENT_VISIBLE) {
            asked = true;
            first = app->event.visible.first;
            count = app->event.visible.count;
        }
    }
    if (asked) {
        write_list(kind, more, first, count);
        CHECK(rig_commit(app, text));
    }
    return asked;
}

static const struct scene_node *list_node(const struct rig_app *app) {
    return rig_scene_node(app, LIST);
}

TEST(only_what_shows_is_asked_for) {
    struct rig_app *app = open_list("List", "");
    CHECK(!answer(app, "List", "")); // 60 rows are enough for 21 and a screen more
    rig_move_to_node(app, LIST);
    wheel(10); // 600 px: 21 rows; the overscan is used up
    CHECK(rig_same_when_repainted(&rig));
    CHECK_EQ(list_node(app)->value.scroll[AXIS_Y], LPX(600));
    wheel(10);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_VISIBLE);
    CHECK(app->event.visible.first < 42);
    CHECK(app->event.visible.first + app->event.visible.count > 70);
    wheel(50);
    CHECK(!rig_event(app));               // one question at a time
    CHECK(rig_same_when_repainted(&rig)); // skeleton rows
    rig_deinit(&rig);
}

TEST(the_end_of_a_long_list) {
    struct rig_app *app = open_list("List", "");
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_END);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CHANGE);
    CHECK_EQ(app->event.change.index, (int32_t)ROWS - 1);
    CHECK_EQ(app->event.change.mode, UI_SELECT_ONE);
    CHECK(answer(app, "List", ""));
    const struct session *s = rig_session(app);
    uint32_t item = rows_item(&s->scene, rig_node(app, LIST), ROWS - 1);
    CHECK(item != SCENE_NONE);
    const struct scene_node *n = &s->scene.nodes[item];
    const struct lpx_rect *box = &list_node(app)->box;
    CHECK_EQ(n->box.y + n->box.h, box->y + box->h - ROWS_PAD);
    CHECK(rig_same_when_repainted(&rig));
    rig_tap(&rig, KEY_HOME);
    CHECK_EQ(list_node(app)->value.scroll[AXIS_Y], 0);
    CHECK(rig_same_when_repainted(&rig));
    CHECK(answer(app, "List", ""));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(four_thousand_million_rows) {
    struct rig_app *app = open_list("List", "");
    CHECK(rig_commit(app, "App { Window#2 w=300 h=300 { List#10 count=4294967295 row_h=4096 "
                          "grow=1 on=visible,change { } } }"));
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_END);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_VISIBLE);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CHANGE);
    // Row heights times rows in 1/64 px need 50 bits.
    CHECK(list_node(app)->value.scroll[AXIS_Y] > INT64_C(2147483640) * 4096 * 64);
    CHECK(rig_same_when_repainted(&rig));
    const struct window *w = rig_window(app, 2);
    struct px_box bar = px_box_move(list_node(app)->bar[AXIS_Y], w->x_px, w->y_px);
    rig_move(&rig, bar.x1 + 2, bar.y1 + 5);
    rig_button(&rig, true);
    rig_move(&rig, bar.x1 + 2, RIG_H - 1);
    rig_button(&rig, false);
    CHECK_EQ(list_node(app)->value.scroll[AXIS_Y],
             INT64_C(4294967295) * 4096 * 64 + 2 * ROWS_PAD - list_node(app)->box.h);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(keys_choose_rows_that_are_not_there) {
    struct rig_app *app = open_list("List", "multi");
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_DOWN);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.change.index, 0);
    rig_tap(&rig, KEY_PAGE_DOWN);
    rig_tap(&rig, KEY_PAGE_DOWN);
    rig_tap(&rig, KEY_PAGE_DOWN);
    rig_tap(&rig, KEY_PAGE_DOWN);
    uint32_t changes = 0;
    int32_t last = 0;
    while (rig_event(app)) {
        changes += app->event.kind == UI_EVENT_CHANGE ? 1 : 0;
        last = app->event.kind == UI_EVENT_CHANGE ? app->event.change.index : last;
    }
    CHECK_EQ(changes, 4);
    CHECK(last > 60); // never given
    CHECK_EQ(list_node(app)->value.choice, last);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, KEY_DOWN);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.change.index, last + 1);
    CHECK_EQ(app->event.change.mode, UI_SELECT_RANGE);
    rig_tap(&rig, KEY_SPACE);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.change.mode, UI_SELECT_TOGGLE);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, KEY_A);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.change.mode, UI_SELECT_ALL);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_pointer_chooses) {
    struct rig_app *app = open_list("List", "multi");
    rig_click_node(app, 100003);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CHANGE);
    CHECK_EQ(app->event.id, LIST);
    CHECK_EQ(app->event.change.index, 3);
    CHECK_EQ(rig_window(app, 2)->focus_id, LIST);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_click_node(app, 100005);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.change.mode, UI_SELECT_TOGGLE);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_thumb_is_dragged_and_the_track_pages) {
    struct rig_app *app = open_list("List", "");
    const struct window *w = rig_window(app, 2);
    const struct scene_node *n = list_node(app);
    struct px_box bar = px_box_move(n->bar[AXIS_Y], w->x_px, w->y_px);
    CHECK_EQ(bar.x2 - bar.x1, 6);
    rig_move(&rig, bar.x1 + 2, bar.y1 + 5);
    bar = px_box_move(list_node(app)->bar[AXIS_Y], w->x_px, w->y_px);
    CHECK_EQ(bar.x2 - bar.x1, 10);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, true);
    rig_move(&rig, bar.x1 + 40, bar.y1 + 5 + 250); // also beside the track
    CHECK(rig_same_when_repainted(&rig));
    int64_t most = scene_content(&rig_session(app)->scene, rig_node(app, LIST), AXIS_Y) -
                   list_node(app)->box.h;
    int64_t at = list_node(app)->value.scroll[AXIS_Y];
    CHECK(at > most * 4 / 10 && at < most * 5 / 10);
    rig_button(&rig, false);
    rig_click(&rig, bar.x1 + 2, w->y_px + 600); // below the thumb
    CHECK_EQ((list_node(app)->value.scroll[AXIS_Y] - at) / LPX(1), 528);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(columns_are_resized_and_clicked) {
    struct rig_app *app = open_list("Table", "");
    const struct window *w = rig_window(app, 2);
    const struct scene_node *name = rig_scene_node(app, 5);
    CHECK_EQ(name->box.w, LPX(200));
    rig_click_node(app, 5);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CLICK);
    CHECK_EQ(app->event.id, 5);
    int32_t edge = w->x_px + (name->box.x + name->box.w) / LPX(1);
    int32_t y = w->y_px + name->box.y / LPX(1) + 10;
    rig_move(&rig, edge, y);
    rig_button(&rig, true);
    rig_move(&rig, edge - 60, y);
    rig_button(&rig, false);
    CHECK_EQ(rig_scene_node(app, 5)->box.w, LPX(140));
    CHECK_EQ(rig_scene_node(app, 6)->box.x, name->box.x + LPX(140));
    CHECK(rig_same_when_repainted(&rig));
    write_list("Table", "", 0, 59); // the app knows nothing of it
    CHECK(rig_commit(app, text));
    CHECK_EQ(rig_scene_node(app, 5)->box.w, LPX(140));
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    wheel(1); // too wide: the second column is scrolled into view, the titles with it
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    CHECK_EQ(list_node(app)->value.scroll[AXIS_X], LPX(52));
    CHECK(rig_same_when_repainted(&rig));
    wheel(3);
    CHECK_EQ(rig_scene_node(app, 5)->box.y, list_node(app)->box.y); // the titles stay
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(rows_of_a_tree_open) {
    struct rig_app *app = open_list("Tree", "");
    const struct window *w = rig_window(app, 2);
    const struct scene_node *n = rig_scene_node(app, 100003); // level 3
    int32_t y = w->y_px + (n->box.y + n->box.h / 2) / LPX(1);
    rig_click(&rig, w->x_px + n->box.x / LPX(1) + 3 * 16 + 12, y);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CHANGE);
    CHECK_EQ(app->event.id, 100003);
    CHECK_EQ(app->event.change.on, 1);
    rig_click(&rig, w->x_px + n->box.x / LPX(1) + 200, y); // beside the triangle: chooses
    CHECK(rig_event(app));
    CHECK_EQ(app->event.id, LIST);
    rig_tap(&rig, KEY_RIGHT);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.id, 100003);
    rig_tap(&rig, KEY_DOWN);
    rig_tap(&rig, KEY_DOWN);
    rig_tap(&rig, KEY_LEFT); // to the row above with a lower level
    CHECK_EQ(list_node(app)->value.choice, 4);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

/// Everything that moves a list, in a random order, in lists that stand on plain ground and not.
static bool walk(uint32_t seed, scale_t scale, const char *kind) {
    static const uint16_t keys[] = { KEY_TAB, KEY_DOWN, KEY_PAGE_DOWN, KEY_PAGE_UP,
                                     KEY_END, KEY_HOME, KEY_UP,        KEY_SPACE };
    struct rng rng;
    rng_init(&rng, seed);
    struct rig_app *app = open_list_at(scale, kind, "multi");
    bool same = app != NULL;
    for (uint32_t step = 0; step < 60 && same; step++) {
        const struct window *w = rig_window(app, 2);
        switch (rng_below(&rng, 6)) {
        case 0:
        case 1:
            wheel((int32_t)rng_below(&rng, 9) - 4);
            break;
        case 2:
            rig_tap(&rig, keys[rng_below(&rng, ARRAY_LEN(keys))]);
            break;
        case 3:
            rig_move(&rig, w->x_px + (int32_t)rng_below(&rng, 400),
                     w->y_px + (int32_t)rng_below(&rng, 640));
            break;
        case 4:
            rig_button(&rig, rng_below(&rng, 2) != 0);
            break;
        default:
            (void)answer(app, kind, "multi");
            break;
        }
        same = rig_same_when_repainted(&rig);
        if (!same) {
            printf("# %s at %u seed %u step %u\n", kind, scale, seed, step);
        }
    }
    rig_deinit(&rig);
    return same;
}

TEST(scrolled_pixels_are_those_of_painting_again) {
    static const char *const kinds[] = { "List", "Table", "Tree" };
    static const scale_t scales[] = { 100, 125, 150, 200 };
    for (uint32_t i = 0; i < 12; i++) {
        REQUIRE(walk(i + 1, scales[i / 3], kinds[i % 3]));
    }
}

TEST(a_scrolled_frame_paints_a_strip) {
    struct rig_app *app = open_list("List", "");
    rig_move_to_node(app, LIST);
    struct gui_input event = { 0, GUI_INPUT_REL, 8, -1, 0 };
    gui_core_input(&rig.core, &event);
    const struct window *w = rig_window(app, 2);
    int64_t px = 0;
    for (uint32_t i = 0; i < w->damage.n; i++) {
        const struct px_box *b = &w->damage.box[i];
        px += (int64_t)(b->x2 - b->x1) * (b->y2 - b->y1);
    }
    CHECK(px > 0);
    CHECK(px < 400 * 600 / 4); // rows that came in, the scroll bar, the row under the pointer
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(lists_that_make_no_sense) {
    static const char *const trees[] = {
        "List#10 count=2 first=4294967295 row_h=4096 on=visible,change { Item { } Item { } Item { "
        "} }",
        "List#10 count=0 row_h=1 grow=1 on=visible,change choice=2147483647 { Item { } }",
        "List#10 row_h=28 w=1 h=1 on=change { Item pad=512 { Text text=\"A\" } }",
        "Table#10 grow=1 count=9 on=visible { TableColumn w=16384 TableColumn w=16384 min_w=16384 "
        "Item { Text text=\"A\" Text text=\"B\" Text text=\"C\" Table { } } }",
        "Table#10 grow=1 { Item { Text text=\"A\" } TableColumn grow=1000 TableColumn hidden }",
        "Tree#10 w=30 count=5 choice=3 on=change,visible { Item level=48 expandable { Text "
        "text=\"A\" } }",
        "List#10 row_h=20 scroll_y=16777216 scroll_x=16777216 h=50 { Item hidden { } Item { } }",
        "Tabs#10 choice=99 on=change { }",
        "Tabs#10 choice=7 { Tab hidden text=\"A\" { } Tab disabled text=\"B\" { Text text=\"C\" } "
        "}",
        "Split#10 value=7 { Text text=\"A\" Text text=\"B\" Text text=\"C\" }",
        "Split#10 value=-1 vertical { List row_h=28 count=3 { } }",
        "Scroll#10 h=60 { Table { TableColumn w=900 Item { Text text=\"A\" } } }",
    };
    CHECK(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    for (size_t i = 0; i < ARRAY_LEN(trees); i++) {
        (void)fmt_str(text, sizeof(text), "App { Window#2 w=300 h=200 { %s } }", trees[i]);
        CHECK(rig_commit(app, text));
        CHECK_EQ(app->down->accepted, app->gen);
        rig_tap(&rig, KEY_TAB);
        rig_tap(&rig, KEY_END);
        rig_tap(&rig, KEY_RIGHT);
        rig_tap(&rig, KEY_ENTER);
        rig_move_to_node(app, 10);
        wheel(100);
        rig_button(&rig, true);
        rig_move(&rig, 3, 3);
        rig_button(&rig, false);
        if (!rig_same_when_repainted(&rig)) {
            printf("# %s\n", trees[i]);
            CHECK(false);
        }
        app->events_seen += rig_count(app, UI_EVENT_CHANGE);
    }
    rig_deinit(&rig);
}
