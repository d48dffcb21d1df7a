// SPDX-License-Identifier: MIT
/// @file
/// Rectangles of every sort into a screen of four pieces.
#include <base/rng.h>
#include <base/string.h>
#include <test/test.h>

#include "copy.h"

enum {
    W = 40,
    H = 30,
    STRIDE_B = 192,
    PIECE_B = 4096,
    OFFSET_B = 1024,
    PIECES = 2
};

static uint32_t pieces[PIECES][PIECE_B / 4];
static uint32_t pixels[W * H];
static uint32_t expected[W * H];

static struct screen_memory make(void) {
    struct screen_memory screen = {
        .piece_b = PIECE_B, .offset_b = OFFSET_B, .w_px = W, .h_px = H, .stride_b = STRIDE_B
    };
    for (uint32_t i = 0; i < PIECES; i++) {
        screen.pieces[i] = (volatile uint8_t *)pieces[i];
    }
    memset(pieces, 0xee, sizeof pieces);
    memset(expected, 0xee, sizeof expected);
    for (uint32_t i = 0; i < W * H; i++) {
        pixels[i] = i;
    }
    return screen;
}

/// What the screen shows at a place.
static uint32_t shown(uint32_t x, uint32_t y) {
    uint64_t at_b = OFFSET_B + (uint64_t)y * STRIDE_B + x * 4u;
    return pieces[at_b / PIECE_B][at_b % PIECE_B / 4];
}

static void check_screen(void) {
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < W * H; i++) {
        wrong += shown(i % W, i / W) != expected[i] ? 1 : 0;
    }
    CHECK_EQ(wrong, 0);
}

TEST(rectangles_come_where_they_belong) {
    struct screen_memory screen = make();
    struct rng rng;
    rng_init(&rng, 7);
    for (int step = 0; step < 200; step++) {
        int32_t x = (int32_t)rng_below(&rng, W + 20) - 10,
                y = (int32_t)rng_below(&rng, H + 20) - 10;
        int32_t w = (int32_t)rng_below(&rng, 30) - 2, h = (int32_t)rng_below(&rng, 30) - 2;
        for (uint32_t i = 0; i < W * H; i++) {
            pixels[i] = pixels[i] * 7 + 1;
            int32_t px = (int32_t)(i % W), py = (int32_t)(i / W);
            if (px >= x && px < x + w && py >= y && py < y + h) {
                expected[i] = pixels[i];
            }
        }
        screen_copy(&screen, pixels, x, y, w, h);
        check_screen();
    }
}

TEST(numbers_of_an_enemy_stay_on_the_screen) {
    struct screen_memory screen = make();
    screen_copy(&screen, pixels, INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX);
    screen_copy(&screen, pixels, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX);
    screen_copy(&screen, pixels, 5, 5, INT32_MIN, INT32_MIN);
    check_screen();
    screen_copy(&screen, pixels, INT32_MIN / 2, INT32_MIN / 2, INT32_MAX, INT32_MAX);
    memcpy(expected, pixels, sizeof expected);
    check_screen();
}
