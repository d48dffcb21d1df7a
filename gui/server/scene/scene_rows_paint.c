// SPDX-License-Identifier: MIT
/// @file
/// How rows look: selection, ring, triangles, and what stands for rows that are still to come.
#include "scene_rows.h"

/// Bars of skeleton rows.
#define SKELETON_H LPX(8)
#define SKELETON_X LPX(12)

/// Where the text of a row begins: lines between rows do, too.
static lpx_t text_inset(const struct scene *s, uint32_t item) {
    lpx_t inset = LPX((int32_t)ui_tree_u32(&s->tree, item, UI_ATTR_PAD));
    uint32_t first = s->tree.first_child[item];
    if (first == UI_NODE_NONE) {
        return inset;
    }
    switch (s->tree.nodes[first].kind) { // only the kinds with something before their text
    case UI_KIND_CHECKBOX:
    case UI_KIND_RADIO:
        return inset + CHECK_SIZE + CHECK_GAP;
    case UI_KIND_ICON:
    case UI_KIND_APP_ICON: {
        lpx_t w = s->layout.boxes[first].size[AXIS_X];
        return inset + w + LPX((int32_t)ui_tree_u32(&s->tree, item, UI_ATTR_GAP));
    }
    default:
        return inset;
    }
}

void rows_paint_node(const struct scene *s, uint32_t item, struct paint_node *out) {
    uint32_t list = s->tree.nodes[item].parent;
    const struct ui_node *n = &s->tree.nodes[item];
    const struct scene_node *l = &s->nodes[list];
    bool choosing = rows_choosing(s, list);
    if ((n->on & UI_ON_CLICK) == 0 && !choosing) {
        out->flags &= ~(uint32_t)(PAINT_HOVER | PAINT_PRESSED);
    }
    out->flags |= (n->flags & UI_FLAG_SELECTED) != 0 ? PAINT_CHECKED : 0;
    bool current = l->value.choice >= 0 && (int64_t)l->value.choice == s->nodes[item].row;
    if (current && (l->state & SCENE_RING) != 0 && (l->state & SCENE_DISABLED) == 0) {
        out->flags |= PAINT_FOCUS;
    }
    out->icon = UI_NO_ICON;
    if (scene_kind(s, list) == UI_KIND_TREE) {
        uint32_t level = ui_tree_u32(&s->tree, item, UI_ATTR_LEVEL);
        out->value = (uint32_t)(LPX(4) + (lpx_t)level * TREE_INDENT);
        if ((n->flags & UI_FLAG_EXPANDABLE) != 0) {
            out->icon = (n->flags & UI_FLAG_OPEN) != 0 ? UI_EXPANDED : UI_COLLAPSED;
        }
    } else if (!rows_fixed(s, list) && s->tree.first_child[list] != item) {
        out->flags |= PAINT_LINE;
        out->value = (uint32_t)text_inset(s, item);
    } else if (scene_kind(s, list) == UI_KIND_TABLE && s->nodes[item].row % 2 == 1) {
        out->flags |= PAINT_STRIPE;
    }
    if ((out->flags & (PAINT_HOVER | PAINT_CHECKED | PAINT_PRESSED | PAINT_FOCUS | PAINT_LINE |
                       PAINT_STRIPE)) == 0 &&
        out->icon == UI_NO_ICON) {
        out->kind = PAINT_NONE;
    }
}

/// A bar where the text of `row` will be, as long as a text may be.
static void paint_skeleton(const struct scene *s, uint32_t list, int64_t row,
                           const struct paint *p) {
    struct lpx_rect box = rows_place(s, list, row);
    const struct layout_box *b = &s->layout.boxes[list];
    if (scene_kind(s, list) == UI_KIND_TABLE && row % 2 == 1) {
        struct paint_node stripe = { .kind = PAINT_ROW_HOVER, .flags = PAINT_STRIPE, .box = box };
        paint_node(p, &stripe);
    }
    uint32_t hash = ((uint32_t)row * 0x9e3779b1u) >> 24;
    struct paint_node bar = { .kind = PAINT_SKELETON };
    lpx_t w = MIN(box.w, s->nodes[list].box.w) - 2 * SKELETON_X;
    bar.box = (struct lpx_rect){ box.x + SKELETON_X, box.y + (box.h - SKELETON_H) / 2,
                                 w / 4 + (lpx_t)((int64_t)w * hash / 512), SKELETON_H };
    if (b->style.head_h == 0 && bar.box.w > 0) {
        paint_node(p, &bar);
        return;
    }
    uint32_t k = s->tree.first_child[list];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        const struct scene_node *n = &s->nodes[k];
        if (s->tree.nodes[k].kind == UI_KIND_TABLE_COLUMN && (n->state & SCENE_SHOWN) != 0) {
            lpx_t room = MAX(n->box.w - 2 * LPX(10), 0);
            bar.box.x = n->box.x + LPX(10);
            bar.box.w = room / 3 + (lpx_t)((int64_t)room * (hash % 64) / 128);
            paint_node(p, &bar);
        }
    }
}

void rows_paint(const struct scene *s, uint32_t list, const struct paint *p) {
    const struct scene_node *n = &s->nodes[list];
    struct paint clipped = *p;
    clipped.draw.clip = px_box_intersect(
        p->draw.clip, px_box_intersect(lpx_snap_rect(scene_view(s, list), s->scale),
                                       lpx_snap_rect(n->clip, s->scale)));
    if (!rows_fixed(s, list) || px_box_empty(clipped.draw.clip)) {
        return;
    }
    int64_t first;
    uint32_t count = rows_visible(s, list, &first);
    const struct scene_rows *rows = &n->value.rows;
    for (int64_t row = first; row < first + count; row++) {
        if (row >= rows->first && row - rows->first < rows->count) {
            continue;
        }
        paint_skeleton(s, list, row, &clipped);
        if (row == n->value.choice && (n->state & SCENE_RING) != 0) {
            struct paint_node ring = { .kind = PAINT_ROW_HOVER,
                                       .flags = PAINT_FOCUS,
                                       .box = rows_place(s, list, row) };
            paint_node(&clipped, &ring);
        }
    }
}
