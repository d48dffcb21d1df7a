// SPDX-License-Identifier: MIT
// Fuzzing entry: any bytes as acts on a document. What stands in it stays countable.
#include <stdlib.h>

#include "edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b);

_Noreturn void assert_failed(const char *file, int line, const char *condition) {
    (void)file;
    (void)line;
    (void)condition;
    abort();
}

static void check(struct edit *e) {
    struct doc *d = &e->doc;
    uint32_t sum = 0;
    uint32_t feeds = 0;
    for (uint32_t i = 0; i < d->num_blocks; i++) {
        sum += d->blocks[i].len_b;
        feeds += d->blocks[i].feeds;
    }
    bool lines = doc_line_of(d, d->len_b) == d->feeds && doc_line(d, d->feeds) <= d->len_b;
    if (sum != d->len_b || feeds != d->feeds || !lines || e->caret_b > d->len_b ||
        e->anchor_b > d->len_b || d->len_b > d->limit_b) {
        abort();
    }
}

/// Each act is three bytes: what, where, how much.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b) {
    static const char text[] =
        "a\nb \xc3\xa4\xe6\x97\xa5\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa e\xcc\x81\t";
    struct edit e;
    struct edit_change c;
    edit_init(&e, 3000, true);
    doc_init(&e.doc, 3000, 64);
    for (size_t i = 0; i + 2 < len_b; i += 3) {
        uint32_t a = data[i + 1] * 11u;
        uint32_t n = data[i + 2];
        switch (data[i] % 8) {
        case 0:
        case 1:
            (void)edit_insert(&e, text, MIN(n, (uint32_t)sizeof(text) - 1), EDIT_RUN_TYPE, &c);
            break;
        case 2:
            (void)edit_erase(&e, (enum edit_unit)(n % 4), (n & 4) != 0, &c);
            break;
        case 3:
            (void)edit_select(&e, a, a + n);
            break;
        case 4:
            (void)edit_move(&e, (enum edit_unit)(n % 4), (n & 4) != 0, (n & 8) != 0);
            break;
        case 5:
            (void)((n & 1) != 0 ? edit_undo(&e, &c) : edit_redo(&e, &c));
            break;
        case 6:
            c.at = MIN(a, e.doc.len_b);
            c.removed_b = MIN(n, e.doc.len_b - c.at);
            c.inserted_b = n % sizeof(text);
            (void)edit_replace(&e, c, text);
            break;
        default: {
            uint32_t from;
            uint32_t to;
            word_around(&e.doc, MIN(a, e.doc.len_b), &from, &to);
            if (from > to || to > e.doc.len_b) {
                abort();
            }
            break;
        }
        }
        check(&e);
    }
    edit_deinit(&e);
    return 0;
}
