// SPDX-License-Identifier: MIT
/// @file
/// The Edit menu that the server adds where text can be edited. Each row is a key that the focused
/// text understands, so that menu and keyboard cannot differ.
#pragma once

#include "popup.h"

/// Whether the tree of `w` holds text that the user can edit.
bool edit_menu_wanted(const struct window *w);

/// Whether `action` can be used on what has the focus in `w`.
bool edit_menu_can(const struct window *w, enum popup_action action);

/// Does it.
void edit_menu_do(struct window *w, enum popup_action action);
