// SPDX-License-Identifier: MIT
// Where a new node goes, and the blocks.
#include "make.h"

/// Scope of a block that was nested too deeply to be entered.
#define REF_NOT_OPEN UINT32_MAX

static struct node *open_node(void) {
    uint32_t ref = ui.open[ui.depth - 1];
    return ref != 0 ? node_of(ref, "block") : NULL;
}

/// Whether the user closed the window with this id, and the view has shown it since.
static bool is_closed(uint32_t id) {
    for (uint32_t i = 0; i < ui.num_closed; i++) {
        if (ui.closed[i] == id) {
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
    ui_log("%s: %s cannot stand in %s", site_text(site), ui_kind_table[kind].name,
           parent != NULL ? ui_kind_table[parent->kind].name : "no block");
    return false;
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
            attr_number(n, numbers[i].name, numbers[i].value);
        }
    }
    attr_text(n, UI_ATTR_LABEL, c->label);
    attr_text(n, UI_ATTR_TIP, c->tip);
    flag_set(n, UI_FLAG_DISABLED, c->disabled);
    flag_set(n, UI_FLAG_HIDDEN, c->hidden);
    flag_set(n, UI_FLAG_FOCUS, c->focus);
}

struct node *make(struct ui_site site, enum ui_kind kind, const struct ui_common *common,
                  uint32_t flags) {
    struct node *parent = NULL;
    bool kept = !ui.in_view;
    if (ui.depth != 0) {
        parent = open_node();
        if (parent == NULL || !may_stand(site, kind, parent)) {
            return NULL;
        }
        kept = node_is_kept(parent);
        if (site.empty && (kind == UI_KIND_TEXT || kind == UI_KIND_BUTTON)) {
            ui_log("%s: retained %s made in a block", site_text(site), ui_kind_table[kind].name);
        }
    } else if (!kept && !may_stand(site, kind, NULL)) {
        return NULL; // in the retained style this makes a detached node
    }
    struct node *n = node_new(kept, parent, kind, site);
    if (n == NULL) {
        return NULL;
    }
    flag_set(n, flags, true);
    n->keyed = common->key != 0;
    if (n->keyed && !kept) {
        n->key = common->key;
    }
    node_identify(n, parent);
    set_common(n, common);
    n->shown = kind != UI_KIND_WINDOW || !is_closed(n->id);
    ui.dirty = true;
    return n;
}

void make_handler(struct node *node, enum ui_event_kind event, ui_handler handler) {
    if (handler.fn != NULL) {
        table_add(node, event, handler);
        node->on |= BIT((unsigned)event - 1);
    }
}

ui_scope ui_open_(uint32_t ref) {
    if (ui.depth == DEPTH_MAX) {
        ui_log("blocks are nested too deeply");
        return (ui_scope){ REF_NOT_OPEN, false };
    }
    ui.open[ui.depth++] = ref;
    const struct node *n = ref != 0 ? node_of(ref, "block") : NULL;
    return (ui_scope){ ref, n != NULL && n->shown };
}

void ui_close_(ui_scope *scope) {
    if (scope->ref != REF_NOT_OPEN && ui.depth != 0) {
        ui.depth--;
    }
}
