// SPDX-License-Identifier: MIT
/// @file
/// Plays the operations of a canvas, which the importer has proven good.
#include <string.h>

#include "paint_canvas.h"
#include "scene_image.h"

static double number(const struct ui_canvas_op *op, uint32_t i) {
    float value;
    memcpy(&value, &op->args[i], sizeof(value));
    return (double)value;
}

static enum theme_color token(uint32_t tone) {
    switch ((enum ui_tone)tone) {
    case UI_ACCENT:
        return COLOR_ACCENT;
    case UI_DANGER:
        return COLOR_DANGER;
    case UI_SUBTLE:
        return COLOR_TEXT_2;
    case UI_SUCCESS:
        return COLOR_SUCCESS;
    case UI_HAIRLINE:
        return COLOR_HAIRLINE;
    case UI_BORDER:
        return COLOR_BORDER;
    case UI_WINDOW:
        return COLOR_WINDOW;
    case UI_CARD:
        return COLOR_CARD;
    case UI_FIELD:
        return COLOR_FIELD;
    case UI_SELECTION:
        return COLOR_SELECTION;
    case UI_FAINT:
        return COLOR_TEXT_3;
    case UI_PLAIN:
        break;
    }
    return COLOR_TEXT_1;
}

static void play_text(struct paint_canvas *c, const struct ui_canvas_op *op) {
    struct text_spec spec = {
        .utf8 = op->text.bytes,
        .len_b = op->text.len_b,
        .style = (enum ui_style)op->args[3],
    };
    enum text_align align = TEXT_START;
    double y = number(op, 1);
    // Half a line and the baseline below its centre, for anchors at the top.
    lpx_t half = theme_type(spec.style)->line / 2;
    double ascent = (half + text_baseline(spec.style)) / 64.0;
    switch ((enum ui_anchor)op->args[2]) {
    case UI_TOP_START:
        y += ascent;
        break;
    case UI_TOP_MIDDLE:
        y += ascent;
        align = TEXT_CENTER;
        break;
    case UI_TOP_END:
        y += ascent;
        align = TEXT_END;
        break;
    case UI_BASE_START:
        break;
    case UI_BASE_MIDDLE:
        align = TEXT_CENTER;
        break;
    case UI_BASE_END:
        align = TEXT_END;
        break;
    }
    paint_canvas_text(c, &spec, number(op, 0), y, align);
}

static void play(struct paint_canvas *c, const struct ui_canvas_op *op) {
    double n[6] = { 0 };
    static const uint8_t numbers[UI_NUM_OPS] = {
        [UI_OP_LINE] = 5, [UI_OP_RECT] = 4,    [UI_OP_RRECT] = 5,    [UI_OP_CIRCLE] = 3,
        [UI_OP_MOVE] = 2, [UI_OP_LINE_TO] = 2, [UI_OP_CURVE_TO] = 6, [UI_OP_STROKE] = 1,
    };
    for (uint32_t i = 0; i < numbers[op->op]; i++) {
        n[i] = number(op, i);
    }
    switch (op->op) {
    case UI_OP_COLOR:
        paint_canvas_color(c, op->args[0] << 24 | op->args[0] >> 8);
        break;
    case UI_OP_TOKEN:
        paint_canvas_tone(c, token(op->args[0]));
        break;
    case UI_OP_LINE:
        paint_canvas_move(c, n[0], n[1]);
        paint_canvas_line_to(c, n[2], n[3]);
        paint_canvas_stroke(c, n[4]);
        break;
    case UI_OP_RECT:
        paint_canvas_rect(c, n[0], n[1], n[2], n[3]);
        break;
    case UI_OP_RRECT:
        paint_canvas_rrect(c, n, n[4]);
        break;
    case UI_OP_CIRCLE:
        paint_canvas_circle(c, n[0], n[1], n[2]);
        break;
    case UI_OP_MOVE:
        paint_canvas_move(c, n[0], n[1]);
        break;
    case UI_OP_LINE_TO:
        paint_canvas_line_to(c, n[0], n[1]);
        break;
    case UI_OP_CURVE_TO:
        paint_canvas_curve_to(c, n);
        break;
    case UI_OP_CLOSE:
        paint_canvas_close(c);
        break;
    case UI_OP_FILL:
        paint_canvas_fill(c);
        break;
    case UI_OP_STROKE:
        paint_canvas_stroke(c, n[0]);
        break;
    case UI_OP_TEXT:
        play_text(c, op);
        break;
    case UI_OP_IMAGE: // needs the scene: see scene_paint_canvas()
    case UI_NUM_OPS:
        break;
    }
}

void scene_paint_canvas(const struct scene *s, uint32_t node, const struct paint *p) {
    struct ui_ops ops = ui_tree_ops(&s->tree, node, UI_ATTR_OPS);
    if (ops.num_words == 0) {
        return;
    }
    struct paint_canvas *c = paint_canvas_begin(p, s->nodes[node].box);
    struct ui_canvas_op op;
    while (c != NULL && ui_ops_next(&ops, &op)) {
        const struct image *image = op.op == UI_OP_IMAGE ? scene_image(s, op.args[0]) : NULL;
        if (image != NULL) {
            const double box[4] = { number(&op, 1), number(&op, 2), number(&op, 3),
                                    number(&op, 4) };
            paint_canvas_image(c, image->pixels, box);
        }
        play(c, &op);
    }
    paint_canvas_end(c);
}
