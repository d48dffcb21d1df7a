// SPDX-License-Identifier: MIT
/// @file
/// UTF-8 text as bytes with a length. Strict: no overlong forms, no surrogates, nothing above
/// U+10FFFF (Unicode 15, table 3-7).
#pragma once

#include <base/base.h>

/// Stands for bytes that are no character.
#define UTF8_REPLACEMENT 0xfffdu

/// Bytes of the longest character.
#define UTF8_BYTES_MAX 4u

/// Reads the character at the start of `text`.
///
/// @return Its length in bytes, 0 when `len` is 0 or the bytes are malformed; then `out` is unchanged.
size_t utf8_read(const char *text, size_t len, uint32_t *out);

/// As utf8_read(), but malformed bytes give UTF8_REPLACEMENT and a length of 1. 0 only at the end.
size_t utf8_decode(const char *text, size_t len, uint32_t *out);

/// Whether all `len` bytes are well-formed. Zero bytes are characters like any other.
bool utf8_is_valid(const char *text, size_t len);

/// Writes `character`; returns its length, 0 when it is no Unicode scalar value.
size_t utf8_encode(uint32_t character, char out[UTF8_BYTES_MAX]);

/// Characters in valid text.
size_t utf8_count(const char *text, size_t len);

/// The largest length <= `max` that does not cut a character of valid text.
size_t utf8_cut(const char *text, size_t len, size_t max);

/// Offset of the character behind the one at `at`; `len` at the end.
size_t utf8_next(const char *text, size_t len, size_t at);

/// Offset of the character before `at`; 0 at the start.
size_t utf8_prev(const char *text, size_t at);
