// SPDX-License-Identifier: MIT
#include "search.h"

#include <base/string.h>

enum {
    RANK_NONE,
    RANK_LETTERS,
    RANK_SUMMARY,
    RANK_INSIDE,
    RANK_WORD,
    RANK_BEGIN,
    RANK_EQUAL,
};

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/// Whether `text` begins with `query`.
static bool begins(const char *text, const char *query) {
    while (*query != 0 && small(*text) == small(*query)) {
        text++;
        query++;
    }
    return *query == 0;
}

static bool is_word_start(const char *text, size_t at) {
    return at == 0 || text[at - 1] == ' ' || text[at - 1] == '-';
}

/// Where `query` is found in `text`: at a word's begin if `words`; SIZE_MAX = nowhere.
static size_t find(const char *text, const char *query, bool words) {
    for (size_t i = 0; text[i] != 0; i++) {
        if ((!words || is_word_start(text, i)) && begins(text + i, query)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/// Whether the letters of `query` stand in `text` in this order.
static bool has_letters(const char *text, const char *query) {
    for (; *text != 0 && *query != 0; text++) {
        query += small(*text) == small(*query) ? 1 : 0;
    }
    return *query == 0;
}

uint32_t search_rank(const char *query, const char *title, const char *summary) {
    while (*query == ' ') {
        query++;
    }
    if (*query == 0) {
        return RANK_NONE;
    }
    if (begins(title, query)) {
        return strlen(title) == strlen(query) ? RANK_EQUAL : RANK_BEGIN;
    }
    if (find(title, query, true) != SIZE_MAX) {
        return RANK_WORD;
    }
    if (find(title, query, false) != SIZE_MAX) {
        return RANK_INSIDE;
    }
    if (find(summary, query, true) != SIZE_MAX) {
        return RANK_SUMMARY;
    }
    return has_letters(title, query) ? RANK_LETTERS : RANK_NONE;
}
