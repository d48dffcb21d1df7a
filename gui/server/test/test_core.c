// SPDX-License-Identifier: MIT
/// @file
/// Commits, clicks, keys and focus of a whole core.
#include <stdlib.h>
#include <string.h>
#include <test/test.h>

#include "rig.h"

static struct rig rig;

static const char counter[] =
    "App { Window#2 title=\"Counter\" w=280 { Column#3 pad=20 gap=16 align=center {"
    " Text#4 text=\"0\" style=display"
    " Row#5 gap=8 { Button#6 text=\"-1\" on=click disabled Button#7 text=\"Add one\" tone=accent"
    " on=click } } } }";

static const char counter_1[] =
    "App { Window#2 title=\"Counter\" w=280 { Column#3 pad=20 gap=16 align=center {"
    " Text#4 text=\"1\" style=display"
    " Row#5 gap=8 { Button#6 text=\"-1\" on=click Button#7 text=\"Add one\" tone=accent"
    " on=click } } } }";

TEST(a_commit_becomes_a_window) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(app != NULL);
    REQUIRE(rig_commit(app, counter));
    struct window *w = rig_window(app, 2);
    REQUIRE(w != NULL);
    CHECK_EQ(w->content.w, LPX(280));
    CHECK(rig.core.active == w);
    CHECK_EQ(app->down->accepted, 1);
    CHECK_EQ(app->down->presented, 1);
    CHECK_EQ(app->wakes, 0); // there is nothing to hear
    CHECK(gui_core_is_idle(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(click_is_press_and_release_on_the_same_node) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    rig_move_to_node(app, 7);
    CHECK((rig_scene_node(app, 7)->state & SCENE_HOVER) != 0);
    rig_button(&rig, true);
    CHECK((rig_scene_node(app, 7)->state & SCENE_PRESSED) != 0);
    CHECK(!rig_event(app));
    rig_button(&rig, false);
    CHECK((rig_scene_node(app, 7)->state & SCENE_PRESSED) == 0);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CLICK);
    CHECK_EQ(app->event.id, 7);
    CHECK_EQ(app->event.gen, 1);
    CHECK_EQ(app->event.click.count, 1);
    CHECK(!rig_event(app));

    // Dragged off: no click, and nothing else lights up on the way.
    rig_move_to_node(app, 7);
    rig_button(&rig, true);
    rig_move_to_node(app, 4);
    CHECK((rig_scene_node(app, 7)->state & SCENE_PRESSED) == 0);
    rig_button(&rig, false);
    CHECK(!rig_event(app));
    // Dragged off and back on: a click.
    rig_move_to_node(app, 7);
    rig_button(&rig, true);
    rig_move_to_node(app, 4);
    rig_move_to_node(app, 7);
    rig_button(&rig, false);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(disabled_buttons_do_nothing) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    rig_click_node(app, 6);
    CHECK(!rig_event(app));
    CHECK((rig_scene_node(app, 6)->state & SCENE_PRESSED) == 0);
    CHECK_EQ(rig_window(app, 2)->focus_id, 0);
    rig_deinit(&rig);
}

TEST(space_presses_at_once_and_clicks_at_release) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig_window(app, 2)->focus_id, 7); // 6 is disabled
    CHECK((rig_scene_node(app, 7)->state & SCENE_RING) != 0);
    rig_key(&rig, KEY_SPACE, 1);
    CHECK((rig_scene_node(app, 7)->state & SCENE_PRESSED) != 0);
    rig_key(&rig, KEY_SPACE, 2);
    CHECK(!rig_event(app));
    CHECK(rig_same_when_repainted(&rig));
    rig_key(&rig, KEY_SPACE, 0);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    rig_key(&rig, KEY_ENTER, 1);
    rig_key(&rig, KEY_ENTER, 0);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    // Escape lets go.
    rig_key(&rig, KEY_SPACE, 1);
    rig_key(&rig, KEY_ESC, 1);
    CHECK((rig_scene_node(app, 7)->state & SCENE_PRESSED) == 0);
    rig_key(&rig, KEY_SPACE, 0);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 0);
    rig_deinit(&rig);
}

TEST(a_key_that_is_down_does_not_follow_the_focus) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    struct rig_app *other = rig_open(&rig, 2);
    REQUIRE(rig_commit(app, counter_1));
    REQUIRE(rig_commit(other, counter_1));
    rig_tap(&rig, KEY_TAB);
    rig_key(&rig, KEY_SPACE, 1);
    rig_tap(&rig, KEY_TAB);
    CHECK((rig_scene_node(app, 6)->state & SCENE_PRESSED) == 0);
    rig_key(&rig, KEY_SPACE, 0);
    CHECK(!rig_event(app));
    rig_key(&rig, KEY_SPACE, 1);
    rig_click_node(other, 4);
    rig_key(&rig, KEY_SPACE, 0);
    CHECK(!rig_event(app));
    CHECK(!rig_event(other));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(lost_events_leave_nothing_pressed) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter_1));
    rig_move_to_node(app, 7);
    rig_button(&rig, true);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    struct gui_input dropped = { .kind = GUI_INPUT_SYN, .code = 3 };
    gui_core_input(&rig.core, &dropped);
    CHECK_EQ(rig.core.press.target, PRESS_NONE);
    CHECK_EQ(rig.core.mods, 0);
    rig_button(&rig, false);
    CHECK(!rig_event(app));
    rig_click_node(app, 7); // and the next one works
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_restarted_server_shows_the_same) {
    REQUIRE(rig_init(&rig, true));
    static const char *const trees[2] = { counter, counter_1 };
    for (uint32_t i = 0; i < 2; i++) {
        REQUIRE(rig_commit(rig_open(&rig, i + 1), trees[i]));
    }
    memcpy(rig.check, rig.pixels, RIG_W * RIG_H * 4);
    REQUIRE(rig_restart(&rig));
    CHECK(memcmp(rig.check, rig.pixels, RIG_W * RIG_H * 4) == 0);
    // The apps' connections go on: sequence numbers rise, the next commit is taken.
    rig_click_node(&rig.app[1], 7);
    REQUIRE(rig_event(&rig.app[1]));
    CHECK_EQ(rig.app[1].event.kind, UI_EVENT_CLICK);
    REQUIRE(rig_commit(&rig.app[1], counter));
    CHECK_EQ(rig.app[1].down->accepted, 2);
    rig_deinit(&rig);
}

TEST(a_small_change_repaints_little) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    REQUIRE(rig_commit(app, counter_1));
    CHECK_EQ(rig_session(app)->scene.delta.changed, 2);
    CHECK_EQ(rig_session(app)->scene.delta.added, 0);
    CHECK_EQ(rig_session(app)->scene.delta.removed, 0);
    int64_t px = 0;
    for (uint32_t i = 0; i < rig.presented.n; i++) {
        struct px_box b = rig.presented.box[i];
        px += (int64_t)(b.x2 - b.x1) * (b.y2 - b.y1);
    }
    CHECK(px > 0);
    CHECK(px < 280 * 140 / 2);
    CHECK(rig_same_when_repainted(&rig));
    // The same tree again changes nothing, and is presented all the same.
    uint32_t presents = rig.presents;
    REQUIRE(rig_commit(app, counter_1));
    CHECK_EQ(rig.presents, presents);
    CHECK_EQ(app->down->presented, 3);
    rig_deinit(&rig);
}

TEST(state_is_kept_by_id) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 { Row#3 { Button#7 text=\"A\" on=click "
                            "Button#8 text=\"B\" on=click } } }"));
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig_window(app, 2)->focus_id, 8);
    // 8 moves to the front and into another parent: still the focus.
    REQUIRE(rig_commit(app, "App { Window#2 w=300 { Column#9 { Button#8 text=\"B\" on=click } "
                            "Row#3 { Button#7 text=\"A\" on=click } } }"));
    CHECK_EQ(rig_window(app, 2)->focus_id, 8);
    CHECK((rig_scene_node(app, 8)->state & SCENE_RING) != 0);
    CHECK(rig_same_when_repainted(&rig));
    // Another kind with the same id is another thing.
    REQUIRE(rig_commit(app, "App { Window#2 w=300 { Column#9 { Checkbox#8 text=\"B\" } "
                            "Row#3 { Button#7 text=\"A\" on=click } } }"));
    CHECK((rig_scene_node(app, 8)->state & SCENE_RING) == 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_pressed_node_that_goes_makes_no_click) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter_1));
    rig_move_to_node(app, 7);
    rig_button(&rig, true);
    REQUIRE(rig_commit(app, "App { Window#2 w=280 { Column#3 { Text#4 text=\"gone\" } } }"));
    CHECK_EQ(rig.core.press.target, PRESS_NONE);
    rig_button(&rig, false);
    CHECK(!rig_event(app));
    rig_deinit(&rig);
}

TEST(hover_is_tested_again_after_a_commit) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Button#7 text=\"A\" on=click } }"));
    rig_move_to_node(app, 7);
    CHECK((rig_scene_node(app, 7)->state & SCENE_HOVER) != 0);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Text#9 text=\"x\\nx\\nx\" h=100 "
                            "Button#7 text=\"A\" on=click } }"));
    CHECK((rig_scene_node(app, 7)->state & SCENE_HOVER) == 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_commit_does_not_move_the_pointer) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    const char *tree = "App { Window#1 title=\"W\" { Canvas#2 w=100 h=50 on=pointer } }";
    REQUIRE(rig_commit(app, tree));
    rig_move_to_node(app, 2);
    CHECK_EQ(rig_count(app, UI_EVENT_POINTER), 1); // it entered
    REQUIRE(rig_commit(app, tree));
    REQUIRE(rig_commit(
        app, "App { Window#1 title=\"W\" { Canvas#2 w=100 h=50 label=\"x\" on=pointer } }"));
    CHECK_EQ(rig_count(app, UI_EVENT_POINTER), 0);
    rig_deinit(&rig);
}

TEST(tab_goes_round_in_reading_order) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 { Button#11 text=\"A\" Row#3 { "
                            "Checkbox#12 text=\"B\" Button#13 text=\"C\" disabled } "
                            "Column#4 hidden { Button#14 text=\"D\" } "
                            "Column#5 disabled { Button#15 text=\"E\" } TextField#16 } }"));
    static const uint32_t forward[] = { 11, 12, 16, 11, 12 };
    for (size_t i = 0; i < ARRAY_LEN(forward); i++) {
        rig_tap(&rig, KEY_TAB);
        CHECK_EQ(rig_window(app, 2)->focus_id, forward[i]);
        CHECK(rig_same_when_repainted(&rig));
    }
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    static const uint32_t backward[] = { 11, 16, 12, 11 };
    for (size_t i = 0; i < ARRAY_LEN(backward); i++) {
        rig_tap(&rig, KEY_TAB);
        CHECK_EQ(rig_window(app, 2)->focus_id, backward[i]);
    }
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    rig_deinit(&rig);
}
