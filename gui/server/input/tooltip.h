// SPDX-License-Identifier: MIT
/// @file
/// Tooltips from the attribute `tip`: 700 ms after the pointer came to rest over a node, 1.5 s after
/// the keyboard brought the focus there; gone with the next key, press or move to something else. In
/// test mode the pointer's tip shows at once, and the focus brings none.
#pragma once

#include "window.h"

/// The pointer is over something else, or moved: `hit` says what it is over.
void tooltip_pointer(struct gui_core *core, const struct window_hit *hit);

/// The keyboard moved the focus to `node` of `w`.
void tooltip_focus(struct window *w, uint32_t node);

/// Something was pressed or typed: no tooltip until the pointer is over something else.
void tooltip_hide(struct gui_core *core);

/// After a commit, or when a window goes: hides what has gone.
void tooltip_recheck(struct gui_core *core);

void tooltip_tick(struct gui_core *core, nsec_t now);

/// When tooltip_tick() is due; UINT64_MAX = not.
nsec_t tooltip_due(const struct gui_core *core);
