// SPDX-License-Identifier: MIT
/// @file
/// Content that is larger than its place.
#include "scene.h"

/// Thumb of the scroll bar: over the content, at its end.
#define BAR_W LPX(6)
#define BAR_INSET LPX(2)
#define BAR_MIN_H LPX(24)

bool scene_scroll(struct scene *s, uint32_t node, lpx_t dx, lpx_t dy) {
    const struct layout_box *b = &s->layout.boxes[node];
    if (b->style.kind != LAYOUT_SCROLL) {
        return false;
    }
    struct scene_value *v = &s->nodes[node].value;
    const lpx_t by[2] = { dx, dy };
    bool moved = false;
    for (int a = 0; a < 2; a++) {
        lpx_t most = MAX(b->content[a] - b->size[a], 0);
        lpx_t to = (lpx_t)CLAMP((int64_t)v->scroll[a] + by[a], (int64_t)0, (int64_t)most);
        moved = moved || to != v->scroll[a];
        v->scroll[a] = to;
    }
    return moved;
}

bool scene_scrollbar(const struct scene *s, uint32_t node, struct paint_node *out) {
    const struct layout_box *b = &s->layout.boxes[node];
    const struct scene_node *n = &s->nodes[node];
    lpx_t content = b->content[AXIS_Y];
    lpx_t track = n->box.h - 2 * BAR_INSET;
    if (b->style.kind != LAYOUT_SCROLL || (n->state & SCENE_SHOWN) == 0 || content <= n->box.h ||
        track <= BAR_MIN_H) {
        return false;
    }
    lpx_t thumb = (lpx_t)MAX((int64_t)track * n->box.h / content, (int64_t)BAR_MIN_H);
    int64_t room = track - thumb;
    lpx_t at = (lpx_t)(room * n->value.scroll[AXIS_Y] / (content - n->box.h));
    lpx_t x = s->layout.rtl ? BAR_INSET : n->box.w - BAR_INSET - BAR_W;
    *out = (struct paint_node){
        .kind = PAINT_SCROLLBAR,
        .box = { n->box.x + x, n->box.y + BAR_INSET + at, BAR_W, thumb },
    };
    return true;
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
        if (s->layout.boxes[k].style.kind != LAYOUT_SCROLL) {
            continue;
        }
        const struct scene_node *n = &s->nodes[k];
        const lpx_t before[2] = { n->value.scroll[AXIS_X], n->value.scroll[AXIS_Y] };
        moved = scene_scroll(s, k, move_into(box.x, box.w, n->box.x, n->box.w),
                             move_into(box.y, box.h, n->box.y, n->box.h)) ||
                moved;
        // Where it will be, for the containers further out.
        box.x -= n->value.scroll[AXIS_X] - before[AXIS_X];
        box.y -= n->value.scroll[AXIS_Y] - before[AXIS_Y];
    }
    return moved;
}
