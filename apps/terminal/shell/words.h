// SPDX-License-Identifier: MIT
/// @file
/// A line of the shell as words: blanks part them, 'single' and "double" quotes and \ keep together.
#pragma once

#include <stddef.h>

#define WORDS_MAX 32

/// Splits `line` in place. @return how many words; -1 when a quote is not closed.
int words_split(char *line, char *words[WORDS_MAX]);
