// SPDX-License-Identifier: MIT
/// @file
/// Formatted text without a C library.
///
/// Conversions: `%d %i %u %x %X %o %c %s %p %%`, with flags `- 0 + space #`, a width and a precision
/// (numbers or `*`), and the modifiers `hh h l ll z j t`. Anything else is copied as it stands and
/// takes no argument. A NULL string prints "(null)"; `%.*s` never reads past its precision.
#pragma once

#include <base/base.h>

#include <stdarg.h>

/// Formats into `out`, which is always terminated unless `size` is 0.
///
/// @return Length of the whole text without its final zero; it was cut when that is >= `size`.
size_t fmt_str(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/// As fmt_str(), with its arguments in `args`, which are used up.
size_t fmt_vstr(char *out, size_t size, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

/// As fmt_str(), and also knows `%f %g %e`. Only for programs that may use floating-point registers.
size_t fmt_strf(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/// As fmt_strf(), with its arguments in `args`, which are used up.
size_t fmt_vstrf(char *out, size_t size, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

/// Where formatted text goes. Internal to fmt*.c.
struct fmt_out {
    char *text;  ///< `size` bytes.
    size_t size; ///< Bytes of `text`, with the final zero.
    size_t len;  ///< Length of the whole text so far; may be beyond `size`.
};

/// One conversion of a format string. Internal to fmt*.c.
struct fmt_spec {
    bool left;      ///< `-`: blanks go behind.
    bool zero;      ///< `0`: zeros fill numbers.
    bool plus;      ///< `+`: positive numbers carry a sign.
    bool space;     ///< ` `: positive numbers carry a blank.
    bool alternate; ///< `#`: prefix of hexadecimal numbers.
    bool has_precision;
    uint32_t width;     ///< Least number of bytes to print.
    uint32_t precision; ///< Valid with `has_precision`.
    uint32_t size_b;    ///< Bytes of an integer argument.
    char conversion;    ///< The letter.
};

/// Arguments of a format, in a struct so that a pointer to them can be passed on every CPU.
struct fmt_args {
    va_list list;
};

/// Prints conversions that fmt.c does not know. Returns false for an unknown one.
typedef bool (*fmt_extra_fn)(struct fmt_out *out, const struct fmt_spec *spec,
                             struct fmt_args *args);

/// Appends `prefix` (sign or radix) and `digits` with the filling that `spec` asks for.
void fmt_put_number(struct fmt_out *out, const struct fmt_spec *spec, const char *prefix,
                    const char *digits, size_t num_digits);

/// Formats with `extra` (may be NULL) behind the usual conversions; terminates the text.
void fmt_run(struct fmt_out *out, const char *format, struct fmt_args *args, fmt_extra_fn extra);
