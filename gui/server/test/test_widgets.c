// SPDX-License-Identifier: MIT
/// @file
/// Values that belong to the server, focus, scrolling, sizes and lists of options.
#include <string.h>
#include <test/test.h>
#include <ui_enums.h>

#include "rig.h"

static struct rig rig;

static const char plain[] =
    "App { Window#2 title=\"T\" w=300 { Checkbox#5 text=\"Box\" on=change "
    "TextField#6 text=\"abc\" on=change,submit Slider#7 value=0.5 on=change "
    "Button#8 text=\"Go\" on=click } }";

TEST(a_checkbox_belongs_to_the_server_until_the_app_has_seen_it) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, plain));
    rig_click_node(app, 5);
    CHECK(rig_scene_node(app, 5)->value.on);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CHANGE);
    CHECK_EQ(app->event.change.on, 1);
    CHECK(!gui_core_is_idle(&rig.core)); // the app has not answered yet
    REQUIRE(rig_commit(app, plain));     // made before the event: says "off", means nothing
    CHECK(rig_scene_node(app, 5)->value.on);
    CHECK(rig_same_when_repainted(&rig));
    app->events_seen = app->event.seq;
    REQUIRE(rig_commit(app, plain)); // has seen it and says "off"
    CHECK(!rig_scene_node(app, 5)->value.on);
    CHECK(gui_core_is_idle(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(typing_changes_the_field_at_once) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, plain));
    rig_click_node(app, 6);
    rig_tap(&rig, KEY_END);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, KEY_A);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    rig_tap(&rig, KEY_SPACE);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 5);
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_event(app));
    CHECK_STR(app->text, "abcA");
    REQUIRE(rig_event(app));
    CHECK_STR(app->text, "abcA ");
    rig_tap(&rig, KEY_BACKSPACE);
    rig_tap(&rig, KEY_HOME);
    rig_tap(&rig, KEY_DELETE);
    rig_tap(&rig, KEY_ENTER);
    REQUIRE(rig_event(app) && rig_event(app) && rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_SUBMIT);
    CHECK_STR(app->text, "bcA");
    // The app clears the field after the submit.
    app->events_seen = app->event.seq;
    REQUIRE(rig_commit(app, "App { Window#2 title=\"T\" w=300 { TextField#6 text=\"\" "
                            "on=change,submit } }"));
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 0);
    CHECK_EQ(rig_window(app, 2)->focus_id, 6);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_key_that_is_held_repeats) {
    REQUIRE(rig_init(&rig, false));
    struct rig_app *app = rig_open(&rig, 1);
    rig.now += 2 * GUI_FRAME_NS;
    REQUIRE(rig_commit(app, plain));
    rig_click_node(app, 6);
    rig_key(&rig, KEY_A, 1);
    rig_key(&rig, KEY_A, 1); // the device repeats: that is not what counts
    rig_key(&rig, KEY_A, 2);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 4);
    rig.now += 399000000;
    gui_core_tick(&rig.core);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 4);
    rig.now += 1000000;
    CHECK(gui_core_deadline(&rig.core) <= rig.now);
    gui_core_tick(&rig.core);
    gui_core_tick(&rig.core);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 5);
    rig.now += 34000000;
    gui_core_tick(&rig.core);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 6);
    rig_key(&rig, KEY_A, 0);
    rig.now += 1000000000;
    gui_core_tick(&rig.core);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 6);
    // A held Space does not click again and again.
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig_window(app, 2)->focus_id, 8);
    while (rig_event(app)) {
    }
    rig_key(&rig, KEY_SPACE, 1);
    rig.now += 1000000000;
    gui_core_tick(&rig.core);
    CHECK_EQ(gui_core_deadline(&rig.core), UINT64_MAX);
    CHECK(!rig_event(app));
    rig_key(&rig, KEY_SPACE, 0);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    rig_deinit(&rig);
}

TEST(both_shift_keys_count) {
    REQUIRE(rig_init(&rig, true));
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_key(&rig, KEY_RIGHT_SHIFT, 1);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    CHECK_EQ(rig.core.mods, UI_MOD_SHIFT);
    rig_tap(&rig, KEY_CAPS_LOCK);
    CHECK_EQ(rig.core.mods, UI_MOD_SHIFT | UI_MOD_CAPS);
    gui_core_release_all(&rig.core);
    CHECK_EQ(rig.core.mods, UI_MOD_CAPS);
    rig_deinit(&rig);
}

TEST(a_field_keeps_its_limit) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 { TextField#6 cap=4 text=\"abcdef\" on=change } }"));
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 4);
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_A);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 4);
    CHECK(!rig_event(app));
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, KEY_A);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    rig_tap(&rig, KEY_A);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->edit.doc.len_b, 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_slider_follows_the_pointer_and_the_arrows) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, plain));
    rig_move_to_node(app, 7);
    rig_button(&rig, true);
    rig_move(&rig, RIG_W - 1, rig.core.pointer.y_px);
    CHECK(rig_scene_node(app, 7)->value.number >= 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_move(&rig, 0, rig.core.pointer.y_px);
    CHECK(rig_scene_node(app, 7)->value.number <= 0);
    rig_button(&rig, false);
    CHECK(rig_count(app, UI_EVENT_CHANGE) >= 2);
    rig_tap(&rig, KEY_RIGHT);
    REQUIRE(rig_event(app));
    CHECK(app->event.change.value > 0.04 && app->event.change.value < 0.06);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(focus_events_go_to_who_asks) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 { TextField#6 on=focus,blur Button#7 text=\"b\" } }"));
    rig_tap(&rig, KEY_TAB);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_FOCUS);
    rig_tap(&rig, KEY_TAB);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_BLUR);
    CHECK(!rig_event(app));
    rig_deinit(&rig);
}

TEST(declared_focus_acts_when_it_appears) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    static const char with[] = "App { Window#2 { Button#5 text=\"a\" TextField#6 focus } }";
    REQUIRE(rig_commit(app, with));
    CHECK_EQ(rig_window(app, 2)->focus_id, 6);
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig_window(app, 2)->focus_id, 5);
    REQUIRE(rig_commit(app, with)); // said before: the user's choice stands
    CHECK_EQ(rig_window(app, 2)->focus_id, 5);
    REQUIRE(rig_commit(app, "App { Window#2 { Button#5 text=\"a\" TextField#6 } }"));
    REQUIRE(rig_commit(app, with)); // said anew
    CHECK_EQ(rig_window(app, 2)->focus_id, 6);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_new_window_does_not_steal_the_keyboard) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *one = rig_open(&rig, 1);
    struct rig_app *two = rig_open(&rig, 2);
    REQUIRE(rig_commit(one, plain));
    rig_click_node(one, 5); // somebody works with it
    REQUIRE(rig_commit(two, plain));
    CHECK(rig.core.active == rig_window(one, 2));
    // Its own app may open another one in front.
    REQUIRE(rig_commit(one, "App { Window#2 { Text text=\"a\" } Window#3 { Text text=\"b\" } }"));
    CHECK(rig.core.active == rig_window(one, 3));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(scrolling_moves_content_and_hover) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Scroll#3 grow=1 { Text#4 text=\"a\" "
                            "h=150 Button#5 text=\"b\" on=click Text#6 text=\"c\" h=500 } } }"));
    rig_move_to_node(app, 5);
    CHECK((rig_scene_node(app, 5)->state & SCENE_HOVER) != 0);
    struct gui_input wheel = { 0, GUI_INPUT_REL, 8, -1, 0 };
    gui_core_input(&rig.core, &wheel);
    gui_core_tick(&rig.core);
    CHECK_EQ(rig_scene_node(app, 3)->value.scroll[1], LPX(60));
    CHECK((rig_scene_node(app, 5)->state & SCENE_HOVER) == 0);
    CHECK(rig_same_when_repainted(&rig));
    wheel.value = -100;
    gui_core_input(&rig.core, &wheel);
    gui_core_tick(&rig.core);
    CHECK_EQ(rig_scene_node(app, 3)->value.scroll[1], LPX(150 + 32 + 500 - 200));
    // Less content: the offset stays within it.
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Scroll#3 grow=1 { Text#4 text=\"a\" "
                            "h=150 Button#5 text=\"b\" on=click } } }"));
    CHECK_EQ(rig_scene_node(app, 3)->value.scroll[1], 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_canvas_hears_of_its_size_once) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Canvas#3 grow=1 on=resize } }"));
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_RESIZE);
    CHECK_EQ(app->event.id, 3);
    CHECK_EQ(app->event.resize.w, 300);
    CHECK_EQ(app->event.resize.h, 200);
    CHECK_EQ(app->event.resize.scale, 65536);
    app->events_seen = app->event.seq;
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Canvas#3 grow=1 on=resize } }"));
    CHECK(!rig_event(app));
    window_toggle_maximised(rig_window(app, 2));
    gui_core_tick(&rig.core);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.resize.w, RIG_W);
    rig_deinit(&rig);
}

TEST(tab_scrolls_to_what_it_reaches) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Scroll#3 grow=1 { Button#4 text=\"a\" "
                            "Text#6 text=\"c\" h=500 Scroll#7 h=80 { Text#8 text=\"d\" h=300 "
                            "Button#5 text=\"b\" } } } }"));
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig_scene_node(app, 3)->value.scroll[1], 0);
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig_window(app, 2)->focus_id, 5);
    const struct scene_node *n = rig_scene_node(app, 5);
    const struct window *w = rig_window(app, 2);
    CHECK(n->box.y >= HEADER_H);
    CHECK(n->box.y + n->box.h <= HEADER_H + w->content.h);
    CHECK_EQ(rig_scene_node(app, 7)->value.scroll[1], LPX(300 + 32 - 80));
    CHECK(rig_same_when_repainted(&rig));
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig_scene_node(app, 3)->value.scroll[1], 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

static const char selects[] =
    "App { Window#2 w=300 h=200 { Select#3 options=\"English|Deutsch|Svenska\" choice=1 on=change "
    "Button#4 text=\"b\" on=click } }";

TEST(a_select_opens_its_options) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, selects));
    rig_click_node(app, 3);
    REQUIRE(rig.core.popups.window != NULL);
    CHECK_EQ(rig.core.popups.level[0].highlight, 1);
    CHECK(rig_same_when_repainted(&rig));
    int32_t x = rig.core.popups.level[0].x_px + 20;
    int32_t y =
        rig.core.popups.level[0].y_px + 6 + 2 * 28 + 14; // the third row, over the button below
    rig_move(&rig, x, y);
    CHECK_EQ(rig.core.popups.level[0].highlight, 2);
    CHECK((rig_scene_node(app, 4)->state & SCENE_HOVER) == 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, true);
    rig_button(&rig, false);
    CHECK(rig.core.popups.window == NULL);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CHANGE);
    CHECK_EQ(app->event.change.index, 2);
    CHECK(!rig_event(app));
    CHECK_EQ(rig_scene_node(app, 3)->value.choice, 2);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_select_by_keyboard) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, selects));
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_SPACE);
    REQUIRE(rig.core.popups.window != NULL);
    rig_tap(&rig, KEY_ESC);
    CHECK(rig.core.popups.window == NULL);
    CHECK(!rig_event(app));
    rig_tap(&rig, KEY_ENTER);
    rig_tap(&rig, KEY_UP);
    rig_tap(&rig, KEY_UP);
    CHECK_EQ(rig.core.popups.level[0].highlight, 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_tap(&rig, KEY_ENTER);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.change.index, 0);
    CHECK_EQ(rig_window(app, 2)->focus_id, 3);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_popup_goes_with_what_it_belongs_to) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    struct rig_app *other = rig_open(&rig, 2);
    REQUIRE(rig_commit(other, plain));
    REQUIRE(rig_commit(app, selects));
    rig_click_node(app, 3);
    rig_click_node(other, 5); // outside: closes, and is not a click on the other
    CHECK(rig.core.popups.window == NULL);
    CHECK(!rig_event(other));
    rig_click_node(app, 3);
    REQUIRE(rig_commit(app, selects)); // still the same
    CHECK(rig.core.popups.window != NULL);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Select#3 disabled "
                            "options=\"English|Deutsch|Svenska\" choice=1 } }"));
    CHECK(rig.core.popups.window == NULL);
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_commit(app, selects));
    rig_click_node(app, 3);
    CHECK(rig.core.popups.window != NULL);
    gui_core_close_session(&rig.core, 1);
    gui_core_tick(&rig.core);
    CHECK(rig.core.popups.window == NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(motion_coalesces) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 w=300 h=200 { Canvas#3 grow=1 on=pointer } }"));
    const struct window *w = rig_window(app, 2);
    for (int32_t i = 0; i < 1000; i++) {
        rig_move(&rig, w->x_px + 10 + i % 200, w->y_px + 60 + i % 7);
    }
    CHECK(!rig_session(app)->stalled);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.pointer.phase, UI_POINTER_ENTER);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.pointer.phase, UI_POINTER_MOVE);
    CHECK_EQ(app->event.pointer.x >> LPX_SHIFT, 11);
    CHECK(!rig_event(app)); // the rest is one, as soon as these are read
    gui_core_tick(&rig.core);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.pointer.x >> LPX_SHIFT, 10 + 999 % 200);
    CHECK(!rig_event(app));
    // What follows a movement does not overtake it.
    for (int32_t i = 0; i < 5; i++) {
        rig_move(&rig, w->x_px + 20 + i, w->y_px + 60);
    }
    rig_button(&rig, true);
    REQUIRE(rig_event(app));
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.pointer.phase, UI_POINTER_MOVE);
    CHECK_EQ(app->event.pointer.x >> LPX_SHIFT, 24);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.pointer.phase, UI_POINTER_DOWN);
    CHECK_EQ(app->event.pointer.buttons, 1);
    rig_button(&rig, false);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.pointer.phase, UI_POINTER_UP);
    CHECK_EQ(app->event.pointer.buttons, 0);
    rig_deinit(&rig);
}

TEST(a_commit_is_not_a_movement) {
    static const char drawing[] =
        "App { Window#2 title=\"T\" { Canvas#5 w=100 h=100 on=pointer } }";
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, drawing));
    rig_move_to_node(app, 5);
    rig_button(&rig, true);
    CHECK(rig_count(app, UI_EVENT_POINTER) > 0);
    REQUIRE(rig_commit(app, drawing));
    CHECK_EQ(rig_count(app, UI_EVENT_POINTER),
             0); // pressed: else app and server would talk for ever
    rig_button(&rig, false);
    CHECK(rig_count(app, UI_EVENT_POINTER) > 0);
    REQUIRE(rig_commit(app, drawing));
    CHECK_EQ(rig_count(app, UI_EVENT_POINTER), 0);
    rig_deinit(&rig);
}
