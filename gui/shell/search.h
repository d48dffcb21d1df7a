// SPDX-License-Identifier: MIT
/// @file
/// Which app somebody means who types a few letters. Pure.
#pragma once

#include <base/base.h>

/// How well `title` and `summary` fit `query`; 0 = not at all. The begin of the title is best, then the begin of a word in
/// it, letters inside of it, words of the summary, letters of the title in this order. Capitals count as small ones.
uint32_t search_rank(const char *query, const char *title, const char *summary);
