// SPDX-License-Identifier: MIT
/// @file
/// Keys that edit a text: fields and text areas alike.
#include <base/utf8.h>
#include <string.h>
#include <ui_enums.h>

#include "clipboard.h"
#include "input.h"
#include "keymap.h"
#include "scene_area.h"
#include "texts.h"

static bool may_change(const struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    return (s->tree.nodes[node].flags & UI_FLAG_READONLY) == 0 &&
           (s->nodes[node].state & SCENE_DISABLED) == 0;
}

static bool is_secret(const struct window *w, uint32_t node) {
    return (w->session->scene.tree.nodes[node].flags & UI_FLAG_SECRET) != 0;
}

static struct edit *editor(const struct window *w, uint32_t node) {
    return scene_editor(&w->session->scene, node);
}

/// The text changed, and the app hears of it.
static void changed(struct window *w, uint32_t node, const struct edit_change *change) {
    if (scene_kind(&w->session->scene, node) == UI_KIND_TEXT_AREA) {
        texts_changed(w, node, change);
        return;
    }
    scene_edit_touch(&w->session->scene, node);
    if (scene_kind(&w->session->scene, node) == UI_KIND_NUMBER_FIELD) {
        number_typed(w, node);
    } else {
        activate_text_changed(w, node);
    }
}

static void moved(struct window *w, uint32_t node, bool really) {
    if (really) {
        scene_edit_touch(&w->session->scene, node);
    }
}

static void submit(struct window *w, uint32_t node) {
    const struct ui_node *n = &w->session->scene.tree.nodes[node];
    struct edit *e = editor(w, node);
    if (n->kind == UI_KIND_NUMBER_FIELD) {
        number_commit(w, node);
    }
    if ((n->on & UI_ON_SUBMIT) == 0) {
        return;
    }
    struct ui_event_rec rec = { .kind = UI_EVENT_SUBMIT, .text_b = (uint16_t)e->doc.len_b };
    uint64_t seq = session_post(w->session, n->id, &rec, edit_flat(e));
    if (seq != 0) {
        // What the app makes of the text (usually nothing is left) counts from here on.
        w->session->scene.nodes[node].value.changed_seq = seq;
        edit_wait_begin(w, node, seq);
    }
}

bool edit_can(const struct window *w, uint32_t node, enum edit_command command) {
    const struct edit *e = editor(w, node);
    if (e == NULL) {
        return false;
    }
    switch (command) {
    case EDIT_CUT:
        return edit_selected(e) && !is_secret(w, node) && may_change(w, node);
    case EDIT_COPY:
        return edit_selected(e) && !is_secret(w, node);
    case EDIT_PASTE:
        return w->core->editing.clip_b > 0 && may_change(w, node);
    case EDIT_SELECT_ALL:
        return e->doc.len_b > 0;
    case EDIT_UNDO:
        return e->done > 0 && may_change(w, node);
    case EDIT_REDO:
        return e->done < e->num_steps && may_change(w, node);
    }
    return false;
}

void edit_type(struct window *w, uint32_t node, const char *utf8, uint32_t len_b) {
    struct edit_change change;
    if (may_change(w, node) && edit_insert(editor(w, node), utf8, len_b, EDIT_RUN_NONE, &change)) {
        changed(w, node, &change);
    }
}

void edit_do(struct window *w, uint32_t node, enum edit_command command) {
    struct edit *e = editor(w, node);
    struct edit_change change;
    if (!edit_can(w, node, command)) {
        return;
    }
    switch (command) {
    case EDIT_CUT:
        if (clipboard_copy(w, node) && edit_erase(e, EDIT_CHAR, true, &change)) {
            changed(w, node, &change);
        }
        break;
    case EDIT_COPY:
        (void)clipboard_copy(w, node); // without memory nothing is copied
        break;
    case EDIT_PASTE:
        edit_type(w, node, w->core->editing.clip, w->core->editing.clip_b);
        break;
    case EDIT_SELECT_ALL:
        moved(w, node, edit_select(e, 0, e->doc.len_b));
        break;
    case EDIT_UNDO:
        if (edit_undo(e, &change)) {
            changed(w, node, &change);
        }
        break;
    case EDIT_REDO:
        if (edit_redo(e, &change)) {
            changed(w, node, &change);
        }
        break;
    }
}

/// Ctrl with a letter, and the older combinations. False: it is none of them.
static bool command_key(struct window *w, uint32_t node, uint16_t code) {
    uint32_t mods = w->core->mods;
    bool shift = (mods & UI_MOD_SHIFT) != 0;
    if (shift && (mods & UI_MOD_CTRL) == 0 && (code == KEY_INSERT || code == KEY_DELETE)) {
        bool cut = code == KEY_DELETE && edit_selected(editor(w, node));
        edit_do(w, node, code == KEY_INSERT ? EDIT_PASTE : EDIT_CUT);
        return code == KEY_INSERT || cut;
    }
    if ((mods & (UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER)) != UI_MOD_CTRL) {
        return false;
    }
    if (code == KEY_INSERT) {
        edit_do(w, node, EDIT_COPY);
        return true;
    }
    switch (keymap_letter(w->core->keyboard.layout, code)) {
    case 'a':
        edit_do(w, node, EDIT_SELECT_ALL);
        return true;
    case 'c':
        edit_do(w, node, EDIT_COPY);
        return true;
    case 'x':
        edit_do(w, node, EDIT_CUT);
        return true;
    case 'v':
        edit_do(w, node, EDIT_PASTE);
        return true;
    case 'y':
        edit_do(w, node, EDIT_REDO);
        return true;
    case 'z':
        edit_do(w, node, shift ? EDIT_REDO : EDIT_UNDO);
        return true;
    default:
        return false;
    }
}

/// Up, down and pages in a text area. With Ctrl, up and down scroll.
static void row_key(struct window *w, uint32_t node, uint16_t code) {
    struct scene *s = &w->session->scene;
    bool up = code == KEY_UP || code == KEY_PAGE_UP;
    int32_t rows = code == KEY_UP || code == KEY_DOWN ? 1 : area_page(s, node);
    if ((w->core->mods & UI_MOD_CTRL) != 0) {
        (void)area_scroll(s, node, 0, (up ? -1 : 1) * (int64_t)rows * LPX(20));
        return;
    }
    if (area_move_rows(s, node, up ? -rows : rows, (w->core->mods & UI_MOD_SHIFT) != 0)) {
        area_reveal(s, node);
    }
}

/// Up and down: a number steps, in other fields the caret goes to an end.
static bool vertical_key(struct window *w, uint32_t node, uint16_t code) {
    struct edit *e = editor(w, node);
    bool up = code == KEY_UP || code == KEY_PAGE_UP;
    if (!up && code != KEY_DOWN && code != KEY_PAGE_DOWN) {
        return false;
    }
    if (scene_kind(&w->session->scene, node) == UI_KIND_TEXT_AREA) {
        row_key(w, node, code);
        return true;
    }
    if (scene_kind(&w->session->scene, node) == UI_KIND_NUMBER_FIELD) {
        int32_t steps = code == KEY_UP || code == KEY_DOWN ? 1 : 10;
        number_step(w, node, up ? steps : -steps);
        return true;
    }
    moved(w, node, edit_move(e, EDIT_ALL, up, (w->core->mods & UI_MOD_SHIFT) != 0));
    return true;
}

/// Keys that move the caret. False: it is none of them.
static bool move_key(struct window *w, uint32_t node, uint16_t code) {
    struct edit *e = editor(w, node);
    bool extend = (w->core->mods & UI_MOD_SHIFT) != 0;
    bool ctrl = (w->core->mods & UI_MOD_CTRL) != 0;
    enum edit_unit unit = EDIT_CHAR;
    switch (code) {
    case KEY_LEFT:
    case KEY_RIGHT:
        // The words of a secret text are nobody's business.
        unit = !ctrl ? EDIT_CHAR : is_secret(w, node) ? EDIT_ALL : EDIT_WORD;
        moved(w, node, edit_move(e, unit, code == KEY_LEFT, extend));
        return true;
    case KEY_HOME:
    case KEY_END:
        if (!ctrl && scene_kind(&w->session->scene, node) == UI_KIND_TEXT_AREA) {
            moved(w, node, area_move_end(&w->session->scene, node, code == KEY_HOME, extend));
            return true;
        }
        unit = ctrl ? EDIT_ALL : EDIT_LINE;
        moved(w, node, edit_move(e, unit, code == KEY_HOME, extend));
        return true;
    default:
        return vertical_key(w, node, code);
    }
}

static void erase(struct window *w, uint32_t node, bool back) {
    bool ctrl = (w->core->mods & UI_MOD_CTRL) != 0;
    enum edit_unit unit = !ctrl ? EDIT_CHAR : is_secret(w, node) ? EDIT_ALL : EDIT_WORD;
    struct edit_change change;
    if (edit_erase(editor(w, node), unit, back, &change)) {
        changed(w, node, &change);
    }
}

/// Keys that change the text. False: it is none of them.
static bool change_key(struct window *w, uint32_t node, uint16_t code) {
    const struct gui_keyboard *k = &w->core->keyboard;
    if (k->composing) {
        return true;
    }
    if (code == KEY_BACKSPACE || code == KEY_DELETE) {
        erase(w, node, code == KEY_BACKSPACE);
        return true;
    }
    const char *text = k->typed;
    uint32_t len_b = k->typed_b;
    if (editor(w, node)->multiline && (w->core->mods & UI_MOD_CTRL) == 0 &&
        (code == KEY_TAB || code == KEY_ENTER || code == KEY_KP_ENTER)) {
        text = code == KEY_TAB ? "\t" : "\n";
        len_b = 1;
    }
    if (len_b == 0) {
        return false;
    }
    struct edit_change change;
    if (edit_insert(editor(w, node), text, len_b, EDIT_RUN_TYPE, &change)) {
        changed(w, node, &change);
    }
    return true;
}

void edit_preedit(struct gui_core *core, const char *utf8, uint32_t len_b) {
    struct editing *ed = &core->editing;
    struct window *w = core->active;
    len_b = MIN(len_b, EDITING_PREEDIT_MAX_B);
    if (w == NULL || (len_b == 0 && ed->preedit_b == 0)) {
        return;
    }
    memmove(ed->preedit, utf8, len_b);
    ed->preedit_b = len_b;
    struct scene *s = &w->session->scene;
    s->preedit = ed->preedit;
    s->preedit_b = len_b;
    uint32_t node = window_focused(w);
    if (node != SCENE_NONE && editor(w, node) != NULL) {
        scene_edit_touch(s, node);
    }
}

/// Shows a dead key that waits.
static void show_dead_key(struct gui_core *core) {
    uint32_t dead = core->keyboard.dead;
    char utf8[UTF8_BYTES_MAX];
    uint32_t c = dead != 0 ? keymap_compose(dead, ' ') : 0;
    edit_preedit(core, utf8, c != 0 ? (uint32_t)utf8_encode(c, utf8) : 0);
}

bool edit_key(struct window *w, uint32_t node, uint16_t code) {
    if (editor(w, node) == NULL) {
        return false;
    }
    if (edit_wait(w, node, code)) {
        return true;
    }
    edit_acted(w->core);
    if (may_change(w, node)) {
        show_dead_key(w->core);
    }
    if (command_key(w, node, code) || move_key(w, node, code)) {
        return true;
    }
    if ((code == KEY_ENTER || code == KEY_KP_ENTER) && !editor(w, node)->multiline) {
        submit(w, node);
        return (w->session->scene.tree.nodes[node].on & UI_ON_SUBMIT) != 0;
    }
    return may_change(w, node) && change_key(w, node, code);
}

void edit_blur(struct window *w, uint32_t node) {
    struct edit *e = editor(w, node);
    if (e == NULL) {
        return;
    }
    e->run = EDIT_RUN_NONE;
    w->core->editing.preedit_b = 0;
    w->session->scene.preedit_b = 0;
    if (scene_kind(&w->session->scene, node) == UI_KIND_NUMBER_FIELD) {
        number_commit(w, node);
    }
}
