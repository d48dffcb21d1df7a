// SPDX-License-Identifier: MIT
// A to-do list: a text field, a list with keys, two-way bindings.
#include <ui.h>

#define MAX 64

static struct todo {
    uint64_t id;
    char text[80];
    bool done;
} item[MAX];
static int count;
static uint64_t next_id = 1;
static char draft[80];

static void add(ui_event *e) {
    if (draft[0] && count < MAX) {
        item[count].id = next_id++;
        item[count].done = false;
        memcpy(item[count++].text, draft, sizeof draft);
        draft[0] = 0;
    }
}

static void del(ui_event *e) { // arg is a stable id, never a pointer into the array
    for (int i = 0; i < count; i++) {
        if (item[i].id == (uint64_t)e->arg) {
            memmove(&item[i], &item[i + 1], (size_t)(--count - i) * sizeof *item);
            break;
        }
    }
}

static void view(void) {
    int left = 0;
    for (int i = 0; i < count; i++) {
        left += !item[i].done;
    }
    Window("To do", .w = 360) Column(.pad = 16, .gap = 12) {
        Row(.gap = 8) {
            ui_text_field(draft, sizeof draft, "What needs doing?", .on_submit = UI_ON(add),
                          .grow = 1, .focus = true, .label = "New item");
            ui_button("Add", UI_ON(add), .tone = UI_ACCENT, .disabled = !draft[0]);
        }
        List() {
            for (int i = 0; i < count; i++) {
                Item(.key = item[i].id, .pad = 8, .gap = 8, .align = UI_CENTER) {
                    ui_checkbox(item[i].text, &item[i].done, .grow = 1);
                    ui_button(.icon = UI_TRASH, .tone = UI_SUBTLE, .label = "Delete",
                              .on_click = UI_ON(del, item[i].id));
                }
            }
        }
        ui_text(ui_fmt("%d of %d left", left, count), .style = UI_CAPTION, .tone = UI_SUBTLE);
    }
}

int main(void) {
    return ui_run(view);
}
