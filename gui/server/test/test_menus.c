// SPDX-License-Identifier: MIT
/// @file
/// Menus: opened and run by the server alone, by pointer, keyboard and shortcut.
#include <string.h>
#include <test/test.h>
#include <ui_enums.h>

#include "menubar.h"
#include "rig.h"
#include "shortcut.h"

static struct rig rig;

#define BAR                                                                                        \
    "MenuBar { Menu#10 text=\"File\" { MenuItem#11 text=\"New\" shortcut=\"Ctrl+N\" on=click "     \
    "Menu#12 text=\"Open recent\" { MenuItem#13 text=\"One\" on=click MenuItem#14 text=\"Two\" "   \
    "on=click } Divider MenuItem#15 text=\"Print\" disabled on=click MenuItem#16 text=\"Save\" "   \
    "shortcut=\"Ctrl+Shift+S\" on=click } Menu#20 text=\"View\" { MenuItem#21 text=\"Zoom\" "      \
    "checked "                                                                                     \
    "on=click } Menu#30 text=\"Empty\" } "
#define BODY                                                                                       \
    "Window#2 title=\"T\" w=400 h=300 { " BAR                                                      \
    "Row#3 { Text#4 text=\"Hello\" Button#5 text=\"Go\" on=click } } "
#define CONTEXT                                                                                    \
    "Menu#40 anchor=3 { MenuItem#41 text=\"Copy\" on=click MenuItem#42 text=\"Delete\" "           \
    "tone=danger "                                                                                 \
    "shortcut=\"Del\" on=click } "

static struct rig_app *start(const char *tree, bool test_mode) {
    if (!rig_init(&rig, test_mode)) {
        return NULL;
    }
    struct rig_app *app = rig_open(&rig, 1);
    bool ok = rig_commit(app, tree);
    rig.now += 1000000000;
    gui_core_tick(&rig.core);
    return ok ? app : NULL;
}

static const struct popup *level(uint32_t i) {
    return &rig.core.popups.level[i];
}

/// Moves to the middle of row `row` of popup `i`.
static void move_to_row(uint32_t i, uint32_t row) {
    const struct popup *p = level(i);
    lpx_t y = p->rows[row].y - p->scroll + popup_row_h(p, row) / 2;
    rig_move(&rig, p->x_px + 40, p->y_px + (y >> LPX_SHIFT));
}

/// Clicks entry `i` of the menu bar of `w`.
static void press_entry(const struct window *w, uint32_t i) {
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    REQUIRE(menubar_entries(w, entries) > i);
    rig_move(&rig, w->x_px + ((entries[i].x + entries[i].w / 2) >> LPX_SHIFT), w->y_px + 40 + 15);
}

/// Id of the next CLICK; 0 = none waits.
static uint32_t clicked(struct rig_app *app) {
    while (rig_event(app)) {
        if (app->event.kind == UI_EVENT_CLICK) {
            return app->event.id;
        }
    }
    return 0;
}

TEST(a_window_shows_its_menu_bar_below_its_header) {
    struct rig_app *app = start("App { " BODY "}", true);
    REQUIRE(app != NULL);
    struct window *w = rig_window(app, 2);
    CHECK_EQ(w->head, HEADER_H + MENUBAR_H);
    CHECK_EQ(rig_scene_node(app, 3)->box.y, w->head);
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    CHECK_EQ(menubar_entries(w, entries), 2); // the empty one is never shown
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_commit(app, "App { Window#2 title=\"T\" w=400 h=300 { Row#3 } }"));
    CHECK_EQ(w->head, HEADER_H);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(click_and_click_chooses) {
    struct rig_app *app = start("App { " BODY "}", true);
    REQUIRE(app != NULL);
    press_entry(rig_window(app, 2), 0);
    rig_button(&rig, true);
    rig_button(&rig, false);
    REQUIRE(popup_is_open(&rig.core));
    CHECK_EQ(level(0)->count, 5);
    CHECK(rig_same_when_repainted(&rig));
    move_to_row(0, 3); // disabled
    CHECK_EQ(level(0)->highlight, -1);
    rig_button(&rig, true);
    rig_button(&rig, false);
    CHECK(popup_is_open(&rig.core));
    move_to_row(0, 4);
    CHECK_EQ(level(0)->highlight, 4);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, true);
    rig_button(&rig, false);
    CHECK(!popup_is_open(&rig.core));
    CHECK_EQ(clicked(app), 16);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(press_drag_release_chooses_and_moves_among_menus) {
    struct rig_app *app = start("App { " BODY "}", true);
    REQUIRE(app != NULL);
    struct window *w = rig_window(app, 2);
    press_entry(w, 1);
    rig_button(&rig, true);
    CHECK_EQ(level(0)->id, 20);
    press_entry(w, 0); // dragged along the bar
    CHECK_EQ(level(0)->id, 10);
    move_to_row(0, 1); // opens its submenu
    REQUIRE(rig.core.popups.depth == 2);
    CHECK(rig_same_when_repainted(&rig));
    move_to_row(1, 1);
    CHECK_EQ(rig.core.popups.depth, 2);
    rig_button(&rig, false);
    CHECK(!popup_is_open(&rig.core));
    CHECK_EQ(clicked(app), 14);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_press_outside_closes_and_does_nothing_else) {
    struct rig_app *app = start("App { " BODY "}", true);
    REQUIRE(app != NULL);
    press_entry(rig_window(app, 2), 1);
    rig_button(&rig, true);
    rig_button(&rig, false);
    REQUIRE(popup_is_open(&rig.core));
    const struct window *w = rig_window(app, 2);
    rig_click(&rig, w->x_px + 380, w->y_px + 280);
    CHECK(!popup_is_open(&rig.core));
    CHECK_EQ(clicked(app), 0);
    rig_deinit(&rig);
}

TEST(the_keyboard_alone_is_enough) {
    struct rig_app *app = start("App { " BODY "}", true);
    REQUIRE(app != NULL);
    rig_tap(&rig, KEY_F10);
    REQUIRE(popup_is_open(&rig.core));
    CHECK_EQ(level(0)->highlight, 0);
    rig_tap(&rig, KEY_UP); // round, over the disabled one and the divider
    CHECK_EQ(level(0)->highlight, 4);
    rig_tap(&rig, KEY_HOME);
    rig_tap(&rig, KEY_DOWN);
    rig_tap(&rig, KEY_RIGHT);
    CHECK_EQ(rig.core.popups.depth, 2);
    CHECK_EQ(level(1)->highlight, 0);
    rig_tap(&rig, KEY_LEFT);
    CHECK_EQ(rig.core.popups.depth, 1);
    rig_tap(&rig, KEY_LEFT); // to the menu before: the last
    CHECK_EQ(level(0)->id, 20);
    rig_tap(&rig, KEY_RIGHT);
    CHECK_EQ(level(0)->id, 10);
    rig_tap(&rig, KEY_A + 1); // S
    CHECK_EQ(level(0)->highlight, 4);
    CHECK(rig_same_when_repainted(&rig));
    rig_tap(&rig, KEY_ENTER);
    CHECK_EQ(clicked(app), 16);
    rig_tap(&rig, KEY_LEFT_ALT);
    CHECK(popup_is_open(&rig.core));
    rig_tap(&rig, KEY_ESC);
    CHECK(!popup_is_open(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_submenu_waits_for_the_pointer_to_rest) {
    struct rig_app *app = start("App { " BODY "}", false);
    REQUIRE(app != NULL);
    rig_tap(&rig, KEY_F10);
    move_to_row(0, 1);
    CHECK_EQ(rig.core.popups.depth, 1);
    CHECK(gui_core_deadline(&rig.core) <= rig.now + 120000000u);
    rig.now += 120000000;
    gui_core_tick(&rig.core);
    REQUIRE(rig.core.popups.depth == 2);
    // On the way to its last row the pointer crosses a row of the menu: the submenu stays.
    const struct popup *sub = level(1);
    const struct popup *menu = level(0);
    rig_move(&rig, menu->x_px + menu->surface->w_px - 30, menu->y_px + 6 + 28 + 20);
    rig_move(&rig, menu->x_px + menu->surface->w_px - 10, menu->y_px + 6 + 28 + 30);
    CHECK_EQ(rig.core.popups.depth, 2);
    rig_move(&rig, sub->x_px + 30, sub->y_px + 6 + 28 + 10);
    CHECK_EQ(level(1)->highlight, 1);
    rig.now += 1000000000;
    gui_core_tick(&rig.core);
    CHECK_EQ(rig.core.popups.depth, 2);
    rig_deinit(&rig);
}

TEST(an_open_menu_survives_commits) {
    struct rig_app *app = start("App { " BODY "}", true);
    REQUIRE(app != NULL);
    rig_tap(&rig, KEY_F10);
    rig_tap(&rig, KEY_END);
    REQUIRE(rig_commit(app,
                       "App { Window#2 title=\"T\" w=400 h=300 { MenuBar { Menu#10 text=\"File\" "
                       "{ MenuItem#16 text=\"Save all of it\" on=click } } } }"));
    REQUIRE(popup_is_open(&rig.core));
    CHECK_EQ(level(0)->count, 1);
    CHECK_EQ(level(0)->highlight, 0); // the same item
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_commit(app, "App { Window#2 title=\"T\" w=400 h=300 { Text text=\"x\" } }"));
    CHECK(!popup_is_open(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_submenu_goes_with_its_row) {
    struct rig_app *app = start("App { " BODY "}", true);
    REQUIRE(app != NULL);
    rig_tap(&rig, KEY_F10);
    rig_tap(&rig, KEY_DOWN);
    rig_tap(&rig, KEY_RIGHT);
    REQUIRE(rig.core.popups.depth == 2);
    REQUIRE(rig_commit(app,
                       "App { Window#2 title=\"T\" w=400 h=300 { MenuBar { Menu#10 text=\"File\" "
                       "{ MenuItem#16 text=\"Save\" on=click Menu#12 text=\"Open recent\" disabled "
                       "{ MenuItem#13 text=\"One\" on=click } } } } }"));
    CHECK_EQ(rig.core.popups.depth, 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_secondary_button_opens_the_menu_of_what_lies_there) {
    struct rig_app *app = start("App { " BODY CONTEXT "}", true);
    REQUIRE(app != NULL);
    rig_move_to_node(app, 4); // text in the row
    struct gui_input press = { 0, GUI_INPUT_KEY, BUTTON_RIGHT, 1, 0 };
    gui_core_input(&rig.core, &press);
    gui_core_tick(&rig.core);
    REQUIRE(popup_is_open(&rig.core));
    CHECK_EQ(level(0)->id, 40);
    CHECK_EQ(level(0)->x_px, rig.core.pointer.x_px + 1);
    press.value = 0;
    gui_core_input(&rig.core, &press);
    CHECK(popup_is_open(&rig.core)); // a click: it stays
    CHECK(rig_same_when_repainted(&rig));
    move_to_row(0, 1);
    rig_button(&rig, true);
    rig_button(&rig, false);
    CHECK_EQ(clicked(app), 42);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_menu_key_opens_that_of_the_focus) {
    struct rig_app *app = start("App { " BODY CONTEXT "}", true);
    REQUIRE(app != NULL);
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_MENU);
    REQUIRE(popup_is_open(&rig.core));
    CHECK_EQ(level(0)->id, 40);
    rig_tap(&rig, KEY_ESC);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, KEY_F10);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    CHECK(popup_is_open(&rig.core));
    rig_deinit(&rig);
}

TEST(who_asks_for_the_menu_event_gets_it) {
    struct rig_app *app =
        start("App { Window#2 title=\"T\" w=300 { List#3 on=menu { Item#4 on=menu "
              "{ Text#5 text=\"Row\" } } TextField#6 text=\"abc\" } Menu#40 anchor=3 "
              "{ MenuItem#41 text=\"Copy\" on=click } }",
              true);
    REQUIRE(app != NULL);
    rig_move_to_node(app, 5);
    struct gui_input press = { 0, GUI_INPUT_KEY, BUTTON_RIGHT, 1, 0 };
    gui_core_input(&rig.core, &press);
    gui_core_tick(&rig.core);
    bool told = false;
    while (rig_event(app)) {
        told = told || (app->event.kind == UI_EVENT_MENU && app->event.id == 4);
        CHECK(app->event.kind != UI_EVENT_MENU || app->event.id == 4);
    }
    CHECK(told);
    CHECK_EQ(level(0)->id, 40);
    press.value = 0;
    gui_core_input(&rig.core, &press);
    rig_tap(&rig, KEY_ESC);
    // Text that can be edited has the server's own menu.
    rig_move_to_node(app, 6);
    press.value = 1;
    gui_core_input(&rig.core, &press);
    gui_core_tick(&rig.core);
    REQUIRE(popup_is_open(&rig.core));
    CHECK_EQ(level(0)->source, POPUP_EDIT);
    CHECK_EQ(rig_window(app, 2)->focus_id, 6);
    rig_tap(&rig, KEY_END);
    rig_tap(&rig, KEY_ENTER); // Select all
    const struct edit *e = &rig_scene_node(app, 6)->value.edit->edit;
    CHECK_EQ(e->caret_b, 3);
    CHECK_EQ(e->anchor_b, 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

static bool matches(const char *text, uint16_t code, uint32_t mods) {
    return shortcut_matches((struct ui_text){ text, (uint32_t)strlen(text) }, KEYMAP_US, code,
                            mods);
}

TEST(shortcuts_are_read_as_they_are_written) {
    CHECK(matches("Ctrl+S", 31, UI_MOD_CTRL));
    CHECK(matches("Ctrl+S", 31, UI_MOD_CTRL | UI_MOD_CAPS));
    CHECK(!matches("Ctrl+S", 31, UI_MOD_CTRL | UI_MOD_SHIFT));
    CHECK(!matches("Ctrl+S", 31, 0));
    CHECK(matches("Shift+Ctrl+Z", 44, UI_MOD_CTRL | UI_MOD_SHIFT));
    CHECK(matches("F5", 63, 0));
    CHECK(!matches("F5", 63, UI_MOD_ALT));
    CHECK(matches("Ctrl++", 13, UI_MOD_CTRL | UI_MOD_SHIFT)); // the key types + with Shift
    CHECK(matches("+", 13, UI_MOD_SHIFT));
    CHECK(!matches("+", 13, 0));
    CHECK(matches("7", 8, 0));
    CHECK(matches("Enter", KEY_KP_ENTER, 0));
    CHECK(!matches("Foo", 33, 0));
    CHECK(!matches("Ctrl+", 29, UI_MOD_CTRL));
    CHECK(!matches("", 30, 0));
}

TEST(shortcuts_work_while_the_app_hangs) {
    struct rig_app *app = start("App { " BODY CONTEXT "}", true);
    REQUIRE(app != NULL);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, 49); // N
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, 31); // S
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    rig_tap(&rig, KEY_DELETE);
    CHECK_EQ(clicked(app), 11);
    CHECK_EQ(clicked(app), 16);
    CHECK_EQ(clicked(app), 42);
    CHECK_EQ(clicked(app), 0);
    rig_deinit(&rig);
}

#define DIALOG                                                                                     \
    "Dialog#50 title=\"Sure?\" owner=2 modal on=close { TextField#51 text=\"x\" Row { Button#52 "  \
    "text=\"No\" on=click Button#53 text=\"Yes\" tone=accent on=click } } "

TEST(a_dialog_has_a_default_button_and_escape) {
    struct rig_app *app = start("App { " BODY DIALOG "}", true);
    REQUIRE(app != NULL);
    CHECK(rig.core.active == rig_window(app, 50));
    rig_tap(&rig, KEY_ENTER);
    CHECK_EQ(clicked(app), 53);
    rig_click_node(app, 51);
    rig_tap(&rig, KEY_ENTER); // a field that submits nothing
    CHECK_EQ(clicked(app), 53);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, 49); // a shortcut of the owner's menu
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    CHECK_EQ(clicked(app), 0);
    rig_tap(&rig, KEY_F10); // and its menus
    CHECK(!popup_is_open(&rig.core));
    rig_tap(&rig, KEY_ESC);
    CHECK_EQ(rig_count(app, UI_EVENT_CLOSE), 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

#define TIPS                                                                                       \
    "App { Window#2 title=\"T\" w=300 { Row { Button#5 text=\"A\" tip=\"Adds one\" on=click "      \
    "Button#6 text=\"B\" on=click } } }"

TEST(a_tooltip_comes_late_and_goes_at_once) {
    struct rig_app *app = start(TIPS, false);
    REQUIRE(app != NULL);
    rig_move_to_node(app, 5);
    rig.now += 699000000;
    gui_core_tick(&rig.core);
    CHECK(rig.core.overlays[OVERLAY_TIP].surface == NULL);
    CHECK(gui_core_deadline(&rig.core) <= rig.now + 1000000);
    rig.now += 20000000;
    gui_core_tick(&rig.core);
    CHECK(rig.core.overlays[OVERLAY_TIP].surface != NULL);
    rig_move_to_node(app, 6);
    CHECK(rig.core.overlays[OVERLAY_TIP].surface == NULL);
    rig_tap(&rig, KEY_TAB);
    rig.now += 1500000000;
    gui_core_tick(&rig.core);
    CHECK(rig.core.overlays[OVERLAY_TIP].surface != NULL);
    rig_tap(&rig, KEY_TAB);
    CHECK(rig.core.overlays[OVERLAY_TIP].surface == NULL);
    rig_deinit(&rig);
}

TEST(a_tooltip_is_immediate_in_test_mode_and_goes_with_its_node) {
    struct rig_app *app = start(TIPS, true);
    REQUIRE(app != NULL);
    rig_move_to_node(app, 5);
    CHECK(rig.core.overlays[OVERLAY_TIP].surface != NULL);
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_commit(app, "App { Window#2 title=\"T\" w=300 { Text text=\"x\" } }"));
    CHECK(rig.core.overlays[OVERLAY_TIP].surface == NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
