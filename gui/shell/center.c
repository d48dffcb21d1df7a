// SPDX-License-Identifier: MIT
// The history of notifications.
#include <idl/settings.h>

#include "calendar.h"
#include "notices.h"

enum {
    WIDTH = 360,
    HEIGHT = 440,
};

static struct {
    bool open;
    bool quiet; ///< What its switch shows.
} center;

bool center_is_open(void) {
    return center.open;
}

void center_toggle(void) {
    menu_close();
    center.open = !center.open;
}

static void dismiss(ui_event *e) {
    center.open = false;
}

static void set_quiet(ui_event *e) {
    prefs_set(SETTINGS_KEY_DO_NOT_DISTURB, center.quiet ? 1 : 0);
}

static void clear(ui_event *e) {
    notices_clear();
}

static void view_one(const struct notice *n) {
    char ago[24];
    calendar_ago(ago, sizeof ago, prefs_time_s(n->posted_ns), prefs_now_s(),
                 prefs_get(SETTINGS_KEY_CLOCK_24H) != 0);
    const struct app *app = apps_of_component(n->component);
    Card(.key = n->id, .pad = 12, .gap = 4, .label = n->title) {
        Row(.gap = 8) {
            if (app != NULL) {
                apps_icon(app, 16, 0, 0);
            }
            ui_text(app != NULL ? app->title : "", .style = UI_CAPTION, .tone = UI_SUBTLE,
                    .grow = 1);
            ui_text(ago, .style = UI_CAPTION, .tone = UI_SUBTLE);
        }
        ui_text(n->title, .style = UI_HEADING);
        if (n->body[0] != 0) {
            ui_text(n->body, .tone = UI_SUBTLE, .wrap = true);
        }
    }
}

void center_view(void) {
    if (!center.open) {
        return;
    }
    center.quiet = prefs_get(SETTINGS_KEY_DO_NOT_DISTURB) != 0;
    Panel("History", .layer = UI_LAYER_PANEL, .edge = UI_EDGE_TOP_END, .x = 12, .y = 8, .w = WIDTH,
          .h = HEIGHT, .radius = 16, .glass = true, .dismiss = true, .focus = true,
          .on_close = UI_ON(dismiss)) Column(.pad = 16, .gap = 12, .h = HEIGHT) {
        Row(.gap = 8) {
            ui_text("Notifications", .style = UI_HEADING, .grow = 1);
            ui_button("Clear", UI_ON(clear), .disabled = notices_at(0) == NULL);
        }
        ui_switch("Do not disturb", &center.quiet, UI_ON(set_quiet));
        ui_divider();
        if (notices_at(0) == NULL) {
            ui_text("Nothing new", .tone = UI_SUBTLE, .align = UI_CENTER);
        }
        Scroll(.grow = 1) Column(.gap = 8) {
            const struct notice *n;
            for (uint32_t i = 0; (n = notices_at(i)) != NULL; i++) {
                view_one(n);
            }
        }
    }
}
