// SPDX-License-Identifier: MIT
/// @file
/// The fonts, which lie in the program itself: they are mapped with it and never copied.
#pragma once

#include "text.h"

/// Sets `out` to the fonts in the order of enum font_id.
void fonts_get(struct text_blob out[FONT_NUM]);
