// SPDX-License-Identifier: MIT
// The canvas: drawing is recorded as a list of operations that the server carries out.
#include "make.h"
#include "shared.h"

#include <base/utf8.h>

#define OP(op, num_args) ((uint32_t)(op) | (uint32_t)(num_args) << 8)

/// Most words of text in one operation.
#define TEXT_WORDS_MAX 64u

/// Room that a canvas is drawn for until the server has told its size.
#define FIRST_W 300.0
#define FIRST_H 150.0

ui_canvas_t ui_canvas_(struct ui_site site, struct ui_canvas_p p) {
    struct node *n = uii_make(site, UI_KIND_CANVAS, &p.common, 0);
    if (n == NULL) {
        return (ui_canvas_t){ 0 };
    }
    uii_make_handler(n, UI_EVENT_KEY, p.on_key);
    uii_make_handler(n, UI_EVENT_TEXT, p.on_text);
    uii_make_handler(n, UI_EVENT_POINTER, p.on_pointer);
    uii_make_handler(n, UI_EVENT_WHEEL, p.on_wheel);
    uii_make_handler(n, UI_EVENT_RESIZE, p.on_resize);
    uii_make_handler(n, UI_EVENT_FRAME, p.on_frame);
    uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    if (p.draw != NULL) {
        n->on |= UI_ON_RESIZE; // drawn again when its size changes
        p.draw((ui_canvas_t){ n->ref }, p.data);
    }
    return (ui_canvas_t){ n->ref };
}

static struct node *canvas_of(ui_canvas_t canvas, const char *caller) {
    struct node *n = uii_node_of(canvas.ref, caller);
    return n != NULL && n->kind == UI_KIND_CANVAS ? n : NULL;
}

void ui_canvas_size(ui_canvas_t canvas, double *out_w, double *out_h) {
    const struct node *n = canvas_of(canvas, "ui_canvas_size");
    *out_w = FIRST_W;
    *out_h = FIRST_H;
    if (n == NULL) {
        return;
    }
    const struct attr *w = uii_attr_find(n, UI_ATTR_W);
    const struct attr *h = uii_attr_find(n, UI_ATTR_H);
    *out_w = w != NULL ? w->value : *out_w;
    *out_h = h != NULL ? h->value : *out_h;
    for (uint32_t i = 0; i < CANVASES_MAX; i++) {
        if (uii.canvases[i].id == n->id) {
            *out_w = uii.canvases[i].w;
            *out_h = uii.canvases[i].h;
        }
    }
}

void ui_canvas_clear(ui_canvas_t canvas) {
    struct node *n = canvas_of(canvas, "ui_canvas_clear");
    if (n != NULL) {
        n->ops.num_words = 0;
        uii.dirty = true;
    }
}

/// Bits of the float for a number; what cannot be drawn becomes what can.
static uint32_t f32(double number) {
    number = number > UI_COORD_MAX ? UI_COORD_MAX : number;
    number = number > -UI_COORD_MAX ? number : -UI_COORD_MAX; // NaN too
    float narrow = (float)number;
    uint32_t bits = 0;
    memcpy(&bits, &narrow, sizeof bits);
    return bits;
}

/// Records an operation whose arguments are all numbers.
static void draw(ui_canvas_t canvas, enum ui_op op, const double *numbers, uint32_t num) {
    struct node *n = canvas_of(canvas, ui_op_table[op].name);
    if (n == NULL) {
        return;
    }
    uint32_t words[8] = { OP(op, num) };
    for (uint32_t i = 0; i < num; i++) {
        words[1 + i] = f32(numbers[i]);
    }
    uii_ops_add(n, words, 1 + num);
    uii.dirty = true;
}
#define DRAW(canvas, op, ...)                                                                      \
    draw((canvas), (op), (const double[]){ __VA_ARGS__ },                                          \
         sizeof((const double[]){ __VA_ARGS__ }) / sizeof(double))

static void draw_word(ui_canvas_t canvas, enum ui_op op, uint32_t word) {
    struct node *n = canvas_of(canvas, ui_op_table[op].name);
    if (n != NULL) {
        uii_ops_add(n, (const uint32_t[]){ OP(op, 1), word }, 2);
        uii.dirty = true;
    }
}

void ui_draw_color(ui_canvas_t canvas, uint32_t rgba) {
    draw_word(canvas, UI_OP_COLOR, rgba);
}

void ui_draw_token(ui_canvas_t canvas, enum ui_tone token) {
    draw_word(canvas, UI_OP_TOKEN, MIN((uint32_t)token, ui_op_table[UI_OP_TOKEN].high[0]));
}

void ui_draw_line(ui_canvas_t canvas, double x0, double y0, double x1, double y1, double width) {
    DRAW(canvas, UI_OP_LINE, x0, y0, x1, y1, width);
}

void ui_draw_rect(ui_canvas_t canvas, double x, double y, double w, double h) {
    DRAW(canvas, UI_OP_RECT, x, y, w, h);
}

void ui_draw_rrect(ui_canvas_t canvas, double x, double y, double w, double h, double radius) {
    DRAW(canvas, UI_OP_RRECT, x, y, w, h, radius);
}

void ui_draw_circle(ui_canvas_t canvas, double x, double y, double radius) {
    DRAW(canvas, UI_OP_CIRCLE, x, y, radius);
}

static void path(ui_canvas_t canvas, const double *xy, int num_points) {
    for (int i = 0; i < num_points; i++) {
        DRAW(canvas, i == 0 ? UI_OP_MOVE : UI_OP_LINE_TO, xy[2 * i], xy[2 * i + 1]);
    }
}

void ui_draw_polyline(ui_canvas_t canvas, const double *xy, int num_points, double width) {
    if (num_points > 1) {
        path(canvas, xy, num_points);
        DRAW(canvas, UI_OP_STROKE, width);
    }
}

void ui_draw_polygon(ui_canvas_t canvas, const double *xy, int num_points) {
    if (num_points > 2) {
        path(canvas, xy, num_points);
        draw(canvas, UI_OP_CLOSE, NULL, 0);
        draw(canvas, UI_OP_FILL, NULL, 0);
    }
}

void ui_draw_string(ui_canvas_t canvas, const char *text, double x, double y, enum ui_anchor anchor,
                    enum ui_style style) {
    struct node *n = canvas_of(canvas, "ui_draw_string");
    size_t len_b = strlen(text);
    while (!utf8_is_valid(text, len_b)) {
        len_b--;
    }
    len_b = utf8_cut(text, len_b, 4 * (size_t)TEXT_WORDS_MAX);
    if (n == NULL) {
        return;
    }
    const uint32_t *high = ui_op_table[UI_OP_TEXT].high;
    uint32_t words[6 + TEXT_WORDS_MAX] = {
        OP(UI_OP_TEXT, 5),
        f32(x),
        f32(y),
        MIN((uint32_t)anchor, high[2]),
        MIN((uint32_t)style, high[3]),
        (uint32_t)len_b,
    };
    memcpy(words + 6, text, len_b);
    uii_ops_add(n, words, 6 + ((uint32_t)len_b + 3) / 4);
    uii.dirty = true;
}

void uii_canvas_image(ui_canvas_t canvas, uint32_t image, const double xywh[4]) {
    struct node *n = canvas_of(canvas, "ui_draw_image");
    if (n != NULL && image != 0) {
        const uint32_t words[6] = { OP(UI_OP_IMAGE, 5), image,        f32(xywh[0]),
                                    f32(xywh[1]),       f32(xywh[2]), f32(xywh[3]) };
        uii_ops_add(n, words, ARRAY_LEN(words));
        uii.dirty = true;
    }
}
