// SPDX-License-Identifier: MIT
// Notes: a list of them at the left, the text of one at the right. Each is named by its first line.
#include <ui.h>

#define MAX_NOTES 16

static struct note {
    uint64_t id;
    ui_doc *text;
} notes[MAX_NOTES];
static int count, current;
static uint64_t next_id = 1;

static void add(const char *text) {
    notes[count] = (struct note){ next_id++, ui_doc_new(text) };
    current = count++;
}

static void on_new(ui_event *e) {
    add("");
}

static void on_delete(ui_event *e) {
    ui_doc_free(notes[current].text);
    memmove(&notes[current], &notes[current + 1], (size_t)(--count - current) * sizeof notes[0]);
    current -= current == count && current > 0;
}

static void on_choose(ui_event *e) {
    for (int i = 0; i < count; i++) {
        if (notes[i].id == (uint64_t)e->arg) {
            current = i;
        }
    }
}

static const char *title_of(struct note *note) {
    const char *text = ui_doc_text(note->text);
    int len = (int)strcspn(text, "\n");
    return len > 0 ? ui_fmt("%.*s", len < 60 ? len : 60, text) : "New note";
}

static void view(void) {
    Window("Notes", .w = 640, .h = 400, .pad = 12) Row(.gap = 12, .grow = 1, .align = UI_STRETCH) {
        Column(.gap = 8, .w = 190) {
            List(.grow = 1, .label = "All notes") {
                for (int i = 0; i < count; i++) {
                    Item(.key = notes[i].id, .pad = 8, .selected = i == current,
                         .on_click = UI_ON(on_choose, notes[i].id)) {
                        ui_text(title_of(&notes[i]), .grow = 1);
                    }
                }
            }
            Row(.gap = 8) {
                ui_button("New", UI_ON(on_new), .grow = 1, .disabled = count == MAX_NOTES);
                ui_button(.icon = UI_TRASH, .label = "Delete", .tone = UI_SUBTLE,
                          .on_click = UI_ON(on_delete), .disabled = count == 0);
            }
        }
        if (count > 0) {
            ui_text_area(notes[current].text, "Write something", .grow = 1, .focus = true,
                         .key = notes[current].id, .label = "Text");
        } else {
            Column(.grow = 1, .align = UI_CENTER, .justify = UI_CENTER) {
                ui_text("No notes yet", .tone = UI_SUBTLE);
            }
        }
    }
}

int main(void) {
    add("Welcome to Notes\n\nA note is named by its first line. What you write stays while the app "
        "is open, whatever happens to the screen.\n\nΓειά σου, привет, こんにちは.");
    add("Shopping\n\nbread\nmilk\ncoffee");
    current = 0;
    return ui_run(view);
}
