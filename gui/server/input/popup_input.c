// SPDX-License-Identifier: MIT
/// @file
/// What pointer and keyboard do while menus are open.
#include <base/utf8.h>
#include <string.h>
#include <ui_enums.h>

#include "edit_menu.h"
#include "input.h"
#include "keymap.h"
#include "menubar.h"
#include "popup.h"
#include "popup_look.h"

/// A submenu opens when the pointer has rested on its row for this long.
#define HOVER_NS UINT64_C(120000000)

/// On its way to an open submenu the pointer may cross other rows for this long.
#define TOLERANCE_NS UINT64_C(300000000)

/// A press that goes further than this is a drag: its release chooses. Logical px.
#define DRAG LPX(12)

/// What is typed within this time belongs together.
#define TYPED_NS UINT64_C(1000000000)

static nsec_t now_of(const struct gui_core *core) {
    return core->port.now(core->port.self);
}

static struct popup *top_of(struct gui_core *core) {
    return &core->popups.level[core->popups.depth - 1];
}

/// Level under the pointer; -1 = none.
static int32_t level_at(const struct gui_core *core) {
    const struct gui_pointer *at = &core->pointer;
    for (int32_t i = (int32_t)core->popups.depth - 1; i >= 0; i--) {
        const struct popup *p = &core->popups.level[i];
        if (at->x_px >= p->x_px && at->y_px >= p->y_px && at->x_px < p->x_px + p->surface->w_px &&
            at->y_px < p->y_px + p->surface->h_px) {
            return i;
        }
    }
    return -1;
}

/// Row of `p` under the pointer; -1 = none.
static int32_t row_at(const struct gui_core *core, const struct popup *p) {
    lpx_t y = lpx_from_px(core->pointer.y_px - p->y_px, core->scale) + p->scroll;
    for (uint32_t i = 0; i < p->count; i++) {
        if (y >= p->rows[i].y && y < p->rows[i].y + popup_row_h(p, i)) {
            return (int32_t)i;
        }
    }
    return -1;
}

static void set_highlight(struct popup *p, int32_t row) {
    row = popup_selectable(p, row) ? row : -1;
    p->dirty = p->dirty || p->highlight != row;
    p->highlight = row;
}

/// Whether the pointer is on its way to the popup above `level`: inside of the triangle between
/// where it was and the near edge of that popup.
static bool heads_for(const struct gui_core *core, uint32_t level) {
    const struct popup_stack *stack = &core->popups;
    if (level + 1 >= stack->depth) {
        return false;
    }
    const struct popup *sub = &stack->level[level + 1];
    bool right = sub->x_px > stack->level[level].x_px;
    int32_t edge = right ? sub->x_px : sub->x_px + sub->surface->w_px;
    int64_t way = right ? edge - stack->last_x_px : stack->last_x_px - edge;
    int64_t dx =
        right ? core->pointer.x_px - stack->last_x_px : stack->last_x_px - core->pointer.x_px;
    int64_t dy = core->pointer.y_px - stack->last_y_px;
    if (way <= 0 || dx <= 0) {
        return false;
    }
    int64_t up = (int64_t)(sub->y_px - stack->last_y_px) * dx;
    int64_t down = (int64_t)(sub->y_px + sub->surface->h_px - stack->last_y_px) * dx;
    return dy * way >= up && dy * way <= down;
}

/// What the pointer rests on: its submenu opens, others close.
static void settle(struct gui_core *core) {
    struct popup_stack *stack = &core->popups;
    stack->hover_ns = 0;
    int32_t level = level_at(core);
    if (level < 0) {
        return;
    }
    struct popup *p = &stack->level[level];
    int32_t row = row_at(core, p);
    bool same = row >= 0 && row == p->highlight && (uint32_t)level + 1 < stack->depth &&
                stack->level[level + 1].id == p->rows[row].id;
    if (!same) {
        popup_close_to(core, (uint32_t)level + 1);
        set_highlight(p, row);
        popup_open_submenu(core, row);
    }
}

void popup_pointer(struct gui_core *core) {
    struct popup_stack *stack = &core->popups;
    const struct gui_pointer *at = &core->pointer;
    if (at->x_px == stack->last_x_px && at->y_px == stack->last_y_px) {
        return; // tested again after a commit: the keyboard may have moved on
    }
    int32_t dx = at->x_px - stack->press_x_px;
    int32_t dy = at->y_px - stack->press_y_px;
    int32_t far = lpx_snap(DRAG, core->scale);
    stack->moved = stack->moved || MAX(dx, -dx) > far || MAX(dy, -dy) > far;
    int32_t level = level_at(core);
    if (level < 0) {
        int32_t entry = stack->entry >= 0 ? menubar_entry_at(core, stack->window) : -1;
        if (entry >= 0 && entry != stack->entry) {
            (void)menubar_open(stack->window, entry, false);
        } else if (top_of(core)->source != POPUP_OPTIONS) {
            set_highlight(top_of(core), -1);
        }
    } else {
        struct popup *p = &stack->level[level];
        int32_t row = row_at(core, p);
        bool top = (uint32_t)level + 1 == stack->depth;
        if (row == p->highlight && row >= 0) {
            stack->hover_ns = top ? stack->hover_ns : 0;
        } else if (heads_for(core, (uint32_t)level)) {
            stack->hover_ns = now_of(core) + TOLERANCE_NS;
        } else {
            popup_close_to(core, (uint32_t)level + 1);
            set_highlight(p, row);
            bool opens = popup_selectable(p, row) && p->rows[row].kind == POPUP_SUBMENU;
            stack->hover_ns = opens ? now_of(core) + HOVER_NS : 0;
        }
    }
    if (core->popups.window != NULL) {
        stack->last_x_px = at->x_px;
        stack->last_y_px = at->y_px;
    }
}

void popup_tick(struct gui_core *core, nsec_t now) {
    if (core->popups.hover_ns != 0 && (core->test_mode || now >= core->popups.hover_ns)) {
        settle(core);
    }
}

nsec_t popup_due(const struct gui_core *core) {
    return core->popups.hover_ns != 0 ? core->popups.hover_ns : UINT64_MAX;
}

/// Asks all windows of the app to close.
static void quit(struct window *w) {
    struct gui_core *core = w->core;
    struct session *s = w->session;
    for (uint32_t i = 0; i < s->scene.tree.num_nodes; i++) {
        struct window *top = s->scene.nodes[i].window;
        if (top != NULL && s->scene.tree.nodes[i].kind == UI_KIND_WINDOW) {
            uint64_t badge = s->badge;
            window_close(top); // closes the session when the app does not listen
            if (session_find(core, badge) != s) {
                return;
            }
        }
    }
}

static void choose(struct gui_core *core, int32_t row) {
    struct popup *p = top_of(core);
    if (!popup_selectable(p, row)) {
        return;
    }
    if (p->rows[row].kind == POPUP_SUBMENU) {
        popup_highlight(core, row);
        popup_open_submenu(core, row);
        return;
    }
    struct window *w = core->popups.window;
    enum popup_source source = p->source;
    uint32_t owner = p->id;
    uint32_t id = p->rows[row].id;
    popup_close(core);
    const struct scene *s = &w->session->scene;
    uint32_t node = scene_find(s, source == POPUP_OPTIONS ? owner : id);
    if (source == POPUP_OPTIONS && node != SCENE_NONE) {
        activate_choose(w, node, (int32_t)id);
    } else if (source == POPUP_MENU && node != SCENE_NONE) {
        activate_node(w, node, 0, 1);
    } else if (source == POPUP_EDIT) {
        edit_menu_do(w, (enum popup_action)id);
    } else if (source == POPUP_APP && id == POPUP_DO_QUIT) {
        quit(w);
    } else if (source == POPUP_APP) {
        menubar_about(w);
    }
}

bool popup_press(struct gui_core *core, uint16_t code) {
    struct popup_stack *stack = &core->popups;
    int32_t level = level_at(core);
    if (level >= 0) {
        stack->press = true;
        stack->moved = true; // its release chooses wherever it comes
        settle(core);
        return true;
    }
    popup_close(core);
    return code == BUTTON_LEFT; // another one may want the menu of what lies there
}

void popup_release(struct gui_core *core) {
    struct popup_stack *stack = &core->popups;
    if (!stack->press) {
        return;
    }
    stack->press = false;
    int32_t level = level_at(core);
    if (!stack->moved) {
        return; // a click that opened it: it stays
    }
    if (level < 0) {
        if (stack->entry < 0 || menubar_entry_at(core, stack->window) < 0) {
            popup_close(core);
        }
        return;
    }
    int32_t row = row_at(core, &stack->level[level]);
    if ((uint32_t)level + 1 == stack->depth && popup_selectable(&stack->level[level], row) &&
        stack->level[level].rows[row].kind == POPUP_ITEM) {
        choose(core, row);
    }
}

void popup_wheel(struct gui_core *core, int32_t dy) {
    int32_t level = level_at(core);
    if (level < 0) {
        return;
    }
    struct popup *p = &core->popups.level[level];
    lpx_t most = MAX(p->content_h - p->size.h, 0);
    lpx_t scroll = CLAMP(p->scroll + dy * 2 * POPUP_ROW_H, 0, most);
    if (scroll != p->scroll) {
        p->scroll = scroll;
        p->dirty = true;
        popup_close_to(core, (uint32_t)level + 1);
        set_highlight(p, row_at(core, p));
    }
}

/// The next row in direction `step` that can be chosen, going round; -1 = none.
static int32_t next_row(const struct popup *p, int32_t row, int32_t step) {
    int32_t count = (int32_t)p->count;
    row = row < 0 && step < 0 ? 0 : row;
    for (int32_t i = 0; i < count; i++) {
        row = (row + step + count) % count;
        if (popup_selectable(p, row)) {
            return row;
        }
    }
    return -1;
}

/// One row up or down: menus go round, lists of options end.
static void step(struct gui_core *core, int32_t by) {
    const struct popup *p = top_of(core);
    int32_t row = next_row(p, p->highlight, by);
    bool round = by < 0 ? row >= p->highlight : row <= p->highlight;
    if (p->source != POPUP_OPTIONS || p->highlight < 0 || !round) {
        popup_highlight(core, row);
    }
}

/// Whether `text` begins with what was typed; ASCII letters of either case.
static bool begins(struct ui_text text, const char *typed, uint32_t typed_b) {
    if (text.len_b < typed_b) {
        return false;
    }
    for (uint32_t i = 0; i < typed_b; i++) {
        char a = text.bytes[i];
        char b = typed[i];
        a = a >= 'A' && a <= 'Z' ? (char)(a | 0x20) : a;
        b = b >= 'A' && b <= 'Z' ? (char)(b | 0x20) : b;
        if (a != b) {
            return false;
        }
    }
    return true;
}

/// Goes to the next row that begins with what has been typed.
static void type(struct gui_core *core) {
    struct popup_stack *stack = &core->popups;
    struct popup *p = top_of(core);
    nsec_t now = now_of(core);
    if (now - stack->typed_ns > TYPED_NS) {
        stack->typed_b = 0;
    }
    const struct gui_keyboard *k = &core->keyboard;
    if (k->typed_b == 0 || stack->typed_b + k->typed_b > POPUP_TYPED_MAX) {
        return;
    }
    memcpy(stack->typed + stack->typed_b, k->typed, k->typed_b);
    stack->typed_b += k->typed_b;
    stack->typed_ns = now;
    // The first letter again and again goes through all rows that begin with it.
    int32_t row = stack->typed_b == k->typed_b ? p->highlight : p->highlight - 1;
    row = MAX(row, -1);
    for (uint32_t i = 0; i < p->count; i++) {
        row = next_row(p, row, 1);
        if (row >= 0 && begins(p->rows[row].text, stack->typed, stack->typed_b)) {
            popup_highlight(core, row);
            return;
        }
    }
    stack->typed_b = 0;
}

/// Left and right: into submenus, out of them, along the menu bar.
static void sideways(struct gui_core *core, bool right) {
    struct popup_stack *stack = &core->popups;
    struct popup *p = top_of(core);
    if (right && popup_selectable(p, p->highlight) && p->rows[p->highlight].kind == POPUP_SUBMENU) {
        choose(core, p->highlight);
        p = top_of(core);
        popup_highlight(core, next_row(p, -1, 1));
    } else if (!right && stack->depth > 1) {
        popup_close_to(core, stack->depth - 1);
    } else if (stack->entry >= 0) {
        menubar_step(core, right);
    }
}

bool popup_key(struct gui_core *core, uint16_t code) {
    struct popup *p = top_of(core);
    switch (code) {
    case KEY_UP:
    case KEY_DOWN:
        step(core, code == KEY_UP ? -1 : 1);
        return true;
    case KEY_HOME:
    case KEY_END:
        popup_highlight(core, next_row(p, code == KEY_HOME ? -1 : 0, code == KEY_HOME ? 1 : -1));
        return true;
    case KEY_LEFT:
    case KEY_RIGHT:
        sideways(core, code == KEY_RIGHT);
        return true;
    case KEY_ENTER:
    case KEY_KP_ENTER:
    case KEY_SPACE: {
        bool submenu =
            popup_selectable(p, p->highlight) && p->rows[p->highlight].kind == POPUP_SUBMENU;
        if (submenu) {
            sideways(core, true);
        } else if (p->highlight >= 0) {
            choose(core, p->highlight);
        }
        return true;
    }
    case KEY_ESC:
        popup_close_to(core, core->popups.depth - 1);
        return true;
    case KEY_TAB:
        popup_close(core);
        return false; // and the focus moves on
    default:
        if ((core->mods & (UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER)) != 0) {
            popup_close(core);
            return false; // a shortcut
        }
        type(core);
        return true;
    }
}
