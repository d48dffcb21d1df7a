// SPDX-License-Identifier: MIT
/// @file
/// The notifications of this boot, the newest NOTES_MAX. Pure.
#pragma once

#include <base/base.h>
#include <idl/notify.h>

enum {
    NOTES_MAX = 48,
    NOTES_SHOWN_MAX = 8, ///< Of one component: nobody covers the screen.
};

struct note {
    uint32_t id;        ///< 0 = free.
    uint32_t component; ///< Whose it is.
    uint32_t session;   ///< Who may ask for it; 0 = nobody.
    notify_outcome_t outcome;
    uint32_t action; ///< With ACTED.
    nsec_t posted_at;
    nsec_t ends_at; ///< 0 = never by itself.
    char title[NOTIFY_TITLE_MAX + 1];
    char body[NOTIFY_BODY_MAX + 1];
    char actions[2][NOTIFY_ACTION_MAX + 1];
};

struct notes {
    uint32_t last_id;
    struct note notes[NOTES_MAX];
};

/// What is to be shown.
struct note_text {
    struct ipc_text title, body, actions[2];
};

/// Adds a notification. The oldest that is not shown makes room.
/// @return OK, ERR_NO_SPACE when its component shows too many already, or when all are shown.
status_t notes_add(struct notes *n, uint32_t component, uint32_t session,
                   const struct note_text *text, nsec_t now, uint32_t timeout_ms,
                   struct note **out);

/// The notification `id`, or NULL.
struct note *notes_find(struct notes *n, uint32_t id);

/// The oldest one above `after`, or NULL.
struct note *notes_next(struct notes *n, uint32_t after);

/// Ends a shown one; false when it had ended before.
bool notes_end(struct note *note, notify_outcome_t outcome, uint32_t action);

/// Forgets all that are not shown.
void notes_clear(struct notes *n);

/// A shown one whose time has come, or NULL.
struct note *notes_due(struct notes *n, nsec_t now);

/// When the next one ends by itself; 0 = none does.
nsec_t notes_deadline(const struct notes *n);
