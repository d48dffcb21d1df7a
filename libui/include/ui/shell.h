// SPDX-License-Identifier: MIT
/// @file
/// What the shell is made of: panels, glass, pictures of windows. All but ui_app_icon() is legal in
/// a shell session only (interfaces/shell.idl).
#pragma once

#include <ui.h>

/// A frameless window. `key` tells panels of one call site apart.
struct ui_panel_p {
    const char *title;   ///< Its name, for tests and screen readers.
    enum ui_layer layer; ///< Where it stands in the stack.
    enum ui_edge edge;   ///< What it clings to; margins are x, y.
    int zone;            ///< px of its edge that windows keep out of.
    int radius;          ///< Of its corners; with one it has a shadow.
    bool glass;          ///< Blurred wallpaper is its ground.
    bool dismiss;        ///< A press elsewhere and Esc call on_close.
    uint32_t anchor;     ///< `.ref` of a handle: stands at that node instead of an edge.
    ui_handler on_close; ///< Nothing closes by itself: show it no more.
    ui_handler on_resize, on_key;
    int pad, gap;
    enum ui_align align, justify;
    UI_COMMON_; ///< `focus`: takes the keyboard when it appears and gives it back when it goes.
};
struct ui_glass_p {
    int pad, gap, radius;
    enum ui_align align, justify;
    UI_COMMON_;
};
struct ui_app_icon_p {
    enum ui_icon icon;
    uint32_t top, bottom; ///< 0xRRGGBBAA: its gradient.
    UI_COMMON_;
};
struct ui_thumb_p {
    uint32_t window; ///< Number that the shell protocol gives.
    ui_handler on_click;
    int radius;
    UI_COMMON_;
};

#ifdef __cplusplus
extern "C" {
#endif

ui_window_t ui_panel_(struct ui_site, struct ui_panel_p);
ui_box_t ui_glass_(struct ui_site, struct ui_glass_p);
ui_leaf_t ui_app_icon_(struct ui_site, struct ui_app_icon_p);
ui_leaf_t ui_thumb_(struct ui_site, struct ui_thumb_p);
ui_leaf_t ui_app_menu_(struct ui_site, struct ui_box_p);

#ifdef __cplusplus
} // extern "C"
#else

/// Panel("Dock", UI_LAYER_BAR, UI_EDGE_BOT_MIDDLE, 92, .y = 12, .radius = 22, .glass = true) { ... }
#define Panel(...) UI_BLOCK_(ui_panel_, ui_panel_p, __VA_ARGS__)
/// A box whose ground is blurred wallpaper.
#define Glass(...) UI_BLOCK_(ui_glass_, ui_glass_p, __VA_ARGS__)
/// ui_app_icon(UI_TERMINAL, 0x444b59ff, 0x1c2029ff, .w = 48, .h = 48)
#define ui_app_icon(...) UI_MAKE_(ui_app_icon_, ui_app_icon_p, __VA_ARGS__)
/// A small picture of a window, kept up to date a few times a second.
#define ui_thumb(...) UI_MAKE_(ui_thumb_, ui_thumb_p, __VA_ARGS__)
/// The menus of the app in front.
#define ui_app_menu(...) UI_MAKE_(ui_app_menu_, ui_box_p, __VA_ARGS__)

#endif
