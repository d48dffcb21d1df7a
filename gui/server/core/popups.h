// SPDX-License-Identifier: MIT
/// @file
/// What the server floats above all windows: a stack of menus (or the open list of a select).
#pragma once

#include <ui_wire/tree.h>

#include "geom.h"
#include "surface.h"

struct window;

/// Menus that can be open in each other.
#define POPUP_DEPTH 6u

/// Rows of one menu or list; what is beyond is left out.
#define POPUP_ROWS_MAX 4096u

/// Characters typed that are looked for among the rows.
#define POPUP_TYPED_MAX 32u

/// Where the rows of a popup come from.
enum popup_source {
    POPUP_MENU,    ///< Children of Menu node `id`.
    POPUP_OPTIONS, ///< Options of Select node `id`.
    POPUP_APP,     ///< The server's own: About, Quit.
    POPUP_ABOUT,   ///< The server's own: what the app is called.
    POPUP_EDIT,    ///< The server's own: Undo ... Select all.
};

enum popup_row_kind {
    POPUP_ITEM,
    POPUP_SUBMENU,
    POPUP_DIVIDER,
    POPUP_NOTE, ///< Only to be read.
};

/// One row. The texts are borrowed from the tree: filled again after every commit.
struct popup_row {
    uint8_t kind; ///< enum popup_row_kind.
    uint8_t icon; ///< enum ui_icon.
    bool disabled;
    bool checked;
    bool danger;
    uint32_t id; ///< Of its node; index of an option; enum popup_action of the server's own rows.
    lpx_t y;     ///< In the popup before scrolling.
    struct ui_text text;
    struct ui_text shortcut;
};

/// One menu of the stack.
struct popup {
    enum popup_source source;
    uint32_t id;
    struct px_box anchor;    ///< What it points to, on the screen.
    bool beside;             ///< Stands beside its anchor, not below.
    struct surface *surface; ///< Owned.
    int32_t x_px, y_px;      ///< On the screen.
    struct lpx_size size;
    struct popup_row *rows; ///< Owned.
    uint32_t count;
    lpx_t content_h;   ///< Height of all rows.
    lpx_t scroll;      ///< How far they are moved up.
    lpx_t lead;        ///< Width of the column of icons and marks; 0 = none.
    int32_t highlight; ///< Row; -1 = none.
    bool dirty;
};

struct popup_stack {
    struct window *window; ///< Whose tree the rows are from; NULL = nothing is open.
    struct popup level[POPUP_DEPTH];
    uint32_t depth;
    int32_t entry; ///< Entry of the menu bar that it hangs from; -1 = of none.
    bool press;    ///< A button is down since it opened or since a press in it.
    bool moved;    ///< The pointer has moved since that press.
    int32_t press_x_px, press_y_px;
    int32_t last_x_px, last_y_px; ///< Pointer before, for the way to a submenu.
    nsec_t hover_ns; ///< When what lies under the pointer opens or closes submenus; 0 = not.
    char typed[POPUP_TYPED_MAX]; ///< UTF-8 that is looked for.
    uint32_t typed_b;
    nsec_t typed_ns; ///< When the last of it was typed.
};
