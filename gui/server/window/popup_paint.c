// SPDX-License-Identifier: MIT
/// @file
/// Menus in pixels.
#include "popup.h"
#include "popup_look.h"

#include "icon.h"

/// Alpha of what cannot be chosen: 45 percent.
#define DISABLED_ALPHA 115

static void text_at(const struct paint *p, struct ui_text text, struct lpx_rect box,
                    enum text_align align, argb_t color) {
    struct text_spec spec = {
        .utf8 = text.bytes,
        .len_b = text.len_b,
        .flags = TEXT_ELLIPSIS,
        .width = box.w,
        .max_lines = 1,
    };
    text_draw(p->text, &p->draw, &spec, box, align, color);
}

static void glyph(const struct paint *p, enum ui_icon icon, lpx_t x, struct lpx_rect row,
                  argb_t color) {
    struct lpx_point at = { x, row.y + (row.h - POPUP_GLYPH) / 2 };
    icon_draw(&p->draw, icon,
              (struct px_point){ lpx_snap(at.x, p->draw.scale), lpx_snap(at.y, p->draw.scale) },
              POPUP_GLYPH, LPX(1.5), color);
}

static lpx_t measure(const struct paint *p, struct ui_text text) {
    struct text_spec spec = { .utf8 = text.bytes, .len_b = text.len_b };
    return text.len_b == 0 ? 0 : text_measure(p->text, &spec).size.w;
}

struct inks {
    argb_t text, faint;
};

static struct inks inks_of(const struct theme *theme, const struct popup_row *row, bool lit) {
    const argb_t *c = theme->color;
    struct inks ink = { c[COLOR_TEXT_1], c[COLOR_TEXT_3] };
    if (row->kind == POPUP_NOTE) {
        ink.text = c[row->icon != UI_NO_ICON ? COLOR_TEXT_1 : COLOR_TEXT_2];
    } else if (row->disabled) {
        ink.text = ink.faint = color_fade(c[COLOR_TEXT_1], DISABLED_ALPHA);
    } else if (lit) {
        ink.text = ink.faint = c[row->danger ? COLOR_ON_DANGER : COLOR_ON_ACCENT];
    } else if (row->danger) {
        ink.text = c[COLOR_DANGER];
    }
    return ink;
}

static void paint_row(const struct paint *p, const struct popup *popup, uint32_t index) {
    const struct popup_row *row = &popup->rows[index];
    const argb_t *color = p->theme->color;
    struct lpx_rect box = { POPUP_PAD, row->y - popup->scroll, popup->size.w - 2 * POPUP_PAD,
                            popup_row_h(popup, index) };
    if (!draw_touches(&p->draw, lpx_snap_rect(box, p->draw.scale))) {
        return;
    }
    if (row->kind == POPUP_DIVIDER) {
        struct px_box line = lpx_snap_rect(box, p->draw.scale);
        line.x1 += lpx_snap(POPUP_INSET, p->draw.scale);
        line.x2 -= lpx_snap(POPUP_INSET, p->draw.scale);
        line.y1 = (line.y1 + line.y2) / 2;
        line.y2 = line.y1 + px_hairline(p->draw.scale);
        draw_fill(&p->draw, line, color[COLOR_HAIRLINE]);
        return;
    }
    bool lit = popup->highlight == (int32_t)index && !row->disabled;
    if (lit) {
        draw_rrect(&p->draw, lpx_snap_rect(box, p->draw.scale), POPUP_ROW_RADIUS,
                   color[row->danger ? COLOR_DANGER : COLOR_ACCENT_FILL]);
    }
    struct inks ink = inks_of(p->theme, row, lit);
    lpx_t left = box.x + POPUP_INSET;
    lpx_t right = box.x + box.w - POPUP_INSET;
    enum ui_icon mark = row->checked ? UI_CHECK : (enum ui_icon)row->icon;
    if (mark != UI_NO_ICON) {
        glyph(p, mark, left - LPX(2), box, ink.text);
    }
    left += popup->lead;
    if (row->kind == POPUP_SUBMENU) {
        glyph(p, UI_CHEVRON_RIGHT, right - POPUP_GLYPH + LPX(4), box, ink.faint);
        right -= POPUP_CHEVRON;
    }
    lpx_t shortcut = measure(p, row->shortcut);
    struct lpx_rect at = { right - shortcut, box.y, shortcut, box.h };
    if (shortcut > 0) {
        text_at(p, row->shortcut, at, TEXT_START, ink.faint);
        right -= shortcut;
    }
    at = (struct lpx_rect){ left, box.y, MAX(right - left, 1), box.h };
    text_at(p, row->text, at, TEXT_START, ink.text);
}

/// The thumb of a long list: overlay, as in scrolling boxes.
static void paint_bar(const struct paint *p, const struct popup *popup) {
    lpx_t room = popup->size.h - 2 * POPUP_PAD;
    if (popup->content_h <= popup->size.h || room < LPX(24)) {
        return;
    }
    lpx_t length = MAX((lpx_t)((int64_t)room * popup->size.h / popup->content_h), LPX(24));
    lpx_t way = popup->content_h - popup->size.h;
    lpx_t y = POPUP_PAD + (lpx_t)((int64_t)(room - length) * popup->scroll / way);
    struct paint_node bar = {
        .kind = PAINT_SCROLLBAR,
        .box = { popup->size.w - LPX(9), y, LPX(6), length },
    };
    paint_node(p, &bar);
}

void popup_paint(const struct gui_core *core, const struct popup *popup) {
    struct px_box all = surface_box(popup->surface);
    struct paint p = {
        .draw = draw_make(popup->surface, all, core->scale, core->masks),
        .theme = core->theme,
        .text = core->text,
    };
    struct paint_window win = { .size = popup->size,
                                .flags = PAINT_WIN_NO_HEADER | PAINT_WIN_RAISED };
    paint_begin(&p, &win);
    for (uint32_t i = 0; i < popup->count; i++) {
        paint_row(&p, popup, i);
    }
    paint_bar(&p, popup);
    paint_end(&p, &win);
}
