// SPDX-License-Identifier: MIT
/// @file
/// What the user does to rows of lists, tables and trees. The server knows which row is the current
/// one; which rows are selected is the app's: it is told by CHANGE what the user wants.
#pragma once

#include "window.h"

/// The list whose rows the pointer presses at `hit`: SCENE_NONE when a row is no more than what
/// stands in it.
uint32_t rows_pressed_list(const struct scene *s, uint32_t hit);

/// A press at x, y of the window on a row of `list`.
void rows_press(struct window *w, uint32_t list, lpx_t x, lpx_t y);

/// A key while `list` has the keyboard. False when it has no use for it.
bool rows_key(struct window *w, uint32_t list, uint16_t code);
