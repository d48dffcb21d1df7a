// SPDX-License-Identifier: MIT
/// @file
/// Content that is larger than its place.
#include "scene_rows.h"

/// Thumbs of scroll bars: over the content, at its end; wider under the pointer.
#define BAR_W LPX(6)
#define BAR_HOT_W LPX(10)
#define BAR_INSET LPX(2)
#define BAR_MIN_H LPX(24)
#define BAR_BAND LPX(12) ///< Where the pointer finds the bar.

static bool scrolls(const struct scene *s, uint32_t node) {
    uint8_t kind = s->layout.boxes[node].style.kind;
    return kind == LAYOUT_SCROLL || kind == LAYOUT_ROWS;
}

struct lpx_rect scene_view(const struct scene *s, uint32_t node) {
    struct lpx_rect view = s->nodes[node].box;
    const struct layout_style *style = &s->layout.boxes[node].style;
    if (style->kind == LAYOUT_ROWS) {
        view.x += style->pad[AXIS_X];
        view.y += style->pad[AXIS_Y] + style->head_h;
        view.w = MAX(view.w - style->pad[AXIS_X] - style->pad_end[AXIS_X], 0);
        view.h = MAX(view.h - style->pad[AXIS_Y] - style->head_h - style->pad_end[AXIS_Y], 0);
    }
    return view;
}

int64_t scene_content(const struct scene *s, uint32_t node, enum layout_axis axis) {
    const struct layout_box *b = &s->layout.boxes[node];
    if (b->style.kind == LAYOUT_ROWS && axis == AXIS_Y) {
        return rows_count(s, node) * b->style.row_h + b->style.pad[AXIS_Y] +
               b->style.pad_end[AXIS_Y] + b->style.head_h;
    }
    return b->content[axis];
}

/// How far it can be scrolled.
static int64_t scroll_most(const struct scene *s, uint32_t node, enum layout_axis axis) {
    return MAX(scene_content(s, node, axis) - s->layout.boxes[node].size[axis], (int64_t)0);
}

bool scene_scroll(struct scene *s, uint32_t node, int64_t dx, int64_t dy) {
    if (!scrolls(s, node)) {
        return false;
    }
    struct scene_value *v = &s->nodes[node].value;
    const int64_t by[2] = { dx, dy };
    bool moved = false;
    for (int a = 0; a < 2; a++) {
        int64_t most = scroll_most(s, node, (enum layout_axis)a);
        int64_t to = CLAMP(v->scroll[a] + by[a], (int64_t)0, most);
        moved = moved || to != v->scroll[a];
        v->scroll[a] = to;
    }
    s->version += moved ? 1 : 0;
    return moved;
}

static lpx_t axis_at(struct lpx_rect r, enum layout_axis axis) {
    return axis == AXIS_X ? r.x : r.y;
}

static lpx_t axis_len(struct lpx_rect r, enum layout_axis axis) {
    return axis == AXIS_X ? r.w : r.h;
}

struct lpx_rect scene_bar_track(const struct scene *s, uint32_t node, enum layout_axis axis) {
    struct lpx_rect box = s->nodes[node].box;
    struct lpx_rect view = scene_view(s, node);
    if (axis == AXIS_X) {
        lpx_t y = box.y + box.h - BAR_BAND;
        return (struct lpx_rect){ view.x + BAR_INSET, y, view.w - 2 * BAR_INSET, BAR_BAND };
    }
    lpx_t x = s->layout.rtl ? box.x : box.x + box.w - BAR_BAND;
    return (struct lpx_rect){ x, view.y + BAR_INSET, BAR_BAND, view.h - 2 * BAR_INSET };
}

/// Length of the thumb in the track; 0 when everything shows.
static lpx_t thumb_len(const struct scene *s, uint32_t node, enum layout_axis axis, lpx_t track) {
    int64_t content = scene_content(s, node, axis);
    lpx_t size = s->layout.boxes[node].size[axis];
    if (!scrolls(s, node) || (s->nodes[node].state & SCENE_SHOWN) == 0 || content <= size ||
        track <= BAR_MIN_H) {
        return 0;
    }
    return (lpx_t)MAX((int64_t)track * size / content, (int64_t)BAR_MIN_H);
}

bool scene_scrollbar(const struct scene *s, uint32_t node, enum layout_axis axis,
                     struct paint_node *out) {
    struct lpx_rect band = scene_bar_track(s, node, axis);
    lpx_t track = axis_len(band, axis);
    lpx_t len = thumb_len(s, node, axis, track);
    if (len == 0) {
        return false;
    }
    // The numbers may be too large for a product of integers.
    double part = (double)s->nodes[node].value.scroll[axis] / (double)scroll_most(s, node, axis);
    lpx_t at = axis_at(band, axis) + (lpx_t)((double)(track - len) * part);
    uint8_t look = (uint8_t)(s->nodes[node].bar_look >> axis);
    bool held = (look & SCENE_BAR_HELD) != 0;
    bool hot = held || (look & SCENE_BAR_HOT) != 0;
    lpx_t w = hot ? BAR_HOT_W : BAR_W;
    lpx_t side = s->layout.rtl && axis == AXIS_Y ? BAR_INSET : BAR_BAND - BAR_INSET - w;
    *out = (struct paint_node){
        .kind = PAINT_SCROLLBAR,
        .flags = (hot ? PAINT_HOVER : 0u) | (held ? PAINT_PRESSED : 0u),
        .box = axis == AXIS_X ? (struct lpx_rect){ at, band.y + side, len, w }
                              : (struct lpx_rect){ band.x + side, at, w, len },
    };
    return true;
}

int64_t scene_bar_scroll(const struct scene *s, uint32_t node, enum layout_axis axis, lpx_t at) {
    struct lpx_rect band = scene_bar_track(s, node, axis);
    lpx_t track = axis_len(band, axis);
    lpx_t room = track - thumb_len(s, node, axis, track);
    if (room <= 0) {
        return 0;
    }
    double part = (double)(at - axis_at(band, axis)) / (double)room;
    int64_t most = scroll_most(s, node, axis);
    int64_t to = (int64_t)(part * (double)most);
    return CLAMP(to, (int64_t)0, most);
}

/// By how much content has to move so that `at`..`at + size` lies in `from`..`from + room`.
static lpx_t move_into(lpx_t at, lpx_t size, lpx_t from, lpx_t room) {
    if (at < from || size > room) {
        return at - from;
    }
    return MAX(at + size - (from + room), 0);
}

bool scene_reveal(struct scene *s, uint32_t node) {
    struct lpx_rect box = s->nodes[node].box;
    bool moved = false;
    for (uint32_t k = s->tree.nodes[node].parent; s->nodes[node].top != k;
         k = s->tree.nodes[k].parent) {
        if (!scrolls(s, k)) {
            continue;
        }
        const struct scene_node *n = &s->nodes[k];
        struct lpx_rect view = scene_view(s, k);
        const int64_t before[2] = { n->value.scroll[AXIS_X], n->value.scroll[AXIS_Y] };
        moved = scene_scroll(s, k, move_into(box.x, box.w, view.x, view.w),
                             move_into(box.y, box.h, view.y, view.h)) ||
                moved;
        // Where it will be, for the containers further out.
        box.x -= (lpx_t)(n->value.scroll[AXIS_X] - before[AXIS_X]);
        box.y -= (lpx_t)(n->value.scroll[AXIS_Y] - before[AXIS_Y]);
    }
    return moved;
}
