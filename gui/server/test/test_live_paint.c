// SPDX-License-Identifier: MIT
/// @file
/// apps/paint in front of the server core: what it looks like with a picture on it.
#include <test/test.h>

#include "host/golden.h"
#include "live.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#pragma clang diagnostic ignored "-Wunused-parameter"
#pragma clang diagnostic ignored "-Wshadow"
int paint_main(void);
#define main paint_main
#include "../../../apps/paint/main.c"
#undef main
#include "../../../apps/paint/picture.c"

/// Drags on the picture; positions in px from its corner.
static void stroke(int32_t x1, int32_t y1, int32_t x2, int32_t y2) {
    struct rig_app *app = &live.app[0];
    uint32_t id = 0;
    const struct session *s = rig_session(app);
    for (uint32_t i = 0; i < s->scene.tree.num_nodes; i++) {
        if (s->scene.tree.nodes[i].kind == UI_KIND_CANVAS) {
            id = s->scene.tree.nodes[i].id;
        }
    }
    const struct scene_node *n = rig_scene_node(app, id);
    const struct window *w = s->scene.nodes[n->top].window;
    int32_t x = w->x_px + lpx_snap(n->box.x, 100);
    int32_t y = w->y_px + lpx_snap(n->box.y, 100);
    rig_move(&live, x + x1, y + y1);
    rig_button(&live, true);
    rig_move(&live, x + x2, y + y2);
    rig_button(&live, false);
}

static bool draw_things(int step) {
    CHECK(rig_same_when_repainted(&live));
    CHECK_EQ(live.app[0].down->rejected, 0);
    tool = (enum tool)(step < NUM_TOOLS ? step : TOOL_BRUSH);
    color = 2 * step % NUM_COLORS;
    width = 3 + 2 * step;
    if (step < NUM_TOOLS) {
        CHECK_EQ(picture_strokes(), step);
        stroke(40 + 100 * step, 60, 120 + 100 * step, 260);
        return true;
    }
    if (step == NUM_TOOLS) {
        rig_tap(&live, KEY_TAB); // one more round trip
        return true;
    }
    struct window *w = list_first(&live.core.windows, struct window, link);
    golden_check("app_paint.light@1", w->surface);
    gui_core_set_theme(&live.core, THEME_DARK);
    gui_core_tick(&live.core);
    golden_check("app_paint.dark@1", w->surface);
    picture_undo();
    CHECK(picture_can_redo());
    picture_clear();
    return false;
}

TEST(draws_what_the_user_draws) {
    (void)live_run(paint_main, draw_things);
}
