// SPDX-License-Identifier: MIT
// The dock: apps that are always there, then others that run, then the settings.
#include <base/string.h>
#include <idl/shell.h>

#include "shell.h"

enum {
    PLACES_MAX = 16,
    EDGE = 12, ///< Room below it.
    ROOM = 10, ///< Room around the icons.
    GAP = 12,  ///< Between them.
    LIFT = 4,  ///< How far the icon under the pointer rises.
    DOT_BOX = 6,
    HEIGHT = DOCK_ICON + 2 * ROOM,
};

/// Those of them that the image has.
static const char *const pinned[] = { "terminal", "notes", "gallery",    "monitor",
                                      "paint",    "todo",  "calculator", "clock" };
static const char *const last = "settings_app";

static struct {
    uint32_t component[PLACES_MAX];
    uint32_t count;
    uint32_t hovered; ///< Number of a component; 0 = none.
} dock;

static bool has(uint32_t component) {
    for (uint32_t i = 0; i < dock.count; i++) {
        if (dock.component[i] == component) {
            return true;
        }
    }
    return false;
}

static void put(const struct app *app) {
    if (app != NULL && dock.count < PLACES_MAX && !has(app->component)) {
        dock.component[dock.count++] = app->component;
    }
}

/// Fills the places; returns how many stand before the separator.
static uint32_t arrange(void) {
    dock.count = 0;
    for (size_t i = 0; i < ARRAY_LEN(pinned); i++) {
        put(apps_find(pinned[i]));
    }
    for (uint32_t i = 0; apps_at(i) != NULL; i++) {
        const struct app *app = apps_at(i);
        if (strcmp(app->name, last) != 0 && windows_last_of(app->name) != NULL) {
            put(app);
        }
    }
    uint32_t before = dock.count;
    put(apps_find(last));
    return before;
}

static void open_or_minimise(const struct app *app) {
    const struct win *active = windows_active();
    if (active != NULL && strcmp(active->app, app->name) == 0) {
        windows_minimise(active->number);
    } else {
        apps_open(app);
    }
}

static void click(ui_event *e) {
    const struct app *app = apps_of_component((uint32_t)e->arg);
    if (app != NULL) {
        open_or_minimise(app);
    }
}

void dock_open_place(int place) {
    (void)arrange();
    if (place >= 1 && (uint32_t)place <= dock.count) {
        apps_open(apps_of_component(dock.component[place - 1]));
    }
}

static void pointer(ui_event *e) {
    if (e->phase == UI_POINTER_ENTER) {
        dock.hovered = (uint32_t)e->arg;
    } else if (e->phase == UI_POINTER_LEAVE && dock.hovered == (uint32_t)e->arg) {
        dock.hovered = 0;
    }
}

static void open_menu(ui_event *e) {
    menu_open(MENU_APP, (uint32_t)e->arg, 0, windows_screen_h() - EDGE - HEIGHT - 8, true);
}

static void draw_dot(ui_canvas_t canvas, void *data) {
    bool front = data != NULL;
    ui_draw_token(canvas, front ? UI_ACCENT : UI_SUBTLE);
    ui_draw_circle(canvas, DOT_BOX / 2.0, DOT_BOX / 2.0, front ? 2.4 : 2);
}

static void view_place(const struct app *app) {
    const struct win *active = windows_active();
    bool front = active != NULL && strcmp(active->app, app->name) == 0;
    bool running = windows_last_of(app->name) != NULL;
    int lift = dock.hovered == app->component ? LIFT : 0;
    Column(.key = app->component, .w = DOCK_ICON, .h = HEIGHT, .align = UI_CENTER,
           .label = ui_fmt("%s%s", app->title, running ? ", running" : ""), .tip = app->title,
           .on_click = UI_ON(click, app->component), .on_pointer = UI_ON(pointer, app->component),
           .on_menu = UI_ON(open_menu, app->component)) {
        Spacer(.h = ROOM - lift);
        apps_icon(app, DOCK_ICON, 0, 0);
        Spacer(.h = 2 + lift);
        if (running) {
            ui_canvas(.draw = draw_dot, .data = front ? &dock : NULL, .w = DOT_BOX, .h = DOT_BOX,
                      .label = front ? "in front" : "running");
        }
    }
}

void dock_view(void) {
    uint32_t before = arrange();
    Panel("Dock", .layer = UI_LAYER_BAR, .edge = UI_EDGE_BOT_MIDDLE, .zone = HEIGHT + EDGE,
          .y = EDGE, .radius = 22, .glass = true, .h = HEIGHT) Row(.h = HEIGHT) {
        Spacer(.w = ROOM);
        Row(.gap = GAP, .h = HEIGHT) {
            for (uint32_t i = 0; i < dock.count; i++) {
                if (i == before && i > 0) {
                    Row(.w = 9, .justify = UI_CENTER) Divider(.vertical = true, .h = 36);
                }
                view_place(apps_of_component(dock.component[i]));
            }
        }
        Spacer(.w = ROOM);
    }
}
