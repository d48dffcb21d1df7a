// SPDX-License-Identifier: MIT
/// @file
/// What must outlive the server: where windows are, what has the keyboard, what the user typed that no
/// app has answered yet, how far input was read.
///
/// One turn of the server is one transaction. Input changes the core and fills slots of event rings
/// that apps cannot see yet; state_save() writes down the result, how far each device was read included;
/// then the events are published (session_flush) and the drivers told. Whoever dies before the save has
/// done nothing, whoever dies behind it has done everything: the next instance publishes again up to where
/// the state says. So no key is lost and none acts twice.
///
/// A new value that must survive is a line in a table: of a node in scene/scene_state.c, of a window or of
/// the core in state_fields.c.
#pragma once

#include "scene_state.h"
#include "state_area.h"

struct gui_core;
struct session;
struct window;

enum {
    STATE_SESSIONS_MAX = 64,
    STATE_WINDOWS_MAX = 128, ///< The ones in front are saved.
    STATE_DEVICES_MAX = 16,
};

/// How far a device's events have been read.
struct state_device {
    uint64_t key; ///< Names the device and its driver's instance; 0 = free.
    uint64_t position;
};

/// A session in the root record.
struct state_session {
    uint64_t badge;
    uint64_t opened; ///< `down.opened` of its regions: others with the same badge are others.
    uint64_t tail, seq;
    struct area_part part; ///< Its nodes.
    uint32_t stalled;
    uint32_t pad0;
};

/// What the predecessor saved, until it is applied.
struct state_loaded;

struct core_state {
    struct area area;
    struct state_device devices[STATE_DEVICES_MAX];
    struct state_session sessions[STATE_SESSIONS_MAX]; ///< As in the current root.
    uint32_t num_sessions;
    struct state_loaded *loaded; ///< Owned; NULL when everything is as it was, or nothing was.
};

/// Takes over from the predecessor what stands in `size_b` bytes at `memory`, if it holds together. NULL:
/// nothing is saved.
void state_init(struct gui_core *core, void *memory, size_t size_b);
void state_deinit(struct gui_core *core);

/// Whether windows are still being put back: nothing is posted or saved meanwhile, no input read.
static inline bool state_is_loading(const struct core_state *state) {
    return state->loaded != NULL;
}

/// A session opens: gives it what its predecessor knew of it.
void state_open_session(struct gui_core *core, struct session *s);

/// When all sessions that were there have shown their trees: puts their windows back.
void state_settle(struct gui_core *core);

/// Writes everything down and makes it what a next instance would find.
void state_save(struct gui_core *core);

/// How far device `key` has been read; false when it is not known.
bool state_device_position(const struct core_state *state, uint64_t key, uint64_t *out);

/// Remembers that device `key` has been read up to `position`.
void state_set_device(struct core_state *state, uint64_t key, uint64_t position);
void state_forget_device(struct core_state *state, uint64_t key);
