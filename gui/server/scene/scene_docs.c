// SPDX-License-Identifier: MIT
/// @file
/// Documents of an app.
#include <stdlib.h>

#include "scene_area.h"

struct scene_doc *scene_doc_find(const struct scene *s, uint32_t id) {
    for (uint32_t i = 0; id != 0 && i < s->num_docs; i++) {
        if (s->docs[i]->id == id) {
            return s->docs[i];
        }
    }
    return NULL;
}

struct scene_doc *scene_doc_of(const struct scene *s, uint32_t node) {
    return scene_doc_find(s, ui_tree_u32(&s->tree, node, UI_ATTR_DOC));
}

static uint32_t total_b(const struct scene *s) {
    uint32_t sum = 0;
    for (uint32_t i = 0; i < s->num_docs; i++) {
        sum += s->docs[i]->edit.doc.len_b;
    }
    return sum;
}

/// How long each may become without all of them being too long.
static void share_limit(struct scene *s) {
    uint32_t left = AREA_DOCS_B - MIN(total_b(s), AREA_DOCS_B);
    for (uint32_t i = 0; i < s->num_docs; i++) {
        struct doc *d = &s->docs[i]->edit.doc;
        d->limit_b = d->len_b + left;
    }
}

static struct scene_doc *add(struct scene *s, uint32_t id) {
    struct scene_doc **more = realloc(s->docs, (s->num_docs + 1) * sizeof(struct scene_doc *));
    struct scene_doc *fresh = calloc(1, sizeof(*fresh));
    if (more != NULL) {
        s->docs = more;
    }
    if (more == NULL || fresh == NULL) {
        free(fresh);
        return NULL;
    }
    fresh->id = id;
    edit_init(&fresh->edit, AREA_DOCS_B, true);
    s->docs[s->num_docs++] = fresh;
    return fresh;
}

status_t scene_doc_set(struct scene *s, uint32_t id, const char *text, uint32_t len_b) {
    struct scene_doc *d = scene_doc_find(s, id);
    if (d == NULL) {
        if (s->num_docs == AREA_DOCS_MAX) {
            return ERR_NO_SPACE;
        }
        d = add(s, id);
        if (d == NULL) {
            return ERR_NO_MEMORY;
        }
    }
    share_limit(s);
    TRY(edit_set(&d->edit, text, len_b));
    d->rev++;
    d->resync = false;
    scene_doc_touch(s, id, SCENE_NONE);
    return OK;
}

static void drop(struct scene_doc *d) {
    edit_deinit(&d->edit);
    free(d);
}

void scene_doc_close(struct scene *s, uint32_t id) {
    for (uint32_t i = 0; i < s->num_docs; i++) {
        if (s->docs[i]->id == id) {
            drop(s->docs[i]);
            s->docs[i] = s->docs[--s->num_docs];
            scene_doc_touch(s, id, SCENE_NONE);
            return;
        }
    }
}

void scene_docs_free(struct scene *s) {
    for (uint32_t i = 0; i < s->num_docs; i++) {
        drop(s->docs[i]);
    }
    free(s->docs);
    s->docs = NULL;
    s->num_docs = 0;
}

void scene_doc_touch(struct scene *s, uint32_t id, uint32_t except) {
    share_limit(s);
    for (uint32_t i = 0; i < s->tree.num_nodes; i++) {
        if (i != except && scene_kind(s, i) == UI_KIND_TEXT_AREA &&
            ui_tree_u32(&s->tree, i, UI_ATTR_DOC) == id) {
            area_refresh(s, i);
        }
    }
}
