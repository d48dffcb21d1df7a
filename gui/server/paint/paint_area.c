// SPDX-License-Identifier: MIT
// Text areas: their frame, and row by row what shows of a document.
#include "paint_int.h"

/// A line feed that is selected shows as this much.
#define FEED_W LPX(5)

#define CARET_W LPX(1.5)

void paint_area(const struct paint *p, const struct paint_node *n) {
    paint_frame_of_field(p, n);
    if ((n->flags & PAINT_PLACEHOLDER) == 0) {
        return;
    }
    lpx_t line = theme_type(n->style)->line;
    struct lpx_rect box = { n->box.x + FIELD_PAD_X, n->box.y + LPX(8), n->box.w - 2 * FIELD_PAD_X,
                            line };
    struct text_spec spec = { .utf8 = n->utf8,
                              .len_b = n->len_b,
                              .style = n->style,
                              .flags = TEXT_ELLIPSIS,
                              .width = MAX(box.w, 1) };
    text_draw(p->text, &p->draw, &spec, box, TEXT_START,
              paint_ink(p, n, p->theme->color[COLOR_TEXT_3]));
}

void paint_area_row(const struct paint *p, const struct paint_node *n,
                    const struct paint_area_row *row) {
    const argb_t *color = p->theme->color;
    struct px_box box = lpx_snap_rect(row->box, p->draw.scale);
    if (!draw_touches(&p->draw, (struct px_box){ INT32_MIN / 4, box.y1, INT32_MAX / 4, box.y2 })) {
        return;
    }
    struct paint inner = *p;
    struct px_box view = lpx_snap_rect(row->view, p->draw.scale);
    view.x1 -= lpx_snap(LPX(2), p->draw.scale); // a caret at the very edge
    view.x2 += lpx_snap(FEED_W, p->draw.scale);
    inner.draw.clip =
        px_box_intersect(p->draw.clip, px_box_move(view, p->draw.ox_px, p->draw.oy_px));
    if (row->select_end_b > row->select_b || row->select_feed) {
        lpx_t from = text_caret_x(p->text, &row->spec, row->select_b);
        lpx_t to = text_caret_x(p->text, &row->spec, row->select_end_b);
        to += row->select_feed ? FEED_W : 0;
        struct lpx_rect mark = { row->box.x + from, row->box.y, to - from, row->box.h };
        draw_fill(&inner.draw, lpx_snap_rect(mark, p->draw.scale), color[COLOR_TEXT_SELECTION]);
    }
    text_draw(p->text, &inner.draw, &row->spec, row->box, TEXT_START,
              paint_ink(p, n, color[COLOR_TEXT_1]));
    if (row->caret_b == UINT32_MAX) {
        return;
    }
    lpx_t x = row->box.x + text_caret_x(p->text, &row->spec, row->caret_b);
    if (n->preedit_b > 0) {
        paint_preedit(&inner, n, (struct lpx_point){ x, row->box.y + row->box.h / 2 });
        struct text_spec spec = { .utf8 = n->preedit, .len_b = n->preedit_b, .style = n->style };
        x += text_measure(p->text, &spec).size.w;
    }
    if ((n->flags & PAINT_CARET_OFF) == 0) {
        paint_caret(&inner, (struct lpx_rect){ x - LPX(1), row->box.y + LPX(1), CARET_W,
                                               row->box.h - LPX(2) });
    }
}
