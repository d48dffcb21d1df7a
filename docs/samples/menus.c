// SPDX-License-Identifier: MIT
// Everything that floats: menus, a context menu, a popover, a dialog, toasts, tooltips.
#include <ui.h>

static char name[40] = "Untitled";
static bool details = true, renaming, asking;
static int saved;

static void save(ui_event *e) {
    saved++;
    ui_toast("Saved", .tone = UI_SUCCESS);
}

static void undo(ui_event *e) {
    saved++;
}

static void ask(ui_event *e) {
    asking = true;
}

static void forget(ui_event *e) {
    asking = false;
    saved = 0;
    ui_toast("All versions deleted", .action = "Undo", .on_action = UI_ON(undo));
}

static void cancel(ui_event *e) {
    asking = false;
}

static void toggle_details(ui_event *e) {
    details = !details;
}

static void rename_it(ui_event *e) {
    renaming = true;
}

static void view(void) {
    Window("Menus", .w = 420, .h = 300) {
        MenuBar() {
            Menu("File") {
                ui_menu_item("Save", UI_ON(save), .shortcut = "Ctrl+S", .icon = UI_DISK);
                Menu("Export as") {
                    ui_menu_item("Text");
                    ui_menu_item("Picture");
                }
                ui_divider();
                ui_menu_item("Delete all versions...", UI_ON(ask), .tone = UI_DANGER,
                             .icon = UI_TRASH, .disabled = saved == 0);
            }
            Menu("View") {
                ui_menu_item("Details", UI_ON(toggle_details), .checked = details);
            }
        }
        Column(.pad = 16, .gap = 12) {
            Card(.pad = 16, .gap = 8) {
                ui_text(name, .style = UI_TITLE);
                if (details) {
                    ui_text(ui_fmt("%d versions", saved), .tone = UI_SUBTLE);
                }
                ContextMenu() { // of the card: secondary button, or the menu key
                    ui_menu_item("Rename...", UI_ON(rename_it), .icon = UI_PENCIL);
                    ui_menu_item("Save", UI_ON(save), .icon = UI_DISK);
                }
            }
            Row(.gap = 8) {
                ui_button("Rename...", UI_ON(rename_it), .tip = "Gives it another name");
                Popover(&renaming, .pad = 12, .gap = 8) { // at the button before it
                    ui_text("New name", .style = UI_HEADING);
                    ui_text_field(name, sizeof name, .w = 200, .focus = true, .label = "New name");
                }
                ui_button("Save", UI_ON(save), .tone = UI_ACCENT, .tip = "Keeps this version");
            }
        }
        Dialog(&asking, "Delete all versions?", .pad = 20, .gap = 16, .w = 340) {
            ui_text("They cannot be brought back once this note has gone.", .wrap = true);
            Row(.gap = 8, .justify = UI_END) {
                ui_button("Cancel", UI_ON(cancel));
                ui_button("Delete", UI_ON(forget), .tone = UI_ACCENT);
            }
        }
    }
}

int main(void) {
    return ui_run(view);
}
