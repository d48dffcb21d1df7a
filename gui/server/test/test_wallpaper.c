// SPDX-License-Identifier: MIT
#include <base/hash.h>
#include <test/test.h>

#include <math.h>
#include <string.h>

#include "wallpaper.h"
#include "wallpaper_math.h"

TEST(sine_is_close) {
    for (uint32_t i = 0; i < 4096; i++) {
        double want = sin((double)i * 2 * M_PI / 4096) * 32768;
        double is = wallpaper_sin_q15(i << 20);
        CHECK(fabs(want - is) < 8);
    }
}

TEST(gauss_is_close) {
    for (int64_t x = -200000; x <= 200000; x += 777) {
        double dx = (double)x / 65536;
        double want = exp(-dx * dx / 0.16) * 65536;
        CHECK(fabs(want - wallpaper_gauss(x, 10486)) < 20);
    }
    CHECK_EQ(wallpaper_gauss(0, 1966), 65536);
}

TEST(ridges_stay_in_order_of_height) {
    for (uint32_t k = 0; k < 5; k++) {
        struct wallpaper_ridge r = wallpaper_ridge_make(k, 800);
        for (int32_t x = 0; x < 1280; x += 10) {
            int32_t off = wallpaper_ridge_q16(&r, x) - r.base_q16;
            CHECK(off > -4200 && off < 4200);
        }
    }
}

TEST(every_size_is_filled) {
    static const int32_t sizes[][2] = { { 1, 1 },   { 7, 3 },     { 9, 200 },  { 333, 17 },
                                        { 64, 64 }, { 640, 480 }, { 13, 1100 } };
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        struct surface *s;
        CHECK_STATUS(surface_create(sizes[i][0], sizes[i][1], &s), OK);
        CHECK_STATUS(wallpaper_draw(s, i % 2 == 0), OK);
        uint32_t holes = 0;
        for (int32_t y = 0; y < s->h_px; y++) {
            for (int32_t x = 0; x < s->w_px; x++) {
                holes += ARGB_A(surface_row(s, y)[x]) != 255;
            }
            for (int32_t x = s->w_px; x < s->stride_px; x++) {
                holes += surface_row(s, y)[x] != 0; // behind the row's end
            }
        }
        CHECK_EQ(holes, 0);
        surface_destroy(s);
    }
}

TEST(neighbours_differ_little_but_at_edges) {
    struct surface *s;
    CHECK_STATUS(surface_create(640, 400, &s), OK);
    CHECK_STATUS(wallpaper_draw(s, false), OK);
    for (int32_t y = 0; y < 150; y++) { // sky above the sun
        for (int32_t x = 1; x < 640; x++) {
            int32_t a = (int32_t)ARGB_R(surface_row(s, y)[x]);
            int32_t b = (int32_t)ARGB_R(surface_row(s, y)[x - 1]);
            CHECK(a - b <= 1 && b - a <= 1);
        }
    }
    surface_destroy(s);
}

static void check_sum(bool night, const char *want) {
    struct surface *s;
    CHECK_STATUS(surface_create(1280, 800, &s), OK);
    CHECK_STATUS(wallpaper_draw(s, night), OK);
    uint8_t sum[SHA256_B];
    char text[17];
    hash_sha256(s->pixels, 1280 * 800 * sizeof(pargb_t), sum);
    for (size_t i = 0; i < 8; i++) {
        text[2 * i] = "0123456789abcdef"[sum[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[sum[i] & 15];
    }
    text[16] = '\0';
    CHECK_STR(text, want);
    surface_destroy(s);
}

// A change of these is a change of every screenshot.
TEST(day_has_the_known_pixels) {
    check_sum(false, "aa07058a7f5d0341");
}

TEST(night_has_the_known_pixels) {
    check_sum(true, "9d1c93e4f13b6281");
}

// Below an edge there is one ridge and above it what lies behind. A pixel is lighter than both by the
// sun's light on the rim only.
TEST(edges_lie_between_their_sides) {
    struct surface *s;
    CHECK_STATUS(surface_create(1280, 800, &s), OK);
    CHECK_STATUS(wallpaper_draw(s, false), OK);
    uint32_t wrong = 0;
    for (int32_t x = 0; x < 1280; x++) {
        for (int32_t y = 500; y < 797; y++) {
            int32_t before = (int32_t)ARGB_G(surface_row(s, y - 3)[x]);
            int32_t here = (int32_t)ARGB_G(surface_row(s, y)[x]);
            int32_t after = (int32_t)ARGB_G(surface_row(s, y + 3)[x]);
            wrong += here > MAX(before, after) + 10 || here < MIN(before, after) - 4;
        }
    }
    CHECK_EQ(wrong, 0);
    surface_destroy(s);
}
