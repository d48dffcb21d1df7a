// SPDX-License-Identifier: MIT
// The editing engine: by example, and against a model that is an ordinary string.
#include <test/test.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"

static struct edit_change last;

static bool holds(struct edit *e, const char *want) {
    static char text[1 << 16];
    uint32_t n = doc_read(&e->doc, 0, text, sizeof(text) - 1);
    text[n] = '\0';
    return n == e->doc.len_b && strcmp(text, want) == 0;
}

static void type(struct edit *e, const char *text) {
    for (uint32_t n; *text != '\0'; text += n) {
        n = 1;
        while (((unsigned char)text[n] & 0xc0) == 0x80) {
            n++;
        }
        (void)edit_insert(e, text, n, EDIT_RUN_TYPE, &last);
    }
}

TEST(a_caret_moves_by_what_the_user_takes_for_a_character) {
    struct edit e;
    edit_init(&e, 200, false);
    // e + acute, a family joined of three, a flag, a thumb with a skin tone, a syllable in parts, x
    static const char text[] = "e\u0301\U0001f468\u200d\U0001f469\u200d\U0001f467"
                               "\U0001f1e9\U0001f1ea\U0001f44d\U0001f3fd\u1112\u1161\u11abx";
    static const uint32_t at[] = { 0, 3, 21, 29, 37, 46, 47 };
    CHECK_STATUS(edit_set(&e, text, sizeof(text) - 1), OK);
    CHECK_EQ(e.caret_b, sizeof(text) - 1);
    for (size_t i = ARRAY_LEN(at); i-- > 0;) {
        CHECK_EQ(e.caret_b, at[i]);
        CHECK_EQ(edit_move(&e, EDIT_CHAR, true, false), i > 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(at); i++) {
        CHECK_EQ(e.caret_b, at[i]);
        (void)edit_move(&e, EDIT_CHAR, false, false);
    }
    CHECK(edit_select(&e, 5, 25)); // in the middle of the family and of the flag
    CHECK_EQ(e.anchor_b, 3);
    CHECK_EQ(e.caret_b, 21);
    edit_deinit(&e);
}

TEST(words) {
    struct edit e;
    edit_init(&e, 200, true);
    CHECK_STATUS(edit_set(&e, "one  two-three\n\u6771\u4eac\u3067\u3059 end", 32), OK);
    static const uint32_t ends[] = { 3, 8, 14, 21, 27, 31 };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        (void)edit_move(&e, EDIT_WORD, false, false);
        CHECK_EQ(e.caret_b, ends[i]);
    }
    static const uint32_t starts[] = { 28, 21, 15, 9, 5, 0 };
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        (void)edit_move(&e, EDIT_WORD, true, false);
        CHECK_EQ(e.caret_b, starts[i]);
    }
    uint32_t from;
    uint32_t to;
    word_around(&e.doc, 6, &from, &to);
    CHECK_EQ(from, 5);
    CHECK_EQ(to, 8);
    word_around(&e.doc, 3, &from, &to);
    CHECK_EQ(from, 3);
    CHECK_EQ(to, 5);
    word_around(&e.doc, 14, &from, &to); // behind the last word of a line
    CHECK_EQ(from, 9);
    CHECK_EQ(to, 14);
    edit_deinit(&e);
}

TEST(undo_takes_back_words_and_runs_of_erasing) {
    struct edit e;
    edit_init(&e, 100, false);
    type(&e, "one two");
    CHECK(edit_erase(&e, EDIT_CHAR, true, &last));
    CHECK(edit_erase(&e, EDIT_CHAR, true, &last));
    CHECK(holds(&e, "one t"));
    CHECK(edit_undo(&e, &last));
    CHECK(holds(&e, "one two"));
    CHECK_EQ(last.at, 5);
    CHECK_EQ(last.inserted_b, 2);
    CHECK_EQ(e.caret_b, 7);
    CHECK(edit_undo(&e, &last));
    CHECK(holds(&e, "one "));
    CHECK(edit_undo(&e, &last));
    CHECK(holds(&e, ""));
    CHECK(!edit_undo(&e, &last));
    CHECK(edit_redo(&e, &last));
    CHECK(edit_redo(&e, &last));
    CHECK(holds(&e, "one two"));
    type(&e, "!");
    CHECK(!edit_redo(&e, &last)); // another way was taken
    CHECK(edit_select(&e, 0, 3));
    type(&e, "1");
    CHECK(holds(&e, "1 two!"));
    CHECK(edit_undo(&e, &last));
    CHECK(holds(&e, "one two!"));
    CHECK_EQ(edit_first(&e), 0); // what was selected is so again
    CHECK_EQ(edit_last(&e), 3);
    edit_deinit(&e);
}

TEST(a_limit_cuts_at_a_character_and_never_eats) {
    struct edit e;
    edit_init(&e, 5, false);
    CHECK_STATUS(edit_set(&e, "123456", 6), ERR_TOO_BIG);
    CHECK(edit_insert(&e, "abc\u00e4\u00f6", 7, EDIT_RUN_NONE, &last));
    CHECK(holds(&e, "abc\u00e4"));
    CHECK(!edit_insert(&e, "x", 1, EDIT_RUN_TYPE, &last));
    CHECK(edit_select(&e, 0, 1));
    CHECK(!edit_insert(&e, "\u3042", 3, EDIT_RUN_NONE, &last)); // would leave a hole
    CHECK(holds(&e, "abc\u00e4"));
    edit_deinit(&e);
}

TEST(a_field_has_one_line) {
    struct edit e;
    edit_init(&e, 50, false);
    CHECK(edit_insert(&e,
                      "a\r\nb\tc\x01\x7f"
                      "d\n",
                      10, EDIT_RUN_NONE, &last));
    CHECK(holds(&e, "a b cd "));
    edit_deinit(&e);
    edit_init(&e, 50, true);
    CHECK(edit_insert(&e, "a\r\nb\tc\rd", 8, EDIT_RUN_NONE, &last));
    CHECK(holds(&e, "a\nb\tc\nd"));
    edit_deinit(&e);
}

TEST(what_the_app_changes_moves_the_caret_with_the_text) {
    struct edit e;
    edit_init(&e, 100, true);
    CHECK_STATUS(edit_set(&e, "hello world", 11), OK);
    CHECK(edit_select(&e, 6, 11));
    CHECK_STATUS(edit_replace(&e, (struct edit_change){ 0, 5, 2 }, "hi"), OK);
    CHECK(holds(&e, "hi world"));
    CHECK_EQ(e.anchor_b, 3);
    CHECK_EQ(e.caret_b, 8);
    CHECK(!edit_undo(&e, &last));
    edit_deinit(&e);
}

TEST(long_steps_are_forgotten_rather_than_kept) {
    struct edit e;
    uint32_t n = EDIT_STEP_MAX_B + 1;
    char *text = malloc(n);
    REQUIRE(text != NULL);
    memset(text, 'x', n);
    edit_init(&e, 16u << 20, true);
    CHECK(edit_insert(&e, text, n, EDIT_RUN_NONE, &last));
    CHECK(!edit_undo(&e, &last));
    type(&e, "y");
    CHECK(edit_undo(&e, &last));
    CHECK_EQ(e.doc.len_b, n);
    for (int i = 0; i < 40; i++) { // many large ones: the oldest go
        CHECK(edit_insert(&e, text, 100000, EDIT_RUN_NONE, &last));
    }
    CHECK(e.steps_b <= EDIT_UNDO_MAX_B);
    edit_deinit(&e);
    free(text);
}

// --- against a model

struct model {
    char text[1 << 16];
    uint32_t len_b;
};

static void model_replace(struct model *m, struct edit_change c, const char *text) {
    memmove(m->text + c.at + c.inserted_b, m->text + c.at + c.removed_b,
            m->len_b - c.at - c.removed_b);
    memcpy(m->text + c.at, text, c.inserted_b);
    m->len_b += c.inserted_b - c.removed_b;
}

/// Whether text, lines and blocks are as they should be.
static bool agrees(struct edit *e, const struct model *m) {
    static char text[1 << 16];
    struct doc *d = &e->doc;
    if (d->len_b != m->len_b || doc_read(d, 0, text, m->len_b + 1) != m->len_b ||
        memcmp(text, m->text, m->len_b) != 0) {
        return false;
    }
    uint32_t line = 0;
    uint32_t start = 0;
    for (uint32_t i = 0; i <= m->len_b; i++) {
        if (i == m->len_b || m->text[i] == '\n') {
            uint32_t middle = start + (i - start) / 2;
            if (doc_line(d, line) != start || doc_line_of(d, middle) != line ||
                doc_line_start(d, middle) != start || doc_line_end(d, middle) != i) {
                return false;
            }
            line++;
            start = i + 1;
        }
    }
    for (uint32_t i = 0; i < d->num_blocks; i++) {
        if (d->blocks[i].len_b == 0 || d->blocks[i].len_b > d->block_b) {
            return false;
        }
    }
    return d->feeds == line - 1 && d->num_blocks <= 4 * d->len_b / d->block_b + 2 &&
           grapheme_boundary(d, e->caret_b) && grapheme_boundary(d, e->anchor_b);
}

static void model_follow(struct model *m, struct edit *e, struct edit_change c) {
    static char text[1 << 16];
    (void)doc_read(&e->doc, c.at, text, c.inserted_b);
    model_replace(m, c, text);
}

static const char *const bits[] = { "a",       "b ",
                                    "\n",      "\u00e4",
                                    "e\u0301", "\u65e5\u672c",
                                    "\t",      "\U0001f1e9\U0001f1ea",
                                    "word",    " and a longer one\n" };

static void one_act(struct edit *e, struct model *m, uint32_t (*next)(uint32_t)) {
    static char big[6000];
    struct edit_change c;
    bool extend = next(2) == 0;
    bool back = next(2) == 0;
    switch (next(12)) {
    case 0:
    case 1:
    case 2:
    case 3: {
        const char *bit = bits[next(ARRAY_LEN(bits))];
        if (edit_insert(e, bit, (uint32_t)strlen(bit), EDIT_RUN_TYPE, &c)) {
            model_follow(m, e, c);
        }
        break;
    }
    case 4:
        for (uint32_t i = 0; i < sizeof(big); i++) {
            big[i] = next(30) == 0 ? '\n' : (char)('a' + next(26));
        }
        if (edit_insert(e, big, next(sizeof(big)), EDIT_RUN_NONE, &c)) {
            model_follow(m, e, c);
        }
        break;
    case 5:
    case 6:
        if (edit_erase(e, (enum edit_unit)next(next(8) == 0 ? 4 : 3), back, &c)) {
            model_follow(m, e, c);
        }
        break;
    case 7:
        if (back ? edit_undo(e, &c) : edit_redo(e, &c)) {
            model_follow(m, e, c);
        }
        break;
    case 8:
        (void)edit_select(e, next(m->len_b + 3), next(m->len_b + 3));
        break;
    case 9: {
        uint32_t at = next(m->len_b + 1);
        c = (struct edit_change){ at, next(2) == 0 ? next(m->len_b - at + 1) : 0, 3 };
        while (!grapheme_boundary(&e->doc, c.at)) { // apps may only cut between characters
            c.at--;
            c.removed_b++;
        }
        while (!grapheme_boundary(&e->doc, c.at + c.removed_b)) {
            c.removed_b++;
        }
        if (edit_replace(e, c, "new") == OK) {
            model_replace(m, c, "new");
            (void)edit_select(e, e->anchor_b, e->caret_b);
        }
        break;
    }
    default:
        (void)edit_move(e, (enum edit_unit)next(4), back, extend);
        break;
    }
}

static uint64_t state;

static uint32_t next(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return below == 0 ? 0 : (uint32_t)((state >> 33) % below);
}

TEST(a_walk_agrees_with_a_string) {
    static struct model m;
    for (uint32_t seed = 1; seed <= 6; seed++) {
        struct edit e;
        state = seed;
        m.len_b = 0;
        edit_init(&e, 60000, seed % 3 != 0);
        for (uint32_t i = 0; i < 3000; i++) {
            one_act(&e, &m, next);
            if (i % 8 == 0 || i > 2900) {
                bool good = agrees(&e, &m);
                CHECK(good);
                if (!good) {
                    (void)fprintf(stderr, "seed %u, step %u\n", seed, i);
                    edit_deinit(&e);
                    return;
                }
            }
        }
        edit_deinit(&e);
    }
}
