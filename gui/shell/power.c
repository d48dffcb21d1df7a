// SPDX-License-Identifier: MIT
// Restart and shut down.
#include <ipc/conn.h>
#include <manifest.h>

#include "shell.h"

static bool open;

void power_menu(void) {
    menu_close();
    open = !open;
}

static void cancel(ui_event *e) {
    open = false;
}

static void power(ui_event *e) {
    const struct init_supervisor_power_req req = { .action = (uint32_t)e->arg };
    open = false;
    (void)init_supervisor_power(CAP_USES_INIT_SUPERVISOR, &req, NULL); // still here: it cannot
}

void power_view(void) {
    if (!open) {
        return;
    }
    Panel("Power", .layer = UI_LAYER_PANEL, .edge = UI_EDGE_NONE, .w = 340, .radius = 16,
          .glass = true, .dismiss = true, .focus = true, .on_close = UI_ON(cancel))
        Column(.pad = 20, .gap = 12) {
        Row(.gap = 12) {
            ui_icon(UI_POWER, .tone = UI_ACCENT, .w = 24, .h = 24);
            ui_text("Shut down this PC?", .style = UI_HEADING);
        }
        ui_text("Apps are closed. What they have not saved is lost.", .tone = UI_SUBTLE,
                .wrap = true);
        Row(.gap = 8, .justify = UI_END) {
            ui_button("Cancel", UI_ON(cancel), .focus = true);
            ui_button("Restart", UI_ON(power, 0));
            ui_button("Shut down", UI_ON(power, 1), .tone = UI_ACCENT);
        }
    }
}
