// SPDX-License-Identifier: MIT
// A hierarchy as rows. Only nodes that are open are kept: each knows how many rows lie below it.
#include "internal.h"

#include <stdlib.h>

struct ui_outline_node {
    struct ui_outline_node *parent;
    struct ui_outline_node **open; ///< Open children, sorted by `index`. Owned.
    uint32_t num_open, max_open;
    uint32_t index; ///< Among the children of `parent`.
    uint32_t num_children;
    uint32_t rows; ///< Below it, as it shows.
    uint64_t id;
};

/// Where a row is: in `in`, as its child `index`, or as the open child `node`.
struct place {
    struct ui_outline_node *in;
    uint32_t index;
    uint32_t level;
    struct ui_outline_node *node;
};

static struct ui_outline_node *make(ui_outline *o, uint64_t id) {
    struct ui_outline_node *n = uii_grow(NULL, sizeof *n);
    *n = (struct ui_outline_node){ .id = id, .num_children = o->num_children(id, o->data) };
    n->rows = n->num_children;
    return n;
}

static struct ui_outline_node *root_of(ui_outline *o) {
    if (o->root == NULL) {
        o->root = make(o, 0);
    }
    return o->root;
}

static void free_node(struct ui_outline_node *n) {
    for (uint32_t i = 0; i < n->num_open; i++) {
        free_node(n->open[i]); // as deep as the user opened it
    }
    free(n->open);
    free(n);
}

uint32_t ui_outline_count(ui_outline *o) {
    return root_of(o)->rows;
}

static bool find(ui_outline *o, uint32_t row, struct place *out) {
    struct ui_outline_node *in = root_of(o);
    uint32_t level = 0;
    if (row >= in->rows) {
        return false;
    }
    for (;;) {
        // Rows before an open child: its index and what lies below open children before it.
        uint32_t below = 0;
        struct ui_outline_node *enter = NULL;
        for (uint32_t i = 0; i < in->num_open; i++) {
            struct ui_outline_node *k = in->open[i];
            uint32_t at = k->index + below;
            if (row < at) {
                break;
            }
            if (row == at) {
                *out = (struct place){ in, k->index, level, k };
                return true;
            }
            if (row - at <= k->rows) {
                enter = k;
                row -= at + 1;
                break;
            }
            below += k->rows;
        }
        if (enter == NULL) {
            *out = (struct place){ in, row - below, level, NULL };
            return true;
        }
        in = enter;
        level++;
    }
}

ui_outline_row ui_outline_at(ui_outline *o, uint32_t row) {
    struct place p;
    if (!find(o, row, &p)) {
        return (ui_outline_row){ 0 };
    }
    uint64_t id = p.node != NULL ? p.node->id : o->child(p.in->id, p.index, o->data);
    return (ui_outline_row){
        .id = id,
        .level = p.level,
        .expandable = p.node != NULL || o->num_children(id, o->data) > 0,
        .open = p.node != NULL,
    };
}

/// `rows` more or fewer lie below `n`.
static void add_rows(struct ui_outline_node *n, int64_t rows) {
    for (; n != NULL; n = n->parent) {
        n->rows = (uint32_t)((int64_t)n->rows + rows);
    }
}

void ui_outline_set(ui_outline *o, uint32_t row, bool open) {
    struct place p;
    if (!find(o, row, &p) || (p.node != NULL) == open) {
        return;
    }
    struct ui_outline_node *in = p.in;
    uint32_t at = 0;
    while (at < in->num_open && in->open[at]->index < p.index) {
        at++;
    }
    if (open) {
        struct ui_outline_node *n = make(o, o->child(in->id, p.index, o->data));
        if (n->num_children == 0) {
            free(n);
            return;
        }
        n->parent = in;
        n->index = p.index;
        if (in->num_open == in->max_open) {
            in->max_open = in->max_open != 0 ? 2 * in->max_open : 8;
            in->open = uii_grow(in->open, in->max_open * sizeof(struct ui_outline_node *));
        }
        memmove(&in->open[at + 1], &in->open[at],
                (in->num_open - at) * sizeof(struct ui_outline_node *));
        in->open[at] = n;
        in->num_open++;
        add_rows(in, n->rows);
    } else {
        add_rows(in, -(int64_t)p.node->rows);
        in->num_open--;
        memmove(&in->open[at], &in->open[at + 1],
                (in->num_open - at) * sizeof(struct ui_outline_node *));
        free_node(p.node);
    }
}

void ui_outline_clear(ui_outline *o) {
    if (o->root != NULL) {
        free_node(o->root);
        o->root = NULL;
    }
}
