// SPDX-License-Identifier: MIT
#include "scene_tabs.h"

#define STRIP_H LPX(32)
#define STRIP_PAD LPX(2)
#define TITLE_PAD LPX(16)
#define ICON_W LPX(22)
#define TITLE_MIN_W LPX(64)

static bool is_tab(const struct scene *s, uint32_t node) {
    return scene_kind(s, node) == UI_KIND_TAB && (s->tree.nodes[node].flags & UI_FLAG_HIDDEN) == 0;
}

uint32_t tabs_count(const struct scene *s, uint32_t tabs) {
    uint32_t n = 0;
    uint32_t k = s->tree.first_child[tabs];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        n += is_tab(s, k) ? 1 : 0;
    }
    return n;
}

uint32_t tabs_tab(const struct scene *s, uint32_t tabs, int32_t index) {
    int32_t n = 0;
    uint32_t k = s->tree.first_child[tabs];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        if (is_tab(s, k) && n++ == index) {
            return k;
        }
    }
    return SCENE_NONE;
}

int32_t tabs_index(const struct scene *s, uint32_t tab) {
    int32_t n = 0;
    uint32_t k = s->tree.first_child[s->tree.nodes[tab].parent];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        if (k == tab) {
            return is_tab(s, k) ? n : -1;
        }
        n += is_tab(s, k) ? 1 : 0;
    }
    return -1;
}

static lpx_t natural_w(const struct scene *s, uint32_t tab) {
    struct ui_text text = ui_tree_text(&s->tree, tab, UI_ATTR_TEXT);
    struct text_spec spec = { .utf8 = text.bytes, .len_b = text.len_b, .style = UI_HEADING };
    lpx_t w = text.len_b > 0 ? text_measure(s->text, &spec).size.w : 0;
    w += ui_tree_u32(&s->tree, tab, UI_ATTR_ICON) != UI_NO_ICON ? ICON_W : 0;
    return MAX(w + 2 * TITLE_PAD, TITLE_MIN_W);
}

static lpx_t natural_sum(const struct scene *s, uint32_t tabs) {
    lpx_t sum = 0;
    uint32_t k = s->tree.first_child[tabs];
    for (; k != UI_NODE_NONE; k = s->tree.next_sibling[k]) {
        sum = is_tab(s, k) ? lpx_add(sum, natural_w(s, k)) : sum;
    }
    return sum;
}

struct lpx_rect tabs_strip(const struct scene *s, uint32_t tabs) {
    struct lpx_rect box = s->nodes[tabs].box;
    lpx_t w = MIN(lpx_add(natural_sum(s, tabs), 2 * STRIP_PAD), box.w);
    w = (w + LPX(1) - 1) / LPX(1) * LPX(1);
    lpx_t x = (box.w - w) / 2 / LPX(1) * LPX(1); // whole pixels at scale 1
    return (struct lpx_rect){ box.x + x, box.y, w, STRIP_H };
}

bool tabs_title(const struct scene *s, uint32_t tab, struct lpx_rect *out) {
    uint32_t tabs = s->tree.nodes[tab].parent;
    if (!is_tab(s, tab) || (s->nodes[tabs].state & SCENE_SHOWN) == 0) {
        return false;
    }
    struct lpx_rect strip = tabs_strip(s, tabs);
    lpx_t sum = natural_sum(s, tabs);
    int64_t room = MAX(strip.w - 2 * STRIP_PAD, 0);
    int64_t before = 0;
    uint32_t k = s->tree.first_child[tabs];
    for (; k != tab; k = s->tree.next_sibling[k]) {
        before += is_tab(s, k) ? natural_w(s, k) : 0;
    }
    lpx_t from = (lpx_t)(room * before / MAX(sum, 1));
    lpx_t to = (lpx_t)(room * (before + natural_w(s, tab)) / MAX(sum, 1));
    lpx_t x = s->layout.rtl ? strip.w - STRIP_PAD - to : STRIP_PAD + from;
    *out =
        (struct lpx_rect){ strip.x + x, strip.y + STRIP_PAD, to - from, strip.h - 2 * STRIP_PAD };
    return true;
}

void tabs_apply(struct scene *s, uint32_t tab) {
    uint32_t tabs = s->tree.nodes[tab].parent;
    int32_t count = (int32_t)tabs_count(s, tabs);
    int32_t chosen = MIN(s->nodes[tabs].value.choice, count - 1);
    int32_t index = tabs_index(s, tab);
    uint8_t kind = index >= 0 && index == MAX(chosen, 0) ? LAYOUT_FLEX : LAYOUT_HIDDEN;
    struct layout_style *style = &s->layout.boxes[tab].style;
    if (style->kind != kind) {
        style->kind = kind;
        layout_invalidate(&s->layout, tab);
    }
}

void tabs_paint(const struct scene *s, uint32_t tabs, const struct paint *p) {
    int32_t count = (int32_t)tabs_count(s, tabs);
    int32_t chosen = MAX(MIN(s->nodes[tabs].value.choice, count - 1), 0);
    for (int32_t i = 0; i < count; i++) {
        uint32_t tab = tabs_tab(s, tabs, i);
        struct ui_text text = ui_tree_text(&s->tree, tab, UI_ATTR_TEXT);
        struct paint_node n = { .kind = PAINT_TAB,
                                .icon = (enum ui_icon)ui_tree_u32(&s->tree, tab, UI_ATTR_ICON),
                                .utf8 = text.bytes,
                                .len_b = text.len_b };
        bool disabled = (s->tree.nodes[tab].flags & UI_FLAG_DISABLED) != 0 ||
                        (s->nodes[tabs].state & SCENE_DISABLED) != 0;
        n.flags |= disabled ? PAINT_DISABLED : 0;
        n.flags |= (s->nodes[tab].state & SCENE_HOVER) != 0 && !disabled ? PAINT_HOVER : 0;
        n.flags |= i == chosen ? PAINT_CHECKED : 0;
        n.flags |= i == chosen && (s->nodes[tabs].state & SCENE_RING) != 0 ? PAINT_FOCUS : 0;
        if (tabs_title(s, tab, &n.box)) {
            paint_node(p, &n);
        }
    }
}
