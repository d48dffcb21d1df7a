// SPDX-License-Identifier: MIT
#include "menubar.h"

#include <string.h>

#include "edit_menu.h"
#include "float.h"
#include "input.h"

#define INSET LPX(5) ///< Before the first entry.
#define PAD LPX(11)  ///< On both sides of an entry's text: 22 between two texts.
#define PILL_H LPX(24)
#define PILL_RADIUS LPX(6)

static struct window *panel_of(const struct gui_core *core) {
    return core->app_menu.panel;
}

struct window *menubar_window(const struct gui_core *core) {
    struct window *w = core->front;
    for (uint32_t i = 0; i < UI_WINDOWS_MAX && w != NULL; i++) {
        enum ui_kind kind = scene_kind(&w->session->scene, w->node);
        if (kind == UI_KIND_WINDOW || kind == UI_KIND_DIALOG) {
            return w;
        }
        w = window_owner(w);
    }
    return NULL;
}

struct ui_text menubar_app_name(const struct window *w) {
    const struct ui_tree *t = &w->session->scene.tree;
    for (uint32_t i = t->first_child[0]; i != UI_NODE_NONE; i = t->next_sibling[i]) {
        if (t->nodes[i].kind == UI_KIND_WINDOW) {
            struct window *first = w->session->scene.nodes[i].window;
            return first != NULL ? (struct ui_text){ first->title, first->title_b }
                                 : (struct ui_text){ "", 0 };
        }
    }
    return (struct ui_text){ w->title, w->title_b };
}

/// The MenuBar of `w`; SCENE_NONE when it has none.
static uint32_t bar_node(const struct window *w) {
    const struct ui_tree *t = &w->session->scene.tree;
    uint32_t child = t->first_child[w->node];
    for (; child != UI_NODE_NONE; child = t->next_sibling[child]) {
        if (t->nodes[child].kind == UI_KIND_MENU_BAR) {
            return (t->nodes[child].flags & UI_FLAG_HIDDEN) != 0 ? SCENE_NONE : child;
        }
    }
    return SCENE_NONE;
}

struct bar {
    const struct window *w;
    struct menubar_entry *out;
    uint32_t count;
    lpx_t x;
};

static void add_entry(struct bar *b, enum popup_source source, uint32_t id, struct ui_text text) {
    if (b->count == MENUBAR_ENTRIES_MAX || text.len_b == 0) {
        return;
    }
    bool strong = source == POPUP_APP;
    struct text_spec spec = { .utf8 = text.bytes,
                              .len_b = text.len_b,
                              .style = strong ? UI_HEADING : UI_BODY };
    lpx_t w = text_measure(b->w->core->text, &spec).size.w + 2 * PAD;
    b->out[b->count++] = (struct menubar_entry){ source, id, text, strong, b->x, w };
    b->x += w;
}

uint32_t menubar_entries(const struct window *w, struct menubar_entry out[MENUBAR_ENTRIES_MAX]) {
    const struct ui_tree *t = &w->session->scene.tree;
    bool shell = panel_of(w->core) != NULL;
    struct bar b = { .w = w, .out = out, .x = shell ? 0 : INSET };
    if (shell) {
        add_entry(&b, POPUP_APP, 0, menubar_app_name(w));
    }
    bool edit = false;
    uint32_t bar = bar_node(w);
    uint32_t child = bar == SCENE_NONE ? UI_NODE_NONE : t->first_child[bar];
    for (; child != UI_NODE_NONE; child = t->next_sibling[child]) {
        struct ui_text text = ui_tree_text(t, child, UI_ATTR_TEXT);
        bool hidden = (t->nodes[child].flags & (UI_FLAG_HIDDEN | UI_FLAG_DISABLED)) != 0;
        if (!hidden && t->first_child[child] != UI_NODE_NONE) { // one without items is never shown
            edit = edit || (text.len_b == 4 && memcmp(text.bytes, "Edit", 4) == 0);
            add_entry(&b, POPUP_MENU, t->nodes[child].id, text);
        }
    }
    if (!edit && (shell || b.count > 0) && edit_menu_wanted(w)) {
        add_entry(&b, POPUP_EDIT, 0, (struct ui_text){ "Edit", 4 });
    }
    return b.count;
}

bool menubar_fit(struct window *w) {
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    bool row = !w->frameless && panel_of(w->core) == NULL && bar_node(w) != SCENE_NONE &&
               menubar_entries(w, entries) > 0;
    lpx_t head = w->frameless ? 0 : HEADER_H + (row ? MENUBAR_H : 0);
    if (head == w->head) {
        if (row) {
            menubar_touch(w); // the words may be others
        }
        return false;
    }
    w->head = head;
    return true;
}

void menubar_find(struct session *s) {
    struct gui_core *core = s->core;
    struct window *before = panel_of(core);
    if (before != NULL && before->session == s) {
        core->app_menu.panel = NULL;
    }
    const struct ui_tree *t = &s->scene.tree;
    for (uint32_t i = 0; s->importer.shell && i < t->num_nodes; i++) {
        const struct scene_node *n = &s->scene.nodes[i];
        struct window *panel = s->scene.nodes[n->top].window;
        if (t->nodes[i].kind == UI_KIND_APP_MENU && (n->state & SCENE_SHOWN) != 0 &&
            panel != NULL) {
            core->app_menu.panel = panel;
            core->app_menu.id = t->nodes[i].id;
        }
    }
    if ((before != NULL) != (panel_of(core) != NULL)) {
        struct window *w;
        list_for_each (w, &core->windows, link) {
            if (menubar_fit(w)) {
                window_fit(w);
                window_touch(w);
            }
        }
    }
}

void menubar_forget(struct window *w) {
    struct gui_core *core = w->core;
    if (core->bar_hover.window == w) {
        core->bar_hover.window = NULL;
    }
    if (panel_of(core) == w) {
        core->app_menu.panel = NULL;
    }
}

/// The AppMenu node; SCENE_NONE when there is none.
static uint32_t app_menu_node(const struct gui_core *core) {
    const struct window *panel = panel_of(core);
    return panel == NULL ? SCENE_NONE : scene_find(&panel->session->scene, core->app_menu.id);
}

void menubar_follow(struct gui_core *core) {
    uint32_t node = app_menu_node(core);
    if (node != SCENE_NONE) {
        struct window *panel = panel_of(core);
        layout_invalidate(&panel->session->scene.layout, node);
        window_layout(panel);
        scene_touch(&panel->session->scene, node);
    }
}

void menubar_touch(struct window *w) {
    struct gui_core *core = w->core;
    uint32_t node = app_menu_node(core);
    if (node != SCENE_NONE) {
        scene_touch(&panel_of(core)->session->scene, node);
    } else if (w->head > HEADER_H) {
        struct lpx_rect row = { 0, HEADER_H, w->content.w, w->head - HEADER_H };
        damage_add(&w->damage, lpx_snap_rect(row, core->scale));
    }
}

/// Where the bar of `w` is on the screen; false when it cannot be seen.
static bool bar_place(const struct window *w, const struct window **out_in, struct lpx_rect *out) {
    const struct gui_core *core = w->core;
    uint32_t node = app_menu_node(core);
    if (node != SCENE_NONE) {
        *out_in = panel_of(core);
        *out = (*out_in)->session->scene.nodes[node].box;
        return menubar_window(core) == w;
    }
    *out_in = w;
    *out = (struct lpx_rect){ 0, HEADER_H, w->content.w, w->head - HEADER_H };
    return w->head > HEADER_H;
}

int32_t menubar_entry_at(const struct gui_core *core, const struct window *w) {
    const struct window *in;
    struct lpx_rect bar;
    if (!bar_place(w, &in, &bar)) {
        return -1;
    }
    lpx_t x = lpx_from_px(core->pointer.x_px - in->x_px, core->scale) - bar.x;
    lpx_t y = lpx_from_px(core->pointer.y_px - in->y_px, core->scale) - bar.y;
    if (y < 0 || y >= bar.h || x < 0 || x >= bar.w) {
        return -1;
    }
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    uint32_t count = menubar_entries(w, entries);
    for (uint32_t i = 0; i < count; i++) {
        if (x >= entries[i].x && x < entries[i].x + entries[i].w) {
            return (int32_t)i;
        }
    }
    return -1;
}

bool menubar_open(struct window *w, int32_t entry, bool by_key) {
    struct gui_core *core = w->core;
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    const struct window *in;
    struct lpx_rect bar;
    if (!bar_place(w, &in, &bar) || entry < 0 || (uint32_t)entry >= menubar_entries(w, entries)) {
        return false;
    }
    const struct menubar_entry *e = &entries[entry];
    struct lpx_rect at = { bar.x + e->x, bar.y, e->w, bar.h - LPX(3) };
    struct popup_spot spot = {
        .source = e->source,
        .id = e->id,
        .anchor = px_box_move(lpx_snap_rect(at, core->scale), in->x_px, in->y_px),
        .entry = entry,
    };
    bool press = core->popups.press && core->popups.window == w;
    bool moved = core->popups.moved;
    if (!popup_open_at(w, &spot)) {
        return false;
    }
    core->popups.moved = press && moved; // dragged along the bar
    if (by_key) {
        core->popups.press = false;
        (void)popup_key(core, 108); // the first row
    }
    return true;
}

void menubar_step(struct gui_core *core, bool right) {
    struct window *w = core->popups.window;
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    int32_t count = (int32_t)menubar_entries(w, entries);
    int32_t entry = core->popups.entry;
    for (int32_t i = 0; i < count; i++) {
        entry = (entry + (right ? 1 : count - 1)) % count;
        if (menubar_open(w, entry, true)) {
            return;
        }
    }
}

/// The window whose bar lies at `hit`; NULL when there is no bar.
static struct window *bar_at(const struct gui_core *core, const struct window_hit *hit) {
    if (hit->window == NULL) {
        return NULL;
    }
    if (hit->window == panel_of(core)) {
        return menubar_window(core);
    }
    return panel_of(core) == NULL && hit->part == WINDOW_HEADER ? hit->window : NULL;
}

bool menubar_press(struct gui_core *core, const struct window_hit *hit) {
    struct window *w = bar_at(core, hit);
    int32_t entry = w == NULL || window_blocker(w) != NULL ? -1 : menubar_entry_at(core, w);
    return entry >= 0 && menubar_open(w, entry, false);
}

void menubar_hover(struct gui_core *core, const struct window_hit *hit) {
    struct window *w = bar_at(core, hit);
    int32_t entry = w == NULL ? -1 : menubar_entry_at(core, w);
    w = entry < 0 ? NULL : w;
    struct window *before = core->bar_hover.window;
    if (before == w && core->bar_hover.entry == entry) {
        return;
    }
    core->bar_hover.window = w;
    core->bar_hover.entry = entry;
    if (before != NULL) {
        menubar_touch(before);
    }
    if (w != NULL) {
        menubar_touch(w);
    }
}

bool menubar_enter(struct gui_core *core) {
    struct window *w = menubar_window(core);
    return w != NULL && window_blocker(w) == NULL &&
           (menubar_open(w, panel_of(core) != NULL ? 1 : 0, true) || menubar_open(w, 0, true));
}

void menubar_about(struct window *w) {
    int32_t x = w->x_px + window_w_px(w) / 2 - lpx_snap(LPX(80), w->core->scale);
    int32_t y = w->y_px + lpx_snap(w->head + LPX(24), w->core->scale);
    struct popup_spot spot = { .source = POPUP_ABOUT, .anchor = { x, y, x, y }, .entry = -1 };
    (void)popup_open_at(w, &spot);
}

struct lpx_size menubar_measure(const struct gui_core *core) {
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    const struct window *w = menubar_window(core);
    uint32_t count = w == NULL ? 0 : menubar_entries(w, entries);
    lpx_t width = count == 0 ? 0 : entries[count - 1].x + entries[count - 1].w;
    return (struct lpx_size){ width, MENUBAR_H };
}

static void paint_entries(const struct window *w, struct lpx_rect bar, const struct paint *p) {
    const struct gui_core *core = w->core;
    const argb_t *color = p->theme->color;
    struct menubar_entry entries[MENUBAR_ENTRIES_MAX];
    uint32_t count = menubar_entries(w, entries);
    bool open = core->popups.window == w && core->popups.entry >= 0;
    bool hover = !open && core->bar_hover.window == w;
    for (uint32_t i = 0; i < count; i++) {
        const struct menubar_entry *e = &entries[i];
        struct lpx_rect box = { bar.x + e->x, bar.y, e->w, bar.h };
        bool lit = open && core->popups.entry == (int32_t)i;
        if (lit || (hover && core->bar_hover.entry == (int32_t)i)) {
            struct lpx_rect pill = { box.x + LPX(1), bar.y + (bar.h - PILL_H) / 2, box.w - LPX(2),
                                     PILL_H };
            draw_rrect(&p->draw, lpx_snap_rect(pill, core->scale), PILL_RADIUS,
                       color[lit ? COLOR_PRESSED : COLOR_HOVER]);
        }
        struct text_spec spec = { .utf8 = e->text.bytes,
                                  .len_b = e->text.len_b,
                                  .style = e->strong ? UI_HEADING : UI_BODY };
        text_draw(p->text, &p->draw, &spec, box, TEXT_CENTER, color[COLOR_TEXT_1]);
    }
}

void menubar_paint(const struct window *w, const struct paint *p) {
    if (w->head <= HEADER_H) {
        return;
    }
    struct lpx_rect row = { 0, HEADER_H, w->content.w, w->head - HEADER_H };
    struct px_box px = lpx_snap_rect(row, p->draw.scale);
    int32_t line = px_hairline(p->draw.scale);
    px.y1 -= line; // one hairline below both rows
    if (!draw_touches(&p->draw, px)) {
        return;
    }
    const argb_t *color = p->theme->color;
    draw_set(&p->draw, px, color[w->looks_active ? COLOR_CHROME : COLOR_WINDOW]);
    px.y1 = px.y2 - line;
    draw_fill(&p->draw, px, color[COLOR_HAIRLINE]);
    struct paint clipped = *p;
    clipped.draw.clip = px_box_intersect(p->draw.clip, lpx_snap_rect(row, p->draw.scale));
    paint_entries(w, row, &clipped);
}

void menubar_paint_node(const struct gui_core *core, const struct lpx_rect *box,
                        const struct paint *p) {
    const struct window *w = menubar_window(core);
    if (w != NULL) {
        paint_entries(w, *box, p);
    }
}
