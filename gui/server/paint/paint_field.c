// SPDX-License-Identifier: MIT
// Fields of one line: text, selection, caret, composition, arrows of numbers.
#include "paint_int.h"

#define CARET_W LPX(1.5)
#define CARET_H LPX(18)
#define MARK_H LPX(20) ///< Of the selection.
#define ICON_W LPX(22)
#define STEPPER_W LPX(22)
#define STEPPER_ICON LPX(12)

/// Room that the caret needs behind the last character.
#define CARET_ROOM LPX(2)

struct lpx_rect paint_field_inner(const struct paint_node *n) {
    struct lpx_rect box = n->box;
    lpx_t before = FIELD_PAD_X + (n->icon != UI_NO_ICON ? ICON_W : 0);
    lpx_t behind = FIELD_PAD_X + ((n->flags & PAINT_STEPPER) != 0 ? STEPPER_W - LPX(5) : 0);
    box.x += before;
    box.w = MAX(box.w - before - behind, 0);
    return box;
}

static struct text_spec spec_of(const struct paint_node *n) {
    return (struct text_spec){ .utf8 = n->utf8, .len_b = n->len_b, .style = n->style };
}

/// Width of the composition at the caret.
static lpx_t preedit_w(struct text *t, const struct paint_node *n) {
    struct text_spec spec = { .utf8 = n->preedit, .len_b = n->preedit_b, .style = n->style };
    return n->preedit_b > 0 ? text_measure(t, &spec).size.w : 0;
}

lpx_t paint_field_shift(struct text *t, const struct paint_node *n) {
    if ((n->flags & PAINT_CARET) == 0 || (n->flags & PAINT_PLACEHOLDER) != 0) {
        return 0; // nobody edits it: its start shows
    }
    struct text_spec spec = spec_of(n);
    lpx_t room = paint_field_inner(n).w - CARET_ROOM - preedit_w(t, n);
    lpx_t caret = text_caret_x(t, &spec, n->caret_b);
    lpx_t most = MAX(text_caret_x(t, &spec, n->len_b) - room, 0);
    lpx_t shift = CLAMP(n->shift, 0, most);
    return CLAMP(shift, MAX(caret - room, 0), caret);
}

struct lpx_rect paint_field_caret(struct text *t, const struct paint_node *n) {
    struct lpx_rect box = paint_field_inner(n);
    lpx_t x = preedit_w(t, n);
    if ((n->flags & PAINT_PLACEHOLDER) == 0) {
        struct text_spec spec = spec_of(n);
        x += text_caret_x(t, &spec, n->caret_b) - paint_field_shift(t, n);
    }
    // In front of the next glyph, not on it.
    return (struct lpx_rect){ box.x + x - LPX(1), box.y + (box.h - CARET_H) / 2, CARET_W, CARET_H };
}

void paint_caret(const struct paint *p, struct lpx_rect at) {
    int32_t x = lpx_snap(at.x, p->draw.scale);
    struct px_box bar = { x, lpx_snap(at.y, p->draw.scale),
                          x + MAX(lpx_snap(at.w, p->draw.scale), 1),
                          lpx_snap(at.y + at.h, p->draw.scale) };
    draw_fill(&p->draw, bar, p->theme->color[COLOR_ACCENT]);
}

void paint_preedit(const struct paint *p, const struct paint_node *n, struct lpx_point at) {
    struct text_spec spec = { .utf8 = n->preedit, .len_b = n->preedit_b, .style = n->style };
    lpx_t line = theme_type(n->style)->line;
    struct lpx_rect box = { at.x, at.y - line / 2, preedit_w(p->text, n), line };
    draw_fill(&p->draw, lpx_snap_rect(box, p->draw.scale), p->theme->color[COLOR_FIELD]);
    text_draw(p->text, &p->draw, &spec, box, TEXT_START, p->theme->color[COLOR_TEXT_1]);
    struct px_box under = lpx_snap_rect(box, p->draw.scale);
    under.y1 = under.y2 - px_hairline(p->draw.scale);
    draw_fill(&p->draw, under, p->theme->color[COLOR_TEXT_1]);
}

static void paint_field_text(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    bool hint = (n->flags & PAINT_PLACEHOLDER) != 0;
    struct lpx_rect box = paint_field_inner(n);
    struct text_spec spec = spec_of(n);
    struct paint inner = *p;
    struct px_box clip = px_box_grow(lpx_snap_rect(box, p->draw.scale), px_hairline(p->draw.scale));
    inner.draw.clip =
        px_box_intersect(p->draw.clip, px_box_move(clip, p->draw.ox_px, p->draw.oy_px));
    box.x -= paint_field_shift(p->text, n);
    if (n->select_b != n->caret_b && !hint) {
        lpx_t a = text_caret_x(p->text, &spec, n->caret_b);
        lpx_t b = text_caret_x(p->text, &spec, n->select_b);
        struct lpx_rect mark = { box.x + MIN(a, b), box.y + (box.h - MARK_H) / 2,
                                 MAX(a, b) - MIN(a, b), MARK_H };
        draw_fill(&inner.draw, lpx_snap_rect(mark, p->draw.scale), color[COLOR_TEXT_SELECTION]);
    }
    argb_t ink = paint_ink(p, n, color[hint ? COLOR_TEXT_3 : COLOR_TEXT_1]);
    text_draw(p->text, &inner.draw, &spec, box, TEXT_START, ink);
    if ((n->flags & PAINT_CARET) == 0) {
        return;
    }
    struct lpx_rect caret = paint_field_caret(p->text, n);
    if (n->preedit_b > 0) {
        struct lpx_point at = { caret.x + LPX(1) - preedit_w(p->text, n), box.y + box.h / 2 };
        paint_preedit(&inner, n, at);
    }
    if ((n->flags & PAINT_CARET_OFF) == 0) {
        paint_caret(p, caret);
    }
}

/// Two small arrows, one over the other.
static void paint_stepper(const struct paint *p, const struct paint_node *n) {
    argb_t ink = paint_ink(p, n, p->theme->color[COLOR_TEXT_2]);
    lpx_t x = n->box.x + n->box.w - (STEPPER_W + STEPPER_ICON) / 2;
    for (int i = 0; i < 2; i++) {
        lpx_t y =
            n->box.y + n->box.h / 2 - STEPPER_ICON + (i == 0 ? LPX(1) : STEPPER_ICON - LPX(1));
        icon_draw(&p->draw, i == 0 ? UI_CHEVRON_UP : UI_CHEVRON_DOWN,
                  (struct px_point){ lpx_snap(x, p->draw.scale), lpx_snap(y, p->draw.scale) },
                  STEPPER_ICON, LPX(1.2), ink);
    }
}

void paint_frame_of_field(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    struct paint_place at = paint_place(p, n->box);
    bool disabled = (n->flags & PAINT_DISABLED) != 0;
    bool danger = n->tone == UI_DANGER && !disabled;
    draw_rrect(&p->draw, at.px, RADIUS_CONTROL, color[disabled ? COLOR_HOVER : COLOR_FIELD]);
    draw_rrect_border(&p->draw, at.px, RADIUS_CONTROL, at.line,
                      color[disabled ? COLOR_HAIRLINE
                            : danger ? COLOR_DANGER
                                     : COLOR_BORDER]);
    if ((n->flags & PAINT_FOCUS) != 0) {
        paint_ring(p, at.px, RADIUS_CONTROL);
        if (danger) { // the ring says where the keyboard is, the border still that it is wrong
            draw_rrect_border(&p->draw, at.px, RADIUS_CONTROL, at.line, color[COLOR_DANGER]);
        }
    }
}

void paint_field(const struct paint *p, const struct paint_node *n) {
    paint_frame_of_field(p, n);
    if (n->icon != UI_NO_ICON) {
        icon_draw(&p->draw, n->icon,
                  (struct px_point){ lpx_snap(n->box.x + FIELD_PAD_X, p->draw.scale),
                                     lpx_snap(n->box.y + (n->box.h - LPX(16)) / 2, p->draw.scale) },
                  LPX(16), LPX(1.5), paint_ink(p, n, p->theme->color[COLOR_TEXT_3]));
    }
    if ((n->flags & PAINT_STEPPER) != 0) {
        paint_stepper(p, n);
    }
    paint_field_text(p, n);
}
