// SPDX-License-Identifier: MIT
// Lists, tables, trees, tabs, split views; the rows of them that are wanted.
#include "make.h"

/// Rows that a list gives before it was asked for any.
#define ROWS_AT_FIRST 40u

/// Most rows that are given at once, whatever the server asks.
#define ROWS_MAX 1024u

static ui_box_t list(struct ui_site site, enum ui_kind kind, const struct ui_list_p *p) {
    struct node *n = uii_make(site, kind, &p->common, p->multi ? UI_FLAG_MULTI : 0);
    if (n != NULL) {
        if (kind == UI_KIND_LIST) {
            uii_attr_number(n, UI_ATTR_PAD, p->pad);
        }
        if (kind != UI_KIND_TABLE) {
            uii_attr_number(n, UI_ATTR_GAP, p->gap);
        }
        if (p->bind != NULL) {
            uii_attr_number(n, UI_ATTR_CHOICE, MAX(*p->bind, -1));
            uii_table_bind(n, BIND_INT, p->bind, 0);
        }
        if (p->scroll_y > 0) {
            uii_attr_number(n, UI_ATTR_SCROLL_Y, p->scroll_y);
        }
        uii_make_handler(n, UI_EVENT_CHANGE, p->on_change);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_box_t ui_list_(struct ui_site site, struct ui_list_p p) {
    return list(site, UI_KIND_LIST, &p);
}

ui_box_t ui_table_(struct ui_site site, struct ui_list_p p) {
    return list(site, UI_KIND_TABLE, &p);
}

ui_box_t ui_tree_(struct ui_site site, struct ui_list_p p) {
    return list(site, UI_KIND_TREE, &p);
}

ui_leaf_t ui_column_title_(struct ui_site site, struct ui_column_p p) {
    uint32_t flags = (p.sorted ? UI_FLAG_SELECTED : 0) | (p.descending ? UI_FLAG_DESCENDING : 0) |
                     (p.fixed ? UI_FLAG_FIXED : 0);
    struct node *n = uii_make(site, UI_KIND_TABLE_COLUMN, &p.common, flags);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        uii_attr_number(n, UI_ATTR_ALIGN, p.align);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    }
    return (ui_leaf_t){ ref_of(n) };
}

ui_box_t ui_tabs_(struct ui_site site, struct ui_tabs_p p) {
    struct node *n = uii_make(site, UI_KIND_TABS, &p.common, 0);
    if (n != NULL) {
        if (p.bind != NULL) {
            uii_attr_number(n, UI_ATTR_CHOICE, MAX(*p.bind, 0));
            uii_table_bind(n, BIND_INT, p.bind, 0);
        }
        uii_make_handler(n, UI_EVENT_CHANGE, p.on_change);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_box_t ui_tab_(struct ui_site site, struct ui_tab_p p) {
    struct node *n = uii_make(site, UI_KIND_TAB, &p.common, 0);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        uii_attr_number(n, UI_ATTR_ICON, p.icon);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_box_t ui_split_(struct ui_site site, struct ui_split_p p) {
    struct node *n = uii_make(site, UI_KIND_SPLIT, &p.common, p.vertical ? UI_FLAG_VERTICAL : 0);
    if (n != NULL) {
        double value = p.bind != NULL ? *p.bind : p.value;
        if (p.bind != NULL || p.value > 0) {
            uii_attr_f64(n, UI_ATTR_VALUE, CLAMP(value, 0.0, 1.0));
        }
        uii_table_bind(n, BIND_DOUBLE, p.bind, 0);
        uii_make_handler(n, UI_EVENT_CHANGE, p.on_change);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_leaf_t ui_swatch_(struct ui_site site, struct ui_swatch_p p) {
    struct node *n = uii_make(site, UI_KIND_SWATCH, &p.common, p.selected ? UI_FLAG_SELECTED : 0);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_RGBA, p.rgba);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    }
    return (ui_leaf_t){ ref_of(n) };
}

void uii_rows_remember(const struct ui_event_rec *rec) {
    uint32_t slot = rec->id % LISTS_MAX;
    for (uint32_t i = 0; i < LISTS_MAX; i++) {
        uint32_t at = (rec->id + i) % LISTS_MAX;
        if (uii.lists[at].id == rec->id || uii.lists[at].id == 0) {
            slot = at;
            break;
        }
    }
    uii.lists[slot].id = rec->id;
    uii.lists[slot].first = rec->visible.first;
    uii.lists[slot].count = MIN(rec->visible.count, ROWS_MAX);
}

/// The rows that `n` was asked for last; at first those where it is scrolled to.
static void wanted(const struct node *n, uint32_t row_h, uint32_t *first, uint32_t *count) {
    for (uint32_t i = 0; i < LISTS_MAX; i++) {
        if (uii.lists[i].id == n->id) {
            *first = uii.lists[i].first;
            *count = uii.lists[i].count;
            return;
        }
    }
    const struct attr *scroll = uii_attr_find(n, UI_ATTR_SCROLL_Y);
    *first = scroll != NULL && row_h > 0 ? scroll->value / row_h : 0;
    *count = ROWS_AT_FIRST;
}

ui_rows_loop ui_rows_(struct ui_site site, struct ui_rows_p p) {
    struct node *n = uii.depth > 0 ? uii_node_of(uii.open[uii.depth - 1], "UiRows") : NULL;
    bool list = n != NULL &&
                (n->kind == UI_KIND_LIST || n->kind == UI_KIND_TABLE || n->kind == UI_KIND_TREE);
    if (!list) {
        ui_log("%s: UiRows stands in a List, Table or Tree", uii_site_text(site));
        return (ui_rows_loop){ 0 };
    }
    int row_h = p.row_h > 0 ? p.row_h : n->kind == UI_KIND_TABLE ? 32 : 28;
    uint32_t first;
    uint32_t count;
    wanted(n, (uint32_t)row_h, &first, &count);
    first = MIN(first, p.count);
    count = MIN(count, p.count - first);
    uii_attr_number(n, UI_ATTR_COUNT, p.count);
    // 0 is the default of the wire and is left out there: a list without rows still is a long one.
    uii_attr_number(n, UI_ATTR_FIRST, first);
    uii_attr_number(n, UI_ATTR_ROW_H, row_h);
    n->on |= UI_ON_VISIBLE;
    return (ui_rows_loop){ .at = first - 1, .end = first + count };
}

bool ui_rows_next_(ui_rows_loop *loop) {
    loop->at++;
    loop->due = loop->at < loop->end;
    return loop->due;
}

void ui_select_rows(const ui_event *e, bool *selected, int num_rows, int *anchor) {
    int row = e->index;
    switch (e->mode) {
    case UI_SELECT_ALL:
        memset(selected, 1, (size_t)MAX(num_rows, 0) * sizeof *selected);
        return;
    case UI_SELECT_ONE:
    case UI_SELECT_RANGE: {
        int from = e->mode == UI_SELECT_RANGE && *anchor >= 0 ? *anchor : row;
        for (int i = 0; i < num_rows; i++) {
            selected[i] = i >= MIN(from, row) && i <= MAX(from, row);
        }
        *anchor = from;
        return;
    }
    case UI_SELECT_TOGGLE:
        if (row >= 0 && row < num_rows) {
            selected[row] = !selected[row];
        }
        *anchor = row;
        return;
    }
}
