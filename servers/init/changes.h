// SPDX-License-Identifier: MIT
/// @file
/// Changes of states are numbered and told to whoever watches.
#pragma once

#include "components.h"

/// `c` is in another state.
void changes_note(struct component *c, init_component_state_t state);

/// An instance of `c` ended. The reason is kept from changes_explain() when there was one.
void changes_note_end(struct component *c, init_end_t end, const char *reason);

/// Why the running instance of `c` is about to end.
void changes_explain(struct component *c, const char *reason);

/// The component whose last change came first after number `after`, or NULL.
struct component *changes_next(struct init *init, uint64_t after);

/// Signals `wake` (owned from now on) at every change, in place of what the client behind `session` gave before. ERR_NO_SPACE:
/// it stays the caller's.
status_t changes_watch(struct init *init, uint32_t session, handle_t wake);
