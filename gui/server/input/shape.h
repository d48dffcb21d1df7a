// SPDX-License-Identifier: MIT
/// @file
/// Which shape the pointer has, by what it is over and what it drags.
#pragma once

#include "window.h"

/// Tests again which shape it must have, and shows that.
void shape_update(struct gui_core *core);

/// Draws the shapes again after the theme or the scale changed.
///
/// @return OK, ERR_NO_MEMORY: then the ones from before stay.
status_t shape_reset(struct gui_core *core);

/// The shape for dragging `edges` (enum window_edge).
enum ui_cursor shape_of_edges(uint32_t edges);
