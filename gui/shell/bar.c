// SPDX-License-Identifier: MIT
// The menu bar.
#include <idl/settings.h>

#include "calendar.h"
#include "shell.h"

/// What can be clicked on the bar.
enum place {
    PLACE_NONE,
    PLACE_START,
    PLACE_LAYOUT,
    PLACE_BELL,
};

enum {
    BUTTON_H = 24,
    ICON_W = 34,
    BADGE_W = 34,
    GLYPH = 18,
};

static enum place hovered;

static void click(ui_event *e) {
    switch ((enum place)e->arg) {
    case PLACE_START:
        start_toggle();
        break;
    case PLACE_LAYOUT:
        menu_open(MENU_LAYOUTS, 0, -150, 0, false);
        break;
    case PLACE_BELL:
        center_toggle();
        break;
    case PLACE_NONE:
        break;
    }
}

static void hover(ui_event *e) {
    if (e->phase == UI_POINTER_ENTER) {
        hovered = (enum place)e->arg;
    } else if (e->phase == UI_POINTER_LEAVE && hovered == (enum place)e->arg) {
        hovered = PLACE_NONE;
    }
}

/// `data`: NULL, or it lies under the pointer.
static void draw_ground(ui_canvas_t canvas, void *data) {
    double w;
    double h;
    ui_canvas_size(canvas, &w, &h);
    if (data != NULL) {
        ui_draw_token(canvas, UI_HAIRLINE);
        ui_draw_rrect(canvas, 0, 0, w, h, 6);
    }
}

static void draw_badge(ui_canvas_t canvas, void *data) {
    // A rounded frame around the letters: corners of two points are enough at this size.
    static const double frame[] = { 7,   4.5,  27,   4.5, 28.8, 5.2, 29.5, 7,   29.5,
                                    17,  28.8, 18.8, 27,  19.5, 7,   19.5, 5.2, 18.8,
                                    4.5, 17,   4.5,  7,   5.2,  5.2, 7,    4.5 };
    draw_ground(canvas, data);
    ui_draw_token(canvas, UI_PLAIN);
    ui_draw_polyline(canvas, frame, sizeof frame / sizeof *frame / 2, 1);
}

static void *lit(enum place place) {
    return hovered == place ? &hovered : NULL;
}

static void icon_button(enum place place, enum ui_icon icon, const char *label) {
    Canvas(.key = (uint64_t)place, .draw = draw_ground, .data = lit(place), .w = ICON_W,
           .h = BUTTON_H, .label = label, .on_click = UI_ON(click, place),
           .on_pointer = UI_ON(hover, place)) {
        ui_icon(icon, .x = (ICON_W - GLYPH) / 2, .y = (BUTTON_H - GLYPH) / 2, .w = GLYPH,
                .h = GLYPH);
    }
}

static void layout_badge(void) {
    Canvas(.draw = draw_badge, .data = lit(PLACE_LAYOUT), .w = BADGE_W, .h = BUTTON_H,
           .label = "Keyboard layout", .tip = prefs_keymap_name(prefs_get(SETTINGS_KEY_KEYMAP)),
           .on_click = UI_ON(click, PLACE_LAYOUT), .on_pointer = UI_ON(hover, PLACE_LAYOUT)) {
        ui_text(prefs_keymap_badge(prefs_get(SETTINGS_KEY_KEYMAP)), .style = UI_CAPTION,
                .align = UI_CENTER, .y = 4, .w = BADGE_W);
    }
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
        icon_button(PLACE_START, UI_HESPER, "Start");
        ui_app_menu(.h = BAR_H);
        Spacer(.grow = 1);
        layout_badge();
        icon_button(PLACE_BELL, quiet ? UI_BELL_OFF : UI_BELL, "Notifications");
        Spacer(.w = 2);
        ui_text(clock_text(), .style = UI_HEADING);
        Spacer(.w = 12);
    }
}
