// SPDX-License-Identifier: MIT
/// @file
/// Shortcuts of menu items and buttons ("Ctrl+S", "Ctrl+Shift+Z", "F5", "Del", "7"), matched by the
/// server: they work while the app hangs.
#pragma once

#include "window.h"

/// Whether `text` names key `code` under `mods` in keyboard layout `layout`. Letters go by the key
/// that the layout has them on, and Shift counts; other characters go by what the key types, with
/// Shift or without. Caps Lock never counts.
bool shortcut_matches(struct ui_text text, uint32_t layout, uint16_t code, uint32_t mods);

/// Clicks the menu item, button or context menu item of `w` that has this shortcut. False when
/// none has, or a modal dialog keeps the user from it.
bool shortcut_key(struct window *w, uint16_t code);

/// Enter in a dialog that nothing else has a use for: its default button, the first accented one.
bool shortcut_default(struct window *w);
