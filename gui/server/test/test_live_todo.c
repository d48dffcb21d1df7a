// SPDX-License-Identifier: MIT
/// @file
/// apps/todo in front of the server core: added, ticked, filtered and deleted by keys and pointer;
/// pictures in both themes.
#include <test/test.h>

#include <stdio.h>

#include "host/golden.h"
#include "live.h"
#include "scene_tabs.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#pragma clang diagnostic ignored "-Wunused-parameter"
int todo_main(void);
#define main todo_main
#include "../../../apps/todo/main.c"
#undef main

static enum theme_kind theme;

static void picture(const char *name) {
    char full[64];
    CHECK(rig_same_when_repainted(&live));
    (void)snprintf(full, sizeof(full), "todo_%s.%s@1", name,
                   theme == THEME_DARK ? "dark" : "light");
    golden_check(full, rig_window(&live.app[0], live_find(UI_KIND_WINDOW, "To do"))->surface);
}

static void write(const char *keys) {
    static const uint16_t codes[] = { 30, 48, 46, 32, 18, 33, 34, 35, 23, 36, 37, 38, 50,
                                      49, 24, 25, 16, 19, 31, 20, 22, 47, 17, 45, 21, 44 };
    for (; *keys != '\0'; keys++) {
        rig_tap(&live, *keys == ' ' ? KEY_SPACE : codes[*keys - 'a']);
    }
    rig_tap(&live, KEY_ENTER);
}

static void title(const char *tab) {
    const struct scene *s = &rig_session(&live.app[0])->scene;
    struct lpx_rect box;
    const struct window *w = rig_window(&live.app[0], live_find(UI_KIND_WINDOW, "To do"));
    CHECK(tabs_title(s, rig_node(&live.app[0], live_find(UI_KIND_TAB, tab)), &box));
    rig_click(&live, w->x_px + (box.x + box.w / 2) / LPX(1), w->y_px + (box.y + 10 * 64) / LPX(1));
}

/// Id of node number `n` of `kind` that shows.
static uint32_t nth(enum ui_kind kind, int n) {
    const struct scene *s = &rig_session(&live.app[0])->scene;
    for (uint32_t i = 0; i < s->tree.num_nodes; i++) {
        if (scene_kind(s, i) == kind && (s->nodes[i].state & SCENE_SHOWN) != 0 && n-- == 0) {
            return s->tree.nodes[i].id;
        }
    }
    return 0;
}

static void tick(int n) {
    rig_click_node(&live.app[0], nth(UI_KIND_CHECKBOX, n));
}

/// The delete button of the row; "Add" is button 0.
static uint32_t button_of(int row) {
    return nth(UI_KIND_BUTTON, row);
}

static bool play(int step) {
    CHECK_EQ(live.app[0].down->rejected, 0);
    switch (step) {
    case 0:
        gui_core_set_theme(&live.core, theme);
        live.core.pointer.hidden = true;
        gui_core_tick(&live.core);
        picture("empty");
        write("buy milk");
        return true;
    case 1:
        write("water the plants");
        return true;
    case 2:
        write("write a letter");
        return true;
    case 3:
        CHECK_EQ(count, 3);
        tick(1);
        return true;
    case 4:
        CHECK(items[1].done);
        picture("items");
        title("Open");
        return true;
    case 5:
        CHECK_EQ(page, OPEN);
        title("Done");
        return true;
    case 6: {
        CHECK_EQ(page, DONE);
        picture("done");
        rig_click_node(&live.app[0], button_of(1));
        return true;
    }
    case 7:
        CHECK_EQ(count, 2);
        CHECK_STR(items[1].text, "write a letter");
        return true;
    default:
        picture("none_done");
        return false;
    }
}

static void run(enum theme_kind kind) {
    theme = kind;
    count = page = 0;
    next_id = 1;
    draft[0] = '\0';
    CHECK_EQ(live_run(todo_main, play), 1);
}

TEST(light) {
    run(THEME_LIGHT);
}

TEST(dark) {
    run(THEME_DARK);
}
