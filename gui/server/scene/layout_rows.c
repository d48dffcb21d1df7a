// SPDX-License-Identifier: MIT
/// @file
/// Rows of one height, tables, and two children with a movable edge between them.
///
/// Rows get their size here; where they are, above millions of others, is for the scene to say, whose
/// numbers are wide enough. Columns come first: cells take their widths.
#include "layout_int.h"

/// Rows that a list without a height shows.
#define NATURAL_ROWS 10u

/// Width of what says nothing.
#define NATURAL_W LPX(240)
#define COLUMN_W LPX(120)
#define COLUMN_MIN_W LPX(40)

/// Least length of a child of a split that says nothing.
#define SPLIT_MIN LPX(48)

/// Room left and right of what stands in a cell.
#define CELL_PAD LPX(10)

static bool is_column(const struct layout *l, uint32_t box) {
    return l->boxes[box].style.kind == LAYOUT_COLUMN;
}

static lpx_t wanted_w(const struct layout_style *s) {
    lpx_t least = MAX(s->min[AXIS_X], COLUMN_MIN_W);
    lpx_t w = s->want[AXIS_X] != LPX_AUTO ? s->want[AXIS_X] : COLUMN_W;
    return CLAMP(w, least, MAX(s->max[AXIS_X], least));
}

/// Widths of the columns, next to each other; those that grow share what is left of `room`. True when
/// one of them changed. Returns the sum in `out_w`.
static bool lay_columns(struct layout_call *c, lpx_t room, lpx_t *out_w) {
    struct layout *l = c->l;
    const struct layout_box *b = &l->boxes[c->box];
    int64_t used = 0;
    int64_t shares = 0;
    for (uint32_t k = layout_visible(l, b->first); k != LAYOUT_NONE;
         k = layout_visible(l, l->boxes[k].next)) {
        if (is_column(l, k)) {
            used += wanted_w(&l->boxes[k].style);
            shares += l->boxes[k].style.grow;
        }
    }
    int64_t rest = room >= LPX_INF ? 0 : MAX(room - used, (int64_t)0);
    int64_t seen = 0;
    lpx_t at = b->style.pad[AXIS_X];
    bool changed = false;
    for (uint32_t k = layout_visible(l, b->first); k != LAYOUT_NONE;
         k = layout_visible(l, l->boxes[k].next)) {
        if (!is_column(l, k)) {
            continue;
        }
        const struct layout_style *s = &l->boxes[k].style;
        int64_t before = shares > 0 ? rest * seen / shares : 0;
        seen += s->grow;
        lpx_t more = shares > 0 ? (lpx_t)(rest * seen / shares - before) : 0;
        lpx_t w = lpx_add(wanted_w(s), more);
        changed = changed || w != l->boxes[k].size[AXIS_X];
        if (c->mode == MODE_PLACE) {
            struct layout_limits tight = { { w, b->style.head_h }, { w, b->style.head_h } };
            l->boxes[k].style.want[AXIS_Y] = LPX_AUTO;
            (void)layout_child(c, k, tight, c->passes, MODE_PLACE);
            l->boxes[k].size[AXIS_X] = w; // `want` is the user's wish, not the result
            l->boxes[k].pos[AXIS_X] = at;
            l->boxes[k].pos[AXIS_Y] = b->style.pad[AXIS_Y];
        }
        at = lpx_add(at, w);
    }
    *out_w = at - b->style.pad[AXIS_X];
    return changed;
}

static void forget(struct layout_box *b) {
    b->placed.valid = b->measure[0].valid = b->measure[1].valid = false;
}

struct layout_size layout_rows(struct layout_call *c) {
    struct layout *l = c->l;
    struct layout_box *b = &l->boxes[c->box];
    const struct layout_style *s = &b->style;
    struct layout_limits inner = layout_inner(s, c->own);
    lpx_t columns_w = 0;
    bool changed = lay_columns(c, inner.max[AXIS_X], &columns_w);

    uint32_t shown = MIN(MAX(s->count, 1u), NATURAL_ROWS);
    struct layout_size size = { { MAX(columns_w, NATURAL_W), (lpx_t)shown * s->row_h } };
    size.v[AXIS_X] = lpx_add(size.v[AXIS_X], s->pad[AXIS_X] + s->pad_end[AXIS_X]);
    size.v[AXIS_Y] = lpx_add(size.v[AXIS_Y], s->pad[AXIS_Y] + s->pad_end[AXIS_Y] + s->head_h);
    size = layout_clamp(size, c->own);
    if (c->mode == MODE_MEASURE) {
        return size;
    }
    lpx_t room = MAX(size.v[AXIS_X] - s->pad[AXIS_X] - s->pad_end[AXIS_X], 0);
    if (columns_w < room) {
        changed = lay_columns(c, room, &columns_w) || changed; // the width is known now
    }
    lpx_t row_w = MAX(room, columns_w);
    struct layout_limits tight = { { row_w, s->row_h }, { row_w, s->row_h } };
    for (uint32_t k = layout_visible(l, b->first); k != LAYOUT_NONE;
         k = layout_visible(l, l->boxes[k].next)) {
        if (is_column(l, k)) {
            continue;
        }
        if (changed) {
            forget(&l->boxes[k]); // its cells depend on the columns
        }
        (void)layout_child(c, k, tight, c->passes, MODE_PLACE);
        l->boxes[k].pos[AXIS_X] = s->pad[AXIS_X];
        l->boxes[k].pos[AXIS_Y] = 0;
    }
    b->content[AXIS_X] = lpx_add(row_w, s->pad[AXIS_X] + s->pad_end[AXIS_X]);
    b->content[AXIS_Y] = 0; // see scene_content()
    return size;
}

/// Puts `cell` into `column`, of a row of height `h`.
static void lay_cell(struct layout_call *c, uint32_t cell, uint32_t column, lpx_t h) {
    struct layout *l = c->l;
    const struct layout_box *k = &l->boxes[column];
    lpx_t pad = MIN(CELL_PAD, k->size[AXIS_X] / 2);
    lpx_t room = k->size[AXIS_X] - 2 * pad;
    struct layout_limits limits = { .max = { room, h } };
    uint8_t align = l->boxes[cell].style.grow > 0 ? LAYOUT_STRETCH : k->style.align;
    limits.min[AXIS_X] = align == LAYOUT_STRETCH ? room : 0;
    struct layout_size size = layout_child(c, cell, limits, c->passes, MODE_PLACE);
    lpx_t first = l->boxes[l->boxes[c->box].parent].style.pad[AXIS_X];
    l->boxes[cell].pos[AXIS_X] =
        k->pos[AXIS_X] - first + pad + layout_offset(align, room, size.v[AXIS_X]);
    l->boxes[cell].pos[AXIS_Y] = layout_offset(LAYOUT_CENTER, h, size.v[AXIS_Y]);
}

struct layout_size layout_cells(struct layout_call *c) {
    struct layout *l = c->l;
    struct layout_box *b = &l->boxes[c->box];
    struct layout_size size = layout_clamp((struct layout_size){ 0 }, c->own);
    if (c->mode == MODE_MEASURE || b->parent == LAYOUT_NONE) {
        return size;
    }
    uint32_t column = layout_visible(l, l->boxes[b->parent].first);
    for (uint32_t k = layout_visible(l, b->first); k != LAYOUT_NONE;
         k = layout_visible(l, l->boxes[k].next)) {
        while (column != LAYOUT_NONE && !is_column(l, column)) {
            column = layout_visible(l, l->boxes[column].next);
        }
        if (column == LAYOUT_NONE) {
            struct layout_limits none = { 0 }; // no column for it
            (void)layout_child(c, k, none, c->passes, MODE_PLACE);
            l->boxes[k].pos[0] = l->boxes[k].pos[1] = 0;
            continue;
        }
        lay_cell(c, k, column, size.v[AXIS_Y]);
        column = layout_visible(l, l->boxes[column].next);
    }
    b->content[0] = size.v[0];
    b->content[1] = size.v[1];
    return size;
}

static lpx_t split_min(const struct layout_style *s, uint8_t axis) {
    return s->min[axis] > 0 ? s->min[axis] : SPLIT_MIN;
}

struct layout_size layout_split(struct layout_call *c) {
    struct layout *l = c->l;
    struct layout_box *b = &l->boxes[c->box];
    uint8_t main = b->style.axis;
    uint8_t cross = (uint8_t)(main ^ 1);
    uint32_t part[2] = { layout_visible(l, b->first), LAYOUT_NONE };
    part[1] = part[0] == LAYOUT_NONE ? LAYOUT_NONE : layout_visible(l, l->boxes[part[0]].next);
    uint8_t passes = c->passes > 0 ? (uint8_t)(c->passes - 1) : 0;

    struct layout_size size = { 0 };
    size.v[main] = b->style.gap;
    for (int i = 0; i < 2 && part[i] != LAYOUT_NONE; i++) {
        struct layout_limits loose = { .max = { c->own.max[0], c->own.max[1] } };
        struct layout_size got = layout_child(c, part[i], loose, passes, MODE_MEASURE);
        size.v[main] = lpx_add(size.v[main], got.v[main]);
        size.v[cross] = MAX(size.v[cross], got.v[cross]);
    }
    if (c->own.max[main] < LPX_INF) {
        size.v[main] = c->own.max[main]; // a bounded axis is shared out
    }
    size = layout_clamp(size, c->own);
    if (c->mode == MODE_MEASURE) {
        return size;
    }
    lpx_t room = MAX(size.v[main] - b->style.gap, 0);
    lpx_t length[2] = { room, 0 };
    if (part[0] != LAYOUT_NONE && part[1] != LAYOUT_NONE) {
        lpx_t least = split_min(&l->boxes[part[0]].style, main);
        lpx_t most = MAX(room - split_min(&l->boxes[part[1]].style, main), 0);
        lpx_t wish = (lpx_t)(((int64_t)room * MIN(b->style.ratio, 65536u) + 32768) / 65536);
        length[0] = MIN(MAX(wish, least), MAX(most, room / 2));
        length[1] = room - length[0];
    }
    lpx_t at[2] = { 0, 0 };
    uint32_t child = part[0];
    for (int i = 0; child != LAYOUT_NONE; i++) {
        struct layout_limits tight;
        lpx_t len = i < 2 ? length[i] : 0;
        tight.min[main] = tight.max[main] = len;
        tight.min[cross] = tight.max[cross] = size.v[cross];
        (void)layout_child(c, child, tight, passes, MODE_PLACE);
        layout_put(c, child, at, size.v[AXIS_X]);
        at[main] = lpx_add(at[main], lpx_add(len, b->style.gap));
        child = layout_visible(l, l->boxes[child].next);
    }
    b->content[0] = size.v[0];
    b->content[1] = size.v[1];
    return size;
}
