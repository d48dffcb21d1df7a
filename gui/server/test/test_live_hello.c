// SPDX-License-Identifier: MIT
/// @file
/// apps/hello in front of the server core: objects at places of a canvas.
#include <test/test.h>

#include "live.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
int hello_main(void);
#define main hello_main
#include "../../../apps/hello/main.c"
#undef main

/// Pixels of the window that are pure red: the heading is painted in exactly the colour asked for.
static uint32_t red_pixels(void) {
    uint32_t num = 0;
    for (int i = 0; i < RIG_W * RIG_H; i++) {
        num += (live.pixels[i] & 0xffffff) == 0xff0000;
    }
    return num;
}

static bool click(int step) {
    struct rig_app *app = &live.app[0];
    CHECK(rig_same_when_repainted(&live));
    CHECK_EQ(app->down->rejected, 0);
    if (step == 0) {
        const struct scene_node *text = rig_scene_node(app, live_find(UI_KIND_TEXT, "Hello World"));
        const struct scene_node *b = rig_scene_node(app, live_find(UI_KIND_BUTTON, "Click here"));
        CHECK_EQ(b->box.x, text->box.x); // both at x = 10
        CHECK_EQ(b->box.y - text->box.y, 50 * 64);
        CHECK(red_pixels() > 50);
        rig_click_node(app, live_find(UI_KIND_BUTTON, "Click here"));
        return true;
    }
    CHECK(live_find(UI_KIND_BUTTON, "Clicked!") != 0);
    return false;
}

TEST(click_changes_the_button) {
    CHECK_EQ(live_run(hello_main, click), 1);
}
