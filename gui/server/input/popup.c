// SPDX-License-Identifier: MIT
#include "popup.h"

#include <ui_enums.h>

#include "input.h"
#include "keymap.h"

#define ROW_H LPX(28)
#define PAD LPX(6)
#define TEXT_INSET LPX(10)
#define ROW_RADIUS LPX(8)
#define GAP LPX(4)  ///< Between the select and its list.
#define ROWS_MAX 24 ///< What does not fit is reached by the arrow keys.

static struct ui_text option_at(const struct scene *s, uint32_t node, int32_t index) {
    struct ui_text options = ui_tree_text(&s->tree, node, UI_ATTR_OPTIONS);
    struct ui_text option = { "", 0 };
    for (int32_t i = 0; i <= index && ui_strs_next(&options, &option); i++) {
    }
    return option;
}

static int32_t count_options(const struct scene *s, uint32_t node) {
    struct ui_text options = ui_tree_text(&s->tree, node, UI_ATTR_OPTIONS);
    struct ui_text option;
    int32_t count = 0;
    while (ui_strs_next(&options, &option)) {
        count++;
    }
    return count;
}

static uint32_t popup_node(const struct gui_core *core) {
    const struct popup *p = &core->popup;
    return p->window == NULL ? SCENE_NONE : scene_find(&p->window->session->scene, p->id);
}

static int32_t rows(const struct popup *p) {
    return MIN(p->count, ROWS_MAX);
}

bool popup_layer(const struct gui_core *core, struct compose_layer *out) {
    const struct popup *p = &core->popup;
    if (p->window == NULL) {
        return false;
    }
    *out = (struct compose_layer){
        .surface = p->surface,
        .shadow = shadow_get(core->shadows, SHADOW_MENU, core->theme, core->scale, p->surface->w_px,
                             p->surface->h_px),
        .x_px = p->x_px,
        .y_px = p->y_px,
        .corner_px = (int32_t)((RADIUS_WINDOW * core->scale + 6399) / 6400),
        .flags = COMPOSE_OPAQUE,
        .opacity = 255,
    };
    return true;
}

static void damage_screen(struct gui_core *core) {
    struct compose_layer layer;
    if (popup_layer(core, &layer)) {
        damage_add(&core->damage, compose_extent(&layer));
    }
}

void popup_close(struct gui_core *core) {
    struct popup *p = &core->popup;
    if (p->window != NULL) {
        damage_screen(core);
        surface_destroy(p->surface);
        *p = (struct popup){ 0 };
    }
}

/// Size of the list of `node`, wide enough for every option.
static struct lpx_size wanted_size(const struct scene *s, uint32_t node, int32_t count) {
    struct ui_text options = ui_tree_text(&s->tree, node, UI_ATTR_OPTIONS);
    struct ui_text option;
    lpx_t width = s->nodes[node].box.w;
    while (ui_strs_next(&options, &option)) {
        struct text_spec spec = { .utf8 = option.bytes, .len_b = option.len_b };
        lpx_t w = text_measure(s->text, &spec).size.w + 2 * (PAD + TEXT_INSET);
        width = MAX(width, w);
    }
    return (struct lpx_size){ width, MIN(count, ROWS_MAX) * ROW_H + 2 * PAD };
}

/// Below the select, or above it where there is more room.
static void place(struct gui_core *core, const struct window *w, struct lpx_rect box) {
    struct popup *p = &core->popup;
    scale_t scale = core->scale;
    int32_t below = w->y_px + lpx_snap(box.y + box.h + GAP, scale);
    int32_t above = w->y_px + lpx_snap(box.y - GAP, scale) - p->surface->h_px;
    bool fits = below + p->surface->h_px <= core->work.y2 || above < core->work.y1;
    p->y_px = fits ? below : above;
    int32_t most_x = MAX(core->work.x2 - p->surface->w_px, core->work.x1);
    p->x_px = CLAMP(w->x_px + lpx_snap(box.x, scale), core->work.x1, most_x);
}

static void show_row(struct popup *p, int32_t row) {
    p->highlight = row;
    if (row >= 0 && row < p->first) {
        p->first = row;
    } else if (row >= p->first + rows(p)) {
        p->first = row - rows(p) + 1;
    }
    p->dirty = true;
}

void popup_open(struct window *w, uint32_t node) {
    struct gui_core *core = w->core;
    const struct scene *s = &w->session->scene;
    popup_close(core);
    int32_t count = count_options(s, node);
    if (count == 0) {
        return;
    }
    struct popup *p = &core->popup;
    struct lpx_size size = wanted_size(s, node, count);
    int32_t most_w = MAX(core->work.x2 - core->work.x1, 1);
    int32_t width = CLAMP(lpx_snap(size.w, core->scale), 1, most_w);
    if (surface_create(width, lpx_snap(size.h, core->scale), &p->surface) != OK) {
        return;
    }
    p->window = w;
    p->id = s->tree.nodes[node].id;
    p->size = (struct lpx_size){ lpx_from_px(width, core->scale), size.h };
    p->count = count;
    place(core, w, s->nodes[node].box);
    show_row(p, MIN(s->nodes[node].value.choice, count - 1));
    damage_screen(core);
}

void popup_recheck(struct gui_core *core) {
    uint32_t node = popup_node(core);
    if (core->popup.window == NULL) {
        return;
    }
    const struct scene *s = &core->popup.window->session->scene;
    if (node == SCENE_NONE || scene_kind(s, node) != UI_KIND_SELECT ||
        (s->nodes[node].state & (SCENE_SHOWN | SCENE_DISABLED)) != SCENE_SHOWN ||
        count_options(s, node) != core->popup.count) {
        popup_close(core);
    } else {
        core->popup.dirty = true; // the words may be others
    }
}

/// Row under the pointer; -1 = none, -2 = not even in the list.
static int32_t row_at(const struct gui_core *core) {
    const struct popup *p = &core->popup;
    int32_t dx = core->pointer.x_px - p->x_px;
    int32_t dy = core->pointer.y_px - p->y_px;
    if (dx < 0 || dy < 0 || dx >= p->surface->w_px || dy >= p->surface->h_px) {
        return -2;
    }
    lpx_t y = lpx_from_px(dy, core->scale) - PAD;
    int32_t row = y < 0 ? -1 : y / ROW_H;
    return row >= 0 && row < rows(p) ? p->first + row : -1;
}

void popup_pointer(struct gui_core *core) {
    int32_t row = row_at(core);
    if (row >= 0 && row != core->popup.highlight) {
        core->popup.highlight = row;
        core->popup.dirty = true;
    }
}

static void choose(struct gui_core *core, int32_t row) {
    struct window *w = core->popup.window;
    uint32_t node = popup_node(core);
    popup_close(core);
    if (node != SCENE_NONE && row >= 0) {
        activate_choose(w, node, row);
    }
}

bool popup_press(struct gui_core *core) {
    int32_t row = row_at(core);
    if (row >= 0) {
        choose(core, row);
    } else if (row == -2) {
        popup_close(core);
    }
    return true;
}

bool popup_key(struct gui_core *core, uint16_t code) {
    struct popup *p = &core->popup;
    switch (code) {
    case KEY_UP:
        show_row(p, MAX(p->highlight - 1, 0));
        return true;
    case KEY_DOWN:
        show_row(p, MIN(p->highlight + 1, p->count - 1));
        return true;
    case KEY_HOME:
        show_row(p, 0);
        return true;
    case KEY_END:
        show_row(p, p->count - 1);
        return true;
    case KEY_ENTER:
    case KEY_KP_ENTER:
    case KEY_SPACE:
        choose(core, p->highlight);
        return true;
    case KEY_TAB:
        popup_close(core);
        return false; // and the focus moves on
    default:
        popup_close(core);
        return code == KEY_ESC;
    }
}

static void paint_row(const struct gui_core *core, const struct paint *p, const struct scene *s,
                      uint32_t node, int32_t i) {
    const struct popup *popup = &core->popup;
    int32_t index = popup->first + i;
    struct lpx_rect row = { PAD, PAD + i * ROW_H, popup->size.w - 2 * PAD, ROW_H };
    bool lit = index == popup->highlight;
    if (lit) {
        draw_rrect(&p->draw, lpx_snap_rect(row, core->scale), ROW_RADIUS,
                   core->theme->color[COLOR_ACCENT_FILL]);
    }
    struct ui_text option = option_at(s, node, index);
    row.x += TEXT_INSET;
    row.w = MAX(row.w - 2 * TEXT_INSET, 0);
    struct text_spec spec = {
        .utf8 = option.bytes,
        .len_b = option.len_b,
        .flags = TEXT_ELLIPSIS,
        .width = row.w,
        .max_lines = 1,
    };
    text_draw(core->text, &p->draw, &spec, row, TEXT_START,
              core->theme->color[lit ? COLOR_ON_ACCENT : COLOR_TEXT_1]);
}

void popup_repaint(struct gui_core *core) {
    struct popup *popup = &core->popup;
    uint32_t node = popup_node(core);
    if (!popup->dirty || node == SCENE_NONE) {
        return;
    }
    popup->dirty = false;
    struct px_box all = surface_box(popup->surface);
    struct paint p = {
        .draw = draw_make(popup->surface, all, core->scale, core->masks),
        .theme = core->theme,
        .text = core->text,
    };
    struct paint_window win = { .size = popup->size, .flags = PAINT_WIN_NO_HEADER };
    paint_begin(&p, &win);
    for (int32_t i = 0; i < rows(popup); i++) {
        paint_row(core, &p, &popup->window->session->scene, node, i);
    }
    paint_end(&p, &win);
    damage_add(&core->damage, px_box_move(all, popup->x_px, popup->y_px));
}
