// SPDX-License-Identifier: MIT
/// @file
/// Notifications. The app's manifest has "notify.Notify" among its `wants` or `uses`, and it includes <manifest.h>.
#pragma once

#include <ui.h>

/// What to tell the user. At most 127 bytes of title and 511 of body; the rest is cut.
struct ui_notify_p {
    const char *title;
    const char *body;
    const char *action; ///< Text of its button; NULL = none. At most 31 bytes.
    ui_handler on_action;
    const char *second_action;
    ui_handler on_second_action;
    int timeout_ms; ///< 0: five seconds. Negative: until the user closes it.
};

#ifdef __cplusplus
extern "C" {
#endif

/// Behind ui_notify(); `cap` is the connection.
bool ui_notify_(uint64_t cap, struct ui_notify_p p);

#ifdef __cplusplus
} // extern "C"
#endif

/// ui_notify("Time is up", .body = "Tea", .action = "Again", .on_action = UI_ON(again));
/// False when there is no service or it has too many of this app already.
#define ui_notify(...) ui_notify_(CAP_USES_NOTIFY_NOTIFY, (struct ui_notify_p){ __VA_ARGS__ })
