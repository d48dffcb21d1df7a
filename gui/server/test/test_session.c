// SPDX-License-Identifier: MIT
/// @file
/// Commits that are refused, torn, too many or come from memory that goes away.
#include <string.h>
#include <test/test.h>

#include "rig.h"

static struct rig rig;

static const char plain[] =
    "App { Window#2 title=\"T\" w=300 { Checkbox#5 text=\"Box\" on=change "
    "TextField#6 text=\"abc\" on=change,submit Slider#7 value=0.5 on=change "
    "Button#8 text=\"Go\" on=click } }";

/// A tree that the importer refuses: the same id twice.
static const char twice[] = "App { Window#2 { Text#5 text=\"a\" Text#5 text=\"b\" } }";

TEST(the_last_good_picture_stays) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, plain));
    static uint32_t before[RIG_W * RIG_H];
    memcpy(before, rig.pixels, RIG_W * RIG_H * 4);
    REQUIRE(rig_commit(app, twice));
    CHECK_EQ(app->down->rejected, 2);
    CHECK_EQ(app->down->reason, UI_REJECT_ID);
    CHECK_EQ(app->down->accepted, 1);
    CHECK(memcmp(before, rig.pixels, RIG_W * RIG_H * 4) == 0);
    CHECK(!app->closed);
    // A good one is taken as if nothing had been; the count starts again.
    REQUIRE(rig_commit(app, plain));
    CHECK_EQ(app->down->accepted, 3);
    REQUIRE(rig_commit(app, twice));
    REQUIRE(rig_commit(app, twice));
    CHECK(!app->closed);
    REQUIRE(rig_commit(app, plain));
    CHECK_EQ(app->down->accepted, 6);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(three_rejections_in_a_row_close_the_session) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    struct rig_app *other = rig_open(&rig, 2);
    REQUIRE(rig_commit(app, plain));
    REQUIRE(rig_commit(other, plain));
    for (int i = 0; i < 3; i++) {
        REQUIRE(rig_commit(app, twice));
    }
    CHECK(app->closed);
    CHECK_EQ(app->why, ERR_BAD_FORMAT);
    CHECK(session_find(&rig.core, 1) == NULL);
    CHECK(rig_window(other, 2) != NULL);
    CHECK(rig.core.active == rig_window(other, 2));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(commits_are_delayed_not_refused) {
    REQUIRE(rig_init(&rig, false));
    struct rig_app *app = rig_open(&rig, 1);
    rig.now += GUI_FRAME_NS;
    REQUIRE(rig_commit(app, plain));
    CHECK_EQ(app->down->presented, 1); // the first change after idle: at once
    REQUIRE(rig_commit(app, twice));
    CHECK_EQ(app->down->copied, 1);
    CHECK_EQ(app->down->rejected, 0);
    CHECK_EQ(gui_core_deadline(&rig.core), rig.now + GUI_FRAME_NS);
    CHECK(!gui_core_is_idle(&rig.core));
    rig.now += GUI_FRAME_NS / 2;
    gui_core_tick(&rig.core);
    CHECK_EQ(app->down->copied, 1);
    rig.now += GUI_FRAME_NS / 2 + 1;
    gui_core_tick(&rig.core);
    CHECK_EQ(app->down->copied, 2);
    CHECK_EQ(app->down->rejected, 2);
    CHECK_EQ(gui_core_deadline(&rig.core), UINT64_MAX);
    rig_deinit(&rig);
}

TEST(pictures_come_sixty_times_a_second_at_most) {
    REQUIRE(rig_init(&rig, false));
    struct rig_app *app = rig_open(&rig, 1);
    rig.now += 2 * GUI_FRAME_NS;
    REQUIRE(rig_commit(app, plain));
    uint32_t presents = rig.presents;
    for (int i = 0; i < 10; i++) {
        rig.now += GUI_FRAME_NS / 10;
        rig_move(&rig, 100 + i, 100);
    }
    CHECK(rig.presents - presents <= 1);
    rig.now += GUI_FRAME_NS;
    gui_core_tick(&rig.core);
    CHECK_EQ(gui_core_deadline(&rig.core), UINT64_MAX);
    rig_deinit(&rig);
}

/// Memory that is gone when the tree is read.
static status_t fail_read(void *context, void *dst, const volatile void *src, size_t len_b) {
    bool *fail = context;
    return *fail ? ERR_FAULT : ui_read_words(NULL, dst, src, len_b);
}

TEST(memory_that_goes_away_costs_only_its_session) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *other = rig_open(&rig, 2);
    struct rig_app *app = rig_open(&rig, 1);
    bool fail = false;
    rig_session(app)->importer.read = fail_read;
    rig_session(app)->importer.read_context = &fail;
    REQUIRE(rig_commit(app, plain));
    REQUIRE(rig_commit(other, plain));
    fail = true;
    REQUIRE(rig_commit(app, plain));
    CHECK(app->closed);
    CHECK_EQ(app->why, ERR_FAULT);
    CHECK(rig_window(other, 2) != NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(an_app_that_does_not_listen_gets_a_veil_and_can_be_closed) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, plain));
    for (int i = 0; i < 600 && !rig_session(app)->stalled; i++) {
        rig_click_node(app, 8);
    }
    CHECK(rig_session(app)->stalled);
    CHECK(rig_same_when_repainted(&rig));
    struct window *w = rig_window(app, 2);
    int32_t x = w->x_px;
    rig_move_to_node(app, 2);
    rig_button(&rig, true);
    rig_move(&rig, rig.core.pointer.x_px + 50, rig.core.pointer.y_px);
    rig_button(&rig, false);
    CHECK_EQ(w->x_px, x + 50);
    // It comes back: the veil goes with its next commit.
    while (rig_event(app)) {
    }
    REQUIRE(rig_commit(app, plain));
    CHECK(!rig_session(app)->stalled);
    CHECK(rig_same_when_repainted(&rig));
    for (int i = 0; i < 600 && !rig_session(app)->stalled; i++) {
        rig_click_node(app, 8);
    }
    window_close(w);
    CHECK(app->closed);
    rig_deinit(&rig);
}
