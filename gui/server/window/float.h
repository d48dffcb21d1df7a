// SPDX-License-Identifier: MIT
/// @file
/// Windows without a frame that belong to another window: popovers (at a node, closed by a press
/// elsewhere, Esc or losing the keyboard) and toasts (at the bottom of their window, gone by
/// themselves). They are laid out and painted like windows and always stand in front of their owner.
#pragma once

#include "window.h"

/// Whether `w` is a popover or a toast.
bool window_is_float(const struct window *w);
bool window_is_popover(const struct window *w);
bool window_is_toast(const struct window *w);

/// Whether top nodes of this kind become floats.
bool float_is_kind(uint8_t kind);

/// The window that a float in node `node` of `s` belongs to; NULL when it cannot be shown now.
struct window *float_owner(const struct scene *s, uint32_t node);

/// The user closed `node`, and the app has not yet said that it is to be shown nevertheless.
bool float_is_dismissed(const struct scene *s, uint32_t node);

/// A new float: its timeout begins.
void float_begin(struct window *w);

/// Puts it where it belongs.
void float_place(struct window *w);

/// `owner` has moved or was laid out: its floats follow.
void floats_follow(struct window *owner);

/// Closes it and tells the app; works while the app hangs. Frees `w`.
void float_dismiss(struct window *w);

/// Before a press at what `hit` says: closes the popovers that it is not in. True when that was all
/// that the press does.
bool floats_press(struct gui_core *core, const struct window_hit *hit);

/// Closes toasts whose time is over and popovers that have lost the keyboard.
void floats_tick(struct gui_core *core, nsec_t now);

/// When floats_tick() is due; UINT64_MAX = not.
nsec_t floats_due(const struct gui_core *core, nsec_t now);
