// SPDX-License-Identifier: MIT
/// @file
/// The steps of a text. Typing continues a step up to the end of a word, erasing up to the next
/// other act.
#include <stdlib.h>
#include <string.h>

#include "edit_int.h"

static size_t size_b(const struct edit_step *s) {
    return (size_t)s->change.removed_b + s->change.inserted_b;
}

static void drop(struct edit *e, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        e->steps_b -= size_b(&e->steps[i]);
        free(e->steps[i].text);
    }
    if (to > from) {
        memmove(e->steps + from, e->steps + to, (e->num_steps - to) * sizeof(*e->steps));
        e->num_steps -= to - from;
    }
}

void undo_forget(struct edit *e) {
    drop(e, 0, e->num_steps);
    free(e->steps);
    e->steps = NULL;
    e->max_steps = e->done = 0;
    e->run = EDIT_RUN_NONE;
}

/// Makes the text of `s` longer by `len_b`.
static bool widen(struct edit *e, struct edit_step *s, uint32_t len_b) {
    char *more = realloc(s->text, size_b(s) + len_b);
    if (more == NULL) {
        return false;
    }
    s->text = more;
    e->steps_b += len_b;
    return true;
}

/// Continues the last step by characters typed behind it.
static bool join_typed(struct edit *e, struct edit_step *s, struct edit_change c,
                       const char *text) {
    char last = s->text[size_b(s) - 1];
    bool word_begins = (last == ' ' || last == '\n') && text[0] != ' ';
    if (c.removed_b != 0 || s->change.inserted_b == 0 || word_begins ||
        c.at != s->change.at + s->change.inserted_b || !widen(e, s, c.inserted_b)) {
        return false;
    }
    memcpy(s->text + size_b(s), text, c.inserted_b);
    s->change.inserted_b += c.inserted_b;
    return true;
}

/// Continues the last step by characters erased before or behind it.
static bool join_erased(struct edit *e, struct edit_step *s, struct edit_change c) {
    bool before = c.at + c.removed_b == s->change.at;
    if (c.inserted_b != 0 || s->change.inserted_b != 0 || (!before && c.at != s->change.at) ||
        !widen(e, s, c.removed_b)) {
        return false;
    }
    char *at = s->text + s->change.removed_b;
    if (before) {
        memmove(s->text + c.removed_b, s->text, s->change.removed_b);
        at = s->text;
        s->change.at = c.at;
    }
    (void)doc_read(&e->doc, c.at, at, c.removed_b); // it exists
    s->change.removed_b += c.removed_b;
    return true;
}

static bool join(struct edit *e, struct edit_change c, const char *text, enum edit_run run) {
    if (run == EDIT_RUN_NONE || run != e->run || e->done == 0) {
        return false;
    }
    struct edit_step *s = &e->steps[e->done - 1];
    if (size_b(s) + c.removed_b + c.inserted_b > EDIT_UNDO_MAX_B / 4) {
        return false;
    }
    return run == EDIT_RUN_TYPE ? join_typed(e, s, c, text) : join_erased(e, s, c);
}

static bool make_room(struct edit *e) {
    if (e->num_steps == EDIT_STEPS_MAX) {
        drop(e, 0, 1);
        e->done--;
    }
    if (e->num_steps < e->max_steps) {
        return true;
    }
    uint32_t max = e->max_steps == 0 ? 4 : e->max_steps * 2;
    struct edit_step *more = realloc(e->steps, max * sizeof(*more));
    if (more == NULL) {
        return false;
    }
    e->steps = more;
    e->max_steps = max;
    return true;
}

void undo_record(struct edit *e, struct edit_change c, const char *text, enum edit_run run) {
    drop(e, e->done, e->num_steps); // what was undone cannot be done again now
    if (join(e, c, text, run)) {
        return;
    }
    size_t need_b = (size_t)c.removed_b + c.inserted_b;
    char *copy = need_b <= EDIT_STEP_MAX_B ? malloc(need_b) : NULL;
    if (copy == NULL || !make_room(e)) {
        free(copy);
        undo_forget(e);
        return;
    }
    (void)doc_read(&e->doc, c.at, copy, c.removed_b); // it exists
    if (c.inserted_b > 0) {
        memcpy(copy + c.removed_b, text, c.inserted_b);
    }
    e->steps[e->num_steps++] = (struct edit_step){
        .change = c,
        .caret_b = e->caret_b,
        .anchor_b = e->anchor_b,
        .text = copy,
    };
    e->done = e->num_steps;
    e->steps_b += need_b;
    while (e->steps_b > EDIT_UNDO_MAX_B && e->num_steps > 1) {
        drop(e, 0, 1);
        e->done--;
    }
    e->run = run;
}

bool edit_undo(struct edit *e, struct edit_change *out) {
    if (e->done == 0) {
        return false;
    }
    const struct edit_step *s = &e->steps[e->done - 1];
    const struct edit_change *c = &s->change;
    if (doc_replace(&e->doc, c->at, c->inserted_b, s->text, c->removed_b) != OK) {
        return false;
    }
    *out = (struct edit_change){ c->at, c->inserted_b, c->removed_b };
    e->caret_b = s->caret_b;
    e->anchor_b = s->anchor_b;
    e->done--;
    e->run = EDIT_RUN_NONE;
    return true;
}

bool edit_redo(struct edit *e, struct edit_change *out) {
    if (e->done == e->num_steps) {
        return false;
    }
    const struct edit_step *s = &e->steps[e->done];
    const struct edit_change *c = &s->change;
    if (doc_replace(&e->doc, c->at, c->removed_b, s->text + c->removed_b, c->inserted_b) != OK) {
        return false;
    }
    *out = *c;
    e->caret_b = e->anchor_b = c->at + c->inserted_b;
    e->done++;
    e->run = EDIT_RUN_NONE;
    return true;
}
