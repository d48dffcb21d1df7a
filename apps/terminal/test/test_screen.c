// SPDX-License-Identifier: MIT
// History, other widths, what is copied.
#include "fixture.h"

#include <base/rng.h>
#include <stdio.h>
#include <string.h>
#include <test/test.h>
#include <ui.h>

static void numbers(int count) {
    char text[32];
    for (int i = 0; i < count; i++) {
        snprintf(text, sizeof text, "line %d\r\n", i);
        feed(text);
    }
}

TEST(lines_that_leave_are_kept) {
    fresh(20, 5);
    numbers(12);
    CHECK_EQ(screen_top(&scr), 8);
    CHECK_STR(row_at(0), "line 0");
    CHECK_STR(row_at(7), "line 7");
    CHECK_STR(line_at(0), "line 8");
}

TEST(ten_thousand_lines_and_no_more) {
    fresh(40, 5);
    numbers(10100);
    CHECK_EQ(scr.history.count, HISTORY_LINES);
    CHECK_EQ(screen_top(&scr) - screen_first(&scr), HISTORY_LINES);
    CHECK_STR(row_at(screen_first(&scr)), "line 96");
    struct cell cells[40];
    bool wrapped;
    CHECK(!screen_row(&scr, screen_first(&scr) - 1, cells, &wrapped));
}

TEST(styles_come_back_from_the_history) {
    fresh(20, 2);
    feed("a\x1b[1;31mbc\x1b[0m \xe6\x97\xa5 e\xcc\x81\r\n\n\n");
    struct cell c[20];
    bool wrapped = true;
    REQUIRE(screen_row(&scr, 0, c, &wrapped));
    CHECK(!wrapped);
    CHECK_EQ(c[1].text, 'b');
    CHECK_EQ(c[2].fg, 1);
    CHECK_EQ(c[2].attrs, UI_CELL_BOLD);
    CHECK_EQ(c[4].text, 0x65e5);
    CHECK_EQ(c[5].attrs, UI_CELL_WIDE_TAIL);
    CHECK_EQ(c[7].mark, 0x301);
    CHECK_EQ(c[9].text, 0);
}

TEST(narrower_breaks_lines_and_wider_joins_them) {
    fresh(20, 6);
    feed("the quick brown fox\r\njumps\r\n> ");
    screen_resize(&scr, 10, 6);
    CHECK_STR(line_at(0), "the quick");
    CHECK_STR(line_at(1), "brown fox");
    CHECK_STR(line_at(2), "jumps");
    CHECK_STR(line_at(3), ">");
    CHECK_EQ(scr.y, 3);
    CHECK_EQ(scr.x, 2);
    screen_resize(&scr, 40, 6);
    CHECK_STR(line_at(0), "the quick brown fox");
    CHECK_STR(line_at(2), ">");
    CHECK_EQ(scr.y, 2);
    CHECK_EQ(scr.x, 2);
    feed("go");
    CHECK_STR(line_at(2), "> go");
}

TEST(lower_moves_lines_into_the_history_and_back) {
    fresh(20, 6);
    feed("1\r\n2\r\n3\r\n4\r\n5");
    screen_resize(&scr, 20, 3);
    CHECK_STR(line_at(0), "3");
    CHECK_STR(line_at(2), "5");
    CHECK_STR(row_at(0), "1");
    CHECK_EQ(scr.y, 2);
    screen_resize(&scr, 20, 6);
    CHECK_STR(line_at(0), "1");
    CHECK_STR(line_at(4), "5");
    CHECK_EQ(scr.y, 4);
}

TEST(line_over_the_top_is_joined_again) {
    fresh(10, 3);
    feed("abcdefghijklmnopqrstuvwxyz0123456789\r\n> ");
    CHECK_STR(row_at(0), "abcdefghij");
    screen_resize(&scr, 40, 3);
    CHECK_STR(line_at(0), "abcdefghijklmnopqrstuvwxyz0123456789");
    CHECK_STR(line_at(1), ">");
    CHECK_EQ(screen_top(&scr) - screen_first(&scr), 0);
}

TEST(sizes_at_random_lose_nothing) {
    struct rng rng;
    rng_init(&rng, 3);
    fresh(30, 8);
    char all[4000] = "";
    for (int i = 0; i < 40; i++) {
        char text[128];
        int n = (int)rng_below(&rng, 60);
        snprintf(text, sizeof text, "%02d%.*s|\r\n", i, n,
                 "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
        feed(text);
        text[strlen(text) - 2] = '\n';
        text[strlen(text) - 1] = 0;
        strncat(all, text, sizeof all - strlen(all) - 1);
    }
    for (int i = 0; i < 60; i++) {
        screen_resize(&scr, 2 + (int)rng_below(&rng, 70), 1 + (int)rng_below(&rng, 30));
        CHECK(scr.y < scr.rows && scr.x < scr.cols);
        static char now[8000];
        (void)screen_text(&scr, 0, screen_first(&scr), 0, screen_top(&scr) + (uint64_t)scr.y, now,
                          sizeof now);
        CHECK_STR(now, all);
    }
}

TEST(alternate_screen_is_not_broken_into_lines) {
    fresh(20, 4);
    feed("shell\x1b[?1049h\x1b[H0123456789abcdefgh");
    screen_resize(&scr, 10, 4);
    CHECK_STR(line_at(0), "0123456789");
    CHECK_STR(line_at(1), "");
    feed("\x1b[?1049l");
    CHECK_STR(line_at(0), "shell");
}

TEST(copied_text) {
    fresh(10, 4);
    feed("abcdefghijklm\r\n  x  \r\nend");
    char text[64];
    (void)screen_text(&scr, 2, 0, 3, 3, text, sizeof text);
    CHECK_STR(text, "cdefghijklm\n  x\nend");
    (void)screen_text(&scr, 1, 3, 2, 3, text, sizeof text);
    CHECK_STR(text, "n");
    char small[5];
    CHECK_EQ(screen_text(&scr, 0, 0, 10, 3, small, sizeof small), 4);
}

TEST(any_bytes_are_survived) {
    struct rng rng;
    rng_init(&rng, 7);
    fresh(20, 6);
    static const char *const starts[] = { "\x1b[", "\x1b]", "\x1b",    "\x1b[?",
                                          "x",     "\r\n",  "\xe6\x97" };
    for (int i = 0; i < 20000; i++) {
        char text[16] = "";
        strcpy(text, starts[rng_below(&rng, ARRAY_LEN(starts))]);
        size_t n = strlen(text);
        for (uint64_t k = rng_below(&rng, 8); k > 0; k--) {
            text[n++] = (char)(0x20 + rng_below(&rng, 0x60));
        }
        text[n] = 0;
        feed(text);
        if (i % 500 == 0) {
            screen_resize(&scr, 2 + (int)rng_below(&rng, 60), 1 + (int)rng_below(&rng, 20));
        }
        if (!(scr.x < scr.cols && scr.y < scr.rows)) {
            CHECK(scr.x < scr.cols && scr.y < scr.rows);
        }
    }
}
