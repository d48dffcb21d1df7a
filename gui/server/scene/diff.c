// SPDX-License-Identifier: MIT
/// @file
/// From one tree to the next: what has the same id and kind is the same thing and keeps its state.
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "scene_image.h"
#include "scene_state.h"

/// What the next scene is made from.
struct diff {
    struct scene *s;              ///< Already holds the new tree and arrays.
    const struct ui_tree *before; ///< The tree that was shown.
    struct scene_node *was;       ///< Its nodes; values that were taken over are cleared.
    struct layout_box *was_box;
    bool *kept;       ///< By old index.
    uint32_t *origin; ///< By new index: old index or SCENE_NONE.
};

/// The node of the tree before that node `i` continues.
static uint32_t find_origin(const struct diff *d, uint32_t i) {
    const struct ui_node *n = &d->s->tree.nodes[i];
    if (d->before->num_nodes == 0) {
        return SCENE_NONE;
    }
    uint32_t old = ui_tree_find(d->before, n->id);
    if (old == UI_NODE_NONE) {
        return SCENE_NONE;
    }
    const struct ui_node *o = &d->before->nodes[old];
    bool same_thing = o->kind == n->kind && ((o->flags ^ n->flags) & UI_FLAG_SECRET) == 0;
    return same_thing ? old : SCENE_NONE;
}

/// True when the children of `i` are those of its origin, in the same order.
static bool same_children(const struct diff *d, uint32_t i, uint32_t old) {
    const struct ui_tree *t = &d->s->tree;
    uint32_t a = t->first_child[i];
    uint32_t b = d->before->first_child[old];
    while (a != UI_NODE_NONE && b != UI_NODE_NONE) {
        if (d->origin[a] != b) {
            return false;
        }
        a = t->next_sibling[a];
        b = d->before->next_sibling[b];
    }
    return a == b;
}

static uint32_t wide(uint16_t index) {
    return index == UI_NODE_NONE ? LAYOUT_NONE : index;
}

static void link_box(struct scene *s, uint32_t i) {
    struct layout_box *b = &s->layout.boxes[i];
    b->parent = i == 0 ? LAYOUT_NONE : s->tree.nodes[i].parent;
    b->first = wide(s->tree.first_child[i]);
    b->next = wide(s->tree.next_sibling[i]);
}

static uint32_t top_of(const struct scene *s, uint32_t i) {
    uint32_t parent = s->tree.nodes[i].parent;
    return i == 0 || parent == 0 ? i : s->nodes[parent].top;
}

/// Takes over what is known of the origin of `i`. True when layout must look at it.
static bool keep(struct diff *d, uint32_t i, uint32_t old) {
    struct scene *s = d->s;
    struct scene_node *n = &s->nodes[i];
    *n = d->was[old];
    d->was[old].value.edit = NULL;
    d->was[old].value.area = NULL;
    d->kept[old] = true;
    uint32_t old_top = d->was[old].top;
    n->top = top_of(s, i);
    if (n->top != i && d->origin[n->top] != old_top) {
        // It moved to another window: gone here, new there.
        if (d->was[old_top].window != NULL) {
            s->damage(s->damage_self, d->was[old_top].window, n->painted);
            s->damage(s->damage_self, d->was[old_top].window, n->bar[AXIS_X]);
            s->damage(s->damage_self, d->was[old_top].window, n->bar[AXIS_Y]);
        }
        n->painted = n->bar[AXIS_X] = n->bar[AXIS_Y] = (struct px_box){ 0 };
        n->repaint = true;
    }
    s->layout.boxes[i] = d->was_box[old];
    link_box(s, i);

    bool changed = !ui_tree_same_node(&s->tree, i, d->before, old);
    uint32_t parent = s->tree.nodes[i].parent;
    if (i != 0 && d->origin[parent] != d->before->nodes[old].parent) {
        s->delta.moved++;
    } else if (changed) {
        s->delta.changed++;
    } else {
        s->delta.same++;
    }
    if (changed) {
        n->repaint = true;
        if (scene_kind(s, i) == UI_KIND_TAB) {
            s->nodes[parent].repaint = true; // which paints its title
        }
        s->layout.boxes[i].style = scene_style(&s->tree, i);
    }
    return changed;
}

static void add(struct diff *d, uint32_t i) {
    struct scene *s = d->s;
    s->delta.added++;
    s->nodes[i].top = top_of(s, i);
    s->nodes[i].repaint = true;
    link_box(s, i);
    s->layout.boxes[i].style = scene_style(&s->tree, i);
}

/// Things that overlap look different in another order even where their boxes stay, and the lines
/// between rows depend on the rows.
static bool depends_on_children(enum ui_kind kind) {
    return kind == UI_KIND_STACK || kind == UI_KIND_CANVAS || kind == UI_KIND_LIST ||
           kind == UI_KIND_ITEM; // rows of one height have numbers instead
}

static void repaint_children(struct scene *s, uint32_t i) {
    for (uint32_t k = i; k < s->tree.end[i]; k++) {
        s->nodes[k].repaint = true;
    }
}

static void report_removed(struct diff *d) {
    struct scene *s = d->s;
    for (uint32_t old = 0; old < d->before->num_nodes; old++) {
        if (d->kept[old]) {
            continue;
        }
        s->delta.removed++;
        struct window *window = d->was[d->was[old].top].window;
        if (window != NULL) {
            s->damage(s->damage_self, window, d->was[old].painted);
            s->damage(s->damage_self, window, d->was[old].bar[AXIS_X]);
            s->damage(s->damage_self, window, d->was[old].bar[AXIS_Y]);
        }
        scene_free_value(&d->was[old].value);
    }
}

static void take_over(struct diff *d) {
    struct scene *s = d->s;
    uint32_t n = s->tree.num_nodes;
    bool exact = s->saved != NULL && scene_restore(s);
    for (uint32_t i = 0; i < n; i++) {
        d->origin[i] = find_origin(d, i);
        bool touched = true;
        if (d->origin[i] == SCENE_NONE) {
            add(d, i);
        } else {
            touched = keep(d, i, d->origin[i]);
        }
        bool restored = s->nodes[i].restored;
        if (!restored || !exact) {
            scene_take_value(s, i, d->origin[i] == SCENE_NONE && !restored);
        }
        scene_apply_value(s, i);
        if (touched) {
            layout_invalidate(&s->layout, i); // what stands before it is linked already
        }
    }
    // A second pass: whether the children are the same needs the origins of all of them.
    for (uint32_t i = 0; i < n; i++) {
        uint32_t old = d->origin[i];
        if (old != SCENE_NONE && !same_children(d, i, old)) {
            layout_invalidate(&s->layout, i);
            if (depends_on_children(scene_kind(s, i)) &&
                s->layout.boxes[i].style.kind != LAYOUT_ROWS) {
                repaint_children(s, i);
            }
        }
    }
}

static struct layout_size measure(void *self, uint32_t node, lpx_t max_w, lpx_t max_h) {
    struct scene *s = self;
    (void)max_h;
    struct paint_node n;
    scene_paint_node(s, node, &n);
    if (n.kind != PAINT_NONE) {
        struct lpx_size size = paint_measure(s->text, &n, max_w >= LPX_INF ? 0 : max_w);
        return (struct layout_size){ { size.w, size.h } };
    }
    switch (s->tree.nodes[node].kind) { // only the kinds that have a size of their own
    case UI_KIND_APP_MENU:
        if (s->measure_foreign != NULL) {
            struct lpx_size size = s->measure_foreign(s->damage_self, node);
            return (struct layout_size){ { size.w, size.h } };
        }
        return (struct layout_size){ 0 };
    case UI_KIND_CELLS:
        return scene_cells_natural(s, node);
    case UI_KIND_IMAGE:
        return scene_image_natural(s, node);
    case UI_KIND_CANVAS:
    case UI_KIND_TEXT_AREA:
        return (struct layout_size){ { LPX(300), LPX(150) } };
    case UI_KIND_SPINNER:
    case UI_KIND_SWATCH:
        return (struct layout_size){ { LPX(24), LPX(24) } };
    default:
        return (struct layout_size){ { 0, 0 } };
    }
}

status_t scene_commit(struct scene *s) {
    uint32_t n = s->spare.num_nodes;
    uint32_t old_n = s->tree.num_nodes;
    struct scene_node *nodes = calloc(n, sizeof(*nodes));
    struct layout_box *boxes = calloc(n, sizeof(*boxes));
    uint32_t *origin = malloc(n * sizeof(*origin));
    bool *kept = calloc(old_n + 1, sizeof(*kept));
    if (nodes == NULL || boxes == NULL || origin == NULL || kept == NULL) {
        free(nodes);
        free(boxes);
        free(origin);
        free(kept);
        return ERR_NO_MEMORY;
    }
    struct diff d = {
        .s = s,
        .before = &s->spare,
        .was = s->nodes,
        .was_box = s->layout.boxes,
        .kept = kept,
        .origin = origin,
    };
    struct ui_tree before = s->tree;
    s->tree = s->spare;
    s->spare = before;
    s->nodes = nodes;
    s->layout.boxes = boxes;
    s->layout.count = n;
    s->layout.measure = measure;
    s->layout.self = s;
    s->delta = (struct scene_delta){ 0 };
    scene_changed(s);

    take_over(&d);
    report_removed(&d);
    free(d.was);
    free(d.was_box);
    free(origin);
    free(kept);
    return OK;
}
