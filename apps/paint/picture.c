// SPDX-License-Identifier: MIT
#include "picture.h"

#include <math.h>

#define STROKES_MAX 1000
#define POINTS_MAX 12000

/// Corners of the polygon that stands for an ellipse.
#define ELLIPSE_POINTS 48

#define PAPER 0xFFFFFFFFu

struct stroke {
    enum tool tool;
    uint32_t rgba;
    double width;
    int first, num; ///< Of `points`.
};

static struct stroke strokes[STROKES_MAX];
static double points[POINTS_MAX][2];
static int num_strokes; // that show
static int num_kept;    // and those that redo brings back

/// Points that are in use by the first `n` strokes.
static int points_of(int n) {
    return n == 0 ? 0 : strokes[n - 1].first + strokes[n - 1].num;
}

void picture_begin(enum tool tool, uint32_t rgba, double width, double x, double y) {
    int first = points_of(num_strokes);
    if (num_strokes == STROKES_MAX || first + 2 > POINTS_MAX) {
        return; // the paper is full
    }
    strokes[num_strokes] = (struct stroke){ tool, rgba, width, first, 2 };
    points[first][0] = points[first + 1][0] = x;
    points[first][1] = points[first + 1][1] = y;
    num_kept = ++num_strokes;
}

void picture_extend(double x, double y) {
    if (num_strokes == 0) {
        return;
    }
    struct stroke *s = &strokes[num_strokes - 1];
    bool free_hand = s->tool == TOOL_BRUSH || s->tool == TOOL_ERASER;
    if (free_hand && s->first + s->num < POINTS_MAX) {
        s->num++;
    }
    points[s->first + s->num - 1][0] = x;
    points[s->first + s->num - 1][1] = y;
}

void picture_undo(void) {
    num_strokes -= num_strokes > 0;
}

void picture_redo(void) {
    num_strokes += num_strokes < num_kept;
}

void picture_clear(void) {
    num_strokes = num_kept = 0;
}

bool picture_can_undo(void) {
    return num_strokes > 0;
}

bool picture_can_redo(void) {
    return num_strokes < num_kept;
}

int picture_strokes(void) {
    return num_strokes;
}

static void draw_ellipse(ui_canvas_t c, const double a[2], const double b[2], double width) {
    double xy[2 * (ELLIPSE_POINTS + 1)];
    for (int i = 0; i <= ELLIPSE_POINTS; i++) {
        double angle = 2 * 3.14159265358979 * i / ELLIPSE_POINTS;
        xy[2 * i] = (a[0] + b[0]) / 2 + (b[0] - a[0]) / 2 * cos(angle);
        xy[2 * i + 1] = (a[1] + b[1]) / 2 + (b[1] - a[1]) / 2 * sin(angle);
    }
    ui_draw_polyline(c, xy, ELLIPSE_POINTS + 1, width);
}

static void draw_stroke(ui_canvas_t c, const struct stroke *s) {
    const double *a = points[s->first];
    const double *b = points[s->first + 1];
    ui_draw_color(c, s->tool == TOOL_ERASER ? PAPER : s->rgba);
    switch (s->tool) {
    case TOOL_BRUSH:
    case TOOL_ERASER: {
        const double *end = points[s->first + s->num - 1];
        ui_draw_circle(c, a[0], a[1], s->width / 2);
        ui_draw_polyline(c, a, s->num, s->width);
        ui_draw_circle(c, end[0], end[1], s->width / 2);
        break;
    }
    case TOOL_LINE:
        ui_draw_line(c, a[0], a[1], b[0], b[1], s->width);
        break;
    case TOOL_RECT:
        ui_draw_polyline(c,
                         (double[]){ a[0], a[1], b[0], a[1], b[0], b[1], a[0], b[1], a[0], a[1] },
                         5, s->width);
        break;
    case TOOL_ELLIPSE:
        draw_ellipse(c, a, b, s->width);
        break;
    }
}

void picture_draw(ui_canvas_t canvas) {
    double w, h;
    ui_canvas_size(canvas, &w, &h);
    ui_draw_color(canvas, PAPER);
    ui_draw_rrect(canvas, 0, 0, w, h, 8);
    for (int i = 0; i < num_strokes; i++) {
        draw_stroke(canvas, &strokes[i]);
    }
}
