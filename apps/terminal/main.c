// SPDX-License-Identifier: MIT
// The terminal: keys and pointer go to what runs in it, what that writes goes to the screen.
#include <base/base.h>
#include <base/utf8.h>
#include <ui.h>

#include "shell/shell.h"
#include "show.h"
#include "tty.h"

#define COLS 80
#define ROWS 25
#define PAD 10
#define BAR_W 10
#define FLASH_MS 120
#define COPY_MAX (64 * 1024)

static struct {
    struct screen screen;
    struct show show;
    struct tty tty;
    struct shell shell;
    bool dragging;
    bool flashing;
    bool timer;
} term;

// --- between the program and the screen ---------------------------------------------------------

static void on_output(struct tty *tty, const char *bytes, size_t len_b) {
    screen_write(&term.screen, bytes, len_b);
}

static void on_hang_up(struct tty *tty) {
    ui_quit(0);
}

/// What libvterm makes of keys, and its answers.
static void to_program(void *self, const char *bytes, size_t len_b) {
    term.tty.input(&term.tty, bytes, len_b);
}

static void flash_over(ui_event *e) {
    if (term.flashing) {
        term.flashing = false;
        ui_cells_flash(term.show.cells, false);
    }
}

/// Everything that has changed becomes visible.
static void refresh(void) {
    if (term.screen.bell) {
        term.screen.bell = false;
        term.flashing = ui_after(FLASH_MS, flash_over);
        ui_cells_flash(term.show.cells, term.flashing);
    }
    show_update(&term.show);
}

// --- keyboard -----------------------------------------------------------------------------------

/// HID usages of keys with a meaning of their own.
static VTermKey special(uint32_t code) {
    static const struct {
        uint8_t code;
        uint16_t key;
    } keys[] = {
        { 0x28, VTERM_KEY_ENTER },    { 0x29, VTERM_KEY_ESCAPE }, { 0x2a, VTERM_KEY_BACKSPACE },
        { 0x2b, VTERM_KEY_TAB },      { 0x49, VTERM_KEY_INS },    { 0x4a, VTERM_KEY_HOME },
        { 0x4b, VTERM_KEY_PAGEUP },   { 0x4c, VTERM_KEY_DEL },    { 0x4d, VTERM_KEY_END },
        { 0x4e, VTERM_KEY_PAGEDOWN }, { 0x4f, VTERM_KEY_RIGHT },  { 0x50, VTERM_KEY_LEFT },
        { 0x51, VTERM_KEY_DOWN },     { 0x52, VTERM_KEY_UP },     { 0x58, VTERM_KEY_ENTER },
    };
    if (code >= 0x3a && code <= 0x45) {
        return (VTermKey)(VTERM_KEY_FUNCTION(1) + (int)code - 0x3a);
    }
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        if (keys[i].code == code) {
            return (VTermKey)keys[i].key;
        }
    }
    return VTERM_KEY_NONE;
}

static VTermModifier mods_of(uint32_t mods) {
    return (VTermModifier)(((mods & UI_MOD_SHIFT) != 0 ? VTERM_MOD_SHIFT : 0) |
                           ((mods & UI_MOD_ALT) != 0 ? VTERM_MOD_ALT : 0) |
                           ((mods & UI_MOD_CTRL) != 0 ? VTERM_MOD_CTRL : 0));
}

static void copy(ui_event *e) {
    static char text[COPY_MAX];
    const struct show *v = &term.show;
    if (show_has_selection(v)) {
        (void)screen_text(&term.screen, v->from.x, v->from.row, v->to.x, v->to.row, text,
                          sizeof text);
        (void)ui_clipboard_set(text); // refused only when the user did not act just now
    }
}

static void select_all(ui_event *e) {
    show_select_all(&term.show);
    refresh();
}

/// Keys of the terminal itself.
static bool own_key(const ui_event *e) {
    bool shift = (e->mods & UI_MOD_SHIFT) != 0;
    bool ctrl = (e->mods & UI_MOD_CTRL) != 0;
    int page = term.screen.rows - 1;
    if (ctrl && shift && e->code == 0x06) { // C
        copy(NULL);
        return true;
    }
    if (!shift || ctrl) {
        return false;
    }
    switch (e->code) {
    case 0x4b:
        show_scroll(&term.show, -page);
        return true;
    case 0x4e:
        show_scroll(&term.show, page);
        return true;
    case 0x4a:
        show_scroll_to(&term.show, 0);
        return true;
    case 0x4d:
        show_scroll_to(&term.show, UINT64_MAX);
        return true;
    default:
        return false;
    }
}

static void typed(void) {
    term.show.scrolled = false;
    show_select_none(&term.show);
}

static void on_key(ui_event *e) {
    if (e->repeat == 2) {
        return;
    }
    if (!own_key(e)) {
        VTermKey key = special(e->code);
        bool command = (e->mods & (UI_MOD_CTRL | UI_MOD_ALT)) != 0;
        if (key != VTERM_KEY_NONE) {
            typed();
            vterm_keyboard_key(term.screen.vt, key, mods_of(e->mods));
        } else if (command && e->sym >= 0x20 && e->sym < 0x7f) {
            typed();
            uint32_t c = e->sym >= 'A' && e->sym <= 'Z' ? e->sym + 32 : e->sym;
            vterm_keyboard_unichar(term.screen.vt, c, mods_of(e->mods & ~(uint32_t)UI_MOD_SHIFT));
        }
    }
    refresh();
}

static void put_text(const char *text, bool paste) {
    size_t len_b = strlen(text);
    for (size_t at = 0; at < len_b;) {
        uint32_t c = 0;
        at += utf8_decode(text + at, len_b - at, &c);
        if (c == '\n' && paste) {
            vterm_keyboard_key(term.screen.vt, VTERM_KEY_ENTER, VTERM_MOD_NONE);
        } else if (c >= 0x20 && c != 0x7f) {
            vterm_keyboard_unichar(term.screen.vt, c, VTERM_MOD_NONE);
        }
    }
}

static void on_text(ui_event *e) {
    if ((unsigned char)e->text[0] >= 0x20) {
        typed();
        put_text(e->text, false);
        refresh();
    }
}

static void on_paste(ui_event *e) {
    typed();
    vterm_keyboard_start_paste(term.screen.vt);
    put_text(e->text, true);
    vterm_keyboard_end_paste(term.screen.vt);
    refresh();
}

// --- pointer ------------------------------------------------------------------------------------

static void on_pointer(ui_event *e) {
    bool own = term.screen.mouse == VTERM_PROP_MOUSE_NONE || (e->mods & UI_MOD_SHIFT) != 0;
    if (!own) {
        vterm_mouse_move(term.screen.vt, CLAMP(e->row, 0, term.screen.rows - 1),
                         CLAMP(e->col, 0, term.screen.cols - 1), mods_of(e->mods));
        if (e->phase == UI_POINTER_DOWN || e->phase == UI_POINTER_UP) {
            vterm_mouse_button(term.screen.vt, 1, e->phase == UI_POINTER_DOWN, mods_of(e->mods));
        }
    } else if (e->phase == UI_POINTER_DOWN) {
        uint32_t clicks = (e->count + 2) % 3; // the fourth is a first one again
        static const enum select_by by[] = { SELECT_CHARS, SELECT_WORDS, SELECT_LINES };
        bool extend = (e->mods & UI_MOD_SHIFT) != 0;
        show_select_start(&term.show, e->col, e->row, extend ? term.show.by : by[clicks], extend);
        term.dragging = true;
    } else if (e->phase == UI_POINTER_MOVE && term.dragging) {
        show_select_to(&term.show, e->col, e->row);
    } else if (e->phase == UI_POINTER_UP || e->phase == UI_POINTER_CANCEL) {
        term.dragging = false;
    }
    refresh();
}

static void on_wheel(ui_event *e) {
    if (term.screen.mouse != VTERM_PROP_MOUSE_NONE) {
        int button = e->dy < 0 ? 4 : 5;
        vterm_mouse_button(term.screen.vt, button, true, mods_of(e->mods));
        vterm_mouse_button(term.screen.vt, button, false, mods_of(e->mods));
    } else {
        show_scroll(&term.show, (int64_t)(e->dy / 20)); // three lines a notch
    }
    refresh();
}

static void on_resize(ui_event *e) {
    int cols = (int)e->cols;
    int rows = (int)e->rows;
    if (cols < 2 || (cols == term.screen.cols && rows == term.screen.rows)) {
        return;
    }
    screen_resize(&term.screen, cols, rows);
    if (ui_cells_resize(term.show.cells, term.screen.cols, term.screen.rows)) {
        term.tty.cols = cols;
        term.tty.rows = rows;
        show_select_none(&term.show);
        term.show.all = true;
        term.show.scrolled = false;
        if (term.tty.resized != NULL) {
            term.tty.resized(&term.tty);
        }
    }
    refresh();
}

// --- scroll bar ---------------------------------------------------------------------------------

/// First line of the view and how many there are, in parts of all lines.
static void bar_at(double *out_first, double *out_part) {
    uint64_t first = screen_first(&term.screen);
    double all = (double)(screen_end(&term.screen) - first);
    *out_first = (double)(term.show.top - first) / all;
    *out_part = (double)term.screen.rows / all;
}

static void draw_bar(ui_canvas_t canvas, void *data) {
    double w = 0;
    double h = 0;
    double first = 0;
    double part = 1;
    ui_canvas_size(canvas, &w, &h);
    bar_at(&first, &part);
    ui_draw_token(canvas, UI_FIELD);
    ui_draw_rect(canvas, 0, 0, w, h);
    if (part < 1) {
        double room = h - 8;
        double size = part * room < 24 ? 24 : part * room;
        double at = part < 1 ? first / (1 - part) * (room - size) : 0;
        ui_draw_token(canvas, UI_BORDER);
        ui_draw_rrect(canvas, 1, 4 + at, 6, size, 3);
    }
}

static void on_bar(ui_event *e) {
    if (e->phase != UI_POINTER_DOWN && !(e->phase == UI_POINTER_MOVE && e->buttons != 0)) {
        return;
    }
    uint64_t first = screen_first(&term.screen);
    double all = (double)(screen_end(&term.screen) - first);
    double h = term.screen.rows * 18 + 2 * PAD;
    double at = e->y / h < 0 ? 0 : e->y / h;
    double want = at * all - term.screen.rows / 2.0;
    show_scroll_to(&term.show, first + (uint64_t)(want < 0 ? 0 : want));
    refresh();
}

static void clear_history(ui_event *e) {
    screen_clear_history(&term.screen);
    term.show.all = true;
    term.show.scrolled = false;
    show_select_none(&term.show);
    refresh();
}

static void quit(ui_event *e) {
    ui_quit(0);
}

static void view(void) {
    const char *title = term.screen.title[0] != 0 ? term.screen.title : "Terminal";
    Window(title) {
        MenuBar() {
            Menu("Terminal") {
                ui_menu_item("Clear history", UI_ON(clear_history));
                ui_menu_item("Close", UI_ON(quit));
            }
            Menu("Edit") {
                ui_menu_item("Copy", UI_ON(copy), .shortcut = "Ctrl+Shift+C",
                             .disabled = !show_has_selection(&term.show));
                ui_menu_item("Select all", UI_ON(select_all));
            }
        }
        Row(.gap = 0, .align = UI_STRETCH, .grow = 1) {
            ui_cells(term.show.cells, .grow = 1, .focus = true, .pad = PAD, .on_key = UI_ON(on_key),
                     .on_text = UI_ON(on_text), .on_pointer = UI_ON(on_pointer),
                     .on_wheel = UI_ON(on_wheel), .on_resize = UI_ON(on_resize),
                     .on_paste = UI_ON(on_paste), .label = "Terminal");
            ui_canvas(.draw = draw_bar, .w = BAR_W, .on_pointer = UI_ON(on_bar),
                      .label = "Scroll bar");
        }
    }
}

int main(void) {
    term.show.cells = ui_cells_new(COLS, ROWS);
    if (term.show.cells == NULL || !screen_init(&term.screen, COLS, ROWS)) {
        return 1;
    }
    term.show.screen = &term.screen;
    term.show.all = true;
    term.screen.output = to_program;
    term.tty = (struct tty){ .cols = COLS, .rows = ROWS };
    term.tty.output = on_output;
    term.tty.hang_up = on_hang_up;
    shell_start(&term.shell, &term.tty);
    refresh();
    return ui_run(view);
}
