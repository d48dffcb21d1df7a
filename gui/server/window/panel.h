// SPDX-License-Identifier: MIT
/// @file
/// Panels: frameless windows of the shell that cling to edges of the screen. Some keep their edge
/// free of other windows; what they leave is the work area.
#pragma once

#include "window.h"

/// Stacks, sizes and places the new panel `w`; one with the flag `focus` gets the keyboard.
void panel_create(struct window *w);

/// Its node changed.
void panel_update(struct window *w);

/// Computes the work area and places all panels; maximised windows follow, others stay in reach.
void panel_settle(struct gui_core *core);

/// Whether a press on `w`, a panel or not, gives it the keyboard.
bool panel_wants_keys(const struct window *w);

/// Esc (`hit` NULL) or a press at `hit`: asks panels with the flag `dismiss` to close. A press on
/// something of another panel of the same shell is left to the shell.
///
/// @return whether there was one.
bool panel_dismiss(struct gui_core *core, const struct window_hit *hit);

/// A button went down at `hit`: closes panels, asks for the desktop's menu.
void panel_press(struct gui_core *core, const struct window_hit *hit, uint16_t code);

/// What composition needs; it has pixels.
void panel_layer(const struct window *w, struct compose_layer *out);

/// Instead of paint_begin() and paint_end().
void panel_paint_begin(const struct window *w, const struct paint *p);
void panel_paint_end(const struct window *w, const struct paint *p);
