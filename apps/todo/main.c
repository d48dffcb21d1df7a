// SPDX-License-Identifier: MIT
// A to-do list: new items on top of the window, three pages over the same items.
#include <ui.h>

#define ITEMS_MAX 256

static struct todo {
    uint64_t id;
    char text[120];
    bool done;
} items[ITEMS_MAX];
static int count;
static uint64_t next_id = 1;
static char draft[120];
static int page;

enum page {
    ALL,
    OPEN,
    DONE
};

static bool shows(const struct todo *item, enum page which) {
    return which == ALL || item->done == (which == DONE);
}

static int count_on(enum page which) {
    int n = 0;
    for (int i = 0; i < count; i++) {
        n += shows(&items[i], which);
    }
    return n;
}

static void add(ui_event *e) {
    if (draft[0] != '\0' && count < ITEMS_MAX) {
        struct todo *item = &items[count++];
        *item = (struct todo){ .id = next_id++ };
        memcpy(item->text, draft, sizeof draft);
        draft[0] = '\0';
    }
}

static void remove_at(int at) {
    count--;
    memmove(&items[at], &items[at + 1], (size_t)(count - at) * sizeof *items);
}

static void delete (ui_event *e) { // arg is an id, never a place in the array
    for (int i = 0; i < count; i++) {
        if (items[i].id == (uint64_t)e->arg) {
            remove_at(i);
            return;
        }
    }
}

static void clear_done(ui_event *e) {
    for (int i = count - 1; i >= 0; i--) {
        if (items[i].done) {
            remove_at(i);
        }
    }
}

static void nothing_here(enum page which) {
    static const char *const texts[] = {
        [ALL] = "Nothing to do yet", [OPEN] = "All done", [DONE] = "Nothing is done yet"
    };
    Column(.pad = 48, .gap = 8, .align = UI_CENTER) {
        ui_icon(which == OPEN ? UI_CHECK : UI_TODO, .tone = UI_SUBTLE);
        ui_text(texts[which], .tone = UI_SUBTLE);
    }
}

static void list(enum page which) {
    if (count_on(which) == 0) {
        nothing_here(which);
        return;
    }
    List(.label = "Items") {
        for (int i = 0; i < count; i++) {
            if (shows(&items[i], which)) {
                Item(.key = items[i].id, .pad = 8, .gap = 8) {
                    ui_checkbox(items[i].text, &items[i].done, .grow = 1);
                    ui_button(.icon = UI_TRASH, .tone = UI_SUBTLE, .label = "Delete",
                              .on_click = UI_ON(delete, items[i].id));
                }
            }
        }
    }
}

static void view(void) {
    int left = count_on(OPEN);
    Window("To do", .w = 400, .h = 480, .pad = 16, .gap = 12) {
        Row(.gap = 8) {
            ui_text_field(draft, sizeof draft, "What needs doing?", .on_submit = UI_ON(add),
                          .grow = 1, .focus = true, .label = "New item");
            ui_button("Add", UI_ON(add), .tone = UI_ACCENT, .disabled = draft[0] == '\0');
        }
        Tabs(.bind = &page, .grow = 1) {
            Tab("All") list(ALL);
            Tab("Open") list(OPEN);
            Tab("Done") list(DONE);
        }
        Row() {
            ui_text(ui_fmt("%d of %d left", left, count), .style = UI_CAPTION, .grow = 1);
            ui_button("Clear done", UI_ON(clear_done), .tone = UI_SUBTLE,
                      .disabled = left == count);
        }
    }
}

int main(void) {
    return ui_run(view);
}
