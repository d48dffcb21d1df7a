// SPDX-License-Identifier: MIT
/// @file
/// Windows that fill half, a quarter or all of the work area, and come back to what they were.
#pragma once

#include "window.h"

/// Whether the user may give `w` such a place: not fixed ones.
bool snap_allowed(const struct window *w);

/// How `w` stands now; a maximised window too.
enum window_snap snap_of(const struct window *w);

/// Snaps, maximises or restores (SNAP_NONE) it. Nothing happens when that is not allowed.
void snap_set(struct window *w, enum window_snap to);

/// Pixels of the screen that `to` means; empty for SNAP_NONE.
struct px_box snap_box(const struct gui_core *core, enum window_snap to);

/// What dropping a window with the pointer at x, y means.
enum window_snap snap_at(const struct gui_core *core, int32_t x_px, int32_t y_px);

/// Where Super and an arrow key take a window that stands as `from`: `dx`, `dy` are -1, 0 or 1.
enum window_snap snap_next(enum window_snap from, int32_t dx, int32_t dy);

/// The work area has changed: a snapped window fills its part of the new one.
void snap_refit(struct window *w);

/// Gives `w` its size from before back, in such a way that the point `dx_px`, `dy_px` of its header
/// stays under the pointer at x, y. Writes where in the window the pointer is now.
void snap_detach(struct window *w, int32_t x_px, int32_t y_px, int32_t *dx_px, int32_t *dy_px);

/// Shows where `to` would put the window; nothing for SNAP_NONE.
void snap_preview(struct gui_core *core, enum window_snap to);
