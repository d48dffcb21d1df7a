// SPDX-License-Identifier: MIT
// Constructors of leaves.
#include "make.h"

#include <base/utf8.h>

ui_text_t ui_text_(struct ui_site site, struct ui_text_p p) {
    uint32_t flags = (p.wrap ? UI_FLAG_WRAP : 0) | (p.selectable ? UI_FLAG_SELECTABLE : 0);
    struct node *n = uii_make(site, UI_KIND_TEXT, &p.common, flags);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        uii_attr_number(n, UI_ATTR_STYLE, p.style);
        uii_attr_number(n, UI_ATTR_TONE, p.tone);
        uii_attr_number(n, UI_ATTR_ALIGN, p.align);
    }
    return (ui_text_t){ ref_of(n) };
}

ui_leaf_t ui_icon_(struct ui_site site, struct ui_icon_p p) {
    struct node *n = uii_make(site, UI_KIND_ICON, &p.common, 0);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_ICON, p.icon);
        uii_attr_number(n, UI_ATTR_TONE, p.tone);
    }
    return (ui_leaf_t){ ref_of(n) };
}

ui_button_t ui_button_(struct ui_site site, struct ui_button_p p) {
    struct node *n = uii_make(site, UI_KIND_BUTTON, &p.common, 0);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        uii_attr_number(n, UI_ATTR_TONE, p.tone);
        uii_attr_number(n, UI_ATTR_ICON, p.icon);
        uii_attr_text(n, UI_ATTR_SHORTCUT, p.shortcut);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    }
    return (ui_button_t){ ref_of(n) };
}

ui_button_t ui_link_(struct ui_site site, struct ui_button_p p) {
    struct node *n = uii_make(site, UI_KIND_LINK, &p.common, 0);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    }
    return (ui_button_t){ ref_of(n) };
}

static ui_toggle_t toggle(struct ui_site site, enum ui_kind kind, const struct ui_toggle_p *p) {
    bool on = p->bind != NULL && *p->bind;
    struct node *n = uii_make(site, kind, &p->common, on ? UI_FLAG_CHECKED : 0);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p->text);
        uii_table_bind(n, BIND_BOOL, p->bind, 0);
        uii_make_handler(n, UI_EVENT_CHANGE, p->on_change);
    }
    return (ui_toggle_t){ ref_of(n) };
}

ui_toggle_t ui_checkbox_(struct ui_site site, struct ui_toggle_p p) {
    return toggle(site, UI_KIND_CHECKBOX, &p);
}

ui_toggle_t ui_switch_(struct ui_site site, struct ui_toggle_p p) {
    return toggle(site, UI_KIND_SWITCH, &p);
}

ui_toggle_t ui_radio_(struct ui_site site, struct ui_radio_p p) {
    bool on = p.bind != NULL && *p.bind == p.choice;
    struct node *n = uii_make(site, UI_KIND_RADIO, &p.common, on ? UI_FLAG_CHECKED : 0);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, p.text);
        // Radio buttons of one variable are one group; 0 is the group of those without.
        uii_attr_number(n, UI_ATTR_GROUP, (uint32_t)((uintptr_t)p.bind >> 2));
        uii_table_bind(n, BIND_RADIO, p.bind, p.choice);
        uii_make_handler(n, UI_EVENT_CHANGE, p.on_change);
    }
    return (ui_toggle_t){ ref_of(n) };
}

static ui_slider_t number(struct ui_site site, enum ui_kind kind, const struct ui_slider_p *p) {
    struct node *n = uii_make(site, kind, &p->common, 0);
    if (n != NULL) {
        bool ranged = p->max > p->min;
        bool typed = kind == UI_KIND_NUMBER_FIELD; // any number unless a range is given
        double min = typed && !ranged ? -1e15 : p->min;
        double max = ranged ? p->max : typed ? 1e15 : p->min + 1;
        double value = p->bind != NULL ? *p->bind : p->min;
        uii_attr_f64(n, UI_ATTR_VALUE, CLAMP(value, min, max));
        uii_attr_f64(n, UI_ATTR_MIN, min);
        uii_attr_f64(n, UI_ATTR_MAX, max);
        if (p->step > 0) {
            uii_attr_f64(n, UI_ATTR_STEP, p->step);
        }
        uii_table_bind(n, BIND_DOUBLE, p->bind, 0);
        uii_make_handler(n, UI_EVENT_CHANGE, p->on_change);
    }
    return (ui_slider_t){ ref_of(n) };
}

ui_slider_t ui_slider_(struct ui_site site, struct ui_slider_p p) {
    return number(site, UI_KIND_SLIDER, &p);
}

ui_slider_t ui_number_field_(struct ui_site site, struct ui_slider_p p) {
    return number(site, UI_KIND_NUMBER_FIELD, &p);
}

ui_leaf_t ui_progress_(struct ui_site site, struct ui_progress_p p) {
    struct node *n =
        uii_make(site, UI_KIND_PROGRESS, &p.common, p.indeterminate ? UI_FLAG_INDETERMINATE : 0);
    if (n != NULL) {
        uii_attr_f64(n, UI_ATTR_VALUE, CLAMP(p.value, 0.0, 1.0));
        uii_attr_number(n, UI_ATTR_TONE, p.tone);
    }
    return (ui_leaf_t){ ref_of(n) };
}

ui_leaf_t ui_spinner_(struct ui_site site, struct ui_progress_p p) {
    return (ui_leaf_t){ ref_of(uii_make(site, UI_KIND_SPINNER, &p.common, 0)) };
}

static ui_field_t field(struct ui_site site, enum ui_kind kind, const struct ui_field_p *p) {
    uint32_t flags = (p->secret ? UI_FLAG_SECRET : 0) | (p->readonly ? UI_FLAG_READONLY : 0);
    struct node *n = uii_make(site, kind, &p->common, flags);
    if (n != NULL) {
        size_t cap_b = p->cap > 1 ? p->cap - 1 : 1;
        uii_attr_text(n, UI_ATTR_TEXT, p->bind);
        uii_attr_text(n, UI_ATTR_PLACEHOLDER, p->placeholder);
        if (kind == UI_KIND_TEXT_FIELD) {
            uii_attr_number(n, UI_ATTR_TONE, p->tone);
        }
        uii_attr_number(n, UI_ATTR_CAP, (int64_t)MIN(cap_b, (size_t)UI_EVENT_TEXT_MAX));
        uii_table_bind(n, BIND_TEXT, p->bind, (intptr_t)p->cap);
        uii_make_handler(n, UI_EVENT_CHANGE, p->on_change);
        uii_make_handler(n, UI_EVENT_SUBMIT, p->on_submit);
    }
    return (ui_field_t){ ref_of(n) };
}

ui_field_t ui_text_field_(struct ui_site site, struct ui_field_p p) {
    return field(site, UI_KIND_TEXT_FIELD, &p);
}

ui_field_t ui_search_field_(struct ui_site site, struct ui_field_p p) {
    p.secret = p.readonly = false;
    return field(site, UI_KIND_SEARCH_FIELD, &p);
}

/// Options as they stand on the wire: strings that each end in NUL. Broken UTF-8 ends the string.
static void set_options(struct node *n, const char *const *options, int num) {
    size_t total_b = 0;
    for (int i = 0; i < num; i++) {
        total_b += strlen(options[i]) + 1;
    }
    size_t room_b = (size_t)ui_attr_table[UI_ATTR_OPTIONS].high;
    char *all = uii_arena_alloc(total_b + 1);
    size_t used_b = 0;
    for (int i = 0; i < num; i++) {
        size_t len_b = strlen(options[i]);
        while (!utf8_is_valid(options[i], len_b)) {
            len_b--;
        }
        if (used_b + len_b + 1 > room_b) {
            ui_log("%s: too many options", uii_site_text(n->site));
            break;
        }
        memcpy(all + used_b, options[i], len_b);
        all[used_b + len_b] = '\0';
        used_b += len_b + 1;
    }
    uii_attr_bytes(n, UI_ATTR_OPTIONS, all, used_b);
}

ui_select_t ui_select_(struct ui_site site, struct ui_select_p p) {
    struct node *n = uii_make(site, UI_KIND_SELECT, &p.common, 0);
    if (n != NULL) {
        set_options(n, p.options, p.num_options);
        bool chosen = p.bind != NULL && *p.bind >= 0 && *p.bind < p.num_options;
        uii_attr_number(n, UI_ATTR_CHOICE, chosen ? *p.bind : -1);
        uii_table_bind(n, BIND_INT, p.bind, 0);
        uii_make_handler(n, UI_EVENT_CHANGE, p.on_change);
    }
    return (ui_select_t){ ref_of(n) };
}
