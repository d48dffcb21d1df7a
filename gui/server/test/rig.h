// SPDX-License-Identifier: MIT
/// @file
/// A whole server core in the test's process: a screen in memory, a clock that the test moves, apps
/// whose trees are written as text.
#pragma once

#include <ui_wire/build.h>

#include "core.h"
#include "input.h"
#include "keymap.h"
#include "session.h"
#include "window.h"

#define RIG_W 1280
#define RIG_H 800
#define RIG_APPS 5
#define RIG_STATE_B (256u * 1024u)

struct rig;

/// One app.
struct rig_app {
    struct rig *rig;
    uint64_t badge;
    struct ui_up *up;
    struct ui_down *down;
    void *build_memory;
    struct ui_builder builder;
    struct ui_event_reader reader;
    uint64_t gen;
    uint64_t events_seen; ///< Put into the next tree.
    uint32_t wakes;
    bool shell; ///< Kinds of shell sessions are legal.
    bool closed;
    status_t why;
    struct ui_event_rec event; ///< The last one taken.
    char text[UI_EVENT_TEXT_MAX + 1];
};

struct rig {
    struct gui_core core;
    nsec_t now;
    uint32_t *pixels;
    uint32_t *check; ///< For comparing with a full repaint.
    struct rig_app app[RIG_APPS];
    void *state; ///< Of RIG_STATE_B bytes: what outlives the core.
    void *cache; ///< Likewise, for what takes long to make.
    size_t cache_b;
    uint32_t presents;
    uint32_t shell_wakes;    ///< Calls of port.shell().
    status_t present_status; ///< What present() returns.
    struct damage presented; ///< Of the last present().
};

/// Starts a core in test mode (or not) with a display of RIG_W x RIG_H.
bool rig_init(struct rig *rig, bool test_mode);
void rig_deinit(struct rig *rig);

/// Replaces the core by a new one that knows only what the apps' memory holds.
bool rig_restart(struct rig *rig);

/// As rig_restart(), and the new core finds what the one before saved.
bool rig_resume(struct rig *rig);

/// Resumes; true when the screen and the dump are as before.
bool rig_same_when_resumed(struct rig *rig);

/// Opens session `badge` in slot `badge - 1`; 1..RIG_APPS.
struct rig_app *rig_open(struct rig *rig, uint64_t badge);

/// The same, for a shell.
struct rig_app *rig_open_shell(struct rig *rig, uint64_t badge);

/// Publishes the tree in `text` and lets the core take it. False when the text is malformed.
bool rig_commit(struct rig_app *app, const char *text);

/// Publishes without ringing.
bool rig_publish(struct rig_app *app, const char *text);

/// Takes the app's next event; false when there is none.
bool rig_event(struct rig_app *app);

/// Number of events of this kind among those waiting; takes them all.
uint32_t rig_count(struct rig_app *app, uint32_t kind);

/// Input, followed by gui_core_tick().
void rig_move(struct rig *rig, int32_t x_px, int32_t y_px);
void rig_button(struct rig *rig, bool down);
void rig_key(struct rig *rig, uint16_t code, int32_t value);
void rig_tap(struct rig *rig, uint16_t code);
void rig_click(struct rig *rig, int32_t x_px, int32_t y_px);

/// Clicks the middle of node `id`.
void rig_click_node(struct rig_app *app, uint32_t id);
void rig_move_to_node(struct rig_app *app, uint32_t id);

/// Index and state of node `id`; the node must exist.
uint32_t rig_node(const struct rig_app *app, uint32_t id);
const struct scene_node *rig_scene_node(const struct rig_app *app, uint32_t id);
struct session *rig_session(const struct rig_app *app);
struct window *rig_window(const struct rig_app *app, uint32_t id);

/// True when laying out and painting everything again gives the pixels that are on the screen.
bool rig_same_when_repainted(struct rig *rig);
