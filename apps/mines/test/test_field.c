// SPDX-License-Identifier: MIT
/// @file
/// The rules, on many random fields.
#include <test/test.h>

#include "field.h"

static struct field f;

static int mines_laid(void) {
    int count = 0;
    for (int y = 0; y < f.h; y++) {
        for (int x = 0; x < f.w; x++) {
            count += f.cells[y][x].mine ? 1 : 0;
        }
    }
    return count;
}

TEST(the_first_step_is_safe_and_opens_an_area) {
    for (uint64_t seed = 0; seed < 200; seed++) {
        field_new(&f, 9, 9, 10 + (int)(seed % 60), seed); // up to 70 of the 72 that can be
        int x = (int)(seed % 9), y = (int)(seed / 9 % 9);
        field_open(&f, x, y);
        CHECK(f.state == FIELD_PLAYING || f.state == FIELD_WON);
        CHECK_EQ(mines_laid(), f.mines);
        CHECK_EQ(f.cells[y][x].around, 0);
        CHECK(f.num_open >= 4);
    }
}

TEST(opening_everything_else_wins) {
    field_new(&f, 30, 16, 99, 5);
    field_open(&f, 10, 10);
    for (int y = 0; y < f.h; y++) {
        for (int x = 0; x < f.w; x++) {
            if (!f.cells[y][x].mine) {
                CHECK(f.state != FIELD_LOST);
                field_open(&f, x, y);
            }
        }
    }
    CHECK_EQ(f.state, FIELD_WON);
    CHECK_EQ(f.num_open, 30 * 16 - 99);
    field_flag(&f, 0, 0); // the game is over
    CHECK_EQ(f.num_flags, 0);
}

static void find_mine(int *out_x, int *out_y) {
    for (int y = 0; y < f.h; y++) {
        for (int x = 0; x < f.w; x++) {
            if (f.cells[y][x].mine) {
                *out_x = x;
                *out_y = y;
            }
        }
    }
}

TEST(a_flag_keeps_from_stepping_on_a_mine) {
    int x = 0, y = 0;
    field_new(&f, 16, 16, 40, 7);
    field_open(&f, 8, 8);
    find_mine(&x, &y);
    field_flag(&f, x, y);
    field_open(&f, x, y);
    CHECK_EQ(f.state, FIELD_PLAYING);
    CHECK_EQ(f.num_flags, 1);
    field_flag(&f, x, y);
    CHECK_EQ(f.num_flags, 0);
    field_open(&f, x, y);
    CHECK_EQ(f.state, FIELD_LOST);
    CHECK(f.lost_x == x && f.lost_y == y);
    int opened = f.num_open;
    field_open(&f, 0, 0);
    CHECK_EQ(f.num_open, opened);
}

/// An open cell with mines around it, all of them flagged.
static bool flag_around_some_number(int *out_x, int *out_y) {
    for (int y = 1; y < f.h - 1; y++) {
        for (int x = 1; x < f.w - 1; x++) {
            if (!f.cells[y][x].open || f.cells[y][x].around == 0) {
                continue;
            }
            for (int n = 0; n < 9; n++) {
                int nx = x + n % 3 - 1, ny = y + n / 3 - 1;
                if (f.cells[ny][nx].mine && !f.cells[ny][nx].flag) {
                    field_flag(&f, nx, ny);
                }
            }
            *out_x = x;
            *out_y = y;
            return true;
        }
    }
    return false;
}

TEST(a_number_whose_mines_are_flagged_opens_the_rest) {
    int x = 0, y = 0;
    field_new(&f, 16, 16, 40, 11);
    field_open(&f, 8, 8);
    REQUIRE(flag_around_some_number(&x, &y));
    int before = f.num_open;
    field_open(&f, x, y);
    CHECK(f.num_open > before);
    CHECK_EQ(f.state, FIELD_PLAYING);
    for (int n = 0; n < 9; n++) {
        const struct cell *c = &f.cells[y + n / 3 - 1][x + n % 3 - 1];
        CHECK(c->open != c->mine);
    }
}

TEST(places_outside_are_ignored) {
    field_new(&f, 9, 9, 10, 1);
    field_open(&f, -1, 0);
    field_open(&f, 9, 9);
    field_flag(&f, 0, 100);
    CHECK_EQ(f.state, FIELD_READY);
    CHECK_EQ(f.num_flags, 0);
}
