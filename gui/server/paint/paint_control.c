// SPDX-License-Identifier: MIT
// Checkbox, switch, slider, progress bar.
#include "paint_int.h"

#define SWITCH_W LPX(38)
#define SWITCH_H LPX(22)
#define KNOB LPX(18)
#define TRACK_H LPX(4)
#define BAR_H LPX(6)
#define PILL LPX(999)

static void paint_label(const struct paint *p, const struct paint_node *n, struct lpx_rect box,
                        argb_t color) {
    struct text_spec spec = {
        .utf8 = n->utf8,
        .len_b = n->len_b,
        .flags = TEXT_ELLIPSIS | ((n->flags & PAINT_STRIKE) != 0 ? (uint32_t)TEXT_STRIKE : 0),
        .width = MAX(box.w, 1),
    };
    text_draw(p->text, &p->draw, &spec, box, TEXT_START, color);
}

/// Tick of a checkbox, dot of a radio button.
static void paint_tick(const struct paint *p, const struct paint_node *n, struct px_box box) {
    bool disabled = (n->flags & PAINT_DISABLED) != 0;
    argb_t ink = disabled ? paint_ink(p, n, p->theme->color[COLOR_TEXT_2])
                          : p->theme->color[COLOR_ON_ACCENT];
    if (n->kind == PAINT_RADIO) {
        draw_rrect(&p->draw, px_box_grow(box, -lpx_snap(LPX(5), p->draw.scale)), PILL, ink);
        return;
    }
    int32_t inset = lpx_snap(LPX(1), p->draw.scale);
    icon_draw(&p->draw, UI_CHECK, (struct px_point){ box.x1 + inset, box.y1 + inset },
              CHECK_SIZE - LPX(2), LPX(2), ink);
}

void paint_checkbox(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    struct paint_place at = paint_place(p, paint_centered(n->box, 0, CHECK_SIZE, CHECK_SIZE));
    lpx_t radius = n->kind == PAINT_RADIO ? CHECK_SIZE / 2 : RADIUS_CHECK;
    bool checked = (n->flags & PAINT_CHECKED) != 0;
    argb_t veil = (n->flags & PAINT_PRESSED) != 0 ? color[COLOR_PRESSED]
                  : (n->flags & PAINT_HOVER) != 0 ? color[COLOR_HOVER]
                                                  : 0;
    if (checked && (n->flags & PAINT_DISABLED) == 0) {
        draw_rrect(&p->draw, at.px, radius, color_on(color[COLOR_ACCENT_FILL], veil));
    } else {
        draw_rrect(&p->draw, at.px, radius, color_on(color[COLOR_FIELD], veil));
        draw_rrect_border(&p->draw, at.px, radius, lpx_to_d26(LPX(1.4), p->draw.scale),
                          paint_ink(p, n, color[COLOR_TEXT_3]));
    }
    if (checked) {
        paint_tick(p, n, at.px);
    }
    if ((n->flags & PAINT_FOCUS) != 0) {
        paint_ring(p, at.px, radius);
    }
    struct lpx_rect label = n->box;
    label.x += CHECK_SIZE + CHECK_GAP;
    label.w -= CHECK_SIZE + CHECK_GAP;
    bool struck = (n->flags & PAINT_STRIKE) != 0;
    paint_label(p, n, label, paint_ink(p, n, color[struck ? COLOR_TEXT_3 : COLOR_TEXT_1]));
}

void paint_spinner(const struct paint *p, const struct paint_node *n) {
    // Eight dots on a circle of 7, in 1/64 logical pixels, clockwise from the top.
    static const int16_t at[8][2] = { { 0, -448 }, { 317, -317 }, { 448, 0 },  { 317, 317 },
                                      { 0, 448 },  { -317, 317 }, { -448, 0 }, { -317, -317 } };
    argb_t color = theme_tone_color(p->theme, n->tone == UI_PLAIN ? UI_SUBTLE : n->tone);
    uint32_t lead = n->value / 8192;
    lpx_t x = n->box.x + n->box.w / 2;
    lpx_t y = n->box.y + n->box.h / 2;
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t age = (lead - i) % 8;
        struct lpx_rect dot = { x + at[i][0] - LPX(1.25), y + at[i][1] - LPX(1.25), LPX(2.5),
                                LPX(2.5) };
        struct px_box px = lpx_snap_rect(dot, p->draw.scale);
        px.x2 = px.x1 + MAX(lpx_snap(LPX(2.5), p->draw.scale), 2); // all of one size
        px.y2 = px.y1 + px.x2 - px.x1;
        draw_rrect(&p->draw, px, PILL, color_fade(color, 255 - age * 28));
    }
}

void paint_scrollbar(const struct paint *p, const struct paint_node *n) {
    bool strong = (n->flags & (PAINT_HOVER | PAINT_PRESSED)) != 0;
    draw_rrect(&p->draw, lpx_snap_rect(n->box, p->draw.scale), PILL,
               color_fade(p->theme->color[COLOR_TEXT_3], strong ? 200 : 130));
}

/// A white disc and its soft shadow.
static void paint_knob(const struct paint *p, lpx_t x, lpx_t y) {
    struct lpx_rect knob = { x, y, KNOB, KNOB };
    struct px_box px = lpx_snap_rect(knob, p->draw.scale);
    int32_t one = px_hairline(p->draw.scale);
    for (int32_t i = 0; i < 3; i++) { // discs of growing size look like a blur
        draw_rrect(&p->draw, px_box_move(px_box_grow(px, i * one), 0, one), PILL,
                   p->theme->color[COLOR_KNOB_SHADOW]);
    }
    draw_rrect(&p->draw, px, PILL, p->theme->color[COLOR_KNOB]);
}

void paint_switch(const struct paint *p, const struct paint_node *n) {
    const argb_t *color = p->theme->color;
    bool on = (n->flags & PAINT_CHECKED) != 0;
    bool disabled = (n->flags & PAINT_DISABLED) != 0;
    struct lpx_rect track = paint_centered(n->box, n->box.w - SWITCH_W, SWITCH_W, SWITCH_H);
    struct paint_place at = paint_place(p, track);
    argb_t fill = on && !disabled ? color[COLOR_ACCENT_FILL] : color[COLOR_TRACK];
    draw_rrect(&p->draw, at.px, PILL, disabled ? color_fade(fill, 153) : fill);
    if ((n->flags & PAINT_FOCUS) != 0) {
        paint_ring(p, at.px, SWITCH_H / 2);
    }
    lpx_t inset = (SWITCH_H - KNOB) / 2;
    paint_knob(p, track.x + (on ? SWITCH_W - KNOB - inset : inset), track.y + inset);
    struct lpx_rect label = n->box;
    label.w -= SWITCH_W + CHECK_GAP;
    paint_label(p, n, label, paint_ink(p, n, color[COLOR_TEXT_1]));
}

/// A track with its first `value` / 65536 filled.
static void paint_track(const struct paint *p, const struct paint_node *n, lpx_t h, lpx_t filled) {
    const argb_t *color = p->theme->color;
    struct lpx_rect track = paint_centered(n->box, 0, n->box.w, h);
    draw_rrect(&p->draw, lpx_snap_rect(track, p->draw.scale), PILL, color[COLOR_TRACK]);
    track.w = filled;
    if (filled > 0 && (n->flags & PAINT_DISABLED) == 0) {
        bool plain = n->tone == UI_PLAIN || n->tone == UI_ACCENT;
        argb_t fill = plain ? color[COLOR_ACCENT_FILL] : theme_tone_color(p->theme, n->tone);
        draw_rrect(&p->draw, lpx_snap_rect(track, p->draw.scale), PILL, fill);
    }
}

void paint_slider(const struct paint *p, const struct paint_node *n) {
    lpx_t way = MAX(n->box.w - KNOB, 0);
    lpx_t at = (lpx_t)((int64_t)way * MIN(n->value, 65536u) / 65536);
    paint_track(p, n, TRACK_H, at + KNOB / 2);
    struct lpx_rect knob = paint_centered(n->box, at, KNOB, KNOB);
    paint_knob(p, knob.x, knob.y);
    if ((n->flags & PAINT_FOCUS) != 0) {
        paint_ring(p, lpx_snap_rect(knob, p->draw.scale), KNOB / 2);
    }
}

void paint_progress(const struct paint *p, const struct paint_node *n) {
    lpx_t filled = (lpx_t)((int64_t)n->box.w * MIN(n->value, 65536u) / 65536);
    paint_track(p, n, BAR_H, filled);
}
