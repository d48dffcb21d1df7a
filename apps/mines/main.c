// SPDX-License-Identifier: MIT
// Mines: a canvas that is played with the pointer or the keyboard.
#include <time.h>
#include <ui.h>

#include "field.h"

enum {
    CELL = 28,
    LEFT = 1,
    RIGHT = 2
}; // px; bits of pointer buttons
enum {
    KEY_UP = 0xe000 + 103,
    KEY_LEFT = 0xe000 + 105,
    KEY_RIGHT,
    KEY_DOWN = 0xe000 + 108
};

static const struct {
    int w, h, mines;
} levels[] = { { 9, 9, 10 }, { 16, 16, 40 }, { 30, 16, 99 } };
static const char *const level_names[] = { "Easy", "Medium", "Hard" };

static int level;
static struct field field;
static struct timespec started;
static int seconds;
static int at_x, at_y; // the keyboard's cell
static bool by_keyboard;
static int pressed_x = -1, pressed_y = -1;

static void new_game(ui_event *e) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    field_new(&field, levels[level].w, levels[level].h, levels[level].mines,
              (uint64_t)now.tv_sec * 1000003u + (uint64_t)now.tv_nsec);
    seconds = 0;
    at_x = field.w / 2;
    at_y = field.h / 2;
}

static void count_time(ui_event *e) {
    if (field.state == FIELD_PLAYING) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        seconds = (int)(now.tv_sec - started.tv_sec);
    }
}

static void open_at(int x, int y) {
    if (field.state == FIELD_READY) {
        clock_gettime(CLOCK_REALTIME, &started);
    }
    field_open(&field, x, y);
}

static void point(ui_event *e) {
    int x = (int)(e->x / CELL), y = (int)(e->y / CELL);
    by_keyboard = false;
    if (e->phase == UI_POINTER_DOWN && (e->buttons & RIGHT) != 0) {
        field_flag(&field, x, y);
    } else if (e->phase == UI_POINTER_DOWN) {
        pressed_x = x;
        pressed_y = y;
    } else if (e->phase == UI_POINTER_UP && x == pressed_x && y == pressed_y) {
        open_at(x, y);
    }
    if (e->phase == UI_POINTER_UP || e->phase == UI_POINTER_CANCEL) {
        pressed_x = pressed_y = -1;
    }
}

static void step(int dx, int dy) {
    at_x = (at_x + dx + field.w) % field.w;
    at_y = (at_y + dy + field.h) % field.h;
}

static void press_key(ui_event *e) {
    if (e->repeat == 2) {
        return;
    }
    by_keyboard = true;
    switch (e->sym) {
    case KEY_UP:
        step(0, -1);
        break;
    case KEY_DOWN:
        step(0, 1);
        break;
    case KEY_LEFT:
        step(-1, 0);
        break;
    case KEY_RIGHT:
        step(1, 0);
        break;
    case ' ':
        open_at(at_x, at_y);
        break;
    case 'f':
        field_flag(&field, at_x, at_y);
        break;
    case 'n':
        new_game(e);
        break;
    }
}

static void draw_flag(ui_canvas_t c, double x, double y) {
    ui_draw_token(c, UI_SUBTLE);
    ui_draw_line(c, x + 11, y + 7, x + 11, y + 21, 1.5);
    ui_draw_token(c, UI_DANGER);
    ui_draw_polygon(c, (double[]){ x + 11, y + 7, x + 20, y + 10.5, x + 11, y + 14 }, 3);
}

static void draw_mine(ui_canvas_t c, double x, double y) {
    double mx = x + CELL / 2.0, my = y + CELL / 2.0;
    ui_draw_circle(c, mx, my, 5.5);
    ui_draw_line(c, mx - 8, my, mx + 8, my, 1.5);
    ui_draw_line(c, mx, my - 8, mx, my + 8, 1.5);
    ui_draw_line(c, mx - 5.5, my - 5.5, mx + 5.5, my + 5.5, 1.5);
    ui_draw_line(c, mx - 5.5, my + 5.5, mx + 5.5, my - 5.5, 1.5);
}

static void draw_open(ui_canvas_t c, const struct cell *cell, double x, double y) {
    static const enum ui_tone tones[9] = { UI_PLAIN,  UI_ACCENT, UI_SUCCESS, UI_DANGER, UI_PLAIN,
                                           UI_SUBTLE, UI_ACCENT, UI_DANGER,  UI_PLAIN };
    ui_draw_token(c, UI_HAIRLINE);
    ui_draw_circle(c, x + CELL / 2.0, y + CELL / 2.0, 1);
    if (cell->around > 0) {
        ui_draw_token(c, tones[cell->around]);
        ui_draw_string(c, ui_fmt("%d", cell->around), x + CELL / 2.0, y + 5, UI_TOP_MIDDLE,
                       UI_HEADING);
    }
}

static void draw_cell(ui_canvas_t c, int cx, int cy) {
    const struct cell *cell = &field.cells[cy][cx];
    double x = cx * CELL, y = cy * CELL;
    bool over = field.state > FIELD_PLAYING;
    if (cell->open && !cell->mine) {
        draw_open(c, cell, x, y);
    } else {
        bool exploded = field.state == FIELD_LOST && cx == field.lost_x && cy == field.lost_y;
        ui_draw_token(c, exploded ? UI_DANGER : UI_SELECTION);
        if (cx != pressed_x || cy != pressed_y || cell->flag || over) {
            ui_draw_rrect(c, x + 1, y + 1, CELL - 2, CELL - 2, 6);
        }
        if (cell->flag && (!over || cell->mine)) {
            draw_flag(c, x, y);
        } else if (over && (cell->mine || cell->flag)) {
            ui_draw_token(c, exploded ? UI_CARD : UI_PLAIN);
            draw_mine(c, x, y);
        }
        if (over && cell->flag && !cell->mine) { // a flag where no mine was
            ui_draw_token(c, UI_DANGER);
            ui_draw_line(c, x + 6, y + 6, x + CELL - 6, y + CELL - 6, 2);
        }
    }
}

static void draw_cursor(ui_canvas_t c) {
    double x0 = at_x * CELL + 1, y0 = at_y * CELL + 1, x1 = x0 + CELL - 2, y1 = y0 + CELL - 2;
    ui_draw_token(c, UI_ACCENT);
    ui_draw_polyline(c, (double[]){ x0, y0, x1, y0, x1, y1, x0, y1, x0, y0 }, 5, 2);
}

static void draw(ui_canvas_t c, void *data) {
    for (int y = 0; y < field.h; y++) {
        for (int x = 0; x < field.w; x++) {
            draw_cell(c, x, y);
        }
    }
    if (by_keyboard && field.state <= FIELD_PLAYING) {
        draw_cursor(c);
    }
}

static const char *status(void) {
    switch (field.state) {
    case FIELD_WON:
        return "All found. Well done!";
    case FIELD_LOST:
        return "That was a mine.";
    case FIELD_READY:
        return "The first step is safe. Right button or F: a flag.";
    case FIELD_PLAYING:
        break;
    }
    return ui_fmt("%d of %d cells to go", field.w * field.h - field.mines - field.num_open,
                  field.w * field.h - field.mines);
}

static void view(void) {
    enum ui_tone tone = field.state == FIELD_WON    ? UI_SUCCESS
                        : field.state == FIELD_LOST ? UI_DANGER
                                                    : UI_SUBTLE;
    Window("Mines", .fixed = true) Column(.pad = 16, .gap = 12, .align = UI_CENTER) {
        Row(.gap = 8, .align = UI_CENTER, .min_w = 264) {
            ui_icon(UI_FLAG, .tone = UI_DANGER);
            ui_text(ui_fmt("%d", field.mines - field.num_flags), .style = UI_HEADING,
                    .label = "Mines left", .min_w = 24);
            ui_icon(UI_CLOCK, .tone = UI_SUBTLE);
            ui_text(ui_fmt("%d:%02d", seconds / 60, seconds % 60), .style = UI_HEADING,
                    .label = "Time");
            Spacer();
            ui_select(&level, level_names, 3, .w = 96, .label = "Level",
                      .on_change = UI_ON(new_game));
            ui_button(.icon = UI_RELOAD, .label = "New game", .tip = "New game (N)",
                      .on_click = UI_ON(new_game));
        }
        ui_canvas(draw, .w = field.w * CELL, .h = field.h * CELL, .on_pointer = UI_ON(point),
                  .on_key = UI_ON(press_key), .focus = true, .label = "Minefield");
        ui_text(status(), .style = UI_CAPTION, .tone = tone);
    }
}

int main(void) {
    new_game(NULL);
    ui_every(1000, count_time);
    return ui_run(view);
}
