// SPDX-License-Identifier: MIT
/// @file
/// Notifications: what the service keeps, for those parts that show them.
#pragma once

#include <idl/notify.h>

#include "shell.h"

#define NOTICE_START_AGAIN "Start again"

enum {
    NOTICES_MAX = 48
};

struct notice {
    uint32_t id;
    uint32_t component; ///< Whose it is.
    notify_outcome_t outcome;
    uint64_t posted_ns; ///< Monotonic.
    char title[NOTIFY_TITLE_MAX + 1];
    char body[NOTIFY_BODY_MAX + 1];
    char actions[2][NOTIFY_ACTION_MAX + 1];
};

/// The newest first; NULL behind the last.
const struct notice *notices_at(uint32_t index);

/// The user pressed a button of it.
void notices_act(uint32_t id, uint32_t action);

/// Forgets all.
void notices_clear(void);

/// Icon, texts and a button that closes it.
void notices_view_text(const struct notice *n);
