// SPDX-License-Identifier: MIT
/// @file
/// docs/samples/menus.c in front of the server core: every floating thing by mouse and keyboard,
/// and how it looks.
#include <test/test.h>

#include <stdio.h>
#include <string.h>

#include "host/golden.h"
#include "live.h"
#include "popup.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#pragma clang diagnostic ignored "-Wunused-parameter"
int menus_main(void);
#define main menus_main
#include "../../../docs/samples/menus.c"
#undef main

static bool dark;

static void picture(const char *what) {
    char text[64];
    gui_core_set_theme(&live.core, dark ? THEME_DARK : THEME_LIGHT);
    gui_core_tick(&live.core);
    (void)snprintf(text, sizeof(text), "%s.%s@1", what, dark ? "dark" : "light");
    golden_check(text, gui_core_surface(&live.core));
}

static void press(uint16_t button, bool down) {
    struct gui_input event = { 0, GUI_INPUT_KEY, button, down, 0 };
    gui_core_input(&live.core, &event);
    gui_core_tick(&live.core);
}

static void ctrl(uint16_t key) {
    rig_key(&live, KEY_LEFT_CTRL, 1);
    rig_tap(&live, key);
    rig_key(&live, KEY_LEFT_CTRL, 0);
}

/// Id of the one node of this kind; 0 unless there is exactly one.
static uint32_t only(enum ui_kind kind) {
    const struct ui_tree *t = &rig_session(&live.app[0])->scene.tree;
    uint32_t id = 0;
    for (uint32_t i = 0; i < t->num_nodes; i++) {
        if (t->nodes[i].kind == (uint8_t)kind) {
            id = id == 0 ? t->nodes[i].id : 0;
        }
    }
    return id;
}

static bool play(int step) {
    struct rig_app *app = &live.app[0];
    CHECK(rig_same_when_repainted(&live));
    CHECK_EQ(app->down->rejected, 0);
    switch (step) {
    case 0:
        ctrl(31); // Ctrl+S
        return true;
    case 1:
        CHECK_EQ(saved, 1);
        CHECK(only(UI_KIND_TOAST) != 0);
        rig_tap(&live, KEY_F10);
        rig_tap(&live, KEY_DOWN);
        rig_tap(&live, KEY_RIGHT);
        CHECK_EQ(live.core.popups.depth, 2);
        picture("menu");
        rig_tap(&live, KEY_ESC);
        rig_tap(&live, KEY_RIGHT);
        rig_tap(&live, KEY_RIGHT);
        rig_tap(&live, KEY_ESC);
        rig_tap(&live, KEY_ESC);
        CHECK(!popup_is_open(&live.core));
        rig_move_to_node(app, live_find(UI_KIND_TEXT, "Untitled"));
        press(BUTTON_RIGHT, true);
        press(BUTTON_RIGHT, false);
        CHECK(popup_is_open(&live.core));
        picture("context");
        rig_tap(&live, KEY_DOWN);
        rig_tap(&live, KEY_ENTER); // Rename...
        return true;
    case 2:
        CHECK(renaming);
        CHECK(live.core.active == rig_window(app, only(UI_KIND_POPOVER)));
        ctrl(KEY_A);
        rig_tap(&live, 49); // n
        return true;
    case 3:
        CHECK_STR(name, "n");
        picture("popover");
        rig_tap(&live, KEY_ESC);
        return true;
    case 4:
        CHECK(!renaming);
        rig_tap(&live, KEY_F10);
        rig_tap(&live, KEY_END);
        rig_tap(&live, KEY_ENTER); // Delete all versions...
        return true;
    case 5:
        CHECK(asking);
        CHECK(live.core.active == rig_window(app, only(UI_KIND_DIALOG)));
        picture("dialog");
        rig_tap(&live, KEY_ENTER); // its default button
        return true;
    case 6:
        CHECK(!asking);
        CHECK_EQ(saved, 0);
        rig_move_to_node(app, live_find(UI_KIND_BUTTON, "Rename..."));
        picture("toast");
        rig_click_node(app, live_find(UI_KIND_BUTTON, "Undo"));
        return true;
    case 7:
        CHECK_EQ(saved, 1);
        live.now += 10000000000; // the toasts go
        gui_core_tick(&live.core);
        return true;
    default:
        CHECK_EQ(only(UI_KIND_TOAST), 0);
        return false;
    }
}

TEST(everything_that_floats) {
    dark = false;
    CHECK_EQ(live_run(menus_main, play), 1);
    saved = 0;
    dark = true;
    (void)memcpy(name, "Untitled", sizeof("Untitled"));
    CHECK_EQ(live_run(menus_main, play), 1);
}
