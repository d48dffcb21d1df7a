// SPDX-License-Identifier: MIT
/// @file
/// Menu bars. The menus of the window in front show in the AppMenu node of the shell's bar; while
/// there is none on the screen, each window with a MenuBar has a row of its own under its header.
#pragma once

#include "popup.h"

/// Height of the row in a window.
#define MENUBAR_H LPX(30)

/// Menus of one bar; what is beyond is left out.
#define MENUBAR_ENTRIES_MAX 24u

struct menubar_entry {
    enum popup_source source;
    uint32_t id;         ///< Of the Menu node.
    struct ui_text text; ///< Borrowed.
    bool strong;         ///< The app's own name.
    lpx_t x, w;          ///< In the bar.
};

/// The window whose menus the shell's bar shows; NULL when there is none.
struct window *menubar_window(const struct gui_core *core);

/// What the app of `w` is called: the title of its first window. Borrowed until the next commit.
struct ui_text menubar_app_name(const struct window *w);

/// What the bar for `w` shows. Returns the number of entries.
uint32_t menubar_entries(const struct window *w, struct menubar_entry out[MENUBAR_ENTRIES_MAX]);

/// After a commit or a change of the shell: gives `w` its row or takes it away. True when its head
/// has another height now.
bool menubar_fit(struct window *w);

/// After the commit of a shell session: looks for an AppMenu; windows get or lose their rows.
void menubar_find(struct session *s);

/// Another window is in front, or its menus are others: the shell's bar follows.
void menubar_follow(struct gui_core *core);

/// `w` is about to be freed.
void menubar_forget(struct window *w);

/// Paints the row of `w`.
void menubar_paint(const struct window *w, const struct paint *p);

/// Paints AppMenu node `node`.
void menubar_paint_node(const struct gui_core *core, const struct lpx_rect *box,
                        const struct paint *p);

/// Natural size of an AppMenu.
struct lpx_size menubar_measure(const struct gui_core *core);

/// The bar that shows the menus of `w` has to be painted again.
void menubar_touch(struct window *w);

/// Entry of the bar of `w` under the pointer; -1 = none.
int32_t menubar_entry_at(const struct gui_core *core, const struct window *w);

/// Opens the menu of an entry. False when it has no rows.
bool menubar_open(struct window *w, int32_t entry, bool by_key);

/// From the open menu to the next or the one before.
void menubar_step(struct gui_core *core, bool right);

/// A press at `hit`. True when it opened a menu.
bool menubar_press(struct gui_core *core, const struct window_hit *hit);

/// The pointer is at `hit`; what it is over lights up.
void menubar_hover(struct gui_core *core, const struct window_hit *hit);

/// F10 or Alt alone: opens the first menu. False when there is none.
bool menubar_enter(struct gui_core *core);

/// Shows what the app is called.
void menubar_about(struct window *w);
