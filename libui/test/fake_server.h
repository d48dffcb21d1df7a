// SPDX-License-Identifier: MIT
/// @file
/// A server in the same process: takes what libui publishes through the real importer and lets a
/// script play the user.
#pragma once

#include <ui.h>
#include <ui_wire/dump.h>
#include <ui_wire/events.h>

/// What the script sees and may change.
struct fake {
    struct ui_up *up;
    struct ui_down *down;
    struct ui_importer importer;
    struct ui_event_writer writer;
    struct ui_tree trees[2];
    void *memories[2];
    struct ui_tree *tree; ///< The accepted one.
    bool asleep;          ///< Copies nothing.
    bool refuse;          ///< Opening fails.
    bool corrupt;         ///< What libui publishes is damaged on the way.
    uint32_t bank_max_b;  ///< Larger banks are refused; 0 = any.
    uint32_t opened, doorbells, accepted, rejected;
    nsec_t now;     ///< Moves to the deadline when libui waits for one.
    char log[8192]; ///< Everything that was logged, in lines.
};
extern struct fake fake;

/// Runs `view` (or `render`) until the script says false, which it may never do; `step` counts from
/// 0. The script runs each time libui waits. Returns what ui_run() returned.
int fake_run(void (*view)(void), void (*render)(void), bool (*script)(int step));

/// The node of this kind with this text, label or title; fails hard unless there is exactly one.
uint32_t fake_find(enum ui_kind kind, const char *text);
/// How many there are.
uint32_t fake_count(enum ui_kind kind, const char *text);
uint32_t fake_id(uint32_t node);

/// The user's doings. They name the newest accepted generation.
void fake_click(uint32_t node);
void fake_toggle(uint32_t node, bool on);
void fake_type(uint32_t node, const char *text);
void fake_send(uint32_t node, enum ui_event_kind kind);
void fake_post(struct ui_event_rec rec, const char *text);

/// The accepted tree in the readable notation.
const char *fake_dump(void);
bool fake_logged(const char *part);
