// SPDX-License-Identifier: MIT
// The blending formulas against exact arithmetic, and vectors against scalars.
#include <base/rng.h>
#include <test/test.h>

#include "theme.h"
#include "vec.h"

TEST(div255_rounds_to_nearest) {
    uint32_t wrong = 0;
    for (uint32_t x = 0; x <= 255 * 255; x++) {
        wrong += color_div255(x) != (2 * x + 255) / 510;
    }
    CHECK_EQ(wrong, 0);
}

TEST(mul_treats_each_part_alone) {
    uint32_t wrong = 0;
    for (uint32_t part = 0; part < 256; part++) {
        for (uint32_t a = 0; a < 256; a++) {
            pargb_t c = color_mul(ARGB(part, 255 - part, part, 255 - part), a);
            wrong += ARGB_A(c) != color_div255(part * a);
            wrong += ARGB_R(c) != color_div255((255 - part) * a);
            wrong += ARGB_G(c) != color_div255(part * a);
            wrong += ARGB_B(c) != color_div255((255 - part) * a);
        }
    }
    CHECK_EQ(wrong, 0);
}

TEST(over_keeps_the_ends) {
    CHECK_EQ(color_over(0xff102030u, 0), 0xff102030u);
    CHECK_EQ(color_over(0xff102030u, 0xffa0b0c0u), 0xffa0b0c0u);
    CHECK_EQ(color_premul(0x00ffffffu), 0);
    CHECK_EQ(color_premul(0xff123456u), 0xff123456u);
    CHECK_EQ(color_percent(0xff123456u, 100), 0xff123456u);
    CHECK_EQ(color_percent(0xff123456u, 0), 0x00123456u);
}

TEST(vectors_blend_as_scalars_do) {
    struct rng rng;
    rng_init(&rng, 7);
    uint32_t wrong = 0;
    for (int run = 0; run < 20000; run++) {
        pargb_t src[4], dst[4], out[4];
        for (int i = 0; i < 4; i++) {
            src[i] = color_premul((argb_t)rng_next(&rng));
            dst[i] = (pargb_t)rng_next(&rng) | 0xff000000u;
        }
        vec_u8 s = vec_load(src);
        vec_store(out, vec_over(vec_load(dst), s, vec_inverse_alpha(vec_low(s)),
                                vec_inverse_alpha(vec_high(s))));
        for (int i = 0; i < 4; i++) {
            wrong += out[i] != color_over(dst[i], src[i]);
        }
    }
    CHECK_EQ(wrong, 0);
}

TEST(contrast_of_known_pairs) {
    CHECK_EQ(theme_contrast_x100(0xff000000u, 0xffffffffu), 2099); // 21 : 1, rounded down
    CHECK_EQ(theme_contrast_x100(0xff777777u, 0xff777777u), 100);
    uint32_t grey = theme_contrast_x100(0xff767676u, 0xffffffffu); // the classic 4.54 : 1
    CHECK(grey >= 452 && grey <= 456);
}

TEST(text_can_be_read_in_both_themes) {
    static const enum theme_color inks[] = { COLOR_TEXT_1, COLOR_TEXT_2, COLOR_TEXT_3,
                                             COLOR_ACCENT, COLOR_DANGER, COLOR_SUCCESS };
    static const enum theme_color grounds[] = { COLOR_WINDOW, COLOR_CHROME, COLOR_CARD };
    for (int kind = 0; kind < THEME_NUM_KINDS; kind++) {
        const struct theme *t = theme_get((enum theme_kind)kind);
        for (size_t i = 0; i < ARRAY_LEN(inks); i++) {
            for (size_t j = 0; j < ARRAY_LEN(grounds); j++) {
                CHECK(theme_contrast_x100(t->color[inks[i]], t->color[grounds[j]]) >= 450);
            }
        }
        CHECK(theme_contrast_x100(t->color[COLOR_ON_ACCENT], t->color[COLOR_ACCENT_FILL]) >= 450);
        CHECK(theme_contrast_x100(t->color[COLOR_ON_DANGER], t->color[COLOR_DANGER]) >= 450);
    }
}

TEST(edges_of_neighbours_meet_at_every_scale) {
    static const scale_t scales[] = { 100, 125, 150, 200, 300 };
    for (size_t i = 0; i < ARRAY_LEN(scales); i++) {
        for (lpx_t x = -2000; x < 2000; x += 37) {
            struct lpx_rect left = { x, 0, 333, 64 };
            struct lpx_rect right = { x + 333, 0, 100, 64 };
            CHECK_EQ(lpx_snap_rect(left, scales[i]).x2, lpx_snap_rect(right, scales[i]).x1);
        }
        CHECK_EQ(lpx_snap(LPX(-100), scales[i]), -lpx_snap(LPX(100), scales[i]));
        CHECK(px_hairline(scales[i]) >= 1);
    }
}
