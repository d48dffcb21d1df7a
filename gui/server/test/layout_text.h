// SPDX-License-Identifier: MIT
/// @file
/// Layout trees written as text, for tests.
///
///     C pad=8 gap=4 { L nat=40x20  R grow=1 { T nat=100x10 } }
///
/// Kinds: R row, C column, O scroll (down), P scroll (right), G grid, S stack, K canvas, L leaf,
/// T text that wraps and shrinks, H hidden. Attributes: w h minw minh maxw maxh grow gap pad cols
/// x y nat=WxH shrink align= just= (s c e x b). All lengths are whole logical pixels.
#pragma once

#include "layout.h"

#define LAYOUT_TEXT_MAX 256

/// A tree made from text, with the natural sizes of its leaves.
struct layout_text {
    struct layout l;
    struct layout_box boxes[LAYOUT_TEXT_MAX];
    lpx_t natural[LAYOUT_TEXT_MAX][2];
    bool wraps[LAYOUT_TEXT_MAX];
};

/// Parses `text` into `t`; false when it is malformed.
bool layout_text_parse(struct layout_text *t, const char *text);

/// Measure callback: `self` is the layout_text.
struct layout_size layout_text_measure(void *self, uint32_t box, lpx_t max_w, lpx_t max_h);
