// SPDX-License-Identifier: MIT
// Windows that the user arranges: snapping, keys, the choice with Alt+Tab.
#include <test/test.h>

#include "host/golden.h"
#include "rig.h"
#include "snap.h"
#include "switcher.h"

static struct rig rig;

static const char one[] = "App { Window#2 title=\"One\" w=300 h=200 { Text#3 text=\"one\" } }";
static const char two[] = "App { Window#2 title=\"Two\" w=400 h=300 { Button#3 text=\"two\" } }";
static const char pair[] = "App { Window#2 title=\"Left hand\" w=300 h=200 { }"
                           " Window#12 title=\"Right hand\" w=200 h=260 { } }";
static const char fixed[] = "App { Window#2 fixed title=\"Fixed\" w=300 h=200 { } }";

static void check_box(const struct window *w, int32_t x, int32_t y, int32_t width, int32_t height) {
    CHECK_EQ(w->x_px, x);
    CHECK_EQ(w->y_px, y);
    CHECK_EQ(window_w_px(w), width);
    CHECK_EQ(window_h_px(w), height);
    CHECK(rig_same_when_repainted(&rig));
}

static void hold(uint16_t mod, uint16_t code) {
    rig_key(&rig, mod, 1);
    rig_tap(&rig, code);
    rig_key(&rig, mod, 0);
}

/// Presses the header of `w` and moves the pointer to x, y.
static void drag(const struct window *w, int32_t x, int32_t y) {
    rig_move(&rig, w->x_px + 60, w->y_px + 20);
    rig_button(&rig, true);
    rig_move(&rig, (x + w->x_px + 60) / 2, (y + w->y_px + 20) / 2);
    rig_move(&rig, x, y);
}

TEST(dragging_to_an_edge_snaps_and_dragging_away_restores) {
    static const struct {
        int32_t x, y;
        struct px_box box; // x, y, width, height
    } places[] = {
        { 0, 400, { 0, 0, 640, 800 } },        { 1279, 400, { 640, 0, 640, 800 } },
        { 640, 0, { 0, 0, 1280, 800 } },       { 0, 20, { 0, 0, 640, 400 } },
        { 1279, 20, { 640, 0, 640, 400 } },    { 0, 790, { 0, 400, 640, 400 } },
        { 1270, 799, { 640, 400, 640, 400 } },
    };
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, one));
    struct window *w = rig_window(app, 2);
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        drag(w, places[i].x, places[i].y);
        CHECK(rig.core.snap_preview != SNAP_NONE);
        CHECK(rig.core.overlays[OVERLAY_PREVIEW].surface != NULL);
        CHECK_EQ(window_w_px(w), 300); // not before the button is let go
        CHECK(rig_same_when_repainted(&rig));
        rig_button(&rig, false);
        CHECK(rig.core.overlays[OVERLAY_PREVIEW].surface == NULL);
        check_box(w, places[i].box.x1, places[i].box.y1, places[i].box.x2, places[i].box.y2);
        CHECK(window_is_square(w));
        // A short way does not take it off, a long one does, and the pointer stays in the header.
        rig_move(&rig, w->x_px + 200, w->y_px + 20);
        rig_button(&rig, true);
        rig_move(&rig, w->x_px + 203, w->y_px + 22);
        CHECK(window_is_square(w));
        rig_move(&rig, 500, 300);
        CHECK(!window_is_square(w));
        CHECK_EQ(window_w_px(w), 300);
        CHECK_EQ(w->y_px, 280);
        CHECK(w->x_px < 500 && w->x_px + 200 > 500);
        rig_button(&rig, false);
        CHECK(rig_same_when_repainted(&rig));
    }
    rig_deinit(&rig);
}

TEST(escape_undoes_a_drag) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, one));
    struct window *w = rig_window(app, 2);
    int32_t x = w->x_px;
    int32_t y = w->y_px;
    drag(w, 0, 400);
    rig_tap(&rig, KEY_ESC);
    check_box(w, x, y, 300, window_h_px(w));
    rig_button(&rig, false);
    check_box(w, x, y, 300, window_h_px(w)); // and the release means nothing any more
    hold(KEY_LEFT_SUPER, KEY_LEFT);
    drag(w, 700, 300);
    CHECK(!window_is_square(w));
    rig_tap(&rig, KEY_ESC);
    check_box(w, 0, 0, 640, 800);
    rig_button(&rig, false);
    rig_deinit(&rig);
}

TEST(fixed_windows_do_not_snap) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, fixed));
    struct window *w = rig_window(app, 2);
    drag(w, 0, 400);
    CHECK(rig.core.snap_preview == SNAP_NONE);
    rig_button(&rig, false);
    CHECK_EQ(window_w_px(w), 300);
    hold(KEY_LEFT_SUPER, KEY_UP);
    CHECK(!w->maximised);
    rig_deinit(&rig);
}

TEST(super_and_arrows_snap_maximise_and_minimise) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, one));
    struct window *w = rig_window(app, 2);
    int32_t x = w->x_px;
    int32_t y = w->y_px;
    int32_t h = window_h_px(w);
    hold(KEY_LEFT_SUPER, KEY_LEFT);
    check_box(w, 0, 0, 640, 800);
    hold(KEY_LEFT_SUPER, KEY_UP);
    check_box(w, 0, 0, 640, 400);
    hold(KEY_LEFT_SUPER, KEY_DOWN);
    hold(KEY_LEFT_SUPER, KEY_DOWN);
    check_box(w, 0, 400, 640, 400);
    hold(KEY_LEFT_SUPER, KEY_RIGHT); // off again, to where it was
    hold(KEY_LEFT_SUPER, KEY_UP);
    check_box(w, 0, 0, 1280, 800);
    REQUIRE(rig_commit(app, one)); // the app's size does not count meanwhile
    check_box(w, 0, 0, 1280, 800);
    hold(KEY_LEFT_SUPER, KEY_DOWN);
    check_box(w, x, y, 300, h);
    hold(KEY_LEFT_SUPER, KEY_DOWN);
    CHECK(w->minimised);
    CHECK(rig.core.active == NULL);
    hold(KEY_LEFT_ALT, KEY_TAB);
    CHECK(!w->minimised && rig.core.active == w);
    rig_deinit(&rig);
}

TEST(keys_move_and_resize) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two));
    struct window *w = rig_window(app, 2);
    int32_t x = w->x_px;
    int32_t y = w->y_px;
    int32_t h = window_h_px(w);
    hold(KEY_LEFT_ALT, KEY_F7);
    rig_tap(&rig, KEY_RIGHT);
    rig_tap(&rig, KEY_DOWN);
    hold(KEY_LEFT_SHIFT, KEY_DOWN);
    check_box(w, x + 20, y + 21, 400, h);
    rig_tap(&rig, KEY_SPACE); // nobody else gets keys
    CHECK(rig_scene_node(app, 3)->state == (rig_scene_node(app, 3)->state & ~SCENE_PRESSED));
    rig_tap(&rig, KEY_ESC);
    check_box(w, x, y, 400, h);
    hold(KEY_LEFT_ALT, KEY_F8);
    rig_tap(&rig, KEY_LEFT);
    rig_tap(&rig, KEY_DOWN);
    rig_tap(&rig, KEY_ENTER);
    check_box(w, x, y, 380, h + 20);
    rig_tap(&rig, KEY_LEFT);
    check_box(w, x, y, 380, h + 20); // the mode is over
    rig_deinit(&rig);
}

TEST(show_desktop_there_and_back) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *first = rig_open(&rig, 1);
    struct rig_app *second = rig_open(&rig, 2);
    REQUIRE(rig_commit(first, one));
    REQUIRE(rig_commit(second, pair));
    window_set_minimised(rig_window(second, 12), true);
    hold(KEY_LEFT_SUPER, KEY_D);
    CHECK(rig_window(first, 2)->minimised && rig_window(second, 2)->minimised);
    CHECK(rig.core.active == NULL);
    CHECK(rig_same_when_repainted(&rig));
    hold(KEY_LEFT_SUPER, KEY_D);
    CHECK(!rig_window(first, 2)->minimised && !rig_window(second, 2)->minimised);
    CHECK(rig_window(second, 12)->minimised); // that was the user's own
    CHECK(rig.core.active != NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

static void open_three(struct rig_app **first, struct rig_app **second) {
    *first = rig_open(&rig, 1);
    *second = rig_open(&rig, 2);
    CHECK(rig_commit(*first, two));
    CHECK(rig_commit(*second, pair));
    rig_click_node(*second, 2);
    rig_click_node(*second, 12);
    rig_click_node(*first, 2);
}

TEST(alt_tab_chooses_by_use) {
    struct rig_app *first;
    struct rig_app *second;
    REQUIRE(rig_init(&rig, true));
    open_three(&first, &second);
    rig_key(&rig, KEY_LEFT_ALT, 1);
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig.core.switcher.n, 3);
    CHECK_EQ(rig.core.switcher.at, 1);
    CHECK(rig.core.switcher.window[1] == rig_window(second, 12));
    CHECK(rig.core.active == rig_window(first, 2)); // not before Alt is let go
    CHECK(rig_same_when_repainted(&rig));
    rig_tap(&rig, KEY_TAB);
    CHECK_EQ(rig.core.switcher.at, 2);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, KEY_TAB);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    CHECK_EQ(rig.core.switcher.at, 1);
    // The app whose window is chosen goes meanwhile.
    REQUIRE(rig_commit(second, "App { Window#2 title=\"Left hand\" w=300 h=200 { } }"));
    CHECK_EQ(rig.core.switcher.n, 2);
    CHECK(rig_same_when_repainted(&rig));
    rig_key(&rig, KEY_LEFT_ALT, 0);
    CHECK(!switcher_is_open(&rig.core));
    CHECK(rig.core.active == rig_window(second, 2));
    CHECK(list_last(&rig.core.windows, struct window, link) == rig_window(second, 2));
    CHECK(rig_same_when_repainted(&rig));
    // There and back with one press each; Esc leaves everything as it was.
    hold(KEY_LEFT_ALT, KEY_TAB);
    CHECK(rig.core.active == rig_window(first, 2));
    rig_key(&rig, KEY_LEFT_ALT, 1);
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, KEY_ESC);
    rig_key(&rig, KEY_LEFT_ALT, 0);
    CHECK(rig.core.active == rig_window(first, 2));
    CHECK_EQ(rig_count(first, UI_EVENT_KEY), 0);
    rig_deinit(&rig);
}

TEST(alt_tab_brings_minimised_windows_back_and_takes_clicks) {
    struct rig_app *first;
    struct rig_app *second;
    REQUIRE(rig_init(&rig, true));
    open_three(&first, &second);
    window_set_minimised(rig_window(second, 12), true);
    hold(KEY_LEFT_ALT, KEY_TAB);
    CHECK(!rig_window(second, 12)->minimised);
    CHECK(rig.core.active == rig_window(second, 12));
    hold(KEY_LEFT_ALT, KEY_GRAVE); // the other one of this app
    CHECK(rig.core.active == rig_window(second, 2));
    rig_key(&rig, KEY_LEFT_ALT, 1);
    rig_tap(&rig, KEY_TAB);
    const struct overlay *o = &rig.core.overlays[OVERLAY_SWITCHER];
    rig_click(&rig, o->x_px + o->surface->w_px - 40, o->y_px + 60); // the last one
    CHECK(!switcher_is_open(&rig.core));
    CHECK(rig.core.active == rig_window(first, 2));
    rig_key(&rig, KEY_LEFT_ALT, 0);
    rig_deinit(&rig);
}

TEST(the_switcher_looks_as_it_should) {
    struct rig_app *first;
    struct rig_app *second;
    for (int dark = 0; dark < 2; dark++) {
        REQUIRE(rig_init(&rig, true));
        gui_core_set_theme(&rig.core, dark != 0 ? THEME_DARK : THEME_LIGHT);
        open_three(&first, &second);
        rig_key(&rig, KEY_LEFT_ALT, 1);
        rig_tap(&rig, KEY_TAB);
        golden_check(dark != 0 ? "switcher.dark@1" : "switcher.light@1",
                     rig.core.overlays[OVERLAY_SWITCHER].surface);
        rig_key(&rig, KEY_LEFT_ALT, 0);
        drag(rig_window(second, 12), 1279, 400);
        golden_check(dark != 0 ? "snap.dark@1" : "snap.light@1", gui_core_surface(&rig.core));
        rig_deinit(&rig);
    }
}

TEST(a_window_that_does_not_respond_has_a_veil_and_moves_and_closes) {
    for (int dark = 0; dark < 2; dark++) {
        REQUIRE(rig_init(&rig, true));
        gui_core_set_theme(&rig.core, dark != 0 ? THEME_DARK : THEME_LIGHT);
        struct rig_app *app = rig_open(&rig, 1);
        REQUIRE(rig_commit(app, "App { Window#2 title=\"Slow\" w=300 on=key { Column#3 pad=20 {"
                                " Button#4 text=\"Press\" on=click } } }"));
        for (int i = 0; i < 600 && !rig_session(app)->stalled; i++) {
            rig_tap(&rig, KEY_A);
        }
        REQUIRE(rig_session(app)->stalled);
        struct window *w = rig_window(app, 2);
        golden_check(dark != 0 ? "hangs.dark@1" : "hangs.light@1", w->surface);
        rig_move_to_node(app, 4);
        CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_WAIT);
        int32_t x = w->x_px;
        drag(w, 700, 300);
        rig_button(&rig, false);
        CHECK(w->x_px != x);
        CHECK(rig_same_when_repainted(&rig));
        window_close(w);
        CHECK(app->closed); // it does not listen: its session goes
        CHECK(rig_window(app, 2) == NULL);
        rig_deinit(&rig);
    }
}
