// SPDX-License-Identifier: MIT
#include "doc.h"

#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>

void doc_init(struct doc *d, uint32_t limit_b, uint32_t block_b) {
    *d = (struct doc){ .limit_b = limit_b, .block_b = block_b };
}

void doc_deinit(struct doc *d) {
    for (uint32_t i = 0; i < d->num_blocks; i++) {
        free(d->blocks[i].bytes);
    }
    free(d->blocks);
    doc_init(d, d->limit_b, d->block_b);
}

static uint32_t count_feeds(const char *bytes, uint32_t len_b) {
    uint32_t n = 0;
    const char *end = bytes + len_b;
    while (len_b > 0 && (bytes = memchr(bytes, '\n', (size_t)(end - bytes))) != NULL) {
        n++;
        bytes++;
    }
    return n;
}

static void forget_near(struct doc *d) {
    d->near = d->near_b = d->near_feeds = 0;
}

/// Moves `near` to the block with byte `at`, or to the last one for the end.
static void seek(struct doc *d, uint32_t at) {
    while (at < d->near_b) {
        d->near--;
        d->near_b -= d->blocks[d->near].len_b;
        d->near_feeds -= d->blocks[d->near].feeds;
    }
    while (d->near + 1 < d->num_blocks && at - d->near_b >= d->blocks[d->near].len_b) {
        d->near_b += d->blocks[d->near].len_b;
        d->near_feeds += d->blocks[d->near].feeds;
        d->near++;
    }
}

static bool grow_table(struct doc *d, uint32_t num_blocks) {
    if (num_blocks <= d->max_blocks) {
        return true;
    }
    uint32_t max = MAX(num_blocks, d->max_blocks * 2);
    struct doc_block *more = realloc(d->blocks, max * sizeof(*more));
    if (more == NULL) {
        return false;
    }
    d->blocks = more;
    d->max_blocks = max;
    return true;
}

/// Bytes in up to three pieces.
struct pieces {
    const char *bytes[3];
    uint32_t len_b[3];
};

/// Takes the next `len_b` bytes.
static void take(struct pieces *p, char *out, uint32_t len_b) {
    for (int i = 0; i < 3; i++) {
        uint32_t n = MIN(len_b, p->len_b[i]);
        if (n > 0) {
            memcpy(out, p->bytes[i], n);
            p->bytes[i] += n;
            p->len_b[i] -= n;
            out += n;
            len_b -= n;
        }
    }
}

/// Puts blocks with `p` in the place of blocks first..end.
static status_t rebuild(struct doc *d, uint32_t first, uint32_t end, struct pieces p) {
    uint32_t total = p.len_b[0] + p.len_b[1] + p.len_b[2];
    uint32_t count = (total + d->block_b - 1) / d->block_b;
    uint32_t now = d->num_blocks - (end - first) + count;
    struct doc_block *fresh = count > 0 ? calloc(count, sizeof(*fresh)) : NULL;
    bool ok = (count == 0 || fresh != NULL) && grow_table(d, now);
    for (uint32_t i = 0; i < count && ok; i++) {
        fresh[i].bytes = malloc(d->block_b);
        ok = fresh[i].bytes != NULL;
    }
    if (!ok) {
        for (uint32_t i = 0; fresh != NULL && i < count; i++) {
            free(fresh[i].bytes);
        }
        free(fresh);
        return ERR_NO_MEMORY;
    }
    uint32_t left = total;
    for (uint32_t i = 0; i < count; i++) {
        // Two that came from one that was full are halves; a long text fills its blocks.
        fresh[i].len_b = count == 2 ? (left + 1) / (2 - i) : MIN(left, d->block_b);
        fresh[i].len_b = MIN(fresh[i].len_b, left);
        take(&p, fresh[i].bytes, fresh[i].len_b);
        fresh[i].feeds = count_feeds(fresh[i].bytes, fresh[i].len_b);
        left -= fresh[i].len_b;
    }
    for (uint32_t i = first; i < end; i++) {
        d->feeds -= d->blocks[i].feeds;
        free(d->blocks[i].bytes);
    }
    if (d->blocks != NULL) {
        memmove(d->blocks + first + count, d->blocks + end,
                (d->num_blocks - end) * sizeof(*d->blocks));
    }
    for (uint32_t i = 0; i < count; i++) {
        d->blocks[first + i] = fresh[i];
        d->feeds += fresh[i].feeds;
    }
    free(fresh);
    d->num_blocks = now;
    forget_near(d);
    return OK;
}

/// Joins block `i` with the one behind it when they are small together. Keeps the number of blocks
/// in proportion to the text. Without memory they stay two.
static void join(struct doc *d, uint32_t i) {
    if (i + 1 >= d->num_blocks) {
        return;
    }
    struct doc_block *a = &d->blocks[i];
    struct doc_block *b = &d->blocks[i + 1];
    if (a->len_b + b->len_b > d->block_b / 2) {
        return;
    }
    memcpy(a->bytes + a->len_b, b->bytes, b->len_b);
    a->len_b += b->len_b;
    a->feeds += b->feeds;
    free(b->bytes);
    memmove(b, b + 1, (d->num_blocks - i - 2) * sizeof(*b));
    d->num_blocks--;
    forget_near(d);
}

status_t doc_replace(struct doc *d, uint32_t at, uint32_t removed_b, const char *text,
                     uint32_t len_b) {
    ASSERT(at <= d->len_b && removed_b <= d->len_b - at);
    if (len_b > d->limit_b - (d->len_b - removed_b)) {
        return ERR_TOO_BIG;
    }
    if (removed_b == 0 && len_b == 0) {
        return OK;
    }
    if (d->num_blocks == 0) {
        TRY(rebuild(d, 0, 0, (struct pieces){ { NULL, text, NULL }, { 0, len_b, 0 } }));
        d->len_b = len_b;
        return OK;
    }
    seek(d, at);
    uint32_t first = d->near;
    uint32_t from = at - d->near_b;
    struct doc_block *b = &d->blocks[first];
    uint32_t len_after = b->len_b - MIN(removed_b, b->len_b - from) + len_b;
    if (removed_b <= b->len_b - from && len_after > 0 && len_after <= d->block_b) {
        uint32_t less = count_feeds(b->bytes + from, removed_b);
        memmove(b->bytes + from + len_b, b->bytes + from + removed_b, b->len_b - from - removed_b);
        if (len_b > 0) {
            memcpy(b->bytes + from, text, len_b);
        }
        uint32_t more = count_feeds(b->bytes + from, len_b);
        b->len_b = len_after;
        b->feeds += more - less;
        d->feeds += more - less;
    } else {
        seek(d, at + removed_b);
        const struct doc_block *last = &d->blocks[d->near];
        uint32_t to = at + removed_b - d->near_b;
        uint32_t end = d->near + 1;
        TRY(rebuild(d, first, end,
                    (struct pieces){ { d->blocks[first].bytes, text, last->bytes + to },
                                     { from, len_b, last->len_b - to } }));
    }
    d->len_b += len_b - removed_b;
    join(d, first);
    if (first > 0) {
        join(d, first - 1);
    }
    return OK;
}

const char *doc_span(struct doc *d, uint32_t at, uint32_t *out_len_b) {
    if (at >= d->len_b) {
        *out_len_b = 0;
        return NULL;
    }
    seek(d, at);
    const struct doc_block *b = &d->blocks[d->near];
    *out_len_b = b->len_b - (at - d->near_b);
    return b->bytes + (at - d->near_b);
}

uint32_t doc_read(struct doc *d, uint32_t at, char *out, uint32_t len_b) {
    uint32_t done = 0;
    while (done < len_b) {
        uint32_t n = 0;
        const char *span = doc_span(d, at + done, &n);
        if (span == NULL) {
            break;
        }
        n = MIN(n, len_b - done);
        memcpy(out + done, span, n);
        done += n;
    }
    return done;
}

uint32_t doc_char_at(struct doc *d, uint32_t at, uint32_t *out_len_b) {
    char bytes[UTF8_BYTES_MAX];
    uint32_t n = 0;
    const char *span = doc_span(d, at, &n);
    if (span != NULL && n < UTF8_BYTES_MAX) {
        n = doc_read(d, at, bytes, UTF8_BYTES_MAX);
        span = bytes;
    }
    uint32_t ch = 0;
    *out_len_b = span != NULL ? (uint32_t)utf8_decode(span, n, &ch) : 0;
    return ch;
}

uint32_t doc_char_before(struct doc *d, uint32_t at, uint32_t *out_len_b) {
    char bytes[UTF8_BYTES_MAX];
    uint32_t n = MIN(at, UTF8_BYTES_MAX);
    uint32_t ch = 0;
    *out_len_b = 0;
    if (n == 0) {
        return 0;
    }
    (void)doc_read(d, at - n, bytes, n); // they exist
    uint32_t start = (uint32_t)utf8_prev(bytes, n);
    uint32_t len_b = (uint32_t)utf8_decode(bytes + start, n - start, &ch);
    // Bytes that are no character are one each, as for doc_char_at().
    *out_len_b = start + len_b == n ? len_b : 1;
    return start + len_b == n ? ch : UTF8_REPLACEMENT;
}

uint32_t doc_line_of(struct doc *d, uint32_t at) {
    if (d->num_blocks == 0) {
        return 0;
    }
    seek(d, at);
    return d->near_feeds + count_feeds(d->blocks[d->near].bytes, at - d->near_b);
}

uint32_t doc_line(struct doc *d, uint32_t line) {
    if (line == 0) {
        return 0;
    }
    if (line > d->feeds) {
        return d->len_b;
    }
    // The block with feed number `line`, counted from 1.
    while (line <= d->near_feeds) {
        d->near--;
        d->near_b -= d->blocks[d->near].len_b;
        d->near_feeds -= d->blocks[d->near].feeds;
    }
    while (line > d->near_feeds + d->blocks[d->near].feeds) {
        d->near_b += d->blocks[d->near].len_b;
        d->near_feeds += d->blocks[d->near].feeds;
        d->near++;
    }
    const struct doc_block *b = &d->blocks[d->near];
    const char *at = b->bytes;
    for (uint32_t n = d->near_feeds; n < line; n++) {
        at = (const char *)memchr(at, '\n', b->len_b - (size_t)(at - b->bytes)) + 1;
    }
    return d->near_b + (uint32_t)(at - b->bytes);
}

uint32_t doc_line_start(struct doc *d, uint32_t at) {
    if (d->num_blocks == 0) {
        return 0;
    }
    seek(d, at);
    uint32_t block_b = d->near_b;
    uint32_t n = at - d->near_b;
    for (uint32_t i = d->near;; n = d->blocks[i].len_b) {
        const struct doc_block *b = &d->blocks[i];
        while (b->feeds > 0 && n > 0) {
            n--;
            if (b->bytes[n] == '\n') {
                return block_b + n + 1;
            }
        }
        if (i-- == 0) {
            return 0;
        }
        block_b -= d->blocks[i].len_b;
    }
}

uint32_t doc_line_end(struct doc *d, uint32_t at) {
    if (d->num_blocks == 0) {
        return 0;
    }
    seek(d, at);
    uint32_t block_b = d->near_b;
    uint32_t from = at - d->near_b;
    for (uint32_t i = d->near; i < d->num_blocks; i++, from = 0) {
        const struct doc_block *b = &d->blocks[i];
        const char *feed = b->feeds > 0 ? memchr(b->bytes + from, '\n', b->len_b - from) : NULL;
        if (feed != NULL) {
            return block_b + (uint32_t)(feed - b->bytes);
        }
        block_b += b->len_b;
    }
    return d->len_b;
}
