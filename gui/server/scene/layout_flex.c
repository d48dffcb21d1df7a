// SPDX-License-Identifier: MIT
/// @file
/// Rows, columns and scrolling containers.
///
/// 1. children that do not grow get their natural length; 2. if they are too long, those that may
/// shrink give way in proportion; 3. what is left goes to those that grow; 4. the widest decides
/// the cross size, and stretched children are laid out again with it; 5. positions.
#include "layout_int.h"

struct flex {
    uint8_t main;
    uint8_t cross;
    bool grows;       ///< The main axis is bounded, so growing children share what is left.
    bool cross_tight; ///< The cross size is known beforehand.
    bool stretch;
    bool second; ///< Children may be laid out twice: the first time is only a measurement.
    uint8_t passes;
    struct layout_limits inner;
    uint32_t n;         ///< Children that take room.
    uint32_t grow;      ///< Sum of their shares.
    int64_t used;       ///< Sum of lengths, gaps included.
    int64_t shrinkable; ///< Sum of the lengths of those that may shrink.
    lpx_t thick;        ///< Largest cross size.
};

#define FOR_VISIBLE(l, child, first)                                                               \
    for (uint32_t child = layout_visible(l, first); child != LAYOUT_NONE;                          \
         child = layout_visible(l, (l)->boxes[child].next))

static bool child_grows(const struct flex *f, const struct layout_box *child) {
    return f->grows && child->style.grow > 0;
}

static struct layout_limits natural_limits(const struct flex *f) {
    struct layout_limits limits;
    limits.min[f->main] = 0;
    limits.max[f->main] = LPX_INF;
    limits.min[f->cross] = f->stretch && f->cross_tight ? f->inner.max[f->cross] : 0;
    limits.max[f->cross] = f->inner.max[f->cross];
    return limits;
}

static void note_cross(struct flex *f, struct layout_size size) {
    f->thick = MAX(f->thick, size.v[f->cross]);
}

/// What scrolls may be wider than its place, too, where a child says a width.
static void widen(struct flex *f, const struct layout_call *c) {
    lpx_t wide = 0;
    FOR_VISIBLE(c->l, child, c->l->boxes[c->box].first) {
        const struct layout_style *s = &c->l->boxes[child].style;
        wide = MAX(wide, MAX(s->want[f->cross], s->min[f->cross])); // LPX_AUTO is negative
    }
    if (wide > f->inner.max[f->cross]) {
        f->inner.min[f->cross] = f->inner.max[f->cross] = wide;
    }
}

static void flex_init(struct flex *f, const struct layout_call *c, bool unbounded) {
    const struct layout_box *b = &c->l->boxes[c->box];
    uint8_t main = b->style.axis;
    *f = (struct flex){ .main = main, .cross = (uint8_t)(main ^ 1) };
    f->inner = layout_inner(&b->style, c->own);
    if (unbounded) {
        f->inner.min[main] = 0;
        f->inner.max[main] = LPX_INF;
        widen(f, c);
    }
    f->grows = f->inner.max[main] < LPX_INF;
    f->cross_tight = f->inner.min[f->cross] == f->inner.max[f->cross];
    f->stretch = b->style.align == LAYOUT_STRETCH;

    bool shrinks = false;
    FOR_VISIBLE(c->l, child, b->first) {
        const struct layout_style *s = &c->l->boxes[child].style;
        f->n++;
        f->grow += child_grows(f, &c->l->boxes[child]) ? s->grow : 0;
        shrinks = shrinks || s->shrink;
    }
    f->second = (f->stretch && !f->cross_tight) || (f->grows && shrinks);
    f->passes = f->second && c->passes > 0 ? (uint8_t)(c->passes - 1) : c->passes;
    f->used = f->n > 0 ? (int64_t)b->style.gap * (f->n - 1) : 0;
}

static enum layout_mode first_mode(const struct flex *f, const struct layout_call *c) {
    return f->second ? MODE_MEASURE : c->mode;
}

static void lay_natural(struct flex *f, struct layout_call *c) {
    const struct layout_box *b = &c->l->boxes[c->box];
    FOR_VISIBLE(c->l, child, b->first) {
        if (child_grows(f, &c->l->boxes[child])) {
            continue;
        }
        struct layout_size size =
            layout_child(c, child, natural_limits(f), f->passes, first_mode(f, c));
        f->used += size.v[f->main];
        if (c->l->boxes[child].style.shrink && layout_may_repeat(c, child)) {
            f->shrinkable += size.v[f->main];
        }
        note_cross(f, size);
    }
}

static void shrink(struct flex *f, struct layout_call *c) {
    int64_t over = f->used - f->inner.max[f->main];
    if (!f->grows || over <= 0 || f->shrinkable == 0) {
        return;
    }
    over = MIN(over, f->shrinkable);
    f->thick = 0;
    int64_t seen = 0;
    int64_t total = f->shrinkable;
    const struct layout_box *b = &c->l->boxes[c->box];
    FOR_VISIBLE(c->l, child, b->first) {
        struct layout_box *k = &c->l->boxes[child];
        if (child_grows(f, k)) {
            continue;
        }
        lpx_t length = k->got.v[f->main];
        if (k->style.shrink && layout_may_repeat(c, child)) {
            // Differences of running sums, so that the parts add up to exactly `over`.
            int64_t before = over * seen / total;
            seen += length;
            lpx_t part = (lpx_t)(over * seen / total - before);
            struct layout_limits limits = natural_limits(f);
            limits.max[f->main] = MAX(length - part, MIN(k->style.min[f->main], length));
            (void)layout_child(c, child, limits, f->passes, MODE_MEASURE);
            f->used += k->got.v[f->main] - length;
        }
        note_cross(f, k->got);
    }
}

static void lay_growing(struct flex *f, struct layout_call *c) {
    if (f->grow == 0) {
        return;
    }
    int64_t room = MAX((int64_t)f->inner.max[f->main] - f->used, 0);
    int64_t seen = 0;
    const struct layout_box *b = &c->l->boxes[c->box];
    FOR_VISIBLE(c->l, child, b->first) {
        const struct layout_style *s = &c->l->boxes[child].style;
        if (!child_grows(f, &c->l->boxes[child])) {
            continue;
        }
        int64_t before = room * seen / f->grow;
        seen += s->grow;
        lpx_t share = (lpx_t)(room * seen / f->grow - before);
        share = CLAMP(share, s->min[f->main], MAX(s->max[f->main], s->min[f->main]));
        struct layout_limits limits = natural_limits(f);
        limits.min[f->main] = limits.max[f->main] = share;
        struct layout_size size = layout_child(c, child, limits, f->passes, first_mode(f, c));
        f->used += size.v[f->main];
        note_cross(f, size);
    }
}

/// Gives stretched children the cross size that came out.
static void stretch(struct flex *f, struct layout_call *c, lpx_t thick) {
    if (!f->stretch || f->cross_tight) {
        return;
    }
    FOR_VISIBLE(c->l, child, c->l->boxes[c->box].first) {
        struct layout_box *k = &c->l->boxes[child];
        if (k->got.v[f->cross] >= thick || !layout_may_repeat(c, child)) {
            continue;
        }
        struct layout_limits limits = k->give;
        limits.min[f->cross] = limits.max[f->cross] = thick;
        // The length is decided; a wrapped text must not get shorter by being wider.
        limits.min[f->main] = limits.max[f->main] = k->got.v[f->main];
        (void)layout_child(c, child, limits, f->passes, MODE_MEASURE);
    }
}

static void place(const struct flex *f, struct layout_call *c, struct layout_size size) {
    struct layout *l = c->l;
    struct layout_box *b = &l->boxes[c->box];
    const struct layout_style *s = &b->style;
    lpx_t room[2];
    for (int a = 0; a < 2; a++) {
        room[a] = MAX(size.v[a] - s->pad[a] - s->pad_end[a], 0);
    }
    lpx_t gap = s->gap;
    lpx_t used = (lpx_t)MIN(f->used, (int64_t)LPX_INF);
    lpx_t at_main = layout_offset(s->justify, room[f->main], used);
    if (s->justify == LAYOUT_BETWEEN && f->n > 1 && room[f->main] > used) {
        gap += (room[f->main] - used) / (lpx_t)(f->n - 1);
    }
    FOR_VISIBLE(l, child, b->first) {
        struct layout_box *k = &l->boxes[child];
        struct layout_size got = layout_child(c, child, k->give, f->passes, MODE_PLACE);
        lpx_t at[2];
        at[f->main] = lpx_add(s->pad[f->main], at_main);
        at[f->cross] = s->pad[f->cross] + layout_offset(s->align, room[f->cross], got.v[f->cross]);
        layout_put(c, child, at, size.v[AXIS_X]);
        at_main = lpx_add(at_main, lpx_add(got.v[f->main], gap));
    }
}

static struct layout_size flex(struct layout_call *c, bool unbounded) {
    struct flex f;
    flex_init(&f, c, unbounded);
    lay_natural(&f, c);
    shrink(&f, c);
    lay_growing(&f, c);

    struct layout_box *b = &c->l->boxes[c->box];
    struct layout_size size;
    lpx_t length = (lpx_t)MIN(f.used, (int64_t)LPX_MAX);
    if (f.grow > 0) {
        length = MAX(length, f.inner.max[f.main]);
    }
    size.v[f.main] = lpx_add(length, b->style.pad[f.main] + b->style.pad_end[f.main]);
    size.v[f.cross] = lpx_add(f.thick, b->style.pad[f.cross] + b->style.pad_end[f.cross]);
    struct layout_size content = size;
    size = layout_clamp(size, c->own);
    stretch(&f, c, MAX(size.v[f.cross] - b->style.pad[f.cross] - b->style.pad_end[f.cross], 0));
    if (c->mode == MODE_PLACE) {
        b->content[0] = content.v[0];
        b->content[1] = content.v[1];
        place(&f, c, size);
    }
    return size;
}

struct layout_size layout_flex(struct layout_call *c) {
    return flex(c, false);
}

struct layout_size layout_scroll(struct layout_call *c) {
    return flex(c, true);
}
