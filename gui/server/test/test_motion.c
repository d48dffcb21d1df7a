// SPDX-License-Identifier: MIT
// Movements: the curve, how long frames go on, that everything ends where it is, FRAME events.
#include <test/test.h>

#include "motion.h"
#include "pulse.h"
#include "rig.h"
#include "snap.h"

static struct rig rig;

static const char one[] = "App { Window#2 title=\"One\" w=300 h=200 { Text#3 text=\"one\" } }";
static const char game[] =
    "App { Window#2 title=\"Game\" w=300 h=200 { Canvas#3 on=frame grow=1 } }";

#define MS UINT64_C(1000000)

/// Lets time go by as the task would; returns the pictures that were shown.
static uint32_t pass(nsec_t ms) {
    uint32_t before = rig.presents;
    nsec_t end = rig.now + ms * MS;
    while (gui_core_deadline(&rig.core) <= end) {
        rig.now = MAX(gui_core_deadline(&rig.core), rig.now + 1000);
        gui_core_tick(&rig.core);
    }
    rig.now = end;
    return rig.presents - before;
}

TEST(the_curve_is_steep_first_and_ends_exactly) {
    CHECK_EQ(motion_curve(0), 0);
    CHECK_EQ(motion_curve(65536), 65536);
    CHECK_EQ(motion_curve(70000), 65536);
    CHECK(motion_curve(16384) > 32768); // a quarter of the time, more than half of the way
    uint32_t before = 0;
    for (uint32_t i = 0; i <= 65536; i += 256) {
        CHECK(motion_curve(i) >= before);
        before = motion_curve(i);
    }
}

TEST(windows_fade_in_and_then_nothing_happens_any_more) {
    REQUIRE(rig_init(&rig, false));
    rig.core.reduce_motion = false;
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, one));
    (void)pass(20);
    CHECK(motion_running(&rig.core));
    CHECK(!gui_core_is_idle(&rig.core));
    struct compose_layer layer;
    CHECK(window_layer(rig_window(app, 2), &layer));
    CHECK(layer.opacity < 255);
    CHECK(layer.w_px < 300 && layer.w_px > 290);
    uint32_t shown = pass(300);
    CHECK(shown >= 9 && shown <= 12); // 180 ms at 60 Hz
    CHECK(!motion_running(&rig.core));
    CHECK(gui_core_is_idle(&rig.core));
    CHECK(gui_core_deadline(&rig.core) == UINT64_MAX);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(snapping_minimising_and_closing_end_where_they_should) {
    REQUIRE(rig_init(&rig, false));
    rig.core.reduce_motion = false;
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, one));
    (void)pass(400);
    struct window *w = rig_window(app, 2);
    snap_set(w, SNAP_LEFT);
    (void)pass(30);
    struct compose_layer layer;
    CHECK(window_layer(w, &layer));
    CHECK(layer.x_px > 0 && layer.w_px > 300 && layer.w_px < 640);
    CHECK(pass(400) >= 12);
    CHECK(window_layer(w, &layer));
    CHECK_EQ(layer.x_px, 0);
    CHECK_EQ(layer.surface->w_px, 640);
    CHECK(rig_same_when_repainted(&rig));
    window_set_minimised(w, true);
    CHECK(motion_running(&rig.core));
    (void)pass(400);
    CHECK(rig_same_when_repainted(&rig));
    window_set_minimised(w, false);
    (void)pass(400);
    REQUIRE(rig_commit(app, "App { }"));
    CHECK(motion_running(&rig.core)); // its ghost
    (void)pass(400);
    CHECK(!motion_running(&rig.core) && gui_core_is_idle(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    // Everything at once, and the core goes in the middle of it.
    REQUIRE(rig_commit(app, one));
    (void)pass(30);
    REQUIRE(rig_commit(app, "App { }"));
    rig_deinit(&rig);
}

TEST(reduced_motion_is_none) {
    REQUIRE(rig_init(&rig, false));
    CHECK(rig.core.reduce_motion);
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, one));
    (void)pass(20);
    CHECK(!motion_running(&rig.core));
    snap_set(rig_window(app, 2), SNAP_MAXIMISED);
    CHECK(!motion_running(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(canvases_hear_of_frames_while_they_can_be_seen) {
    REQUIRE(rig_init(&rig, false));
    rig.core.reduce_motion = false;
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, game));
    (void)pass(400);
    (void)rig_count(app, UI_EVENT_FRAME);
    uint32_t frames = 0;
    for (int i = 0; i < 10; i++) {
        (void)pass(17);
        frames += rig_count(app, UI_EVENT_FRAME);
    }
    CHECK(frames >= 8 && frames <= 11);
    (void)pass(500); // the app does not listen: one waits, no more
    CHECK_EQ(rig_count(app, UI_EVENT_FRAME), 1);
    window_set_minimised(rig_window(app, 2), true);
    (void)pass(500);
    (void)rig_count(app, UI_EVENT_FRAME);
    (void)pass(500);
    CHECK_EQ(rig_count(app, UI_EVENT_FRAME), 0);
    CHECK(gui_core_deadline(&rig.core) == UINT64_MAX);
    rig_deinit(&rig);
}
