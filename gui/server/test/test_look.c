// SPDX-License-Identifier: MIT
/// @file
/// Theme, scale and contrast while everything is shown.
#include <string.h>
#include <test/test.h>

#include "look.h"
#include "rig.h"

static struct rig rig;
static struct rig_app *app;

static const char tree[] =
    "App { Window#2 title=\"One\" w=301 on=resize { Column#3 pad=20 gap=16 {"
    " Text#4 text=\"Some words that wrap where the line ends, as words do\" wrap"
    " Row#5 gap=8 { Button#6 text=\"No\" on=click Button#7 text=\"Yes\" tone=accent on=click }"
    " Checkbox#8 text=\"Really\" Slider#9 value=0.4 TextField#10 text=\"Words\" } } }";

static bool open_all(void) {
    if (!rig_init(&rig, true)) {
        return false;
    }
    app = rig_open(&rig, 2);
    if (app == NULL || !rig_commit(app, tree)) {
        return false;
    }
    rig_click_node(app, 2); // nothing is arranged any more
    window_move(rig_window(app, 2), 333, 77);
    gui_core_tick(&rig.core);
    return true;
}

static void keep(void) {
    memcpy(rig.check, rig.pixels, RIG_W * RIG_H * 4);
}

static bool same_as_kept(void) {
    return memcmp(rig.check, rig.pixels, RIG_W * RIG_H * 4) == 0;
}

static void set_look(enum theme_kind theme, scale_t scale, bool night) {
    struct gui_look look = { .theme = theme, .scale = scale, .night = night };
    gui_core_set_look(&rig.core, &look);
    gui_core_tick(&rig.core);
}

TEST(theme_there_and_back_is_the_same_picture) {
    REQUIRE(open_all());
    static const enum theme_kind others[] = { THEME_DARK, THEME_LIGHT_CONTRAST,
                                              THEME_DARK_CONTRAST };
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        keep();
        set_look(others[i], 100, i != 1);
        CHECK(!same_as_kept());
        CHECK(rig_same_when_repainted(&rig));
        set_look(THEME_LIGHT, 100, false);
        CHECK(rig_same_when_repainted(&rig));
        gui_core_set_theme(&rig.core, THEME_LIGHT);
    }
    keep();
    set_look(THEME_DARK, 100, true);
    set_look(THEME_LIGHT, 100, false);
    // `check` is as it was kept: nothing was compared since.
    CHECK(same_as_kept());
    rig_deinit(&rig);
}

TEST(scale_there_and_back_is_the_same_picture) {
    REQUIRE(open_all());
    static const scale_t scales[] = { 125, 150, 200, 300 };
    for (size_t i = 0; i < ARRAY_LEN(scales); i++) {
        rig_count(app, UI_EVENT_RESIZE);
        keep();
        set_look(THEME_LIGHT, scales[i], false);
        CHECK(!same_as_kept());
        CHECK_EQ(rig_count(app, UI_EVENT_RESIZE), 1); // apps hear of it
        CHECK_EQ(window_w_px(rig_window(app, 2)), lpx_snap(LPX(301), scales[i]));
        set_look(THEME_LIGHT, 100, false);
        CHECK(same_as_kept());
        set_look(THEME_LIGHT, scales[i], false);
        CHECK(rig_same_when_repainted(&rig));
        set_look(THEME_LIGHT, 100, false);
    }
    // Moved meanwhile: it stays where it was put.
    set_look(THEME_LIGHT, 200, false);
    window_move(rig_window(app, 2), 400, 200);
    set_look(THEME_LIGHT, 100, false);
    CHECK_EQ(rig_window(app, 2)->x_px, 200);
    CHECK_EQ(rig_window(app, 2)->y_px, 100);
    // What nobody offers becomes the next lower one.
    set_look(THEME_LIGHT, 180, false);
    CHECK_EQ(rig.core.scale, 150);
    rig_deinit(&rig);
}

TEST(maximised_windows_fill_the_screen_at_every_scale) {
    REQUIRE(open_all());
    struct window *w = rig_window(app, 2);
    window_toggle_maximised(w);
    gui_core_tick(&rig.core);
    keep();
    set_look(THEME_LIGHT, 150, false);
    CHECK_EQ(window_w_px(w), RIG_W);
    CHECK_EQ(window_h_px(w), RIG_H);
    set_look(THEME_LIGHT, 100, false);
    CHECK(same_as_kept());
    rig_deinit(&rig);
}

/// Least contrast of `ink` on what windows are made of, times 100.
static uint32_t least(const struct theme *t, argb_t ink) {
    static const enum theme_color grounds[] = { COLOR_WINDOW, COLOR_CHROME, COLOR_CARD };
    uint32_t worst = 2100;
    for (size_t i = 0; i < ARRAY_LEN(grounds); i++) {
        argb_t ground = t->color[grounds[i]];
        worst = MIN(worst, theme_contrast_x100(color_on(ground, ink), ground));
    }
    return worst;
}

TEST(every_theme_can_be_read) {
    static const enum theme_color inks[] = { COLOR_TEXT_1, COLOR_TEXT_2, COLOR_TEXT_3,
                                             COLOR_ACCENT, COLOR_DANGER, COLOR_SUCCESS };
    for (int kind = 0; kind < THEME_NUM_KINDS; kind++) {
        const struct theme *t = theme_get((enum theme_kind)kind);
        bool high = kind == THEME_LIGHT_CONTRAST || kind == THEME_DARK_CONTRAST;
        uint32_t text = high ? 700 : 450;
        for (size_t i = 0; i < ARRAY_LEN(inks); i++) {
            CHECK(least(t, t->color[inks[i]]) >= text);
        }
        CHECK(theme_contrast_x100(t->color[COLOR_ON_ACCENT], t->color[COLOR_ACCENT_FILL]) >= text);
        CHECK(theme_contrast_x100(t->color[COLOR_ON_DANGER], t->color[COLOR_DANGER]) >= text);
        CHECK(theme_contrast_x100(t->color[COLOR_TEXT_1], t->color[COLOR_FIELD]) >= text);
        CHECK(theme_contrast_x100(t->color[COLOR_TEXT_3], t->color[COLOR_FIELD]) >= text);
        // Glass over the worst that can lie below it.
        for (int below = 0; below < 2; below++) {
            argb_t ground = below == 0 ? 0xff000000u : 0xffffffffu;
            argb_t panel = color_on(ground, t->color[COLOR_GLASS_PANEL]);
            CHECK(theme_contrast_x100(t->color[COLOR_TEXT_1], panel) >= text);
        }
        if (high) {
            CHECK(least(t, t->color[COLOR_BORDER]) >= 300);
            CHECK(least(t, t->color[COLOR_TRACK]) >= 300);
            CHECK(least(t, t->color[COLOR_RING]) >= 300);
            CHECK(least(t, t->color[COLOR_HAIRLINE]) >= 300);
        }
    }
}

TEST(held_keys_repeat_as_the_user_wants) {
    REQUIRE(rig_init(&rig, false));
    app = rig_open(&rig, 2);
    REQUIRE(rig_commit(app, tree));
    rig.core.key_delay_ns = 200000000;
    rig.core.key_every_ns = 100000000;
    rig_click_node(app, 10);
    rig_key(&rig, KEY_A, 1);
    CHECK_EQ(rig.core.keyboard.repeat_ns, rig.now + 200000000);
    rig.now += 200000000;
    gui_core_tick(&rig.core);
    CHECK_EQ(rig.core.keyboard.repeat_ns, rig.now + 100000000);
    gui_core_release_all(&rig.core);
    rig_deinit(&rig);
}
