// SPDX-License-Identifier: MIT
// A scroll frame: one notch of the wheel over a list of 400 x 600 px until it is on the screen.
// host/bench.sh counts its instructions; here the pixels are checked.
#include <base/fmt.h>
#include <test/test.h>

#include "rig.h"

static struct rig rig;
static char text[32768];

static void run_scroll(void) {
    struct gui_input event = { 0, GUI_INPUT_REL, 8, -1, 0 };
    gui_core_input(&rig.core, &event);
    gui_core_tick(&rig.core);
}

/// The part that callgrind counts.
__attribute__((noinline)) void bench_body(void (*run)(void));
void bench_body(void (*run)(void)) {
    run();
}

static void scroll_list_of(uint32_t rows, const char *kind) {
    CHECK(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    size_t used = fmt_str(text, sizeof(text),
                          "App { Window#2 title=\"Rows\" w=400 h=600 { %s#10 count=%u row_h=28 "
                          "grow=1 on=visible,change { %s",
                          kind, rows, kind[1] == 'a' ? "TableColumn text=\"Name\" grow=1 " : "");
    for (uint32_t i = 0; i < 90; i++) {
        used += fmt_str(text + used, sizeof(text) - used,
                        "Item#%u { Text text=\"Row %u of the list\" } ", 100000 + i, i);
    }
    (void)fmt_str(text + used, sizeof(text) - used, "} } }");
    CHECK(rig_commit(app, text));
    rig_move_to_node(app, 10);
    for (int i = 0; i < 3; i++) {
        run_scroll(); // shapes the texts that come in
    }
    bench_body(run_scroll);
    CHECK_EQ(rig_scene_node(app, 10)->value.scroll[AXIS_Y], LPX(240));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(scroll_short_list) {
    scroll_list_of(90, "List");
}

TEST(scroll_list_100000_rows) {
    scroll_list_of(100000, "List");
}

TEST(scroll_table_100000_rows) {
    scroll_list_of(100000, "Table");
}
