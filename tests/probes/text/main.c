// SPDX-License-Identifier: MIT
// A field, an empty text area and one with a megabyte: the bench types into them.
#include <ui.h>

#include <stdlib.h>

#define LARGE_B (1u << 20)
#define LINE "The quick brown fox jumps over the lazy dog, line by line by line.\n"

static char field[64];
static ui_doc *empty, *large;

static void view(void) {
    Window("Texts", .w = 480, .pad = 12, .gap = 12) {
        ui_text_field(field, sizeof field, .label = "Field");
        ui_text_area(empty, .h = 200, .label = "Empty");
        ui_text_area(large, .h = 200, .label = "Large");
    }
}

int main(void) {
    const size_t line_b = sizeof LINE - 1;
    char *text = calloc(1, LARGE_B + line_b + 1);
    if (text == NULL) {
        return 1;
    }
    for (size_t at = 0; at < LARGE_B; at += line_b) {
        memcpy(text + at, LINE, line_b);
    }
    empty = ui_doc_new("");
    large = ui_doc_new(text);
    free(text);
    return ui_run(view);
}
