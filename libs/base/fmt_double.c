// SPDX-License-Identifier: MIT
/// @file
/// Formatted text with floating-point numbers, exact to about 15 digits; not meant for round trips.
/// libs/base is compiled without floating-point registers so that everybody can link it. Here they
/// are allowed again: only programs that may use them call these functions.

#include <base/fmt.h>
#include <base/string.h>

#if defined(__x86_64__) || defined(__ARM_FP)

#if defined(__clang__) && defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("sse,sse2"))), apply_to = function)
#endif

/// Digits beyond this carry no information in a double.
#define DIGITS_MAX 17u

/// From here on %f prints as %e: the integer part would not fit 64 bits.
#define FIXED_MAX 1e18

/// Room for 20 digits, a point, 17 decimals and an exponent.
#define TEXT_MAX 64u

/// `value` times 10 to the power of `exponent`.
static double scale(double value, int exponent) {
    for (; exponent >= 16; exponent -= 16) {
        value *= 1e16;
    }
    for (; exponent > 0; exponent--) {
        value *= 10;
    }
    for (; exponent <= -16; exponent += 16) {
        value /= 1e16;
    }
    for (; exponent < 0; exponent++) {
        value /= 10;
    }
    return value;
}

/// Exponent of the first digit of the finite `value` > 0.
static int exponent_of(double value) {
    int exponent = 0;
    for (; value >= 1e16; exponent += 16) {
        value /= 1e16;
    }
    for (; value >= 10; exponent++) {
        value /= 10;
    }
    for (; value < 1e-15; exponent -= 16) {
        value *= 1e16;
    }
    for (; value < 1; exponent--) {
        value *= 10;
    }
    return exponent;
}

static size_t put_u64(char *text, uint64_t value) {
    return fmt_str(text, TEXT_MAX, "%llu", (unsigned long long)value);
}

/// Removes zeros, and then the point, from the end of a number with a point.
static size_t strip_zeros(const char *text, size_t len) {
    while (len > 0 && text[len - 1] == '0') {
        len--;
    }
    return len > 0 && text[len - 1] == '.' ? len - 1 : len;
}

/// `value` < FIXED_MAX with `decimals` digits behind the point.
static size_t put_fixed(char *text, double value, uint32_t decimals) {
    uint64_t whole = (uint64_t)value;
    uint64_t limit = 1;
    for (uint32_t i = 0; i < decimals; i++) {
        limit *= 10;
    }
    uint64_t part = (uint64_t)((value - (double)whole) * (double)limit + 0.5);
    if (part >= limit) {
        part = 0;
        whole++;
    }
    size_t len = put_u64(text, whole);
    if (decimals > 0) {
        len +=
            fmt_str(text + len, TEXT_MAX - len, ".%0*llu", (int)decimals, (unsigned long long)part);
    }
    return len;
}

/// Exponent of the first of `digits` digits of the finite `value` >= 0 after rounding to these:
/// 9.9999999 is 1e+01 with six digits.
static int rounded_exponent(double value, uint32_t digits) {
    if (value <= 0) {
        return 0;
    }
    int exponent = exponent_of(value);
    double whole = scale(value, (int)digits - 1 - exponent) + 0.5;
    return whole >= scale(1, (int)digits) ? exponent + 1 : exponent;
}

/// `value` as d.ddde+xx with `decimals` digits behind the point.
static size_t put_exponent(char *text, double value, uint32_t decimals, bool strip) {
    int exponent = rounded_exponent(value, decimals + 1);
    size_t len = put_fixed(text, scale(value, -exponent), decimals);
    if (strip && decimals > 0) {
        len = strip_zeros(text, len);
    }
    return len + fmt_str(text + len, TEXT_MAX - len, "e%c%02d", exponent < 0 ? '-' : '+',
                         exponent < 0 ? -exponent : exponent);
}

/// `value` with `digits` (>= 1) significant digits, in the shorter form.
static size_t put_general(char *text, double value, uint32_t digits) {
    if (value <= 0) {
        return put_u64(text, 0);
    }
    int exponent = rounded_exponent(value, digits);
    if (exponent < -4 || exponent >= (int)digits) {
        return put_exponent(text, value, digits - 1, true);
    }
    uint32_t decimals = MIN((uint32_t)((int)digits - 1 - exponent), DIGITS_MAX);
    size_t len = put_fixed(text, value, decimals);
    return decimals > 0 ? strip_zeros(text, len) : len;
}

static bool put_double(struct fmt_out *out, const struct fmt_spec *spec, struct fmt_args *args) {
    char kind = spec->conversion;
    if (kind != 'f' && kind != 'g' && kind != 'e') {
        return false;
    }
    double value = va_arg(args->list, double);
    bool negative = __builtin_signbit(value) != 0;
    const char *prefix = negative ? "-" : spec->plus ? "+" : spec->space ? " " : "";
    struct fmt_spec layout = *spec;
    char text[TEXT_MAX];
    size_t len = 0;
    double size = negative ? -value : value;
    uint32_t precision = spec->has_precision ? MIN(spec->precision, DIGITS_MAX) : 6;
    if (__builtin_isnan(value) || __builtin_isinf(value)) {
        layout.zero = false;
        len = fmt_str(text, sizeof(text), "%s", __builtin_isnan(value) ? "nan" : "inf");
    } else if (kind == 'g') {
        len = put_general(text, size, MAX(precision, 1u));
    } else if (kind == 'e' || size >= FIXED_MAX) {
        len = put_exponent(text, size, precision, false);
    } else {
        len = put_fixed(text, size, precision);
    }
    fmt_put_number(out, &layout, prefix, text, len);
    return true;
}

size_t fmt_vstrf(char *out, size_t size, const char *format, va_list args) {
    struct fmt_out to = { .text = out, .size = size };
    struct fmt_args copy;
    va_copy(copy.list, args);
    fmt_run(&to, format, &copy, put_double);
    va_end(copy.list);
    return to.len;
}

size_t fmt_strf(char *out, size_t size, const char *format, ...) {
    va_list args;
    va_start(args, format);
    size_t len = fmt_vstrf(out, size, format, args);
    va_end(args);
    return len;
}

#if defined(__clang__) && defined(__x86_64__)
#pragma clang attribute pop
#endif

#endif
