// SPDX-License-Identifier: MIT
/// @file
/// The memory and string functions that compilers and our code expect. Same contracts as ISO C.
/// libs/base defines them weakly in freestanding builds, so that a C library's own come first.
#pragma once

#include <stddef.h>

/// Copies `len` bytes; the ranges must not overlap. Returns `to`.
void *memcpy(void *restrict to, const void *restrict from, size_t len);

/// Copies `len` bytes; the ranges may overlap. Returns `to`.
void *memmove(void *to, const void *from, size_t len);

/// Sets `len` bytes to the low 8 bits of `value`. Returns `to`.
void *memset(void *to, int value, size_t len);

/// Negative, zero or positive as `a` is below, equal to or above `b`, as unsigned bytes.
int memcmp(const void *a, const void *b, size_t len);

/// Bytes in `text` before its final zero.
size_t strlen(const char *text);

/// As strlen(), but looks at `max` bytes at most.
size_t strnlen(const char *text, size_t max);

/// Negative, zero or positive as `a` is below, equal to or above `b`.
int strcmp(const char *a, const char *b);

/// As strcmp(), but looks at `max` bytes at most.
int strncmp(const char *a, const char *b, size_t max);
