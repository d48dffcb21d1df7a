// SPDX-License-Identifier: MIT
// Composition against the simplest one thinkable: every layer, whole, from back to front.
#include <base/rng.h>
#include <test/test.h>

#include <string.h>

#include "compose.h"
#include "shadow_blur.h"

#define W 200
#define H 150

static struct shadow_cache *shadows;

static struct surface *noise(struct rng *rng, int32_t w, int32_t h, bool opaque) {
    struct surface *s;
    CHECK_STATUS(surface_create(w, h, &s), OK);
    for (int32_t y = 0; y < h; y++) {
        for (int32_t x = 0; x < w; x++) {
            argb_t c = (argb_t)rng_next(rng);
            surface_row(s, y)[x] = color_premul(opaque ? c | 0xff000000u : c);
        }
    }
    return s;
}

/// Corners of `r` pixels become translucent.
static void soften_corners(struct surface *s, int32_t r) {
    for (int32_t y = 0; y < s->h_px; y++) {
        for (int32_t x = 0; x < s->w_px; x++) {
            bool edge_x = x < r || x >= s->w_px - r;
            bool edge_y = y < r || y >= s->h_px - r;
            if (edge_x && edge_y) {
                surface_row(s, y)[x] = color_mul(surface_row(s, y)[x], 100);
            }
        }
    }
}

static void naive(struct surface *out, const struct compose_layer *layers, uint32_t n) {
    for (int32_t y = 0; y < out->h_px; y++) {
        for (int32_t x = 0; x < out->w_px; x++) {
            surface_row(out, y)[x] = 0xff000000u;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct compose_layer *l = &layers[i];
        struct px_box box = { l->x_px, l->y_px, l->x_px + l->surface->w_px,
                              l->y_px + l->surface->h_px };
        if (l->opacity == 0) {
            continue;
        }
        if (l->shadow != NULL) {
            shadow_draw(l->shadow, out, box, surface_box(out), l->opacity);
        }
        struct px_box b = px_box_intersect(box, surface_box(out));
        for (int32_t y = b.y1; y < b.y2; y++) {
            for (int32_t x = b.x1; x < b.x2; x++) {
                pargb_t c = surface_row(l->surface, y - l->y_px)[x - l->x_px];
                pargb_t *to = &surface_row(out, y)[x];
                *to = color_over(*to, color_mul(c, l->opacity));
            }
        }
    }
}

static uint32_t differences(const struct surface *a, const struct surface *b) {
    uint32_t n = 0;
    for (int32_t y = 0; y < a->h_px; y++) {
        for (int32_t x = 0; x < a->w_px; x++) {
            n += surface_row(a, y)[x] != surface_row(b, y)[x];
        }
    }
    return n;
}

#define MAX_LAYERS 6

struct pile {
    struct surface *surfaces[MAX_LAYERS];
    struct compose_layer layers[MAX_LAYERS];
    uint32_t n;
};

static void pile_make(struct pile *p, struct rng *rng) {
    p->n = 2 + rng_below(rng, MAX_LAYERS - 1);
    for (uint32_t i = 0; i < p->n; i++) {
        bool wall = i == 0;
        bool opaque = wall || rng_below(rng, 4) != 0;
        int32_t w = wall ? W : 20 + (int32_t)rng_below(rng, 120);
        int32_t h = wall ? H : 20 + (int32_t)rng_below(rng, 100);
        p->surfaces[i] = noise(rng, w, h, opaque);
        struct compose_layer *l = &p->layers[i];
        *l = (struct compose_layer){
            .surface = p->surfaces[i],
            .flags = opaque ? COMPOSE_OPAQUE : 0u,
            .opacity = rng_below(rng, 4) == 0 && !wall ? (uint8_t)rng_below(rng, 256) : 255,
        };
        if (!wall) {
            l->x_px = (int32_t)rng_below(rng, W + 40) - 40;
            l->y_px = (int32_t)rng_below(rng, H + 40) - 40;
            enum shadow_kind kind = (enum shadow_kind)rng_below(rng, SHADOW_NUM_KINDS);
            if (opaque && rng_below(rng, 2) == 0) {
                l->corner_px = 12;
                soften_corners(p->surfaces[i], 12);
                l->shadow = shadow_get(shadows, kind, theme_get(THEME_LIGHT), 100, w, h);
            }
        }
    }
}

static void pile_free(struct pile *p) {
    for (uint32_t i = 0; i < p->n; i++) {
        surface_destroy(p->surfaces[i]);
    }
}

TEST(equals_painting_everything_over_everything) {
    struct rng rng;
    rng_init(&rng, 42);
    CHECK_STATUS(shadow_cache_create(&shadows), OK);
    struct surface *out, *want;
    CHECK_STATUS(surface_create(W, H, &out), OK);
    CHECK_STATUS(surface_create(W, H, &want), OK);
    for (int run = 0; run < 60; run++) {
        struct pile p;
        pile_make(&p, &rng);
        pixman_region32_t all;
        pixman_region32_init_rect(&all, -5, -5, W + 10, H + 10);
        CHECK_STATUS(compose_frame(out, &all, p.layers, p.n), OK);
        naive(want, p.layers, p.n);
        CHECK_EQ(differences(out, want), 0);
        pixman_region32_fini(&all);
        shadow_cache_flush(shadows);
        pile_free(&p);
    }
    surface_destroy(out);
    surface_destroy(want);
    shadow_cache_destroy(shadows);
}

TEST(damage_is_repainted_and_nothing_else) {
    struct rng rng;
    rng_init(&rng, 5);
    CHECK_STATUS(shadow_cache_create(&shadows), OK);
    struct surface *out, *want;
    CHECK_STATUS(surface_create(W, H, &out), OK);
    CHECK_STATUS(surface_create(W, H, &want), OK);
    for (int run = 0; run < 60; run++) {
        struct pile p;
        pile_make(&p, &rng);
        naive(want, p.layers, p.n);
        struct surface *before = noise(&rng, W, H, true);
        pixman_region32_t damage;
        pixman_region32_init(&damage);
        for (int i = 0; i < 3; i++) {
            (void)pixman_region32_union_rect(&damage, &damage, (int)rng_below(&rng, W),
                                             (int)rng_below(&rng, H), 1 + rng_below(&rng, 50),
                                             1 + rng_below(&rng, 50));
        }
        for (int32_t y = 0; y < H; y++) {
            memcpy(surface_row(out, y), surface_row(before, y), W * sizeof(pargb_t));
        }
        CHECK_STATUS(compose_frame(out, &damage, p.layers, p.n), OK);
        uint32_t wrong = 0;
        for (int32_t y = 0; y < H; y++) {
            for (int32_t x = 0; x < W; x++) {
                bool hit = pixman_region32_contains_point(&damage, x, y, NULL);
                const struct surface *from = hit ? want : before;
                wrong += surface_row(out, y)[x] != surface_row(from, y)[x];
            }
        }
        CHECK_EQ(wrong, 0);
        pixman_region32_fini(&damage);
        surface_destroy(before);
        shadow_cache_flush(shadows);
        pile_free(&p);
    }
    surface_destroy(out);
    surface_destroy(want);
    shadow_cache_destroy(shadows);
}

TEST(too_many_layers_are_refused) {
    struct surface *out;
    CHECK_STATUS(surface_create(4, 4, &out), OK);
    pixman_region32_t all;
    pixman_region32_init_rect(&all, 0, 0, 4, 4);
    CHECK_STATUS(compose_frame(out, &all, NULL, COMPOSE_MAX_LAYERS + 1), ERR_BAD_ARG);
    CHECK_EQ(out->pixels[0], 0);
    CHECK_STATUS(compose_frame(out, &all, NULL, 0), OK);
    CHECK_EQ(out->pixels[0], 0xff000000u);
    pixman_region32_fini(&all);
    surface_destroy(out);
}

/// The shadow of a large surface, drawn from slices.
static struct surface *shadow_picture(enum shadow_kind kind, int32_t w, int32_t h) {
    struct surface *to;
    CHECK_STATUS(surface_create(w + 240, h + 240, &to), OK);
    const struct shadow *s = shadow_get(shadows, kind, theme_get(THEME_LIGHT), 100, w, h);
    CHECK(s != NULL);
    if (s != NULL) {
        shadow_draw(s, to, (struct px_box){ 120, 120, 120 + w, 120 + h }, surface_box(to), 255);
    }
    return to;
}

TEST(slices_repeat_where_nothing_changes) {
    CHECK_STATUS(shadow_cache_create(&shadows), OK);
    struct surface *a = shadow_picture(SHADOW_FOCUSED, 400, 300);
    struct surface *b = shadow_picture(SHADOW_FOCUSED, 401, 300);
    uint32_t wrong = 0;
    for (int32_t y = 0; y < a->h_px; y++) {
        for (int32_t x = 0; x < 320; x++) {
            wrong += surface_row(a, y)[x] != surface_row(b, y)[x];
            wrong += surface_row(a, y)[a->w_px - 1 - x] != surface_row(b, y)[b->w_px - 1 - x];
            wrong += surface_row(a, y)[x] != surface_row(a, y)[a->w_px - 1 - x];
        }
    }
    CHECK_EQ(wrong, 0);
    // The middle of an edge is as far from both corners as from none: it is flat.
    CHECK_EQ(surface_row(a, 430)[320], surface_row(a, 430)[330]);
    CHECK(ARGB_A(surface_row(a, 430)[320]) > 20);
    CHECK_EQ(surface_row(a, 0)[0], 0);
    surface_destroy(a);
    surface_destroy(b);
    shadow_cache_destroy(shadows);
}

TEST(shadow_ends_inside_of_its_extent) {
    CHECK_STATUS(shadow_cache_create(&shadows), OK);
    for (int kind = SHADOW_FOCUSED; kind < SHADOW_NUM_KINDS; kind++) {
        struct surface *a =
            shadow_picture((enum shadow_kind)kind, 30, 300); // narrower than corners
        const struct shadow *s =
            shadow_get(shadows, (enum shadow_kind)kind, theme_get(THEME_LIGHT), 100, 30, 300);
        REQUIRE(s != NULL);
        struct px_box e = shadow_extent(s, (struct px_box){ 120, 120, 150, 420 });
        uint32_t outside = 0;
        for (int32_t y = 0; y < a->h_px; y++) {
            for (int32_t x = 0; x < a->w_px; x++) {
                bool in = x >= e.x1 && x < e.x2 && y >= e.y1 && y < e.y2;
                outside += !in && surface_row(a, y)[x] != 0;
            }
        }
        CHECK_EQ(outside, 0);
        surface_destroy(a);
    }
    CHECK(shadow_get(shadows, SHADOW_NONE, theme_get(THEME_LIGHT), 100, 30, 30) == NULL);
    shadow_cache_destroy(shadows);
}

TEST(many_sizes_do_not_use_up_the_cache) {
    CHECK_STATUS(shadow_cache_create(&shadows), OK);
    const struct theme *t = theme_get(THEME_DARK);
    const struct shadow *first = shadow_get(shadows, SHADOW_UNFOCUSED, t, 100, 500, 500);
    for (int32_t w = 1; w < 200; w++) {
        CHECK(shadow_get(shadows, SHADOW_UNFOCUSED, t, 100, w % 70 + 1, 20) != NULL);
        CHECK(shadow_get(shadows, SHADOW_UNFOCUSED, t, 100, 400 + w, 300) == first);
    }
    shadow_cache_destroy(shadows);
}

TEST(blur_keeps_the_middle_and_clears_the_edge) {
    struct blur_quarter q;
    CHECK_STATUS(blur_rect(&q, 101, 101, 12, 10), OK);
    const uint16_t *middle = blur_row(&q, q.full_h_px / 2);
    REQUIRE(middle != NULL);
    CHECK(middle[q.w_px - 1] > 64500); // rounding down three times
    CHECK(middle[0] < 16);
    int32_t half = middle[q.margin_px]; // at the rectangle's edge
    CHECK(half > 30000 && half < 36000);
    CHECK(blur_row(&q, -1) == NULL);
    CHECK(blur_row(&q, q.full_h_px) == NULL);
    blur_free(&q);
}
