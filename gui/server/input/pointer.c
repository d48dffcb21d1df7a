// SPDX-License-Identifier: MIT
#include <ui_enums.h>

#include "cells.h"
#include "context.h"
#include "dnd.h"
#include "float.h"
#include "grip.h"
#include "input.h"
#include "keymap.h"
#include "menubar.h"
#include "panel.h"
#include "popup.h"
#include "rows.h"
#include "scene_area.h"
#include "shape.h"
#include "switcher.h"
#include "tooltip.h"
#include "winmove.h"

/// One notch of the wheel moves content by this much.
#define WHEEL_STEP LPX(60)

static struct px_box cursor_box(const struct gui_core *core) {
    const struct gui_pointer *p = &core->pointer;
    const struct cursor *c = &core->cursor;
    if (!p->visible || p->hidden || core->port.cursor != NULL || c->image == NULL) {
        return (struct px_box){ 0 };
    }
    int32_t x = p->x_px - c->hot_x_px;
    int32_t y = p->y_px - c->hot_y_px;
    return (struct px_box){ x, y, x + c->image->w_px, y + c->image->h_px };
}

void pointer_damage(struct gui_core *core) {
    struct gui_pointer *p = &core->pointer;
    if (core->port.cursor != NULL) {
        core->port.cursor(core->port.self, p->x_px, p->y_px, p->visible && !p->hidden);
        return;
    }
    struct px_box now = cursor_box(core);
    damage_add(&core->damage, p->shown);
    damage_add(&core->damage, now);
    p->shown = now;
}

/// Position of the pointer in `w`.
static lpx_t local_x(const struct gui_core *core, const struct window *w) {
    return lpx_from_px(core->pointer.x_px - w->x_px, core->scale) + (lpx_t)(3200 / core->scale);
}

static lpx_t local_y(const struct gui_core *core, const struct window *w) {
    return lpx_from_px(core->pointer.y_px - w->y_px, core->scale) + (lpx_t)(3200 / core->scale);
}

/// Which of several clicks on `id` a press now begins.
static uint32_t next_click(const struct gui_core *core, uint32_t id) {
    const struct gui_pointer *p = &core->pointer;
    nsec_t now = core->port.now(core->port.self);
    bool again = p->click_count > 0 && p->click_id == id && now - p->click_ns < INPUT_DOUBLE_NS;
    return again ? p->click_count + 1 : 1;
}

static void post_pointer(struct gui_core *core, struct window *w, uint32_t node,
                         enum ui_phase phase) {
    const struct scene *s = &w->session->scene;
    if ((s->tree.nodes[node].on & UI_ON_POINTER) == 0 ||
        (s->nodes[node].state & SCENE_DISABLED) != 0) {
        return;
    }
    struct ui_event_rec rec = { .kind = UI_EVENT_POINTER };
    rec.pointer.phase = (uint32_t)phase;
    rec.pointer.x = local_x(core, w) - s->nodes[node].box.x;
    rec.pointer.y = local_y(core, w) - s->nodes[node].box.y;
    rec.pointer.buttons = core->pointer.buttons;
    if (phase == UI_POINTER_DOWN) {
        rec.pointer.count = next_click(core, s->tree.nodes[node].id);
    }
    if (scene_kind(s, node) == UI_KIND_CELLS) {
        scene_cells_at(s, node, rec.pointer.x, rec.pointer.y, &rec.pointer.col, &rec.pointer.row);
    }
    struct gui_pointer *p = &core->pointer;
    bool same = p->told_id == s->tree.nodes[node].id && p->told[0] == rec.pointer.x &&
                p->told[1] == rec.pointer.y;
    if (phase == UI_POINTER_MOVE && same) {
        return; // only a commit that was looked at again: its answer would be the next one
    }
    p->told_id = s->tree.nodes[node].id;
    p->told[0] = rec.pointer.x;
    p->told[1] = rec.pointer.y;
    (void)session_post(w->session, s->tree.nodes[node].id, &rec, NULL);
}

static void set_button_hover(struct window *w, enum paint_window_button button) {
    if (w == NULL || w->hover == button) {
        return;
    }
    if (w->hover != PAINT_WIN_BUTTON_NONE) {
        window_touch_header(w, w->hover);
    }
    if (button != PAINT_WIN_BUTTON_NONE) {
        window_touch_header(w, button);
    }
    w->hover = button;
}

/// Makes `id` of `w` the node under the pointer.
static void set_node_hover(struct gui_core *core, struct window *w, uint32_t id) {
    struct gui_pointer *p = &core->pointer;
    if (p->window != NULL && p->id != 0 && (p->window != w || p->id != id)) {
        uint32_t before = scene_find(&p->window->session->scene, p->id);
        if (before != SCENE_NONE) {
            scene_set_state(&p->window->session->scene, before, SCENE_HOVER, false);
            post_pointer(core, p->window, before, UI_POINTER_LEAVE);
        }
    }
    bool entered = p->window != w || p->id != id;
    p->window = w;
    p->id = id;
    uint32_t node = w != NULL ? scene_find(&w->session->scene, id) : SCENE_NONE;
    if (node != SCENE_NONE) {
        scene_set_state(&w->session->scene, node, SCENE_HOVER, true);
        if (entered) {
            post_pointer(core, w, node, UI_POINTER_ENTER);
        }
    }
}

static uint32_t reacting_id(const struct window_hit *hit) {
    if (hit->part != WINDOW_CONTENT || window_blocker(hit->window) != NULL) {
        return 0;
    }
    const struct scene *s = &hit->window->session->scene;
    uint32_t node = scene_reacting(s, hit->node);
    return node == SCENE_NONE ? 0 : s->tree.nodes[node].id;
}

/// While something is pressed nothing else lights up.
static void hover_pressed(struct gui_core *core, const struct window_hit *hit) {
    struct press *p = &core->press;
    if (p->target == PRESS_BUTTON) {
        bool on =
            hit->window == p->window && hit->part == WINDOW_BUTTON && hit->button == p->button;
        enum paint_window_button look = on ? p->button : PAINT_WIN_BUTTON_NONE;
        set_button_hover(p->window, look);
        if (p->window->pressed != look) {
            p->window->pressed = look;
            window_touch_header(p->window, p->button);
        }
        return;
    }
    struct scene *s = &p->window->session->scene;
    uint32_t node = input_pressed_node(core);
    if (node == SCENE_NONE) {
        return;
    }
    bool on = hit->window == p->window && reacting_id(hit) == p->id;
    set_node_hover(core, p->window, on ? p->id : 0);
    if (!p->by_key) {
        scene_set_state(s, node, SCENE_PRESSED, on);
    }
    if (scene_kind(s, node) == UI_KIND_SLIDER && !p->by_key) {
        activate_slider_at(p->window, node, local_x(core, p->window));
    } else if (scene_is_text(scene_kind(s, node)) && !p->by_key) {
        edit_drag(p->window, node, local_x(core, p->window), local_y(core, p->window));
    }
    post_pointer(core, p->window, node, UI_POINTER_MOVE);
}

/// Moves the pressed edges by as much as the pointer has moved; the others stay where they are.
static void drag_edges(struct gui_core *core) {
    const struct press *press = &core->press;
    int32_t dx = core->pointer.x_px - press->dx_px;
    int32_t dy = core->pointer.y_px - press->dy_px;
    int32_t least_w = lpx_snap(CONTENT_MIN_W, core->scale);
    int32_t least_h = lpx_snap(CONTENT_MIN_H + press->window->head, core->scale);
    struct px_box b = press->start;
    if ((press->edges & EDGE_LEFT) != 0) {
        b.x1 = MIN(b.x1 + dx, b.x2 - least_w);
    } else if ((press->edges & EDGE_RIGHT) != 0) {
        b.x2 = MAX(b.x2 + dx, b.x1 + least_w);
    }
    if ((press->edges & EDGE_TOP) != 0) {
        b.y1 = MAX(MIN(b.y1 + dy, b.y2 - least_h), core->work.y1);
    } else if ((press->edges & EDGE_BOTTOM) != 0) {
        b.y2 = MAX(b.y2 + dy, b.y1 + least_h);
    }
    struct lpx_size content = { lpx_from_px(b.x2 - b.x1, core->scale),
                                lpx_from_px(b.y2 - b.y1, core->scale) - press->window->head };
    window_resize(press->window, b.x1, b.y1, content);
}

static void follow(struct gui_core *core) {
    struct gui_pointer *p = &core->pointer;
    struct press *press = &core->press;
    if (switcher_is_open(core) || core->window_keys.window != NULL) {
        return;
    }
    if (press->target == PRESS_RESIZE) {
        drag_edges(core);
        return;
    }
    if (press->target == PRESS_MOVE) {
        winmove_pointer(core);
        return;
    }
    if (press->target == PRESS_GRIP) {
        grip_drag(core, local_x(core, press->window), local_y(core, press->window));
        return;
    }
    if (dnd_pointer(core)) {
        return;
    }
    if (popup_is_open(core)) {
        popup_pointer(core);
        return;
    }
    struct window_hit hit = window_at(core, p->x_px, p->y_px);
    if (press->target != PRESS_NONE) {
        hover_pressed(core, &hit);
        return;
    }
    menubar_hover(core, &hit);
    tooltip_pointer(core, &hit);
    if (p->window != hit.window) {
        set_button_hover(p->window, PAINT_WIN_BUTTON_NONE);
    }
    grip_hover(core, grip_at(&hit));
    uint32_t id = p->grip.what == GRIP_NONE ? reacting_id(&hit) : 0;
    bool stays = p->window == hit.window && p->id == id;
    set_node_hover(core, hit.window, id);
    set_button_hover(hit.window, hit.part == WINDOW_BUTTON ? hit.button : PAINT_WIN_BUTTON_NONE);
    if (stays && id != 0) {
        uint32_t node = scene_find(&hit.window->session->scene, id);
        post_pointer(core, hit.window, node, UI_POINTER_MOVE);
    }
}

void pointer_moved(struct gui_core *core) {
    follow(core);
    shape_update(core);
}

/// How many clicks on `id` this one makes.
static uint32_t count_click(struct gui_core *core, uint32_t id) {
    struct gui_pointer *p = &core->pointer;
    p->click_count = next_click(core, id);
    p->click_id = id;
    p->click_ns = core->port.now(core->port.self);
    return p->click_count;
}

static void press_content(struct gui_core *core, const struct window_hit *hit) {
    struct window *w = hit->window;
    struct scene *s = &w->session->scene;
    struct grip grip = grip_at(hit);
    if (grip.what != GRIP_NONE) {
        if (!grip_press(core, grip, hit->x, hit->y)) {
            pointer_moved(core); // other things may lie under it now
        }
        return;
    }
    uint32_t drag = dnd_arm(core, w, hit->node);
    uint32_t node = scene_reacting(s, hit->node);
    node = node == SCENE_NONE ? drag : node;
    if (node == SCENE_NONE || (s->nodes[node].state & SCENE_DISABLED) != 0) {
        return;
    }
    core->press.target = PRESS_NODE;
    core->press.window = w;
    core->press.id = s->tree.nodes[node].id;
    uint32_t list = rows_pressed_list(s, node);
    if (list != SCENE_NONE) {
        window_focus(w, list, false);
        rows_press(w, list, hit->x, hit->y);
    } else if (scene_focusable(s, node)) {
        window_focus(w, node, false);
    }
    scene_set_state(s, node, SCENE_PRESSED, true);
    if (scene_kind(s, node) == UI_KIND_SLIDER) {
        activate_slider_at(w, node, hit->x);
    } else if (scene_is_text(scene_kind(s, node))) {
        edit_press(w, node, hit->x, hit->y, (core->mods & UI_MOD_SHIFT) != 0);
    }
    post_pointer(core, w, node, UI_POINTER_DOWN);
}

static void button_down(struct gui_core *core, uint16_t code) {
    struct gui_pointer *p = &core->pointer;
    core->arranging = false;
    winkeys_leave(core, false);
    input_cancel(core);
    if (switcher_is_open(core)) {
        switcher_press(core);
        return;
    }
    tooltip_hide(core);
    core->alt_alone = false;
    if (popup_is_open(core) && popup_press(core, code)) {
        return;
    }
    core->shell.super_alone = false;
    struct window_hit hit = window_at(core, p->x_px, p->y_px);
    if (floats_press(core, &hit)) {
        return;
    }
    panel_press(core, &hit, code);
    if (hit.window == NULL) {
        return;
    }
    if (!window_is_toast(hit.window)) {
        window_raise(hit.window);
    }
    if (!window_is_toast(hit.window) && panel_wants_keys(hit.window)) {
        window_activate(core, hit.window);
    }
    hit.window->arranged = false;
    if (code == BUTTON_LEFT && menubar_press(core, &hit)) {
        return;
    }
    bool blocked = window_blocker(hit.window) != NULL;
    if (code != BUTTON_LEFT || (blocked && hit.part != WINDOW_HEADER)) {
        if (code == BUTTON_RIGHT && !blocked && hit.part == WINDOW_CONTENT) {
            context_open(hit.window, hit.node, hit.x, hit.y);
        }
        return;
    }
    core->press.code = code;
    core->press.window = hit.window;
    switch (hit.part) {
    case WINDOW_CONTENT:
        press_content(core, &hit);
        break;
    case WINDOW_BUTTON:
        core->press.target = PRESS_BUTTON;
        core->press.button = hit.button;
        hit.window->pressed = hit.button;
        window_touch_header(hit.window, hit.button);
        break;
    case WINDOW_HEADER:
        if (hit.window->frameless) {
            break;
        }
        if (count_click(core, hit.window->id) % 2 == 0) {
            window_toggle_maximised(hit.window);
        } else {
            winmove_begin(core, hit.window);
        }
        break;
    case WINDOW_EDGE:
        core->press.target = PRESS_RESIZE;
        core->press.edges = hit.edges;
        core->press.start = (struct px_box){ hit.window->x_px, hit.window->y_px,
                                             hit.window->x_px + window_w_px(hit.window),
                                             hit.window->y_px + window_h_px(hit.window) };
        core->press.dx_px = p->x_px;
        core->press.dy_px = p->y_px;
        break;
    case WINDOW_NOWHERE:
        break;
    }
    if (core->press.target == PRESS_NONE) {
        core->press = (struct press){ 0 };
    }
}

static void act_on_button(struct window *w, enum paint_window_button button) {
    switch (button) {
    case PAINT_WIN_MINIMISE:
        window_set_minimised(w, true);
        break;
    case PAINT_WIN_MAXIMISE:
        window_toggle_maximised(w);
        break;
    case PAINT_WIN_CLOSE:
        window_close(w); // may free it
        break;
    case PAINT_WIN_BUTTON_NONE:
        break;
    }
}

static void button_up(struct gui_core *core, uint16_t code) {
    struct press press = core->press;
    if (press.target == PRESS_NONE || press.by_key || press.code != code) {
        return;
    }
    uint32_t node = input_pressed_node(core);
    struct window_hit hit = window_at(core, core->pointer.x_px, core->pointer.y_px);
    bool same_window = hit.window == press.window;
    if (node != SCENE_NONE) {
        post_pointer(core, press.window, node, UI_POINTER_UP);
    }
    if (press.target == PRESS_DRAG) {
        dnd_drop(core);
    }
    winmove_drop(core, &press);
    input_cancel(core);
    if (node != SCENE_NONE && same_window && reacting_id(&hit) == press.id) {
        activate_node(press.window, node, 0, count_click(core, press.id));
    } else if (press.target == PRESS_BUTTON && same_window && hit.part == WINDOW_BUTTON &&
               hit.button == press.button) {
        act_on_button(press.window, press.button);
    }
    pointer_moved(core); // what the press held back lights up now
}

void pointer_button(struct gui_core *core, uint16_t code, bool down) {
    uint32_t bit = BIT(code - BUTTON_LEFT);
    if (down) {
        core->pointer.buttons |= bit;
        button_down(core, code);
        shape_update(core);
    } else {
        core->pointer.buttons &= ~bit;
        if (popup_is_open(core)) {
            popup_release(core);
        }
        button_up(core, code);
    }
}

void pointer_wheel(struct gui_core *core, int32_t dx, int32_t dy) {
    struct window_hit hit = window_at(core, core->pointer.x_px, core->pointer.y_px);
    tooltip_hide(core);
    if (popup_is_open(core)) {
        popup_wheel(core, dy);
        return;
    }
    if (hit.part != WINDOW_CONTENT) {
        return;
    }
    if (edit_wheel(hit.window, hit.node, dy)) {
        return;
    }
    struct scene *s = &hit.window->session->scene;
    dx = CLAMP(dx, -100, 100) * WHEEL_STEP;
    dy = CLAMP(dy, -100, 100) * WHEEL_STEP;
    if ((core->mods & UI_MOD_SHIFT) != 0 && dx == 0) {
        dx = dy; // a wheel can do this too
        dy = 0;
    }
    for (uint32_t node = hit.node; node != hit.window->node; node = s->tree.nodes[node].parent) {
        if ((s->tree.nodes[node].on & UI_ON_WHEEL) != 0) {
            struct ui_event_rec rec = { .kind = UI_EVENT_WHEEL };
            rec.wheel.dx = dx;
            rec.wheel.dy = dy;
            rec.wheel.x = hit.x - s->nodes[node].box.x;
            rec.wheel.y = hit.y - s->nodes[node].box.y;
            (void)session_post(hit.window->session, s->tree.nodes[node].id, &rec, NULL);
            return;
        }
        if (scene_kind(s, node) == UI_KIND_TEXT_AREA && area_scroll(s, node, dx, dy)) {
            return;
        }
        if (window_scroll(hit.window, node, dx, dy)) {
            pointer_moved(core);
            return;
        }
    }
}
