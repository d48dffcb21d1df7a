// SPDX-License-Identifier: MIT
// docs/samples/form.c against the fake server: all sorts of bindings, and the canvas.
#include "fake_server.h"

#include <test/test.h>

int form_main(void);
#define main form_main
#include "../../docs/samples/form.c"
#undef main

static bool change_all(int step) {
    uint32_t slider = fake_find(UI_KIND_SLIDER, "Brightness");
    uint32_t choice = fake_find(UI_KIND_SELECT, "Keyboard layout");
    uint32_t canvas = fake_find(UI_KIND_CANVAS, "CPU load chart");
    struct ui_event_rec rec = { .gen = fake.tree->gen, .kind = UI_EVENT_CHANGE };
    switch (step) {
    case 0:
        CHECK_EQ(ui_tree_i32(fake.tree, choice, UI_ATTR_CHOICE), 1);
        CHECK(strstr(fake_dump(), "options: [\"English (US)\", \"Deutsch\", \"日本語\"]") != NULL);
        CHECK(strstr(fake_dump(), "value: 0.72 min: 0 max: 1 on: [change]") != NULL);
        CHECK(strstr(fake_dump(), "ops: [token hairline, line 8 8 292 8 1, ") != NULL);
        CHECK(strstr(fake_dump(), ", stroke 2, circle 292 92 4] on: [resize]") != NULL);
        rec.id = fake_id(slider);
        rec.change.value = 0.25;
        fake_post(rec, NULL);
        rec.id = fake_id(choice);
        rec.change.index = 2;
        fake_post(rec, NULL);
        fake_toggle(fake_find(UI_KIND_SWITCH, "Dark appearance"), true);
        fake_toggle(fake_find(UI_KIND_SWITCH, "Show tips at startup"), false);
        fake_type(fake_find(UI_KIND_TEXT_FIELD, "Device name"), "lab");
        rec = (struct ui_event_rec){ .gen = fake.tree->gen,
                                     .id = fake_id(canvas),
                                     .kind = UI_EVENT_RESIZE,
                                     .resize = { .w = 360, .h = 100 } };
        fake_post(rec, NULL);
        return true;
    default:
        CHECK_EQ(ui_tree_i32(fake.tree, choice, UI_ATTR_CHOICE), 2);
        CHECK(strstr(fake_dump(), "line 8 8 352 8 1, ") != NULL);
        return false;
    }
}

TEST(bindings_of_every_type) {
    fake_run(view, NULL, change_all);
    CHECK(bright == 0.25);
    CHECK_EQ(kb, 2);
    CHECK(dark && !tips);
    CHECK_STR(name, "lab");
    CHECK_EQ(fake.rejected, 0);
}
