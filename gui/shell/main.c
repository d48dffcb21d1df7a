// SPDX-License-Identifier: MIT
/// @file
/// shell: puts its parts on the screen.
#include <hsys/start.h>
#include <ipc/conn.h>
#include <manifest.h>

#include "kiosk.h"

static void view(void) {
    bar_view();
    dock_view();
    start_view();
    center_view();
    notices_view();
    menu_view();
    power_view();
}

/// What opens by itself at boot, not when the shell comes back.
static void greet(void) {
    const struct app *welcome = apps_find("welcome");
    if (welcome != NULL && start_info()->instance == 1) {
        apps_start_again(welcome->component);
    }
}

int main(void) {
    char only[INIT_NAME_MAX + 1];
    ipc_log_open(CAP_USES_LOG_SINK);
    if (kiosk_wanted(only, sizeof only)) {
        kiosk_run(only);
    }
    prefs_start();
    windows_start();
    apps_start();
    notices_start();
    greet();
    return ui_run(view);
}
