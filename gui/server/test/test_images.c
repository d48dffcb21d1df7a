// SPDX-License-Identifier: MIT
// Images of apps: copied once, checked, scaled, charged.
#include "rig.h"
#include "session_images.h"

#include <test/test.h>

#include <stdlib.h>

static struct rig rig;
static struct rig_app *app;
static uint32_t pixels[16 * 16];
static uint32_t number;

static struct gui_image source(void) {
    return (struct gui_image){
        .pixels = pixels,
        .size_b = sizeof pixels,
        .w_px = 16,
        .h_px = 16,
        .stride_b = 64,
    };
}

static bool start(void) {
    for (int i = 0; i < 256; i++) {
        pixels[i] = 0xff204060;
    }
    if (!rig_init(&rig, true)) {
        return false;
    }
    app = rig_open(&rig, 1);
    const struct gui_image from = source();
    return gui_core_image_create(&rig.core, 1, &from, &number) == OK;
}

static bool show(void) {
    return rig_commit(app, "App { Window#10 title=\"I\" w=200 h=120 { Column#2 align=start {"
                           " Image#3 image=1 w=64 h=64 } } }");
}

/// The pixel of the screen at x, y of the node.
static uint32_t at(int x, int y) {
    const struct scene_node *n = rig_scene_node(app, 3);
    const struct window *w = rig_window(app, 10);
    return rig.pixels[(w->y_px + n->box.y / 64 + y) * RIG_W + w->x_px + n->box.x / 64 + x] |
           0xff000000u;
}

TEST(image_is_shown_scaled) {
    REQUIRE(start());
    REQUIRE(show());
    CHECK_EQ(at(1, 1), 0xff204060);
    CHECK_EQ(at(62, 62), 0xff204060);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(update_shows_and_memory_alone_does_not) {
    REQUIRE(start());
    REQUIRE(show());
    for (int i = 0; i < 256; i++) {
        pixels[i] = 0xffffffff;
    }
    gui_core_repaint(&rig.core);
    gui_core_tick(&rig.core);
    CHECK_EQ(at(30, 30), 0xff204060);
    CHECK_EQ(gui_core_image_update(&rig.core, 1, number, (struct px_box){ 0, 0, 16, 16 }), OK);
    gui_core_tick(&rig.core);
    CHECK_EQ(at(30, 30), 0xffffffff);
    CHECK_EQ(gui_core_image_update(&rig.core, 1, number, (struct px_box){ 0, 0, 17, 16 }),
             ERR_BAD_SIZE);
    CHECK_EQ(gui_core_image_update(&rig.core, 1, number + 1, (struct px_box){ 0, 0, 1, 1 }),
             ERR_NOT_FOUND);
    rig_deinit(&rig);
}

TEST(colours_above_their_alpha_are_cut_down) {
    REQUIRE(start());
    const struct image *image = list_first(&rig_session(app)->images, struct image, link);
    pixels[0] = 0x10ffffff;
    CHECK_EQ(gui_core_image_update(&rig.core, 1, number, (struct px_box){ 0, 0, 1, 1 }), OK);
    CHECK_EQ(image->pixels->pixels[0], 0x10101010);
    rig_deinit(&rig);
}

TEST(sizes_that_do_not_fit) {
    REQUIRE(start());
    uint32_t n = 0;
    const struct {
        uint32_t w, h, stride_b;
    } bad[] = { { 0, 1, 4 },    { 17, 1, 64 },      { 16, 17, 64 },
                { 16, 16, 62 }, { 4097, 1, 20000 }, { 16, 16, 0xfffffffc } };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct gui_image from = source();
        from.w_px = bad[i].w;
        from.h_px = bad[i].h;
        from.stride_b = bad[i].stride_b;
        CHECK_EQ(gui_core_image_create(&rig.core, 1, &from, &n), ERR_BAD_SIZE);
    }
    struct gui_image good = source();
    CHECK_EQ(gui_core_image_create(&rig.core, 7, &good, &n), ERR_NOT_FOUND);
    rig_session(app)->surfaces_b += SESSION_SURFACES_B;
    CHECK_EQ(gui_core_image_create(&rig.core, 1, &good, &n), ERR_QUOTA);
    rig_session(app)->surfaces_b -= SESSION_SURFACES_B;
    rig_deinit(&rig);
}

TEST(destroyed_ones_are_gone) {
    REQUIRE(start());
    REQUIRE(show());
    uint64_t before = rig_session(app)->surfaces_b;
    CHECK(gui_core_image_destroy(&rig.core, 1, number));
    CHECK(!gui_core_image_destroy(&rig.core, 1, number));
    gui_core_tick(&rig.core);
    CHECK(at(30, 30) != 0xff204060);
    CHECK_EQ(before - rig_session(app)->surfaces_b, sizeof pixels);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
