// SPDX-License-Identifier: MIT
// Filling: shapes are symmetric, clipping never changes a pixel, nothing leaves the clip.
#include <base/rng.h>
#include <test/test.h>

#include <string.h>

#include "icon.h"

#define SIZE 64

static struct mask_cache *masks;

static struct surface *fresh(void) {
    struct surface *s = NULL;
    if (masks == NULL) {
        CHECK_STATUS(mask_cache_create(&masks), OK);
    }
    CHECK_STATUS(surface_create(SIZE, SIZE, &s), OK);
    return s;
}

static void draw_all(const struct draw *d) {
    draw_set(d, (struct px_box){ 0, 0, SIZE, SIZE }, 0xff204060u);
    draw_rrect(d, (struct px_box){ 3, 4, 40, 30 }, LPX(8), 0xffd0e0f0u);
    draw_rrect_gradient(d, (struct px_box){ 10, 20, 61, 41 }, LPX(6.5), 0xffff8000u, 0x80204080u);
    draw_rrect_border(d, (struct px_box){ 2, 2, 62, 62 }, LPX(12), 90, 0xc0ffffffu);
    draw_fill(d, (struct px_box){ 30, 1, 33, 60 }, 0x4000ff00u);
    icon_draw(d, UI_TRASH, (struct px_point){ 44, 44 }, LPX(16), LPX(1.5), 0xffffffffu);
    draw_cut_corners(d, (struct px_box){ 0, 0, SIZE, SIZE }, LPX(12));
}

TEST(pieces_give_the_same_pixels_as_the_whole) {
    struct surface *whole = fresh();
    struct surface *pieces = fresh();
    struct draw d = draw_make(whole, surface_box(whole), 100, masks);
    draw_all(&d);
    for (int32_t y = 0; y < SIZE; y += 7) {
        for (int32_t x = 0; x < SIZE; x += 5) {
            d = draw_make(pieces, (struct px_box){ x, y, x + 5, y + 7 }, 100, masks);
            draw_all(&d);
        }
    }
    CHECK_EQ(memcmp(whole->pixels, pieces->pixels, SIZE * SIZE * sizeof(pargb_t)), 0);
    surface_destroy(whole);
    surface_destroy(pieces);
}

TEST(nothing_is_drawn_outside_of_the_clip) {
    struct surface *s = fresh();
    struct draw d = draw_make(s, (struct px_box){ 20, 20, 30, 30 }, 100, masks);
    draw_all(&d);
    d = draw_make(s, (struct px_box){ -50, -50, 500, 3 }, 100, masks);
    CHECK_EQ(d.clip.x1, 0);
    CHECK_EQ(d.clip.x2, SIZE);
    uint32_t outside = 0;
    for (int32_t y = 0; y < SIZE; y++) {
        for (int32_t x = 0; x < SIZE; x++) {
            bool in = x >= 20 && x < 30 && y >= 20 && y < 30;
            outside += !in && surface_row(s, y)[x] != 0;
        }
    }
    CHECK_EQ(outside, 0);
    surface_destroy(s);
}

TEST(rounded_rectangles_are_symmetric) {
    struct surface *s = fresh();
    struct draw d = draw_make(s, surface_box(s), 100, masks);
    draw_rrect(&d, (struct px_box){ 0, 0, SIZE, SIZE }, LPX(12), 0xffffffffu);
    uint32_t wrong = 0;
    for (int32_t y = 0; y < SIZE; y++) {
        for (int32_t x = 0; x < SIZE; x++) {
            pargb_t c = surface_row(s, y)[x];
            wrong += c != surface_row(s, SIZE - 1 - y)[x];
            wrong += c != surface_row(s, y)[SIZE - 1 - x];
        }
    }
    CHECK_EQ(wrong, 0);
    CHECK_EQ(surface_row(s, 0)[0], 0);
    CHECK_EQ(surface_row(s, 12)[0], 0xffffffffu);
    surface_destroy(s);
}

TEST(every_pixel_is_covered_once) {
    for (int32_t side = 5; side < 30; side++) { // odd pills have corners that meet
        struct surface *s = fresh();
        struct draw d = draw_make(s, surface_box(s), 100, masks);
        draw_rrect(&d, (struct px_box){ 1, 1, 1 + side, 1 + side }, LPX(99), 0x80ffffffu);
        draw_rrect(&d, (struct px_box){ 31, 1, 31 + side, 60 }, LPX(99), 0x80ffffffu);
        draw_rrect_border(&d, (struct px_box){ 1, 31, 1 + side, 60 }, LPX(99), 96, 0x80ffffffu);
        uint32_t wrong = 0;
        for (int32_t y = 0; y < SIZE; y++) {
            for (int32_t x = 0; x < SIZE; x++) {
                wrong += ARGB_A(surface_row(s, y)[x]) > 0x80;
            }
        }
        CHECK_EQ(wrong, 0);
        surface_destroy(s);
    }
}

TEST(corner_covers_a_quarter_of_a_disc) {
    surface_destroy(fresh());
    const struct mask *m = mask_corner(masks, 12 * 64);
    REQUIRE(m != NULL);
    CHECK_EQ(m->w_px, 12);
    uint32_t sum = 0;
    for (int32_t y = 0; y < 12; y++) {
        for (int32_t x = 0; x < 12; x++) {
            sum += m->a[y * m->stride_b + x];
        }
    }
    uint32_t area = sum * 100 / 255; // pi / 4 * 144 = 113.1
    CHECK(area >= 11290 && area <= 11330);
}

TEST(ring_and_inner_disc_make_the_outer_disc) {
    struct surface *s = fresh();
    surface_destroy(s);
    uint8_t ring[400];
    const struct mask *m = mask_corner_ring(masks, 10 * 64, 3 * 64);
    REQUIRE(m != NULL && m->h_px * m->stride_b <= (int32_t)sizeof(ring));
    memcpy(ring, m->a, (size_t)m->h_px * (size_t)m->stride_b);
    uint8_t inner[400];
    m = mask_corner(masks, 7 * 64);
    REQUIRE(m != NULL && m->h_px * m->stride_b <= (int32_t)sizeof(inner));
    int32_t inner_stride = m->stride_b;
    memcpy(inner, m->a, (size_t)m->h_px * (size_t)m->stride_b);
    m = mask_corner(masks, 10 * 64);
    REQUIRE(m != NULL);
    for (int32_t y = 3; y < 10; y++) {
        for (int32_t x = 3; x < 10; x++) {
            int32_t both = ring[y * m->stride_b + x] + inner[(y - 3) * inner_stride + x - 3];
            int32_t off = both - m->a[y * m->stride_b + x];
            CHECK(off >= -1 && off <= 1); // each is rounded
        }
    }
}

TEST(a_full_cache_forgets_and_goes_on) {
    struct surface *s = fresh();
    struct surface *again = fresh();
    struct draw d = draw_make(s, surface_box(s), 100, masks);
    draw_all(&d);
    for (int32_t r = 1; r < 1000; r++) {
        CHECK(mask_corner(masks, r * 5) != NULL);
    }
    d.to = again;
    draw_all(&d);
    CHECK_EQ(memcmp(s->pixels, again->pixels, SIZE * SIZE * sizeof(pargb_t)), 0);
    surface_destroy(s);
    surface_destroy(again);
}

TEST(odd_rectangles_do_no_harm) {
    struct surface *s = fresh();
    struct rng rng;
    rng_init(&rng, 3);
    for (int i = 0; i < 20000; i++) {
        struct draw d = draw_make(s, surface_box(s), 100, masks);
        int32_t n[6];
        for (int j = 0; j < 6; j++) {
            n[j] = (int32_t)(rng_next(&rng) % 200) - 70;
        }
        struct px_box box = { n[0], n[1], n[2], n[3] };
        draw_rrect(&d, box, n[4] * 64, (argb_t)rng_next(&rng));
        draw_rrect_border(&d, box, n[4] * 64, n[5] < 0 ? 1 : n[5] * 16, (argb_t)rng_next(&rng));
        draw_rrect_gradient(&d, box, n[5] * 64, (argb_t)rng_next(&rng), (argb_t)rng_next(&rng));
        draw_cut_corners(&d, box, n[4] * 64);
        icon_draw(&d, (uint32_t)n[5], (struct px_point){ n[0], n[1] }, n[2] * 64, 64, 0xffffffffu);
    }
    surface_destroy(s);
}

TEST(sizes_of_surfaces_are_checked) {
    struct surface *s = NULL;
    struct surface w;
    uint32_t pixels[16];
    CHECK_STATUS(surface_create(0, 5, &s), ERR_BAD_SIZE);
    CHECK_STATUS(surface_create(5, SURFACE_MAX_PX + 1, &s), ERR_BAD_SIZE);
    CHECK(s == NULL);
    CHECK_STATUS(surface_wrap(&w, pixels, 4, 4, 15), ERR_BAD_SIZE);
    CHECK_STATUS(surface_wrap(&w, pixels, 4, 4, 12), ERR_BAD_SIZE);
    CHECK_STATUS(surface_wrap(&w, pixels, 4, 4, 16), OK);
    CHECK(surface_row(&w, 1) == pixels + 4);
}
