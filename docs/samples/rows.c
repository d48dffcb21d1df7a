// SPDX-License-Identifier: MIT
// Long content: a list and a table of 100,000 rows, a tree of 100,000 nodes. Only what shows is made.
#include <ui.h>

#define ROWS 100000
static bool selected[ROWS];
static int anchor = -1, current = -1, page;
static bool descending;

static void choose(ui_event *e) { // the app owns what is selected
    ui_select_rows(e, selected, ROWS, &anchor);
}

static void sort(ui_event *e) {
    descending = !descending;
}

/// The tree: 100 children below each node, three levels, a million nodes. An id is the path to it.
static uint32_t num_children(uint64_t id, void *data) {
    return id < 1000000 ? 100 : 0;
}

static uint64_t child(uint64_t id, uint32_t index, void *data) {
    return id * 1000 + index + 1;
}

static ui_outline outline = { .num_children = num_children, .child = child };

static void expand(ui_event *e) {
    ui_outline_set(&outline, (uint32_t)e->index, e->on);
}

static void list(void) {
    List(.grow = 1, .multi = true, .on_change = UI_ON(choose), .label = "Messages") {
        UiRows(r, ROWS, .row_h = 32) {
            Item(.key = r + 1, .selected = selected[r]) {
                ui_icon(UI_FILE, .tone = UI_SUBTLE);
                ui_text(ui_fmt("Message %u", r + 1), .grow = 1);
                ui_text(ui_fmt("%u:%02u", r / 60 % 24, r % 60), .tone = UI_SUBTLE);
            }
        }
    }
}

static void table(void) {
    Table(.grow = 1, .multi = true, .on_change = UI_ON(choose), .label = "Files") {
        ui_column("Name", UI_ON(sort), .grow = 1, .sorted = true, .descending = descending);
        ui_column("Kind", .w = 110);
        ui_column("Size", .w = 90, .align = UI_END);
        UiRows(r, ROWS) {
            uint32_t n = descending ? ROWS - r : r + 1;
            Item(.key = n, .selected = selected[r]) {
                ui_text(ui_fmt("A file with quite a long name %u.txt", n));
                ui_text("Plain text", .tone = UI_SUBTLE);
                ui_text(ui_fmt("%u KB", n * 7 % 1000));
            }
        }
    }
}

static void tree(void) {
    Tree(.grow = 1, .bind = &current, .label = "Folders") {
        UiRows(r, ui_outline_count(&outline)) {
            ui_outline_row row = ui_outline_at(&outline, r);
            Item(.key = row.id, .level = (int)row.level, .expandable = row.expandable,
                 .open = row.open, .on_expand = UI_ON(expand), .selected = (int)r == current) {
                ui_icon(row.expandable ? UI_FOLDER : UI_FILE, .tone = UI_SUBTLE);
                ui_text(ui_fmt("Node %llu", (unsigned long long)row.id));
            }
        }
    }
}

static void view(void) {
    Window("Rows", .w = 480, .h = 420, .pad = 16) {
        Tabs(.bind = &page, .grow = 1) {
            Tab("List") list();
            Tab("Table") table();
            Tab("Tree") tree();
            Tab("Both") {
                Split(.grow = 1, .value = 0.4) {
                    Column(.pad = 12) {
                        ui_text("Left");
                    }
                    Column(.pad = 12) {
                        ui_text("Right");
                    }
                }
            }
        }
    }
}

int main(void) {
    return ui_run(view);
}
