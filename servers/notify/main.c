// SPDX-License-Identifier: MIT
/// @file
/// notify: keeps what apps want to tell the user until the shell has shown it, and what the user answered.
///
/// The shell may die: nothing is lost, because nothing of it is the shell's.
#include <base/log.h>
#include <hsys/object.h>
#include <hsys/time.h>
#include <idl/init.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "notes.h"

#define LOG_TAG "notify"

enum {
    WATCHERS_MAX = 32
};

static struct {
    struct ipc_server server;
    struct ipc_timer timer;
    struct notes notes;
    uint64_t center_badge; ///< Of the shell that watches.
    handle_t center;       ///< HANDLE_NONE = nobody does.
    struct {
        uint64_t badge;
        handle_t wake; ///< HANDLE_NONE = free.
    } watchers[WATCHERS_MAX];
} state;

static void set_timer(void) {
    nsec_t at = notes_deadline(&state.notes);
    if (at == 0) {
        ipc_timer_cancel(&state.timer);
    } else {
        ipc_timer_arm(&state.server, &state.timer, at);
    }
}

/// Something that the shell shows is another.
static void changed(void) {
    set_timer();
    if (state.center != HANDLE_NONE) {
        (void)notification_signal(state.center); // its owner may be about to end
    }
}

static void end(struct note *note, notify_outcome_t outcome, uint32_t action) {
    if (!notes_end(note, outcome, action)) {
        return;
    }
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        if (state.watchers[i].wake != HANDLE_NONE &&
            IPC_BADGE_SESSION(state.watchers[i].badge) == note->session) {
            (void)notification_signal(state.watchers[i].wake); // likewise
        }
    }
    changed();
}

static void on_timer(void *self) {
    (void)self;
    struct note *note;
    while ((note = notes_due(&state.notes, time_now_ns())) != NULL) {
        end(note, NOTIFY_OUTCOME_CLOSED, 0);
    }
    set_timer();
}

// --- notify.Notify ---

static status_t find_own(uint64_t badge, uint32_t id, struct note **out) {
    *out = notes_find(&state.notes, id);
    bool own = *out != NULL && (*out)->session == IPC_BADGE_SESSION(badge);
    return own ? OK : ERR_NOT_FOUND;
}

static status_t on_post(void *self, uint64_t badge, struct notify_notify_post_req *req,
                        struct notify_notify_post_rep *rep) {
    (void)self;
    const struct note_text text = { req->title,
                                    req->body,
                                    { req->first_action, req->second_action } };
    uint32_t session = IPC_BADGE_SESSION(badge);
    struct note *note;
    TRY(notes_add(&state.notes, IPC_SESSION_COMPONENT(session), session, &text, time_now_ns(),
                  req->timeout_ms, &note));
    rep->id = note->id;
    changed();
    return OK;
}

static status_t on_outcome(void *self, uint64_t badge, struct notify_notify_outcome_req *req,
                           struct notify_notify_outcome_rep *rep) {
    (void)self;
    struct note *note;
    TRY(find_own(badge, req->id, &note));
    rep->outcome = note->outcome;
    rep->action = note->action;
    return OK;
}

static status_t on_close(void *self, uint64_t badge, struct notify_notify_close_req *req,
                         struct notify_notify_close_rep *rep) {
    (void)self;
    (void)rep;
    struct note *note;
    TRY(find_own(badge, req->id, &note));
    end(note, NOTIFY_OUTCOME_CLOSED, 0);
    return OK;
}

static status_t on_watch(void *self, uint64_t badge, struct notify_notify_watch_req *req,
                         struct notify_notify_watch_rep *rep) {
    (void)self;
    (void)rep;
    uint32_t place = WATCHERS_MAX;
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        bool known = state.watchers[i].wake != HANDLE_NONE;
        if (known ? state.watchers[i].badge == badge : place == WATCHERS_MAX) {
            place = i;
        }
    }
    if (place == WATCHERS_MAX) {
        return ERR_NO_SPACE;
    }
    ipc_drop_rest(state.watchers[place].wake);
    state.watchers[place].badge = badge;
    state.watchers[place].wake = ipc_take(&req->wake);
    return OK;
}

static status_t serve_notify(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct notify_notify_ops ops = {
        .post = on_post,
        .outcome = on_outcome,
        .close = on_close,
        .watch = on_watch,
    };
    return notify_notify_dispatch(&ops, self, in, out);
}

// --- notify.Center ---

static status_t on_center_watch(void *self, uint64_t badge, struct notify_center_watch_req *req,
                                struct notify_center_watch_rep *rep) {
    (void)self;
    (void)rep;
    ipc_drop_rest(state.center);
    state.center_badge = badge;
    state.center = ipc_take(&req->changed);
    return OK;
}

static status_t on_next(void *self, uint64_t badge, struct notify_center_next_req *req,
                        struct notify_center_next_rep *rep) {
    (void)self;
    (void)badge;
    const struct note *note = notes_next(&state.notes, req->after);
    if (note == NULL) {
        return ERR_NOT_FOUND;
    }
    *rep = (struct notify_center_next_rep){
        .id = note->id,
        .component = note->component,
        .outcome = note->outcome,
        .posted_ns = note->posted_at,
        .title = ipc_text_of(note->title),
        .body = ipc_text_of(note->body),
        .first_action = ipc_text_of(note->actions[0]),
        .second_action = ipc_text_of(note->actions[1]),
    };
    return OK;
}

static status_t on_act(void *self, uint64_t badge, struct notify_center_act_req *req,
                       struct notify_center_act_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    struct note *note = notes_find(&state.notes, req->id);
    if (note == NULL) {
        return ERR_NOT_FOUND;
    }
    end(note, NOTIFY_OUTCOME_ACTED, req->action);
    return OK;
}

static status_t on_dismiss(void *self, uint64_t badge, struct notify_center_dismiss_req *req,
                           struct notify_center_dismiss_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    struct note *note = notes_find(&state.notes, req->id);
    if (note == NULL) {
        return ERR_NOT_FOUND;
    }
    end(note, NOTIFY_OUTCOME_CLOSED, 0);
    return OK;
}

static status_t on_clear(void *self, uint64_t badge, struct notify_center_clear_req *req,
                         struct notify_center_clear_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    (void)rep;
    notes_clear(&state.notes);
    changed();
    return OK;
}

static status_t on_note(void *self, uint64_t badge, struct notify_center_note_req *req,
                        struct notify_center_note_rep *rep) {
    (void)self;
    (void)badge;
    const struct note_text text = { req->title, req->body, { req->first_action, { 0 } } };
    struct note *note;
    TRY(notes_add(&state.notes, req->component, 0, &text, time_now_ns(), req->timeout_ms, &note));
    rep->id = note->id;
    changed();
    return OK;
}

static status_t serve_center(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct notify_center_ops ops = {
        .watch = on_center_watch,
        .next = on_next,
        .act = on_act,
        .dismiss = on_dismiss,
        .clear = on_clear,
        .note = on_note,
    };
    return notify_center_dispatch(&ops, self, in, out);
}

static void on_closed(void *self, uint64_t badge) {
    (void)self;
    if (state.center != HANDLE_NONE && state.center_badge == badge) {
        ipc_cap_drop(state.center);
        state.center = HANDLE_NONE;
    }
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        if (state.watchers[i].wake != HANDLE_NONE && state.watchers[i].badge == badge) {
            ipc_cap_drop(state.watchers[i].wake);
            state.watchers[i].wake = HANDLE_NONE;
        }
    }
}

int main(void) {
    static const struct ipc_service services[] = {
        { NOTIFY_NOTIFY_PROTOCOL, serve_notify, NULL },
        { NOTIFY_CENTER_PROTOCOL, serve_center, NULL },
    };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    state.server = (struct ipc_server){
        .endpoint = CAP_ENDPOINT,
        .services = services,
        .num_services = ARRAY_LEN(services),
        .provides = provides,
        .num_provides = ARRAY_LEN(provides),
        .on_closed = on_closed,
    };
    state.timer.fire = on_timer;
    ipc_log_open(CAP_USES_LOG_SINK);
    status_t status = ipc_server_init(&state.server);
    if (status != OK) {
        LOG_ERROR("cannot serve: %s", status_text(status));
        return 1;
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&state.server);
}
