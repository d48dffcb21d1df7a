// SPDX-License-Identifier: MIT
#include "clipboard.h"

#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>
#include <ui_enums.h>

#include "keymap.h"

void clipboard_clear(struct gui_core *core) {
    free(core->editing.clip);
    core->editing.clip = NULL;
    core->editing.clip_b = 0;
}

/// Takes over `copy`.
static void keep(struct gui_core *core, char *copy, uint32_t len_b) {
    clipboard_clear(core);
    core->editing.clip = copy;
    core->editing.clip_b = len_b;
}

status_t clipboard_set(struct gui_core *core, const char *text, uint32_t len_b) {
    if (len_b > CLIPBOARD_MAX_B) {
        return ERR_TOO_BIG;
    }
    char *copy = malloc(MAX(len_b, 1u));
    if (copy == NULL) {
        return ERR_NO_MEMORY;
    }
    memcpy(copy, text, len_b);
    keep(core, copy, len_b);
    return OK;
}

status_t clipboard_set_by_app(struct session *s, const char *text, uint32_t len_b) {
    nsec_t now = s->core->port.now(s->core->port.self);
    if (!s->acted || now - s->acted_ns > CLIPBOARD_ACT_NS) {
        return ERR_DENIED;
    }
    if (!utf8_is_valid(text, len_b)) {
        return ERR_BAD_FORMAT;
    }
    return clipboard_set(s->core, text, len_b);
}

bool clipboard_copy(struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    struct edit *e = scene_editor(s, node);
    if (e == NULL || !edit_selected(e) || (s->tree.nodes[node].flags & UI_FLAG_SECRET) != 0) {
        return false;
    }
    uint32_t len_b = edit_last(e) - edit_first(e);
    char *copy = len_b <= CLIPBOARD_MAX_B ? malloc(len_b) : NULL;
    if (copy == NULL) {
        return false;
    }
    (void)doc_read(&e->doc, edit_first(e), copy, len_b); // it exists
    keep(w->core, copy, len_b);
    return true;
}

static bool is_paste(const struct window *w, uint32_t node, uint16_t code) {
    uint32_t mods = w->core->mods & (UI_MOD_CTRL | UI_MOD_ALT | UI_MOD_SUPER | UI_MOD_SHIFT);
    bool cells = scene_kind(&w->session->scene, node) == UI_KIND_CELLS;
    if (code == KEY_INSERT) {
        return mods == UI_MOD_SHIFT;
    }
    return mods == (UI_MOD_CTRL | (cells ? (uint32_t)UI_MOD_SHIFT : 0)) &&
           keymap_letter(w->core->keyboard.layout, code) == 'v';
}

bool clipboard_paste_key(struct window *w, uint32_t node, uint16_t code) {
    const struct ui_node *n = &w->session->scene.tree.nodes[node];
    const struct editing *ed = &w->core->editing;
    if ((n->on & UI_ON_PASTE) == 0 || !is_paste(w, node, code)) {
        return false;
    }
    uint32_t len_b = (uint32_t)utf8_cut(ed->clip, ed->clip_b, CLIPBOARD_PASTE_MAX_B);
    for (uint32_t at = 0; at < len_b;) {
        uint32_t part = (uint32_t)utf8_cut(ed->clip + at, len_b - at, UI_EVENT_TEXT_MAX);
        struct ui_event_rec rec = { .kind = UI_EVENT_PASTE, .text_b = (uint16_t)part };
        if (session_post(w->session, n->id, &rec, ed->clip + at) == 0) {
            break; // it does not listen
        }
        at += part;
    }
    return true;
}
