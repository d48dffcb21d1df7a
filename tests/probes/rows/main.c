// SPDX-License-Identifier: MIT
// A list of 400 x 600 px with 100,000 rows: the bench scrolls it.
#include <ui.h>

static int current = -1;

static void view(void) {
    Window("100000 rows", .w = 400, .h = 600) {
        List(.grow = 1, .bind = &current, .label = "Rows") {
            UiRows(r, 100000) {
                Item(.key = r + 1, .selected = (int)r == current) {
                    ui_icon(UI_FILE, .tone = UI_SUBTLE);
                    ui_text(ui_fmt("Row %u of the list", r + 1));
                }
            }
        }
    }
}

int main(void) {
    return ui_run(view);
}
