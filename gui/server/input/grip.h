// SPDX-License-Identifier: MIT
/// @file
/// Parts of widgets that are dragged: thumbs of scroll bars, the edge in a split, edges of columns.
#pragma once

#include "window.h"

/// The part at `hit`; what is GRIP_NONE when there is none. Disabled widgets have none.
struct grip grip_at(const struct window_hit *hit);

/// Makes `grip` the one under the pointer, or none.
void grip_hover(struct gui_core *core, struct grip grip);

/// The pointer was pressed on `grip` at x, y of its window. True when it is to be dragged.
bool grip_press(struct gui_core *core, struct grip grip, lpx_t x, lpx_t y);

/// The pointer moved to x, y of the window while the grip of the press is held.
void grip_drag(struct gui_core *core, lpx_t x, lpx_t y);

/// It is let go.
void grip_release(struct gui_core *core);

/// Moves the edge of Split `node` by `steps` of the keyboard.
void grip_step_split(struct window *w, uint32_t node, int32_t steps);

/// Shape of the pointer over `grip`.
enum ui_cursor grip_cursor(struct grip grip);
