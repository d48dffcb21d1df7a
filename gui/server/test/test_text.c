// SPDX-License-Identifier: MIT
#include <base/rng.h>
#include <test/test.h>

#include <string.h>

#include "host/stage.h"
#include "text_int.h"

static struct stage stage;

static struct text *text(void) {
    if (stage.text == NULL) {
        CHECK_STATUS(stage_open(HESPER_FONTS_DIR, &stage), OK);
    }
    return stage.text;
}

static struct text_spec spec_of(const char *utf8, uint32_t flags, lpx_t width) {
    return (struct text_spec){
        .utf8 = utf8,
        .len_b = (uint32_t)strlen(utf8),
        .flags = flags,
        .width = width,
    };
}

static struct text_extent measure(const char *utf8, uint32_t flags, lpx_t width) {
    struct text_spec s = spec_of(utf8, flags, width);
    return text_measure(text(), &s);
}

TEST(pairs_are_kerned) {
    lpx_t apart = measure("A", 0, 0).size.w + measure("V", 0, 0).size.w;
    CHECK(measure("AV", 0, 0).size.w < apart - 32);
}

TEST(empty_text_is_one_line_high) {
    struct text_extent e = measure("", 0, 0);
    CHECK_EQ(e.size.w, 0);
    CHECK_EQ(e.size.h, LPX(20));
    CHECK_EQ(e.lines, 1);
    struct text_spec none = { 0 };
    CHECK_EQ(text_measure(text(), &none).lines, 1);
}

TEST(words_wrap_within_the_width) {
    const char *s = "one two three four five six seven";
    struct text_extent e = measure(s, TEXT_WRAP, LPX(60));
    CHECK(e.lines > 2);
    CHECK(e.size.w <= LPX(60));
    CHECK_EQ(e.size.h, (lpx_t)e.lines * LPX(20));
    CHECK_EQ(measure(s, TEXT_WRAP, measure(s, 0, 0).size.w).lines, 1);
    CHECK_EQ(measure(s, TEXT_WRAP, 0).lines, 1);
}

TEST(long_words_are_broken) {
    struct text_extent e = measure("Donaudampfschifffahrtsgesellschaft", TEXT_WRAP, LPX(50));
    CHECK(e.lines >= 4);
    CHECK(e.size.w <= LPX(50));
    CHECK_EQ(measure("abc", TEXT_WRAP, 1).lines, 3); // at least one glyph on a line
}

TEST(line_feeds_end_paragraphs) {
    CHECK_EQ(measure("a\nb", TEXT_WRAP, LPX(500)).lines, 2);
    CHECK_EQ(measure("a\n\nb\n", TEXT_WRAP, LPX(500)).lines, 4);
    CHECK_EQ(measure("\n", TEXT_WRAP, LPX(500)).lines, 2);
    CHECK_EQ(measure("a\nb", 0, 0).lines, 1); // one line shows a box
}

TEST(max_lines_cut_with_an_ellipsis) {
    struct text_spec s = spec_of("one two three four five six", TEXT_WRAP | TEXT_ELLIPSIS, LPX(50));
    s.max_lines = 2;
    struct text_extent e = text_measure(text(), &s);
    CHECK_EQ(e.lines, 2);
    CHECK(e.cut);
    CHECK(e.size.w <= LPX(50));
}

TEST(ellipsis_fits_into_the_width) {
    const char *s = "A title that is too long";
    for (lpx_t w = LPX(20); w < LPX(160); w += 77) {
        struct text_extent e = measure(s, TEXT_ELLIPSIS, w);
        CHECK(e.size.w <= w);
        CHECK(e.cut == (measure(s, 0, 0).size.w > w));
    }
    CHECK(!measure(s, TEXT_ELLIPSIS, measure(s, 0, 0).size.w).cut);
}

TEST(what_must_be_seen_is_a_box) {
    static const char *const odd[] = { "\x01",         "\x7f", "\xc2\x85",        "\xe2\x80\xae",
                                       "\xe2\x81\xa6", "\xff", "\xf0\x9f\x98\x80" };
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        struct text_run r = text_shape(text(), FONT_REGULAR, odd[i], (uint32_t)strlen(odd[i]));
        // U+FFFD, for bytes that are no UTF-8, is a glyph of the font.
        CHECK(r.num_glyphs == 1 && (r.glyphs[0].id >= TEXT_BOX_ID || odd[i][0] == '\xff'));
        CHECK(measure(odd[i], 0, 0).size.w > LPX(5));
    }
}

TEST(carets_go_forth_and_back) {
    struct text_spec s = spec_of("Grüße, world", 0, 0);
    CHECK_EQ(text_caret_x(text(), &s, 0), 0);
    lpx_t before = -1;
    for (uint32_t at = 0; at <= s.len_b; at++) {
        if (at < s.len_b && ((uint8_t)s.utf8[at] & 0xc0) == 0x80) {
            continue; // inside of a character
        }
        lpx_t x = text_caret_x(text(), &s, at);
        CHECK(x > before);
        CHECK_EQ(text_caret_at(text(), &s, x), at);
        before = x;
    }
    CHECK_EQ(text_caret_at(text(), &s, -500), 0);
    CHECK_EQ(text_caret_at(text(), &s, LPX(5000)), s.len_b);
}

/// Draws `utf8` and returns the surface.
static struct surface *picture(const char *utf8, scale_t scale) {
    struct surface *to;
    CHECK_STATUS(surface_create(200, 40, &to), OK);
    struct draw d = draw_make(to, surface_box(to), scale, stage.masks);
    draw_set(&d, surface_box(to), 0xffffffffu);
    struct text_spec s = spec_of(utf8, 0, 0);
    text_draw(text(), &d, &s, (struct lpx_rect){ 0, 0, LPX(100), LPX(20) }, TEXT_START,
              0xff000000u);
    return to;
}

TEST(full_caches_change_no_pixel) {
    (void)text();
    struct surface *before = picture("Some words, 123", 100);
    for (uint32_t i = 0; i < 60; i++) { // other sizes until the glyphs are forgotten
        char line[32];
        for (uint32_t j = 0; j < sizeof(line); j++) {
            line[j] = (char)(32 + (i * 31 + j) % 90);
        }
        struct draw d = draw_make(before, (struct px_box){ 0, 0, 0, 0 }, 100 + i * 5, stage.masks);
        struct text_spec s = { .utf8 = line, .len_b = sizeof(line), .style = UI_DISPLAY };
        text_draw(text(), &d, &s, (struct lpx_rect){ 0, 0, LPX(100), LPX(20) }, TEXT_START, 1);
        d.clip = (struct px_box){ 199, 0, 200, 40 };
        text_draw(text(), &d, &s, (struct lpx_rect){ 0, 0, LPX(100), LPX(20) }, TEXT_START, 1);
    }
    struct surface *after = picture("Some words, 123", 100);
    size_t size_b = (size_t)before->stride_px * 4;
    uint32_t wrong = 0;
    for (int32_t y = 0; y < 40; y++) {
        wrong += memcmp(surface_row(before, y), surface_row(after, y), size_b - 64) != 0;
    }
    CHECK_EQ(wrong, 0);
    surface_destroy(before);
    surface_destroy(after);
}

TEST(text_stays_near_its_line) {
    struct surface *s = picture("Ägypten (fjord)", 100);
    uint32_t below = 0;
    for (int32_t x = 0; x < 200; x++) {
        below += surface_row(s, 20)[x] != 0xffffffffu;
        below += surface_row(s, 0)[x] != 0xffffffffu;
    }
    CHECK_EQ(below, 0);
    surface_destroy(s);
}

TEST(any_bytes_can_be_drawn) {
    struct rng rng;
    rng_init(&rng, 11);
    for (int run = 0; run < 300; run++) {
        char bytes[200];
        uint32_t len = rng_below(&rng, sizeof(bytes));
        for (uint32_t i = 0; i < len; i++) {
            bytes[i] = (char)rng_next(&rng);
        }
        struct text_spec s = {
            .utf8 = bytes,
            .len_b = len,
            .style = (enum ui_style)rng_below(&rng, 8),
            .flags = rng_below(&rng, 8),
            .width = (lpx_t)rng_below(&rng, 10000) - 500,
            .max_lines = rng_below(&rng, 4),
        };
        struct surface *to;
        CHECK_STATUS(surface_create(90, 50, &to), OK);
        struct draw d = draw_make(to, surface_box(to), 100 + 50 * rng_below(&rng, 5), stage.masks);
        struct text_extent e = text_measure(text(), &s);
        CHECK(e.lines >= 1 && (s.max_lines == 0 || e.lines <= s.max_lines));
        text_draw(text(), &d, &s, (struct lpx_rect){ 100, -300, 2000, 3000 },
                  (enum text_align)rng_below(&rng, 3), 0xff123456u);
        text_draw_at(text(), &d, &s, (struct lpx_point){ 500, 500 }, TEXT_END, 0x80123456u);
        (void)text_caret_x(text(), &s, rng_below(&rng, 300));
        (void)text_caret_at(text(), &s, (lpx_t)rng_below(&rng, 9000));
        surface_destroy(to);
    }
}

TEST(what_is_no_font_is_refused) {
    struct text *t = NULL;
    static const char junk[100] = "OTTO";
    struct text_blob blobs[FONT_NUM] = {
        { junk, sizeof(junk) }, { junk, 0 }, { junk, 4 }, { junk, sizeof(junk) }
    };
    CHECK_STATUS(text_create(blobs, &t), ERR_BAD_FORMAT);
    CHECK(t == NULL);
}
