// SPDX-License-Identifier: MIT
/// @file
/// Editing of one line of text.
#include <base/utf8.h>
#include <string.h>
#include <ui_enums.h>

#include "input.h"
#include "keymap.h"

static bool may_change(const struct window *w, uint32_t node) {
    return (w->session->scene.tree.nodes[node].flags & UI_FLAG_READONLY) == 0;
}

/// Replaces bytes `from`..`to` by `text`; cut so that the field's limit holds.
static void replace(struct window *w, uint32_t node, uint32_t from, uint32_t to,
                    struct ui_text text) {
    struct scene_edit *e = w->session->scene.nodes[node].value.edit;
    uint32_t room = e->cap_b - (e->len_b - (to - from));
    uint32_t len = (uint32_t)utf8_cut(text.bytes, text.len_b, room);
    if (len == 0 && from == to) {
        return;
    }
    memmove(e->utf8 + from + len, e->utf8 + to, e->len_b - to);
    memcpy(e->utf8 + from, text.bytes, len);
    e->len_b = e->len_b - (to - from) + len;
    e->caret_b = e->select_b = from + len;
    activate_text_changed(w, node);
}

static void type(struct window *w, uint32_t node, struct ui_text text) {
    const struct scene_edit *e = w->session->scene.nodes[node].value.edit;
    replace(w, node, MIN(e->caret_b, e->select_b), MAX(e->caret_b, e->select_b), text);
}

/// Deletes the selection, or else the character before (behind) the caret.
static void erase(struct window *w, uint32_t node, bool behind) {
    const struct scene_edit *e = w->session->scene.nodes[node].value.edit;
    uint32_t from = MIN(e->caret_b, e->select_b);
    uint32_t to = MAX(e->caret_b, e->select_b);
    if (from == to && behind) {
        to = (uint32_t)utf8_next(e->utf8, e->len_b, to);
    } else if (from == to) {
        from = (uint32_t)utf8_prev(e->utf8, from);
    }
    replace(w, node, from, to, (struct ui_text){ "", 0 });
}

static void set_caret(struct window *w, uint32_t node, uint32_t at, bool extend) {
    struct scene_edit *e = w->session->scene.nodes[node].value.edit;
    uint32_t other = extend ? e->select_b : at;
    if (e->caret_b != at || e->select_b != other) {
        e->caret_b = at;
        e->select_b = other;
        scene_touch(&w->session->scene, node);
    }
}

void edit_caret_at(struct window *w, uint32_t node, lpx_t x, bool extend) {
    const struct scene *s = &w->session->scene;
    const struct scene_edit *e = s->nodes[node].value.edit;
    if (e == NULL) {
        return;
    }
    struct paint_node n;
    scene_paint_node(s, node, &n);
    if ((n.flags & PAINT_PLACEHOLDER) != 0) {
        return;
    }
    struct text_spec spec = { .utf8 = n.utf8, .len_b = n.len_b, .style = n.style };
    uint32_t at = text_caret_at(s->text, &spec, x - n.box.x - FIELD_PAD_X);
    if ((s->tree.nodes[node].flags & UI_FLAG_SECRET) != 0) {
        // What is painted has one bullet for each character.
        uint32_t bullets = at / 3;
        at = 0;
        for (uint32_t i = 0; i < bullets; i++) {
            at = (uint32_t)utf8_next(e->utf8, e->len_b, at);
        }
    }
    set_caret(w, node, MIN(at, e->len_b), extend);
}

static void submit(struct window *w, uint32_t node) {
    const struct ui_node *n = &w->session->scene.tree.nodes[node];
    const struct scene_edit *e = w->session->scene.nodes[node].value.edit;
    if ((n->on & UI_ON_SUBMIT) != 0) {
        struct ui_event_rec rec = { .kind = UI_EVENT_SUBMIT, .text_b = (uint16_t)e->len_b };
        uint64_t seq = session_post(w->session, n->id, &rec, e->utf8);
        if (seq != 0) {
            // What the app makes of the text (usually nothing is left) counts from here on.
            w->session->scene.nodes[node].value.changed_seq = seq;
        }
    }
}

/// Keys that move the caret. False: it is none of them.
static bool move_key(struct window *w, uint32_t node, uint16_t code) {
    const struct scene_edit *e = w->session->scene.nodes[node].value.edit;
    bool extend = (w->core->mods & UI_MOD_SHIFT) != 0;
    bool selected = e->caret_b != e->select_b;
    uint32_t first = MIN(e->caret_b, e->select_b);
    uint32_t last = MAX(e->caret_b, e->select_b);
    switch (code) {
    case KEY_LEFT:
        set_caret(w, node, selected && !extend ? first : (uint32_t)utf8_prev(e->utf8, e->caret_b),
                  extend);
        return true;
    case KEY_RIGHT:
        set_caret(w, node,
                  selected && !extend ? last : (uint32_t)utf8_next(e->utf8, e->len_b, e->caret_b),
                  extend);
        return true;
    case KEY_HOME:
    case KEY_UP:
        set_caret(w, node, 0, extend);
        return true;
    case KEY_END:
    case KEY_DOWN:
        set_caret(w, node, e->len_b, extend);
        return true;
    default:
        return false;
    }
}

bool edit_key(struct window *w, uint32_t node, uint16_t code) {
    struct scene_edit *e = w->session->scene.nodes[node].value.edit;
    if (e == NULL) {
        return false;
    }
    if (move_key(w, node, code)) {
        return true;
    }
    if (code == KEY_A && (w->core->mods & UI_MOD_CTRL) != 0) {
        e->select_b = 0;
        e->caret_b = e->len_b;
        scene_touch(&w->session->scene, node);
        return true;
    }
    if (code == KEY_ENTER || code == KEY_KP_ENTER) {
        submit(w, node);
        return true;
    }
    if (!may_change(w, node)) {
        return false;
    }
    if (w->core->keyboard.composing) {
        return true;
    }
    if (code == KEY_BACKSPACE || code == KEY_DELETE) {
        erase(w, node, code == KEY_DELETE);
        return true;
    }
    const struct gui_keyboard *k = &w->core->keyboard;
    if (k->typed_b == 0) {
        return k->composing;
    }
    type(w, node, (struct ui_text){ k->typed, k->typed_b });
    return true;
}
