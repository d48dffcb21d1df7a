// SPDX-License-Identifier: MIT
// Rows of lists, tables and trees, and the titles of columns.
#include "paint_int.h"

#define TRIANGLE LPX(16)
#define SORT_ICON LPX(14)
#define COLUMN_PAD LPX(10)

static void paint_triangle(const struct paint *p, const struct paint_node *n) {
    lpx_t x = n->box.x + (lpx_t)n->value + LPX(2);
    lpx_t y = n->box.y + (n->box.h - TRIANGLE) / 2;
    icon_draw(&p->draw, n->icon,
              (struct px_point){ lpx_snap(x, p->draw.scale), lpx_snap(y, p->draw.scale) }, TRIANGLE,
              LPX(1.5), paint_ink(p, n, p->theme->color[COLOR_TEXT_2]));
}

void paint_row(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    struct px_box px = lpx_snap_rect(n->box, p->draw.scale);
    if ((n->flags & PAINT_STRIPE) != 0 && (n->flags & PAINT_CHECKED) == 0) {
        draw_rrect(&p->draw, px, RADIUS_CONTROL, color_fade(color[COLOR_HOVER], 140));
    }
    if ((n->flags & PAINT_CHECKED) != 0) {
        draw_rrect(&p->draw, px, RADIUS_CONTROL, color[COLOR_SELECTION]);
    }
    if ((n->flags & (PAINT_HOVER | PAINT_PRESSED)) != 0) {
        bool pressed = (n->flags & PAINT_PRESSED) != 0;
        draw_rrect(&p->draw, px, RADIUS_CONTROL, color[pressed ? COLOR_PRESSED : COLOR_HOVER]);
    }
    if ((n->flags & PAINT_LINE) != 0) {
        struct px_box line = px;
        line.x1 = lpx_snap(n->box.x + (lpx_t)n->value, p->draw.scale);
        line.y2 = line.y1 + px_hairline(p->draw.scale);
        draw_fill(&p->draw, line, color[COLOR_HAIRLINE]);
    }
    if (n->icon != UI_NO_ICON) {
        paint_triangle(p, n);
    }
    if ((n->flags & PAINT_FOCUS) != 0) {
        draw_rrect_border(&p->draw, px, RADIUS_CONTROL, lpx_to_d26(LPX(2), p->draw.scale),
                          color[COLOR_ACCENT]);
    }
}

void paint_skeleton(const struct paint *p, const struct paint_node *n) {
    draw_rrect(&p->draw, lpx_snap_rect(n->box, p->draw.scale), n->box.h / 2,
               p->theme->color[COLOR_HOVER]);
}

void paint_column(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    struct px_box px = lpx_snap_rect(n->box, p->draw.scale);
    int32_t line = px_hairline(p->draw.scale);
    if ((n->flags & (PAINT_HOVER | PAINT_PRESSED)) != 0) {
        bool pressed = (n->flags & PAINT_PRESSED) != 0;
        struct lpx_rect glow = { n->box.x + LPX(3), n->box.y + LPX(4), n->box.w - LPX(6),
                                 n->box.h - LPX(8) };
        draw_rrect(&p->draw, lpx_snap_rect(glow, p->draw.scale), RADIUS_CHECK,
                   color[pressed ? COLOR_PRESSED : COLOR_HOVER]);
    }
    struct lpx_rect text = n->box;
    text.x += COLUMN_PAD;
    text.w = MAX(text.w - 2 * COLUMN_PAD, 1);
    bool sorted = n->icon != UI_NO_ICON;
    if (sorted) {
        text.w = MAX(text.w - SORT_ICON - LPX(2), 1);
    }
    struct text_spec spec = { .utf8 = n->utf8,
                              .len_b = n->len_b,
                              .style = UI_CAPTION,
                              .flags = TEXT_ELLIPSIS,
                              .width = text.w };
    argb_t ink = paint_ink(p, n, color[sorted ? COLOR_TEXT_1 : COLOR_TEXT_2]);
    text_draw(p->text, &p->draw, &spec, text, n->align, ink);
    if (sorted) {
        lpx_t w = MIN(text_measure(p->text, &spec).size.w, text.w);
        lpx_t x = n->align == TEXT_START ? text.x + w + LPX(2) : text.x + text.w + LPX(2);
        icon_draw(
            &p->draw, n->icon,
            (struct px_point){ lpx_snap(x, p->draw.scale),
                               lpx_snap(n->box.y + (n->box.h - SORT_ICON) / 2, p->draw.scale) },
            SORT_ICON, LPX(1.5), ink);
    }
    // The line below the titles, and the edge that can be dragged.
    draw_fill(&p->draw, (struct px_box){ px.x1, px.y2 - line, px.x2, px.y2 },
              color[COLOR_HAIRLINE]);
    int32_t inset = lpx_snap(LPX(9), p->draw.scale);
    draw_fill(&p->draw, (struct px_box){ px.x2 - line, px.y1 + inset, px.x2, px.y2 - inset },
              color[COLOR_HAIRLINE]);
}
