// SPDX-License-Identifier: MIT
#include "paint.h"

#include "app_icon.h"
#include "paint_int.h"

/// Alpha of disabled text: 60 percent.
#define DISABLED_ALPHA 153

/// Room that glyphs may take outside of their box.
#define TEXT_OVERHANG LPX(3)

argb_t paint_ink(const struct paint *p, const struct paint_node *n, argb_t color) {
    (void)p;
    return (n->flags & PAINT_DISABLED) != 0 ? color_fade(color, DISABLED_ALPHA) : color;
}

void paint_ring(const struct paint *p, struct px_box box, lpx_t radius) {
    int32_t w = lpx_snap(RING_W, p->draw.scale);
    draw_rrect_border(&p->draw, px_box_grow(box, w), radius + RING_W, w * 64,
                      p->theme->color[COLOR_RING]);
    draw_rrect_border(&p->draw, box, radius, px_hairline(p->draw.scale) * 64,
                      p->theme->color[COLOR_ACCENT]);
}

static struct text_spec text_of(const struct paint_node *n, lpx_t width) {
    uint32_t flags = (n->flags & PAINT_WRAP) != 0 ? TEXT_WRAP : TEXT_ELLIPSIS;
    if ((n->flags & PAINT_STRIKE) != 0) {
        flags |= TEXT_STRIKE;
    }
    return (struct text_spec){
        .utf8 = n->utf8,
        .len_b = n->len_b,
        .style = n->style,
        .flags = flags,
        .width = width,
    };
}

/// Width of a one-line label.
static lpx_t label_width(struct text *t, const struct paint_node *n, enum ui_style style) {
    struct text_spec spec = { .utf8 = n->utf8, .len_b = n->len_b, .style = style };
    return n->len_b == 0 ? 0 : text_measure(t, &spec).size.w;
}

static struct lpx_size measure_button(struct text *t, const struct paint_node *n) {
    if (n->icon == UI_CHEVRON_DOWN && n->len_b > 0) {
        return (struct lpx_size){ MAX(label_width(t, n, UI_BODY) + LPX(50), LPX(180)), CONTROL_H };
    }
    if (n->len_b == 0) {
        return (struct lpx_size){ CONTROL_H, CONTROL_H };
    }
    enum ui_style style = n->style == UI_BODY ? UI_HEADING : n->style;
    lpx_t icon = n->icon == UI_NO_ICON ? 0 : LPX(22);
    lpx_t h = MAX(CONTROL_H, theme_type(style)->line + LPX(12));
    return (struct lpx_size){ label_width(t, n, style) + icon + 2 * CONTROL_PAD_X, h };
}

struct lpx_size paint_measure(struct text *t, const struct paint_node *n, lpx_t max_w) {
    switch (n->kind) {
    case PAINT_TEXT: {
        struct text_spec spec = text_of(n, 0);
        spec.width = (n->flags & PAINT_WRAP) != 0 ? max_w : 0;
        return text_measure(t, &spec).size;
    }
    case PAINT_BUTTON:
        return measure_button(t, n);
    case PAINT_SPINNER:
        return (struct lpx_size){ LPX(20), LPX(20) };
    case PAINT_RADIO:
    case PAINT_CHECKBOX: {
        lpx_t label = label_width(t, n, UI_BODY);
        return (struct lpx_size){ CHECK_SIZE + (label > 0 ? CHECK_GAP + label : 0), CHECK_ROW_H };
    }
    case PAINT_SWITCH: {
        lpx_t label = label_width(t, n, UI_BODY);
        return (struct lpx_size){ LPX(38) + (label > 0 ? LPX(26) + label : 0), LPX(28) };
    }
    case PAINT_FIELD:
        return (struct lpx_size){ LPX(160), CONTROL_H };
    case PAINT_AREA:
        return (struct lpx_size){ LPX(300), LPX(150) };
    case PAINT_SLIDER:
        return (struct lpx_size){ LPX(160), LPX(24) };
    case PAINT_PROGRESS:
        return (struct lpx_size){ LPX(160), LPX(8) };
    case PAINT_DIVIDER:
        return (struct lpx_size){ LPX(1), LPX(1) };
    case PAINT_ICON:
        return (struct lpx_size){ LPX(18), LPX(18) };
    case PAINT_SWATCH:
        return (struct lpx_size){ LPX(28), LPX(28) };
    case PAINT_APP_ICON:
        return (struct lpx_size){ LPX(48), LPX(48) };
    case PAINT_NONE:
    case PAINT_THUMB:
    case PAINT_GLASS:
    case PAINT_CARD:
    case PAINT_ROW_HOVER:
    case PAINT_SCROLLBAR:
    case PAINT_SKELETON:
    case PAINT_COLUMN:
    case PAINT_TAB_STRIP:
    case PAINT_TAB:
    case PAINT_EDGE:
    case PAINT_NUM_KINDS:
        break;
    }
    return (struct lpx_size){ 0, 0 };
}

struct px_box paint_extent(const struct paint_node *n, scale_t scale) {
    struct px_box box = lpx_snap_rect(n->box, scale);
    switch (n->kind) {
    case PAINT_TEXT:
        return px_box_grow(box, lpx_snap(TEXT_OVERHANG, scale));
    case PAINT_BUTTON:
    case PAINT_CHECKBOX:
    case PAINT_RADIO:
    case PAINT_FIELD:
    case PAINT_AREA:
    case PAINT_SWITCH:
    case PAINT_SLIDER:
    case PAINT_TAB_STRIP:
    case PAINT_TAB:
    case PAINT_SWATCH:
        return px_box_grow(box, lpx_snap(RING_W, scale)); // wider than the lip and the knob's edge
    case PAINT_DIVIDER:
        return px_box_grow(box, 1);
    case PAINT_APP_ICON:
        return px_box_grow(box, lpx_snap(APP_ICON_REACH, scale));
    case PAINT_SPINNER:
    case PAINT_ICON: {
        // Icons have one size and are centred: they may exceed a smaller box.
        return px_box_grow(box, lpx_snap(LPX(18), scale));
    }
    case PAINT_NONE:
    case PAINT_THUMB:
    case PAINT_GLASS:
    case PAINT_CARD:
    case PAINT_PROGRESS:
    case PAINT_ROW_HOVER:
    case PAINT_SCROLLBAR:
    case PAINT_SKELETON:
    case PAINT_COLUMN:
    case PAINT_EDGE:
    case PAINT_NUM_KINDS:
        break;
    }
    return box;
}

static void paint_text(const struct paint *p, const struct paint_node *n) {
    struct text_spec spec = text_of(n, n->box.w);
    argb_t color = theme_tone_color(p->theme, n->tone);
    if ((n->flags & PAINT_COLOR) != 0) {
        color = n->color;
    } else if (n->tone == UI_PLAIN && n->style == UI_CAPTION) {
        color = p->theme->color[COLOR_TEXT_2];
    }
    text_draw(p->text, &p->draw, &spec, n->box, n->align, paint_ink(p, n, color));
}

static void paint_card(const struct paint *p, const struct paint_node *n) {
    struct paint_place at = paint_place(p, n->box);
    draw_rrect(&p->draw, at.px, RADIUS_CARD, p->theme->color[COLOR_CARD]);
    draw_rrect_border(&p->draw, at.px, RADIUS_CARD, at.line, p->theme->color[COLOR_HAIRLINE]);
}

static void paint_divider(const struct paint *p, const struct paint_node *n) {
    struct px_box px = lpx_snap_rect(n->box, p->draw.scale);
    int32_t line = px_hairline(p->draw.scale);
    if (n->box.w < n->box.h) {
        px.x2 = px.x1 + line;
    } else {
        px.y2 = px.y1 + line;
    }
    draw_fill(&p->draw, px, p->theme->color[COLOR_HAIRLINE]);
}

static void paint_icon(const struct paint *p, const struct paint_node *n) {
    lpx_t x = n->box.x + (n->box.w - LPX(18)) / 2;
    lpx_t y = n->box.y + (n->box.h - LPX(18)) / 2;
    argb_t color = (n->flags & PAINT_COLOR) != 0 ? n->color : theme_tone_color(p->theme, n->tone);
    icon_draw(&p->draw, n->icon,
              (struct px_point){ lpx_snap(x, p->draw.scale), lpx_snap(y, p->draw.scale) }, LPX(18),
              LPX(1.5), paint_ink(p, n, color));
}

void paint_node(const struct paint *p, const struct paint_node *n) {
    if (!draw_touches(&p->draw, paint_extent(n, p->draw.scale))) {
        return;
    }
    switch (n->kind) {
    case PAINT_TEXT:
        paint_text(p, n);
        break;
    case PAINT_BUTTON:
        paint_button(p, n);
        break;
    case PAINT_CHECKBOX:
    case PAINT_RADIO:
        paint_checkbox(p, n);
        break;
    case PAINT_SPINNER:
        paint_spinner(p, n);
        break;
    case PAINT_SCROLLBAR:
        paint_scrollbar(p, n);
        break;
    case PAINT_SKELETON:
        paint_skeleton(p, n);
        break;
    case PAINT_COLUMN:
        paint_column(p, n);
        break;
    case PAINT_TAB_STRIP:
        paint_tab_strip(p, n);
        break;
    case PAINT_TAB:
        paint_tab(p, n);
        break;
    case PAINT_EDGE:
        paint_edge(p, n);
        break;
    case PAINT_SWATCH:
        paint_swatch(p, n);
        break;
    case PAINT_CARD:
        paint_card(p, n);
        break;
    case PAINT_DIVIDER:
        paint_divider(p, n);
        break;
    case PAINT_ROW_HOVER:
        paint_row(p, n);
        break;
    case PAINT_FIELD:
        paint_field(p, n);
        break;
    case PAINT_AREA:
        paint_area(p, n);
        break;
    case PAINT_SWITCH:
        paint_switch(p, n);
        break;
    case PAINT_SLIDER:
        paint_slider(p, n);
        break;
    case PAINT_PROGRESS:
        paint_progress(p, n);
        break;
    case PAINT_ICON:
        paint_icon(p, n);
        break;
    case PAINT_THUMB:
        paint_thumb(p, n);
        break;
    case PAINT_GLASS:
        paint_glass(p, n);
        break;
    case PAINT_APP_ICON:
        paint_app_icon(p, n);
        break;
    case PAINT_NONE:
    case PAINT_NUM_KINDS:
        break;
    }
}
