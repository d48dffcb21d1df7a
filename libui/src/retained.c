// SPDX-License-Identifier: MIT
// The retained style: setters of objects that live until ui_destroy().
#include "make.h"

static struct node *object(uint32_t ref, enum ui_kind kind, const char *caller) {
    struct node *n = uii_node_of(ref, caller);
    if (n != NULL && n->kind != kind) {
        ui_log("%s: not a %s", caller, ui_kind_table[kind].name);
        return NULL;
    }
    uii.dirty = true;
    return n;
}

void ui_window_set_size(ui_window_t window, int w, int h) {
    struct node *n = object(window.ref, UI_KIND_WINDOW, __func__);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_W, w);
        uii_attr_number(n, UI_ATTR_H, h);
    }
}

void ui_window_set_title(ui_window_t window, const char *title) {
    struct node *n = object(window.ref, UI_KIND_WINDOW, __func__);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TITLE, title);
    }
}

ui_canvas_t ui_window_get_canvas(ui_window_t window) {
    struct node *n = object(window.ref, UI_KIND_WINDOW, __func__);
    if (n == NULL) {
        return (ui_canvas_t){ 0 };
    }
    for (uint32_t i = n->first; i != 0;) {
        const struct node *child = uii_node_at(uii_store_of(n), i);
        if (child->kind == UI_KIND_CANVAS) {
            return (ui_canvas_t){ child->ref };
        }
        i = child->next;
    }
    struct node *canvas = uii_node_new(uii_node_is_kept(n), n, UI_KIND_CANVAS, n->site);
    if (canvas != NULL) {
        uii_node_identify(canvas, n);
        uii_attr_number(canvas, UI_ATTR_GROW, 1);
    }
    return (ui_canvas_t){ ref_of(canvas) };
}

void ui_text_set_body(ui_text_t text, const char *body) {
    struct node *n = object(text.ref, UI_KIND_TEXT, __func__);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, body);
    }
}

void ui_text_set_size(ui_text_t text, enum ui_style size) {
    struct node *n = object(text.ref, UI_KIND_TEXT, __func__);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_STYLE, size);
    }
}

void ui_text_set_tone(ui_text_t text, enum ui_tone tone) {
    struct node *n = object(text.ref, UI_KIND_TEXT, __func__);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_TONE, tone);
    }
}

void ui_text_set_rgba(ui_text_t text, int r, int g, int b, int a) {
    struct node *n = object(text.ref, UI_KIND_TEXT, __func__);
    if (n != NULL) {
        const int parts[] = { r, g, b, a };
        uint32_t rgba = 0;
        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
            rgba = rgba << 8 | (uint32_t)CLAMP(parts[i], 0, 255);
        }
        uii_attr_number(n, UI_ATTR_RGBA, rgba);
    }
}

void ui_button_set_text_string_(ui_button_t button, const char *text) {
    struct node *n = object(button.ref, UI_KIND_BUTTON, "ui_button_set_text");
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TEXT, text);
    }
}

void ui_button_set_text_text_(ui_button_t button, ui_text_t text) {
    struct node *n = object(button.ref, UI_KIND_BUTTON, "ui_button_set_text");
    const struct node *t = object(text.ref, UI_KIND_TEXT, "ui_button_set_text");
    if (n != NULL && t != NULL) {
        const struct attr *body = uii_attr_find(t, UI_ATTR_TEXT);
        uii_attr_bytes(n, UI_ATTR_TEXT, body != NULL ? body->bytes : "",
                       body != NULL ? body->len_b : 0);
    }
}

void ui_button_set_tone(ui_button_t button, enum ui_tone tone) {
    struct node *n = object(button.ref, UI_KIND_BUTTON, __func__);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_TONE, tone);
    }
}

void ui_button_set_disabled(ui_button_t button, bool disabled) {
    struct node *n = object(button.ref, UI_KIND_BUTTON, __func__);
    if (n != NULL) {
        uii_flag_set(n, UI_FLAG_DISABLED, disabled);
    }
}

void ui_on_click(ui_button_t button, void (*clicked)(ui_event_t event, ui_button_t button)) {
    struct node *n = object(button.ref, UI_KIND_BUTTON, __func__);
    if (n != NULL) {
        uii_table_set_clicked(n, clicked);
        n->on = clicked != NULL ? n->on | UI_ON_CLICK : n->on & ~UI_ON_CLICK;
    }
}

static void place(ui_canvas_t canvas, uint32_t ref, enum ui_kind kind, int x, int y) {
    struct node *c = object(canvas.ref, UI_KIND_CANVAS, "ui_draw");
    struct node *n = object(ref, kind, "ui_draw");
    if (c == NULL || n == NULL) {
        return;
    }
    if (!uii_node_is_kept(c) || !uii_node_is_kept(n)) {
        ui_log("%s: only retained objects can be put on a retained canvas", uii_site_text(n->site));
        return;
    }
    if (n->parent != uii_node_index(c->ref)) {
        uii_node_detach(n);
        uii_node_attach(c, n);
    }
    uii_attr_number(n, UI_ATTR_X, x);
    uii_attr_number(n, UI_ATTR_Y, y);
}

void ui_draw_text(ui_canvas_t canvas, ui_text_t text, int x, int y) {
    place(canvas, text.ref, UI_KIND_TEXT, x, y);
}

void ui_draw_button(ui_canvas_t canvas, ui_button_t button, int x, int y) {
    place(canvas, button.ref, UI_KIND_BUTTON, x, y);
}

void ui_destroy_(uint32_t ref) {
    struct node *n = uii_node_of(ref, "ui_destroy");
    if (n == NULL) {
        return;
    }
    if (!uii_node_is_kept(n)) {
        ui_log("%s: belongs to the view", uii_site_text(n->site));
        return;
    }
    uii_node_free(n);
    uii.dirty = true;
}
