// SPDX-License-Identifier: MIT
// What can be started, and how it is doing, as init tells it.
#include <base/string.h>
#include <hsys/start.h>
#include <hsys/time.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>
#include <manifest.h>
#include <ui/system.h>

#include "shell.h"

static struct {
    struct ipc_conn init;
    struct app apps[APPS_MAX];
    uint32_t num;
    uint64_t change; ///< Number of the last one that is known.
    bool known;      ///< All there was at the start is: what changes from now on is news.
} apps = { .init = IPC_CONN(CAP_USES_INIT_SUPERVISOR) };

static bool is_shown(const struct app *app) {
    return app->category != INIT_CATEGORY_NO_APP && !app->hidden;
}

bool apps_is_running(const struct app *app) {
    return app->state == INIT_COMPONENT_STATE_STARTING || app->state == INIT_COMPONENT_STATE_READY;
}

const struct app *apps_at(uint32_t index) {
    for (uint32_t i = 0; i < apps.num; i++) {
        if (is_shown(&apps.apps[i]) && index-- == 0) {
            return &apps.apps[i];
        }
    }
    return NULL;
}

const struct app *apps_find(const char *name) {
    for (uint32_t i = 0; i < apps.num; i++) {
        if (strcmp(apps.apps[i].name, name) == 0) {
            return &apps.apps[i];
        }
    }
    return NULL;
}

static struct app *find(uint32_t component) {
    for (uint32_t i = 0; i < apps.num; i++) {
        if (apps.apps[i].component == component) {
            return &apps.apps[i];
        }
    }
    return NULL;
}

const struct app *apps_of_component(uint32_t component) {
    return find(component);
}

/// A row for a component that is new; rows stand by title.
static struct app *add(uint32_t component) {
    struct ipc_msg buffer;
    const struct init_supervisor_info_req req = { .component = component };
    struct init_supervisor_info_rep rep;
    if (apps.num == APPS_MAX || init_supervisor_info(apps.init.handle, &req, &rep, &buffer) != OK) {
        return NULL;
    }
    struct app app = {
        .component = component,
        .icon = (enum ui_icon)rep.icon,
        .color = rep.color != 0 ? rep.color : 0x9aa3b2ff,
        .color2 = rep.color2 != 0 ? rep.color2 : 0x5c6573ff,
        .category = rep.category,
        .hidden = rep.hidden,
    };
    // As long as init's own: they fit.
    (void)ipc_text_copy(app.name, sizeof app.name, rep.name);
    (void)ipc_text_copy(app.title, sizeof app.title, rep.title);
    (void)ipc_text_copy(app.summary, sizeof app.summary, rep.summary);
    uint32_t at = apps.num++;
    while (at > 0 && strcmp(apps.apps[at - 1].title, app.title) > 0) {
        apps.apps[at] = apps.apps[at - 1];
        at--;
    }
    apps.apps[at] = app;
    return &apps.apps[at];
}

static void take(const struct init_supervisor_next_change_rep *rep) {
    struct app *app = find(rep->component);
    app = app != NULL ? app : add(rep->component);
    if (app == NULL) {
        return;
    }
    bool ended =
        rep->ends != app->ends && (rep->end == INIT_END_CRASH || rep->end == INIT_END_FAILURE);
    bool parked = rep->state == INIT_COMPONENT_STATE_PARKED && app->state != rep->state;
    app->ends = rep->ends;
    app->state = rep->state;
    char reason[INIT_REASON_MAX + 1];
    (void)ipc_text_copy(reason, sizeof reason, rep->reason); // as long as init's own
    if (apps.known && (parked || (ended && app->category != INIT_CATEGORY_NO_APP))) {
        notices_of_end(app, reason);
    }
}

static void on_change(ui_event *event) {
    struct ipc_msg buffer;
    struct init_supervisor_next_change_rep rep;
    for (;;) {
        const struct init_supervisor_next_change_req req = { .after = apps.change };
        if (init_supervisor_next_change(apps.init.handle, &req, &rep, &buffer) != OK) {
            return;
        }
        apps.change = rep.change;
        take(&rep);
    }
}

/// Components that have never been started have no change to tell of.
static void learn_all(void) {
    struct ipc_msg buffer;
    struct init_supervisor_list_rep rep;
    for (uint32_t i = 0;; i++) {
        const struct init_supervisor_list_req req = { .index = i };
        if (init_supervisor_list(apps.init.handle, &req, &rep, &buffer) != OK) {
            return;
        }
        struct app *app = find(rep.component);
        app = app != NULL ? app : add(rep.component);
        if (app != NULL) {
            app->state = rep.state;
        }
    }
}

void apps_start(void) {
    const struct init_supervisor_watch_req req = { .changed = ui_signal(on_change, 0) };
    (void)init_supervisor_watch(apps.init.handle, &req, NULL); // without it dots stay as they are
    ipc_cap_drop(req.changed);
    learn_all();
    on_change(NULL);
    apps.known = true;
}

static void launch(uint32_t component) {
    const struct app *app = find(component);
    if (app == NULL) {
        return;
    }
    const struct init_supervisor_launch_req req = { .name = ipc_text_of(app->name) };
    struct init_supervisor_launch_rep rep;
    // One that is just starting again exists already; one that cannot start says so as a change.
    (void)init_supervisor_launch(apps.init.handle, &req, &rep);
}

void apps_open(const struct app *app) {
    const struct win *win = windows_last_of(app->name);
    find(app->component)->launched_at = time_now_ns();
    if (win == NULL) {
        launch(app->component);
        return;
    }
    windows_activate(win->number);
}

void apps_start_again(uint32_t component) {
    launch(component);
}

uint32_t apps_recent(const struct app **out, uint32_t max) {
    uint32_t count = 0;
    uint64_t before = UINT64_MAX;
    while (count < max) {
        const struct app *next = NULL;
        for (uint32_t i = 0; i < apps.num; i++) {
            const struct app *app = &apps.apps[i];
            if (app->launched_at != 0 && app->launched_at < before &&
                (next == NULL || app->launched_at > next->launched_at)) {
                next = app;
            }
        }
        if (next == NULL) {
            break;
        }
        before = next->launched_at;
        out[count++] = next;
    }
    return count;
}

void apps_icon(const struct app *app, int side, int x, int y) {
    ui_app_icon(app->icon, app->color, app->color2, .w = side, .h = side, .x = x, .y = y,
                .label = app->title);
}
