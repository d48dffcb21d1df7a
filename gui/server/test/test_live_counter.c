// SPDX-License-Identifier: MIT
/// @file
/// apps/counter in front of the server core: mouse and keyboard change the number on the screen.
#include <test/test.h>

#include "live.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
int counter_main(void);
#define main counter_main
#include "../../../apps/counter/main.c"
#undef main

static bool use_mouse(int step) {
    static uint64_t before;
    struct rig_app *app = &live.app[0];
    CHECK(rig_same_when_repainted(&live));
    CHECK_EQ(app->down->rejected, 0);
    CHECK_EQ(app->down->presented, app->up->gen);
    switch (step) {
    case 0:
        CHECK(live_find(UI_KIND_TEXT, "0") != 0);
        before = live_picture();
        rig_click_node(app, live_find(UI_KIND_BUTTON, "−1")); // disabled: nothing happens
        CHECK(ui_events_drained(&rig_session(app)->events));
        rig_click_node(app, live_find(UI_KIND_BUTTON, "Add one"));
        return true;
    case 1:
        CHECK(live_find(UI_KIND_TEXT, "1") != 0);
        CHECK(live_picture() != before);
        rig_click_node(app, live_find(UI_KIND_BUTTON, "Add one"));
        return true;
    case 2:
        CHECK(live_find(UI_KIND_TEXT, "2") != 0);
        rig_click_node(app, live_find(UI_KIND_BUTTON, "−1"));
        return true;
    default:
        CHECK(live_find(UI_KIND_TEXT, "1") != 0);
        return false;
    }
}

TEST(clicks_of_the_mouse) {
    n = 0;
    CHECK_EQ(live_run(counter_main, use_mouse), 1);
    CHECK_EQ(n, 1);
}

static bool use_keyboard(int step) {
    CHECK(rig_same_when_repainted(&live));
    if (step == 0) {
        rig_tap(&live, KEY_TAB); // the first button is disabled, so this is the second
    }
    if (step < 3) {
        rig_tap(&live, KEY_SPACE);
        return true;
    }
    CHECK(live_find(UI_KIND_TEXT, "3") != 0);
    return false;
}

TEST(tab_and_space) {
    n = 0;
    CHECK_EQ(live_run(counter_main, use_keyboard), 1);
    CHECK_EQ(n, 3);
}

static bool close_window(int step) {
    CHECK_EQ(step, 0);
    struct rig_app *app = &live.app[0];
    struct ui_event_rec rec = { .kind = UI_EVENT_CLOSE };
    session_post(rig_session(app), live_find(UI_KIND_WINDOW, "Counter"), &rec, NULL);
    gui_core_tick(&live.core); // now the app may see it
    return true;
}

TEST(closing_the_window_ends_the_app) {
    CHECK_EQ(live_run(counter_main, close_window), 0);
}
