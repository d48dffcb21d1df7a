// SPDX-License-Identifier: MIT
// Titles of tabs, edges of split views, swatches.
#include "paint_int.h"

#define TAB_RADIUS LPX(6)
#define TAB_ICON LPX(16)
#define TAB_GAP LPX(6)

void paint_tab_strip(const struct paint *p, const struct paint_node *n) {
    draw_rrect(&p->draw, lpx_snap_rect(n->box, p->draw.scale), RADIUS_CONTROL,
               p->theme->color[p->theme->dark ? COLOR_FIELD : COLOR_HAIRLINE]);
}

void paint_tab(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    struct paint_place at = paint_place(p, n->box);
    bool chosen = (n->flags & PAINT_CHECKED) != 0;
    if (chosen) {
        struct px_box lip = px_box_move(at.px, 0, px_hairline(p->draw.scale));
        draw_rrect(&p->draw, lip, TAB_RADIUS, color[COLOR_LIP]);
        draw_rrect(&p->draw, at.px, TAB_RADIUS, color[COLOR_RAISED]);
        draw_rrect_border(&p->draw, at.px, TAB_RADIUS, at.line, color[COLOR_HAIRLINE]);
    } else if ((n->flags & PAINT_HOVER) != 0) {
        draw_rrect(&p->draw, at.px, TAB_RADIUS, color[COLOR_HOVER]);
    }
    if ((n->flags & PAINT_FOCUS) != 0) {
        paint_ring(p, at.px, TAB_RADIUS);
    }
    lpx_t icon = n->icon != UI_NO_ICON ? TAB_ICON + TAB_GAP : 0;
    struct text_spec spec = { .utf8 = n->utf8,
                              .len_b = n->len_b,
                              .style = UI_HEADING,
                              .flags = TEXT_ELLIPSIS,
                              .width = MAX(n->box.w - 2 * LPX(8) - icon, 1) };
    lpx_t w = MIN(text_measure(p->text, &spec).size.w, spec.width);
    struct lpx_rect text = n->box;
    text.x += (n->box.w - w - icon) / 2 + icon;
    text.w = spec.width;
    argb_t ink = paint_ink(p, n, color[chosen ? COLOR_TEXT_1 : COLOR_TEXT_2]);
    if (icon > 0) {
        struct px_point corner = { lpx_snap(text.x - icon, p->draw.scale),
                                   lpx_snap(n->box.y + (n->box.h - TAB_ICON) / 2, p->draw.scale) };
        icon_draw(&p->draw, n->icon, corner, TAB_ICON, LPX(1.5), ink);
    }
    text_draw(p->text, &p->draw, &spec, text, TEXT_START, ink);
}

void paint_edge(const struct paint *p, const struct paint_node *n) {
    bool lit = (n->flags & (PAINT_HOVER | PAINT_PRESSED | PAINT_FOCUS)) != 0;
    draw_fill(&p->draw, lpx_snap_rect(n->box, p->draw.scale),
              p->theme->color[lit ? COLOR_ACCENT : COLOR_HAIRLINE]);
}

void paint_swatch(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    struct paint_place at = paint_place(p, n->box);
    bool chosen = (n->flags & PAINT_CHECKED) != 0;
    int32_t gap = lpx_snap(LPX(4), p->draw.scale);
    struct px_box inner = chosen ? px_box_grow(at.px, -gap) : at.px;
    lpx_t radius = chosen ? TAB_RADIUS - LPX(2) : TAB_RADIUS;
    draw_rrect(&p->draw, inner, radius, paint_ink(p, n, n->color));
    draw_rrect_border(&p->draw, inner, radius, at.line, color[COLOR_BORDER]);
    if (chosen) {
        draw_rrect_border(&p->draw, at.px, TAB_RADIUS + LPX(1), lpx_to_d26(LPX(2), p->draw.scale),
                          color[COLOR_ACCENT]);
    }
    if ((n->flags & PAINT_HOVER) != 0) {
        draw_rrect(&p->draw, inner, radius, color[COLOR_HOVER]);
    }
    if ((n->flags & PAINT_FOCUS) != 0) {
        paint_ring(p, at.px, TAB_RADIUS);
    }
}
