// SPDX-License-Identifier: MIT
/// @file
/// Stacks and canvases.
#include "layout_int.h"

static const struct layout_limits unlimited = { .max = { LPX_INF, LPX_INF } };

struct layout_size layout_stack(struct layout_call *c) {
    struct layout *l = c->l;
    struct layout_box *b = &l->boxes[c->box];
    const struct layout_style *s = &b->style;
    struct layout_limits inner = layout_inner(s, c->own);
    struct layout_limits loose = inner;
    loose.min[0] = loose.min[1] = 0;
    uint8_t passes = c->passes > 0 ? (uint8_t)(c->passes - 1) : 0;

    struct layout_size most = { 0 };
    uint32_t child = layout_visible(l, b->first);
    for (; child != LAYOUT_NONE; child = layout_visible(l, l->boxes[child].next)) {
        struct layout_size size = layout_child(c, child, loose, passes, MODE_MEASURE);
        most.v[0] = MAX(most.v[0], size.v[0]);
        most.v[1] = MAX(most.v[1], size.v[1]);
    }
    struct layout_size room = layout_clamp(most, inner);
    struct layout_size size;
    for (int a = 0; a < 2; a++) {
        size.v[a] = lpx_add(room.v[a], s->pad[a] + s->pad_end[a]);
    }
    if (c->mode == MODE_MEASURE) {
        return size;
    }

    // A stack has no main axis: `align` is horizontal, `justify` vertical.
    struct layout_limits tight = { { room.v[0], room.v[1] }, { room.v[0], room.v[1] } };
    child = layout_visible(l, b->first);
    for (; child != LAYOUT_NONE; child = layout_visible(l, l->boxes[child].next)) {
        bool stretch = s->align == LAYOUT_STRETCH && layout_may_repeat(c, child);
        struct layout_size got =
            layout_child(c, child, stretch ? tight : loose, passes, MODE_PLACE);
        lpx_t at[2] = {
            s->pad[AXIS_X] + layout_offset(s->align, room.v[AXIS_X], got.v[AXIS_X]),
            s->pad[AXIS_Y] + layout_offset(s->justify, room.v[AXIS_Y], got.v[AXIS_Y]),
        };
        layout_put(c, child, at, size.v[AXIS_X]);
    }
    b->content[0] = size.v[0];
    b->content[1] = size.v[1];
    return size;
}

struct layout_size layout_canvas(struct layout_call *c) {
    struct layout *l = c->l;
    struct layout_box *b = &l->boxes[c->box];
    uint32_t child = layout_visible(l, b->first);
    if (child == LAYOUT_NONE) {
        return l->measure(l->self, c->box, c->own.max[AXIS_X], c->own.max[AXIS_Y]);
    }
    struct layout_size size = { 0 };
    for (; child != LAYOUT_NONE; child = layout_visible(l, l->boxes[child].next)) {
        struct layout_size got = layout_child(c, child, unlimited, c->passes, c->mode);
        struct layout_box *k = &l->boxes[child];
        for (int a = 0; a < 2; a++) {
            size.v[a] = MAX(size.v[a], lpx_add(k->style.at[a], got.v[a]));
        }
        if (c->mode == MODE_PLACE) {
            // A canvas has a left edge, not a start: coordinates are never mirrored.
            k->pos[0] = k->style.at[0];
            k->pos[1] = k->style.at[1];
        }
    }
    if (c->mode == MODE_PLACE) {
        b->content[0] = size.v[0];
        b->content[1] = size.v[1];
    }
    return size;
}
