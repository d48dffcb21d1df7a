// SPDX-License-Identifier: MIT
// An analogue dial.
#include <math.h>

#include "clock.h"

enum {
    MARKS = 12,
    DAY_S = 86400,
    HALF_DAY_S = 43200,
};

static void draw_hand(ui_canvas_t c, double middle, double turn, double length, double width) {
    double angle = turn * 2 * 3.14159265358979;
    ui_draw_line(c, middle, middle, middle + sin(angle) * length, middle - cos(angle) * length,
                 width);
}

static void draw(ui_canvas_t c, void *data) {
    int64_t s = (int64_t)(intptr_t)data;
    double w;
    double h;
    ui_canvas_size(c, &w, &h);
    double middle = w / 2;
    ui_draw_token(c, UI_FIELD);
    ui_draw_circle(c, middle, middle, middle);
    ui_draw_token(c, UI_BORDER);
    for (int i = 0; i < MARKS; i++) {
        double angle = i * 2 * 3.14159265358979 / MARKS;
        ui_draw_circle(c, middle + sin(angle) * middle * 0.84, middle - cos(angle) * middle * 0.84,
                       i % 3 == 0 ? 1.6 : 1);
    }
    ui_draw_token(c, UI_PLAIN);
    draw_hand(c, middle, (double)(s % HALF_DAY_S) / HALF_DAY_S, middle * 0.5, 2.5);
    draw_hand(c, middle, (double)(s % 3600) / 3600, middle * 0.74, 2);
    ui_draw_token(c, UI_ACCENT);
    ui_draw_circle(c, middle, middle, 3);
}

void face_view(int64_t unix_s, int side, uint64_t key) {
    int64_t s = (unix_s % DAY_S + DAY_S) % DAY_S;
    ui_canvas(.key = key, .draw = draw, .data = (void *)(intptr_t)(s / 60 * 60), .w = side,
              .h = side, .label = ui_fmt("%d:%02d", (int)(s / 3600), (int)(s / 60 % 60)));
}
