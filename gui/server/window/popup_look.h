// SPDX-License-Identifier: MIT
/// @file
/// Measures of menus, shared by layout and painting; private to popup*.c.
#pragma once

#include "geom.h"

#define POPUP_ROW_H LPX(28)
#define POPUP_DIVIDER_H LPX(11)
#define POPUP_PAD LPX(6)
#define POPUP_INSET LPX(10) ///< From the edge of a row to its text.
#define POPUP_LEAD LPX(26)  ///< Column of icons and check marks.
#define POPUP_GLYPH LPX(16) ///< Icons in it.
#define POPUP_CHEVRON LPX(14)
#define POPUP_SHORTCUT_GAP LPX(28) ///< Between text and shortcut, at least.
#define POPUP_ROW_RADIUS LPX(8)
#define POPUP_MIN_W LPX(140)
#define POPUP_MAX_W LPX(480)
#define POPUP_GAP LPX(4) ///< To what it hangs from.
