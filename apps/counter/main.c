// SPDX-License-Identifier: MIT
// The smallest app with a state: a number and two buttons.
#include <ui.h>

static int n;

static void add(ui_event *e) {
    n += (int)e->arg;
}

static void view(void) {
    Window("Counter", .w = 280) Column(.pad = 20, .gap = 16, .align = UI_CENTER) {
        ui_text(ui_fmt("%d", n), .style = UI_DISPLAY);
        Row(.gap = 8) {
            ui_button("−1", UI_ON(add, -1), .disabled = n == 0);
            ui_button("Add one", UI_ON(add, +1), .tone = UI_ACCENT);
        }
    }
}

int main(void) {
    return ui_run(view);
}
