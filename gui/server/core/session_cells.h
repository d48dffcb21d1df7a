// SPDX-License-Identifier: MIT
/// @file
/// Grids of characters of one session: opening, taking what changed, moving pixels that scrolled.
#pragma once

#include "session.h"

/// Grids that one app can have open.
#define SESSION_CELLS_MAX 8u

/// Closes all of them.
void session_cells_clear(struct session *s);

/// Takes what the app has written since, if anything. Never closes the session: nonsense leaves the
/// last good picture.
void session_cells_import(struct session *s);
