// SPDX-License-Identifier: MIT
/// @file
/// How everything looks, changed while it is shown.
#pragma once

#include "core.h"

struct gui_look {
    enum theme_kind theme;
    scale_t scale; ///< 100, 125, 150, 200 or 300; others become the next lower one.
    bool night;    ///< The wallpaper's palette.
    bool reduce_motion;
};

/// What is shown now.
struct gui_look gui_core_look(const struct gui_core *core);

/// Shows everything in another way; only what differs is made again. Windows keep their places and
/// sizes in logical pixels, and come back to where they were when the scale does.
void gui_core_set_look(struct gui_core *core, const struct gui_look *look);

/// The scale that suits a screen of this size when nobody chose one.
scale_t gui_scale_for(int32_t w_px, int32_t h_px);
