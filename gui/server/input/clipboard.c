// SPDX-License-Identifier: MIT
#include "clipboard.h"

#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>

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
