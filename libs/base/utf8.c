// SPDX-License-Identifier: MIT
/// @file
/// UTF-8: decoding, encoding and boundaries.

#include <base/utf8.h>

static bool is_continuation(char byte) {
    return ((uint8_t)byte & 0xc0u) == 0x80u;
}

size_t utf8_read(const char *text, size_t len, uint32_t *out) {
    if (len == 0) {
        return 0;
    }
    uint8_t lead = (uint8_t)text[0];
    if (lead < 0x80) {
        *out = lead;
        return 1;
    }
    // 0xc0 and 0xc1 could only start overlong forms, 0xf5 and more only values beyond Unicode.
    size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || size > len) {
        return 0;
    }
    uint32_t value = lead & (0x7fu >> size);
    for (size_t i = 1; i < size; i++) {
        if (!is_continuation(text[i])) {
            return 0;
        }
        value = value << 6 | ((uint8_t)text[i] & 0x3fu);
    }
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (value < smallest[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
        return 0;
    }
    *out = value;
    return size;
}

size_t utf8_decode(const char *text, size_t len, uint32_t *out) {
    size_t size = utf8_read(text, len, out);
    if (size == 0 && len > 0) {
        *out = UTF8_REPLACEMENT;
        return 1;
    }
    return size;
}

bool utf8_is_valid(const char *text, size_t len) {
    uint32_t character = 0;
    for (size_t at = 0; at < len;) {
        size_t size = utf8_read(text + at, len - at, &character);
        if (size == 0) {
            return false;
        }
        at += size;
    }
    return true;
}

size_t utf8_encode(uint32_t character, char out[UTF8_BYTES_MAX]) {
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    if (character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff)) {
        return 0;
    }
    size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80u | (character & 0x3fu));
        character >>= 6;
    }
    static const uint8_t lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    out[0] = (char)(lead[size] | character);
    return size;
}

size_t utf8_count(const char *text, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        count += is_continuation(text[i]) ? 0 : 1;
    }
    return count;
}

size_t utf8_cut(const char *text, size_t len, size_t max) {
    if (len <= max) {
        return len;
    }
    while (max > 0 && is_continuation(text[max])) {
        max--;
    }
    return max;
}

size_t utf8_next(const char *text, size_t len, size_t at) {
    if (at >= len) {
        return len;
    }
    do {
        at++;
    } while (at < len && is_continuation(text[at]));
    return at;
}

size_t utf8_prev(const char *text, size_t at) {
    if (at == 0) {
        return 0;
    }
    do {
        at--;
    } while (at > 0 && is_continuation(text[at]));
    return at;
}
