// SPDX-License-Identifier: MIT
/// @file
/// Choice of a window while Alt is held: pictures of all of them, the one used last first. Needs
/// nobody but the server.
#pragma once

#include "window.h"

static inline bool switcher_is_open(const struct gui_core *core) {
    return core->switcher.n > 0;
}

/// Opens it with the window used before the active one chosen, or chooses the next one (the one
/// before when `back`). `same_app`: only windows of the active app.
void switcher_step(struct gui_core *core, bool back, bool same_app);

/// A key went down while it is open: Esc closes it, arrow keys and Tab choose.
void switcher_key(struct gui_core *core, uint16_t code);

/// Closes it; `take`: the chosen window comes to the front.
void switcher_close(struct gui_core *core, bool take);

/// A button went down: takes the window under the pointer, closes when there is none.
void switcher_press(struct gui_core *core);

/// `w` is about to be freed.
void switcher_forget(struct gui_core *core, const struct window *w);

/// Paints it when something in it changed; `windows`: pixels of windows did.
void switcher_repaint(struct gui_core *core, bool windows);
