// SPDX-License-Identifier: MIT
// Where a new node goes, and the blocks.
#include "make.h"

/// Scope of a block that was nested too deeply to be entered.
#define REF_NOT_OPEN UINT32_MAX

static struct node *open_node(void) {
    uint32_t ref = uii.open[uii.depth - 1];
    return ref != 0 ? uii_node_of(ref, "block") : NULL;
}

/// Whether the user closed the window with this id, and the view has shown it since.
static bool is_closed(uint32_t id) {
    for (uint32_t i = 0; i < uii.num_closed; i++) {
        if (uii.closed[i] == id) {
            return true;
        }
    }
    return false;
}

static bool may_stand(struct ui_site site, enum ui_kind kind, const struct node *parent) {
    uint32_t holds = parent != NULL ? ui_kind_table[parent->kind].holds : UI_CLASS_TOP;
    if ((holds & ui_kind_table[kind].classes) != 0) {
        return true;
    }
    ui_log("%s: %s cannot stand in %s", uii_site_text(site), ui_kind_table[kind].name,
           parent != NULL ? ui_kind_table[parent->kind].name : "no block");
    return false;
}

/// What can be dragged, and what takes drops; kinds that cannot do it are told so.
static void set_dragging(struct node *n, const struct ui_common *c) {
    uint32_t on = ui_kind_table[n->kind].on;
    bool drop = c->on_drop.fn != NULL || c->on_drag.fn != NULL;
    if (c->drag != NULL && (ui_kind_table[n->kind].flags & UI_FLAG_DRAGGABLE) == 0) {
        ui_log("%s: a %s cannot be dragged", uii_site_text(n->site), ui_kind_table[n->kind].name);
    } else if (c->drag != NULL) {
        uii_attr_text(n, UI_ATTR_DRAG, c->drag);
        uii_flag_set(n, UI_FLAG_DRAGGABLE, true);
    }
    if (drop && (on & UI_ON_DROP) == 0) {
        ui_log("%s: a %s takes no drops", uii_site_text(n->site), ui_kind_table[n->kind].name);
    } else if (drop) {
        uii_make_handler(n, UI_EVENT_DROP, c->on_drop);
        uii_make_handler(n, UI_EVENT_DRAG, c->on_drag);
    }
}

static void set_common(struct node *n, const struct ui_common *c) {
    const struct {
        enum ui_attr_name name;
        int value;
    } numbers[] = {
        { UI_ATTR_W, c->w },         { UI_ATTR_H, c->h },
        { UI_ATTR_MIN_W, c->min_w }, { UI_ATTR_MIN_H, c->min_h },
        { UI_ATTR_MAX_W, c->max_w }, { UI_ATTR_MAX_H, c->max_h },
        { UI_ATTR_GROW, c->grow },   { UI_ATTR_X, c->x },
        { UI_ATTR_Y, c->y },         { UI_ATTR_ANIMATE, c->animate },
    };
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        if (numbers[i].value != 0) {
            uii_attr_number(n, numbers[i].name, numbers[i].value);
        }
    }
    uii_attr_number(n, UI_ATTR_CURSOR, c->cursor);
    set_dragging(n, c);
    uii_attr_text(n, UI_ATTR_LABEL, c->label);
    uii_attr_text(n, UI_ATTR_TIP, c->tip);
    uii_flag_set(n, UI_FLAG_DISABLED, c->disabled);
    uii_flag_set(n, UI_FLAG_HIDDEN, c->hidden);
    uii_flag_set(n, UI_FLAG_FOCUS, c->focus);
}

struct node *uii_block(void) {
    return uii.depth != 0 ? open_node() : NULL;
}

static bool is_top(enum ui_kind kind) {
    return (ui_kind_table[kind].classes & UI_CLASS_TOP) != 0;
}

/// Makes a node in the open block; `top`: at the top of the tree, wherever the block stands.
static struct node *make(struct ui_site site, enum ui_kind kind, const struct ui_common *common,
                         uint32_t flags, bool top) {
    struct node *parent = NULL;
    bool kept = !uii.in_view;
    if (uii.depth != 0) {
        parent = open_node();
        if (parent == NULL || !may_stand(site, kind, top ? NULL : parent)) {
            return NULL;
        }
        kept = uii_node_is_kept(parent);
        if (site.empty && (kind == UI_KIND_TEXT || kind == UI_KIND_BUTTON)) {
            ui_log("%s: retained %s made in a block", uii_site_text(site),
                   ui_kind_table[kind].name);
        }
    } else if (!kept && !may_stand(site, kind, NULL)) {
        return NULL; // in the retained style this makes a detached node
    }
    struct node *n = uii_node_new(kept, top ? NULL : parent, kind, site);
    if (n == NULL) {
        return NULL;
    }
    uii_flag_set(n, flags, true);
    n->keyed = common->key != 0;
    if (n->keyed && !kept) {
        n->key = common->key;
    }
    uii_node_identify(n, parent);
    set_common(n, common);
    n->shown = !is_top(kind) || n->parent != 0 || !is_closed(n->id);
    uii.dirty = true;
    return n;
}

struct node *uii_make(struct ui_site site, enum ui_kind kind, const struct ui_common *common,
                      uint32_t flags) {
    return make(site, kind, common, flags, false);
}

struct node *uii_make_top(struct ui_site site, enum ui_kind kind, const struct ui_common *common,
                          uint32_t flags) {
    return make(site, kind, common, flags, true);
}

void uii_make_handler(struct node *node, enum ui_event_kind event, ui_handler handler) {
    if (handler.fn != NULL) {
        uii_table_add(node, event, handler);
        node->on |= BIT((unsigned)event - 1);
    }
}

ui_scope ui_open_(uint32_t ref) {
    if (uii.depth == DEPTH_MAX) {
        ui_log("blocks are nested too deeply");
        return (ui_scope){ REF_NOT_OPEN, false };
    }
    uii.open[uii.depth++] = ref;
    const struct node *n = ref != 0 ? uii_node_of(ref, "block") : NULL;
    return (ui_scope){ ref, n != NULL && n->shown };
}

void ui_close_(ui_scope *scope) {
    if (scope->ref != REF_NOT_OPEN && uii.depth != 0) {
        uii.depth--;
    }
}
