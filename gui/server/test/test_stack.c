// SPDX-License-Identifier: MIT
/// @file
/// Windows on the screen: placing, moving, resizing, their buttons, and displays that come and go.
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

TEST(boot_windows_stand_side_by_side_whoever_is_first) {
    static const char *const trees[2] = {
        "App { Window#2 w=280 h=120 { Text#3 text=\"one\" } }",
        "App { Window#2 w=200 h=300 { Text#3 text=\"two\" } }",
    };
    struct px_box first[2] = { 0 };
    for (uint32_t order = 0; order < 2; order++) {
        REQUIRE(rig_init(&rig, true));
        struct rig_app *app[2] = { rig_open(&rig, 1), rig_open(&rig, 2) };
        REQUIRE(rig_commit(app[order], trees[order]));
        REQUIRE(rig_commit(app[!order], trees[!order]));
        CHECK(rig.core.active == rig_window(app[0], 2));
        struct px_box box[2];
        for (int i = 0; i < 2; i++) {
            const struct window *w = rig_window(app[i], 2);
            box[i] = (struct px_box){ w->x_px, w->y_px, w->x_px + window_w_px(w),
                                      w->y_px + window_h_px(w) };
            CHECK(px_box_covers(rig.core.work, box[i]));
        }
        CHECK(px_box_empty(px_box_intersect(box[0], box[1])));
        CHECK(box[0].x2 < box[1].x1);
        CHECK(order == 0 || memcmp(first, box, sizeof(box)) == 0);
        memcpy(first, box, sizeof(box));
        CHECK(rig_same_when_repainted(&rig));
        rig_deinit(&rig);
    }
}

TEST(drag_moves_the_window_and_raises_it) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *one = rig_open(&rig, 1);
    struct rig_app *two = rig_open(&rig, 2);
    REQUIRE(rig_commit(one, counter));
    REQUIRE(rig_commit(two, "App { Window#2 w=200 h=300 { Text#3 text=\"two\" } }"));
    struct window *w = rig_window(two, 2);
    int32_t x = w->x_px;
    int32_t y = w->y_px;
    rig_move_to_node(two, 2);
    rig_button(&rig, true);
    CHECK(rig.core.active == w);
    rig_move(&rig, x + 100 - 150, y + 20 + 30);
    CHECK_EQ(w->x_px, x - 150);
    CHECK_EQ(w->y_px, y + 30);
    CHECK(rig_same_when_repainted(&rig));
    rig_move(&rig, x + 100 - 150, 10); // never out at the top
    CHECK_EQ(w->y_px, 0);
    rig_button(&rig, false);
    rig_move(&rig, 600, 700);
    CHECK_EQ(w->y_px, 0);
    CHECK(rig_same_when_repainted(&rig));
    // A click raises the other one.
    rig_click_node(one, 4);
    CHECK(rig.core.active == rig_window(one, 2));
    CHECK(list_last(&rig.core.windows, struct window, link) == rig_window(one, 2));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(edges_change_the_size) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    struct window *w = rig_window(app, 2);
    struct px_box was = { w->x_px, w->y_px, w->x_px + window_w_px(w), w->y_px + window_h_px(w) };
    rig_move(&rig, was.x2 + 2, was.y2 + 3); // the corner
    rig_button(&rig, true);
    rig_move(&rig, was.x2 + 2 + 50, was.y2 + 3 + 20);
    CHECK_EQ(window_w_px(w), 280 + 50);
    CHECK_EQ(window_h_px(w), was.y2 - was.y1 + 20);
    CHECK_EQ(w->x_px, was.x1);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, false);
    rig_move(&rig, was.x1 - 3, was.y1 + 60); // the left edge
    rig_button(&rig, true);
    rig_move(&rig, was.x1 - 3 + 1000, was.y1 + 90);
    CHECK_EQ(window_w_px(w), 160);                   // no smaller
    CHECK_EQ(w->x_px + window_w_px(w), was.x2 + 50); // and the other edge stays
    CHECK_EQ(w->y_px, was.y1);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, false);
    REQUIRE(rig_commit(app, counter_1)); // the user's size stands
    CHECK_EQ(window_w_px(w), 160);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

static void click_header(struct rig_app *app, enum paint_window_button button) {
    const struct window *w = rig_window(app, 2);
    struct paint_window win = { .size = { w->content.w, w->content.h + HEADER_H } };
    struct lpx_rect r = paint_window_button(&win, button);
    rig_click(&rig, w->x_px + lpx_snap(r.x + r.w / 2, 100), w->y_px + lpx_snap(r.y + r.h / 2, 100));
}

TEST(header_buttons_close_maximise_and_minimise) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    struct window *w = rig_window(app, 2);
    struct lpx_size before = w->content;
    click_header(app, PAINT_WIN_MAXIMISE);
    CHECK(w->maximised);
    CHECK_EQ(window_w_px(w), RIG_W);
    CHECK_EQ(window_h_px(w), RIG_H);
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_commit(app, counter_1)); // a commit leaves it as it is
    CHECK_EQ(window_w_px(w), RIG_W);
    click_header(app, PAINT_WIN_MAXIMISE);
    CHECK(!w->maximised);
    CHECK_EQ(w->content.w, before.w);
    CHECK(rig_same_when_repainted(&rig));
    click_header(app, PAINT_WIN_CLOSE);
    CHECK_EQ(rig_count(app, UI_EVENT_CLOSE), 1);
    CHECK(rig_window(app, 2) == w); // it is the app that takes it away
    click_header(app, PAINT_WIN_MINIMISE);
    CHECK(w->minimised);
    CHECK(rig.core.active == NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_key(&rig, KEY_LEFT_ALT, 1);
    rig_tap(&rig, KEY_TAB);
    rig_key(&rig, KEY_LEFT_ALT, 0);
    CHECK(!w->minimised);
    CHECK(rig.core.active == w);
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_commit(app, "App { }"));
    CHECK(rig_window(app, 2) == NULL);
    CHECK(rig.core.active == NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_closed_session_leaves_no_trace) {
    REQUIRE(rig_init(&rig, true));
    memcpy(rig.check, rig.pixels, RIG_W * RIG_H * 4);
    uint32_t *empty = rig.check;
    rig.check = calloc(RIG_W * RIG_H, 4);
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    CHECK(memcmp(empty, rig.pixels, RIG_W * RIG_H * 4) != 0);
    gui_core_close_session(&rig.core, 1);
    gui_core_tick(&rig.core);
    CHECK(memcmp(empty, rig.pixels, RIG_W * RIG_H * 4) == 0);
    CHECK(!app->closed); // it was not the core's idea
    free(empty);
    rig_deinit(&rig);
}

TEST(a_display_may_come_and_go) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, counter));
    gui_core_detach_display(&rig.core);
    uint32_t presents = rig.presents;
    REQUIRE(rig_commit(app, counter_1));
    rig_move(&rig, 5, 5);
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig.presents, presents);
    CHECK_EQ(app->down->presented, 1); // nobody can see it yet
    memset(rig.pixels, 0x55, RIG_W * RIG_H * 4);
    REQUIRE(gui_core_attach_display(&rig.core, rig.pixels, RIG_W, RIG_H, RIG_W * 4) == OK);
    gui_core_tick(&rig.core);
    CHECK_EQ(app->down->presented, 2);
    CHECK(rig_same_when_repainted(&rig));
    rig_click_node(app, 7);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    // A smaller one: the window stays within reach.
    REQUIRE(gui_core_attach_display(&rig.core, rig.pixels, 320, 200, RIG_W * 4) == OK);
    gui_core_tick(&rig.core);
    CHECK(rig_window(app, 2)->x_px < 320);
    rig_deinit(&rig);
}

TEST(a_failed_present_is_repeated_in_full) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    rig.present_status = ERR_IO;
    REQUIRE(rig_commit(app, counter));
    CHECK_EQ(app->down->presented, 0);
    CHECK(!gui_core_is_idle(&rig.core));
    rig.present_status = OK;
    gui_core_tick(&rig.core);
    CHECK_EQ(app->down->presented, 1);
    CHECK_EQ(rig.presented.n, 1);
    CHECK_EQ(rig.presented.box[0].x2, RIG_W);
    CHECK_EQ(rig.presented.box[0].y2, RIG_H);
    rig_deinit(&rig);
}

TEST(a_display_of_impossible_size_changes_nothing) {
    REQUIRE(rig_init(&rig, true));
    CHECK_STATUS(gui_core_attach_display(&rig.core, rig.pixels, 0, 10, 40), ERR_BAD_SIZE);
    CHECK_STATUS(gui_core_attach_display(&rig.core, rig.pixels, 100, 10, 40), ERR_BAD_SIZE);
    CHECK_STATUS(gui_core_attach_display(&rig.core, NULL, 100, 10, 400), ERR_BAD_SIZE);
    CHECK_EQ(rig.core.screen.w_px, RIG_W);
    rig_deinit(&rig);
}

TEST(titles_are_stripped) {
    char out[WINDOW_TITLE_MAX];
    static const char title[] = "a\x01\xe2\x80\xae"
                                "b\xc2\x85"
                                "c\td\xe2\x81\xa6";
    uint32_t len = window_strip_title((struct ui_text){ title, sizeof(title) - 1 }, out);
    CHECK_EQ(len, 4);
    CHECK(memcmp(out, "abcd", 4) == 0);
}

TEST(a_modal_dialog_stands_before_its_owner) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    struct rig_app *other = rig_open(&rig, 2);
    REQUIRE(rig_commit(other, counter));
    REQUIRE(rig_commit(app, "App { Window#2 w=400 h=300 { Button#5 text=\"b\" on=click } "
                            "Dialog#3 owner=2 modal { Button#6 text=\"OK\" on=click } }"));
    struct window *owner = rig_window(app, 2);
    struct window *dialog = rig_window(app, 3);
    REQUIRE(dialog != NULL);
    CHECK(dialog->x_px > owner->x_px);
    CHECK(dialog->x_px + window_w_px(dialog) < owner->x_px + window_w_px(owner));
    rig_click_node(other, 4);
    rig_click_node(app, 5); // stretched, so its middle lies above the dialog
    CHECK(rig.core.active == dialog);
    CHECK(list_last(&rig.core.windows, struct window, link) == dialog);
    CHECK(!rig_event(app));
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_ENTER);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.id, 6);
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_commit(app, "App { Window#2 w=400 h=300 { Button#5 text=\"b\" on=click } }"));
    CHECK(rig.core.active == owner);
    rig_click_node(app, 5);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(dialogs_of_each_other_do_no_harm) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Dialog#2 owner=3 modal { Button#5 text=\"b\" } "
                            "Dialog#3 owner=2 modal { Button#6 text=\"c\" } "
                            "Dialog#4 owner=4 modal { Button#7 text=\"d\" } }"));
    rig_click_node(app, 5);
    rig_click_node(app, 6);
    rig_click_node(app, 7);
    rig_tap(&rig, KEY_TAB);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
