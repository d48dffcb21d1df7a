// SPDX-License-Identifier: MIT
#include "edit.h"

#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>

#include "edit_int.h"

void edit_init(struct edit *e, uint32_t limit_b, bool multiline) {
    *e = (struct edit){ .multiline = multiline };
    doc_init(&e->doc, limit_b, multiline ? DOC_BLOCK_B : limit_b);
}

void edit_deinit(struct edit *e) {
    undo_forget(e);
    doc_deinit(&e->doc);
}

status_t edit_set(struct edit *e, const char *text, uint32_t len_b) {
    TRY(doc_replace(&e->doc, 0, e->doc.len_b, text, len_b));
    undo_forget(e);
    e->caret_b = e->anchor_b = e->multiline ? 0 : len_b;
    return OK;
}

/// Where a place in the text is after `c`.
static uint32_t follow(uint32_t at, struct edit_change c) {
    if (at <= c.at) {
        return at;
    }
    return at >= c.at + c.removed_b ? at - c.removed_b + c.inserted_b : c.at + c.inserted_b;
}

status_t edit_replace(struct edit *e, struct edit_change c, const char *text) {
    TRY(doc_replace(&e->doc, c.at, c.removed_b, text, c.inserted_b));
    undo_forget(e);
    e->caret_b = follow(e->caret_b, c);
    e->anchor_b = follow(e->anchor_b, c);
    return OK;
}

/// Makes the change and remembers it. The caret goes behind what was inserted.
static bool change(struct edit *e, struct edit_change c, const char *text, enum edit_run run) {
    if (c.removed_b == 0 && c.inserted_b == 0) {
        return false;
    }
    undo_record(e, c, text, run);
    if (doc_replace(&e->doc, c.at, c.removed_b, text, c.inserted_b) != OK) {
        undo_forget(e); // they would not fit the text
        return false;
    }
    e->caret_b = e->anchor_b = c.at + c.inserted_b;
    return true;
}

/// Copies `text` without what must not stand in it; returns the length.
static uint32_t clean(const struct edit *e, const char *text, uint32_t len_b, char *out) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < len_b; i++) {
        unsigned char ch = (unsigned char)text[i];
        if (ch == '\r') {
            if (i + 1 < len_b && text[i + 1] == '\n') {
                continue;
            }
            ch = '\n';
        }
        if ((ch == '\n' || ch == '\t') && !e->multiline) {
            ch = ' ';
        }
        if ((ch >= 0x20 || ch == '\n' || ch == '\t') && ch != 0x7f) {
            out[n++] = (char)ch;
        }
    }
    return n;
}

static bool is_clean(const char *text, uint32_t len_b) {
    for (uint32_t i = 0; i < len_b; i++) {
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f) {
            return false;
        }
    }
    return true;
}

bool edit_insert(struct edit *e, const char *text, uint32_t len_b, enum edit_run run,
                 struct edit_change *out) {
    char *copy = NULL;
    if (!is_clean(text, len_b)) {
        copy = malloc(len_b);
        if (copy == NULL) {
            return false;
        }
        len_b = clean(e, text, len_b, copy);
        text = copy;
    }
    uint32_t at = edit_first(e);
    uint32_t removed = edit_last(e) - at;
    uint32_t room = e->doc.limit_b - (e->doc.len_b - removed);
    *out = (struct edit_change){ at, removed, (uint32_t)utf8_cut(text, len_b, room) };
    // Typing that finds no room must not eat the selection.
    bool done = (out->inserted_b > 0 || len_b == 0) && change(e, *out, text, run);
    free(copy);
    return done;
}

/// The place one unit before or behind `at`.
static uint32_t step(struct edit *e, uint32_t at, enum edit_unit unit, bool back) {
    struct doc *d = &e->doc;
    switch (unit) {
    case EDIT_CHAR:
        return back ? grapheme_prev(d, at) : grapheme_next(d, at);
    case EDIT_WORD:
        return back ? word_prev(d, at) : word_next(d, at);
    case EDIT_LINE:
        return back ? doc_line_start(d, at) : doc_line_end(d, at);
    case EDIT_ALL:
        break;
    }
    return back ? 0 : d->len_b;
}

bool edit_erase(struct edit *e, enum edit_unit unit, bool back, struct edit_change *out) {
    uint32_t from = edit_first(e);
    uint32_t to = edit_last(e);
    enum edit_run run = EDIT_RUN_NONE;
    if (from == to) {
        uint32_t other = step(e, e->caret_b, unit, back);
        from = MIN(from, other);
        to = MAX(to, other);
        run = EDIT_RUN_ERASE;
    }
    *out = (struct edit_change){ from, to - from, 0 };
    return change(e, *out, "", run);
}

bool edit_select(struct edit *e, uint32_t anchor_b, uint32_t caret_b) {
    anchor_b = MIN(anchor_b, e->doc.len_b);
    caret_b = MIN(caret_b, e->doc.len_b);
    if (!grapheme_boundary(&e->doc, anchor_b)) {
        anchor_b = grapheme_prev(&e->doc, anchor_b);
    }
    if (!grapheme_boundary(&e->doc, caret_b)) {
        caret_b = grapheme_prev(&e->doc, caret_b);
    }
    if (e->anchor_b == anchor_b && e->caret_b == caret_b) {
        return false;
    }
    e->anchor_b = anchor_b;
    e->caret_b = caret_b;
    e->run = EDIT_RUN_NONE;
    return true;
}

bool edit_move(struct edit *e, enum edit_unit unit, bool back, bool extend) {
    uint32_t to = step(e, e->caret_b, unit, back);
    if (!extend && unit == EDIT_CHAR && edit_selected(e)) {
        to = back ? edit_first(e) : edit_last(e);
    }
    return edit_select(e, extend ? e->anchor_b : to, to);
}

const char *edit_flat(struct edit *e) {
    uint32_t len_b;
    const char *text = doc_span(&e->doc, 0, &len_b);
    return text != NULL ? text : "";
}
