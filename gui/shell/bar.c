// SPDX-License-Identifier: MIT
// The menu bar.
#include <idl/settings.h>

#include "calendar.h"
#include "shell.h"

static void toggle_start(ui_event *e) {
    start_toggle();
}

static void open_layouts(ui_event *e) {
    menu_open(MENU_LAYOUTS, 0, -150, 0, false);
}

static void toggle_center(ui_event *e) {
    center_toggle();
}

static const char *clock_text(void) {
    char date[32];
    char time[16];
    int64_t now_s = prefs_now_s();
    calendar_date(date, sizeof date, now_s);
    calendar_time(time, sizeof time, now_s, prefs_get(SETTINGS_KEY_CLOCK_24H) != 0);
    return ui_fmt("%s  %s", date, time);
}

void bar_view(void) {
    bool quiet = prefs_get(SETTINGS_KEY_DO_NOT_DISTURB) != 0;
    Panel("Menu bar", .layer = UI_LAYER_BAR, .edge = UI_EDGE_TOP, .zone = BAR_H, .glass = true,
          .h = BAR_H) Row(.h = BAR_H, .gap = 4) {
        Spacer(.w = 2);
        ui_button(.icon = UI_HESPER, .tone = UI_SUBTLE, .label = "Start", .w = 34, .h = 24,
                  .on_click = UI_ON(toggle_start));
        ui_app_menu(.h = BAR_H);
        Spacer(.grow = 1);
        ui_button(prefs_keymap_badge(prefs_get(SETTINGS_KEY_KEYMAP)), UI_ON(open_layouts),
                  .tone = UI_SUBTLE, .label = "Keyboard layout", .h = 24);
        ui_button(.icon = quiet ? UI_BELL_OFF : UI_BELL, .tone = UI_SUBTLE,
                  .label = "Notifications", .w = 34, .h = 24, .on_click = UI_ON(toggle_center));
        ui_text(clock_text(), .style = UI_HEADING);
        Spacer(.w = 12);
    }
}
