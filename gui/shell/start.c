// SPDX-License-Identifier: MIT
// The start menu.
#include <base/string.h>
#include <idl/settings.h>

#include "calendar.h"
#include "search.h"
#include "shell.h"

enum {
    WIDTH = 420,
    HEIGHT = 470,
    PAD = 15,
    COLS = 5,
    CELL_W = 78,
    CELL_H = 104,
    ICON = 52,
    ROWS_SHOWN = 2,
    RECENT_MAX = 2,
    RESULTS_MAX = 8,
    RESULT_H = 44,
    QUERY_MAX = 64,
    // HID usages of keys.
    KEY_RIGHT = 0x4f,
    KEY_LEFT = 0x50,
    KEY_DOWN = 0x51,
    KEY_UP = 0x52,
};

static struct {
    bool open;
    char query[QUERY_MAX];
    uint32_t selected; ///< Index among what is offered.
    uint32_t hovered;  ///< Component under the pointer; 0 = none.
} start;

static bool is_searching(void) {
    return start.query[strspn(start.query, " ")] != 0;
}

void start_toggle(void) {
    menu_close();
    start.open = !start.open;
    start.query[0] = 0;
    start.selected = 0;
    start.hovered = 0;
}

bool start_is_open(void) {
    return start.open;
}

/// What fits the query, best first; with an empty one nothing does.
static uint32_t find_results(const struct app **out) {
    uint32_t ranks[RESULTS_MAX];
    uint32_t count = 0;
    const struct app *app;
    for (uint32_t i = 0; (app = apps_at(i)) != NULL; i++) {
        uint32_t rank = search_rank(start.query, app->title, app->summary);
        uint32_t at = count;
        while (at > 0 && ranks[at - 1] < rank) {
            at--;
        }
        if (rank == 0 || at == RESULTS_MAX) {
            continue;
        }
        uint32_t moved = MIN(count, (uint32_t)RESULTS_MAX - 1) - at;
        memmove(&ranks[at + 1], &ranks[at], moved * sizeof *ranks);
        memmove(&out[at + 1], &out[at], moved * sizeof *out);
        ranks[at] = rank;
        out[at] = app;
        count = MIN(count + 1, (uint32_t)RESULTS_MAX);
    }
    return count;
}

static uint32_t num_offered(void) {
    const struct app *results[RESULTS_MAX];
    if (is_searching()) {
        return find_results(results);
    }
    uint32_t count = 0;
    while (apps_at(count) != NULL) {
        count++;
    }
    return count;
}

static void open_app(const struct app *app) {
    start.open = false;
    if (app != NULL) {
        apps_open(app);
    }
}

static void click_app(ui_event *e) {
    open_app(apps_of_component((uint32_t)e->arg));
}

static void submit(ui_event *e) {
    const struct app *results[RESULTS_MAX];
    if (!is_searching()) {
        open_app(apps_at(start.selected));
    } else if (start.selected < find_results(results)) {
        open_app(results[start.selected]);
    }
}

static void change(ui_event *e) {
    start.selected = 0;
}

static void key(ui_event *e) {
    if (e->repeat == 2) {
        return; // it went up
    }
    int row = is_searching() ? 1 : COLS;
    int step = e->code == KEY_DOWN    ? row
               : e->code == KEY_UP    ? -row
               : e->code == KEY_RIGHT ? 1
               : e->code == KEY_LEFT  ? -1
                                      : 0;
    int next = (int)start.selected + step;
    if (next >= 0 && next < (int)num_offered()) {
        start.selected = (uint32_t)next;
    }
}

static void hover(ui_event *e) {
    if (e->phase == UI_POINTER_ENTER) {
        start.hovered = (uint32_t)e->arg;
    } else if (e->phase == UI_POINTER_LEAVE && start.hovered == (uint32_t)e->arg) {
        start.hovered = 0;
    }
}

static void dismiss(ui_event *e) {
    start.open = false;
}

static void open_power(ui_event *e) {
    start.open = false;
    power_menu();
}

/// `data`: NULL, or what is painted under the cell.
static void draw_ground(ui_canvas_t canvas, void *data) {
    double w;
    double h;
    ui_canvas_size(canvas, &w, &h);
    if (data != NULL) {
        ui_draw_token(canvas, UI_SELECTION);
        ui_draw_rrect(canvas, 0, 0, w, h, 10);
    }
}

static void view_cell(const struct app *app, uint32_t index) {
    bool lit = start.selected == index || start.hovered == app->component;
    Column(.key = app->component, .w = CELL_W, .h = CELL_H, .align = UI_CENTER) {
        Canvas(.draw = draw_ground, .data = lit ? &start : NULL, .w = CELL_W - 6, .h = CELL_H - 8,
               .label = app->title, .tip = app->summary,
               .on_click = UI_ON(click_app, app->component),
               .on_pointer = UI_ON(hover, app->component)) {
            apps_icon(app, ICON, (CELL_W - 6 - ICON) / 2, 8);
            ui_text(app->title, .style = UI_CAPTION, .align = UI_CENTER, .x = 0, .y = 68,
                    .w = CELL_W - 6);
        }
    }
}

static void view_apps(void) {
    Spacer(.h = 2);
    ui_text("APPS", .style = UI_CAPTION, .tone = UI_SUBTLE);
    Scroll(.h = ROWS_SHOWN * CELL_H) Grid(.cols = COLS) {
        const struct app *app;
        for (uint32_t i = 0; (app = apps_at(i)) != NULL; i++) {
            view_cell(app, i);
        }
    }
}

static void view_result(const struct app *app, uint32_t index) {
    bool lit = start.selected == index || start.hovered == app->component;
    Canvas(.key = app->component, .draw = draw_ground, .data = lit ? &start : NULL, .h = RESULT_H,
           .w = WIDTH - 2 * PAD, .label = app->title, .on_click = UI_ON(click_app, app->component),
           .on_pointer = UI_ON(hover, app->component)) {
        apps_icon(app, 32, 8, 6);
        ui_text(app->title, .x = 52, .y = 3);
        ui_text(app->summary, .style = UI_CAPTION, .tone = UI_SUBTLE, .x = 52, .y = 23,
                .w = WIDTH - 2 * PAD - 60);
    }
}

static void view_results(void) {
    const struct app *results[RESULTS_MAX];
    uint32_t count = find_results(results);
    Spacer(.h = 2);
    Column(.gap = 2) {
        for (uint32_t i = 0; i < count; i++) {
            view_result(results[i], i);
        }
    }
    if (count == 0) {
        ui_text(ui_fmt("Nothing fits “%s”", start.query), .tone = UI_SUBTLE);
    }
}

static void view_recent(void) {
    const struct app *recent[RECENT_MAX];
    uint32_t count = apps_recent(recent, RECENT_MAX);
    if (count == 0) {
        return;
    }
    ui_text("RECENT", .style = UI_CAPTION, .tone = UI_SUBTLE);
    for (uint32_t i = 0; i < count; i++) {
        char ago[24];
        calendar_ago(ago, sizeof ago, prefs_time_s(recent[i]->launched_at), prefs_now_s(),
                     prefs_get(SETTINGS_KEY_CLOCK_24H) != 0);
        Row(.key = recent[i]->component, .h = 30, .gap = 10,
            .on_click = UI_ON(click_app, recent[i]->component)) {
            apps_icon(recent[i], 20, 0, 0);
            ui_text(recent[i]->title, .grow = 1);
            ui_text(ago, .style = UI_CAPTION, .tone = UI_SUBTLE);
        }
    }
}

void start_view(void) {
    if (!start.open) {
        return;
    }
    Panel("Start menu", .layer = UI_LAYER_PANEL, .edge = UI_EDGE_TOP_START, .x = 10, .y = 8,
          .w = WIDTH, .h = HEIGHT, .radius = 16, .glass = true, .dismiss = true, .focus = true,
          .on_close = UI_ON(dismiss), .on_key = UI_ON(key))
        Column(.pad = PAD, .gap = 8, .h = HEIGHT) {
        ui_search_field(start.query, sizeof start.query, "Search apps and settings",
                        .on_change = UI_ON(change), .on_submit = UI_ON(submit), .focus = true,
                        .h = 38, .label = "Search");
        if (is_searching()) {
            view_results();
        } else {
            view_apps();
            view_recent();
        }
        Spacer(.grow = 1);
        ui_divider();
        Row(.gap = 10, .h = 34) {
            ui_icon(UI_MONITOR, .tone = UI_SUBTLE, .w = 18, .h = 18);
            ui_text(prefs_device_name(), .style = UI_HEADING, .grow = 1);
            ui_button(.icon = UI_POWER, .tone = UI_SUBTLE, .label = "Power",
                      .on_click = UI_ON(open_power));
        }
    }
}
