// SPDX-License-Identifier: MIT
/// @file
/// Live pictures of windows in panels: painted again when a window has changed, a few times a second.
#pragma once

#include "window.h"

/// For struct paint: the pixels of the window with this number; NULL when there are none.
const struct surface *thumbs_find(void *core, uint32_t number);

/// The tree of `s`, a shell, changed: counts its thumbs.
void thumbs_count(struct session *s);

/// Pixels of `w` have changed.
void thumbs_note(const struct window *w);

/// Has them painted again when it is time.
void thumbs_tick(struct gui_core *core, nsec_t now);

/// When thumbs_tick() is due; UINT64_MAX = not.
nsec_t thumbs_due(const struct gui_core *core);
