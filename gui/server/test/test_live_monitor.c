// SPDX-License-Identifier: MIT
/// @file
/// apps/monitor in front of the server core, with a system that the test makes up; pictures in both
/// themes.
#include <test/test.h>

#include <stdio.h>

#include "host/golden.h"
#include "live.h"
#include "scene_tabs.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#pragma clang diagnostic ignored "-Wunused-parameter"
int monitor_main(void);
#define main monitor_main
#include "../../../apps/monitor/main.c"
#undef main

static enum theme_kind theme;
static char ended[32];

static const struct data_row made_up[] = {
    { 1, "init", DATA_RUNNING, 0, 900 << 10, 4 << 20 },
    { 2, "vm", DATA_RUNNING, 0, 1200 << 10, 8 << 20 },
    { 3, "log", DATA_RUNNING, 0, 400 << 10, 2 << 20 },
    { 4, "virtio_gpu", DATA_RUNNING, 0, 9 << 20, 48 << 20 },
    { 5, "virtio_input", DATA_RUNNING, 0, 700 << 10, 4 << 20 },
    { 6, "gui", DATA_RUNNING, 1, 21 << 20, 64 << 20 },
    { 7, "counter", DATA_RUNNING, 0, 2200 << 10, 6 << 20 },
    { 8, "notes", DATA_STOPPED, 0, 0, 8 << 20 },
    { 9, "probe_crash", DATA_PARKED, 4, 0, 2 << 20 },
    { 10, "terminal", DATA_RUNNING, 0, 11200 << 10, 12 << 20 },
};

int data_read(struct data_row *out) {
    memcpy(out, made_up, sizeof made_up);
    return (int)ARRAY_LEN(made_up);
}

static uint64_t asked; // so that there is something to see

uint64_t data_free_b(void) {
    asked++;
    return (180u << 20) + ((asked * 37) % 41 << 20);
}

const char *data_restart(const char *name) {
    return "access denied";
}

const char *data_stop(const char *name) {
    (void)snprintf(ended, sizeof(ended), "%s", name);
    return NULL;
}

const char *data_start(const char *name) {
    return NULL;
}

static void picture(const char *name) {
    char full[64];
    CHECK(rig_same_when_repainted(&live));
    (void)snprintf(full, sizeof(full), "monitor_%s.%s@1", name,
                   theme == THEME_DARK ? "dark" : "light");
    golden_check(full, rig_window(&live.app[0], live_find(UI_KIND_WINDOW, "Monitor"))->surface);
}

static bool play(int step) {
    CHECK_EQ(live.app[0].down->rejected, 0);
    switch (step) {
    case 0:
        gui_core_set_theme(&live.core, theme);
        live.core.pointer.hidden = true;
        rig_move_to_node(&live.app[0], live_find(UI_KIND_TABLE_COLUMN, "Memory"));
        rig_button(&live, true);
        rig_button(&live, false);
        return true;
    case 1:
        rig_button(&live, true); // the other way round
        rig_button(&live, false);
        return true;
    case 2:
        CHECK_STR(rows[0].name, "gui");
        CHECK_STR(rows[1].name, "terminal");
        rig_tap(&live, KEY_TAB);
        rig_tap(&live, KEY_TAB);
        rig_tap(&live, KEY_TAB); // from the titles to the rows
        return true;
    case 3: {
        const struct scene *s = &rig_session(&live.app[0])->scene;
        const struct window *w = rig_window(&live.app[0], live_find(UI_KIND_WINDOW, "Monitor"));
        const struct lpx_rect *t =
            &s->nodes[rig_node(&live.app[0], live_find(UI_KIND_TABLE_COLUMN, "State"))].box;
        rig_click(&live, w->x_px + t->x / LPX(1) + 5, w->y_px + (t->y + t->h) / LPX(1) + 60);
        return true;
    }
    case 4:
        CHECK_EQ(current, 1);
        CHECK_EQ(chosen, 10);
        rig_click_node(&live.app[0], live_find(UI_KIND_BUTTON, "Restart"));
        return true;
    case 5:
        CHECK(problem != NULL);
        picture("components");
        rig_click_node(&live.app[0], live_find(UI_KIND_BUTTON, "Stop"));
        return true;
    case 6:
        CHECK_STR(ended, "terminal");
        rig_key(&live, KEY_LEFT_CTRL, 1);
        rig_tap(&live, KEY_PAGE_DOWN);
        rig_key(&live, KEY_LEFT_CTRL, 0);
        return true;
    case 7:
        CHECK_EQ(page, 1);
        for (int i = 0; i < 80; i++) {
            sample(NULL);
        }
        ui_invalidate();
        return true;
    case 8:
        return true;
    default:
        rig_move(&live, 5, 5);
        picture("memory");
        return false;
    }
}

static void run(enum theme_kind kind) {
    theme = kind;
    page = num_samples = 0;
    asked = 0;
    current = -1;
    chosen = 0;
    sorted = NAME;
    descending = false;
    problem = NULL;
    CHECK_EQ(live_run(monitor_main, play), 1);
}

TEST(light) {
    run(THEME_LIGHT);
}

TEST(dark) {
    run(THEME_DARK);
}
