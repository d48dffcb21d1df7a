// SPDX-License-Identifier: MIT
#include "grapheme.h"

/// How far back a decision looks: longer runs of marks are cut.
#define LOOK_BACK 32

struct range {
    uint32_t first, last;
};

/// Marks that belong to the character before them.
static const struct range marks[] = {
    { 0x0300, 0x036f },   { 0x0483, 0x0489 }, { 0x0591, 0x05bd },   { 0x05bf, 0x05bf },
    { 0x05c1, 0x05c2 },   { 0x05c4, 0x05c5 }, { 0x05c7, 0x05c7 },   { 0x0610, 0x061a },
    { 0x064b, 0x065f },   { 0x0670, 0x0670 }, { 0x06d6, 0x06dc },   { 0x06df, 0x06e4 },
    { 0x06e7, 0x06e8 },   { 0x06ea, 0x06ed }, { 0x0711, 0x0711 },   { 0x0730, 0x074a },
    { 0x0900, 0x0903 },   { 0x093a, 0x093c }, { 0x093e, 0x094f },   { 0x0951, 0x0957 },
    { 0x0962, 0x0963 },   { 0x0981, 0x0983 }, { 0x09bc, 0x09bc },   { 0x09be, 0x09cd },
    { 0x0e31, 0x0e31 },   { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e },   { 0x0eb1, 0x0eb1 },
    { 0x0eb4, 0x0ebc },   { 0x0ec8, 0x0ecd }, { 0x1ab0, 0x1aff },   { 0x1dc0, 0x1dff },
    { 0x200c, 0x200d },   { 0x20d0, 0x20f0 }, { 0x302a, 0x302f },   { 0x3099, 0x309a },
    { 0xfe00, 0xfe0f },   { 0xfe20, 0xfe2f }, { 0x1f3fb, 0x1f3ff }, { 0xe0020, 0xe007f },
    { 0xe0100, 0xe01ef },
};

/// Pictures that a joiner makes one of.
static const struct range pictures[] = {
    { 0x00a9, 0x00a9 },   { 0x00ae, 0x00ae },   { 0x203c, 0x203c }, { 0x2049, 0x2049 },
    { 0x2122, 0x2122 },   { 0x2139, 0x2139 },   { 0x2194, 0x21aa }, { 0x231a, 0x23ff },
    { 0x24c2, 0x24c2 },   { 0x25aa, 0x27bf },   { 0x2934, 0x2935 }, { 0x2b05, 0x2b55 },
    { 0x3030, 0x3030 },   { 0x303d, 0x303d },   { 0x3297, 0x3299 }, { 0x1f000, 0x1f1e5 },
    { 0x1f200, 0x1f3fa }, { 0x1f400, 0x1faff },
};

#define ZWJ 0x200du

static bool in(uint32_t ch, const struct range *table, size_t n) {
    for (size_t i = 0; i < n && table[i].first <= ch; i++) {
        if (ch <= table[i].last) {
            return true;
        }
    }
    return false;
}

static bool is_mark(uint32_t ch) {
    return ch >= 0x0300 && in(ch, marks, ARRAY_LEN(marks));
}

static bool is_picture(uint32_t ch) {
    return ch >= 0xa9 && in(ch, pictures, ARRAY_LEN(pictures));
}

/// Letters of which two make a flag.
static bool is_flag(uint32_t ch) {
    return ch >= 0x1f1e6 && ch <= 0x1f1ff;
}

/// Whether `b` continues the Hangul syllable that `a` belongs to.
static bool is_syllable(uint32_t a, uint32_t b) {
    bool block = a >= 0xac00 && a <= 0xd7a3;
    bool open = block && (a - 0xac00) % 28 == 0;
    if (a >= 0x1100 && a <= 0x115f) {
        return (b >= 0x1100 && b <= 0x11a7) || (b >= 0xac00 && b <= 0xd7a3);
    }
    if (open || (a >= 0x1160 && a <= 0x11a7)) {
        return b >= 0x1160 && b <= 0x11ff;
    }
    return (block || (a >= 0x11a8 && a <= 0x11ff)) && b >= 0x11a8 && b <= 0x11ff;
}

/// Whether a picture stands before the joiner that ends at `at`, marks between them allowed.
static bool joins_picture(struct doc *d, uint32_t at) {
    for (int i = 0; i < LOOK_BACK; i++) {
        uint32_t len_b;
        uint32_t ch = doc_char_before(d, at, &len_b);
        if (!is_mark(ch)) {
            return is_picture(ch);
        }
        at -= len_b;
    }
    return false;
}

/// Whether an odd number of flag letters ends at `at`.
static bool half_flag(struct doc *d, uint32_t at) {
    bool odd = false;
    for (int i = 0; i < 2 * LOOK_BACK; i++) {
        uint32_t len_b;
        if (!is_flag(doc_char_before(d, at, &len_b))) {
            break;
        }
        odd = !odd;
        at -= len_b;
    }
    return odd;
}

bool grapheme_boundary(struct doc *d, uint32_t at) {
    uint32_t before_b;
    uint32_t behind_b;
    uint32_t span_b;
    const char *span = doc_span(d, at, &span_b);
    if (span != NULL && ((uint8_t)span[0] & 0xc0) == 0x80) {
        return false; // in the middle of a character
    }
    uint32_t a = doc_char_before(d, at, &before_b);
    uint32_t b = doc_char_at(d, at, &behind_b);
    if (before_b == 0 || behind_b == 0 || b < 0x80 || a < 0x20) {
        return true; // the quick way for most; CR and LF never stand together in our texts
    }
    if (is_mark(b)) {
        return false;
    }
    if (a == ZWJ && is_picture(b)) {
        return !joins_picture(d, at);
    }
    if (is_flag(a) && is_flag(b)) {
        return !half_flag(d, at);
    }
    return !is_syllable(a, b);
}

uint32_t grapheme_next(struct doc *d, uint32_t at) {
    for (int i = 0; i < 2 * LOOK_BACK; i++) {
        uint32_t len_b;
        (void)doc_char_at(d, at, &len_b);
        at += len_b;
        if (len_b == 0 || grapheme_boundary(d, at)) {
            break;
        }
    }
    return at;
}

uint32_t grapheme_prev(struct doc *d, uint32_t at) {
    for (int i = 0; i < 2 * LOOK_BACK; i++) {
        uint32_t len_b;
        (void)doc_char_before(d, at, &len_b);
        at -= len_b;
        if (len_b == 0 || grapheme_boundary(d, at)) {
            break;
        }
    }
    return at;
}

/// Sorts of characters; a word is a run of one sort from SORT_LETTER on.
enum sort {
    SORT_BLANK,
    SORT_FEED,
    SORT_SIGN,
    SORT_LETTER,
    SORT_HIRAGANA,
    SORT_KATAKANA,
    SORT_HAN,
};

static enum sort sort_of(uint32_t ch) {
    if (ch == '\n') {
        return SORT_FEED;
    }
    if (ch == ' ' || ch == '\t' || ch == 0xa0 || ch == 0x3000 || (ch >= 0x2000 && ch <= 0x200a)) {
        return SORT_BLANK;
    }
    if (ch < 0x80) {
        bool letter = (ch >= '0' && ch <= '9') || ((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z');
        return letter || ch == '_' ? SORT_LETTER : SORT_SIGN;
    }
    if (ch >= 0x3041 && ch <= 0x309f) {
        return SORT_HIRAGANA;
    }
    if ((ch >= 0x30a0 && ch <= 0x30ff) || (ch >= 0xff66 && ch <= 0xff9f)) {
        return SORT_KATAKANA;
    }
    if ((ch >= 0x3400 && ch <= 0x9fff) || (ch >= 0xf900 && ch <= 0xfaff) || ch == 0x3005) {
        return SORT_HAN;
    }
    bool sign = (ch <= 0xbf && ch != 0xaa && ch != 0xb5 && ch != 0xba) || ch == 0xd7 ||
                ch == 0xf7 || (ch >= 0x2010 && ch <= 0x206f) || (ch >= 0x2190 && ch <= 0x2bff) ||
                (ch >= 0x3001 && ch <= 0x303f) || (ch >= 0xff00 && ch <= 0xff0f);
    return sign ? SORT_SIGN : SORT_LETTER;
}

static enum sort sort_at(struct doc *d, uint32_t at) {
    uint32_t len_b;
    return sort_of(doc_char_at(d, at, &len_b));
}

uint32_t word_next(struct doc *d, uint32_t at) {
    while (at < d->len_b && sort_at(d, at) < SORT_LETTER) {
        at = grapheme_next(d, at);
    }
    enum sort sort = at < d->len_b ? sort_at(d, at) : SORT_BLANK;
    while (at < d->len_b && sort_at(d, at) == sort) {
        at = grapheme_next(d, at);
    }
    return at;
}

uint32_t word_prev(struct doc *d, uint32_t at) {
    enum sort sort = SORT_BLANK;
    while (at > 0) {
        uint32_t before = grapheme_prev(d, at);
        enum sort this = sort_at(d, before);
        if (sort >= SORT_LETTER && this != sort) {
            break;
        }
        sort = this;
        at = before;
    }
    return at;
}

void word_around(struct doc *d, uint32_t at, uint32_t *out_from, uint32_t *out_to) {
    // At the end of a line it is what stands before it.
    if (at > 0 && (at == d->len_b || sort_at(d, at) == SORT_FEED)) {
        uint32_t before = grapheme_prev(d, at);
        at = sort_at(d, before) == SORT_FEED ? at : before;
    }
    *out_from = *out_to = at;
    if (at == d->len_b || sort_at(d, at) == SORT_FEED) {
        return;
    }
    enum sort sort = sort_at(d, at);
    while (*out_from > 0) {
        uint32_t before = grapheme_prev(d, *out_from);
        if (sort_at(d, before) != sort) {
            break;
        }
        *out_from = before;
    }
    while (*out_to < d->len_b && sort_at(d, *out_to) == sort) {
        *out_to = grapheme_next(d, *out_to);
    }
}
