// SPDX-License-Identifier: MIT
// Shapes of the pointer: how they look, and when they show.
#include <test/test.h>

#include "cursor.h"
#include "draw.h"
#include "host/golden.h"
#include "rig.h"

static struct rig rig;

static const char tree[] =
    "App { Window#2 title=\"Shapes\" w=400 h=300 pad=10 gap=10 {"
    " TextField#3 w=200 Button#4 text=\"Press\" on=click Link#5 text=\"Go\" on=click"
    " Row#6 cursor=cursor_cross w=200 h=40 { Text#7 text=\"inside\" }"
    " TextField#8 disabled w=200 } }";

/// All shapes in a row on a plain ground.
static void check_picture(enum theme_kind kind, scale_t scale, const char *name) {
    const struct theme *theme = theme_get(kind);
    struct surface *s = NULL;
    int32_t cell = lpx_snap(LPX(36), scale);
    CHECK_STATUS(surface_create(cell * (CURSOR_SHAPES - 1), cell, &s), OK);
    struct draw d = draw_make(s, surface_box(s), scale, NULL);
    draw_fill(&d, surface_box(s), theme->color[COLOR_WINDOW]);
    for (int i = 1; i < CURSOR_SHAPES; i++) {
        struct cursor c;
        CHECK_STATUS(cursor_draw(&c, (enum ui_cursor)i, theme, scale), OK);
        for (int32_t y = 0; y < c.image->h_px; y++) {
            for (int32_t x = 0; x < c.image->w_px; x++) {
                pargb_t *at = surface_row(s, y + 2) + (i - 1) * cell + x + 2;
                *at = color_over(*at, surface_row(c.image, y)[x]);
            }
        }
        cursor_deinit(&c);
    }
    golden_check(name, s);
    surface_destroy(s);
}

TEST(shapes_look_as_they_should) {
    check_picture(THEME_LIGHT, 100, "cursors.light@1");
    check_picture(THEME_DARK, 200, "cursors.dark@2");
}

TEST(shapes_follow_what_is_under_the_pointer) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, tree));
    static const struct {
        uint32_t id;
        enum ui_cursor shape;
    } nodes[] = { { 3, UI_CURSOR_TEXT },  { 4, UI_CURSOR_ARROW }, { 5, UI_CURSOR_HAND },
                  { 7, UI_CURSOR_CROSS }, { 8, UI_CURSOR_ARROW }, { 3, UI_CURSOR_TEXT } };
    for (size_t i = 0; i < ARRAY_LEN(nodes); i++) {
        rig_move_to_node(app, nodes[i].id);
        CHECK_EQ(rig.core.cursor_shape, nodes[i].shape);
        CHECK(rig_same_when_repainted(&rig));
    }
    // What lies under it changes without the pointer.
    REQUIRE(rig_commit(app, "App { Window#2 title=\"Shapes\" w=400 h=300 { } }"));
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_ARROW);
    CHECK(rig_same_when_repainted(&rig));
    gui_core_set_theme(&rig.core, THEME_DARK);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_ARROW);
    rig_deinit(&rig);
}

TEST(shapes_at_edges_and_during_drags) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, tree));
    const struct window *w = rig_window(app, 2);
    int32_t right = w->x_px + window_w_px(w);
    int32_t bottom = w->y_px + window_h_px(w);
    rig_move(&rig, right + 2, w->y_px + 100);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_SIZE_H);
    rig_move(&rig, w->x_px + 100, bottom + 2);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_SIZE_V);
    rig_move(&rig, w->x_px - 2, bottom + 2);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_SIZE_D2);
    rig_move(&rig, right + 2, bottom + 2);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_SIZE_D1);
    rig_button(&rig, true);
    rig_move(&rig, w->x_px + 300, w->y_px + 280); // stays while it drags
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_SIZE_D1);
    rig_button(&rig, false);
    rig_move_to_node(app, 2);
    rig_button(&rig, true);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_ARROW); // may become a click
    rig_move(&rig, 600, 300);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_MOVE);
    CHECK(rig_same_when_repainted(&rig));
    rig_button(&rig, false);
    CHECK_EQ(rig.core.cursor_shape, UI_CURSOR_ARROW);
    rig_deinit(&rig);
}

TEST(a_commit_under_a_resting_pointer_is_no_movement) {
    static const char canvas[] = "App { Window#2 title=\"Canvas\" w=300 h=200 {"
                                 " Canvas#3 grow=1 on=pointer } }";
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, canvas));
    rig_move_to_node(app, 3);
    CHECK_EQ(rig_count(app, UI_EVENT_POINTER), 1);
    REQUIRE(rig_commit(app, canvas));
    CHECK_EQ(rig_count(app, UI_EVENT_POINTER), 0);
    rig_move(&rig, rig.core.pointer.x_px + 1, rig.core.pointer.y_px);
    CHECK_EQ(rig_count(app, UI_EVENT_POINTER), 1);
    rig_deinit(&rig);
}
