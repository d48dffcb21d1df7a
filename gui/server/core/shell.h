// SPDX-License-Identifier: MIT
/// @file
/// What the shell knows of windows, may do with them, and is asked to do by the user.
///
/// Nobody reports changes: gui_shell_tick() compares what the shell would be told with what it was
/// told last.
#pragma once

#include <base/base.h>

struct gui_core;
struct window;

/// Wishes that wait; the oldest goes when there are more.
#define GUI_WISHES_MAX 16u

/// Names of components, in bytes.
#define GUI_APP_MAX 31u

/// Bits of gui_entry.state, as shell.State of interfaces/shell.idl.
enum gui_state {
    GUI_STATE_ACTIVE = BIT(0),
    GUI_STATE_MINIMISED = BIT(1),
    GUI_STATE_MAXIMISED = BIT(2),
    GUI_STATE_NOT_RESPONDING = BIT(3),
    GUI_STATE_DIALOG = BIT(4),
    GUI_STATE_UNSAVED = BIT(5),
};

/// shell.Action.
enum gui_action {
    GUI_ACTION_ACTIVATE,
    GUI_ACTION_MINIMISE,
    GUI_ACTION_CLOSE,
    GUI_ACTION_TOGGLE_MAXIMISED,
};

/// shell.Wish.
enum gui_wish {
    GUI_WISH_NONE,
    GUI_WISH_START_MENU,
    GUI_WISH_DESKTOP_MENU,
    GUI_WISH_LAUNCH,
    GUI_WISH_POWER_MENU,
    GUI_WISH_NEXT_LAYOUT,
    GUI_WISH_LOCK,
};

/// A rectangle in logical pixels of the screen.
struct gui_area {
    int32_t x, y, w, h;
};

struct gui_status {
    uint64_t revision; ///< Rises with every change of what is told here.
    uint32_t windows;  ///< Number of windows; panels do not count.
    uint32_t active;   ///< The window in front; 0 = none.
    struct gui_area screen, work;
};

struct gui_entry {
    uint32_t number; ///< Never used again.
    uint32_t component;
    uint32_t state;    ///< Of enum gui_state.
    const char *app;   ///< Borrowed, ends in NUL.
    const char *title; ///< Borrowed, `title_b` bytes.
    uint32_t title_b;
};

struct gui_request {
    enum gui_wish wish;
    int32_t x, y; ///< DESKTOP_MENU: where, logical pixels. LAUNCH: x = place in the dock from 1 on.
};

/// Part of struct gui_core.
struct gui_shell {
    bool watched;         ///< Somebody takes wishes.
    uint32_t last_number; ///< Of the newest window.
    uint64_t revision;
    uint64_t signature; ///< Of what the shell was told last.
    struct gui_request wishes[GUI_WISHES_MAX];
    uint32_t num_wishes;
    bool super_alone; ///< Super is down and nothing else was pressed since.
};

/// Somebody (nobody) listens from now on. Without a shell wishes are forgotten at once.
void gui_shell_watch(struct gui_core *core, bool watched);

void gui_shell_status(const struct gui_core *core, struct gui_status *out);

/// Window `index` from the one used longest ago to the last one.
///
/// @return OK, ERR_NOT_FOUND.
status_t gui_shell_window(const struct gui_core *core, uint32_t index, struct gui_entry *out);

/// @return OK, ERR_NOT_FOUND.
status_t gui_shell_act(struct gui_core *core, uint32_t number, enum gui_action action);

/// The oldest wish, which is forgotten; GUI_WISH_NONE when there is none.
struct gui_request gui_shell_take(struct gui_core *core);

/// The user wants something of the shell.
void gui_shell_wish(struct gui_core *core, enum gui_wish wish, int32_t x, int32_t y);

/// A key went down or up, before anybody else gets it. True: it was a wish and that was all.
bool gui_shell_key(struct gui_core *core, uint16_t code, bool down);

/// Wakes the shell when something has changed.
void gui_shell_tick(struct gui_core *core);

/// The window with `number`; NULL when there is none (any more).
struct window *gui_shell_find(const struct gui_core *core, uint32_t number);
