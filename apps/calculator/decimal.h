// SPDX-License-Identifier: MIT
/// @file
/// Decimal numbers of DECIMAL_DIGITS digits: 0.1 + 0.2 is 0.3.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define DECIMAL_DIGITS 15
#define DECIMAL_TEXT_B 40

/// `digits` * 10^`exponent`; digits below 10^DECIMAL_DIGITS, zero is 0 * 10^0.
struct decimal {
    int64_t digits;
    int32_t exponent;
};

/// From "12.5", "-3", "1e9". Digits that do not fit are rounded.
struct decimal decimal_parse(const char *text);

/// Shortest text; with an exponent where there are too many zeros.
void decimal_print(struct decimal value, char out[DECIMAL_TEXT_B]);

struct decimal decimal_add(struct decimal a, struct decimal b);
struct decimal decimal_negate(struct decimal a);
struct decimal decimal_multiply(struct decimal a, struct decimal b);

/// False for a division by zero; then `*out` is as it was.
bool decimal_divide(struct decimal a, struct decimal b, struct decimal *out);

static inline bool decimal_is_zero(struct decimal a) {
    return a.digits == 0;
}

/// Larger than the display can say: |value| >= 10^100.
bool decimal_overflows(struct decimal a);
