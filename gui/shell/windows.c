// SPDX-License-Identifier: MIT
// Windows, and what the user asks of the shell by keys: both as the GUI server tells it.
#include <base/string.h>
#include <idl/settings.h>
#include <idl/shell.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>
#include <manifest.h>
#include <ui/system.h>

#include "shell.h"

static struct {
    struct ipc_conn gui;
    struct win wins[WINDOWS_MAX];
    uint32_t num;
    uint32_t active; ///< Number of the window with the keyboard; 0 = none.
    struct shell_area screen;
} windows = { .gui = IPC_CONN(CAP_USES_SHELL_SHELL) };

const struct win *windows_at(uint32_t index) {
    return index < windows.num ? &windows.wins[index] : NULL;
}

const struct win *windows_last_of(const char *app) {
    for (uint32_t i = windows.num; i > 0; i--) {
        if (strcmp(windows.wins[i - 1].app, app) == 0) {
            return &windows.wins[i - 1];
        }
    }
    return NULL;
}

const struct win *windows_active(void) {
    for (uint32_t i = 0; i < windows.num; i++) {
        if (windows.wins[i].number == windows.active && windows.active != 0) {
            return &windows.wins[i];
        }
    }
    return NULL;
}

int windows_screen_h(void) {
    return windows.screen.h;
}

/// The copy ends at a character, so that it can be shown.
static void copy_title(char *out, size_t size_b, struct ipc_text text) {
    size_t len_b = MIN(text.len, size_b - 1);
    while (len_b < text.len && len_b > 0 && ((uint8_t)text.ptr[len_b] & 0xc0) == 0x80) {
        len_b--;
    }
    memcpy(out, text.ptr, len_b);
    out[len_b] = 0;
}

static void learn(void) {
    struct ipc_msg buffer;
    const struct shell_shell_state_req req = { 0 };
    struct shell_shell_state_rep state;
    if (shell_shell_state(windows.gui.handle, &req, &state) != OK) {
        return; // it restarts: the session opens again, and this runs then
    }
    windows.active = state.active;
    windows.screen = state.screen;
    windows.num = 0;
    for (uint32_t i = 0; i < state.windows && windows.num < WINDOWS_MAX; i++) {
        const struct shell_shell_window_req window_req = { .index = i };
        struct shell_shell_window_rep rep;
        if (shell_shell_window(windows.gui.handle, &window_req, &rep, &buffer) != OK) {
            break;
        }
        struct win *win = &windows.wins[windows.num++];
        *win = (struct win){
            .number = rep.window,
            .component = rep.component,
            .state = rep.state,
        };
        (void)ipc_text_copy(win->app, sizeof win->app, rep.app); // as long as the server's own
        copy_title(win->title, sizeof win->title, rep.title);
    }
}

static void next_layout(void) {
    prefs_set(SETTINGS_KEY_KEYMAP, (prefs_get(SETTINGS_KEY_KEYMAP) + 1) % 6);
}

static void obey(const struct shell_shell_take_rep *wish) {
    switch ((enum shell_wish)wish->wish) {
    case SHELL_WISH_START_MENU:
        start_toggle();
        break;
    case SHELL_WISH_DESKTOP_MENU:
        menu_open(MENU_DESKTOP, 0, wish->x, wish->y, false);
        break;
    case SHELL_WISH_LAUNCH:
        dock_open_place(wish->x);
        break;
    case SHELL_WISH_POWER_MENU:
        power_menu();
        break;
    case SHELL_WISH_NEXT_LAYOUT:
        next_layout();
        break;
    case SHELL_WISH_LOCK: // one user, no password: there is nothing to lock
    case SHELL_WISH_NONE:
        break;
    }
}

static void on_change(ui_event *event) {
    learn();
    for (;;) {
        const struct shell_shell_take_req req = { 0 };
        struct shell_shell_take_rep wish;
        if (shell_shell_take(windows.gui.handle, &req, &wish) != OK ||
            wish.wish == SHELL_WISH_NONE) {
            return;
        }
        obey(&wish);
    }
}

/// Before each session: to this instance of the GUI server we are the shell.
static void introduce(void) {
    static handle_t wake;
    wake = wake == HANDLE_NONE ? ui_signal(on_change, 0) : wake;
    const struct shell_shell_watch_req req = { .wake = wake };
    // When it fails panels are refused, which the log tells.
    (void)IPC_CONN_CALL(&windows.gui, shell_shell_watch(windows.gui.handle, &req, NULL));
    learn();
}

void windows_start(void) {
    ui_before_open(introduce);
}

static void act(uint32_t number, shell_action_t action) {
    const struct shell_shell_act_req req = { .window = number, .action = action };
    (void)shell_shell_act(windows.gui.handle, &req, NULL); // it may have been closed just now
}

void windows_activate(uint32_t number) {
    act(number, SHELL_ACTION_ACTIVATE);
}

void windows_minimise(uint32_t number) {
    act(number, SHELL_ACTION_MINIMISE);
}

void windows_close(uint32_t number) {
    act(number, SHELL_ACTION_CLOSE);
}
