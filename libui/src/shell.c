// SPDX-License-Identifier: MIT
// Constructors of what shells are made of.
#include <ui/shell.h>

#include "make.h"

static void set_box(struct node *n, int pad, int gap, enum ui_align align, enum ui_align justify) {
    uii_attr_number(n, UI_ATTR_PAD, pad);
    uii_attr_number(n, UI_ATTR_GAP, gap);
    uii_attr_number(n, UI_ATTR_ALIGN, align);
    uii_attr_number(n, UI_ATTR_JUSTIFY, justify);
}

ui_window_t ui_panel_(struct ui_site site, struct ui_panel_p p) {
    uint32_t flags = (p.glass ? UI_FLAG_GLASS : 0) | (p.dismiss ? UI_FLAG_DISMISS : 0);
    struct node *n = uii_make(site, UI_KIND_PANEL, &p.common, flags);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TITLE, p.title);
        uii_attr_number(n, UI_ATTR_LAYER, p.layer);
        uii_attr_number(n, UI_ATTR_EDGE, p.edge);
        uii_attr_number(n, UI_ATTR_ZONE, p.zone);
        uii_attr_number(n, UI_ATTR_RADIUS, p.radius);
        const struct node *anchor = p.anchor != 0 ? uii_node_of(p.anchor, "anchor") : NULL;
        if (anchor != NULL) {
            uii_attr_number(n, UI_ATTR_ANCHOR, (int64_t)anchor->id);
        }
        set_box(n, p.pad, p.gap, p.align, p.justify);
        uii_make_handler(n, UI_EVENT_CLOSE, p.on_close);
        uii_make_handler(n, UI_EVENT_RESIZE, p.on_resize);
        uii_make_handler(n, UI_EVENT_KEY, p.on_key);
    }
    return (ui_window_t){ ref_of(n) };
}

ui_box_t ui_glass_(struct ui_site site, struct ui_glass_p p) {
    struct node *n = uii_make(site, UI_KIND_GLASS, &p.common, 0);
    if (n != NULL) {
        set_box(n, p.pad, p.gap, p.align, p.justify);
        uii_attr_number(n, UI_ATTR_RADIUS, p.radius);
    }
    return (ui_box_t){ ref_of(n) };
}

ui_leaf_t ui_app_icon_(struct ui_site site, struct ui_app_icon_p p) {
    struct node *n = uii_make(site, UI_KIND_APP_ICON, &p.common, 0);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_ICON, p.icon);
        uii_attr_number(n, UI_ATTR_RGBA, p.top);
        uii_attr_number(n, UI_ATTR_RGBA2, p.bottom);
    }
    return (ui_leaf_t){ ref_of(n) };
}

ui_leaf_t ui_thumb_(struct ui_site site, struct ui_thumb_p p) {
    struct node *n = uii_make(site, UI_KIND_WINDOW_THUMB, &p.common, 0);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_WINDOW, p.window);
        uii_attr_number(n, UI_ATTR_RADIUS, p.radius);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    }
    return (ui_leaf_t){ ref_of(n) };
}

ui_leaf_t ui_app_menu_(struct ui_site site, struct ui_box_p p) {
    return (ui_leaf_t){ ref_of(uii_make(site, UI_KIND_APP_MENU, &p.common, 0)) };
}
