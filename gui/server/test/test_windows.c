// SPDX-License-Identifier: MIT
// Trees of apps through the whole core, from import to pixels, against goldens.
#include <test/test.h>

#include <stdio.h>
#include <string.h>

#include "host/golden.h"
#include "rig.h"

static struct rig rig;

static const char counter[] =
    "App { Window#2 title=\"Counter\" w=280 { Column#3 pad=20 gap=16 align=center {"
    " Text#4 text=\"0\" style=display"
    " Row#5 gap=8 { Button#6 text=\"−1\" on=click disabled Button#7 text=\"Add one\" tone=accent"
    " on=click } } } }";

static const char hello[] = "App { Window#2 title=\"My first application\" w=200 h=300 { Canvas#3 {"
                            " Text#4 x=10 y=10 text=\"Hello World\" style=title rgba=0xff0000ff"
                            " Button#5 x=10 y=60 text=\"Click here\" on=click } } }";

static const char todo[] =
    "App { Window#2 title=\"To do\" w=360 { Column#3 pad=16 gap=12 {"
    " Row#4 gap=8 { TextField#5 placeholder=\"What needs doing?\" grow=1 focus on=submit"
    "  Button#6 text=\"Add\" tone=accent disabled on=click }"
    " List#7 {"
    "  Item#8 pad=8 gap=8 align=center { Checkbox#9 text=\"Write the GUI server\" checked grow=1"
    "   Button#10 icon=trash tone=subtle label=\"Delete\" on=click }"
    "  Item#11 pad=8 gap=8 align=center { Checkbox#12 text=\"Make the start menu beautiful\" grow=1"
    "   Button#13 icon=trash tone=subtle label=\"Delete\" on=click }"
    "  Item#14 pad=8 gap=8 align=center { Checkbox#15 text=\"Ship it on a Raspberry Pi\" grow=1"
    "   Button#16 icon=trash tone=subtle label=\"Delete\" on=click } }"
    " Text#17 text=\"2 of 3 left\" style=caption tone=subtle } } }";

static const char settings[] =
    "App { Window#2 title=\"System settings\" w=400 { Column#3 pad=20 gap=16 {"
    " Card#4 pad=16 gap=12 {"
    "  Grid#5 cols=2 gap=12 align=center {"
    "   Text#6 text=\"Device name\" TextField#7 text=\"pi-kiosk\" grow=1"
    "   Text#8 text=\"Keyboard layout\" Select#9 options=\"English (US)|Deutsch\" choice=1"
    "   Text#10 text=\"Brightness\" Slider#11 value=0.72 }"
    "  Divider#12"
    "  Switch#13 text=\"Dark appearance\""
    "  Switch#14 text=\"Show tips at startup\" checked }"
    " Row#15 gap=8 justify=end { Button#16 text=\"Cancel\" Button#17 text=\"Save\" tone=accent } } "
    "} }";

/// Commits `tree` as a new app and compares the picture of its window.
static void check_window(const char *tree, const char *name) {
    struct rig_app *app = NULL;
    CHECK(rig_init(&rig, true));
    app = rig_open(&rig, 1);
    CHECK(app != NULL && rig_commit(app, tree));
    struct window *w = app == NULL ? NULL : rig_window(app, 2);
    CHECK(w != NULL);
    if (w != NULL) {
        golden_check(name, w->surface);
    }
    rig_deinit(&rig);
}

TEST(counter_looks_as_it_should) {
    check_window(counter, "app_counter.light@1");
}

TEST(hello_looks_as_it_should) {
    check_window(hello, "app_hello.light@1");
}

TEST(todo_looks_as_it_should) {
    check_window(todo, "app_todo.light@1");
}

TEST(settings_look_as_they_should) {
    check_window(settings, "app_settings.light@1");
}

TEST(theme_there_and_back) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(app != NULL && rig_commit(app, counter));
    gui_core_set_theme(&rig.core, THEME_DARK);
    gui_core_tick(&rig.core);
    golden_check("app_counter.dark@1", rig_window(app, 2)->surface);
    gui_core_set_theme(&rig.core, THEME_LIGHT);
    gui_core_tick(&rig.core);
    golden_check("app_counter.light@1", rig_window(app, 2)->surface);
    rig_deinit(&rig);
}

/// Publishes counter and hello in this order and copies the screen.
static void boot_in_order(uint64_t first, uint64_t second, uint32_t *out_pixels) {
    CHECK(rig_init(&rig, true));
    struct rig_app *one = rig_open(&rig, first);
    struct rig_app *two = rig_open(&rig, second);
    CHECK(one != NULL && rig_commit(one, first == 1 ? counter : hello));
    CHECK(two != NULL && rig_commit(two, second == 1 ? counter : hello));
    memcpy(out_pixels, rig.pixels, sizeof(uint32_t) * RIG_W * RIG_H);
    rig_deinit(&rig);
}

TEST(the_desktop_at_boot_does_not_depend_on_who_is_quicker) {
    static uint32_t pictures[2][RIG_W * RIG_H];
    boot_in_order(1, 2, pictures[0]);
    boot_in_order(2, 1, pictures[1]);
    CHECK(memcmp(pictures[0], pictures[1], sizeof(pictures[0])) == 0);
}

TEST(a_window_from_before_the_display_gets_its_size) {
    CHECK(rig_init(&rig, true));
    struct px_box work = rig.core.work;
    gui_core_detach_display(&rig.core);
    rig.core.work = (struct px_box){ 0 }; // as before the first display
    struct rig_app *app = rig_open(&rig, 1);
    CHECK(app != NULL && rig_commit(app, counter));
    CHECK_STATUS(gui_core_attach_display(&rig.core, rig.pixels, RIG_W, RIG_H, RIG_W * 4), OK);
    gui_core_tick(&rig.core);
    struct window *w = app == NULL ? NULL : rig_window(app, 2);
    REQUIRE(w != NULL && w->surface != NULL);
    CHECK_EQ(rig.core.work.x2, work.x2);
    golden_check("app_counter.light@1", w->surface);
    rig_deinit(&rig);
}
