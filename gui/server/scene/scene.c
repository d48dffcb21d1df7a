// SPDX-License-Identifier: MIT
#include "scene_area.h"
#include "scene_rows.h"

#include <stdlib.h>
#include <string.h>

status_t scene_init(struct scene *s, uint32_t bank_b, struct text *text, scale_t scale) {
    memset(s, 0, sizeof(*s));
    s->text = text;
    s->scale = scale;
    for (int i = 0; i < 2; i++) {
        s->memory[i] = aligned_alloc(16, ALIGN_UP(ui_tree_memory_b(bank_b), (size_t)16));
    }
    if (s->memory[0] == NULL || s->memory[1] == NULL) {
        free(s->memory[0]);
        free(s->memory[1]);
        memset(s->memory, 0, sizeof(s->memory));
        return ERR_NO_MEMORY;
    }
    ui_tree_init(&s->tree, bank_b, s->memory[0]);
    ui_tree_init(&s->spare, bank_b, s->memory[1]);
    return OK;
}

void scene_deinit(struct scene *s) {
    for (uint32_t i = 0; i < s->tree.num_nodes; i++) {
        scene_free_value(&s->nodes[i].value);
    }
    scene_docs_free(s);
    free(s->nodes);
    free(s->layout.boxes);
    free(s->memory[0]);
    free(s->memory[1]);
    free(s->saved);
    memset(s, 0, sizeof(*s));
}

uint32_t scene_find(const struct scene *s, uint32_t id) {
    if (id == 0 || s->tree.num_nodes == 0) {
        return SCENE_NONE;
    }
    uint32_t node = ui_tree_find(&s->tree, id);
    return node == UI_NODE_NONE ? SCENE_NONE : node;
}

static bool contains(struct lpx_rect r, lpx_t x, lpx_t y) {
    return x >= r.x && y >= r.y && x - r.x < r.w && y - r.y < r.h;
}

uint32_t scene_hit(const struct scene *s, uint32_t top, lpx_t x, lpx_t y) {
    uint32_t hit = top;
    for (;;) {
        // Later siblings lie on top of earlier ones.
        uint32_t found = SCENE_NONE;
        uint32_t child = s->tree.first_child[hit];
        for (; child != UI_NODE_NONE; child = s->tree.next_sibling[child]) {
            const struct scene_node *n = &s->nodes[child];
            if ((n->state & SCENE_SHOWN) != 0 && contains(n->box, x, y) &&
                contains(n->clip, x, y)) {
                found = child;
            }
        }
        if (found == SCENE_NONE) {
            return hit;
        }
        hit = found;
    }
}

uint32_t scene_reacting(const struct scene *s, uint32_t node) {
    const uint32_t wants = UI_ON_CLICK | UI_ON_CHANGE | UI_ON_POINTER | UI_ON_DROP | UI_ON_MENU;
    while (node != SCENE_NONE && s->nodes[node].top != node) {
        const struct ui_node *n = &s->tree.nodes[node];
        const struct ui_kind_info *info = &ui_kind_table[n->kind];
        uint32_t list = rows_list_of(s, node);
        if (list != SCENE_NONE && rows_choosing(s, list)) {
            return node;
        }
        if ((n->on & wants) != 0 || (info->focusable && info->holds == 0)) {
            return node;
        }
        node = n->parent;
    }
    return SCENE_NONE;
}

/// Whether the keyboard stops at the list as a whole.
static bool rows_stop(const struct scene *s, uint32_t list) {
    return rows_choosing(s, list) || rows_fixed(s, list);
}

bool scene_focusable(const struct scene *s, uint32_t node) {
    const struct ui_node *n = &s->tree.nodes[node];
    if ((s->nodes[node].state & (SCENE_SHOWN | SCENE_DISABLED)) != SCENE_SHOWN ||
        !ui_kind_table[n->kind].focusable) {
        return false;
    }
    switch (s->tree.nodes[node].kind) { // only the kinds with a rule of their own
    case UI_KIND_LIST:
    case UI_KIND_TABLE:
    case UI_KIND_TREE:
        return rows_stop(s, node); // else their rows are the stops
    case UI_KIND_ITEM:
        return (n->on & UI_ON_CLICK) != 0 && !rows_stop(s, n->parent);
    case UI_KIND_CANVAS:
    case UI_KIND_CELLS:
        return (n->on & (UI_ON_KEY | UI_ON_TEXT | UI_ON_CLICK)) != 0;
    default:
        return true;
    }
}

uint32_t scene_tab(const struct scene *s, uint32_t top, uint32_t node, bool back) {
    uint32_t end = s->tree.end[top];
    uint32_t count = end - top;
    uint32_t at = node >= top && node < end ? node - top : (back ? 0 : count - 1);
    for (uint32_t i = 0; i < count; i++) {
        at = (back ? at + count - 1 : at + 1) % count;
        if (scene_focusable(s, top + at)) {
            return top + at;
        }
    }
    return SCENE_NONE;
}
