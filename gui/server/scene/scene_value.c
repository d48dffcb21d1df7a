// SPDX-License-Identifier: MIT
/// @file
/// Values that belong to the server: what the user changed stands until the app's tree includes it.
#include <stdlib.h>
#include <string.h>

#include "scene_area.h"
#include "scene_rows.h"
#include "scene_tabs.h"

static double attr_double(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    uint64_t bits = ui_tree_f64_bits(tree, node, name);
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

static void take_on(struct scene *s, uint32_t node) {
    struct scene_node *n = &s->nodes[node];
    bool on = (s->tree.nodes[node].flags & UI_FLAG_CHECKED) != 0;
    n->repaint = n->repaint || n->value.on != on;
    n->value.on = on;
}

/// Whether the app's value counts. Without a handler the server alone knows what the user did: then
/// only a value that the app says for the first time does.
static bool declares_anew(const struct scene *s, uint32_t node, bool fresh, bool another) {
    return fresh || another || (s->tree.nodes[node].on & UI_ON_CHANGE) != 0;
}

static void take_number(struct scene *s, uint32_t node, bool fresh) {
    struct scene_node *n = &s->nodes[node];
    double low = attr_double(&s->tree, node, UI_ATTR_MIN);
    double high = attr_double(&s->tree, node, UI_ATTR_MAX);
    double value = attr_double(&s->tree, node, UI_ATTR_VALUE);
    value = value < low ? low : value > high ? high : value;
    if (scene_kind(s, node) == UI_KIND_SPLIT) {
        value = ui_tree_attr(&s->tree, node, UI_ATTR_VALUE) == NULL ? 0.5 : value;
        if (!declares_anew(s, node, fresh,
                           value < n->value.told_number || value > n->value.told_number)) {
            return;
        }
        n->value.told_number = value;
    }
    n->repaint = n->repaint || n->value.number < value || n->value.number > value;
    n->value.number = value;
}

static void take_choice(struct scene *s, uint32_t node, bool fresh) {
    struct scene_node *n = &s->nodes[node];
    int32_t choice = ui_tree_i32(&s->tree, node, UI_ATTR_CHOICE);
    if (scene_kind(s, node) != UI_KIND_SELECT) {
        bool said = ui_tree_attr(&s->tree, node, UI_ATTR_CHOICE) != NULL;
        if (!said && scene_kind(s, node) == UI_KIND_TABS) {
            choice = 0;
        }
        if (!fresh && (!said || !declares_anew(s, node, fresh, choice != n->value.told_choice))) {
            return;
        }
        n->value.told_choice = choice;
    }
    n->repaint = n->repaint || n->value.choice != choice;
    n->value.choice = choice;
}

static void take_scroll(struct scene *s, uint32_t node) {
    struct scene_value *v = &s->nodes[node].value;
    v->scroll[AXIS_X] = LPX((int32_t)ui_tree_u32(&s->tree, node, UI_ATTR_SCROLL_X));
    v->scroll[AXIS_Y] = LPX((int32_t)ui_tree_u32(&s->tree, node, UI_ATTR_SCROLL_Y));
}

void scene_take_value(struct scene *s, uint32_t node, bool fresh) {
    if (s->tree.events_seen < s->nodes[node].value.changed_seq) {
        return; // the app's value is older than the user's
    }
    switch (s->tree.nodes[node].kind) { // only the kinds that have a value
    case UI_KIND_CHECKBOX:
    case UI_KIND_SWITCH:
    case UI_KIND_RADIO:
        take_on(s, node);
        break;
    case UI_KIND_SLIDER:
    case UI_KIND_PROGRESS:
    case UI_KIND_SPLIT:
        take_number(s, node, fresh);
        break;
    case UI_KIND_SELECT:
    case UI_KIND_TABS:
        take_choice(s, node, fresh);
        break;
    case UI_KIND_LIST:
    case UI_KIND_TABLE:
    case UI_KIND_TREE:
        take_choice(s, node, fresh);
        if (fresh) {
            take_scroll(s, node);
        }
        break;
    case UI_KIND_TEXT_FIELD:
    case UI_KIND_SEARCH_FIELD:
    case UI_KIND_NUMBER_FIELD:
        scene_take_text(s, node);
        break;
    case UI_KIND_TEXT_AREA:
        area_take(s, node);
        break;
    case UI_KIND_SCROLL:
        if (fresh) {
            take_scroll(s, node);
        }
        break;
    default:
        break;
    }
}

void scene_apply_value(struct scene *s, uint32_t node) {
    struct layout_style *style = &s->layout.boxes[node].style;
    switch (s->tree.nodes[node].kind) { // only the kinds whose value is a length
    case UI_KIND_TABLE_COLUMN:
        rows_column_width(s, node);
        break;
    case UI_KIND_SPLIT: {
        uint32_t ratio = (uint32_t)(s->nodes[node].value.number * 65536 + 0.5);
        if (style->ratio != ratio) {
            style->ratio = ratio;
            layout_invalidate(&s->layout, node);
        }
        break;
    }
    case UI_KIND_TAB:
        tabs_apply(s, node);
        break;
    default:
        break;
    }
}

void scene_free_value(struct scene_value *value) {
    area_free(value->area);
    value->area = NULL;
    if (value->edit != NULL) {
        edit_deinit(&value->edit->edit);
        free(value->edit);
        value->edit = NULL;
    }
}
