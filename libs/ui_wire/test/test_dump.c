// SPDX-License-Identifier: MIT
// The readable notation, and the fuzzing entry over mutated samples.
#include "fixture.h"

#include <base/rng.h>
#include <test/test.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b);

static const char *dump(const struct fixture *f, uint32_t node, uint32_t options) {
    static char text[4096];
    struct ui_dump_buffer buffer = { text, sizeof text, 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    ui_tree_dump(&f->tree, node, options, &sink);
    return text;
}

TEST(whole_sample) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    REQUIRE(fixture_import(&f) == UI_IMPORT_ACCEPTED);
    CHECK_STR(dump(&f, 0, 0),
              "App {\n"
              "  items: [\n"
              "    Window {\n"
              "      title: \"Sample\" w: 280\n"
              "      content: Column {\n"
              "        align: center pad: 20\n"
              "        items: [\n"
              "          Text { text: \"gr\xc3\xbc\xc3\x9f\" style: display }\n"
              "          Row {\n"
              "            items: [\n"
              "              Button { text: \"Add\" disabled: true on: [click] }\n"
              "              Slider { value: 0.25 }\n"
              "            ]\n"
              "          }\n"
              "          Select { options: [\"one\", \"two\"] choice: -1 }\n"
              "        ]\n"
              "      }\n"
              "      canvas: Canvas {\n"
              "        ops: [token accent, line 8 8 100.5 -8 1, text 10 10 base_start body "
              "\"hello\"]\n"
              "        items: [\n"
              "          Button { x: 10 y: -4 }\n"
              "        ]\n"
              "      }\n"
              "      content: TextField { text: \"***\" secret: true }\n"
              "    }\n"
              "  ]\n"
              "}\n");
    CHECK_STR(dump(&f, S_FIELD, UI_DUMP_IDS | UI_DUMP_SECRETS),
              "TextField #0000006e { text: \"pass\" secret: true }\n");
    CHECK_STR(dump(&f, S_ROW, UI_DUMP_IDS) + 0,
              "Row #00000068 {\n"
              "  items: [\n"
              "    Button #00000069 { text: \"Add\" disabled: true on: [click] }\n"
              "    Slider #0000006a { value: 0.25 }\n"
              "  ]\n"
              "}\n");
    fixture_free(&f);
}

static void write_bounds(void *context, const struct ui_dump_sink *sink, uint32_t node) {
    (void)context;
    char word[] = "n: 0";
    word[3] = (char)('0' + node);
    sink->write(sink->context, word, 4);
}

TEST(extra_words) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    REQUIRE(fixture_import(&f) == UI_IMPORT_ACCEPTED);
    char text[512];
    struct ui_dump_buffer buffer = { text, sizeof text, 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    ui_tree_dump_extra(&f.tree, S_ROW, 0, &sink, write_bounds, NULL);
    CHECK_STR(text, "Row {\n"
                    "  n: 4\n"
                    "  items: [\n"
                    "    Button { text: \"Add\" disabled: true on: [click] n: 5 }\n"
                    "    Slider { value: 0.25 n: 6 }\n"
                    "  ]\n"
                    "}\n");
    fixture_free(&f);
}

TEST(short_buffer_keeps_the_beginning) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    REQUIRE(fixture_import(&f) == UI_IMPORT_ACCEPTED);
    char text[8];
    struct ui_dump_buffer buffer = { text, sizeof text, 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    ui_tree_dump(&f.tree, S_SLIDER, 0, &sink);
    CHECK_STR(text, "Slider ");
    CHECK_EQ(buffer.len_b, strlen("Slider { value: 0.25 }\n"));
    fixture_free(&f);
}

TEST(strings_are_escaped) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    memcpy(f.b.pool + fixture_attr(&f, S_TEXT, UI_ATTR_TEXT)->value, "\"\\\n\x1b\xc2\x9b", 6);
    REQUIRE(fixture_import(&f) == UI_IMPORT_ACCEPTED);
    CHECK_STR(dump(&f, S_TEXT, 0), "Text { text: \"\\\"\\\\\\n\\u{1b}\\u{9b}\" style: display }\n");
    fixture_free(&f);
}

TEST(numbers) {
    const struct {
        double value;
        const char *text;
    } cases[] = {
        { 0, "0" },
        { -0.0, "0" },
        { 1, "1" },
        { -1.5, "-1.5" },
        { 0.1, "0.1" },
        { 1.0 / 3, "0.333333" },
        { 0.9999999, "1" },
        { 1e-9, "0" },
        { 123456789.25, "123456789.25" },
        { 1e15, "1000000000000000" },
        { 1e300, "0x7e37e43c8800759c" },
        { -1e-300, "0" },
        { 5e-324, "0" },
        { 9007199254740993.0, "9007199254740992" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        fixture_init(&f);
        fixture_sample(&f);
        uint64_t bits = f64_bits(cases[i].value);
        memcpy(f.b.pool + fixture_attr(&f, S_SLIDER, UI_ATTR_VALUE)->value, &bits, 8);
        REQUIRE(fixture_import(&f) == UI_IMPORT_ACCEPTED);
        char want[64] = "Slider { value: ";
        strcat(strcat(want, cases[i].text), " }\n");
        CHECK_STR(dump(&f, S_SLIDER, 0), want);
        fixture_free(&f);
    }
}

TEST(mutated_samples_never_crash) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    static uint8_t bank[FIXTURE_BANK_B];
    uint32_t len_b = 0;
    REQUIRE(ui_build_end(&f.b, 1, 0, bank, sizeof bank, &len_b) == OK);
    struct rng rng;
    rng_init(&rng, 41);
    static uint8_t bytes[FIXTURE_BANK_B];
    const uint32_t words[] = { 0, 1, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, len_b };
    uint32_t accepted = 0;
    for (uint32_t i = 0; i < 20000; i++) {
        memcpy(bytes, bank, len_b);
        for (uint64_t n = rng_next(&rng) % 5; n != 0; n--) {
            uint32_t at = (uint32_t)(rng_next(&rng) % len_b);
            if (rng_next(&rng) % 2 != 0) {
                bytes[at] ^= (uint8_t)(1u << (rng_next(&rng) % 8));
            } else {
                memcpy(bytes + (at & ~3u), &words[rng_next(&rng) % ARRAY_LEN(words)], 4);
            }
        }
        accepted += (uint32_t)LLVMFuzzerTestOneInput(bytes, len_b);
    }
    CHECK(accepted > 1000 && accepted < 19000); // both roads were taken
    fixture_free(&f);
}
