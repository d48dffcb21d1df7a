// SPDX-License-Identifier: MIT
#include "changes.h"

#include <base/fmt.h>
#include <hsys/object.h>

enum {
    WATCHERS_MAX = 8
};

static struct {
    uint64_t last; ///< Number of the newest change.
    struct {
        uint32_t session;
        handle_t wake; ///< HANDLE_NONE = free.
    } watchers[WATCHERS_MAX];
} changes;

void changes_note(struct component *c, init_component_state_t state) {
    c->state = state;
    c->change = ++changes.last;
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        if (changes.watchers[i].wake != HANDLE_NONE) {
            (void)notification_signal(changes.watchers[i].wake); // its owner may have ended
        }
    }
}

void changes_explain(struct component *c, const char *reason) {
    fmt_str(c->reason, sizeof c->reason, "%s", reason);
}

void changes_note_end(struct component *c, init_end_t end, const char *reason) {
    c->ends++;
    c->end = end;
    if (c->reason[0] == 0) {
        changes_explain(c, reason);
    }
}

struct component *changes_next(struct init *init, uint64_t after) {
    struct component *next = NULL;
    for (uint32_t i = 0; i < COMPONENTS_MAX; i++) {
        struct component *c = &init->components[i];
        if (c->manifest != NULL && c->change > after &&
            (next == NULL || c->change < next->change)) {
            next = c;
        }
    }
    return next;
}

status_t changes_watch(struct init *init, uint32_t session, handle_t wake) {
    uint32_t place = WATCHERS_MAX;
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        bool known = changes.watchers[i].wake != HANDLE_NONE;
        bool same = known && IPC_SESSION_COMPONENT(changes.watchers[i].session) ==
                                 IPC_SESSION_COMPONENT(session);
        // What an instance that has ended left behind is free, too.
        if (same || !known || components_of_session(init, changes.watchers[i].session) == NULL) {
            place = same || place == WATCHERS_MAX ? i : place;
        }
    }
    if (place == WATCHERS_MAX) {
        return ERR_NO_SPACE;
    }
    if (changes.watchers[place].wake != HANDLE_NONE) {
        (void)cap_delete(changes.watchers[place].wake); // ours, whatever became of its object
    }
    changes.watchers[place].session = session;
    changes.watchers[place].wake = wake;
    return OK;
}
