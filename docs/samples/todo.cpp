// SPDX-License-Identifier: MIT
// The to-do list in C++.
#include <ui.hpp>

static constexpr int max_items = 64;

static struct todo {
    uint64_t id;
    char text[80];
    bool done;
} items[max_items];
static int count;
static uint64_t next_id = 1;
static char draft[80];

static void add() {
    if (draft[0] != 0 && count < max_items) {
        todo &fresh = items[count++];
        fresh.id = next_id++;
        fresh.done = false;
        memcpy(fresh.text, draft, sizeof draft);
        draft[0] = 0;
    }
}

static void del(ui_event *e) { // arg is a stable id, never a pointer into the array
    for (int i = 0; i < count; i++) {
        if (items[i].id == (uint64_t)e->arg) {
            memmove(&items[i], &items[i + 1], (size_t)(--count - i) * sizeof *items);
            return;
        }
    }
}

static void row(todo &item) {
    ui::Item({ .pad = 8, .gap = 8, .align = UI_CENTER, .key = item.id }, [&] {
        ui::checkbox(item.text, &item.done, { .grow = 1 });
        ui::button({ .on_click = ui::on(del, item.id),
                     .tone = UI_SUBTLE,
                     .icon = UI_TRASH,
                     .label = "Delete" });
    });
}

static void view() {
    int left = 0;
    for (int i = 0; i < count; i++) {
        left += !items[i].done;
    }
    ui::Window("To do", { .w = 360 }, [&] {
        ui::Column({ .pad = 16, .gap = 12 }, [&] {
            ui::Row({ .gap = 8 }, [] {
                ui::text_field(draft, { .placeholder = "What needs doing?",
                                        .on_submit = ui::on(add),
                                        .grow = 1,
                                        .focus = true,
                                        .label = "New item" });
                ui::button("Add", ui::on(add), { .tone = UI_ACCENT, .disabled = draft[0] == 0 });
            });
            ui::List([] {
                for (int i = 0; i < count; i++) {
                    row(items[i]);
                }
            });
            ui::text(ui_fmt("%d of %d left", left, count),
                     { .style = UI_CAPTION, .tone = UI_SUBTLE });
        });
    });
}

int main() {
    return ui_run(view);
}
