// SPDX-License-Identifier: MIT
/// @file
/// What the user takes for one character, and for one word (the rules of UAX #29 that matter for
/// moving a caret: marks, joined and two-letter emoji, Hangul syllables).
#pragma once

#include "doc.h"

/// The next place behind `at` (before it) where a caret may stand; the end (start) at last.
uint32_t grapheme_next(struct doc *d, uint32_t at);
uint32_t grapheme_prev(struct doc *d, uint32_t at);

/// Whether a caret may stand at `at`.
bool grapheme_boundary(struct doc *d, uint32_t at);

/// The end of the next word behind `at`, the start of the one before it.
uint32_t word_next(struct doc *d, uint32_t at);
uint32_t word_prev(struct doc *d, uint32_t at);

/// The run of alike characters around `at`: a word, blanks, or one sort of signs.
void word_around(struct doc *d, uint32_t at, uint32_t *out_from, uint32_t *out_to);
