// SPDX-License-Identifier: MIT
#include "scene_rows.h"

/// Height of the rows of tables and trees that say nothing.
#define TABLE_ROW_H 32u
#define TREE_ROW_H 28u

/// Inset of what stands in a row of a fixed height.
#define ROW_PAD LPX(10)
#define ROW_GAP LPX(8)

static uint32_t row_px(const struct ui_tree *tree, uint32_t node) {
    uint32_t px = ui_tree_u32(tree, node, UI_ATTR_ROW_H);
    switch (tree->nodes[node].kind) { // only the kinds with rows
    case UI_KIND_TABLE:
        return px != 0 ? px : TABLE_ROW_H;
    case UI_KIND_TREE:
        return px != 0 ? px : TREE_ROW_H;
    case UI_KIND_LIST:
        return px;
    default:
        return 0;
    }
}

static uint32_t count_items(const struct ui_tree *tree, uint32_t list) {
    uint32_t n = 0;
    uint32_t k = tree->first_child[list];
    for (; k != UI_NODE_NONE; k = tree->next_sibling[k]) {
        n += tree->nodes[k].kind == UI_KIND_ITEM ? 1 : 0;
    }
    return n;
}

static uint32_t total(const struct ui_tree *tree, uint32_t list) {
    uint32_t given = count_items(tree, list);
    uint32_t first = ui_tree_u32(tree, list, UI_ATTR_FIRST);
    uint32_t count = ui_tree_u32(tree, list, UI_ATTR_COUNT);
    if (ui_tree_attr(tree, list, UI_ATTR_COUNT) == NULL) {
        return first > UINT32_MAX - given ? UINT32_MAX : first + given;
    }
    return count;
}

static void item_style(const struct ui_tree *tree, uint32_t node, struct layout_style *s) {
    uint32_t list = tree->nodes[node].parent;
    if (row_px(tree, list) == 0) {
        return;
    }
    if (ui_tree_attr(tree, node, UI_ATTR_PAD) == NULL) {
        s->pad[AXIS_X] = s->pad_end[AXIS_X] = ROW_PAD;
    }
    s->pad[AXIS_Y] = s->pad_end[AXIS_Y] = 0;
    if (ui_tree_attr(tree, node, UI_ATTR_GAP) == NULL) {
        s->gap = ROW_GAP;
    }
    if (tree->nodes[list].kind == UI_KIND_TREE) {
        uint32_t level = ui_tree_u32(tree, node, UI_ATTR_LEVEL);
        s->pad[AXIS_X] = LPX(4) + TREE_TRIANGLE + (lpx_t)level * TREE_INDENT;
    } else if (tree->nodes[list].kind == UI_KIND_TABLE && s->kind != LAYOUT_HIDDEN) {
        s->kind = LAYOUT_CELLS;
    }
}

void rows_style(const struct ui_tree *tree, uint32_t node, struct layout_style *s) {
    enum ui_kind kind = (enum ui_kind)tree->nodes[node].kind;
    if (kind == UI_KIND_ITEM) {
        item_style(tree, node, s);
    }
    uint32_t px = rows_kind(kind) ? row_px(tree, node) : 0;
    if (px == 0 || s->kind == LAYOUT_HIDDEN) {
        return;
    }
    s->kind = LAYOUT_ROWS;
    s->row_h = LPX((int32_t)px);
    s->count = total(tree, node);
    for (int a = 0; a < 2; a++) {
        s->pad[a] = s->pad_end[a] = MAX(s->pad[a], ROWS_PAD);
    }
    if (kind == UI_KIND_TABLE) {
        s->head_h = TABLE_HEAD_H;
        s->pad[AXIS_Y] = 0; // the titles begin at the top
    }
}

bool rows_fixed(const struct scene *s, uint32_t node) {
    return s->layout.boxes[node].style.kind == LAYOUT_ROWS;
}

bool rows_choosing(const struct scene *s, uint32_t node) {
    return rows_kind(scene_kind(s, node)) && (s->tree.nodes[node].on & UI_ON_CHANGE) != 0;
}

uint32_t rows_list_of(const struct scene *s, uint32_t node) {
    return scene_kind(s, node) == UI_KIND_ITEM ? s->tree.nodes[node].parent : SCENE_NONE;
}

int64_t rows_count(const struct scene *s, uint32_t list) {
    return rows_fixed(s, list) ? (int64_t)total(&s->tree, list)
                               : (int64_t)count_items(&s->tree, list);
}

uint32_t rows_item(const struct scene *s, uint32_t list, int64_t row) {
    uint32_t k = s->tree.first_child[list];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        if (s->tree.nodes[k].kind == UI_KIND_ITEM && (int64_t)s->nodes[k].row == row) {
            return k;
        }
    }
    return SCENE_NONE;
}

/// Top of row 0 in the window when nothing is scrolled.
static int64_t rows_origin(const struct scene *s, uint32_t list) {
    const struct layout_style *style = &s->layout.boxes[list].style;
    return (int64_t)s->nodes[list].box.y + style->pad[AXIS_Y] + style->head_h;
}

struct lpx_rect rows_place(const struct scene *s, uint32_t list, int64_t row) {
    const struct layout_box *b = &s->layout.boxes[list];
    const struct scene_node *n = &s->nodes[list];
    if (!rows_fixed(s, list)) {
        uint32_t item = rows_item(s, list, row);
        return item == SCENE_NONE ? (struct lpx_rect){ 0 } : s->nodes[item].box;
    }
    int64_t y = rows_origin(s, list) + row * b->style.row_h - n->value.scroll[AXIS_Y];
    int64_t x = (int64_t)n->box.x + b->style.pad[AXIS_X] - n->value.scroll[AXIS_X];
    lpx_t w = MAX(b->content[AXIS_X] - b->style.pad[AXIS_X] - b->style.pad_end[AXIS_X], 0);
    return (struct lpx_rect){ (lpx_t)CLAMP(x, -(int64_t)LPX_INF, (int64_t)LPX_INF),
                              (lpx_t)CLAMP(y, -(int64_t)LPX_INF, (int64_t)LPX_INF), w,
                              b->style.row_h };
}

int64_t rows_at(const struct scene *s, uint32_t list, lpx_t y) {
    struct lpx_rect view = scene_view(s, list);
    if (y < view.y || y >= view.y + view.h) {
        return ROW_NONE;
    }
    if (!rows_fixed(s, list)) {
        uint32_t k = s->tree.first_child[list];
        for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
            const struct lpx_rect *box = &s->nodes[k].box;
            if ((s->nodes[k].state & SCENE_SHOWN) != 0 && y >= box->y && y < box->y + box->h) {
                return s->nodes[k].row;
            }
        }
        return ROW_NONE;
    }
    int64_t at = (int64_t)y - rows_origin(s, list) + s->nodes[list].value.scroll[AXIS_Y];
    int64_t row = lpx_floor_div(at, s->layout.boxes[list].style.row_h);
    return row >= 0 && row < rows_count(s, list) ? row : ROW_NONE;
}

uint32_t rows_visible(const struct scene *s, uint32_t list, int64_t *out_first) {
    *out_first = 0;
    struct lpx_rect view = scene_view(s, list);
    int64_t count = rows_count(s, list);
    if (!rows_fixed(s, list) || view.h <= 0 || count == 0) {
        return 0;
    }
    lpx_t row_h = s->layout.boxes[list].style.row_h;
    int64_t from = (int64_t)view.y - rows_origin(s, list) + s->nodes[list].value.scroll[AXIS_Y];
    int64_t first = CLAMP(lpx_floor_div(from, row_h), (int64_t)0, count);
    int64_t end = CLAMP(lpx_floor_div(from + view.h + row_h - 1, row_h), first, count);
    *out_first = first;
    return (uint32_t)(end - first);
}

int64_t rows_page(const struct scene *s, uint32_t list) {
    lpx_t row_h = s->layout.boxes[list].style.row_h;
    lpx_t view = scene_view(s, list).h;
    return rows_fixed(s, list) && row_h > 0 ? MAX((int64_t)view / row_h - 1, (int64_t)1) : 5;
}

int64_t rows_reveal_by(const struct scene *s, uint32_t list, int64_t row) {
    struct lpx_rect view = scene_view(s, list);
    if (!rows_fixed(s, list)) {
        struct lpx_rect box = rows_place(s, list, row);
        return box.y < view.y ? (int64_t)box.y - view.y
                              : MAX((int64_t)box.y + box.h - view.y - view.h, (int64_t)0);
    }
    lpx_t row_h = s->layout.boxes[list].style.row_h;
    int64_t y = rows_origin(s, list) + row * row_h - s->nodes[list].value.scroll[AXIS_Y];
    if (y < view.y || row_h > view.h) {
        return y - view.y;
    }
    return MAX(y + row_h - view.y - view.h, (int64_t)0);
}

static struct px_box row_box(const struct scene *s, uint32_t list, int64_t row) {
    struct px_box view = lpx_snap_rect(scene_view(s, list), s->scale);
    return px_box_intersect(lpx_snap_rect(rows_place(s, list, row), s->scale),
                            px_box_intersect(view, lpx_snap_rect(s->nodes[list].clip, s->scale)));
}

/// Reports the pixels of `row`.
static void damage_row(struct scene *s, uint32_t list, int64_t row) {
    struct window *window = s->nodes[s->nodes[list].top].window;
    struct px_box box = row_box(s, list, row);
    if (window != NULL && row >= 0 && !px_box_empty(box) && !s->quiet) {
        s->damage(s->damage_self, window, box);
    }
}

void rows_touch(struct scene *s, uint32_t list, int64_t row) {
    uint32_t item = row >= 0 ? rows_item(s, list, row) : SCENE_NONE;
    if (item != SCENE_NONE) {
        scene_touch(s, item); // which may paint something now, or nothing any more
    } else {
        damage_row(s, list, row);
    }
}

void rows_set_current(struct scene *s, uint32_t list, int64_t row) {
    int32_t *choice = &s->nodes[list].value.choice;
    if (*choice != (int32_t)row) {
        int32_t before = *choice;
        *choice = s->nodes[list].value.rows.current = (int32_t)row;
        rows_touch(s, list, before);
        rows_touch(s, list, row);
    }
}

void rows_number(struct scene *s, uint32_t list) {
    struct scene_rows *rows = &s->nodes[list].value.rows;
    struct scene_rows before = *rows;
    rows->first = rows_fixed(s, list) ? ui_tree_u32(&s->tree, list, UI_ATTR_FIRST) : 0;
    rows->count = 0;
    int32_t choice = s->nodes[list].value.choice;
    uint32_t k = s->tree.first_child[list];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        if (s->tree.nodes[k].kind == UI_KIND_ITEM) {
            struct scene_node *n = &s->nodes[k];
            int64_t row = (int64_t)rows->first + rows->count++;
            bool was = before.current >= 0 && n->row == (uint32_t)before.current;
            bool is = row == choice;
            bool striped = n->row % 2 != (uint32_t)row % 2;
            n->repaint = n->repaint || was != is || striped; // it looks different
            n->row = (uint32_t)row;
        }
    }
    rows->current = choice;
    if (before.first == rows->first && before.count == rows->count) {
        return;
    }
    int64_t first;
    uint32_t n = rows_visible(s, list, &first);
    for (int64_t row = first; row < first + n; row++) {
        bool was = row >= before.first && row - before.first < before.count;
        bool is = row >= rows->first && row - rows->first < rows->count;
        if (was != is) {
            damage_row(s, list, row);
        }
    }
}

void rows_column_width(struct scene *s, uint32_t column) {
    struct layout_style *style = &s->layout.boxes[column].style;
    lpx_t width = (lpx_t)s->nodes[column].value.number;
    if (width > 0) {
        style->want[AXIS_X] = width;
        style->grow = 0;
    }
}

/// Whether `first`..`first + count` covers `low`..`high`.
static bool covers(uint32_t first, uint32_t count, int64_t low, int64_t high) {
    return count > 0 && (int64_t)first <= low && (int64_t)first + count >= high;
}

bool rows_wanted(const struct scene *s, uint32_t list, uint32_t *out_first, uint32_t *out_count) {
    const struct scene_rows *rows = &s->nodes[list].value.rows;
    int64_t first;
    int64_t n = rows_visible(s, list, &first);
    if (n == 0 || s->tree.events_seen < rows->asked_seq) {
        return false;
    }
    int64_t count = rows_count(s, list);
    // Asked for again when half of the overscan is used up, so not with every step.
    int64_t low = MAX(first - n / 2, (int64_t)0);
    int64_t high = MIN(first + n + n / 2, count);
    if (covers(rows->first, rows->count, low, high) ||
        (covers(rows->asked, rows->num_asked, low, high) && rows->num_asked > 0)) {
        return false;
    }
    int64_t from = MAX(first - n, (int64_t)0);
    *out_first = (uint32_t)from;
    *out_count = (uint32_t)(MIN(first + 2 * n, count) - from);
    return true;
}
