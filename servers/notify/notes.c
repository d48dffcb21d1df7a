// SPDX-License-Identifier: MIT
#include "notes.h"

#include <base/string.h>

#define NS_PER_MS UINT64_C(1000000)

static bool is_shown(const struct note *note) {
    return note->id != 0 && note->outcome == NOTIFY_OUTCOME_SHOWN;
}

/// Where a new one goes: a free place, else that of the oldest that has ended; NULL.
static struct note *make_room(struct notes *n) {
    struct note *place = NULL;
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        struct note *note = &n->notes[i];
        if (note->id == 0) {
            return note;
        }
        if (!is_shown(note) && (place == NULL || note->id < place->id)) {
            place = note;
        }
    }
    return place;
}

static void copy(char *out, size_t size_b, struct ipc_text text) {
    // A zero byte inside: nothing of it is shown.
    (void)ipc_text_copy(out, size_b, text);
}

status_t notes_add(struct notes *n, uint32_t component, uint32_t session,
                   const struct note_text *text, nsec_t now, uint32_t timeout_ms,
                   struct note **out) {
    uint32_t shown = 0;
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        shown += is_shown(&n->notes[i]) && n->notes[i].component == component ? 1 : 0;
    }
    struct note *note = make_room(n);
    if (shown >= NOTES_SHOWN_MAX || note == NULL) {
        return ERR_NO_SPACE;
    }
    memset(note, 0, sizeof *note);
    note->id = ++n->last_id;
    note->component = component;
    note->session = session;
    note->posted_at = now;
    note->ends_at = timeout_ms == 0 ? 0 : now + timeout_ms * NS_PER_MS;
    copy(note->title, sizeof note->title, text->title);
    copy(note->body, sizeof note->body, text->body);
    copy(note->actions[0], sizeof note->actions[0], text->actions[0]);
    copy(note->actions[1], sizeof note->actions[1], text->actions[1]);
    *out = note;
    return OK;
}

struct note *notes_find(struct notes *n, uint32_t id) {
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        if (id != 0 && n->notes[i].id == id) {
            return &n->notes[i];
        }
    }
    return NULL;
}

struct note *notes_next(struct notes *n, uint32_t after) {
    struct note *next = NULL;
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        struct note *note = &n->notes[i];
        if (note->id > after && (next == NULL || note->id < next->id)) {
            next = note;
        }
    }
    return next;
}

bool notes_end(struct note *note, notify_outcome_t outcome, uint32_t action) {
    if (!is_shown(note)) {
        return false;
    }
    note->outcome = outcome;
    note->action = action;
    note->ends_at = 0;
    return true;
}

void notes_clear(struct notes *n) {
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        if (!is_shown(&n->notes[i])) {
            n->notes[i].id = 0;
        }
    }
}

struct note *notes_due(struct notes *n, nsec_t now) {
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        struct note *note = &n->notes[i];
        if (is_shown(note) && note->ends_at != 0 && note->ends_at <= now) {
            return note;
        }
    }
    return NULL;
}

nsec_t notes_deadline(const struct notes *n) {
    nsec_t first = 0;
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        const struct note *note = &n->notes[i];
        if (is_shown(note) && note->ends_at != 0 && (first == 0 || note->ends_at < first)) {
            first = note->ends_at;
        }
    }
    return first;
}
