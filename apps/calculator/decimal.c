// SPDX-License-Identifier: MIT
#include "decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT INT64_C(1000000000000000) ///< 10^DECIMAL_DIGITS
#define EXPONENT_MAX 100

/// Rounds half away from zero to DECIMAL_DIGITS digits and drops zeros at the end.
static struct decimal make(__int128 digits, int32_t exponent) {
    while (digits >= LIMIT || digits <= -LIMIT) {
        __int128 half = digits < 0 ? -5 : 5;
        bool last = digits / 10 < LIMIT && digits / 10 > -LIMIT;
        digits = (last ? digits + half : digits) / 10;
        exponent++;
    }
    while (digits != 0 && digits % 10 == 0) {
        digits /= 10;
        exponent++;
    }
    return (struct decimal){ (int64_t)digits, digits == 0 ? 0 : exponent };
}

struct decimal decimal_parse(const char *text) {
    bool negative = *text == '-';
    bool point = false;
    __int128 digits = 0;
    int32_t exponent = 0;
    for (text += negative; *text != '\0' && *text != 'e'; text++) {
        if (*text == '.') {
            point = true;
        } else if (digits < LIMIT * 10) {
            digits = digits * 10 + (*text - '0');
            exponent -= point;
        } else {
            exponent += !point; // beyond what counts
        }
    }
    if (*text == 'e') {
        exponent += (int32_t)strtol(text + 1, NULL, 10);
    }
    return make(negative ? -digits : digits, exponent);
}

void decimal_print(struct decimal value, char out[DECIMAL_TEXT_B]) {
    char digits[24];
    int64_t size = value.digits < 0 ? -value.digits : value.digits;
    int n = snprintf(digits, sizeof digits, "%lld", (long long)size);
    int before = n + value.exponent; // digits before the point
    const char *sign = value.digits < 0 ? "-" : "";
    if (before > DECIMAL_DIGITS || before < -5) {
        snprintf(out, DECIMAL_TEXT_B, "%s%c%s%se%d", sign, digits[0], n > 1 ? "." : "", digits + 1,
                 before - 1);
    } else if (value.exponent >= 0) {
        snprintf(out, DECIMAL_TEXT_B, "%s%s%.*s", sign, digits, (int)value.exponent,
                 "000000000000000");
    } else if (before > 0) {
        snprintf(out, DECIMAL_TEXT_B, "%s%.*s.%s", sign, before, digits, digits + before);
    } else {
        snprintf(out, DECIMAL_TEXT_B, "%s0.%.*s%s", sign, -before, "00000", digits);
    }
}

struct decimal decimal_negate(struct decimal a) {
    return (struct decimal){ -a.digits, a.exponent };
}

struct decimal decimal_add(struct decimal a, struct decimal b) {
    if (a.digits == 0 || b.digits == 0) {
        return a.digits == 0 ? b : a;
    }
    if (a.exponent < b.exponent) {
        return decimal_add(b, a);
    }
    __int128 large = a.digits;
    int32_t exponent = a.exponent;
    while (exponent > b.exponent && large < (__int128)LIMIT * LIMIT &&
           large > -(__int128)LIMIT * LIMIT) {
        large *= 10;
        exponent--;
    }
    // What lies further down cannot reach the digits that count.
    return exponent > b.exponent ? a : make(large + b.digits, exponent);
}

struct decimal decimal_multiply(struct decimal a, struct decimal b) {
    return make((__int128)a.digits * b.digits, a.exponent + b.exponent);
}

bool decimal_divide(struct decimal a, struct decimal b, struct decimal *out) {
    if (b.digits == 0) {
        return false;
    }
    // 10^18 more keeps more digits than count.
    __int128 scaled = (__int128)a.digits * 1000000000000000000;
    *out = make(scaled / b.digits, a.exponent - b.exponent - 18);
    return true;
}

bool decimal_overflows(struct decimal a) {
    int32_t digits = 0;
    for (int64_t d = a.digits; d != 0; d /= 10) {
        digits++;
    }
    return a.digits != 0 && digits + a.exponent > EXPONENT_MAX;
}
