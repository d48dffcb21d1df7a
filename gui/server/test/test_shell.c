// SPDX-License-Identifier: MIT
/// @file
/// Panels, the work area, and what the shell is told and asked.
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "panel.h"
#include "rig.h"

static struct rig rig;
static struct rig_app *shell;
static struct rig_app *app;

#define BAR                                                                                        \
    "Panel#10 title=\"Bar\" layer=layer_bar edge=edge_top zone=30 h=30 { Row#11 { Button#12 "      \
    "text=\"Start\" on=click } }"
#define DOCK                                                                                       \
    "Panel#20 title=\"Dock\" layer=layer_bar edge=edge_bot_middle zone=92 y=12 radius=22 w=300 "   \
    "h=68 { Row#21 { Button#22 text=\"App\" on=click } }"
#define START                                                                                      \
    "Panel#30 title=\"Start\" layer=layer_panel edge=edge_top_start x=10 y=8 w=420 h=470 "         \
    "radius=16 focus dismiss { SearchField#31 focus }"

static const char bars[] = "App { " BAR " " DOCK " }";
static const char bars_start[] = "App { " BAR " " DOCK " " START " }";
static const char window[] = "App { Window#2 title=\"One\" w=300 h=200 { Button#3 text=\"A\" "
                             "on=click } }";

static bool open_all(void) {
    if (!rig_init(&rig, true)) {
        return false;
    }
    gui_shell_watch(&rig.core, true);
    shell = rig_open_shell(&rig, 1);
    app = rig_open(&rig, 2);
    return shell != NULL && app != NULL && rig_commit(shell, bars) && rig_commit(app, window);
}

TEST(panels_stand_at_their_edges_and_shrink_the_work_area) {
    REQUIRE(open_all());
    const struct window *bar = rig_window(shell, 10);
    const struct window *dock = rig_window(shell, 20);
    REQUIRE(bar != NULL && dock != NULL);
    CHECK_EQ(bar->x_px, 0);
    CHECK_EQ(bar->y_px, 0);
    CHECK_EQ(window_w_px(bar), RIG_W);
    CHECK_EQ(window_h_px(bar), 30);
    CHECK_EQ(dock->x_px, (RIG_W - 300) / 2);
    CHECK_EQ(dock->y_px, RIG_H - 12 - 68);
    CHECK_EQ(rig.core.work.y1, 30);
    CHECK_EQ(rig.core.work.y2, RIG_H - 92);
    struct window *w = rig_window(app, 2);
    window_toggle_maximised(w);
    gui_core_tick(&rig.core);
    CHECK_EQ(w->y_px, 30);
    CHECK_EQ(window_h_px(w), RIG_H - 30 - 92);
    CHECK(rig_same_when_repainted(&rig));

    // Without the bars the window follows; with them again too.
    REQUIRE(rig_commit(shell, "App { " BAR " }"));
    CHECK_EQ(window_h_px(w), RIG_H - 30);
    gui_core_close_session(&rig.core, 1);
    gui_core_tick(&rig.core);
    CHECK_EQ(w->y_px, 0);
    CHECK_EQ(window_h_px(w), RIG_H);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(panels_stay_above_windows_and_take_clicks_without_the_keyboard) {
    REQUIRE(open_all());
    struct window *w = rig_window(app, 2);
    CHECK(rig.core.active == w);
    window_move(w, 500, RIG_H - 150);
    gui_core_tick(&rig.core);
    rig_click_node(app, 2); // raised: still below the dock
    rig_click_node(shell, 22);
    CHECK_EQ(rig_count(shell, UI_EVENT_CLICK), 1);
    CHECK(rig.core.active == w);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_panel_with_focus_takes_the_keyboard_and_gives_it_back) {
    REQUIRE(open_all());
    struct window *w = rig_window(app, 2);
    REQUIRE(rig_commit(shell, bars_start));
    const struct window *start = rig_window(shell, 30);
    CHECK(rig.core.active == start);
    CHECK(rig.core.front == w);
    CHECK_EQ(start->x_px, 10);
    CHECK_EQ(start->y_px, 38);
    CHECK_EQ(start->focus_id, 31);
    struct gui_status status;
    gui_shell_status(&rig.core, &status);
    CHECK_EQ(status.active, w->number);
    CHECK_EQ(status.windows, 1);
    rig_tap(&rig, KEY_A);
    CHECK_EQ(rig_scene_node(shell, 31)->value.edit->edit.doc.len_b, 1);

    // Esc and presses outside ask it to close; it goes when the shell says so.
    rig_tap(&rig, KEY_ESC);
    CHECK_EQ(rig_count(shell, UI_EVENT_CLOSE), 1);
    rig_click(&rig, 1000, 600);
    CHECK_EQ(rig_count(shell, UI_EVENT_CLOSE), 1);
    rig_click_node(shell, 12); // the shell's own business
    CHECK_EQ(rig_count(shell, UI_EVENT_CLOSE), 0);
    REQUIRE(rig_commit(shell, bars));
    CHECK(rig.core.active == w);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_shell_sees_windows_in_the_order_of_use_and_acts_on_them) {
    REQUIRE(open_all());
    struct rig_app *other = rig_open(&rig, 3);
    REQUIRE(rig_commit(other, "App { Window#2 title=\"Two\" w=300 h=200 unsaved }"));
    struct gui_status s;
    struct gui_entry first, second;
    gui_shell_status(&rig.core, &s);
    CHECK_EQ(s.windows, 2);
    CHECK_EQ(s.work.y, 30);
    CHECK_EQ(s.screen.w, RIG_W);
    CHECK_STATUS(gui_shell_act(&rig.core, rig_window(other, 2)->number, GUI_ACTION_ACTIVATE), OK);
    gui_core_tick(&rig.core);
    CHECK_STATUS(gui_shell_window(&rig.core, 0, &first), OK);
    CHECK_STATUS(gui_shell_window(&rig.core, 1, &second), OK);
    CHECK_STATUS(gui_shell_window(&rig.core, 2, &second), ERR_NOT_FOUND);
    CHECK_EQ(first.number, rig_window(app, 2)->number);
    CHECK_EQ(second.number, rig_window(other, 2)->number);
    CHECK_EQ(second.state, (uint32_t)(GUI_STATE_ACTIVE | GUI_STATE_UNSAVED));
    CHECK(strcmp(second.app, "app") == 0);
    CHECK_EQ(second.title_b, 3);

    uint32_t wakes = rig.shell_wakes;
    gui_core_tick(&rig.core);
    CHECK_EQ(rig.shell_wakes, wakes); // nothing new
    CHECK_STATUS(gui_shell_act(&rig.core, second.number, GUI_ACTION_MINIMISE), OK);
    gui_core_tick(&rig.core);
    CHECK_EQ(rig.shell_wakes, wakes + 1);
    CHECK(rig.core.active == rig_window(app, 2));
    CHECK_STATUS(gui_shell_act(&rig.core, second.number, GUI_ACTION_CLOSE), OK);
    gui_core_tick(&rig.core);
    CHECK_EQ(rig_count(other, UI_EVENT_CLOSE), 1);
    uint32_t gone = second.number;
    REQUIRE(rig_commit(other, "App { }"));
    CHECK_STATUS(gui_shell_act(&rig.core, gone, GUI_ACTION_ACTIVATE), ERR_NOT_FOUND);
    REQUIRE(rig_commit(other, "App { Window#2 title=\"Two\" w=300 h=200 }"));
    CHECK(rig_window(other, 2)->number != gone);
    // Panels are none of the shell's windows.
    CHECK_STATUS(gui_shell_act(&rig.core, rig_window(shell, 10)->number, GUI_ACTION_CLOSE),
                 ERR_NOT_FOUND);
    rig_deinit(&rig);
}

static void secondary_click(int32_t x, int32_t y) {
    rig_move(&rig, x, y);
    gui_core_input(&rig.core,
                   &(struct gui_input){ .kind = GUI_INPUT_KEY, .code = BUTTON_RIGHT, .value = 1 });
    gui_core_input(&rig.core, &(struct gui_input){ .kind = GUI_INPUT_KEY, .code = BUTTON_RIGHT });
    gui_core_tick(&rig.core);
}

TEST(wishes_wait_for_the_shell) {
    REQUIRE(open_all());
    rig_tap(&rig, KEY_LEFT_SUPER);
    rig_key(&rig, KEY_LEFT_SUPER, 1);
    rig_tap(&rig, KEY_1 + 2);
    rig_tap(&rig, KEY_SPACE);
    rig_tap(&rig, KEY_L);
    rig_key(&rig, KEY_LEFT_SUPER, 0); // it was no tap
    rig_tap(&rig, KEY_POWER);
    secondary_click(900, 600);
    static const enum gui_wish expected[] = { GUI_WISH_START_MENU,  GUI_WISH_LAUNCH,
                                              GUI_WISH_NEXT_LAYOUT, GUI_WISH_LOCK,
                                              GUI_WISH_POWER_MENU,  GUI_WISH_DESKTOP_MENU };
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        struct gui_request r = gui_shell_take(&rig.core);
        CHECK_EQ(r.wish, expected[i]);
        if (r.wish == GUI_WISH_LAUNCH) {
            CHECK_EQ(r.x, 3);
        } else if (r.wish == GUI_WISH_DESKTOP_MENU) {
            CHECK_EQ(r.x, 900);
            CHECK_EQ(r.y, 600);
        }
    }
    CHECK_EQ(gui_shell_take(&rig.core).wish, GUI_WISH_NONE);
    // The oldest goes when there are too many; none are kept for a shell that is not there.
    for (int i = 0; i < 20; i++) {
        rig_tap(&rig, i < 4 ? KEY_POWER : KEY_LEFT_SUPER);
    }
    CHECK_EQ(rig.core.shell.num_wishes, GUI_WISHES_MAX);
    CHECK_EQ(gui_shell_take(&rig.core).wish, GUI_WISH_START_MENU);
    gui_shell_watch(&rig.core, false);
    rig_tap(&rig, KEY_POWER);
    CHECK_EQ(gui_shell_take(&rig.core).wish, GUI_WISH_NONE);
    rig_deinit(&rig);
}

TEST(a_thumb_shows_the_window_as_it_is_now) {
    REQUIRE(open_all());
    static char tree[256];
    (void)snprintf(tree, sizeof(tree),
                   "App { " BAR " Panel#40 layer=layer_panel edge=edge_top_end w=150 h=120 "
                   "{ WindowThumb#41 w=150 h=120 window=%u } }",
                   rig_window(app, 2)->number);
    REQUIRE(rig_commit(shell, tree));
    const struct window *panel = rig_window(shell, 40);
    REQUIRE(panel != NULL);
    const int32_t x = panel->x_px + 75;
    const int32_t y = panel->y_px + 60;
    uint32_t before = rig.pixels[y * RIG_W + x];
    REQUIRE(rig_commit(app, "App { Window#2 title=\"One\" w=300 h=200 { Column#4 grow=1 { "
                            "Swatch#5 rgba=0xff0000ff w=300 h=200 } } }"));
    gui_core_tick(&rig.core);
    CHECK(rig.pixels[y * RIG_W + x] != before);
    CHECK(rig_same_when_repainted(&rig));
    // A window that is gone leaves an empty place.
    REQUIRE(rig_commit(app, "App { }"));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
