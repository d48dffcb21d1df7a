// SPDX-License-Identifier: MIT
/// @file
/// The shell: an ordinary client of the GUI server that may put panels on the screen.
///
/// Every part keeps what it shows in variables of its own; view() in main.c puts the parts together. What must outlive
/// the shell is kept by others: windows by the GUI server, notifications by notify, choices by settings.
#pragma once

#include <base/base.h>
#include <idl/init.h>
#include <ui.h>
#include <ui/shell.h>

#define BAR_H 30     ///< Height of the menu bar.
#define DOCK_ICON 48 ///< Side of an icon in the dock.

// --- apps.c: components that have a face ---

enum {
    APPS_MAX = 64
};

struct app {
    uint32_t component; ///< init's number.
    char name[INIT_NAME_MAX + 1];
    char title[INIT_TITLE_MAX + 1];
    char summary[INIT_SUMMARY_MAX + 1];
    enum ui_icon icon;
    uint32_t color, color2; ///< 0xRRGGBBAA, upper and lower.
    init_category_t category;
    bool hidden;
    init_component_state_t state;
    uint32_t ends;
    uint64_t launched_at; ///< Monotonic ns of the last launch by the user; 0 = not since boot.
};

/// Learns what there is and watches it.
void apps_start(void);

/// App `index`, counted from 0 by title; NULL behind the last. Those that start menus do not show are left out.
const struct app *apps_at(uint32_t index);

/// By the name of its component, or by its number; NULL: not known.
const struct app *apps_find(const char *name);
const struct app *apps_of_component(uint32_t component);

/// Starts it, or brings its last window to the front when it runs.
void apps_open(const struct app *app);

/// Starts a component again that has ended, whether it is an app or not.
void apps_start_again(uint32_t component);

bool apps_is_running(const struct app *app);

/// The apps opened last, newest first; returns how many of at most `max`.
uint32_t apps_recent(const struct app **out, uint32_t max);

/// Its icon, `side` px square.
void apps_icon(const struct app *app, int side, int x, int y);

// --- windows.c: what the GUI server tells ---

enum {
    WINDOWS_MAX = 48,
    WINDOW_TITLE_MAX = 64
};

struct win {
    uint32_t number;
    uint32_t component;
    uint32_t state; ///< SHELL_STATE_*.
    char app[INIT_NAME_MAX + 1];
    char title[WINDOW_TITLE_MAX];
};

/// Says to the GUI server that this is the shell; it must be said before a session is opened.
void windows_start(void);

/// Window `index`, the one used longest ago first; NULL behind the last.
const struct win *windows_at(uint32_t index);

/// The window used last of an app; NULL: it has none.
const struct win *windows_last_of(const char *app);

/// The window with the keyboard, or NULL.
const struct win *windows_active(void);

void windows_activate(uint32_t number);
void windows_minimise(uint32_t number);
void windows_close(uint32_t number);

/// Height of the screen in logical px, 0 before it is known.
int windows_screen_h(void);

// --- prefs.c: settings and time ---

void prefs_start(void);
/// A SETTINGS_KEY_*.
int64_t prefs_get(uint32_t key);
void prefs_set(uint32_t key, int64_t value);
const char *prefs_device_name(void);
/// "us", "gb" ... of a SETTINGS_KEYMAP_*; and for people.
const char *prefs_keymap_badge(int64_t keymap);
const char *prefs_keymap_name(int64_t keymap);
/// Local time in seconds since 1970.
int64_t prefs_now_s(void);
/// Local time of a monotonic moment.
int64_t prefs_time_s(uint64_t mono_ns);

// --- the parts of the screen ---

void bar_view(void);

void dock_view(void);
/// Opens the app at place 1..9.
void dock_open_place(int place);

void start_view(void);
void start_toggle(void);
bool start_is_open(void);

void notices_start(void);
void notices_view(void);
/// A component ended on its own, or stays down.
void notices_of_end(const struct app *app, const char *reason);
/// Notifications that are shown or were not looked at.
uint32_t notices_unseen(void);

void center_view(void);
void center_toggle(void);
bool center_is_open(void);

/// The menu of restart and shut down; what it offers is confirmed.
void power_menu(void);
void power_view(void);

/// Menus of the shell's own: rows in a panel.
enum menu_kind {
    MENU_NONE,
    MENU_DESKTOP,
    MENU_APP, ///< `arg`: number of a component.
    MENU_LAYOUTS,
    MENU_POWER,
};
/// Opens one at x, y of the screen; bottom: y is its lower edge.
void menu_open(enum menu_kind kind, uint32_t arg, int x, int y, bool bottom);
void menu_close(void);
enum menu_kind menu_kind(void);
void menu_view(void);
