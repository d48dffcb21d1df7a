// SPDX-License-Identifier: MIT
// Drag and drop: what starts it, what targets hear, what is shown, how it ends.
#include <string.h>
#include <test/test.h>

#include "dnd.h"
#include "host/golden.h"
#include "rig.h"

static struct rig rig;

static const char source[] =
    "App { Window#2 title=\"From\" w=300 h=260 pad=10 gap=10 {"
    " Button#3 text=\"Drag me\" draggable drag=\"the text\" on=click"
    " List#4 { Item#5 pad=8 draggable drag=\"5\" on=drag,drop { Text#6 text=\"first\" }"
    "  Item#7 pad=8 draggable drag=\"7\" on=drag,drop { Text#8 text=\"second\" } }"
    " TextField#9 text=\"\" } }";
static const char sink[] = "App { Window#2 title=\"To\" w=300 h=200 pad=20 {"
                           " Card#3 pad=20 on=drag,drop { Text#4 text=\"Drop here\" } } }";

static struct rig_app *one;
static struct rig_app *two;

static bool start(void) {
    if (!rig_init(&rig, true)) {
        return false;
    }
    one = rig_open(&rig, 1);
    two = rig_open(&rig, 2);
    return rig_commit(one, source) && rig_commit(two, sink);
}

static void take(struct rig_app *app) {
    while (rig_event(app)) {
    }
}

TEST(a_short_way_is_a_click_a_long_one_a_drag) {
    REQUIRE(start());
    rig_move_to_node(one, 3);
    rig_button(&rig, true);
    rig_move(&rig, rig.core.pointer.x_px + 3, rig.core.pointer.y_px);
    CHECK(!dnd_is_on(&rig.core));
    rig_button(&rig, false);
    CHECK_EQ(rig_count(one, UI_EVENT_CLICK), 1);
    rig_button(&rig, true);
    rig_move(&rig, rig.core.pointer.x_px + 30, rig.core.pointer.y_px + 90);
    CHECK(dnd_is_on(&rig.core));
    CHECK(rig.core.overlays[OVERLAY_GHOST].surface != NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, false);
    CHECK(!dnd_is_on(&rig.core));
    CHECK(rig.core.overlays[OVERLAY_GHOST].surface == NULL);
    CHECK_EQ(rig_count(one, UI_EVENT_CLICK), 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(between_apps) {
    REQUIRE(start());
    rig_move_to_node(one, 3);
    rig_button(&rig, true);
    rig_move(&rig, rig.core.pointer.x_px + 10, rig.core.pointer.y_px - 300);
    CHECK(dnd_is_on(&rig.core));
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_NO);
    take(one);
    take(two);
    rig_move_to_node(two, 4);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_GRAB);
    CHECK(rig.core.overlays[OVERLAY_DROP].surface != NULL);
    golden_check("drag.light@1", gui_core_surface(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_event(two));
    CHECK_EQ(two->event.kind, UI_EVENT_DRAG);
    CHECK_EQ(two->event.drag.phase, UI_POINTER_ENTER);
    CHECK_EQ(two->event.id, 3);
    CHECK_EQ(two->event.drag.source, 0); // another app's
    rig_button(&rig, false);
    REQUIRE(rig_event(two));
    CHECK_EQ(two->event.kind, UI_EVENT_DROP);
    CHECK(strcmp(two->text, "the text") == 0);
    CHECK(rig.core.active == rig_window(two, 2));
    CHECK(!rig_event(two));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(rows_are_dropped_before_or_after) {
    REQUIRE(start());
    rig_move_to_node(one, 6);
    rig_button(&rig, true);
    rig_move_to_node(one, 8);
    rig_move(&rig, rig.core.pointer.x_px, rig.core.pointer.y_px + 8);
    CHECK(dnd_is_on(&rig.core));
    CHECK_EQ(rig.core.dnd.at, UI_DROP_AFTER);
    CHECK(rig_same_when_repainted(&rig));
    rig_move(&rig, rig.core.pointer.x_px, rig.core.pointer.y_px - 14);
    CHECK_EQ(rig.core.dnd.at, UI_DROP_BEFORE);
    take(one);
    rig_button(&rig, false);
    REQUIRE(rig_event(one));
    CHECK_EQ(one->event.kind, UI_EVENT_DROP);
    CHECK_EQ(one->event.id, 7);
    CHECK_EQ(one->event.drag.at, UI_DROP_BEFORE);
    CHECK_EQ(one->event.drag.source, 5);
    CHECK(strcmp(one->text, "5") == 0);
    rig_deinit(&rig);
}

TEST(escape_and_vanished_things_end_it) {
    REQUIRE(start());
    for (int i = 0; i < 3; i++) {
        rig_move_to_node(one, 3);
        rig_button(&rig, true);
        rig_move_to_node(two, 4);
        CHECK(dnd_is_on(&rig.core));
        take(two);
        if (i == 0) {
            rig_tap(&rig, KEY_ESC);
            CHECK_EQ(rig_count(two, UI_EVENT_DROP), 0);
        } else if (i == 1) { // the target goes, the drag goes on
            REQUIRE(rig_commit(two, "App { }"));
            CHECK(dnd_is_on(&rig.core));
            CHECK(rig.core.dnd.target == NULL);
            CHECK(rig_same_when_repainted(&rig));
            rig_button(&rig, false);
            REQUIRE(rig_commit(two, sink));
        } else {
            REQUIRE(rig_commit(one, "App { }"));
        }
        CHECK(!dnd_is_on(&rig.core));
        CHECK(rig_same_when_repainted(&rig));
        rig_button(&rig, false);
    }
    rig_deinit(&rig);
}

static char dropped[64];

static void drop_text(struct window *w, uint32_t node, lpx_t x, lpx_t y, struct ui_text text) {
    (void)x;
    (void)y;
    CHECK_EQ(w->session->scene.tree.nodes[node].id, 9);
    memcpy(dropped, text.bytes, text.len_b);
}

TEST(text_goes_into_fields) {
    REQUIRE(start());
    rig.core.drop_text = drop_text;
    struct window *w = rig_window(one, 2);
    rig_move_to_node(one, 6);
    rig_button(&rig, true);
    dnd_begin_text(&rig.core, w, rig_node(one, 9), (struct ui_text){ "some words", 10 });
    CHECK(dnd_is_on(&rig.core));
    rig_move_to_node(one, 9);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, false);
    CHECK(strcmp(dropped, "some words") == 0);
    rig_deinit(&rig);
}
