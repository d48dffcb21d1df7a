// SPDX-License-Identifier: MIT
/// @file
/// The shell: who watches windows, and what it asks for.
#include <base/log.h>
#include <idl/shell.h>
#include <string.h>

#include "task.h"

#define LOG_TAG "gui.shell"

_Static_assert((uint32_t)GUI_STATE_UNSAVED == (uint32_t)SHELL_STATE_UNSAVED, "same bits");
_Static_assert((uint32_t)GUI_ACTION_TOGGLE_MAXIMISED == (uint32_t)SHELL_ACTION_TOGGLE_MAXIMISED,
               "same numbers");
_Static_assert((uint32_t)GUI_WISH_LOCK == (uint32_t)SHELL_WISH_LOCK, "same numbers");

/// Whether two connections are of the same instance of a component, whatever use they are.
static bool same_client(uint64_t a, uint64_t b) {
    uint32_t x = IPC_BADGE_SESSION(a);
    uint32_t y = IPC_BADGE_SESSION(b);
    return IPC_SESSION_COMPONENT(x) == IPC_SESSION_COMPONENT(y) &&
           IPC_SESSION_GENERATION(x) == IPC_SESSION_GENERATION(y);
}

bool task_is_shell(const struct task *t, uint64_t badge) {
    for (uint32_t i = 0; i < TASK_SHELLS_MAX; i++) {
        if (t->shells[i].badge != 0 && same_client(t->shells[i].badge, badge)) {
            return true;
        }
    }
    return false;
}

void task_shell_changed(void *self) {
    struct task *t = self;
    for (uint32_t i = 0; i < TASK_SHELLS_MAX; i++) {
        if (t->shells[i].badge != 0) {
            (void)notification_signal(t->shells[i].wake); // a dead one is closed by its closed mark
        }
    }
}

void task_shell_closed(struct task *t, uint64_t badge) {
    bool any = false;
    for (uint32_t i = 0; i < TASK_SHELLS_MAX; i++) {
        struct task_shell *s = &t->shells[i];
        if (s->badge == badge && badge != 0) {
            task_drop(&s->wake);
            s->badge = 0;
        }
        any = any || s->badge != 0;
    }
    gui_shell_watch(&t->core, any);
}

static status_t on_watch(void *self, uint64_t badge, struct shell_shell_watch_req *req,
                         struct shell_shell_watch_rep *rep) {
    struct task *t = self;
    (void)rep;
    struct task_shell *place = NULL;
    for (uint32_t i = 0; i < TASK_SHELLS_MAX; i++) {
        struct task_shell *s = &t->shells[i];
        if (s->badge == badge || (s->badge == 0 && place == NULL)) {
            place = s;
        }
    }
    if (place == NULL) {
        return ERR_NO_SPACE;
    }
    task_drop(&place->wake);
    place->badge = badge;
    place->wake = ipc_take(&req->wake);
    gui_shell_watch(&t->core, true);
    (void)notification_signal(place->wake); // everything is new
    return OK;
}

static struct shell_area wire_area(struct gui_area a) {
    return (struct shell_area){ a.x, a.y, a.w, a.h };
}

static status_t on_state(void *self, uint64_t badge, struct shell_shell_state_req *req,
                         struct shell_shell_state_rep *rep) {
    struct task *t = self;
    (void)badge;
    (void)req;
    struct gui_status status;
    gui_shell_status(&t->core, &status);
    rep->revision = status.revision;
    rep->windows = status.windows;
    rep->active = status.active;
    rep->screen = wire_area(status.screen);
    rep->work = wire_area(status.work);
    return OK;
}

static status_t on_window(void *self, uint64_t badge, struct shell_shell_window_req *req,
                          struct shell_shell_window_rep *rep) {
    struct task *t = self;
    (void)badge;
    struct gui_entry w;
    TRY(gui_shell_window(&t->core, req->index, &w));
    rep->window = w.number;
    rep->component = w.component;
    rep->state = (shell_state_t)w.state;
    rep->app.ptr = w.app;
    rep->app.len = (uint32_t)strlen(w.app);
    rep->title.ptr = w.title;
    rep->title.len = w.title_b;
    return OK;
}

static status_t on_act(void *self, uint64_t badge, struct shell_shell_act_req *req,
                       struct shell_shell_act_rep *rep) {
    struct task *t = self;
    (void)badge;
    (void)rep;
    return gui_shell_act(&t->core, req->window, (enum gui_action)req->action);
}

static status_t on_take(void *self, uint64_t badge, struct shell_shell_take_req *req,
                        struct shell_shell_take_rep *rep) {
    struct task *t = self;
    (void)badge;
    (void)req;
    struct gui_request r = gui_shell_take(&t->core);
    rep->wish = (shell_wish_t)r.wish;
    rep->x = r.x;
    rep->y = r.y;
    return OK;
}

static const struct shell_shell_ops shell_ops = {
    .watch = on_watch,
    .state = on_state,
    .window = on_window,
    .act = on_act,
    .take = on_take,
};

status_t task_serve_shell(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return shell_shell_dispatch(&shell_ops, self, in, out);
}
