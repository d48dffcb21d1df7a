// SPDX-License-Identifier: MIT
// Constructors of containers.
#include "make.h"

static void set_box(struct node *n, int pad, int gap, enum ui_align align, enum ui_align justify) {
    uii_attr_number(n, UI_ATTR_PAD, pad);
    uii_attr_number(n, UI_ATTR_GAP, gap);
    uii_attr_number(n, UI_ATTR_ALIGN, align);
    uii_attr_number(n, UI_ATTR_JUSTIFY, justify);
}

ui_window_t ui_window_(struct ui_site site, struct ui_window_p p) {
    uint32_t flags = (p.unsaved ? UI_FLAG_UNSAVED : 0) | (p.fixed ? UI_FLAG_FIXED : 0);
    struct node *n = uii_make(site, UI_KIND_WINDOW, &p.common, flags);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TITLE, p.title);
        set_box(n, p.pad, p.gap, p.align, p.justify);
        uii_make_handler(n, UI_EVENT_CLOSE, p.on_close);
        uii_make_handler(n, UI_EVENT_RESIZE, p.on_resize);
        uii_make_handler(n, UI_EVENT_KEY, p.on_key);
    }
    return (ui_window_t){ ref_of(n) };
}

static ui_box_t box(struct ui_site site, enum ui_kind kind, const struct ui_box_p *p) {
    struct node *n = uii_make(site, kind, &p->common, p->vertical ? UI_FLAG_VERTICAL : 0);
    if (n != NULL) {
        set_box(n, p->pad, p->gap, p->align, p->justify);
        if (p->cols > 1 && kind == UI_KIND_GRID) {
            uii_attr_number(n, UI_ATTR_COLS, p->cols);
        }
        if (kind == UI_KIND_CARD) {
            uii_attr_number(n, UI_ATTR_TONE, p->tone);
        }
        uii_make_handler(n, UI_EVENT_CLICK, p->on_click);
        uii_make_handler(n, UI_EVENT_POINTER, p->on_pointer);
        uii_make_handler(n, UI_EVENT_MENU, p->on_menu);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_box_t ui_column_(struct ui_site site, struct ui_box_p p) {
    return box(site, UI_KIND_COLUMN, &p);
}

ui_box_t ui_row_(struct ui_site site, struct ui_box_p p) {
    return box(site, UI_KIND_ROW, &p);
}

ui_box_t ui_grid_(struct ui_site site, struct ui_box_p p) {
    return box(site, UI_KIND_GRID, &p);
}

ui_box_t ui_stack_(struct ui_site site, struct ui_box_p p) {
    p.gap = 0; // they lie over each other
    return box(site, UI_KIND_STACK, &p);
}

ui_box_t ui_scroll_(struct ui_site site, struct ui_box_p p) {
    return box(site, UI_KIND_SCROLL, &p);
}

ui_box_t ui_card_(struct ui_site site, struct ui_box_p p) {
    return box(site, UI_KIND_CARD, &p);
}

ui_box_t ui_item_(struct ui_site site, struct ui_item_p p) {
    uint32_t flags = (p.selected ? UI_FLAG_SELECTED : 0) | (p.open ? UI_FLAG_OPEN : 0) |
                     (p.expandable ? UI_FLAG_EXPANDABLE : 0);
    struct node *n = uii_make(site, UI_KIND_ITEM, &p.common, flags);
    if (n != NULL) {
        set_box(n, p.pad, p.gap, p.align, p.justify);
        uii_attr_number(n, UI_ATTR_LEVEL, p.level);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
        uii_make_handler(n, UI_EVENT_CHANGE, p.on_expand);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_box_t ui_menu_bar_(struct ui_site site, struct ui_box_p p) {
    return (ui_box_t){ ref_of(uii_make(site, UI_KIND_MENU_BAR, &p.common, 0)) };
}

ui_box_t ui_menu_(struct ui_site site, struct ui_menu_p p) {
    struct node *n = uii_make(site, UI_KIND_MENU, &p.common, 0);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        uii_attr_number(n, UI_ATTR_ICON, p.icon);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_leaf_t ui_menu_item_(struct ui_site site, struct ui_menu_item_p p) {
    struct node *n = uii_make(site, UI_KIND_MENU_ITEM, &p.common, p.checked ? UI_FLAG_CHECKED : 0);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        uii_attr_text(n, UI_ATTR_SHORTCUT, p.shortcut);
        uii_attr_number(n, UI_ATTR_ICON, p.icon);
        uii_attr_number(n, UI_ATTR_TONE, p.tone);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    }
    return (ui_leaf_t){ ref_of(n) };
}

ui_leaf_t ui_spacer_(struct ui_site site, struct ui_box_p p) {
    if (p.w == 0 && p.h == 0 && p.grow == 0) {
        p.grow = 1;
        p.common.grow = 1;
    }
    return (ui_leaf_t){ ref_of(uii_make(site, UI_KIND_SPACER, &p.common, 0)) };
}

ui_leaf_t ui_divider_(struct ui_site site, struct ui_box_p p) {
    uint32_t flags = p.vertical ? UI_FLAG_VERTICAL : 0;
    return (ui_leaf_t){ ref_of(uii_make(site, UI_KIND_DIVIDER, &p.common, flags)) };
}
