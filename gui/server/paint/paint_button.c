// SPDX-License-Identifier: MIT
// Buttons: primary (tone accent), secondary, subtle, and the closed form of a select.
#include "paint_int.h"

#define ICON_SIZE LPX(16)
#define ICON_GAP LPX(6)
#define ICON_STROKE LPX(1.5)

/// The fill under a pressed or hovered button. Nothing when it is neither.
static argb_t state_veil(const struct paint *p, const struct paint_node *n, bool primary) {
    if ((n->flags & PAINT_PRESSED) != 0) {
        return p->theme->color[primary ? COLOR_FILL_PRESSED : COLOR_PRESSED];
    }
    if ((n->flags & PAINT_HOVER) != 0) {
        return p->theme->color[primary ? COLOR_FILL_HOVER : COLOR_HOVER];
    }
    return 0;
}

static void paint_primary(const struct paint *p, const struct paint_node *n,
                          const struct paint_place *at) {
    argb_t fill = p->theme->color[COLOR_ACCENT_FILL];
    argb_t veil = state_veil(p, n, true);
    argb_t top = color_on(color_on(fill, p->theme->color[COLOR_FILL_TOP]), veil);
    argb_t bottom = color_on(color_on(fill, p->theme->color[COLOR_FILL_BOTTOM]), veil);
    draw_rrect_gradient(&p->draw, at->px, RADIUS_CONTROL, top, bottom);
    draw_rrect_border(&p->draw, at->px, RADIUS_CONTROL, at->line, p->theme->color[COLOR_FILL_EDGE]);
}

static void paint_secondary(const struct paint *p, const struct paint_node *n,
                            const struct paint_place *at) {
    const argb_t *color = p->theme->color;
    argb_t fill = color_on(color[COLOR_RAISED], state_veil(p, n, false));
    struct px_box lip = px_box_move(at->px, 0, at->line / 64);
    if (ARGB_A(color[COLOR_LIP]) != 0 && (n->flags & PAINT_PRESSED) == 0) {
        draw_rrect(&p->draw, lip, RADIUS_CONTROL, color[COLOR_LIP]);
    }
    draw_rrect(&p->draw, at->px, RADIUS_CONTROL, fill);
    draw_rrect_border(&p->draw, at->px, RADIUS_CONTROL, at->line, color[COLOR_BORDER]);
}

static argb_t label_color(const struct paint *p, const struct paint_node *n) {
    if ((n->flags & PAINT_COLOR) != 0) {
        return n->color;
    }
    if ((n->flags & PAINT_DISABLED) != 0) {
        return paint_ink(p, n, p->theme->color[COLOR_TEXT_1]);
    }
    if (n->tone == UI_ACCENT) {
        return p->theme->color[COLOR_ON_ACCENT];
    }
    return theme_tone_color(p->theme, n->tone);
}

static void paint_label(const struct paint *p, const struct paint_node *n) {
    argb_t ink = label_color(p, n);
    struct lpx_rect box = n->box;
    scale_t scale = p->draw.scale;
    bool select = n->icon == UI_CHEVRON_DOWN && n->len_b > 0;
    struct text_spec spec = {
        .utf8 = n->utf8,
        .len_b = n->len_b,
        .style = select                ? UI_BODY
                 : n->style == UI_BODY ? UI_HEADING
                                       : n->style,
        .flags = TEXT_ELLIPSIS,
        .width = box.w - (select ? FIELD_PAD_X + LPX(32) : LPX(12)),
    };
    if (n->icon == UI_NO_ICON) {
        text_draw(p->text, &p->draw, &spec, box, TEXT_CENTER, ink);
        return;
    }
    int32_t icon_y = lpx_snap(box.y + (box.h - ICON_SIZE) / 2, scale);
    if (select) {
        box.x += FIELD_PAD_X;
        text_draw(p->text, &p->draw, &spec, box, TEXT_START, ink);
        lpx_t x = n->box.x + n->box.w - LPX(26);
        icon_draw(&p->draw, n->icon, (struct px_point){ lpx_snap(x, scale), icon_y }, ICON_SIZE,
                  ICON_STROKE, paint_ink(p, n, p->theme->color[COLOR_TEXT_2]));
        return;
    }
    lpx_t w = ICON_SIZE;
    if (n->len_b > 0) {
        spec.width -= ICON_SIZE + ICON_GAP;
        w += ICON_GAP + text_measure(p->text, &spec).size.w;
    }
    lpx_t x = box.x + (box.w - w) / 2;
    icon_draw(&p->draw, n->icon, (struct px_point){ lpx_snap(x, scale), icon_y }, ICON_SIZE,
              ICON_STROKE, ink);
    box.x = x + ICON_SIZE + ICON_GAP;
    text_draw(p->text, &p->draw, &spec, box, TEXT_START, ink);
}

void paint_button(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    struct paint_place at = paint_place(p, n->box);
    if ((n->flags & PAINT_DISABLED) != 0) {
        if (n->tone != UI_SUBTLE) {
            draw_rrect(&p->draw, at.px, RADIUS_CONTROL, color[COLOR_HOVER]);
            draw_rrect_border(&p->draw, at.px, RADIUS_CONTROL, at.line, color[COLOR_HAIRLINE]);
        }
    } else if (n->tone == UI_ACCENT) {
        paint_primary(p, n, &at);
    } else if (n->tone == UI_SUBTLE) {
        draw_rrect(&p->draw, at.px, RADIUS_CONTROL, state_veil(p, n, false));
    } else {
        paint_secondary(p, n, &at);
    }
    if ((n->flags & PAINT_FOCUS) != 0) {
        paint_ring(p, at.px, RADIUS_CONTROL);
        if (n->tone == UI_ACCENT) { // the ring's inner line has the colour of the fill
            draw_rrect_border(&p->draw, px_box_grow(at.px, -at.line / 64), RADIUS_CONTROL - LPX(1),
                              at.line, color[COLOR_ON_ACCENT]);
        }
    }
    paint_label(p, n);
}
