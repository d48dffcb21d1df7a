// SPDX-License-Identifier: MIT
/// @file
/// docs/samples/rows.c in front of the server core: 100,000 rows of each kind, scrolled, chosen,
/// opened; pictures of all that in both themes.
#include <test/test.h>

#include <stdio.h>

#include "host/golden.h"
#include "live.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#pragma clang diagnostic ignored "-Wunused-parameter"
int rows_main(void);
#define main rows_main
#include "../../../docs/samples/rows.c"
#undef main

static enum theme_kind theme;

static const struct window *window(void) {
    return rig_window(&live.app[0], live_find(UI_KIND_WINDOW, "Rows"));
}

static void picture(const char *name) {
    char full[64];
    CHECK(rig_same_when_repainted(&live));
    (void)snprintf(full, sizeof(full), "rows_%s.%s@1", name,
                   theme == THEME_DARK ? "dark" : "light");
    golden_check(full, window()->surface);
}

static void wheel(int32_t notches) {
    struct gui_input event = { 0, GUI_INPUT_REL, 8, -notches, 0 };
    gui_core_input(&live.core, &event);
    gui_core_tick(&live.core);
}

static void point(int32_t x, int32_t y) {
    rig_move(&live, window()->x_px + x, window()->y_px + y);
}

static void with(uint16_t modifier, uint16_t code) {
    rig_key(&live, modifier, 1);
    rig_tap(&live, code);
    rig_key(&live, modifier, 0);
}

static bool play(int step) {
    CHECK_EQ(live.app[0].down->rejected, 0);
    switch (step) {
    case 0:
        if (theme == THEME_DARK) {
            gui_core_set_theme(&live.core, THEME_DARK);
        }
        live.core.pointer.hidden = true;
        rig_tap(&live, KEY_TAB); // the tabs
        rig_tap(&live, KEY_TAB); // the list
        rig_tap(&live, KEY_DOWN);
        return true;
    case 1:
        rig_tap(&live, KEY_DOWN);
        return true;
    case 2:
        with(KEY_LEFT_SHIFT, KEY_DOWN);
        return true;
    case 3:
        with(KEY_LEFT_SHIFT, KEY_DOWN);
        point(200, 330);
        return true;
    case 4:
        CHECK(selected[1] && selected[3] && !selected[0] && !selected[4]);
        picture("list");
        point(459, 120); // the bar gets wider
        return true;
    case 5: {
        const struct scene *s = &rig_session(&live.app[0])->scene;
        rig_button(&live, true);
        point(459, 280);
        picture("list_skeleton"); // the app has not answered
        rig_button(&live, false);
        CHECK(s->tree.num_nodes < 600);
        return true;
    }
    case 6:
        return true; // it answers
    case 7:
        picture("list_middle");
        rig_tap(&live, KEY_END);
        return true;
    case 8:
        return true;
    case 9:
        CHECK(selected[ROWS - 1] && !selected[1]);
        picture("list_end");
        with(KEY_LEFT_CTRL, KEY_PAGE_DOWN);
        return true;
    case 10:
        point(120, 200);
        rig_button(&live, true);
        rig_button(&live, false);
        wheel(1);
        return true;
    case 11:
        return true;
    case 12:
        point(60, 110); // the title
        picture("table");
        rig_button(&live, true);
        rig_button(&live, false);
        return true;
    case 13:
        CHECK(live_find(UI_KIND_TEXT, "A file with quite a long name 99999.txt") != 0);
        picture("table_sorted");
        with(KEY_LEFT_CTRL, KEY_PAGE_DOWN);
        return true;
    case 14:
        return true;
    case 15:
        point(200, 120);
        rig_button(&live, true); // a row of the tree
        rig_button(&live, false);
        rig_tap(&live, KEY_RIGHT);
        return true;
    case 16:
        CHECK_EQ(ui_outline_count(&outline), 200);
        rig_tap(&live, KEY_RIGHT);
        return true;
    case 17:
        rig_tap(&live, KEY_RIGHT);
        return true;
    case 18:
        CHECK_EQ(ui_outline_count(&outline), 300);
        picture("tree");
        with(KEY_LEFT_CTRL, KEY_PAGE_DOWN);
        return true;
    case 19:
        point(195, 300);
        picture("split");
        rig_tap(&live, KEY_TAB); // the tabs have the keyboard
        return true;
    case 20:
        point(300, 75);
        picture("tabs");
        return true;
    default:
        return false;
    }
}

static void run(enum theme_kind kind) {
    theme = kind;
    page = 0;
    current = anchor = -1;
    descending = false;
    memset(selected, 0, sizeof selected);
    ui_outline_clear(&outline);
    CHECK_EQ(live_run(rows_main, play), 1);
}

TEST(light) {
    run(THEME_LIGHT);
}

TEST(dark) {
    run(THEME_DARK);
}
