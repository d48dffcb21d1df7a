// SPDX-License-Identifier: MIT
/// @file
/// shell: puts its parts on the screen.
#include <ipc/conn.h>
#include <manifest.h>

#include "shell.h"

static void view(void) {
    bar_view();
    dock_view();
    start_view();
    center_view();
    notices_view();
    menu_view();
    power_view();
}

int main(void) {
    ipc_log_open(CAP_USES_LOG_SINK);
    prefs_start();
    windows_start();
    apps_start();
    notices_start();
    return ui_run(view);
}
