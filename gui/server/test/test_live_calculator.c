// SPDX-License-Identifier: MIT
/// @file
/// apps/calculator in front of the server core: by keyboard, which goes through the shortcuts of its
/// buttons, by mouse, and how it looks.
#include <test/test.h>

#include <stdio.h>

#include "host/golden.h"
#include "live.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#pragma clang diagnostic ignored "-Wunused-parameter"
#include "../../../apps/calculator/decimal.c"
#include "../../../apps/calculator/engine.c"
int calculator_main(void);
#define main calculator_main
#include "../../../apps/calculator/main.c"
#undef main

static void picture(enum theme_kind theme, const char *name) {
    gui_core_set_theme(&live.core, theme);
    gui_core_tick(&live.core);
    golden_check(name, gui_core_surface(&live.core));
}

static bool play(int step) {
    struct rig_app *app = &live.app[0];
    CHECK(rig_same_when_repainted(&live));
    CHECK_EQ(app->down->rejected, 0);
    switch (step) {
    case 0:
        rig_tap(&live, 2 + 5); // 6
        rig_key(&live, KEY_LEFT_SHIFT, 1);
        rig_tap(&live, 9); // *
        rig_key(&live, KEY_LEFT_SHIFT, 0);
        rig_tap(&live, 8); // 7
        return true;
    case 1:
        CHECK_STR(engine.entry, "7");
        rig_tap(&live, KEY_ENTER);
        return true;
    case 2:
        CHECK(live_find(UI_KIND_TEXT, "42") != 0);
        rig_click_node(app, live_find(UI_KIND_BUTTON, "M+"));
        rig_move(&live, 5, 5);
        return true;
    case 3:
        CHECK(live_find(UI_KIND_TEXT, "M") != 0);
        picture(THEME_LIGHT, "calculator.light@1");
        picture(THEME_DARK, "calculator.dark@1");
        rig_key(&live, KEY_LEFT_CTRL, 1);
        rig_tap(&live, 35); // H
        rig_key(&live, KEY_LEFT_CTRL, 0);
        return true;
    default:
        CHECK(live_find(UI_KIND_TEXT, "6 × 7 = 42") != 0);
        picture(THEME_DARK, "calculator-history.dark@1");
        return false;
    }
}

TEST(six_times_seven) {
    CHECK_EQ(live_run(calculator_main, play), 1);
}
