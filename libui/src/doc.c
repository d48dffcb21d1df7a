// SPDX-License-Identifier: MIT
// Documents: the app's copies of texts that the user edits in the server.
#include "make.h"

#include <base/utf8.h>

#include <stdlib.h>

#define DOCS_MAX 32u
#define MEASURE_MAX 32 ///< Texts at once.

/// Bytes before and behind a gap that lies where the last change was, so that typing in a long text
/// moves none of it.
struct ui_doc {
    uint32_t id;
    char *bytes; ///< Owned: head, gap, tail, and room for a NUL.
    size_t size_b;
    size_t head_b, tail_b;
    uint64_t rev;     ///< The server's; 0 = it does not have the text.
    uint64_t changes; ///< See ui_doc_changes().
    bool shown;       ///< An area showed it: the server should have it.
};

static struct {
    ui_doc *doc[DOCS_MAX];
    uint32_t last_id;
} docs;

static ui_doc *find(uint32_t id) {
    for (uint32_t i = 0; i < DOCS_MAX; i++) {
        if (docs.doc[i] != NULL && docs.doc[i]->id == id) {
            return docs.doc[i];
        }
    }
    return NULL;
}

size_t ui_doc_len(const ui_doc *doc) {
    return doc->head_b + doc->tail_b;
}

uint64_t ui_doc_changes(const ui_doc *doc) {
    return doc->changes;
}

/// Moves the gap to `at` and makes it at least `room_b` long.
static void open_gap(ui_doc *d, size_t at, size_t room_b) {
    size_t len_b = ui_doc_len(d);
    if (d->size_b < len_b + room_b + 1) {
        size_t size_b = len_b + len_b / 4 + room_b + 256;
        char *more = uii_grow(NULL, size_b);
        if (len_b > 0) {
            memcpy(more, d->bytes, d->head_b);
            memcpy(more + size_b - d->tail_b, d->bytes + d->size_b - d->tail_b, d->tail_b);
        }
        free(d->bytes);
        d->bytes = more;
        d->size_b = size_b;
    }
    char *tail = d->bytes + d->size_b - d->tail_b;
    if (at < d->head_b) {
        size_t n = d->head_b - at;
        memmove(tail - n, d->bytes + at, n);
        d->tail_b += n;
    } else if (at > d->head_b) {
        size_t n = at - d->head_b;
        memmove(d->bytes + d->head_b, tail, n);
        d->tail_b -= n;
    }
    d->head_b = at;
}

static void replace(ui_doc *d, size_t at, size_t removed_b, const char *text, size_t len_b) {
    open_gap(d, at, len_b);
    d->tail_b -= removed_b;
    if (len_b > 0) {
        memcpy(d->bytes + d->head_b, text, len_b);
    }
    d->head_b += len_b;
    d->changes++;
}

const char *ui_doc_text(ui_doc *doc) {
    open_gap(doc, ui_doc_len(doc), 1);
    doc->bytes[doc->head_b] = '\0';
    return doc->bytes;
}

/// Replaces what is no UTF-8; the server takes nothing else.
static void set(ui_doc *d, const char *text) {
    size_t len_b = strlen(text);
    if (utf8_is_valid(text, len_b)) {
        replace(d, 0, ui_doc_len(d), text, len_b);
        return;
    }
    char *clean = uii_grow(NULL, 3 * len_b); // worst case: each byte becomes U+FFFD
    size_t out_b = 0;
    for (size_t at = 0; at < len_b;) {
        uint32_t c = 0;
        at += utf8_decode(text + at, len_b - at, &c);
        out_b += utf8_encode(c, clean + out_b);
    }
    replace(d, 0, ui_doc_len(d), clean, out_b);
    free(clean);
}

ui_doc *ui_doc_new(const char *text) {
    for (uint32_t i = 0; i < DOCS_MAX; i++) {
        if (docs.doc[i] == NULL) {
            ui_doc *d = uii_grow(NULL, sizeof *d);
            *d = (ui_doc){ .id = ++docs.last_id };
            docs.doc[i] = d;
            set(d, text != NULL ? text : "");
            return d;
        }
    }
    ui_log("ui_doc_new: too many documents");
    abort();
}

void ui_doc_free(ui_doc *doc) {
    for (uint32_t i = 0; doc != NULL && i < DOCS_MAX; i++) {
        if (docs.doc[i] == doc) {
            docs.doc[i] = NULL;
            if (doc->rev != 0 && uii.port != NULL && uii.port->doc_close != NULL) {
                uii.port->doc_close(uii.port->context, doc->id);
            }
            free(doc->bytes);
            free(doc);
            return;
        }
    }
}

/// Gives the server the whole text.
static void send(ui_doc *d) {
    const struct ui_port *port = uii.port;
    if (port == NULL || port->doc_set == NULL) {
        return;
    }
    status_t st =
        port->doc_set(port->context, d->id, ui_doc_text(d), (uint32_t)ui_doc_len(d), &d->rev);
    if (st != OK) {
        ui_log("a document of %u bytes is not shown: %s", (unsigned)ui_doc_len(d), status_text(st));
        d->rev = 0;
    }
}

void ui_doc_set(ui_doc *doc, const char *text) {
    set(doc, text);
    if (doc->shown) {
        send(doc);
    }
    uii.stale = true;
}

void uii_docs_lost(void) {
    for (uint32_t i = 0; i < DOCS_MAX; i++) {
        if (docs.doc[i] != NULL && docs.doc[i]->shown) {
            send(docs.doc[i]);
        }
    }
}

/// Reads all of it: changes were too many or too long for events.
static void fetch(ui_doc *d) {
    const struct ui_port *port = uii.port;
    char *text = NULL;
    uint32_t len_b = 0;
    if (port->doc_get == NULL ||
        port->doc_get(port->context, d->id, &text, &len_b, &d->rev) != OK) {
        ui_log("a document cannot be read back"); // what was typed last is lost with the server
        return;
    }
    replace(d, 0, ui_doc_len(d), text, len_b);
    free(text);
}

bool uii_doc_edited(uint32_t id, const struct ui_event_rec *rec, const char *text) {
    ui_doc *d = find(id);
    if (d == NULL || d->rev == 0 || rec->edit.rev <= d->rev) {
        return false; // of a text that it has no more
    }
    size_t len_b = ui_doc_len(d);
    bool fits = rec->edit.rev == d->rev + 1 && rec->edit.at <= len_b &&
                rec->edit.removed <= len_b - rec->edit.at;
    if (!fits) {
        fetch(d);
        return true;
    }
    replace(d, (size_t)rec->edit.at, (size_t)rec->edit.removed, text, rec->text_b);
    d->rev = rec->edit.rev;
    return true;
}

ui_leaf_t ui_text_area_(struct ui_site site, struct ui_area_p p) {
    uint32_t flags = (p.readonly ? UI_FLAG_READONLY : 0) | (p.no_wrap ? 0 : UI_FLAG_WRAP);
    struct node *n = uii_make(site, UI_KIND_TEXT_AREA, &p.common, flags);
    if (n == NULL) {
        return (ui_leaf_t){ 0 };
    }
    uii_attr_text(n, UI_ATTR_PLACEHOLDER, p.placeholder);
    uii_attr_number(n, UI_ATTR_STYLE, p.style);
    if (p.doc != NULL) {
        if (!p.doc->shown) {
            p.doc->shown = true;
            send(p.doc);
        }
        uii_attr_number(n, UI_ATTR_DOC, p.doc->id);
        uii_table_bind(n, BIND_DOC, p.doc, (intptr_t)p.doc->id);
    }
    uii_make_handler(n, UI_EVENT_EDIT, p.on_edit);
    return (ui_leaf_t){ n->ref };
}

bool ui_clipboard_set(const char *text) {
    const struct ui_port *port = uii.port;
    size_t len_b = strlen(text);
    return port != NULL && port->clipboard_set != NULL && len_b <= UINT32_MAX &&
           port->clipboard_set(port->context, text, (uint32_t)len_b) == OK;
}

bool ui_measure(const char *const *texts, int num, enum ui_style style, int max_w, ui_size *out) {
    const struct ui_port *port = uii.port;
    int wh[2 * MEASURE_MAX];
    if (port == NULL || port->measure == NULL || num < 0 || num > MEASURE_MAX ||
        port->measure(port->context, texts, (uint32_t)num, (uint32_t)style, (uint32_t)MAX(max_w, 0),
                      wh) != OK) {
        return false;
    }
    for (int i = 0; i < num; i++) {
        out[i] = (ui_size){ wh[2 * i], wh[2 * i + 1] };
    }
    return true;
}
