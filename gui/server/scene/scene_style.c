// SPDX-License-Identifier: MIT
/// @file
/// From the attributes of a node to what layout must know of it.
#include "scene_rows.h"
#include "scene_tabs.h"

/// `align` or `justify` of a node; `fallback` for AUTO.
static uint8_t align_of(uint32_t word, enum layout_align fallback) {
    switch ((enum ui_align)word) {
    case UI_START:
        return LAYOUT_START;
    case UI_CENTER:
        return LAYOUT_CENTER;
    case UI_END:
        return LAYOUT_END;
    case UI_STRETCH:
        return LAYOUT_STRETCH;
    case UI_BETWEEN:
        return LAYOUT_BETWEEN;
    case UI_AUTO:
        break;
    }
    return (uint8_t)fallback;
}

struct kind_rule {
    uint8_t kind;  ///< enum layout_kind.
    uint8_t axis;  ///< enum layout_axis.
    uint8_t align; ///< For UI_AUTO, enum layout_align.
    bool shrink;   ///< See struct layout_style.
};

/// Kinds that are not here (menus) have no place in the flow of a window: LAYOUT_HIDDEN is 0.
static const struct kind_rule rules[UI_NUM_KINDS] = {
    [UI_KIND_APP] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_WINDOW] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_DIALOG] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_PANEL] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_POPOVER] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_TOAST] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_COLUMN] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_CARD] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_GLASS] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_TAB] = { LAYOUT_FLEX, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_ROW] = { LAYOUT_FLEX, AXIS_X, LAYOUT_CENTER, true },
    [UI_KIND_ITEM] = { LAYOUT_FLEX, AXIS_X, LAYOUT_CENTER, true },
    [UI_KIND_SPLIT] = { LAYOUT_SPLIT, AXIS_X, LAYOUT_STRETCH, true },
    [UI_KIND_SCROLL] = { LAYOUT_SCROLL, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_LIST] = { LAYOUT_SCROLL, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_TABLE] = { LAYOUT_ROWS, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_TREE] = { LAYOUT_ROWS, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_TABLE_COLUMN] = { LAYOUT_COLUMN, AXIS_X, LAYOUT_START, true },
    [UI_KIND_GRID] = { LAYOUT_GRID, AXIS_Y, LAYOUT_CENTER, true },
    [UI_KIND_STACK] = { LAYOUT_STACK, AXIS_Y, LAYOUT_START, true },
    [UI_KIND_TABS] = { LAYOUT_STACK, AXIS_Y, LAYOUT_STRETCH, true },
    [UI_KIND_CANVAS] = { LAYOUT_CANVAS, AXIS_Y, LAYOUT_START, true },
    // Leaves that may become narrower than their natural size.
    [UI_KIND_TEXT] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_LINK] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_CHECKBOX] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_RADIO] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_SWITCH] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_SLIDER] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_PROGRESS] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_TEXT_FIELD] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_SEARCH_FIELD] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_NUMBER_FIELD] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_TEXT_AREA] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    // Leaves that do not.
    [UI_KIND_SPACER] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_DIVIDER] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_ICON] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_IMAGE] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_BUTTON] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_SPINNER] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_SELECT] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_SWATCH] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_CELLS] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, true },
    [UI_KIND_APP_ICON] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_APP_MENU] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
    [UI_KIND_WINDOW_THUMB] = { LAYOUT_LEAF, AXIS_X, LAYOUT_START, false },
};

static void set_size(struct layout_style *s, const struct ui_tree *tree, uint32_t node) {
    static const struct {
        uint8_t axis, what; ///< what: 0 wanted, 1 least, 2 greatest.
        enum ui_attr_name name;
    } sizes[] = {
        { AXIS_X, 0, UI_ATTR_W },     { AXIS_Y, 0, UI_ATTR_H },     { AXIS_X, 1, UI_ATTR_MIN_W },
        { AXIS_Y, 1, UI_ATTR_MIN_H }, { AXIS_X, 2, UI_ATTR_MAX_W }, { AXIS_Y, 2, UI_ATTR_MAX_H },
    };
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        uint32_t px = ui_tree_u32(tree, node, sizes[i].name);
        if (px == 0) {
            continue;
        }
        lpx_t v = LPX((int32_t)px);
        if (sizes[i].what == 0) {
            s->want[sizes[i].axis] = v;
        } else if (sizes[i].what == 1) {
            s->min[sizes[i].axis] = v;
        } else {
            s->max[sizes[i].axis] = v;
        }
    }
}

struct layout_style scene_style(const struct ui_tree *tree, uint32_t node) {
    const struct ui_node *n = &tree->nodes[node];
    const struct kind_rule *rule = &rules[n->kind];
    bool hidden = (n->flags & UI_FLAG_HIDDEN) != 0;
    struct layout_style s =
        layout_style_default(hidden ? LAYOUT_HIDDEN : (enum layout_kind)rule->kind);
    s.axis = rule->axis;
    s.shrink = rule->shrink;
    if (n->kind == UI_KIND_SPLIT && (n->flags & UI_FLAG_VERTICAL) != 0) {
        s.axis = AXIS_Y;
    }
    if (n->num_attrs == 0 && s.kind == LAYOUT_LEAF && n->kind != UI_KIND_SPACER) {
        return s; // nothing else to look up
    }
    set_size(&s, tree, node);
    s.align = align_of(ui_tree_u32(tree, node, UI_ATTR_ALIGN), (enum layout_align)rule->align);
    s.justify = align_of(ui_tree_u32(tree, node, UI_ATTR_JUSTIFY), LAYOUT_START);
    lpx_t pad = LPX((int32_t)ui_tree_u32(tree, node, UI_ATTR_PAD));
    s.pad[0] = s.pad[1] = s.pad_end[0] = s.pad_end[1] = pad;
    s.gap = LPX((int32_t)ui_tree_u32(tree, node, UI_ATTR_GAP));
    s.cols = (uint8_t)ui_tree_u32(tree, node, UI_ATTR_COLS);
    s.grow = (uint16_t)ui_tree_u32(tree, node, UI_ATTR_GROW);
    s.at[AXIS_X] = LPX(ui_tree_i32(tree, node, UI_ATTR_X));
    s.at[AXIS_Y] = LPX(ui_tree_i32(tree, node, UI_ATTR_Y));
    if (n->kind == UI_KIND_SPACER && s.grow == 0 && s.want[0] == LPX_AUTO &&
        s.want[1] == LPX_AUTO) {
        s.grow = 1;
    }
    if (n->kind == UI_KIND_SPLIT) {
        s.gap = LPX(1);
    }
    if (n->kind == UI_KIND_TABS) {
        s.pad[AXIS_Y] = TABS_STRIP_H;
    }
    rows_style(tree, node, &s);
    return s;
}
