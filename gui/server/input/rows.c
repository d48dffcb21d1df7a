// SPDX-License-Identifier: MIT
#include "rows.h"

#include <ui_enums.h>

#include "input.h"
#include "keymap.h"
#include "scene_rows.h"

uint32_t rows_pressed_list(const struct scene *s, uint32_t hit) {
    uint32_t list = rows_list_of(s, hit);
    list = list == SCENE_NONE ? hit : list;
    bool tree = scene_kind(s, list) == UI_KIND_TREE;
    return rows_kind(scene_kind(s, list)) && (rows_choosing(s, list) || tree) ? list : SCENE_NONE;
}

/// Makes `row` the current one and tells the app what the user wants of it.
static void choose(struct window *w, uint32_t list, int64_t row, enum ui_select mode) {
    struct scene *s = &w->session->scene;
    rows_set_current(s, list, row);
    if (!rows_choosing(s, list)) {
        return;
    }
    struct ui_event_rec rec = { .kind = UI_EVENT_CHANGE };
    rec.change.index = (int32_t)row;
    rec.change.mode = (uint32_t)mode;
    uint64_t seq = session_post(w->session, s->tree.nodes[list].id, &rec, NULL);
    if (seq != 0) {
        s->nodes[list].value.changed_seq = seq;
    }
}

static bool is_multi(const struct scene *s, uint32_t list) {
    return (s->tree.nodes[list].flags & UI_FLAG_MULTI) != 0;
}

/// Asks the app to open or close a row of a tree.
static void expand(struct window *w, uint32_t item, bool on) {
    const struct scene *s = &w->session->scene;
    if ((s->tree.nodes[item].on & UI_ON_CHANGE) != 0) {
        struct ui_event_rec rec = { .kind = UI_EVENT_CHANGE };
        rec.change.index = (int32_t)s->nodes[item].row;
        rec.change.on = on;
        (void)session_post(w->session, s->tree.nodes[item].id, &rec, NULL);
    }
}

static bool is_open(const struct scene *s, uint32_t item) {
    return (s->tree.nodes[item].flags & UI_FLAG_OPEN) != 0;
}

static bool is_expandable(const struct scene *s, uint32_t item) {
    return (s->tree.nodes[item].flags & UI_FLAG_EXPANDABLE) != 0;
}

void rows_press(struct window *w, uint32_t list, lpx_t x, lpx_t y) {
    struct scene *s = &w->session->scene;
    int64_t row = rows_at(s, list, y);
    if (row == ROW_NONE || row > INT32_MAX) {
        return;
    }
    uint32_t item = rows_item(s, list, row);
    if (item != SCENE_NONE && (s->nodes[item].state & SCENE_DISABLED) != 0) {
        return;
    }
    if (item != SCENE_NONE && scene_kind(s, list) == UI_KIND_TREE && is_expandable(s, item)) {
        lpx_t level = (lpx_t)ui_tree_u32(&s->tree, item, UI_ATTR_LEVEL);
        lpx_t from = s->nodes[item].box.x + level * TREE_INDENT;
        if (x >= from && x < from + LPX(4) + TREE_TRIANGLE) {
            expand(w, item, !is_open(s, item));
            return;
        }
    }
    uint32_t mods = w->core->mods;
    enum ui_select mode = UI_SELECT_ONE;
    if (is_multi(s, list)) {
        mode = (mods & UI_MOD_SHIFT) != 0  ? UI_SELECT_RANGE
               : (mods & UI_MOD_CTRL) != 0 ? UI_SELECT_TOGGLE
                                           : UI_SELECT_ONE;
    }
    choose(w, list, row, mode);
}

static void reveal(struct window *w, uint32_t list, int64_t row) {
    struct scene *s = &w->session->scene;
    (void)window_scroll(w, list, 0, rows_reveal_by(s, list, row));
    input_recheck(w->core);
}

static void go_to(struct window *w, uint32_t list, int64_t row) {
    const struct scene *s = &w->session->scene;
    int64_t count = rows_count(s, list);
    if (count == 0) {
        return;
    }
    row = CLAMP(row, (int64_t)0, MIN(count - 1, (int64_t)INT32_MAX)); // events say no more
    window_focus(w, list, true);
    uint32_t mods = w->core->mods;
    if (is_multi(s, list) && (mods & UI_MOD_CTRL) != 0) {
        rows_set_current(&w->session->scene, list, row); // moves without choosing
    } else {
        bool range = is_multi(s, list) && (mods & UI_MOD_SHIFT) != 0;
        choose(w, list, row, range ? UI_SELECT_RANGE : UI_SELECT_ONE);
    }
    reveal(w, list, row);
}

/// Opens and closes rows of a tree, goes to the row above or the first one below. False: not here.
static bool tree_key(struct window *w, uint32_t list, int64_t row, bool right) {
    struct scene *s = &w->session->scene;
    uint32_t item = rows_item(s, list, row);
    if (scene_kind(s, list) != UI_KIND_TREE || item == SCENE_NONE) {
        return false;
    }
    if (is_expandable(s, item) && is_open(s, item) != right) {
        expand(w, item, right);
        return true;
    }
    if (right) {
        if (is_expandable(s, item)) {
            go_to(w, list, row + 1);
        }
        return true;
    }
    uint32_t level = ui_tree_u32(&s->tree, item, UI_ATTR_LEVEL);
    for (int64_t up = row - 1; up >= 0; up--) {
        uint32_t k = rows_item(s, list, up);
        if (k == SCENE_NONE) {
            break; // not given: the app may know, we do not
        }
        if (ui_tree_u32(&s->tree, k, UI_ATTR_LEVEL) < level) {
            go_to(w, list, up);
            break;
        }
    }
    return true;
}

static void open_row(struct window *w, uint32_t list, int64_t row) {
    const struct scene *s = &w->session->scene;
    uint32_t item = rows_item(s, list, row);
    if (item == SCENE_NONE) {
        reveal(w, list, row);
        return;
    }
    if ((s->tree.nodes[item].on & UI_ON_CLICK) != 0) {
        struct ui_event_rec rec = { .kind = UI_EVENT_CLICK };
        rec.click.count = 2; // like a double click: a single one chooses
        (void)session_post(w->session, s->tree.nodes[item].id, &rec, NULL);
    } else if (is_expandable(s, item)) {
        expand(w, item, !is_open(s, item));
    }
}

/// The row that a key goes to; ROW_NONE for other keys.
static int64_t target(const struct scene *s, uint32_t list, int64_t row, uint16_t code) {
    int64_t count = rows_count(s, list);
    int64_t page = rows_page(s, list);
    switch (code) { // codes are those of devices: any number may come
    case KEY_UP:
        return MAX(row - 1, (int64_t)0);
    case KEY_DOWN:
        return row + 1;
    case KEY_PAGE_UP:
        return MAX(row - page, (int64_t)0);
    case KEY_PAGE_DOWN:
        return MAX(row, (int64_t)0) + page;
    case KEY_HOME:
        return 0;
    case KEY_END:
        return MAX(count - 1, (int64_t)0);
    default:
        return ROW_NONE;
    }
}

/// Keys of a list whose rows cannot be chosen scroll it.
static bool scroll_key(struct window *w, uint32_t list, uint16_t code) {
    const struct scene *s = &w->session->scene;
    int64_t first;
    (void)rows_visible(s, list, &first);
    int64_t row = target(s, list, first, code);
    if (row == ROW_NONE) {
        return false;
    }
    int64_t top = row * s->layout.boxes[list].style.row_h;
    (void)window_scroll(w, list, 0, top - s->nodes[list].value.scroll[AXIS_Y]);
    input_recheck(w->core);
    return true;
}

bool rows_key(struct window *w, uint32_t list, uint16_t code) {
    const struct scene *s = &w->session->scene;
    int64_t row = s->nodes[list].value.choice;
    uint32_t mods = w->core->mods;
    if ((mods & (UI_MOD_ALT | UI_MOD_SUPER)) != 0) {
        return false;
    }
    if (!rows_choosing(s, list) && scene_kind(s, list) != UI_KIND_TREE) {
        return scroll_key(w, list, code);
    }
    int64_t to = target(s, list, row, code);
    if (to != ROW_NONE) {
        go_to(w, list, to);
        return true;
    }
    switch (code) { // codes are those of devices: any number may come
    case KEY_A:
        if ((mods & UI_MOD_CTRL) == 0 || !is_multi(s, list)) {
            return false;
        }
        choose(w, list, row, UI_SELECT_ALL);
        return true;
    case KEY_SPACE:
        if (row >= 0) {
            choose(w, list, row, is_multi(s, list) ? UI_SELECT_TOGGLE : UI_SELECT_ONE);
        }
        return true;
    case KEY_ENTER:
    case KEY_KP_ENTER:
        if (row >= 0) {
            open_row(w, list, row);
        }
        return true;
    case KEY_LEFT:
    case KEY_RIGHT:
        return tree_key(w, list, row, code == KEY_RIGHT);
    default:
        return false;
    }
}
