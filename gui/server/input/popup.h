// SPDX-License-Identifier: MIT
/// @file
/// The list that a select opens. At most one is open; while it is, pointer and keyboard belong to it.
#pragma once

#include "compose.h"
#include "window.h"

/// Opens the options of select `node`, the chosen one highlighted. Without options or memory
/// nothing happens.
void popup_open(struct window *w, uint32_t node);

/// Closes it without a choice; nothing happens when none is open.
void popup_close(struct gui_core *core);

/// Whether one is open.
static inline bool popup_is_open(const struct gui_core *core) {
    return core->popup.window != NULL;
}

/// After a commit: closes it when its select is gone, disabled or has other options.
void popup_recheck(struct gui_core *core);

/// The pointer is at another place: highlights what lies under it.
void popup_pointer(struct gui_core *core);

/// A button went down: chooses, or closes when it is outside. True when that was all.
bool popup_press(struct gui_core *core);

/// A key went down. True: it was for the popup.
bool popup_key(struct gui_core *core, uint16_t code);

/// Paints what changed. Its damage goes to the screen.
void popup_repaint(struct gui_core *core);

/// What composition needs. False when none is open.
bool popup_layer(const struct gui_core *core, struct compose_layer *out);
