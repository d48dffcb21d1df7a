// SPDX-License-Identifier: MIT
// Frames of windows: background, header, title, buttons, hairlines, corners.
#include <string.h>

#include "paint_int.h"

#define GLYPH_SIZE LPX(16)
#define GLYPH_STROKE LPX(1.4)
#define TITLE_INSET LPX(14)

static bool has(const struct paint_window *win, uint32_t flag) {
    return (win->flags & flag) != 0;
}

static struct px_box window_box(const struct paint_window *win, scale_t scale) {
    return lpx_snap_rect((struct lpx_rect){ 0, 0, win->size.w, win->size.h }, scale);
}

static struct lpx_rect header_rect(const struct paint_window *win) {
    return (struct lpx_rect){ 0, 0, win->size.w, has(win, PAINT_WIN_NO_HEADER) ? 0 : HEADER_H };
}

struct lpx_rect paint_window_button(const struct paint_window *win, enum paint_window_button b) {
    bool fixed = has(win, PAINT_WIN_FIXED);
    if (has(win, PAINT_WIN_NO_HEADER) || b == PAINT_WIN_BUTTON_NONE ||
        (b == PAINT_WIN_MAXIMISE && fixed) ||
        (b != PAINT_WIN_CLOSE && has(win, PAINT_WIN_DIALOG))) {
        return (struct lpx_rect){ 0, 0, 0, 0 };
    }
    int32_t from_right = b == PAINT_WIN_CLOSE ? 0 : b == PAINT_WIN_MAXIMISE || fixed ? 1 : 2;
    lpx_t x =
        win->size.w - HEADER_INSET - HEADER_BUTTON - from_right * (HEADER_BUTTON + HEADER_GAP);
    return (struct lpx_rect){ x, (HEADER_H - HEADER_BUTTON) / 2, HEADER_BUTTON, HEADER_BUTTON };
}

struct px_box paint_header_extent(const struct paint_window *win, enum paint_window_button b,
                                  scale_t scale) {
    return lpx_snap_rect(
        b == PAINT_WIN_BUTTON_NONE ? header_rect(win) : paint_window_button(win, b), scale);
}

static void paint_header_button(const struct paint *p, const struct paint_window *win,
                                enum paint_window_button b, uint32_t icon) {
    struct px_box px = paint_header_extent(win, b, p->draw.scale);
    if (px_box_empty(px) || !draw_touches(&p->draw, px)) {
        return;
    }
    const argb_t *color = p->theme->color;
    bool focused = has(win, PAINT_WIN_FOCUSED);
    bool hover = win->hover == b;
    bool pressed = win->pressed == b;
    argb_t glyph = color[focused || hover ? COLOR_TEXT_2 : COLOR_TEXT_3];
    if (b == PAINT_WIN_CLOSE && (hover || pressed)) {
        draw_rrect(&p->draw, px, HEADER_BUTTON / 2, color[COLOR_DANGER]);
        glyph = color[COLOR_ON_DANGER];
    } else if (focused || hover) {
        draw_rrect(&p->draw, px, HEADER_BUTTON / 2, color[COLOR_HOVER]);
        if (hover && focused) {
            draw_rrect(&p->draw, px, HEADER_BUTTON / 2, color[COLOR_HOVER]);
        }
    }
    if (pressed) {
        draw_rrect(&p->draw, px, HEADER_BUTTON / 2, color[COLOR_PRESSED]);
    }
    int32_t inset = (px.x2 - px.x1 - lpx_snap(GLYPH_SIZE, p->draw.scale)) / 2;
    icon_draw(&p->draw, icon, (struct px_point){ px.x1 + inset, px.y1 + inset }, GLYPH_SIZE,
              GLYPH_STROKE, glyph);
}

/// Behind the title of a window that does not respond.
#define SUFFIX " — not responding"

/// Longer titles are cut anyway.
#define TITLE_MAX 256u

/// Centred; moved left where it would reach the buttons, then cut.
static void paint_title(const struct paint *p, const struct paint_window *win) {
    lpx_t room = win->size.w - HEADER_RESERVE - 2 * TITLE_INSET;
    bool hangs = has(win, PAINT_WIN_NOT_RESPONDING);
    if ((win->title_len_b == 0 && !hangs) || room < 1) {
        return;
    }
    char title[TITLE_MAX + sizeof(SUFFIX)];
    uint32_t len = MIN(win->title_len_b, TITLE_MAX);
    memcpy(title, win->title, len);
    if (hangs) {
        memcpy(title + len, SUFFIX, sizeof(SUFFIX) - 1);
        len += (uint32_t)sizeof(SUFFIX) - 1;
    }
    struct text_spec spec = {
        .utf8 = title,
        .len_b = len,
        .style = UI_HEADING,
        .flags = TEXT_ELLIPSIS,
        .width = room + TITLE_INSET,
    };
    lpx_t w = text_measure(p->text, &spec).size.w;
    lpx_t x = MIN((win->size.w - w) / 2, win->size.w - HEADER_RESERVE - LPX(4) - w);
    bool focused = has(win, PAINT_WIN_FOCUSED);
    text_draw(p->text, &p->draw, &spec, (struct lpx_rect){ MAX(x, TITLE_INSET), 0, w, HEADER_H },
              TEXT_START, p->theme->color[focused ? COLOR_TEXT_1 : COLOR_TEXT_3]);
}

static void paint_header(const struct paint *p, const struct paint_window *win) {
    struct px_box px = lpx_snap_rect(header_rect(win), p->draw.scale);
    if (px_box_empty(px) || !draw_touches(&p->draw, px)) {
        return;
    }
    const argb_t *color = p->theme->color;
    bool focused = has(win, PAINT_WIN_FOCUSED);
    int32_t line = px_hairline(p->draw.scale);
    draw_set(&p->draw, px, color[focused ? COLOR_CHROME : COLOR_WINDOW]);
    draw_fill(&p->draw, (struct px_box){ px.x1, px.y2 - line, px.x2, px.y2 },
              color[COLOR_HAIRLINE]);
    paint_title(p, win);
    paint_header_button(p, win, PAINT_WIN_MINIMISE, ICON_MINIMISE);
    paint_header_button(p, win, PAINT_WIN_MAXIMISE,
                        has(win, PAINT_WIN_MAXIMISED) ? ICON_RESTORE : ICON_MAXIMISE);
    paint_header_button(p, win, PAINT_WIN_CLOSE, ICON_CLOSE);
}

void paint_begin(const struct paint *p, const struct paint_window *win) {
    struct px_box px = window_box(win, p->draw.scale);
    px.y1 = lpx_snap(header_rect(win).h, p->draw.scale);
    draw_set(&p->draw, px, p->theme->color[has(win, PAINT_WIN_RAISED) ? COLOR_CARD : COLOR_WINDOW]);
    paint_header(p, win);
}

void paint_end(const struct paint *p, const struct paint_window *win) {
    struct px_box px = window_box(win, p->draw.scale);
    const argb_t *color = p->theme->color;
    if (has(win, PAINT_WIN_NOT_RESPONDING)) {
        struct px_box content = px;
        content.y1 = lpx_snap(header_rect(win).h, p->draw.scale);
        draw_fill(&p->draw, content, color[COLOR_VEIL]);
    }
    if (!has(win, PAINT_WIN_SQUARE)) {
        draw_rrect_border(&p->draw, px, RADIUS_WINDOW, px_hairline(p->draw.scale) * 64,
                          color[COLOR_EDGE_INNER]);
        draw_cut_corners(&p->draw, px, RADIUS_WINDOW);
    }
}
