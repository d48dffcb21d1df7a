// SPDX-License-Identifier: MIT
#include "grip.h"

#include "input.h"
#include "scene_rows.h"
#include "scene_tabs.h"

/// How far from an edge the pointer still finds it.
#define REACH LPX(4)

/// What a key moves the edge of a split by.
#define SPLIT_STEP LPX(16)

static bool inside(struct lpx_rect r, lpx_t x, lpx_t y) {
    return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}

/// The two children of a split that show; false when there are fewer.
static bool split_parts(const struct scene *s, uint32_t split, uint32_t part[2]) {
    uint32_t n = 0;
    uint32_t k = s->tree.first_child[split];
    for (; k != UI_NODE_NONE && n < 2; k = s->tree.next_sibling[k]) {
        if ((s->nodes[k].state & SCENE_SHOWN) != 0) {
            part[n++] = k;
        }
    }
    return n == 2;
}

static uint8_t split_axis(const struct scene *s, uint32_t split) {
    return s->layout.boxes[split].style.axis;
}

/// The band around the edge of a split.
static bool split_band(const struct scene *s, uint32_t split, struct lpx_rect *out) {
    uint32_t part[2];
    if (scene_kind(s, split) != UI_KIND_SPLIT || !split_parts(s, split, part)) {
        return false;
    }
    struct lpx_rect r = s->nodes[split].box;
    const struct lpx_rect *b = &s->nodes[part[0]].box;
    if (split_axis(s, split) == AXIS_X) {
        r.x = (s->layout.rtl ? b->x : b->x + b->w) - REACH;
        r.w = 2 * REACH + LPX(1);
    } else {
        r.y = b->y + b->h - REACH;
        r.h = 2 * REACH + LPX(1);
    }
    *out = r;
    return true;
}

/// The column of table `node` whose right edge lies at x, y.
static uint32_t column_at(const struct scene *s, uint32_t table, lpx_t x, lpx_t y) {
    uint32_t found = SCENE_NONE;
    if (scene_kind(s, table) != UI_KIND_TABLE) {
        return found;
    }
    uint32_t k = s->tree.first_child[table];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        const struct scene_node *n = &s->nodes[k];
        struct lpx_rect edge = { n->box.x + n->box.w - REACH, n->box.y, 2 * REACH, n->box.h };
        if (scene_kind(s, k) == UI_KIND_TABLE_COLUMN && (n->state & SCENE_SHOWN) != 0 &&
            (s->tree.nodes[k].flags & UI_FLAG_FIXED) == 0 && inside(edge, x, y)) {
            found = k;
        }
    }
    return found;
}

/// The tab of `tabs` whose title lies at x, y.
static uint32_t tab_at(const struct scene *s, uint32_t tabs, lpx_t x, lpx_t y) {
    if (scene_kind(s, tabs) != UI_KIND_TABS) {
        return SCENE_NONE;
    }
    uint32_t count = tabs_count(s, tabs);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t tab = tabs_tab(s, tabs, (int32_t)i);
        struct lpx_rect title;
        if ((s->tree.nodes[tab].flags & UI_FLAG_DISABLED) == 0 && tabs_title(s, tab, &title) &&
            inside(title, x, y)) {
            return tab;
        }
    }
    return SCENE_NONE;
}

struct grip grip_at(const struct window_hit *hit) {
    struct grip grip = { .window = hit->window };
    if (hit->part != WINDOW_CONTENT || window_blocker(hit->window) != NULL) {
        return (struct grip){ 0 };
    }
    const struct scene *s = &hit->window->session->scene;
    for (uint32_t k = hit->node; k != hit->window->node; k = s->tree.nodes[k].parent) {
        if ((s->nodes[k].state & SCENE_DISABLED) != 0) {
            continue;
        }
        grip.id = s->tree.nodes[k].id;
        for (int a = 0; a < 2; a++) {
            if (!px_box_empty(s->nodes[k].bar[a]) &&
                inside(scene_bar_track(s, k, (enum layout_axis)a), hit->x, hit->y)) {
                grip.what = GRIP_BAR;
                grip.axis = (uint8_t)a;
                return grip;
            }
        }
        uint32_t column = column_at(s, k, hit->x, hit->y);
        if (column != SCENE_NONE) {
            grip.what = GRIP_COLUMN;
            grip.axis = AXIS_X;
            grip.id = s->tree.nodes[column].id;
            return grip;
        }
        uint32_t tab = tab_at(s, k, hit->x, hit->y);
        if (tab != SCENE_NONE) {
            grip.what = GRIP_TAB;
            grip.id = s->tree.nodes[tab].id;
            return grip;
        }
        struct lpx_rect band;
        if (split_band(s, k, &band) && inside(band, hit->x, hit->y)) {
            grip.what = GRIP_SPLIT;
            grip.axis = split_axis(s, k);
            return grip;
        }
    }
    return (struct grip){ 0 };
}

/// Shows or hides that the pointer is over `grip`, or holds it.
static void show(struct grip grip, bool hot, bool held) {
    if (grip.window == NULL) {
        return;
    }
    struct scene *s = &grip.window->session->scene;
    uint32_t node = scene_find(s, grip.id);
    if (node == SCENE_NONE) {
        return;
    }
    if (grip.what == GRIP_BAR) {
        uint8_t look = (uint8_t)((hot ? SCENE_BAR_HOT : 0u) | (held ? SCENE_BAR_HELD : 0u));
        scene_bar_set_look(s, node, (uint8_t)(look << grip.axis));
    } else if (grip.what == GRIP_TAB) {
        scene_set_state(s, node, SCENE_HOVER, hot);
        scene_touch(s, s->tree.nodes[node].parent);
    } else if (grip.what == GRIP_SPLIT) {
        scene_set_state(s, node, SCENE_HOVER, hot || held);
    }
}

static bool same(struct grip a, struct grip b) {
    return a.window == b.window && a.id == b.id && a.what == b.what && a.axis == b.axis;
}

void grip_hover(struct gui_core *core, struct grip grip) {
    if (!same(core->pointer.grip, grip)) {
        show(core->pointer.grip, false, false);
        core->pointer.grip = grip;
        show(grip, true, false);
    }
}

static lpx_t pick(uint8_t axis, lpx_t x, lpx_t y) {
    return axis == AXIS_X ? x : y;
}

/// Scrolls so that the thumb begins at `at`. In steps that are whole device pixels.
static void scroll_to(struct window *w, uint32_t node, uint8_t axis, lpx_t at) {
    const struct scene *s = &w->session->scene;
    int64_t to = scene_bar_scroll(s, node, (enum layout_axis)axis, at);
    int64_t step = w->core->scale % 100 == 0 ? LPX(1) : LPX(4);
    int64_t by = to / step * step - s->nodes[node].value.scroll[axis];
    (void)window_scroll(w, node, axis == AXIS_X ? by : 0, axis == AXIS_Y ? by : 0);
}

bool grip_press(struct gui_core *core, struct grip grip, lpx_t x, lpx_t y) {
    struct scene *s = &grip.window->session->scene;
    uint32_t node = scene_find(s, grip.id);
    if (node == SCENE_NONE) {
        return false;
    }
    struct lpx_rect box = s->nodes[node].box;
    lpx_t at = pick(grip.axis, x, y);
    if (grip.what == GRIP_TAB) {
        uint32_t tabs = s->tree.nodes[node].parent;
        window_focus(grip.window, tabs, false);
        activate_tab(grip.window, tabs, tabs_index(s, node));
        return false;
    }
    if (grip.what == GRIP_BAR) {
        struct paint_node bar;
        if (!scene_scrollbar(s, node, (enum layout_axis)grip.axis, &bar)) {
            return false;
        }
        lpx_t from = pick(grip.axis, bar.box.x, bar.box.y);
        lpx_t len = pick(grip.axis, bar.box.w, bar.box.h);
        if (at < from || at >= from + len) { // on the track: a page
            struct lpx_rect view = scene_view(s, node);
            lpx_t page = pick(grip.axis, view.w, view.h) * 9 / 10 / LPX(4) * LPX(4);
            page = at < from ? -page : page;
            (void)window_scroll(grip.window, node, grip.axis == AXIS_X ? page : 0,
                                grip.axis == AXIS_Y ? page : 0);
            return false;
        }
        grip.offset = at - from;
    } else if (grip.what == GRIP_COLUMN) {
        grip.offset = at - (box.x + box.w);
    } else {
        struct lpx_rect band;
        if (!split_band(s, node, &band)) {
            return false;
        }
        grip.offset = at - pick(grip.axis, band.x, band.y) - REACH;
    }
    core->press.target = PRESS_GRIP;
    core->press.window = grip.window;
    core->press.id = grip.id;
    core->press.grip = grip;
    show(grip, true, true);
    return true;
}

/// Tells the app of the share of a split's first child.
static void set_ratio(struct window *w, uint32_t split, lpx_t first) {
    struct scene *s = &w->session->scene;
    uint8_t axis = split_axis(s, split);
    lpx_t room = pick(axis, s->nodes[split].box.w, s->nodes[split].box.h) - LPX(1);
    if (room <= 0) {
        return;
    }
    first = CLAMP(first, 0, room);
    struct scene_value *v = &s->nodes[split].value;
    double value = (double)first / (double)room;
    if (value >= v->number && value <= v->number) {
        return;
    }
    v->number = value;
    s->layout.boxes[split].style.ratio = (uint32_t)(value * 65536 + 0.5);
    layout_invalidate(&s->layout, split);
    window_layout(w);
    if ((s->tree.nodes[split].on & UI_ON_CHANGE) != 0) {
        struct ui_event_rec rec = { .kind = UI_EVENT_CHANGE };
        rec.change.value = value;
        uint64_t seq = session_post(w->session, s->tree.nodes[split].id, &rec, NULL);
        v->changed_seq = seq != 0 ? seq : v->changed_seq;
    }
}

static lpx_t split_first(const struct scene *s, uint32_t split) {
    uint32_t part[2];
    if (!split_parts(s, split, part)) {
        return 0;
    }
    return pick(split_axis(s, split), s->nodes[part[0]].box.w, s->nodes[part[0]].box.h);
}

void grip_step_split(struct window *w, uint32_t node, int32_t steps) {
    set_ratio(w, node, split_first(&w->session->scene, node) + steps * SPLIT_STEP);
}

void grip_drag(struct gui_core *core, lpx_t x, lpx_t y) {
    const struct grip *grip = &core->press.grip;
    struct window *w = grip->window;
    struct scene *s = &w->session->scene;
    uint32_t node = scene_find(s, grip->id);
    if (node == SCENE_NONE) {
        return;
    }
    lpx_t at = pick(grip->axis, x, y) - grip->offset;
    struct lpx_rect box = s->nodes[node].box;
    switch (grip->what) {
    case GRIP_BAR:
        scroll_to(w, node, grip->axis, at);
        break;
    case GRIP_COLUMN: {
        struct layout_style *style = &s->layout.boxes[node].style;
        lpx_t least = MAX(style->min[AXIS_X], LPX(40));
        lpx_t width = CLAMP((at - box.x) / LPX(1) * LPX(1), least, LPX(4096));
        s->nodes[node].value.number = width;
        rows_column_width(s, node);
        layout_invalidate(&s->layout, node);
        window_layout(w);
        break;
    }
    case GRIP_SPLIT: {
        bool mirrored = s->layout.rtl && grip->axis == AXIS_X;
        lpx_t from = pick(grip->axis, box.x, box.y);
        set_ratio(w, node, mirrored ? box.x + box.w - at : at - from);
        break;
    }
    case GRIP_TAB:
    case GRIP_NONE:
        break;
    }
}

void grip_release(struct gui_core *core) {
    struct grip grip = core->press.grip;
    core->press = (struct press){ 0 };
    show(grip, same(core->pointer.grip, grip), false);
}

enum ui_cursor grip_cursor(struct grip grip) {
    bool edge = grip.what == GRIP_SPLIT || grip.what == GRIP_COLUMN;
    return !edge ? UI_CURSOR_ARROW : grip.axis == AXIS_X ? UI_CURSOR_SIZE_H : UI_CURSOR_SIZE_V;
}
