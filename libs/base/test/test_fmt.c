// SPDX-License-Identifier: MIT
#include <base/fmt.h>
#include <base/rng.h>
#include <test/test.h>

#include <stdio.h>
#include <string.h>

static char text[128];

/// Formats with ours and with the C library; both must agree.
#define SAME(...)                                                                                  \
    do {                                                                                           \
        char expected_[128];                                                                       \
        int len_ = snprintf(expected_, sizeof(expected_), __VA_ARGS__);                            \
        size_t ours_ = fmt_strf(text, sizeof(text), __VA_ARGS__);                                  \
        CHECK_STR(text, expected_);                                                                \
        CHECK_EQ(ours_, len_);                                                                     \
    } while (0)

TEST(integers_as_iso_c) {
    SAME("%d %i %u %x %X %o", -1, 2147483647, 4294967295u, 0xbeefu, 0xbeefu, 8u);
    SAME("%5d|%-5d|%05d|%+d|% d|%#x", 42, 42, -42, 42, 42, 42u);
    SAME("%ld %lu %lld %llu", -1L, ~0ul, -9223372036854775807LL - 1, ~0ull);
    SAME("%zu %jd %td", (size_t)7, (intmax_t)-7, (ptrdiff_t)-3);
    SAME("%hhd %hd %hhu", (signed char)-1, (short)-2, (unsigned char)200);
    SAME("%.3d|%8.3d|%-8.3d|%.0d|%x", 7, 7, 7, 0, 0u);
    SAME("%*d|%-*d|%.*d", 6, 1, 6, 2, 4, 3);
}

TEST(text_characters_and_pointers) {
    SAME("%s|%10s|%-10s|%.2s|%%|%c", "abc", "abc", "abc", "abc", 'x');
    SAME("%p", (void *)0x1234);
    static const char unterminated[2] = { 'a', 'b' };
    SAME("%.*s", 2, unterminated);
    fmt_str(text, sizeof(text), "%s", (const char *)NULL);
    CHECK_STR(text, "(null)");
}

TEST(cut_text_is_terminated_and_length_is_whole) {
    char small[5] = "????";
    CHECK_EQ(fmt_str(small, sizeof(small), "%d", 1234567), 7);
    CHECK_STR(small, "1234");
    CHECK_EQ(fmt_str(small, 0, "%d", 12), 2);
    CHECK_STR(small, "1234");
    CHECK_EQ(fmt_str(small, 1, "abc"), 3);
    CHECK_STR(small, "");
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wformat"
#pragma clang diagnostic ignored "-Wformat-extra-args"
TEST(unknown_conversions_are_copied) {
    fmt_str(text, sizeof(text), "%y %", 1);
    CHECK_STR(text, "%y %");
    fmt_str(text, sizeof(text), "%f");
    CHECK_STR(text, "%f");
}
#pragma clang diagnostic pop

TEST(huge_widths_are_cut) {
    CHECK_EQ(fmt_str(text, sizeof(text), "%*d", 2000000000, 1), 4096);
}

TEST(doubles_as_iso_c) {
    SAME("%f %.0f %.1f %.2f %.3f", 1.5, 2.7, 0.05, 99.999, -0.0005);
    SAME("%8.2f|%-8.2f|%08.2f|%+.1f", 3.14159, 3.14159, -3.14159, 1.0);
    SAME("%g %g %g %g %g", 0.0, 100000.0, 1000000.0, 0.0001, 0.00001);
    SAME("%g %g %.3g %.10g", 123456789.0, 3.25, 9.9999, 1.0 / 3);
    SAME("%g %g %g", 1e300, 1e-300, 999999.5);
    SAME("%e %.0e %.2e", 12345.678, 9.6, 0.0);
    SAME("%f %g %f", __builtin_inf(), -__builtin_inf(), 123456789.125);
}

TEST(random_doubles_agree_to_six_digits) {
    struct rng rng;
    rng_init(&rng, 7);
    for (int i = 0; i < 5000; i++) {
        double value = (double)(rng_next(&rng) >> 20) / (double)(1 + (rng_next(&rng) >> 30));
        SAME("%g", value);
    }
}
