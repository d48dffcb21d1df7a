// SPDX-License-Identifier: MIT
// Widgets and frames: any part repainted gives the same pixels; nothing leaves its extent.
#include <base/rng.h>
#include <test/test.h>

#include <math.h>
#include <string.h>

#include "host/windows.h"

static struct stage stage;

static struct stage *open_stage(enum theme_kind theme, scale_t scale) {
    if (stage.text == NULL) {
        CHECK_STATUS(stage_open(HESPER_FONTS_DIR, &stage), OK);
    }
    stage_set(&stage, theme, scale);
    return &stage;
}

static const struct stage_window *const windows[] = {
    &window_counter, &window_hello, &window_todo, &window_settings, &window_buttons, &window_text,
};

static bool same(const struct surface *a, const struct surface *b) {
    for (int32_t y = 0; y < a->h_px; y++) {
        if (memcmp(surface_row(a, y), surface_row(b, y), (size_t)a->w_px * sizeof(pargb_t)) != 0) {
            return false;
        }
    }
    return true;
}

TEST(any_part_repainted_gives_the_same_pixels) {
    static const scale_t scales[] = { 100, 125, 150, 200 };
    struct rng rng;
    rng_init(&rng, 1);
    for (size_t i = 0; i < ARRAY_LEN(windows); i++) {
        struct stage *s = open_stage(i % 2 == 0 ? THEME_LIGHT : THEME_DARK, scales[i % 4]);
        struct surface *whole = stage_draw(s, windows[i]);
        struct surface *parts = stage_draw(s, windows[i]);
        REQUIRE(whole != NULL && parts != NULL);
        for (int run = 0; run < 60; run++) {
            int32_t x = (int32_t)rng_below(&rng, (uint32_t)whole->w_px);
            int32_t y = (int32_t)rng_below(&rng, (uint32_t)whole->h_px);
            struct px_box clip = { x, y, x + 1 + (int32_t)rng_below(&rng, 90),
                                   y + 1 + (int32_t)rng_below(&rng, 90) };
            stage_paint(s, windows[i], parts, clip);
        }
        CHECK(same(whole, parts));
        surface_destroy(whole);
        surface_destroy(parts);
    }
}

TEST(widgets_stay_inside_of_their_extent) {
    for (scale_t scale = 100; scale <= 200; scale += 25) {
        struct stage *s = open_stage(THEME_LIGHT, scale);
        for (size_t i = 0; i < ARRAY_LEN(windows); i++) {
            struct surface *to = NULL;
            int32_t w = lpx_snap(windows[i]->frame.size.w, scale);
            int32_t h = lpx_snap(windows[i]->frame.size.h, scale);
            CHECK_STATUS(surface_create(w, h, &to), OK);
            for (uint32_t j = 0; j < windows[i]->num_nodes; j++) {
                const struct paint_node *n = &windows[i]->nodes[j];
                struct paint p = { .draw = draw_make(to, surface_box(to), scale, s->masks),
                                   .theme = s->theme,
                                   .text = s->text };
                draw_set(&p.draw, surface_box(to), 0);
                paint_node(&p, n);
                draw_set(&p.draw, paint_extent(n, scale), 0);
                uint32_t left = 0;
                for (int32_t y = 0; y < h; y++) {
                    for (int32_t x = 0; x < w; x++) {
                        left += surface_row(to, y)[x] != 0;
                    }
                }
                CHECK_EQ(left, 0);
            }
            surface_destroy(to);
        }
    }
}

TEST(states_of_controls_look_different) {
    struct stage *s = open_stage(THEME_DARK, 100);
    static const uint32_t flags[] = { 0, PAINT_HOVER, PAINT_PRESSED, PAINT_FOCUS, PAINT_DISABLED };
    static const enum paint_kind kinds[] = { PAINT_BUTTON, PAINT_CHECKBOX };
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        struct surface *seen[ARRAY_LEN(flags)];
        for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
            CHECK_STATUS(surface_create(100, 40, &seen[i]), OK);
            struct paint p = { .draw = draw_make(seen[i], surface_box(seen[i]), 100, s->masks),
                               .theme = s->theme,
                               .text = s->text };
            struct paint_node n = { .kind = kinds[k],
                                    .utf8 = "Go",
                                    .len_b = 2,
                                    .flags = flags[i],
                                    .box = { LPX(4), LPX(4), LPX(80), LPX(32) } };
            paint_node(&p, &n);
            for (size_t j = 0; j < i; j++) {
                CHECK(!same(seen[i], seen[j]));
            }
        }
        for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
            surface_destroy(seen[i]);
        }
    }
}

TEST(buttons_measure_their_label) {
    struct stage *s = open_stage(THEME_LIGHT, 100);
    struct paint_node n = { .kind = PAINT_BUTTON, .utf8 = "Add one", .len_b = 7 };
    struct lpx_size size = paint_measure(s->text, &n, 0);
    CHECK_EQ(size.h, LPX(32));
    CHECK(size.w > LPX(28 + 40) && size.w < LPX(28 + 70));
    n.len_b = 0;
    CHECK_EQ(paint_measure(s->text, &n, 0).w, LPX(32));
    n = (struct paint_node){
        .kind = PAINT_TEXT, .utf8 = "a b c d e f", .len_b = 11, .flags = PAINT_WRAP
    };
    CHECK(paint_measure(s->text, &n, LPX(20)).h > paint_measure(s->text, &n, 0).h);
}

TEST(header_buttons_lie_in_the_header) {
    struct paint_window w = { .size = { LPX(200), LPX(100) } };
    struct lpx_rect close = paint_window_button(&w, PAINT_WIN_CLOSE);
    CHECK_EQ(close.x + close.w, LPX(188));
    CHECK_EQ(close.y, LPX(8));
    struct lpx_rect minimise = paint_window_button(&w, PAINT_WIN_MINIMISE);
    CHECK_EQ(minimise.x, LPX(200 - 12 - 3 * 24 - 2 * 4));
    w.flags = PAINT_WIN_FIXED;
    CHECK_EQ(paint_window_button(&w, PAINT_WIN_MAXIMISE).w, 0);
    CHECK_EQ(paint_window_button(&w, PAINT_WIN_MINIMISE).x, LPX(200 - 12 - 2 * 24 - 4));
    w.flags = PAINT_WIN_NO_HEADER;
    CHECK_EQ(paint_window_button(&w, PAINT_WIN_CLOSE).w, 0);
}

TEST(corners_are_cut_but_not_of_square_windows) {
    struct stage *s = open_stage(THEME_LIGHT, 100);
    struct stage_window w = window_counter;
    struct surface *a = stage_draw(s, &w);
    w.frame.flags |= PAINT_WIN_SQUARE;
    struct surface *b = stage_draw(s, &w);
    REQUIRE(a != NULL && b != NULL);
    CHECK_EQ(surface_row(a, 0)[0], 0);
    CHECK_EQ(ARGB_A(surface_row(b, 0)[0]), 255);
    CHECK_EQ(ARGB_A(surface_row(a, 12)[0]), 255);
    surface_destroy(a);
    surface_destroy(b);
}

TEST(canvases_survive_any_number) {
    struct stage *s = open_stage(THEME_LIGHT, 150);
    struct surface *to = NULL;
    CHECK_STATUS(surface_create(80, 80, &to), OK);
    struct paint p = { .draw = draw_make(to, (struct px_box){ 10, 10, 70, 70 }, 150, s->masks),
                       .theme = s->theme,
                       .text = s->text };
    static const double odd[] = { 0, -1, 1e-30, 20, 1e9, -1e9, 3e38, -3e38, 0.5 };
    struct rng rng;
    rng_init(&rng, 9);
    struct paint_canvas *c = paint_canvas_begin(&p, (struct lpx_rect){ 0, 0, LPX(60), LPX(60) });
    REQUIRE(c != NULL);
    for (int i = 0; i < 400; i++) {
        double n[6];
        for (int j = 0; j < 6; j++) {
            n[j] = odd[rng_below(&rng, ARRAY_LEN(odd))];
        }
        struct text_spec text = { .utf8 = "x", .len_b = 1 };
        paint_canvas_color(c, (argb_t)rng_next(&rng));
        paint_canvas_circle(c, n[0], n[1], n[2]);
        paint_canvas_rrect(c, n, n[4]);
        paint_canvas_rect(c, n[3], n[2], n[1], n[0]);
        paint_canvas_line(c, n, n[5]);
        paint_canvas_move(c, n[0], n[1]);
        paint_canvas_curve_to(c, n);
        paint_canvas_line_to(c, n[4], n[5]);
        paint_canvas_close(c);
        paint_canvas_stroke(c, n[3]);
        paint_canvas_text(c, &text, n[0], n[1], TEXT_CENTER);
    }
    paint_canvas_end(c);
    uint32_t outside = 0;
    for (int32_t i = 0; i < 80; i++) {
        outside += surface_row(to, 9)[i] != 0 || surface_row(to, 70)[i] != 0;
        outside += surface_row(to, i)[9] != 0 || surface_row(to, i)[70] != 0;
    }
    CHECK_EQ(outside, 0);
    surface_destroy(to);
    CHECK(paint_canvas_begin(&p, (struct lpx_rect){ LPX(500), 0, LPX(9), LPX(9) }) == NULL);
}

TEST(widgets_of_any_size_and_place_do_no_harm) {
    struct rng rng;
    rng_init(&rng, 21);
    static const char label[] = "Some label, long enough to be cut";
    static const int32_t odd[] = { 0, 1, -1, 63, LPX(10), LPX(50), LPX(-30), 1 << 26, -(1 << 26) };
    for (int run = 0; run < 4000; run++) {
        scale_t scale = 100 + 25 * rng_below(&rng, 9);
        struct stage *s = open_stage(run % 2 == 0 ? THEME_LIGHT : THEME_DARK, scale);
        struct surface *to = NULL;
        CHECK_STATUS(surface_create(60, 60, &to), OK);
        int32_t n[4];
        for (int i = 0; i < 4; i++) {
            n[i] = odd[rng_below(&rng, ARRAY_LEN(odd))];
        }
        struct paint p = { .draw = draw_make(to, surface_box(to), scale, s->masks),
                           .theme = s->theme,
                           .text = s->text };
        struct paint_node node = {
            .kind = (enum paint_kind)rng_below(&rng, PAINT_NUM_KINDS),
            .flags = (uint32_t)rng_next(&rng),
            .tone = (enum ui_tone)rng_below(&rng, 14),
            .style = (enum ui_style)rng_below(&rng, 8),
            .align = (enum text_align)rng_below(&rng, 3),
            .icon = (enum ui_icon)rng_below(&rng, 40),
            .box = { n[0], n[1], n[2], n[3] },
            .utf8 = label,
            .len_b = rng_below(&rng, sizeof(label)),
            .color = (argb_t)rng_next(&rng),
            .value = (uint32_t)rng_next(&rng),
            .caret_b = rng_below(&rng, 50),
            .select_b = rng_below(&rng, 50),
        };
        paint_node(&p, &node);
        (void)paint_measure(s->text, &node, n[3]);
        struct paint_window w = { .size = { n[2], n[3] },
                                  .flags = (uint32_t)rng_next(&rng),
                                  .title = label,
                                  .title_len_b = node.len_b };
        paint_begin(&p, &w);
        paint_end(&p, &w);
        surface_destroy(to);
    }
}
