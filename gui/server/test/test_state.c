// SPDX-License-Identifier: MIT
/// @file
/// A core that dies and its successor: same windows, same pixels, nothing typed is lost or doubled.
#include <base/rng.h>
#include <string.h>
#include <test/test.h>

#include "rig.h"

static struct rig rig;

static uint32_t length_of(const struct rig_app *app, uint32_t id) {
    return scene_editor(&rig_session(app)->scene, rig_node(app, id))->doc.len_b;
}

static const char two_fields[] =
    "App { Window#2 title=\"Form\" pad=16 gap=8 { TextField#3 text=\"abc\" on=change,focus "
    "TextField#4 text=\"\" on=change Checkbox#5 text=\"On\" on=change Slider#6 value=0.5 "
    "Scroll#7 h=60 { Column#8 { Text#9 text=\"one\" Text#10 text=\"two\" Text#11 text=\"three\" "
    "Text#12 text=\"four\" Text#13 text=\"five\" Text#14 text=\"six\" } } } }";

TEST(text_that_the_app_has_not_seen_stays) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    rig_click_node(app, 3);
    rig_tap(&rig, KEY_A);
    rig_tap(&rig, KEY_LEFT);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, KEY_LEFT);
    CHECK(rig_same_when_resumed(&rig));
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    rig_tap(&rig, KEY_A);
    struct edit *e = scene_editor(&rig_session(app)->scene, rig_node(app, 3));
    CHECK_EQ(e->doc.len_b, 4u);
    CHECK(memcmp(edit_flat(e), "abaa", 4) == 0);
    rig_deinit(&rig);
}

TEST(windows_stand_as_they_stood) {
    REQUIRE(rig_init(&rig, true));
    for (uint64_t i = 1; i <= 3; i++) {
        REQUIRE(rig_commit(rig_open(&rig, i), two_fields));
    }
    rig_tap(&rig, KEY_TAB);
    window_move(rig_window(&rig.app[1], 2), 17, 23);
    window_resize(rig_window(&rig.app[2], 2), 300, 200, (struct lpx_size){ LPX(333), LPX(222) });
    window_raise(rig_window(&rig.app[0], 2));
    window_activate(&rig.core, rig_window(&rig.app[1], 2));
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_resumed(&rig));
    window_toggle_maximised(rig_window(&rig.app[1], 2));
    window_set_minimised(rig_window(&rig.app[0], 2), true);
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_resumed(&rig));
    window_toggle_maximised(rig_window(&rig.app[1], 2));
    CHECK_EQ(rig_window(&rig.app[1], 2)->x_px, 17);
    rig_deinit(&rig);
}

TEST(a_button_that_is_held_is_clicked_once) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 { Button#3 text=\"Go\" on=click } }"));
    rig_move_to_node(app, 3);
    rig_button(&rig, true);
    CHECK(rig_same_when_resumed(&rig));
    rig_button(&rig, false);
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 1u);
    CHECK(rig_same_when_resumed(&rig));
    CHECK_EQ(rig_count(app, UI_EVENT_CLICK), 0u);
    rig_deinit(&rig);
}

static void press(uint16_t code, int32_t value) {
    struct gui_input event = { rig.now, GUI_INPUT_KEY, code, value, 0 };
    gui_core_input(&rig.core, &event);
}

TEST(what_was_not_saved_has_not_happened) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    rig_click_node(app, 4);
    (void)rig_count(app, UI_EVENT_CHANGE);
    press(KEY_A, 1);
    press(KEY_A, 0);
    CHECK_EQ(rig_count(app, UI_EVENT_CHANGE), 0u); // the app cannot see it yet
    REQUIRE(rig_resume(&rig));
    CHECK_EQ(rig_count(app, UI_EVENT_CHANGE), 0u);
    CHECK_EQ(length_of(app, 4), 0u);
    rig_tap(&rig, KEY_A); // the driver's ring still has it
    CHECK_EQ(rig_count(app, UI_EVENT_CHANGE), 1u);
    CHECK_EQ(length_of(app, 4), 1u);
    rig_deinit(&rig);
}

TEST(what_was_saved_is_published_by_the_successor) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    rig_click_node(app, 4);
    (void)rig_count(app, UI_EVENT_CHANGE);
    press(KEY_A, 1);
    state_save(&rig.core); // and there it dies
    CHECK_EQ(rig_count(app, UI_EVENT_CHANGE), 0u);
    REQUIRE(rig_resume(&rig));
    CHECK_EQ(rig_count(app, UI_EVENT_CHANGE), 1u);
    CHECK_EQ(length_of(app, 4), 1u);
    rig_deinit(&rig);
}

TEST(a_newer_tree_counts_for_more_than_what_was_saved) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    rig_click_node(app, 4);
    rig_tap(&rig, KEY_A);
    while (rig_event(app)) {
        app->events_seen = app->event.seq;
    }
    REQUIRE(rig_publish(app, "App { Window#2 { TextField#4 text=\"other\" on=change } }"));
    REQUIRE(rig_resume(&rig));
    CHECK_EQ(length_of(app, 4), 5u);
    CHECK_EQ(rig_window(app, 2)->focus_id, 4u);
    rig_deinit(&rig);
}

TEST(devices_are_remembered) {
    REQUIRE(rig_init(&rig, true));
    uint64_t position = 0;
    state_set_device(&rig.core.state, 77, 4096);
    gui_core_tick(&rig.core);
    REQUIRE(rig_resume(&rig));
    CHECK(state_device_position(&rig.core.state, 77, &position));
    CHECK_EQ(position, 4096u);
    CHECK(!state_device_position(&rig.core.state, 78, &position));
    rig_deinit(&rig);
}

/// Whatever stands in the saved state, the successor starts and shows the apps' trees.
TEST(hostile_state_costs_only_itself) {
    struct rng rng;
    rng_init(&rng, 7);
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    rig_click_node(app, 3);
    rig_tap(&rig, KEY_A);
    for (int round = 0; round < 60; round++) {
        uint8_t *bytes = rig.state;
        for (uint32_t k = 1 + rng_below(&rng, 8); k > 0; k--) {
            // Mostly where something stands.
            uint32_t at = rng_below(&rng, 3) == 0
                              ? rng_below(&rng, RIG_STATE_B)
                              : AREA_PAGE_B * rng_below(&rng, 18) + rng_below(&rng, 700);
            bytes[at] = (uint8_t)rng_next(&rng);
        }
        REQUIRE(rig_resume(&rig));
        REQUIRE(rig_window(app, 2) != NULL);
        rig_tap(&rig, KEY_A);
        REQUIRE(rig_same_when_repainted(&rig));
    }
    rig_deinit(&rig);
}

/// As above, but the sums are right: every field must be checked by itself.
TEST(hostile_state_with_good_sums) {
    struct rng rng;
    rng_init(&rng, 8);
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    rig_click_node(app, 3);
    rig_tap(&rig, KEY_A);
    for (int round = 0; round < 200; round++) {
        struct area *a = &rig.core.state.area;
        uint64_t *head =
            (uint64_t *)((uint8_t *)rig.state + AREA_PAGE_B + (a->serial & 1) * AREA_ROOT_B);
        uint32_t len_b = (uint32_t)head[2];
        uint8_t *root = (uint8_t *)(head + 4);
        for (uint32_t k = 1 + rng_below(&rng, 4); k > 0; k--) {
            uint32_t at = rng_below(&rng, len_b);
            root[at] = rng_below(&rng, 2) == 0 ? (uint8_t)rng_next(&rng) : 0xff;
        }
        head[3] = state_sum(root, len_b);
        REQUIRE(rig_resume(&rig));
        REQUIRE(rig_window(app, 2) != NULL);
        rig_tap(&rig, KEY_A);
        rig_move(&rig, 600, 300);
        rig_button(&rig, round % 2 == 0);
        REQUIRE(rig_same_when_repainted(&rig));
        // Its app reads on, wherever the ring is said to end.
        while (rig_event(app)) {
        }
    }
    rig_deinit(&rig);
}

TEST(the_wallpaper_is_taken_over_unless_it_is_damaged) {
    REQUIRE(rig_init(&rig, true));
    uint32_t *pixel = (uint32_t *)((uint8_t *)rig.cache + PAGE_SIZE_B) + 5000;
    uint32_t right = *pixel;
    CHECK(rig_same_when_resumed(&rig));
    CHECK_EQ(*pixel, right);
    *pixel ^= 0x00ffffffu; // the sum does not fit any more: drawn anew
    CHECK(rig_same_when_resumed(&rig));
    CHECK_EQ(*pixel, right);
    rig_deinit(&rig);
}

TEST(the_look_is_taken_over) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    gui_core_set_theme(&rig.core, THEME_DARK);
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_resumed(&rig));
    CHECK_EQ(rig.core.theme_kind, THEME_DARK);
    rig_deinit(&rig);
}

TEST(a_key_that_was_released_meanwhile_does_not_repeat) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, two_fields));
    rig_click_node(app, 4);
    rig_key(&rig, KEY_A, 1);
    rig.now += UINT64_C(5000000000); // the restart takes long
    REQUIRE(rig_resume(&rig));
    gui_core_tick(&rig.core);
    CHECK_EQ(length_of(app, 4), 1u);
    rig_key(&rig, KEY_A, 0);
    rig.now += UINT64_C(5000000000);
    gui_core_tick(&rig.core);
    CHECK_EQ(length_of(app, 4), 1u);
    rig_deinit(&rig);
}
