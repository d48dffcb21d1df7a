// SPDX-License-Identifier: MIT
/// @file
/// Part of ui.h: what floats. Menus, dialogs, popovers, toasts. docs/apps.md has a whole program.
///
/// The server draws and runs all of them; they work while the app is busy. The blocks may stand
/// where they belong in the program (ContextMenu in the container it is for, Popover behind the
/// button that opens it): libui puts them at the top of the tree.
#pragma once

/// ContextMenu: opened by the secondary button or the menu key on what it belongs to.
struct ui_context_p {
    uint32_t anchor; ///< `.ref` of a handle; 0 = the block it stands in.
    UI_COMMON_;
};

/// Popover: floats at a node; any boxes and widgets in it.
struct ui_popover_p {
    bool *open;          ///< Shown while true; set to false when the user closes it.
    ui_handler on_close; ///< After that.
    uint32_t anchor;     ///< `.ref` of a handle; 0 = the node made before it in the same block.
    int pad, gap;
    enum ui_align align, justify;
    UI_COMMON_;
};

/// Dialog: a window in front of its owner, which takes no input meanwhile. Enter presses the first
/// button with UI_ACCENT, Esc closes.
struct ui_dialog_p {
    bool *open; ///< As in Popover.
    const char *title;
    ui_handler on_close;
    bool modeless; ///< The owner takes input.
    int pad, gap;
    enum ui_align align, justify;
    UI_COMMON_;
};

/// A short note at the lower edge of the window.
struct ui_toast_p {
    const char *text;
    enum ui_tone tone;
    enum ui_icon icon;    ///< Without: by the tone.
    const char *action;   ///< Text of a button, NULL = none.
    ui_handler on_action; ///< It was pressed; the toast goes then.
    int timeout;          ///< ms; 0: 4000. -1: it stays until the user closes it.
};

#ifdef __cplusplus
extern "C" {
#endif
ui_box_t ui_context_(struct ui_site, struct ui_context_p);
ui_box_t ui_popover_(struct ui_site, struct ui_popover_p);
ui_window_t ui_dialog_(struct ui_site, struct ui_dialog_p);
/// See ui_toast(). The texts are copied. At most 4 at once: the oldest goes.
void ui_toast_(struct ui_toast_p);
#ifdef __cplusplus
} // extern "C"
#else

#define ContextMenu(...) UI_BLOCK_(ui_context_, ui_context_p, __VA_ARGS__)
#define Popover(...) UI_BLOCK_(ui_popover_, ui_popover_p, __VA_ARGS__)
#define Dialog(...) UI_BLOCK_(ui_dialog_, ui_dialog_p, __VA_ARGS__)

/// Shows a toast: ui_toast("Saved"), ui_toast("Deleted", .action = "Undo", .on_action = UI_ON(undo)).
/// For handlers; not for view(), which runs again and again.
#define ui_toast(...) ui_toast_((struct ui_toast_p){ __VA_ARGS__ })
#endif
