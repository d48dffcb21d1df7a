// SPDX-License-Identifier: MIT
/// @file
/// Windows that the user moves: by the header, or with the keyboard.
#pragma once

#include "window.h"

// winmove.c: by the header.

/// The header of `w` was pressed: core->press describes a PRESS_MOVE from now on.
void winmove_begin(struct gui_core *core, struct window *w);

/// The pointer is at another place: the window follows, a preview shows what letting go would do.
void winmove_pointer(struct gui_core *core);

/// The button was let go: the window snaps when that was shown. `press` is what was pressed.
void winmove_drop(struct gui_core *core, const struct press *press);

/// A PRESS_MOVE or PRESS_RESIZE ends as if it had not begun.
void winmove_undo(struct gui_core *core);

// winkeys.c: by keys.

/// A key went down. True: it was one of those that arrange windows. May free the active window.
bool winkeys_down(struct gui_core *core, uint16_t code, int32_t value);

/// Leaves the mode in which arrow keys move or resize; `undo`: as if it had not begun.
void winkeys_leave(struct gui_core *core, bool undo);
