// SPDX-License-Identifier: MIT
#include "shape.h"

#include "grip.h"
#include "input.h"
#include "popup.h"
#include "switcher.h"

enum ui_cursor shape_of_edges(uint32_t edges) {
    bool left = (edges & EDGE_LEFT) != 0;
    bool right = (edges & EDGE_RIGHT) != 0;
    bool top = (edges & EDGE_TOP) != 0;
    bool bottom = (edges & EDGE_BOTTOM) != 0;
    if ((left && top) || (right && bottom)) {
        return UI_CURSOR_SIZE_D1;
    }
    if ((right && top) || (left && bottom)) {
        return UI_CURSOR_SIZE_D2;
    }
    return left || right ? UI_CURSOR_SIZE_H : UI_CURSOR_SIZE_V;
}

/// What a node says, or its kind. A shape that something around it asked for counts as its own.
static enum ui_cursor of_node(const struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    if ((s->nodes[node].state & SCENE_DISABLED) != 0) {
        return UI_CURSOR_ARROW;
    }
    for (uint32_t i = node; i != w->node; i = s->tree.nodes[i].parent) {
        uint32_t said = ui_tree_u32(&s->tree, i, UI_ATTR_CURSOR);
        if (said != UI_CURSOR_AUTO) {
            return (enum ui_cursor)said;
        }
    }
    enum ui_kind kind = scene_kind(s, node);
    bool selectable = (s->tree.nodes[node].flags & UI_FLAG_SELECTABLE) != 0;
    if (scene_is_field(kind) || kind == UI_KIND_TEXT_AREA || kind == UI_KIND_CELLS ||
        (kind == UI_KIND_TEXT && selectable)) {
        return UI_CURSOR_TEXT;
    }
    return kind == UI_KIND_LINK ? UI_CURSOR_HAND : UI_CURSOR_ARROW;
}

static enum ui_cursor of_hit(const struct window_hit *hit) {
    switch (hit->part) {
    case WINDOW_EDGE:
        return shape_of_edges(hit->edges);
    case WINDOW_CONTENT:
        if (hit->window->session->stalled) {
            return UI_CURSOR_WAIT;
        }
        return window_blocker(hit->window) != NULL ? UI_CURSOR_ARROW
                                                   : of_node(hit->window, hit->node);
    case WINDOW_NOWHERE:
    case WINDOW_HEADER:
    case WINDOW_BUTTON:
        break;
    }
    return UI_CURSOR_ARROW;
}

static enum ui_cursor wanted(const struct gui_core *core) {
    const struct press *press = &core->press;
    if (press->target == PRESS_RESIZE) {
        return shape_of_edges(press->edges);
    }
    if (press->target == PRESS_MOVE) {
        return press->moved || press->by_key ? UI_CURSOR_MOVE : UI_CURSOR_ARROW;
    }
    if (press->target == PRESS_DRAG) {
        return core->dnd.target != NULL ? UI_CURSOR_GRAB : UI_CURSOR_NO;
    }
    if (press->target == PRESS_NODE && !press->by_key) {
        uint32_t node = input_pressed_node(core);
        return node == SCENE_NONE ? UI_CURSOR_ARROW : of_node(press->window, node);
    }
    if (popup_is_open(core) || switcher_is_open(core)) {
        return UI_CURSOR_ARROW;
    }
    struct window_hit hit = window_at(core, core->pointer.x_px, core->pointer.y_px);
    struct grip grip = press->target == PRESS_GRIP ? core->pointer.grip : grip_at(&hit);
    if (grip.what != GRIP_NONE) {
        return grip_cursor(grip);
    }
    return of_hit(&hit);
}

static void show(struct gui_core *core, enum ui_cursor shape) {
    struct cursor *c = &core->cursors[shape];
    if (c->image == NULL && cursor_draw(c, shape, core->theme, core->scale) != OK) {
        return; // the one before stays
    }
    core->cursor = *c;
    core->cursor_shape = shape;
    if (core->port.cursor != NULL && core->port.cursor_image != NULL) {
        core->port.cursor_image(core->port.self);
    }
    pointer_damage(core);
}

void shape_update(struct gui_core *core) {
    if (!core->pointer.visible) {
        return;
    }
    enum ui_cursor shape = wanted(core);
    if (shape != core->cursor_shape) {
        show(core, shape);
    }
}

status_t shape_reset(struct gui_core *core) {
    struct cursor arrow;
    TRY(cursor_init(&arrow, core->theme, core->scale));
    for (int i = 0; i < CURSOR_SHAPES; i++) {
        cursor_deinit(&core->cursors[i]);
    }
    core->cursors[UI_CURSOR_ARROW] = core->cursor = arrow;
    show(core, UI_CURSOR_ARROW);
    shape_update(core);
    return OK;
}
