// SPDX-License-Identifier: MIT
#include <base/utf8.h>
#include <test/test.h>

#include <string.h>

#define VALID(text) utf8_is_valid(text, sizeof(text) - 1)

TEST(every_scalar_value_survives) {
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        char bytes[UTF8_BYTES_MAX];
        size_t len = utf8_encode(c, bytes);
        if (c >= 0xd800 && c <= 0xdfff) {
            REQUIRE(len == 0);
            continue;
        }
        uint32_t back = 0;
        REQUIRE(len > 0 && utf8_read(bytes, len, &back) == len);
        REQUIRE(back == c);
        REQUIRE(utf8_read(bytes, len - 1, &back) == 0);
    }
    char bytes[UTF8_BYTES_MAX];
    CHECK_EQ(utf8_encode(0x110000, bytes), 0);
}

TEST(malformed_text_is_refused) {
    CHECK(VALID("") && VALID("a\0b") && VALID("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"));
    CHECK(!VALID("\x80"));             // continuation alone
    CHECK(!VALID("\xc3"));             // cut
    CHECK(!VALID("\xc3("));            // no continuation
    CHECK(!VALID("\xc0\x80"));         // overlong
    CHECK(!VALID("\xe0\x9f\xbf"));     // overlong
    CHECK(!VALID("\xf0\x8f\xbf\xbf")); // overlong
    CHECK(!VALID("\xed\xa0\x80"));     // surrogate
    CHECK(!VALID("\xf4\x90\x80\x80")); // beyond Unicode
    CHECK(!VALID("\xff"));
}

TEST(decode_replaces_and_goes_on) {
    uint32_t c = 0;
    CHECK_EQ(utf8_decode("\xe2\x82", 2, &c), 1);
    CHECK_EQ(c, UTF8_REPLACEMENT);
    CHECK_EQ(utf8_decode("", 0, &c), 0);
}

TEST(boundaries) {
    const char *text = "a\xc3\xa4\xe2\x82\xac";
    CHECK_EQ(utf8_count(text, 6), 3);
    CHECK_EQ(utf8_cut(text, 6, 9), 6);
    CHECK_EQ(utf8_cut(text, 6, 5), 3);
    CHECK_EQ(utf8_cut(text, 6, 2), 1);
    CHECK_EQ(utf8_cut(text, 6, 0), 0);
    CHECK_EQ(utf8_next(text, 6, 0), 1);
    CHECK_EQ(utf8_next(text, 6, 1), 3);
    CHECK_EQ(utf8_next(text, 6, 3), 6);
    CHECK_EQ(utf8_next(text, 6, 6), 6);
    CHECK_EQ(utf8_prev(text, 6), 3);
    CHECK_EQ(utf8_prev(text, 3), 1);
    CHECK_EQ(utf8_prev(text, 0), 0);
}
