// SPDX-License-Identifier: MIT
/// @file
/// From nodes to what painting understands.
#include <string.h>

#include "cells.h"
#include "scene_area.h"
#include "scene_image.h"
#include "scene_rows.h"
#include "scene_tabs.h"

/// Kinds that are not here paint nothing of their own.
static const uint8_t paint_kinds[UI_NUM_KINDS] = {
    [UI_KIND_TEXT] = PAINT_TEXT,           [UI_KIND_LINK] = PAINT_TEXT,
    [UI_KIND_TOAST] = PAINT_TEXT,          [UI_KIND_BUTTON] = PAINT_BUTTON,
    [UI_KIND_SELECT] = PAINT_BUTTON,       [UI_KIND_CHECKBOX] = PAINT_CHECKBOX,
    [UI_KIND_RADIO] = PAINT_RADIO,         [UI_KIND_CARD] = PAINT_CARD,
    [UI_KIND_LIST] = PAINT_CARD,           [UI_KIND_TABLE] = PAINT_CARD,
    [UI_KIND_TREE] = PAINT_CARD,           [UI_KIND_DIVIDER] = PAINT_DIVIDER,
    [UI_KIND_ITEM] = PAINT_ROW_HOVER,      [UI_KIND_TEXT_FIELD] = PAINT_FIELD,
    [UI_KIND_NUMBER_FIELD] = PAINT_FIELD,  [UI_KIND_SEARCH_FIELD] = PAINT_FIELD,
    [UI_KIND_SWITCH] = PAINT_SWITCH,       [UI_KIND_SLIDER] = PAINT_SLIDER,
    [UI_KIND_PROGRESS] = PAINT_PROGRESS,   [UI_KIND_ICON] = PAINT_ICON,
    [UI_KIND_TABS] = PAINT_TAB_STRIP,      [UI_KIND_SPLIT] = PAINT_EDGE,
    [UI_KIND_SWATCH] = PAINT_SWATCH,       [UI_KIND_SPINNER] = PAINT_SPINNER,
    [UI_KIND_TABLE_COLUMN] = PAINT_COLUMN, [UI_KIND_GLASS] = PAINT_GLASS,
    [UI_KIND_APP_ICON] = PAINT_APP_ICON,   [UI_KIND_TEXT_AREA] = PAINT_AREA,
    [UI_KIND_WINDOW_THUMB] = PAINT_THUMB,
};

/// What secret fields show: one for each character, as many as anybody can see.
#define BULLET "\xe2\x80\xa2"
#define BULLETS_8 BULLET BULLET BULLET BULLET BULLET BULLET BULLET BULLET
#define BULLETS_64 BULLETS_8 BULLETS_8 BULLETS_8 BULLETS_8 BULLETS_8 BULLETS_8 BULLETS_8 BULLETS_8
#define BULLET_B 3u
static const char bullets[] = BULLETS_64 BULLETS_64 BULLETS_64 BULLETS_64;

static uint32_t bullets_b(const char *utf8, uint32_t len_b) {
    uint32_t chars = 0;
    for (uint32_t i = 0; i < len_b; i++) {
        chars += ((uint8_t)utf8[i] & 0xc0) != 0x80;
    }
    return MIN(chars * BULLET_B, (uint32_t)sizeof(bullets) - 1);
}

/// Icons of apps that name no colour.
#define APP_ICON_COLOR 0xff6b7688u

static void set_text(struct paint_node *out, struct ui_text text) {
    out->utf8 = text.bytes;
    out->len_b = text.len_b;
}

static void describe_text(const struct scene *s, uint32_t node, struct paint_node *out) {
    const struct ui_tree *t = &s->tree;
    set_text(out, ui_tree_text(t, node, UI_ATTR_TEXT));
    out->style = (enum ui_style)ui_tree_u32(t, node, UI_ATTR_STYLE);
    uint32_t align = ui_tree_u32(t, node, UI_ATTR_ALIGN);
    out->align = align == UI_CENTER ? TEXT_CENTER : align == UI_END ? TEXT_END : TEXT_START;
    if ((t->nodes[node].flags & UI_FLAG_WRAP) != 0) {
        out->flags |= PAINT_WRAP;
    }
    const struct ui_attr *rgba = ui_tree_attr(t, node, UI_ATTR_RGBA);
    if (rgba != NULL) {
        out->flags |= PAINT_COLOR;
        out->color = rgba->value << 24 | rgba->value >> 8; // RGBA to ARGB
    }
    if (t->nodes[node].kind == UI_KIND_LINK) {
        out->tone = UI_ACCENT;
    }
}

static void describe_field(const struct scene *s, uint32_t node, struct paint_node *out) {
    const struct ui_tree *t = &s->tree;
    const struct scene_node *n = &s->nodes[node];
    struct scene_edit *edit = n->value.edit;
    struct ui_text text = ui_tree_text(t, node, UI_ATTR_TEXT);
    if (edit != NULL) {
        text = (struct ui_text){ edit_flat(&edit->edit), edit->edit.doc.len_b };
        out->caret_b = edit->edit.caret_b;
        out->select_b = edit->edit.anchor_b;
        out->shift = edit->scroll_x;
    }
    if ((t->nodes[node].flags & UI_FLAG_SECRET) != 0) {
        out->caret_b = bullets_b(text.bytes, out->caret_b);
        out->select_b = bullets_b(text.bytes, out->select_b);
        text = (struct ui_text){ bullets, bullets_b(text.bytes, text.len_b) };
    }
    if (text.len_b == 0) {
        text = ui_tree_text(t, node, UI_ATTR_PLACEHOLDER);
        out->flags |= PAINT_PLACEHOLDER;
    }
    set_text(out, text);
    if ((n->state & SCENE_CARET) != 0) {
        out->flags |= PAINT_CARET | PAINT_FOCUS;
        out->flags |= (n->state & SCENE_CARET_OFF) != 0 ? PAINT_CARET_OFF : 0;
        out->preedit = s->preedit;
        out->preedit_b = s->preedit_b;
    }
    out->flags |= t->nodes[node].kind == UI_KIND_NUMBER_FIELD ? PAINT_STEPPER : 0;
    if (t->nodes[node].kind == UI_KIND_SEARCH_FIELD) {
        out->icon = UI_SEARCH;
    }
}

static void describe_area(const struct scene *s, uint32_t node, struct paint_node *out) {
    const struct scene_doc *d = scene_doc_of(s, node);
    out->style = (enum ui_style)ui_tree_u32(&s->tree, node, UI_ATTR_STYLE);
    if (d == NULL || d->edit.doc.len_b == 0) {
        set_text(out, ui_tree_text(&s->tree, node, UI_ATTR_PLACEHOLDER));
        out->flags |= PAINT_PLACEHOLDER;
    }
    uint16_t state = s->nodes[node].state;
    if ((state & SCENE_CARET) != 0) {
        out->flags |= PAINT_CARET | PAINT_FOCUS;
        out->flags |= (state & SCENE_CARET_OFF) != 0 ? PAINT_CARET_OFF : 0;
        out->preedit = s->preedit;
        out->preedit_b = s->preedit_b;
    }
}

static double attr_double(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    uint64_t bits = ui_tree_f64_bits(tree, node, name);
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

static void describe_number(const struct scene *s, uint32_t node, struct paint_node *out) {
    double low = attr_double(&s->tree, node, UI_ATTR_MIN);
    double high = attr_double(&s->tree, node, UI_ATTR_MAX);
    if (high > low) {
        double part = (s->nodes[node].value.number - low) / (high - low);
        part = part < 0 ? 0 : part > 1 ? 1 : part;
        out->value = (uint32_t)(part * 65536 + 0.5);
    }
}

static void describe_select(const struct scene *s, uint32_t node, struct paint_node *out) {
    struct ui_text options = ui_tree_text(&s->tree, node, UI_ATTR_OPTIONS);
    struct ui_text option;
    for (int32_t i = 0; ui_strs_next(&options, &option); i++) {
        if (i == s->nodes[node].value.choice) {
            set_text(out, option);
        }
    }
    out->icon = UI_CHEVRON_DOWN;
}

static enum text_align column_align(const struct scene *s, uint32_t node) {
    uint32_t align = ui_tree_u32(&s->tree, node, UI_ATTR_ALIGN);
    return align == UI_CENTER ? TEXT_CENTER : align == UI_END ? TEXT_END : TEXT_START;
}

/// The edge stands behind the first child.
static void describe_edge(const struct scene *s, uint32_t node, struct paint_node *out) {
    uint32_t k = s->tree.first_child[node];
    while (k != UI_NODE_NONE && s->layout.boxes[k].style.kind == LAYOUT_HIDDEN) {
        k = s->tree.next_sibling[k];
    }
    if (k == UI_NODE_NONE) {
        out->kind = PAINT_NONE;
        return;
    }
    // Its own place may not be known yet, its size is.
    const struct layout_box *first = &s->layout.boxes[k];
    if (s->layout.boxes[node].style.axis == AXIS_X) {
        out->box.x += s->layout.rtl ? first->pos[AXIS_X] - LPX(1) : first->size[AXIS_X];
        out->box.w = LPX(1);
    } else {
        out->box.y += first->size[AXIS_Y];
        out->box.h = LPX(1);
    }
}

/// A colour as apps say it: RGBA to ARGB. `otherwise` when they say none.
static argb_t color_of(const struct ui_tree *t, uint32_t node, enum ui_attr_name name,
                       argb_t otherwise) {
    const struct ui_attr *a = ui_tree_attr(t, node, name);
    return a == NULL ? otherwise : a->value << 24 | a->value >> 8;
}

static void describe_app_icon(const struct scene *s, uint32_t node, struct paint_node *out) {
    out->color = color_of(&s->tree, node, UI_ATTR_RGBA, APP_ICON_COLOR);
    out->color2 = color_of(&s->tree, node, UI_ATTR_RGBA2, out->color);
}

static uint32_t describe_state(const struct scene *s, uint32_t node) {
    uint16_t state = s->nodes[node].state;
    if ((state & SCENE_DISABLED) != 0) {
        return PAINT_DISABLED;
    }
    uint32_t flags = 0;
    flags |= (state & SCENE_HOVER) != 0 ? PAINT_HOVER : 0;
    flags |= (state & SCENE_PRESSED) != 0 ? PAINT_PRESSED : 0;
    flags |= (state & SCENE_RING) != 0 ? PAINT_FOCUS : 0;
    return flags;
}

void scene_paint_node(const struct scene *s, uint32_t node, struct paint_node *out) {
    const struct ui_node *n = &s->tree.nodes[node];
    *out = (struct paint_node){ .kind = (enum paint_kind)paint_kinds[n->kind] };
    if (out->kind == PAINT_NONE) {
        return;
    }
    out->box = s->nodes[node].box;
    out->flags = describe_state(s, node);
    out->tone = (enum ui_tone)ui_tree_u32(&s->tree, node, UI_ATTR_TONE);
    out->icon = (enum ui_icon)ui_tree_u32(&s->tree, node, UI_ATTR_ICON);
    switch (out->kind) {
    case PAINT_TEXT:
    case PAINT_BUTTON:
        describe_text(s, node, out);
        if (n->kind == UI_KIND_SELECT) {
            describe_select(s, node, out);
        }
        break;
    case PAINT_CHECKBOX:
    case PAINT_RADIO:
    case PAINT_SWITCH:
        set_text(out, ui_tree_text(&s->tree, node, UI_ATTR_TEXT));
        out->flags |= s->nodes[node].value.on ? PAINT_CHECKED : 0;
        break;
    case PAINT_FIELD:
        describe_field(s, node, out);
        break;
    case PAINT_AREA:
        describe_area(s, node, out);
        break;
    case PAINT_SLIDER:
    case PAINT_PROGRESS:
        describe_number(s, node, out);
        break;
    case PAINT_ROW_HOVER:
        rows_paint_node(s, node, out);
        break;
    case PAINT_COLUMN:
        set_text(out, ui_tree_text(&s->tree, node, UI_ATTR_TEXT));
        out->align = column_align(s, node);
        out->icon = (n->flags & UI_FLAG_SELECTED) == 0     ? UI_NO_ICON
                    : (n->flags & UI_FLAG_DESCENDING) != 0 ? UI_SORT_DOWN
                                                           : UI_SORT_UP;
        out->flags &= ~(uint32_t)((n->on & UI_ON_CLICK) == 0 ? PAINT_HOVER | PAINT_PRESSED : 0);
        break;
    case PAINT_TAB_STRIP:
        out->box = tabs_strip(s, node);
        out->flags &= ~(uint32_t)(PAINT_HOVER | PAINT_PRESSED);
        break;
    case PAINT_EDGE:
        describe_edge(s, node, out);
        break;
    case PAINT_SWATCH:
        describe_text(s, node, out); // its colour
        out->flags |= (n->flags & UI_FLAG_SELECTED) != 0 ? PAINT_CHECKED : 0;
        break;
    case PAINT_SKELETON:
    case PAINT_TAB:
        break;
    case PAINT_CARD:
        out->flags &= ~(uint32_t)(PAINT_HOVER | PAINT_PRESSED); // looks the same
        break;
    case PAINT_THUMB:
        out->value = ui_tree_u32(&s->tree, node, UI_ATTR_WINDOW);
        out->radius = LPX((int32_t)ui_tree_u32(&s->tree, node, UI_ATTR_RADIUS));
        break;
    case PAINT_GLASS:
        out->radius = LPX((int32_t)ui_tree_u32(&s->tree, node, UI_ATTR_RADIUS));
        break;
    case PAINT_APP_ICON:
        describe_app_icon(s, node, out);
        break;
    case PAINT_NONE:
    case PAINT_DIVIDER:
    case PAINT_ICON:
    case PAINT_SPINNER:
    case PAINT_SCROLLBAR:
    case PAINT_NUM_KINDS:
        break;
    }
}

static void paint_one(const struct scene *s, uint32_t node, const struct paint *p) {
    struct px_box clip = px_box_intersect(s->nodes[node].painted, p->draw.clip);
    if (px_box_empty(clip)) {
        return;
    }
    struct paint clipped = *p;
    clipped.draw.clip = clip;
    if (scene_kind(s, node) == UI_KIND_APP_MENU) {
        if (s->paint_foreign != NULL) {
            s->paint_foreign(s->damage_self, node, &clipped);
        }
        return;
    }
    if (scene_kind(s, node) == UI_KIND_CANVAS) {
        scene_paint_canvas(s, node, &clipped);
        return;
    }
    if (scene_kind(s, node) == UI_KIND_IMAGE) {
        scene_paint_image(s, node, &clipped);
        return;
    }
    if (scene_kind(s, node) == UI_KIND_CELLS) {
        scene_paint_cells(s, node, &clipped);
        return;
    }
    if (scene_kind(s, node) == UI_KIND_TEXT_AREA) {
        area_paint(s, node, &clipped);
        return;
    }
    struct paint_node n;
    scene_paint_node(s, node, &n);
    paint_node(&clipped, &n);
    if (rows_kind(scene_kind(s, node))) {
        rows_paint(s, node, &clipped);
    } else if (n.kind == PAINT_TAB_STRIP) {
        tabs_paint(s, node, &clipped);
    }
}

static void paint_bar(const struct scene *s, uint32_t node, const struct paint *p) {
    for (int a = 0; a < 2; a++) {
        struct px_box clip = px_box_intersect(s->nodes[node].bar[a], p->draw.clip);
        struct paint_node bar;
        if (!px_box_empty(clip) && scene_scrollbar(s, node, (enum layout_axis)a, &bar)) {
            struct paint clipped = *p;
            clipped.draw.clip = clip;
            paint_node(&clipped, &bar);
        }
    }
}

void scene_paint(const struct scene *s, uint32_t top, const struct paint *p) {
    // Scroll bars lie over their content: painted when that is done.
    uint32_t bars[UI_DEPTH_MAX + 1];
    uint32_t num_bars = 0;
    uint32_t end = s->tree.end[top];
    for (uint32_t i = top + 1; i < end; i++) {
        while (num_bars > 0 && i >= s->tree.end[bars[num_bars - 1]]) {
            paint_bar(s, bars[--num_bars], p);
        }
        paint_one(s, i, p);
        if (!px_box_empty(s->nodes[i].bar[AXIS_X]) || !px_box_empty(s->nodes[i].bar[AXIS_Y])) {
            bars[num_bars++] = i; // nested in each other, so never more than the depth
        }
    }
    while (num_bars > 0) {
        paint_bar(s, bars[--num_bars], p);
    }
}
