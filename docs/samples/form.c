// SPDX-License-Identifier: MIT
// A form: cards, a grid, widgets that are bound to variables, and a chart on a canvas.
#include <ui.h>

static char name[64] = "pi-kiosk";
static bool dark, tips = true;
static double bright = .72, load[24];
static int kb = 1;
static const char *const layouts[] = { "English (US)", "Deutsch", "日本語" };

static void save(ui_event *e) {
    // an app would store its settings here
}

static void chart(ui_canvas_t c, void *unused) { // recorded; the server draws
    double xy[48], w, h;
    ui_canvas_size(c, &w, &h);
    for (int i = 0; i < 24; i++) {
        xy[2 * i] = 8 + i * (w - 16) / 23;
        xy[2 * i + 1] = h - 8 - load[i] * (h - 16);
    }
    ui_draw_token(c, UI_HAIRLINE);
    for (int k = 0; k < 4; k++) {
        ui_draw_line(c, 8, 8 + 28 * k, w - 8, 8 + 28 * k, 1);
    }
    ui_draw_token(c, UI_ACCENT);
    ui_draw_polyline(c, xy, 24, 2);
    ui_draw_circle(c, xy[46], xy[47], 4);
}

static void view(void) {
    Window("System settings", .w = 400) Column(.pad = 20, .gap = 16) {
        Card(.pad = 16, .gap = 12) {
            Grid(.cols = 2, .gap = 12, .align = UI_CENTER) {
                ui_text("Device name");
                ui_text_field(name, sizeof name, .grow = 1, .label = "Device name");
                ui_text("Keyboard layout");
                ui_select(&kb, layouts, 3, .label = "Keyboard layout");
                ui_text("Brightness");
                ui_slider(&bright, 0, 1, .label = "Brightness");
            }
            ui_divider();
            ui_switch("Dark appearance", &dark);
            ui_switch("Show tips at startup", &tips);
        }
        Card(.pad = 16, .gap = 8) {
            ui_text("CPU load, last 24 min", .style = UI_HEADING);
            ui_canvas(.draw = chart, .h = 100, .label = "CPU load chart");
        }
        Row(.gap = 8, .justify = UI_END) {
            ui_button("Cancel");
            ui_button("Save", UI_ON(save), .tone = UI_ACCENT);
        }
    }
}

int main(void) {
    return ui_run(view);
}
