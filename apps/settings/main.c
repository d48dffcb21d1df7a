// SPDX-License-Identifier: MIT
// Settings: pages on the right, their names on the left.
#include <ui.h>

#include "pages.h"
#include "prefs.h"

static int shown;

static void choose(ui_event *e) {
    shown = (int)e->arg;
}

static void view(void) {
    Window("Settings", .w = 680, .h = 440) Row(.grow = 1, .align = UI_STRETCH) {
        Column(.w = 192, .pad = 12) List() {
            for (int i = 0; i < PAGES; i++) {
                Item(.key = (uint64_t)i + 1, .pad = 8, .gap = 10, .selected = shown == i,
                     .on_click = UI_ON(choose, i)) {
                    ui_icon(pages[i].icon, .tone = shown == i ? UI_ACCENT : UI_SUBTLE, .w = 18,
                            .h = 18);
                    ui_text(pages[i].title);
                }
            }
        }
        ui_divider(.vertical = true);
        Scroll(.grow = 1) Column(.pad = 20, .gap = 16) {
            ui_text(pages[shown].title, .style = UI_TITLE);
            pages[shown].view();
        }
    }
}

int main(void) {
    prefs_start();
    return ui_run(view);
}
