// SPDX-License-Identifier: MIT
// Constructors of what floats. Their nodes stand at the top of the tree, wherever the block stands.
#include "make.h"

#include <base/utf8.h>

/// Toasts that are shown at once.
#define TOASTS_MAX 4u
#define TOAST_TEXT_B 256u

struct toast {
    uint64_t key; ///< 0 = free.
    char text[TOAST_TEXT_B];
    char action[64];
    enum ui_tone tone;
    enum ui_icon icon;
    ui_handler on_action;
    int timeout;
};
static struct toast toasts[TOASTS_MAX];
static uint64_t next_key = 1;

static void set_box(struct node *n, int pad, int gap, enum ui_align align, enum ui_align justify) {
    uii_attr_number(n, UI_ATTR_PAD, pad);
    uii_attr_number(n, UI_ATTR_GAP, gap);
    uii_attr_number(n, UI_ATTR_ALIGN, align);
    uii_attr_number(n, UI_ATTR_JUSTIFY, justify);
}

/// The node that the float belongs to: of handle `ref`, else the block it stands in or, for
/// `behind`, the last node made in that block.
static const struct node *anchor_of(uint32_t ref, bool behind) {
    if (ref != 0) {
        return uii_node_of(ref, "anchor");
    }
    struct node *block = uii_block();
    if (block == NULL || !behind || block->last == 0) {
        return block;
    }
    return uii_node_at(uii_store_of(block), block->last);
}

ui_box_t ui_context_(struct ui_site site, struct ui_context_p p) {
    const struct node *anchor = anchor_of(p.anchor, false);
    uint32_t id = anchor != NULL ? anchor->id : 0;
    struct node *n = uii_make_top(site, UI_KIND_MENU, &p.common, 0);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_ANCHOR, (int64_t)id);
    }
    return (ui_box_t){ ref_of(n) };
}

/// Closed by the user: the variable follows, then the handler runs.
static void bind_open(struct node *n, bool *open, ui_handler on_close) {
    uii_table_bind(n, BIND_OPEN, open, 0);
    uii_make_handler(n, UI_EVENT_CLOSE, on_close);
}

ui_box_t ui_popover_(struct ui_site site, struct ui_popover_p p) {
    const struct node *anchor = anchor_of(p.anchor, true);
    if ((p.open != NULL && !*p.open) || anchor == NULL) {
        return (ui_box_t){ REF_CLOSED };
    }
    uint32_t id = anchor->id;
    struct node *n = uii_make_top(site, UI_KIND_POPOVER, &p.common, 0);
    if (n != NULL) {
        uii_attr_number(n, UI_ATTR_ANCHOR, (int64_t)id);
        set_box(n, p.pad, p.gap, p.align, p.justify);
        bind_open(n, p.open, p.on_close);
    }
    return (ui_box_t){ ref_of(n) };
}

/// The window that the block stands in, else the first one.
static uint32_t owner_id(void) {
    struct node *n = uii_block();
    while (n != NULL && n->parent != 0) {
        n = uii_node_at(uii_store_of(n), n->parent);
    }
    if (n == NULL && uii.views.first != 0) {
        n = uii_node_at(&uii.views, uii.views.first);
    }
    return n != NULL ? n->id : 0;
}

ui_window_t ui_dialog_(struct ui_site site, struct ui_dialog_p p) {
    if (p.open != NULL && !*p.open) {
        return (ui_window_t){ REF_CLOSED };
    }
    uint32_t owner = owner_id();
    struct node *n = uii_make_top(site, UI_KIND_DIALOG, &p.common, p.modeless ? 0 : UI_FLAG_MODAL);
    if (n != NULL) {
        uii_attr_text(n, UI_ATTR_TITLE, p.title);
        uii_attr_number(n, UI_ATTR_OWNER, (int64_t)owner);
        set_box(n, p.pad, p.gap, p.align, p.justify);
        bind_open(n, p.open, p.on_close);
    }
    return (ui_window_t){ ref_of(n) };
}

static void copy(char *out, size_t room_b, const char *text) {
    size_t len_b = text != NULL ? utf8_cut(text, strlen(text), room_b - 1) : 0;
    if (len_b != 0) {
        memcpy(out, text, len_b);
    }
    out[len_b] = '\0';
}

void ui_toast_(struct ui_toast_p p) {
    struct toast *t = &toasts[0];
    for (size_t i = 0; i < TOASTS_MAX; i++) { // a free one, else the oldest
        t = toasts[i].key < t->key ? &toasts[i] : t;
    }
    static const enum ui_icon icons[] = { [UI_DANGER] = UI_WARNING, [UI_SUCCESS] = UI_CHECK };
    *t = (struct toast){
        .key = next_key++,
        .tone = p.tone,
        .icon = p.icon != UI_NO_ICON || (size_t)p.tone >= ARRAY_LEN(icons) ? p.icon : icons[p.tone],
        .on_action = p.on_action,
        .timeout = p.timeout,
    };
    copy(t->text, sizeof t->text, p.text);
    copy(t->action, sizeof t->action, p.action);
    ui_invalidate();
}

static struct toast *toast_of(uint64_t key) {
    for (size_t i = 0; i < TOASTS_MAX; i++) {
        if (toasts[i].key == key) {
            return &toasts[i];
        }
    }
    return NULL;
}

static void on_toast_close(ui_event *e) {
    struct toast *t = toast_of((uint64_t)e->arg);
    if (t != NULL) {
        t->key = 0;
    }
}

static void on_toast_action(ui_event *e) {
    struct toast *t = toast_of((uint64_t)e->arg);
    if (t != NULL) {
        ui_handler action = t->on_action;
        t->key = 0;
        if (action.fn != NULL) {
            e->arg = action.arg;
            action.fn(e);
        }
    }
}

static void show_toast(const struct toast *t) {
    struct ui_common common = { .key = t->key, .min_w = 120, .max_w = 480 };
    struct ui_site site = { __FILE__, __LINE__, 0, false };
    struct node *n = uii_make_top(site, UI_KIND_TOAST, &common, 0);
    if (n == NULL) {
        return;
    }
    uii_attr_text(n, UI_ATTR_TEXT, t->text);
    uii_attr_number(n, UI_ATTR_TONE, t->tone);
    if (t->timeout != 0) {
        uii_attr_number(n, UI_ATTR_TIMEOUT, t->timeout < 0 ? 0 : t->timeout);
    }
    uii_make_handler(n, UI_EVENT_CLOSE, UI_ON(on_toast_close, t->key));
    ui_scope toast = ui_open_(n->ref);
    Row(.pad = 8, .gap = 10) {
        ui_spacer(.w = 2);
        if (t->icon != UI_NO_ICON) {
            ui_icon(t->icon, .tone = t->tone);
        }
        ui_text(t->text, .min_w = 40);
        if (t->action[0] != '\0') {
            ui_button(t->action, UI_ON(on_toast_action, t->key), .tone = UI_SUBTLE);
        } else {
            ui_spacer(.w = 2, .h = 32);
        }
    }
    ui_close_(&toast);
}

void uii_toasts_show(void) {
    uint64_t last = 0;
    for (size_t i = 0; i < TOASTS_MAX; i++) { // in the order they came
        const struct toast *next = NULL;
        for (size_t k = 0; k < TOASTS_MAX; k++) {
            if (toasts[k].key > last && (next == NULL || toasts[k].key < next->key)) {
                next = &toasts[k];
            }
        }
        if (next != NULL) {
            last = next->key;
            show_toast(next);
        }
    }
}
