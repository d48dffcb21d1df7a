// SPDX-License-Identifier: MIT
// Notifications as they come: at the top right, one below the other.
#include <base/fmt.h>
#include <base/string.h>
#include <idl/settings.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>
#include <manifest.h>
#include <ui/system.h>

#include "notices.h"

enum {
    WIDTH = 340,
    SHOWN_MAX = 4,
    STAY_MS = 8000, ///< Of what the shell itself tells.
};

static struct {
    struct ipc_conn center;
    struct notice all[NOTICES_MAX];
    uint32_t num;
} notices = { .center = IPC_CONN(CAP_USES_NOTIFY_CENTER) };

const struct notice *notices_at(uint32_t index) {
    return index < notices.num ? &notices.all[notices.num - 1 - index] : NULL;
}

static void load(ui_event *event) {
    static struct ipc_msg buffer;
    uint32_t after = 0;
    notices.num = 0;
    for (;;) {
        const struct notify_center_next_req req = { .after = after };
        struct notify_center_next_rep rep;
        if (notify_center_next(notices.center.handle, &req, &rep, &buffer) != OK) {
            return;
        }
        after = rep.id;
        if (notices.num == NOTICES_MAX) {
            memmove(&notices.all[0], &notices.all[1], sizeof notices.all - sizeof *notices.all);
            notices.num--;
        }
        struct notice *n = &notices.all[notices.num++];
        n->id = rep.id;
        n->component = rep.component;
        n->outcome = rep.outcome;
        n->posted_ns = rep.posted_ns;
        // As long as the service's own: they fit.
        (void)ipc_text_copy(n->title, sizeof n->title, rep.title);
        (void)ipc_text_copy(n->body, sizeof n->body, rep.body);
        (void)ipc_text_copy(n->actions[0], sizeof n->actions[0], rep.first_action);
        (void)ipc_text_copy(n->actions[1], sizeof n->actions[1], rep.second_action);
    }
}

void notices_start(void) {
    const struct notify_center_watch_req req = { .changed = ui_signal(load, 0) };
    (void)IPC_CONN_CALL(&notices.center, notify_center_watch(notices.center.handle, &req, NULL));
    ipc_cap_drop(req.changed);
    load(NULL);
}

void notices_of_end(const struct app *app, const char *reason) {
    char title[NOTIFY_TITLE_MAX + 1];
    char body[NOTIFY_BODY_MAX + 1];
    bool parked = app->state == INIT_COMPONENT_STATE_PARKED;
    bool again = apps_is_running(app) || app->state == INIT_COMPONENT_STATE_BACKOFF;
    fmt_str(title, sizeof title, parked ? "%s does not start any more" : "%s stopped unexpectedly",
            app->title);
    fmt_str(body, sizeof body, "It %s.%s", reason[0] != 0 ? reason : "ended",
            parked  ? " It ended again and again and stays down."
            : again ? " It was started again."
                    : "");
    const struct notify_center_note_req req = {
        .component = app->component,
        .title = ipc_text_of(title),
        .body = ipc_text_of(body),
        .first_action = ipc_text_of(again ? "" : NOTICE_START_AGAIN),
        .timeout_ms = again ? STAY_MS : 0,
    };
    struct notify_center_note_rep rep;
    // Without the service there is nobody to tell.
    (void)IPC_CONN_CALL(&notices.center, notify_center_note(notices.center.handle, &req, &rep));
}

void notices_act(uint32_t id, uint32_t action) {
    for (uint32_t i = 0; i < notices.num; i++) {
        const struct notice *n = &notices.all[i];
        if (n->id == id && strcmp(n->actions[action], NOTICE_START_AGAIN) == 0) {
            apps_start_again(n->component);
        }
    }
    const struct notify_center_act_req req = { .id = id, .action = action };
    (void)notify_center_act(notices.center.handle, &req, NULL); // it may be gone just now
}

void notices_clear(void) {
    const struct notify_center_clear_req req = { 0 };
    for (uint32_t i = 0; i < notices.num; i++) {
        const struct notify_center_dismiss_req dismiss = { .id = notices.all[i].id };
        (void)notify_center_dismiss(notices.center.handle, &dismiss, NULL); // ended before: fine
    }
    (void)notify_center_clear(notices.center.handle, &req, NULL);
    load(NULL);
}

static void act(ui_event *e) {
    notices_act((uint32_t)e->arg >> 1, (uint32_t)e->arg & 1);
}

static void dismiss(ui_event *e) {
    const struct notify_center_dismiss_req req = { .id = (uint32_t)e->arg };
    (void)notify_center_dismiss(notices.center.handle, &req, NULL); // it may be gone just now
}

static const struct app *app_of(const struct notice *n) {
    return apps_of_component(n->component);
}

void notices_view_text(const struct notice *n) {
    const struct app *app = app_of(n);
    Row(.gap = 12, .align = UI_START) {
        if (app != NULL) {
            apps_icon(app, 32, 0, 0);
        }
        Column(.grow = 1) {
            ui_text(n->title, .style = UI_HEADING);
            if (n->body[0] != 0) {
                ui_text(n->body, .tone = UI_SUBTLE, .wrap = true);
            }
        }
        ui_button(.icon = UI_CROSS, .tone = UI_SUBTLE, .w = 24, .h = 24, .label = "Close",
                  .on_click = UI_ON(dismiss, n->id));
    }
}

static void view_actions(const struct notice *n) {
    if (n->actions[0][0] == 0 && n->actions[1][0] == 0) {
        return;
    }
    Row(.gap = 8, .justify = UI_END) {
        for (uint32_t i = 2; i > 0; i--) {
            if (n->actions[i - 1][0] != 0) {
                ui_button(n->actions[i - 1], UI_ON(act, n->id << 1 | (i - 1)), .key = i,
                          .tone = i == 1 ? UI_ACCENT : UI_PLAIN);
            }
        }
    }
}

void notices_view(void) {
    uint32_t shown = 0;
    if (center_is_open() || prefs_get(SETTINGS_KEY_DO_NOT_DISTURB) != 0) {
        return; // they are in the history
    }
    for (uint32_t i = 0; i < notices.num; i++) {
        shown += notices.all[i].outcome == NOTIFY_OUTCOME_SHOWN ? 1 : 0;
    }
    if (shown == 0) {
        return;
    }
    Panel("Notifications", .layer = UI_LAYER_PANEL, .edge = UI_EDGE_TOP_END, .x = 12, .y = 8,
          .w = WIDTH, .radius = 14, .glass = true) Column(.pad = 14, .gap = 12) {
        const struct notice *n;
        uint32_t left = SHOWN_MAX;
        for (uint32_t i = 0; (n = notices_at(i)) != NULL && left > 0; i++) {
            if (n->outcome != NOTIFY_OUTCOME_SHOWN) {
                continue;
            }
            if (left < SHOWN_MAX) {
                ui_divider(.key = n->id);
            }
            left--;
            Column(.key = n->id, .gap = 10, .label = n->title) {
                notices_view_text(n);
                view_actions(n);
            }
        }
        if (shown > SHOWN_MAX) {
            ui_text(ui_fmt("and %u more", shown - SHOWN_MAX), .style = UI_CAPTION,
                    .tone = UI_SUBTLE);
        }
    }
}
