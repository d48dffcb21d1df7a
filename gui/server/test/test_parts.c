// SPDX-License-Identifier: MIT
// Tabs, splits and what scrolls both ways: parts of widgets that are chosen or dragged.
#include <test/test.h>

#include "rig.h"

static struct rig rig;

static void wheel(int32_t notches) {
    struct gui_input event = { 0, GUI_INPUT_REL, 8, -notches, 0 };
    gui_core_input(&rig.core, &event);
    gui_core_tick(&rig.core);
}

TEST(tabs_show_one_page) {
    CHECK(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    CHECK(rig_commit(app, "App { Window#2 w=400 h=300 pad=16 { Tabs#3 on=change grow=1 {"
                          " Tab#4 text=\"One\" { Button#5 text=\"A\" }"
                          " Tab#6 text=\"Two\" { Button#7 text=\"B\" } } } }"));
    CHECK((rig_scene_node(app, 5)->state & SCENE_SHOWN) != 0);
    CHECK((rig_scene_node(app, 7)->state & SCENE_SHOWN) == 0);
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_RIGHT);
    CHECK(rig_event(app));
    CHECK_EQ(app->event.change.index, 1);
    CHECK((rig_scene_node(app, 5)->state & SCENE_SHOWN) == 0);
    CHECK((rig_scene_node(app, 7)->state & SCENE_SHOWN) != 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, KEY_PAGE_DOWN); // round
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    CHECK((rig_scene_node(app, 5)->state & SCENE_SHOWN) != 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_move(&rig, rig_window(app, 2)->x_px + 230, rig_window(app, 2)->y_px + 40 + 30);
    CHECK(rig_same_when_repainted(&rig)); // hovered
    rig_button(&rig, true);
    rig_button(&rig, false);
    CHECK((rig_scene_node(app, 7)->state & SCENE_SHOWN) != 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_edge_of_a_split_moves) {
    CHECK(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    CHECK(rig_commit(app, "App { Window#2 w=401 h=300 { Split#3 grow=1 {"
                          " Column#4 min_w=100 { Text text=\"Left\" }"
                          " Column#5 { Text text=\"Right\" } } } }"));
    CHECK_EQ(rig_scene_node(app, 4)->box.w, LPX(200));
    const struct window *w = rig_window(app, 2);
    rig_move(&rig, w->x_px + 201, w->y_px + 100);
    CHECK(rig_same_when_repainted(&rig)); // lit
    rig_button(&rig, true);
    rig_move(&rig, w->x_px + 301, w->y_px + 100);
    CHECK_EQ(rig_scene_node(app, 4)->box.w, LPX(300));
    CHECK(rig_same_when_repainted(&rig));
    rig_move(&rig, w->x_px + 10, w->y_px + 100);
    CHECK_EQ(rig_scene_node(app, 4)->box.w, LPX(100)); // its least
    rig_button(&rig, false);
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_RIGHT);
    CHECK_EQ(rig_scene_node(app, 4)->box.w, LPX(116));
    CHECK(rig_same_when_repainted(&rig));
    // The app says nothing of it: what the user did stands.
    CHECK(rig_commit(app, "App { Window#2 w=401 h=300 { Split#3 grow=1 {"
                          " Column#4 min_w=100 { Text text=\"Left!\" }"
                          " Column#5 { Text text=\"Right\" } } } }"));
    CHECK_EQ(rig_scene_node(app, 4)->box.w, LPX(116));
    rig_deinit(&rig);
}

TEST(what_is_too_wide_scrolls_sideways) {
    CHECK(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    CHECK(rig_commit(app, "App { Window#2 w=300 h=200 pad=10 { Scroll#10 grow=1 {"
                          " Row#11 w=900 { Button#12 text=\"A\" Spacer Button#13 text=\"B\" }"
                          " Column#14 h=500 { } } } }"));
    CHECK_EQ(rig_scene_node(app, 11)->box.w, LPX(900));
    CHECK(!px_box_empty(rig_scene_node(app, 10)->bar[AXIS_X]));
    CHECK(!px_box_empty(rig_scene_node(app, 10)->bar[AXIS_Y]));
    rig_move_to_node(app, 10);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    wheel(2);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    CHECK_EQ(rig_scene_node(app, 10)->value.scroll[AXIS_X], LPX(120));
    CHECK(rig_same_when_repainted(&rig));
    wheel(1);
    CHECK_EQ(rig_scene_node(app, 10)->value.scroll[AXIS_Y], LPX(60));
    CHECK(rig_same_when_repainted(&rig));
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_TAB); // the far button comes into view
    CHECK_EQ(rig_scene_node(app, 10)->value.scroll[AXIS_X], LPX(900 - 280));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
