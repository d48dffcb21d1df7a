// SPDX-License-Identifier: MIT
/// @file
/// Popovers and toasts: where they stand, what closes them, what the app hears of it.
#include <string.h>
#include <test/test.h>

#include "rig.h"

static struct rig rig;

#define BODY                                                                                       \
    "Window#2 title=\"T\" w=400 h=300 { Row gap=60 { Button#5 text=\"More\" on=click "             \
    "Button#6 text=\"Go\" on=click } } "
#define POPOVER                                                                                    \
    "Popover#20 anchor=5 pad=12 on=close { TextField#21 text=\"abc\" on=change,submit "            \
    "Button#22 text=\"In\" on=click } "

static struct rig_app *start(const char *tree) {
    if (!rig_init(&rig, true)) {
        return NULL;
    }
    struct rig_app *app = rig_open(&rig, 1);
    return rig_commit(app, tree) ? app : NULL;
}

static uint32_t count_windows(void) {
    uint32_t n = 0;
    struct window *w;
    list_for_each (w, &rig.core.windows, link) {
        n++;
    }
    return n;
}

TEST(a_popover_stands_below_its_anchor_and_has_the_keyboard) {
    struct rig_app *app = start("App { " BODY "}");
    REQUIRE(app != NULL);
    REQUIRE(rig_commit(app, "App { " BODY POPOVER "}"));
    struct window *owner = rig_window(app, 2);
    struct window *w = rig_window(app, 20);
    REQUIRE(w != NULL);
    CHECK(rig.core.active == w && owner->looks_active);
    const struct lpx_rect *at = &rig_scene_node(app, 5)->box;
    CHECK_EQ(w->y_px, owner->y_px + ((at->y + at->h) >> LPX_SHIFT) + 6);
    rig_click_node(app, 21);
    rig_tap(&rig, KEY_END);
    rig_tap(&rig, KEY_A);
    CHECK_EQ(rig_scene_node(app, 21)->value.edit->edit.doc.len_b, 4);
    CHECK(rig_same_when_repainted(&rig));
    int32_t before = w->x_px;
    window_move(owner, owner->x_px + 40, owner->y_px); // it comes along
    CHECK_EQ(w->x_px, before + 40);
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_popover_closes_by_a_press_outside_and_by_escape) {
    struct rig_app *app = start("App { " BODY POPOVER "}");
    REQUIRE(app != NULL && rig_window(app, 20) != NULL);
    rig_click_node(app, 6); // closes, and does nothing else
    CHECK_EQ(count_windows(), 1);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_CLOSE);
    CHECK_EQ(app->event.id, 20);
    CHECK(!rig_event(app));
    REQUIRE(rig_commit(app, "App { " BODY POPOVER "}")); // made before it knew
    CHECK_EQ(count_windows(), 1);
    app->events_seen = app->event.seq;
    REQUIRE(rig_commit(app, "App { " BODY POPOVER "}")); // it insists
    CHECK_EQ(count_windows(), 2);
    CHECK(rig.core.active == rig_window(app, 20));
    rig_tap(&rig, KEY_ESC);
    CHECK_EQ(count_windows(), 1);
    CHECK(rig.core.active == rig_window(app, 2));
    CHECK_EQ(rig_count(app, UI_EVENT_CLOSE), 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_popover_goes_with_its_anchor_and_with_the_keyboard) {
    struct rig_app *app = start("App { " BODY POPOVER "}");
    REQUIRE(app != NULL);
    REQUIRE(
        rig_commit(app, "App { Window#2 title=\"T\" w=400 h=300 { Text text=\"x\" } " POPOVER "}"));
    CHECK_EQ(count_windows(), 1);
    CHECK(rig.core.active == rig_window(app, 2));
    REQUIRE(rig_commit(app, "App { " BODY POPOVER "}"));
    struct rig_app *other = rig_open(&rig, 2);
    REQUIRE(rig_commit(other, "App { Window#2 title=\"U\" w=200 h=100 }"));
    window_activate(&rig.core, rig_window(other, 2));
    gui_core_tick(&rig.core);
    CHECK_EQ(count_windows(), 2);
    CHECK_EQ(rig_count(app, UI_EVENT_CLOSE), 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

#define TOAST                                                                                      \
    "Toast#30 timeout=1000 on=close { Row pad=12 { Text text=\"Saved\" "                           \
    "Button#31 text=\"Undo\" on=click } } "

TEST(a_toast_goes_by_itself_and_takes_no_focus) {
    struct rig_app *app = start("App { " BODY TOAST "}");
    REQUIRE(app != NULL && rig_window(app, 30) != NULL);
    CHECK(rig.core.active == rig_window(app, 2));
    rig_click_node(app, 31);
    CHECK(rig.core.active == rig_window(app, 2));
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1);
    rig_move(&rig, 5, 5);
    CHECK(gui_core_deadline(&rig.core) <= rig.now + 1000000000u);
    rig.now += 2000000000u;
    gui_core_tick(&rig.core);
    CHECK_EQ(count_windows(), 1);
    CHECK_EQ(rig_count(app, UI_EVENT_CLOSE), 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(toasts_stand_on_each_other) {
    struct rig_app *app = start("App { " BODY TOAST "Toast#40 { Text text=\"Two\" } }");
    REQUIRE(app != NULL);
    struct window *first = rig_window(app, 30);
    struct window *second = rig_window(app, 40);
    REQUIRE(first != NULL && second != NULL);
    CHECK(first->y_px + window_h_px(first) < second->y_px);
    struct window *owner = rig_window(app, 2);
    CHECK_EQ(second->y_px + window_h_px(second), owner->y_px + window_h_px(owner) - 16);
    window_set_minimised(owner, true);
    CHECK(!window_shown(first) && !window_shown(second));
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
