// SPDX-License-Identifier: MIT
#include "texts.h"

#include <base/utf8.h>

#include "clipboard.h"
#include "scene_area.h"
#include "window.h"

struct scene_doc *gui_core_doc(struct gui_core *core, uint64_t badge, uint32_t id) {
    const struct session *s = session_find(core, badge);
    return s != NULL ? scene_doc_find(&s->scene, id) : NULL;
}

status_t gui_core_doc_set(struct gui_core *core, uint64_t badge, uint32_t id, struct ui_text text,
                          uint64_t *out_rev) {
    struct session *s = session_find(core, badge);
    if (s == NULL || id == 0) {
        return s == NULL ? ERR_NOT_FOUND : ERR_BAD_ARG;
    }
    if (!utf8_is_valid(text.bytes, text.len_b)) {
        return ERR_BAD_FORMAT;
    }
    TRY(scene_doc_set(&s->scene, id, text.bytes, text.len_b));
    core->generation++;
    *out_rev = scene_doc_find(&s->scene, id)->rev;
    return OK;
}

/// Whether a character begins or the text ends at `at`.
static bool between(struct doc *d, uint32_t at) {
    uint32_t n;
    const char *span = doc_span(d, at, &n);
    return span == NULL || ((uint8_t)span[0] & 0xc0) != 0x80;
}

status_t gui_core_doc_edit(struct gui_core *core, uint64_t badge, uint32_t id, uint64_t rev,
                           struct edit_change change, const char *text, uint64_t *out_rev) {
    struct session *s = session_find(core, badge);
    struct scene_doc *d = s != NULL ? scene_doc_find(&s->scene, id) : NULL;
    if (d == NULL) {
        return ERR_NOT_FOUND;
    }
    if (d->rev != rev || d->resync) {
        return ERR_BAD_STATE;
    }
    struct doc *doc = &d->edit.doc;
    if (change.at > doc->len_b || change.removed_b > doc->len_b - change.at ||
        !between(doc, change.at) || !between(doc, change.at + change.removed_b)) {
        return ERR_BAD_ARG;
    }
    if (!utf8_is_valid(text, change.inserted_b)) {
        return ERR_BAD_FORMAT;
    }
    TRY(edit_replace(&d->edit, change, text));
    (void)edit_select(&d->edit, d->edit.anchor_b, d->edit.caret_b); // at characters again
    *out_rev = ++d->rev;
    core->generation++;
    scene_doc_touch(&s->scene, id, SCENE_NONE);
    return OK;
}

void gui_core_doc_close(struct gui_core *core, uint64_t badge, uint32_t id) {
    struct session *s = session_find(core, badge);
    if (s != NULL) {
        scene_doc_close(&s->scene, id);
    }
}

status_t gui_core_clipboard_set(struct gui_core *core, uint64_t badge, struct ui_text text) {
    struct session *s = session_find(core, badge);
    return s != NULL ? clipboard_set_by_app(s, text.bytes, text.len_b) : ERR_NOT_FOUND;
}

void gui_core_measure(struct gui_core *core, enum ui_style style, struct ui_text text,
                      uint32_t max_w, uint32_t out_size[2]) {
    struct text_spec spec = {
        .utf8 = text.bytes,
        .len_b = text.len_b,
        .style = style,
        .flags = max_w > 0 ? (uint32_t)TEXT_WRAP : 0,
        .width = LPX((int32_t)MIN(max_w, 16384u)),
    };
    struct lpx_size size = text_measure(core->text, &spec).size;
    out_size[0] = (uint32_t)((size.w + LPX(1) - 1) >> LPX_SHIFT);
    out_size[1] = (uint32_t)((size.h + LPX(1) - 1) >> LPX_SHIFT);
}

/// Posts EDIT; `text` NULL: read all of it.
static void post(struct session *s, uint32_t node, struct scene_doc *d,
                 const struct edit_change *change, const char *text) {
    struct ui_event_rec rec = { .kind = UI_EVENT_EDIT };
    rec.edit.at = change->at;
    rec.edit.removed = text != NULL ? change->removed_b : UINT64_MAX;
    rec.edit.rev = d->rev;
    rec.text_b = (uint16_t)(text != NULL ? change->inserted_b : 0);
    d->resync = session_post(s, s->scene.tree.nodes[node].id, &rec, text) == 0;
}

void texts_changed(struct window *w, uint32_t node, const struct edit_change *change) {
    char text[UI_EVENT_TEXT_MAX];
    struct session *session = w->session;
    struct scene *s = &session->scene;
    struct scene_doc *d = scene_doc_of(s, node);
    d->rev++;
    scene_edit_touch(s, node);
    scene_doc_touch(s, d->id, node);
    if ((s->tree.nodes[node].on & UI_ON_EDIT) == 0) {
        return;
    }
    bool whole = !d->resync && change->inserted_b <= sizeof(text);
    if (whole) {
        (void)doc_read(&d->edit.doc, change->at, text, change->inserted_b); // it exists
    }
    post(session, node, d, change, whole ? text : NULL);
}

void texts_flush(struct session *s) {
    for (uint32_t i = 0; i < s->scene.num_docs; i++) {
        struct scene_doc *d = s->scene.docs[i];
        if (!d->resync || !ui_events_drained(&s->events)) {
            continue;
        }
        for (uint32_t n = 0; n < s->scene.tree.num_nodes; n++) {
            if (scene_kind(&s->scene, n) == UI_KIND_TEXT_AREA && scene_doc_of(&s->scene, n) == d) {
                post(s, n, d, &(struct edit_change){ 0 }, NULL);
                break;
            }
        }
    }
}
