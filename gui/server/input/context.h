// SPDX-License-Identifier: MIT
/// @file
/// Context menus: a Menu among the top nodes whose `anchor` is the node that it belongs to.
#pragma once

#include "window.h"

/// The user wants the menu of what lies at `x`, `y` of `w`, where `node` is the deepest node. The
/// innermost node that asks for `menu` events gets one; the closest Menu opens; text that can be
/// edited has the Edit menu.
void context_open(struct window *w, uint32_t node, lpx_t x, lpx_t y);

/// The menu key, or Shift+F10: that of the focused node. False when there is none.
bool context_key(struct window *w);
