// SPDX-License-Identifier: MIT
// Notifications over the notify service.
#include <ui/notify.h>
#include <ui/system.h>

#include <abi/manifest.h>
#include <base/utf8.h>
#include <idl/notify.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>

enum {
    WAITING_MAX = 16,
    TIMEOUT_DEFAULT_MS = 5000,
};

/// Notifications whose buttons may still be pressed.
static struct {
    uint32_t id; ///< 0 = free.
    ui_handler handlers[2];
} waiting[WAITING_MAX];

static struct ipc_conn conn;
static bool watched;

/// As much of `text` as fits, cut at a character's end.
static struct ipc_text cut(const char *text, size_t max_b) {
    size_t len_b = text != NULL ? strlen(text) : 0;
    len_b = len_b < max_b ? len_b : max_b;
    while (len_b > 0 && !utf8_is_valid(text, len_b)) {
        len_b--;
    }
    return (struct ipc_text){ text, len_b };
}

static void on_outcome(ui_event *event) {
    for (uint32_t i = 0; i < WAITING_MAX; i++) {
        const struct notify_notify_outcome_req req = { .id = waiting[i].id };
        struct notify_notify_outcome_rep rep;
        if (waiting[i].id == 0) {
            continue;
        }
        status_t st = IPC_CONN_CALL(&conn, notify_notify_outcome(conn.handle, &req, &rep));
        if (st == OK && rep.outcome == NOTIFY_OUTCOME_SHOWN) {
            continue;
        }
        ui_handler handler = waiting[i].handlers[st == OK ? rep.action & 1 : 0];
        waiting[i].id = 0;
        if (st == OK && rep.outcome == NOTIFY_OUTCOME_ACTED && handler.fn != NULL) {
            event->arg = handler.arg;
            handler.fn(event);
        }
    }
}

static void watch(void) {
    watched = true; // tried once
    const struct notify_notify_watch_req req = { .wake = ui_signal(on_outcome, 0) };
    if (req.wake != HANDLE_NONE) {
        (void)notify_notify_watch(conn.handle, &req, NULL); // without it buttons do nothing
        ipc_cap_drop(req.wake);
    }
}

bool ui_notify_(uint64_t cap, struct ui_notify_p p) {
    conn.use = (uint32_t)(cap - START_HANDLE(MANIFEST_SLOT_USES));
    conn.handle = conn.handle == HANDLE_NONE ? cap : conn.handle;
    if (!watched && (p.on_action.fn != NULL || p.on_second_action.fn != NULL)) {
        watch();
    }
    const struct notify_notify_post_req req = {
        .title = cut(p.title, NOTIFY_TITLE_MAX),
        .body = cut(p.body, NOTIFY_BODY_MAX),
        .first_action = cut(p.action, NOTIFY_ACTION_MAX),
        .second_action = cut(p.second_action, NOTIFY_ACTION_MAX),
        .timeout_ms = p.timeout_ms < 0    ? 0
                      : p.timeout_ms == 0 ? TIMEOUT_DEFAULT_MS
                                          : (uint32_t)p.timeout_ms,
    };
    struct notify_notify_post_rep rep;
    if (IPC_CONN_CALL(&conn, notify_notify_post(conn.handle, &req, &rep)) != OK) {
        return false;
    }
    for (uint32_t i = 0; i < WAITING_MAX; i++) {
        if (waiting[i].id == 0) {
            waiting[i].id = rep.id;
            waiting[i].handlers[0] = p.on_action;
            waiting[i].handlers[1] = p.on_second_action;
            break;
        }
    }
    return true;
}
