// SPDX-License-Identifier: MIT
/// @file
/// Formatted text: parser of format strings, integers and strings.

#include <base/fmt.h>
#include <base/string.h>

/// Widths and precisions beyond this are cut: a format string must not produce megabytes of blanks.
#define WIDTH_MAX 4096u

/// Digits of a 64-bit number in base 8.
#define DIGITS_MAX 22u

static void put_char(struct fmt_out *out, char c) {
    if (out->len + 1 < out->size) {
        out->text[out->len] = c;
    }
    out->len++;
}

static void put_bytes(struct fmt_out *out, const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        put_char(out, bytes[i]);
    }
}

static void put_fill(struct fmt_out *out, char c, size_t count) {
    for (size_t i = 0; i < count; i++) {
        put_char(out, c);
    }
}

void fmt_put_number(struct fmt_out *out, const struct fmt_spec *spec, const char *prefix,
                    const char *digits, size_t num_digits) {
    size_t num_prefix = strlen(prefix);
    size_t used = num_prefix + num_digits;
    size_t fill = spec->width > used ? spec->width - used : 0;
    if (!spec->left && !spec->zero) {
        put_fill(out, ' ', fill);
    }
    put_bytes(out, prefix, num_prefix);
    if (!spec->left && spec->zero) {
        put_fill(out, '0', fill);
    }
    put_bytes(out, digits, num_digits);
    if (spec->left) {
        put_fill(out, ' ', fill);
    }
}

/// Writes `value` to the end of `digits`; returns how many digits there are.
static size_t to_digits(char digits[DIGITS_MAX], uint64_t value, uint32_t base, bool upper) {
    const char *alphabet = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    size_t count = 0;
    do {
        digits[DIGITS_MAX - 1 - count] = alphabet[value % base];
        value /= base;
        count++;
    } while (value != 0);
    return count;
}

static const char *sign_of(const struct fmt_spec *spec, bool negative) {
    if (negative) {
        return "-";
    }
    if (spec->plus) {
        return "+";
    }
    return spec->space ? " " : "";
}

static void put_integer(struct fmt_out *out, const struct fmt_spec *spec, uint64_t value,
                        bool negative) {
    uint32_t base = 10;
    const char *prefix = "";
    if (spec->conversion == 'x' || spec->conversion == 'X' || spec->conversion == 'p') {
        base = 16;
        prefix = spec->alternate && value != 0 ? (spec->conversion == 'X' ? "0X" : "0x") : "";
    } else if (spec->conversion == 'o') {
        base = 8;
    } else if (spec->conversion != 'u') {
        prefix = sign_of(spec, negative);
    }
    char digits[DIGITS_MAX + DIGITS_MAX] = { 0 };
    size_t count = to_digits(digits + DIGITS_MAX, value, base, spec->conversion == 'X');
    struct fmt_spec layout = *spec;
    if (spec->has_precision) {
        layout.zero = false; // as in ISO C: a precision switches `0` off
        if (spec->precision == 0 && value == 0) {
            count = 0;
        }
        while (count < spec->precision && count < DIGITS_MAX + DIGITS_MAX) {
            count++;
            digits[2 * DIGITS_MAX - count] = '0';
        }
    }
    fmt_put_number(out, &layout, prefix, digits + 2 * DIGITS_MAX - count, count);
}

static void put_signed(struct fmt_out *out, const struct fmt_spec *spec, struct fmt_args *args) {
    int64_t value = spec->size_b == 8 ? va_arg(args->list, int64_t) : va_arg(args->list, int);
    if (spec->size_b == 1) {
        value = (int8_t)value;
    } else if (spec->size_b == 2) {
        value = (int16_t)value;
    }
    put_integer(out, spec, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}

static void put_unsigned(struct fmt_out *out, const struct fmt_spec *spec, struct fmt_args *args) {
    uint64_t value =
        spec->size_b == 8 ? va_arg(args->list, uint64_t) : va_arg(args->list, uint32_t);
    if (spec->size_b == 1) {
        value = (uint8_t)value;
    } else if (spec->size_b == 2) {
        value = (uint16_t)value;
    }
    put_integer(out, spec, value, false);
}

static void put_text(struct fmt_out *out, const struct fmt_spec *spec, const char *text) {
    if (text == NULL) {
        text = "(null)";
    }
    size_t len = spec->has_precision ? strnlen(text, spec->precision) : strlen(text);
    struct fmt_spec layout = *spec;
    layout.zero = false;
    fmt_put_number(out, &layout, "", text, len);
}

/// Reads a number or `*`. A negative `*` sets `negative` when given.
static uint32_t parse_count(const char **format, struct fmt_args *args, bool *negative) {
    uint32_t count = 0;
    if (**format == '*') {
        (*format)++;
        int value = va_arg(args->list, int);
        *negative = value < 0;
        count = value < 0 ? 0 - (uint32_t)value : (uint32_t)value;
    } else {
        for (; **format >= '0' && **format <= '9'; (*format)++) {
            count = MIN(count * 10 + (uint32_t)(**format - '0'), WIDTH_MAX);
        }
    }
    return MIN(count, WIDTH_MAX);
}

static uint32_t parse_size(const char **format) {
    switch (*(*format)++) {
    case 'h':
        if (**format == 'h') {
            (*format)++;
            return 1;
        }
        return 2;
    case 'l':
        if (**format == 'l') {
            (*format)++;
        }
        return 8;
    case 'z':
    case 'j':
    case 't':
        return 8;
    default:
        (*format)--;
        return 4;
    }
}

static void parse_spec(const char **format, struct fmt_spec *spec, struct fmt_args *args) {
    for (bool flags = true; flags;) {
        switch (*(*format)++) {
        case '-':
            spec->left = true;
            break;
        case '0':
            spec->zero = true;
            break;
        case '+':
            spec->plus = true;
            break;
        case ' ':
            spec->space = true;
            break;
        case '#':
            spec->alternate = true;
            break;
        default:
            (*format)--;
            flags = false;
            break;
        }
    }
    bool negative = false;
    spec->width = parse_count(format, args, &negative);
    spec->left = spec->left || negative;
    if (**format == '.') {
        (*format)++;
        negative = false;
        spec->precision = parse_count(format, args, &negative);
        spec->has_precision = !negative;
    }
    spec->size_b = parse_size(format);
    spec->conversion = **format;
    if (spec->conversion != '\0') {
        (*format)++;
    }
}

static bool put_spec(struct fmt_out *out, struct fmt_spec *spec, struct fmt_args *args,
                     fmt_extra_fn extra) {
    switch (spec->conversion) {
    case 'd':
    case 'i':
        put_signed(out, spec, args);
        return true;
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        put_unsigned(out, spec, args);
        return true;
    case 'p':
        spec->alternate = true;
        put_integer(out, spec, (uintptr_t)va_arg(args->list, void *), false);
        return true;
    case 'c': {
        char c = (char)va_arg(args->list, int);
        spec->zero = false;
        fmt_put_number(out, spec, "", &c, 1);
        return true;
    }
    case 's':
        put_text(out, spec, va_arg(args->list, const char *));
        return true;
    case '%':
        put_char(out, '%');
        return true;
    default:
        return extra != NULL && extra(out, spec, args);
    }
}

void fmt_run(struct fmt_out *out, const char *format, struct fmt_args *args, fmt_extra_fn extra) {
    while (*format != '\0') {
        if (*format != '%') {
            put_char(out, *format++);
            continue;
        }
        const char *start = format++;
        struct fmt_spec spec = { 0 };
        parse_spec(&format, &spec, args);
        if (!put_spec(out, &spec, args, extra)) {
            put_bytes(out, start, (size_t)(format - start));
        }
    }
    if (out->size > 0) {
        out->text[MIN(out->len, out->size - 1)] = '\0';
    }
}

size_t fmt_vstr(char *out, size_t size, const char *format, va_list args) {
    struct fmt_out to = { .text = out, .size = size };
    struct fmt_args copy;
    va_copy(copy.list, args);
    fmt_run(&to, format, &copy, NULL);
    va_end(copy.list);
    return to.len;
}

size_t fmt_str(char *out, size_t size, const char *format, ...) {
    va_list args;
    va_start(args, format);
    size_t len = fmt_vstr(out, size, format, args);
    va_end(args);
    return len;
}
