// SPDX-License-Identifier: MIT
/// @file
/// Menus and lists above all windows. The server opens, paints and runs them from the tree alone:
/// they work while the app hangs. While one is open, pointer and keyboard belong to it.
///
/// A commit may change or remove what is shown: rows are filled again, the highlight stays with
/// its row, and what has gone closes.
#pragma once

#include "compose.h"
#include "window.h"

/// What the server's own rows do; `id` of their struct popup_row.
enum popup_action {
    POPUP_DO_ABOUT,
    POPUP_DO_QUIT,
    POPUP_DO_UNDO,
    POPUP_DO_REDO,
    POPUP_DO_CUT,
    POPUP_DO_COPY,
    POPUP_DO_PASTE,
    POPUP_DO_SELECT_ALL,
};

/// What to open and where.
struct popup_spot {
    enum popup_source source;
    uint32_t id;          ///< Of the Menu or Select node.
    struct px_box anchor; ///< On the screen; empty = a point.
    int32_t entry;        ///< Entry of the menu bar; -1 = none.
};

/// Opens the options of select `node`, the chosen one highlighted. Without options or memory
/// nothing happens.
void popup_open(struct window *w, uint32_t node);

/// Closes what is open and opens what `spot` says. False without rows or memory.
bool popup_open_at(struct window *w, const struct popup_spot *spot);

/// Opens the submenu of row `row` of the topmost popup.
void popup_open_submenu(struct gui_core *core, int32_t row);

/// Closes everything without a choice; nothing happens when nothing is open.
void popup_close(struct gui_core *core);

/// Closes the popups above the lowest `depth`.
void popup_close_to(struct gui_core *core, uint32_t depth);

/// Whether one is open.
static inline bool popup_is_open(const struct gui_core *core) {
    return core->popups.window != NULL;
}

/// After a commit: closes what has gone, fills the rest again.
void popup_recheck(struct gui_core *core);

/// Makes row `row` of the topmost popup the highlighted one and scrolls to it; -1: none.
void popup_highlight(struct gui_core *core, int32_t row);

/// Everything open has to be painted again.
void popup_touch(struct gui_core *core);
bool popup_is_dirty(const struct gui_core *core);

/// Paints what changed. Its damage goes to the screen.
void popup_repaint(struct gui_core *core);

/// What composition needs, from back to front; room for POPUP_DEPTH. Returns their number.
uint32_t popup_layers(const struct gui_core *core, struct compose_layer *out);

// popup_rows.c

/// Rows and size of `p`. False when there are none.
bool popup_fill(const struct gui_core *core, const struct window *w, struct popup *p);

/// Whether the user can choose row `row` of `p`.
bool popup_selectable(const struct popup *p, int32_t row);

/// Height of row `row`.
lpx_t popup_row_h(const struct popup *p, uint32_t row);

// popup_paint.c

/// Paints `p` into its surface.
void popup_paint(const struct gui_core *core, const struct popup *p);

// popup_input.c

/// The pointer is at another place: highlights what lies under it, opens submenus.
void popup_pointer(struct gui_core *core);

/// A button went down. True: that was all. False: the press goes on to what lies there.
bool popup_press(struct gui_core *core, uint16_t code);

/// The button that was down is up: chooses what is under the pointer when it was dragged there.
void popup_release(struct gui_core *core);

void popup_wheel(struct gui_core *core, int32_t dy);

/// A key went down. True: it was for the popup.
bool popup_key(struct gui_core *core, uint16_t code);

/// Opens or closes submenus that the pointer has rested for.
void popup_tick(struct gui_core *core, nsec_t now);

/// When popup_tick() is due; UINT64_MAX = not.
nsec_t popup_due(const struct gui_core *core);
