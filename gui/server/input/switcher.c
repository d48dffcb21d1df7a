// SPDX-License-Identifier: MIT
#include "switcher.h"

#include "input.h"
#include "keymap.h"
#include "scale.h"

#define PAD LPX(12)
#define CELL_W LPX(208)
#define CELL_H LPX(168)
#define CELL_PAD LPX(10)
#define CELL_RADIUS LPX(8)
#define TITLE_H LPX(20)
#define MARGIN LPX(24) ///< To the edges of the work area.

/// Cells that fit on the screen.
static uint32_t fit(int32_t px, lpx_t cell, scale_t scale) {
    lpx_t room = lpx_from_px(px, scale) - 2 * (MARGIN + PAD);
    return room < cell ? 1 : (uint32_t)(room / cell);
}

static uint32_t columns(const struct gui_core *core) {
    const struct px_box *work = &core->work;
    return MIN(core->switcher.n, fit(work->x2 - work->x1, CELL_W, core->scale));
}

static uint32_t rows(const struct gui_core *core) {
    const struct px_box *work = &core->work;
    uint32_t cols = columns(core);
    return MIN((core->switcher.n + cols - 1) / cols, fit(work->y2 - work->y1, CELL_H, core->scale));
}

/// Number of the window in the first cell: the chosen one is always to be seen.
static uint32_t first_shown(const struct gui_core *core) {
    uint32_t cols = columns(core);
    uint32_t row = core->switcher.at / cols;
    return row < rows(core) ? 0 : (row - rows(core) + 1) * cols;
}

static bool is_candidate(const struct window *w, const struct session *only) {
    bool seen = !w->frameless && (w->minimised || window_shown(w));
    return seen && (only == NULL || w->session == only) && window_owner(w) == NULL;
}

/// Keeps the list ordered by use; windows in front come before those behind them.
static void insert(struct switcher *s, struct window *w) {
    if (s->n == SWITCHER_MAX) {
        return;
    }
    uint32_t i = s->n++;
    while (i > 0 && s->window[i - 1]->used <= w->used) {
        s->window[i] = s->window[i - 1];
        i--;
    }
    s->window[i] = w;
}

static struct window *active_owner(const struct gui_core *core) {
    struct window *w = core->active;
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && w != NULL && window_owner(w) != NULL; i++) {
        w = window_owner(w);
    }
    return w;
}

static void open(struct gui_core *core, bool same_app) {
    struct switcher *s = &core->switcher;
    *s = (struct switcher){ 0 };
    const struct window *active = active_owner(core);
    const struct session *only = same_app && active != NULL ? active->session : NULL;
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (is_candidate(w, only)) {
            insert(s, w);
        }
    }
    // The step that follows leads away from the active window.
    s->at = s->n > 0 ? s->n - 1 : 0;
    for (uint32_t i = 0; i < s->n; i++) {
        s->at = s->window[i] == active ? i : s->at;
    }
}

static void show(struct gui_core *core) {
    struct switcher *s = &core->switcher;
    scale_t scale = core->scale;
    int32_t w = lpx_snap((lpx_t)columns(core) * CELL_W + 2 * PAD, scale);
    int32_t h = lpx_snap((lpx_t)rows(core) * CELL_H + 2 * PAD, scale);
    struct overlay o = {
        .x_px = (core->work.x1 + core->work.x2 - w) / 2,
        .y_px = (core->work.y1 + core->work.y2 - h) / 2,
        .corner_px = (int32_t)((RADIUS_WINDOW * scale + 6399) / 6400),
        .opaque = true,
        .shadow = SHADOW_MENU,
    };
    if (surface_create(w, h, &o.surface) == OK) {
        overlay_show(core, OVERLAY_SWITCHER, &o);
    }
    s->dirty = true; // without memory the choice works all the same
}

void switcher_step(struct gui_core *core, bool back, bool same_app) {
    struct switcher *s = &core->switcher;
    if (!switcher_is_open(core)) {
        open(core, same_app);
        if (s->n == 0) {
            return;
        }
        show(core);
    }
    s->at = (s->at + (back ? s->n - 1 : 1)) % s->n;
    s->dirty = true;
}

void switcher_close(struct gui_core *core, bool take) {
    struct switcher *s = &core->switcher;
    if (!switcher_is_open(core)) {
        return;
    }
    struct window *w = s->window[s->at];
    *s = (struct switcher){ 0 };
    overlay_hide(core, OVERLAY_SWITCHER);
    if (take) {
        window_set_minimised(w, false);
        window_raise(w);
        window_activate(core, w);
    }
    input_recheck(core);
}

void switcher_key(struct gui_core *core, uint16_t code) {
    struct switcher *s = &core->switcher;
    uint32_t cols = columns(core);
    switch (code) {
    case KEY_ESC:
        switcher_close(core, false);
        break;
    case KEY_ENTER:
    case KEY_SPACE:
        switcher_close(core, true);
        break;
    case KEY_TAB:
    case KEY_GRAVE:
        switcher_step(core, (core->mods & UI_MOD_SHIFT) != 0, false);
        break;
    case KEY_LEFT:
    case KEY_RIGHT:
        switcher_step(core, code == KEY_LEFT, false);
        break;
    case KEY_UP:
        s->at = s->at >= cols ? s->at - cols : s->at;
        s->dirty = true;
        break;
    case KEY_DOWN:
        s->at = MIN(s->at + cols, s->n - 1);
        s->dirty = true;
        break;
    default:
        break;
    }
}

/// Cell `i` of those that are shown, in the overlay.
static struct lpx_rect cell_rect(const struct gui_core *core, uint32_t i) {
    uint32_t cols = columns(core);
    return (struct lpx_rect){ PAD + (lpx_t)(i % cols) * CELL_W, PAD + (lpx_t)(i / cols) * CELL_H,
                              CELL_W, CELL_H };
}

void switcher_press(struct gui_core *core) {
    struct switcher *s = &core->switcher;
    const struct overlay *o = &core->overlays[OVERLAY_SWITCHER];
    uint32_t first = first_shown(core);
    for (uint32_t i = first; i < s->n && i - first < columns(core) * rows(core); i++) {
        struct px_box b = lpx_snap_rect(cell_rect(core, i - first), core->scale);
        b = px_box_move(b, o->x_px, o->y_px);
        if (core->pointer.x_px >= b.x1 && core->pointer.x_px < b.x2 && core->pointer.y_px >= b.y1 &&
            core->pointer.y_px < b.y2) {
            s->at = i;
            switcher_close(core, true);
            return;
        }
    }
    switcher_close(core, false);
}

void switcher_forget(struct gui_core *core, const struct window *w) {
    struct switcher *s = &core->switcher;
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->window[i] != w) {
            continue;
        }
        s->n--;
        for (uint32_t k = i; k < s->n; k++) {
            s->window[k] = s->window[k + 1];
        }
        s->at = s->at > i ? s->at - 1 : MIN(s->at, MAX(s->n, 1u) - 1);
        overlay_hide(core, OVERLAY_SWITCHER);
        if (s->n > 0) {
            show(core);
        }
        return;
    }
}

/// The window's picture in the middle of `room`, as large as it fits but never enlarged.
static void paint_thumb(const struct paint *p, const struct window *w, struct px_box room) {
    int32_t most_w = room.x2 - room.x1;
    int32_t most_h = room.y2 - room.y1;
    int32_t width = MIN(w->surface->w_px, most_w);
    int32_t height = (int32_t)((int64_t)w->surface->h_px * width / w->surface->w_px);
    if (height > most_h) {
        height = most_h;
        width = (int32_t)((int64_t)w->surface->w_px * height / w->surface->h_px);
    }
    int32_t x = room.x1 + (most_w - width) / 2;
    int32_t y = room.y1 + (most_h - height) / 2;
    struct px_box box = { x, y, x + MAX(width, 1), y + MAX(height, 1) };
    scale_over(p->draw.to, box, w->surface);
    draw_rrect_border(&p->draw, px_box_grow(box, px_hairline(p->draw.scale)), LPX(4),
                      px_hairline(p->draw.scale) * 64, p->theme->color[COLOR_BORDER]);
}

static void paint_cell(const struct gui_core *core, const struct paint *p, uint32_t i,
                       struct lpx_rect cell) {
    const struct window *w = core->switcher.window[i];
    const argb_t *color = core->theme->color;
    bool chosen = i == core->switcher.at;
    if (chosen) {
        struct px_box px = lpx_snap_rect(cell, core->scale);
        draw_rrect(&p->draw, px, CELL_RADIUS, color[COLOR_SELECTION]);
        draw_rrect_border(&p->draw, px, CELL_RADIUS, 2 * px_hairline(core->scale) * 64,
                          color[COLOR_ACCENT]);
    }
    struct lpx_rect inner = { cell.x + CELL_PAD, cell.y + CELL_PAD, cell.w - 2 * CELL_PAD,
                              cell.h - 2 * CELL_PAD };
    struct lpx_rect thumb = inner;
    thumb.h -= TITLE_H + LPX(6);
    if (w->surface != NULL) {
        paint_thumb(p, w, lpx_snap_rect(thumb, core->scale));
    }
    struct text_spec spec = {
        .utf8 = w->title,
        .len_b = w->title_b,
        .style = chosen ? UI_HEADING : UI_BODY,
        .flags = TEXT_ELLIPSIS,
        .width = inner.w,
        .max_lines = 1,
    };
    struct lpx_rect line = { inner.x, inner.y + inner.h - TITLE_H, inner.w, TITLE_H };
    text_draw(core->text, &p->draw, &spec, line, TEXT_CENTER,
              color[chosen ? COLOR_TEXT_1 : COLOR_TEXT_2]);
}

void switcher_repaint(struct gui_core *core, bool windows) {
    struct switcher *s = &core->switcher;
    const struct overlay *o = &core->overlays[OVERLAY_SWITCHER];
    bool dirty = s->dirty || windows;
    s->dirty = false;
    if (!switcher_is_open(core) || !dirty || o->surface == NULL) {
        return;
    }
    struct paint p = {
        .draw = draw_make(o->surface, surface_box(o->surface), core->scale, core->masks),
        .theme = core->theme,
        .text = core->text,
    };
    struct paint_window win = {
        .size = { lpx_from_px(o->surface->w_px, core->scale),
                  lpx_from_px(o->surface->h_px, core->scale) },
        .flags = PAINT_WIN_NO_HEADER,
    };
    paint_begin(&p, &win);
    uint32_t first = first_shown(core);
    for (uint32_t i = first; i < s->n && i - first < columns(core) * rows(core); i++) {
        paint_cell(core, &p, i, cell_rect(core, i - first));
    }
    paint_end(&p, &win);
    overlay_touch(core, OVERLAY_SWITCHER);
}
