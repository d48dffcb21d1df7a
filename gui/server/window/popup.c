// SPDX-License-Identifier: MIT
#include "popup.h"

#include <stdlib.h>

#include "menubar.h"
#include "popup_look.h"

static bool layer_of(const struct gui_core *core, const struct popup *p,
                     struct compose_layer *out) {
    if (p->surface == NULL) {
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

uint32_t popup_layers(const struct gui_core *core, struct compose_layer *out) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < core->popups.depth; i++) {
        n += layer_of(core, &core->popups.level[i], &out[n]) ? 1 : 0;
    }
    return n;
}

static void damage_screen(struct gui_core *core, const struct popup *p) {
    struct compose_layer layer;
    if (layer_of(core, p, &layer)) {
        damage_add(&core->damage, compose_extent(&layer));
    }
}

static void free_popup(struct gui_core *core, struct popup *p) {
    damage_screen(core, p);
    surface_destroy(p->surface);
    free(p->rows);
    *p = (struct popup){ 0 };
}

void popup_close_to(struct gui_core *core, uint32_t depth) {
    struct popup_stack *stack = &core->popups;
    while (stack->depth > depth) {
        free_popup(core, &stack->level[--stack->depth]);
    }
    stack->hover_ns = 0;
    if (stack->depth > 0 || stack->window == NULL) {
        return;
    }
    struct window *w = stack->window;
    bool bar = stack->entry >= 0;
    *stack = (struct popup_stack){ .entry = -1 };
    if (bar) {
        menubar_touch(w);
    }
}

void popup_close(struct gui_core *core) {
    popup_close_to(core, 0);
}

/// Beside the row it belongs to, on the side where there is room, or below what it hangs from.
static void place(const struct gui_core *core, struct popup *p) {
    const struct px_box *work = &core->work;
    int32_t width = p->surface->w_px;
    int32_t height = p->surface->h_px;
    int32_t gap = lpx_snap(POPUP_GAP, core->scale);
    int32_t pad = lpx_snap(POPUP_PAD, core->scale);
    int32_t x = p->anchor.x1;
    int32_t y = p->anchor.y1;
    if (p->beside) {
        bool right = p->anchor.x2 + width - gap <= work->x2;
        bool left = p->anchor.x1 - width + gap >= work->x1;
        x = right || !left ? p->anchor.x2 - gap : p->anchor.x1 - width + gap;
        y -= pad;
    } else {
        bool point = px_box_empty(p->anchor);
        int32_t below = p->anchor.y2 + (point ? 0 : gap);
        int32_t above = p->anchor.y1 - (point ? 0 : gap) - height;
        y = below + height <= work->y2 || above < work->y1 ? below : above;
        x = point && x + width > work->x2 ? x - width : x;
    }
    p->x_px = MAX(MIN(x, work->x2 - width), work->x1);
    p->y_px = MAX(MIN(y, work->y2 - height), work->y1);
}

/// Gives `p` pixels for its size, no larger than the work area. False without memory.
static bool fit(struct gui_core *core, struct popup *p) {
    const struct px_box *work = &core->work;
    if (p->source == POPUP_OPTIONS) {
        p->size.w = MAX(p->size.w, lpx_from_px(p->anchor.x2 - p->anchor.x1, core->scale));
    }
    int32_t width = CLAMP(lpx_snap(p->size.w, core->scale), 1, MAX(work->x2 - work->x1, 1));
    int32_t height = CLAMP(lpx_snap(p->size.h, core->scale), 1, MAX(work->y2 - work->y1, 1));
    if (p->source == POPUP_OPTIONS) {
        height = MIN(height, MAX((work->y2 - work->y1) * 3 / 5, 1)); // the rest scrolls
    }
    p->size =
        (struct lpx_size){ lpx_from_px(width, core->scale), lpx_from_px(height, core->scale) };
    p->scroll = CLAMP(p->scroll, 0, MAX(p->content_h - p->size.h, 0));
    damage_screen(core, p);
    if (p->surface == NULL || p->surface->w_px != width || p->surface->h_px != height) {
        surface_destroy(p->surface);
        p->surface = NULL;
        if (surface_create(width, height, &p->surface) != OK) {
            return false;
        }
    }
    place(core, p);
    p->dirty = true;
    damage_screen(core, p);
    return true;
}

/// Puts `p` on top of the stack. False without rows or memory; then it is freed.
static bool push(struct gui_core *core, struct window *w, struct popup *p) {
    struct popup_stack *stack = &core->popups;
    p->highlight = -1;
    if (stack->depth == POPUP_DEPTH || !popup_fill(core, w, p) || !fit(core, p)) {
        free_popup(core, p);
        return false;
    }
    stack->level[stack->depth++] = *p;
    return true;
}

bool popup_open_at(struct window *w, const struct popup_spot *spot) {
    struct gui_core *core = w->core;
    popup_close(core);
    struct popup p = { .source = spot->source, .id = spot->id, .anchor = spot->anchor };
    if (!push(core, w, &p)) {
        return false;
    }
    struct popup_stack *stack = &core->popups;
    stack->window = w;
    stack->entry = spot->entry;
    stack->press = core->pointer.buttons != 0;
    stack->press_x_px = stack->last_x_px = core->pointer.x_px;
    stack->press_y_px = stack->last_y_px = core->pointer.y_px;
    if (spot->entry >= 0) {
        menubar_touch(w);
    }
    return true;
}

/// Where select `node` of `w` is on the screen.
static struct px_box node_box(const struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    return px_box_move(lpx_snap_rect(s->nodes[node].box, w->core->scale), w->x_px, w->y_px);
}

void popup_open(struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    struct popup_spot spot = {
        .source = POPUP_OPTIONS,
        .id = s->tree.nodes[node].id,
        .anchor = node_box(w, node),
        .entry = -1,
    };
    if (popup_open_at(w, &spot)) {
        int32_t choice = s->nodes[node].value.choice;
        popup_highlight(w->core, MIN(choice, (int32_t)w->core->popups.level[0].count - 1));
    }
}

/// Where row `row` of `p` is on the screen.
static struct px_box row_box(const struct gui_core *core, const struct popup *p, uint32_t row) {
    struct lpx_rect box = { 0, p->rows[row].y - p->scroll, p->size.w, popup_row_h(p, row) };
    return px_box_move(lpx_snap_rect(box, core->scale), p->x_px, p->y_px);
}

void popup_open_submenu(struct gui_core *core, int32_t row) {
    struct popup_stack *stack = &core->popups;
    struct popup *top = &stack->level[stack->depth - 1];
    if (!popup_selectable(top, row) || top->rows[row].kind != POPUP_SUBMENU) {
        return;
    }
    struct popup p = { .source = POPUP_MENU,
                       .id = top->rows[row].id,
                       .anchor = row_box(core, top, (uint32_t)row),
                       .beside = true };
    (void)push(core, stack->window, &p);
}

void popup_highlight(struct gui_core *core, int32_t row) {
    struct popup *p = &core->popups.level[core->popups.depth - 1];
    p->dirty = p->dirty || p->highlight != row;
    p->highlight = row;
    if (row < 0 || (uint32_t)row >= p->count) {
        return;
    }
    lpx_t top = p->rows[row].y - POPUP_PAD;
    lpx_t bottom = p->rows[row].y + popup_row_h(p, (uint32_t)row) + POPUP_PAD;
    lpx_t scroll = MAX(MIN(p->scroll, top), bottom - p->size.h);
    scroll = CLAMP(scroll, 0, MAX(p->content_h - p->size.h, 0));
    p->dirty = p->dirty || scroll != p->scroll;
    p->scroll = scroll;
}

/// The row of `p` that was row `before` with `id`; -1 when it has gone.
static int32_t find_row(const struct popup *p, int32_t before, uint32_t id) {
    if (before < 0) {
        return -1;
    }
    for (uint32_t i = 0; i < p->count; i++) {
        if (p->rows[i].id == id && p->rows[i].kind != POPUP_DIVIDER) {
            return (int32_t)i;
        }
    }
    return -1;
}

/// Fills level `at` again. False when it has to close.
static bool refill(struct gui_core *core, uint32_t at) {
    struct popup_stack *stack = &core->popups;
    struct popup *p = &stack->level[at];
    uint32_t id = p->highlight >= 0 ? p->rows[p->highlight].id : 0;
    uint32_t count = p->count;
    if (at > 0) {
        const struct popup *below = &stack->level[at - 1];
        int32_t row = find_row(below, 0, p->id);
        if (row < 0 || below->rows[row].disabled) {
            return false;
        }
        p->anchor = row_box(core, below, (uint32_t)row);
    } else if (p->source == POPUP_OPTIONS) {
        uint32_t node = scene_find(&stack->window->session->scene, p->id);
        p->anchor = node == SCENE_NONE ? p->anchor : node_box(stack->window, node);
    }
    if (!popup_fill(core, stack->window, p) || (p->source == POPUP_OPTIONS && p->count != count)) {
        return false;
    }
    p->highlight = find_row(p, p->highlight, id);
    return fit(core, p);
}

void popup_recheck(struct gui_core *core) {
    for (uint32_t i = 0; i < core->popups.depth; i++) {
        if (!refill(core, i)) {
            core->popups.level[i].count = 0;
            popup_close_to(core, i);
        }
    }
}

void popup_touch(struct gui_core *core) {
    for (uint32_t i = 0; i < core->popups.depth; i++) {
        core->popups.level[i].dirty = true;
    }
}

bool popup_is_dirty(const struct gui_core *core) {
    bool dirty = false;
    for (uint32_t i = 0; i < core->popups.depth; i++) {
        dirty = dirty || core->popups.level[i].dirty;
    }
    return dirty;
}

void popup_repaint(struct gui_core *core) {
    for (uint32_t i = 0; i < core->popups.depth; i++) {
        struct popup *p = &core->popups.level[i];
        if (p->dirty) {
            p->dirty = false;
            popup_paint(core, p);
            damage_add(&core->damage, px_box_move(surface_box(p->surface), p->x_px, p->y_px));
        }
    }
}
