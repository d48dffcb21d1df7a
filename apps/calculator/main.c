// SPDX-License-Identifier: MIT
// A calculator: each key is a button whose shortcut is the key of the keyboard.
#include <ui.h>

#include "engine.h"

static struct engine engine = { .entry = "0" };
static bool history;

static void on_key(ui_event *e) {
    engine_key(&engine, (char)e->arg);
}

static void show_history(ui_event *e) {
    history = !history;
}

static void clear_history(ui_event *e) {
    engine.history_count = 0;
    history = false;
}

struct key {
    const char *text;
    char key;
    const char *shortcut, *label;
};

static const struct key keys[] = {
    { "C", 'C', "Esc", "Clear" },
    { "±", 'n', "F9", "Change sign" },
    { "%", '%', "%", "Per cent" },
    { "÷", '/', "/", "Divide" },
    { "7", '7', "7", NULL },
    { "8", '8', "8", NULL },
    { "9", '9', "9", NULL },
    { "×", '*', "*", "Multiply" },
    { "4", '4', "4", NULL },
    { "5", '5', "5", NULL },
    { "6", '6', "6", NULL },
    { "−", '-', "-", "Subtract" },
    { "1", '1', "1", NULL },
    { "2", '2', "2", NULL },
    { "3", '3', "3", NULL },
    { "+", '+', "+", "Add" },
    { "0", '0', "0", NULL },
    { ".", '.', ".", "Point" },
    { "Del", 'b', "Backspace", "Erase" },
    { "=", '=', "Enter", "Equals" },
};

static const struct key memory[] = {
    { "MC", 'X', "Ctrl+L", "Clear memory" },
    { "MR", 'R', "Ctrl+R", "Recall memory" },
    { "M−", 'm', "Ctrl+Q", "Subtract from memory" },
    { "M+", 'M', "Ctrl+P", "Add to memory" },
};

static void key_button(const struct key *k, int h) {
    bool plain = k->key == '/' || k->key == '*' || k->key == '-' || k->key == '+';
    ui_button(k->text, UI_ON(on_key, k->key), .key = (uint64_t)k->key, .shortcut = k->shortcut,
              .label = k->label, .w = 60, .h = h, .tone = k->key == '=' ? UI_ACCENT : UI_PLAIN,
              .tip = plain ? NULL : k->label);
}

static void menus(void) {
    MenuBar() {
        Menu("Calculator") {
            ui_menu_item("History", UI_ON(show_history), .shortcut = "Ctrl+H", .checked = history);
            ui_menu_item("Clear history", UI_ON(clear_history),
                         .disabled = engine.history_count == 0);
        }
        Menu("Memory") {
            for (size_t i = 0; i < sizeof memory / sizeof *memory; i++) {
                ui_menu_item(memory[i].label, UI_ON(on_key, memory[i].key),
                             .key = (uint64_t)memory[i].key, .shortcut = memory[i].shortcut);
            }
        }
    }
}

static void display(void) {
    Row(.gap = 8) {
        ui_button(.icon = UI_CLOCK, .tone = UI_SUBTLE, .label = "History", .tip = "History",
                  .on_click = UI_ON(show_history));
        Popover(&history, .pad = 12, .gap = 6, .min_w = 200) {
            ui_text("History", .style = UI_HEADING);
            if (engine.history_count == 0) {
                ui_text("Nothing yet", .tone = UI_SUBTLE);
            }
            for (int i = 0; i < engine.history_count; i++) {
                ui_text(engine.history[i], .key = (uint64_t)i + 1);
            }
        }
        Spacer();
        ui_text(decimal_is_zero(engine.memory) ? "" : "M", .style = UI_CAPTION);
    }
    ui_text(engine.entry, .align = UI_END, .label = "Result",
            .style = engine.failed || strlen(engine.entry) > 10 ? UI_TITLE : UI_DISPLAY, .h = 52,
            .tone = engine.failed ? UI_DANGER : UI_PLAIN);
}

static void view(void) {
    Window("Calculator", .fixed = true) {
        menus();
        Column(.pad = 16, .gap = 12) {
            display();
            Row(.gap = 8) {
                for (size_t i = 0; i < sizeof memory / sizeof *memory; i++) {
                    key_button(&memory[i], 28);
                }
            }
            Grid(.cols = 4, .gap = 8) {
                for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
                    key_button(&keys[i], 44);
                }
            }
        }
    }
}

int main(void) {
    return ui_run(view);
}
