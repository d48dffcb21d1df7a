// SPDX-License-Identifier: MIT
/// @file
/// What stands in a popup: from the tree, or the server's own.
#include <stdlib.h>
#include <string.h>

#include "edit_menu.h"
#include "menubar.h"
#include "popup_look.h"

lpx_t popup_row_h(const struct popup *p, uint32_t row) {
    return p->rows[row].kind == POPUP_DIVIDER ? POPUP_DIVIDER_H : POPUP_ROW_H;
}

bool popup_selectable(const struct popup *p, int32_t row) {
    return row >= 0 && (uint32_t)row < p->count && p->rows[row].kind < POPUP_DIVIDER &&
           !p->rows[row].disabled;
}

/// A place for one more row; NULL when there are enough.
static struct popup_row *add_row(struct popup *p) {
    if (p->count == POPUP_ROWS_MAX) {
        return NULL;
    }
    if (p->count % 64 == 0) { // filled again after a commit: what is there may be large enough
        struct popup_row *more = realloc(p->rows, (p->count + 64) * sizeof(*more));
        if (more == NULL) {
            return NULL;
        }
        p->rows = more;
    }
    struct popup_row *row = &p->rows[p->count++];
    *row = (struct popup_row){ 0 };
    return row;
}

/// A divider between two groups: never first, never two in a row.
static void add_divider(struct popup *p) {
    if (p->count > 0 && p->rows[p->count - 1].kind != POPUP_DIVIDER) {
        struct popup_row *row = add_row(p);
        if (row != NULL) {
            row->kind = POPUP_DIVIDER;
        }
    }
}

static bool has_rows(const struct ui_tree *t, uint32_t menu) {
    uint32_t child = t->first_child[menu];
    for (; child != UI_NODE_NONE; child = t->next_sibling[child]) {
        const struct ui_node *n = &t->nodes[child];
        if (n->kind != UI_KIND_DIVIDER && (n->flags & UI_FLAG_HIDDEN) == 0) {
            return true;
        }
    }
    return false;
}

static void fill_menu(const struct ui_tree *t, uint32_t menu, struct popup *p) {
    uint32_t child = t->first_child[menu];
    for (; child != UI_NODE_NONE; child = t->next_sibling[child]) {
        const struct ui_node *n = &t->nodes[child];
        if ((n->flags & UI_FLAG_HIDDEN) != 0) {
            continue;
        }
        if (n->kind == UI_KIND_DIVIDER) {
            add_divider(p);
            continue;
        }
        struct popup_row *row = add_row(p);
        if (row == NULL) {
            return;
        }
        row->kind = n->kind == UI_KIND_MENU ? POPUP_SUBMENU : POPUP_ITEM;
        row->id = n->id;
        row->icon = (uint8_t)ui_tree_u32(t, child, UI_ATTR_ICON);
        row->checked = (n->flags & UI_FLAG_CHECKED) != 0;
        row->danger = ui_tree_u32(t, child, UI_ATTR_TONE) == UI_DANGER;
        row->disabled = (n->flags & UI_FLAG_DISABLED) != 0 ||
                        (row->kind == POPUP_SUBMENU && !has_rows(t, child));
        row->text = ui_tree_text(t, child, UI_ATTR_TEXT);
        row->shortcut = ui_tree_text(t, child, UI_ATTR_SHORTCUT);
    }
}

static void fill_options(const struct scene *s, uint32_t node, struct popup *p) {
    struct ui_text options = ui_tree_text(&s->tree, node, UI_ATTR_OPTIONS);
    struct ui_text option;
    for (uint32_t i = 0; ui_strs_next(&options, &option); i++) {
        struct popup_row *row = add_row(p);
        if (row == NULL) {
            return;
        }
        row->id = i;
        row->text = option;
        row->checked = s->nodes[node].value.choice == (int32_t)i;
    }
}

static struct ui_text literal(const char *text) {
    return (struct ui_text){ text, (uint32_t)strlen(text) };
}

static void add_own(struct popup *p, enum popup_action action, const char *text,
                    const char *shortcut, bool enabled) {
    struct popup_row *row = add_row(p);
    if (row != NULL) {
        row->id = (uint32_t)action;
        row->text = literal(text);
        row->shortcut = literal(shortcut);
        row->disabled = !enabled;
    }
}

static void add_note(struct popup *p, struct ui_text text, enum ui_icon icon) {
    struct popup_row *row = add_row(p);
    if (row != NULL) {
        row->kind = POPUP_NOTE;
        row->text = text;
        row->icon = (uint8_t)icon;
    }
}

static void fill_edit(const struct window *w, struct popup *p) {
    add_own(p, POPUP_DO_UNDO, "Undo", "Ctrl+Z", edit_menu_can(w, POPUP_DO_UNDO));
    add_own(p, POPUP_DO_REDO, "Redo", "Ctrl+Shift+Z", edit_menu_can(w, POPUP_DO_REDO));
    add_divider(p);
    add_own(p, POPUP_DO_CUT, "Cut", "Ctrl+X", edit_menu_can(w, POPUP_DO_CUT));
    add_own(p, POPUP_DO_COPY, "Copy", "Ctrl+C", edit_menu_can(w, POPUP_DO_COPY));
    add_own(p, POPUP_DO_PASTE, "Paste", "Ctrl+V", edit_menu_can(w, POPUP_DO_PASTE));
    add_divider(p);
    add_own(p, POPUP_DO_SELECT_ALL, "Select all", "Ctrl+A", edit_menu_can(w, POPUP_DO_SELECT_ALL));
}

static lpx_t text_w(const struct gui_core *core, struct ui_text text) {
    struct text_spec spec = { .utf8 = text.bytes, .len_b = text.len_b };
    return text.len_b == 0 ? 0 : text_measure(core->text, &spec).size.w;
}

/// Places of the rows and the size that shows all of them.
static void arrange(const struct gui_core *core, struct popup *p) {
    lpx_t texts = 0;
    lpx_t right = 0;
    lpx_t y = POPUP_PAD;
    p->lead = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        struct popup_row *row = &p->rows[i];
        row->y = y;
        y += popup_row_h(p, i);
        if (row->kind == POPUP_DIVIDER) {
            continue;
        }
        texts = MAX(texts, text_w(core, row->text));
        lpx_t extra = row->kind == POPUP_SUBMENU ? POPUP_CHEVRON : text_w(core, row->shortcut);
        right = MAX(right, extra == 0 ? 0 : extra + POPUP_SHORTCUT_GAP);
        p->lead = row->checked || row->icon != UI_NO_ICON ? POPUP_LEAD : p->lead;
    }
    p->content_h = y + POPUP_PAD;
    lpx_t w = 2 * (POPUP_PAD + POPUP_INSET) + p->lead + texts + right;
    p->size = (struct lpx_size){ MIN(MAX(w, POPUP_MIN_W), POPUP_MAX_W), p->content_h };
}

bool popup_fill(const struct gui_core *core, const struct window *w, struct popup *p) {
    const struct scene *s = &w->session->scene;
    uint32_t node = scene_find(s, p->id);
    p->count = 0;
    switch (p->source) {
    case POPUP_MENU:
        if (node != SCENE_NONE && s->tree.nodes[node].kind == UI_KIND_MENU &&
            (s->tree.nodes[node].flags & (UI_FLAG_HIDDEN | UI_FLAG_DISABLED)) == 0) {
            fill_menu(&s->tree, node, p);
        }
        break;
    case POPUP_OPTIONS:
        if (node != SCENE_NONE && s->tree.nodes[node].kind == UI_KIND_SELECT &&
            (s->nodes[node].state & (SCENE_SHOWN | SCENE_DISABLED)) == SCENE_SHOWN) {
            fill_options(s, node, p);
        }
        break;
    case POPUP_APP:
        add_own(p, POPUP_DO_ABOUT, "About this app", "", true);
        add_divider(p);
        add_own(p, POPUP_DO_QUIT, "Quit", "Alt+F4", true);
        break;
    case POPUP_ABOUT:
        add_note(p, menubar_app_name(w), UI_INFO);
        add_note(p, literal("An app on Hesper"), UI_NO_ICON);
        break;
    case POPUP_EDIT:
        fill_edit(w, p);
        break;
    }
    if (p->count > 0 && p->rows[p->count - 1].kind == POPUP_DIVIDER) {
        p->count--;
    }
    arrange(core, p);
    return p->count > 0;
}
