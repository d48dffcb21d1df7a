// SPDX-License-Identifier: MIT
// Menus of the shell itself.
#include <base/string.h>
#include <idl/settings.h>
#include <idl/shell.h>

#include "shell.h"

enum {
    WIDTH = 220,
    PAD = 6,
    ROW_H = 28,
    ROWS_MAX = 24,
    // HID usages of keys.
    KEY_ENTER = 0x28,
    KEY_SPACE = 0x2c,
    KEY_DOWN = 0x51,
    KEY_UP = 0x52,
};

/// One line. Without text it is a separator.
struct row {
    char text[WINDOW_TITLE_MAX];
    enum ui_icon icon;
    void (*choose)(int64_t arg);
    int64_t arg;
};

static struct {
    enum menu_kind kind;
    uint32_t arg;
    int x, y;
    bool bottom; ///< `y` is the lower edge.
    struct row rows[ROWS_MAX];
    uint32_t num;
    uint32_t lit; ///< Index of the row that is highlighted; UINT32_MAX = none.
} menu;

void menu_open(enum menu_kind kind, uint32_t arg, int x, int y, bool bottom) {
    bool again = menu.kind == kind && menu.arg == arg;
    menu.kind = again ? MENU_NONE : kind;
    menu.arg = arg;
    menu.x = x;
    menu.y = y;
    menu.bottom = bottom;
    menu.lit = UINT32_MAX;
}

void menu_close(void) {
    menu.kind = MENU_NONE;
}

enum menu_kind menu_kind(void) {
    return menu.kind;
}

static void add(const char *text, enum ui_icon icon, void (*choose)(int64_t), int64_t arg) {
    if (menu.num < ROWS_MAX) {
        struct row *row = &menu.rows[menu.num++];
        size_t len_b = MIN(strlen(text), sizeof row->text - 1);
        memcpy(row->text, text, len_b);
        row->text[len_b] = 0;
        row->icon = icon;
        row->choose = choose;
        row->arg = arg;
    }
}

static void add_line(void) {
    add("", UI_NO_ICON, NULL, 0);
}

static void set_dark(int64_t value) {
    prefs_set(SETTINGS_KEY_DARK, value);
}

static void set_wallpaper(int64_t value) {
    prefs_set(SETTINGS_KEY_WALLPAPER, value);
}

static void set_keymap(int64_t value) {
    prefs_set(SETTINGS_KEY_KEYMAP, value);
}

static void open_settings(int64_t arg) {
    const struct app *app = apps_find("settings_app");
    if (app != NULL) {
        apps_open(app);
    }
}

static void open_component(int64_t component) {
    const struct app *app = apps_of_component((uint32_t)component);
    if (app != NULL) {
        apps_open(app);
    }
}

static void activate(int64_t number) {
    windows_activate((uint32_t)number);
}

static void quit(int64_t component) {
    const struct win *win;
    for (uint32_t i = 0; (win = windows_at(i)) != NULL; i++) {
        if (win->component == (uint32_t)component) {
            windows_close(win->number);
        }
    }
}

static enum ui_icon tick(bool on) {
    return on ? UI_CHECK : UI_NO_ICON;
}

static void fill_desktop(void) {
    int64_t wallpaper = prefs_get(SETTINGS_KEY_WALLPAPER);
    bool dark = prefs_get(SETTINGS_KEY_DARK) == 1;
    add("Light appearance", tick(!dark), set_dark, 0);
    add("Dark appearance", tick(dark), set_dark, 1);
    add_line();
    add("Wallpaper by day", tick(wallpaper == 0), set_wallpaper, 0);
    add("Wallpaper by night", tick(wallpaper == 1), set_wallpaper, 1);
    add("Wallpaper by appearance", tick(wallpaper == 2), set_wallpaper, 2);
    if (apps_find("settings_app") != NULL) {
        add_line();
        add("Settings", UI_GEAR, open_settings, 0);
    }
}

static void fill_app(void) {
    const struct win *win;
    uint32_t count = 0;
    for (uint32_t i = 0; (win = windows_at(i)) != NULL; i++) {
        if (win->component == menu.arg) {
            bool minimised = (win->state & SHELL_STATE_MINIMISED) != 0;
            add(win->title, minimised ? UI_MINUS : UI_NO_ICON, activate, win->number);
            count++;
        }
    }
    if (count == 0) {
        add("Open", UI_NO_ICON, open_component, menu.arg);
    } else {
        add_line();
        add("Quit", UI_NO_ICON, quit, menu.arg);
    }
}

static void fill_layouts(void) {
    for (int64_t i = SETTINGS_KEYMAP_US; i <= SETTINGS_KEYMAP_JP; i++) {
        add(prefs_keymap_name(i), tick(prefs_get(SETTINGS_KEY_KEYMAP) == i), set_keymap, i);
    }
}

static void fill(void) {
    menu.num = 0;
    switch (menu.kind) {
    case MENU_DESKTOP:
        fill_desktop();
        break;
    case MENU_APP:
        fill_app();
        break;
    case MENU_LAYOUTS:
        fill_layouts();
        break;
    case MENU_POWER:
    case MENU_NONE:
        break;
    }
}

static void choose(uint32_t index) {
    struct row row = menu.rows[index];
    menu.kind = MENU_NONE;
    if (row.choose != NULL) {
        row.choose(row.arg);
    }
}

static void click(ui_event *e) {
    choose((uint32_t)e->arg);
}

static void hover(ui_event *e) {
    if (e->phase == UI_POINTER_ENTER) {
        menu.lit = (uint32_t)e->arg;
    } else if (e->phase == UI_POINTER_LEAVE && menu.lit == (uint32_t)e->arg) {
        menu.lit = UINT32_MAX;
    }
}

static void key(ui_event *e) {
    bool down = e->code == KEY_DOWN;
    if (e->repeat == 2 || menu.num == 0) {
        return;
    }
    if (down || e->code == KEY_UP) {
        uint32_t at = menu.lit == UINT32_MAX ? (down ? menu.num - 1 : 0) : menu.lit;
        do {
            at = (at + (down ? 1 : menu.num - 1)) % menu.num;
        } while (menu.rows[at].choose == NULL && at != menu.lit);
        menu.lit = at;
    } else if ((e->code == KEY_ENTER || e->code == KEY_SPACE) && menu.lit < menu.num) {
        choose(menu.lit);
    }
}

static void dismiss(ui_event *e) {
    menu_close();
}

static void draw_row(ui_canvas_t canvas, void *data) {
    double w;
    double h;
    ui_canvas_size(canvas, &w, &h);
    if (data != NULL) {
        ui_draw_token(canvas, UI_SELECTION);
        ui_draw_rrect(canvas, 0, 0, w, h, 8);
    }
}

static void view_row(uint32_t index) {
    const struct row *row = &menu.rows[index];
    if (row->choose == NULL) {
        Column(.key = index + 1, .pad = 4) ui_divider();
        return;
    }
    Canvas(.key = index + 1, .draw = draw_row, .data = menu.lit == index ? &menu : NULL,
           .w = WIDTH - 2 * PAD, .h = ROW_H, .label = row->text, .on_click = UI_ON(click, index),
           .on_pointer = UI_ON(hover, index)) {
        if (row->icon != UI_NO_ICON) {
            ui_icon(row->icon, .tone = UI_SUBTLE, .x = 8, .y = 6, .w = 16, .h = 16);
        }
        ui_text(row->text, .x = 32, .y = 4, .w = WIDTH - 2 * PAD - 40);
    }
}

void menu_view(void) {
    fill();
    if (menu.num == 0) {
        return;
    }
    bool end = menu.x < 0; // from the right edge
    enum ui_edge edge = end           ? UI_EDGE_TOP_END
                        : menu.bottom ? UI_EDGE_BOT_MIDDLE
                                      : UI_EDGE_TOP_START;
    Panel("Menu", .layer = UI_LAYER_PANEL, .edge = edge, .x = end ? -menu.x : menu.x,
          .y = menu.bottom ? 8 : MAX(menu.y - BAR_H, 4), .w = WIDTH, .radius = 12, .glass = true,
          .dismiss = true, .focus = true, .on_close = UI_ON(dismiss), .on_key = UI_ON(key))
        Column(.pad = PAD) {
        for (uint32_t i = 0; i < menu.num; i++) {
            view_row(i);
        }
    }
}
