// SPDX-License-Identifier: MIT
#include "layout.h"

#include <base/string.h>

#include "layout_int.h"

struct layout_style layout_style_default(enum layout_kind kind) {
    return (struct layout_style){
        .kind = (uint8_t)kind,
        .cols = 1,
        .want = { LPX_AUTO, LPX_AUTO },
        .max = { LPX_INF, LPX_INF },
    };
}

void layout_link(struct layout *l) {
    for (uint32_t i = 0; i < l->count; i++) {
        l->boxes[i].first = LAYOUT_NONE;
        l->boxes[i].next = LAYOUT_NONE;
    }
    // Backwards, so that pushing in front of the list gives the order of the array.
    for (uint32_t i = l->count; i-- > 0;) {
        uint32_t parent = l->boxes[i].parent;
        if (parent != LAYOUT_NONE) {
            l->boxes[i].next = l->boxes[parent].first;
            l->boxes[parent].first = i;
        }
    }
}

void layout_invalidate(struct layout *l, uint32_t box) {
    for (; box != LAYOUT_NONE; box = l->boxes[box].parent) {
        struct layout_box *b = &l->boxes[box];
        b->measure[0].valid = false;
        b->measure[1].valid = false;
        b->placed.valid = false;
    }
}

uint32_t layout_visible(const struct layout *l, uint32_t child) {
    while (child != LAYOUT_NONE && l->boxes[child].style.kind == LAYOUT_HIDDEN) {
        child = l->boxes[child].next;
    }
    return child;
}

bool layout_may_repeat(const struct layout_call *c, uint32_t child) {
    return c->passes > 0 || c->l->boxes[child].style.kind == LAYOUT_LEAF;
}

lpx_t layout_offset(uint8_t align, lpx_t room, lpx_t size) {
    lpx_t free = MAX(room - size, 0);
    switch ((enum layout_align)align) {
    case LAYOUT_CENTER:
        return free / 2;
    case LAYOUT_END:
        return free;
    case LAYOUT_START:
    case LAYOUT_STRETCH:
    case LAYOUT_BETWEEN:
        break;
    }
    return 0;
}

void layout_put(struct layout_call *c, uint32_t child, const lpx_t at[2], lpx_t w) {
    struct layout_box *b = &c->l->boxes[child];
    b->pos[AXIS_X] = c->l->rtl ? w - at[AXIS_X] - b->size[AXIS_X] : at[AXIS_X];
    b->pos[AXIS_Y] = at[AXIS_Y];
}

struct layout_limits layout_inner(const struct layout_style *style, struct layout_limits own) {
    for (int a = 0; a < 2; a++) {
        lpx_t pad = style->pad[a] + style->pad_end[a];
        own.min[a] = MAX(own.min[a] - pad, 0);
        own.max[a] = own.max[a] >= LPX_INF ? LPX_INF : MAX(own.max[a] - pad, 0);
    }
    return own;
}

struct layout_size layout_clamp(struct layout_size size, struct layout_limits limits) {
    for (int a = 0; a < 2; a++) {
        lpx_t max = MIN(limits.max[a], LPX_MAX);
        size.v[a] = CLAMP(size.v[a], MIN(limits.min[a], max), max);
    }
    return size;
}

/// The parent's limits, narrowed by what the box itself asks for; the parent wins.
static struct layout_limits apply_style(const struct layout_style *s, struct layout_limits in) {
    struct layout_limits out;
    for (int a = 0; a < 2; a++) {
        lpx_t low = s->min[a];
        lpx_t high = MAX(s->max[a], low);
        if (s->want[a] != LPX_AUTO) {
            low = high = CLAMP(s->want[a], low, high);
        }
        out.min[a] = CLAMP(low, in.min[a], in.max[a]);
        out.max[a] = CLAMP(high, in.min[a], in.max[a]);
    }
    return out;
}

static bool memo_fits(const struct layout_memo *m, const struct layout_limits *limits,
                      uint8_t passes) {
    return m->valid && m->passes == passes && m->limits.min[0] == limits->min[0] &&
           m->limits.max[0] == limits->max[0] && m->limits.min[1] == limits->min[1] &&
           m->limits.max[1] == limits->max[1];
}

static struct layout_size dispatch(struct layout_call *c) {
    struct layout *l = c->l;
    switch ((enum layout_kind)l->boxes[c->box].style.kind) {
    case LAYOUT_FLEX:
        return layout_flex(c);
    case LAYOUT_SCROLL:
        return layout_scroll(c);
    case LAYOUT_GRID:
        return layout_grid(c);
    case LAYOUT_STACK:
        return layout_stack(c);
    case LAYOUT_CANVAS:
        return layout_canvas(c);
    case LAYOUT_ROWS:
        return layout_rows(c);
    case LAYOUT_CELLS:
        return layout_cells(c);
    case LAYOUT_SPLIT:
        return layout_split(c);
    case LAYOUT_COLUMN:
    case LAYOUT_LEAF:
        return l->measure(l->self, c->box, c->own.max[AXIS_X], c->own.max[AXIS_Y]);
    case LAYOUT_HIDDEN:
        break;
    }
    return (struct layout_size){ 0 };
}

/// Recursion is bounded by the importer's limit on depth.
static struct layout_size lay(struct layout *l, uint32_t box, struct layout_limits limits,
                              uint8_t passes, enum layout_mode mode) {
    struct layout_box *b = &l->boxes[box];
    if (memo_fits(&b->placed, &limits, passes)) {
        return b->placed.size;
    }
    if (mode == MODE_MEASURE) {
        for (int k = 0; k < 2; k++) {
            if (memo_fits(&b->measure[k], &limits, passes)) {
                return b->measure[k].size;
            }
        }
    }

    l->visits++;
    struct layout_call call = {
        .l = l,
        .box = box,
        .own = apply_style(&b->style, limits),
        .passes = passes,
        .mode = mode,
    };
    struct layout_size size = layout_clamp(dispatch(&call), call.own);

    struct layout_memo memo = { limits, size, passes, true };
    if (mode == MODE_MEASURE) {
        b->measure[b->turn] = memo;
        b->turn ^= 1;
    } else {
        b->placed = memo;
        b->size[0] = size.v[0];
        b->size[1] = size.v[1];
    }
    return size;
}

struct layout_size layout_child(struct layout_call *c, uint32_t child, struct layout_limits limits,
                                uint8_t passes, enum layout_mode mode) {
    struct layout_box *b = &c->l->boxes[child];
    b->give = limits;
    b->got = lay(c->l, child, limits, passes, mode);
    return b->got;
}

struct layout_size layout_measure(struct layout *l, uint32_t root, struct layout_limits limits) {
    return lay(l, root, limits, LAYOUT_PASSES, MODE_MEASURE);
}

void layout_run(struct layout *l, uint32_t root, struct layout_limits limits) {
    (void)lay(l, root, limits, LAYOUT_PASSES, MODE_PLACE);
}
