// SPDX-License-Identifier: MIT
// What somebody sees who starts the system for the first time.
#include <ui.h>

static void hint(enum ui_icon icon, const char *title, const char *text) {
    Row(.gap = 14, .align = UI_START) {
        ui_icon(icon, .tone = UI_ACCENT, .w = 22, .h = 22);
        Column(.grow = 1, .gap = 2) {
            ui_text(title, .style = UI_HEADING);
            ui_text(text, .tone = UI_SUBTLE, .wrap = true);
        }
    }
}

static void done(ui_event *e) {
    ui_quit(0);
}

static void view(void) {
    Window("Welcome", .w = 400) Column(.pad = 24, .gap = 18) {
        ui_text("Welcome to Hesper", .style = UI_TITLE);
        hint(UI_SEARCH, "Find everything", "Press the Super key and type what you look for.");
        hint(UI_GRID, "Keep things side by side",
             "Drag a window to an edge of the screen; Alt and Tab switch between windows.");
        hint(UI_PALETTE, "Make it yours",
             "A click with the secondary button on the wallpaper changes how it looks.");
        Row(.justify = UI_END) ui_button("Begin", UI_ON(done), .tone = UI_ACCENT, .focus = true);
    }
}

int main(void) {
    return ui_run(view);
}
