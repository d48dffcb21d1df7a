// SPDX-License-Identifier: MIT
/// @file
/// Freestanding memory and string functions. Weak, so that they give way to a C library's; empty on
/// the host, where sanitizers must see the calls.

#include <base/string.h>

#include <stdint.h>

#if !__STDC_HOSTED__ || defined(BASE_STRING_FORCE)

// The compiler must not turn these loops into calls of the functions they implement.
#ifdef __clang__
#define STRING_FN __attribute__((weak, no_builtin))
#else
#define STRING_FN __attribute__((weak, optimize("no-tree-loop-distribute-patterns")))
#endif

/// A word at any address, of any type.
struct __attribute__((packed, may_alias)) word {
    uint64_t value;
};

/// Bytes that one turn of the fast loops handles.
#define BLOCK_B 32u
#define BLOCK_WORDS 4u

STRING_FN void *memcpy(void *restrict to, const void *restrict from, size_t len) {
    uint8_t *d = to;
    const uint8_t *s = from;
    for (; len >= BLOCK_B; len -= BLOCK_B, d += BLOCK_B, s += BLOCK_B) {
        struct word *dw = (struct word *)(void *)d;
        const struct word *sw = (const struct word *)(const void *)s;
        uint64_t a = sw[0].value;
        uint64_t b = sw[1].value;
        uint64_t c = sw[2].value;
        uint64_t e = sw[3].value;
        dw[0].value = a;
        dw[1].value = b;
        dw[2].value = c;
        dw[3].value = e;
    }
    for (; len >= sizeof(uint64_t); len -= sizeof(uint64_t)) {
        ((struct word *)(void *)d)->value = ((const struct word *)(const void *)s)->value;
        d += sizeof(uint64_t);
        s += sizeof(uint64_t);
    }
    for (; len > 0; len--) {
        *d++ = *s++;
    }
    return to;
}

STRING_FN void *memmove(void *to, const void *from, size_t len) {
    uint8_t *d = to;
    const uint8_t *s = from;
    if (d == s || len == 0) {
        return to;
    }
    if ((uintptr_t)d - (uintptr_t)s >= len) {
        // Forwards is safe: `to` starts before `from` or behind its end. Words are read before
        // they are overwritten, for they are copied in rising order.
        for (; len >= sizeof(uint64_t); len -= sizeof(uint64_t)) {
            uint64_t value = ((const struct word *)(const void *)s)->value;
            ((struct word *)(void *)d)->value = value;
            d += sizeof(uint64_t);
            s += sizeof(uint64_t);
        }
        for (; len > 0; len--) {
            *d++ = *s++;
        }
        return to;
    }
    for (; len >= sizeof(uint64_t); len -= sizeof(uint64_t)) {
        uint64_t value = ((const struct word *)(const void *)(s + len - sizeof(uint64_t)))->value;
        ((struct word *)(void *)(d + len - sizeof(uint64_t)))->value = value;
    }
    for (; len > 0; len--) {
        d[len - 1] = s[len - 1];
    }
    return to;
}

STRING_FN void *memset(void *to, int value, size_t len) {
    uint8_t *d = to;
    uint64_t pattern = UINT64_C(0x0101010101010101) * (uint8_t)value;
    for (; len >= BLOCK_B; len -= BLOCK_B, d += BLOCK_B) {
        struct word *dw = (struct word *)(void *)d;
        for (size_t i = 0; i < BLOCK_WORDS; i++) {
            dw[i].value = pattern;
        }
    }
    for (; len > 0; len--) {
        *d++ = (uint8_t)value;
    }
    return to;
}

STRING_FN int memcmp(const void *a, const void *b, size_t len) {
    const uint8_t *x = a;
    const uint8_t *y = b;
    for (size_t i = 0; i < len; i++) {
        if (x[i] != y[i]) {
            return x[i] < y[i] ? -1 : 1;
        }
    }
    return 0;
}

STRING_FN size_t strlen(const char *text) {
    size_t len = 0;
    while (text[len] != '\0') {
        len++;
    }
    return len;
}

STRING_FN size_t strnlen(const char *text, size_t max) {
    size_t len = 0;
    while (len < max && text[len] != '\0') {
        len++;
    }
    return len;
}

STRING_FN int strncmp(const char *a, const char *b, size_t max) {
    for (size_t i = 0; i < max; i++) {
        uint8_t x = (uint8_t)a[i];
        uint8_t y = (uint8_t)b[i];
        if (x != y) {
            return x < y ? -1 : 1;
        }
        if (x == 0) {
            break;
        }
    }
    return 0;
}

STRING_FN int strcmp(const char *a, const char *b) {
    size_t i = 0;
    while (a[i] != '\0' && a[i] == b[i]) {
        i++;
    }
    return (int)(uint8_t)a[i] - (int)(uint8_t)b[i];
}

#endif
