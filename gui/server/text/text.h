// SPDX-License-Identifier: MIT
/// @file
/// The one text path: HarfBuzz shapes, FreeType rasterises, integers blend. cairo draws no text.
///
/// Advances are unhinted, so widths do not depend on the scale. Glyphs are A8, hinted LIGHT
/// below scale 1.5 and not at all from there, at four quarter-pixel x offsets; baselines lie on
/// whole device pixels. Controls and bidi overrides show as hex boxes, as do missing glyphs.
/// Invalid UTF-8 shows as U+FFFD. All caches are bounded and never change a pixel.
#pragma once

#include "draw.h"
#include "theme.h"

struct text;

/// A font file in memory. It must outlive the struct text.
struct text_blob {
    const void *data;
    size_t size_b;
};

enum text_align {
    TEXT_START,
    TEXT_CENTER,
    TEXT_END,
};

enum text_flags {
    TEXT_WRAP = BIT(0),     ///< Break lines at `width`, and at every \n.
    TEXT_ELLIPSIS = BIT(1), ///< Cut the (last) line with an ellipsis when it exceeds `width`.
    TEXT_STRIKE = BIT(2),   ///< A line through the middle.
};

/// What is set: a string and its form.
struct text_spec {
    const char *utf8; ///< May be NULL when len_b is 0. Need not end in NUL.
    uint32_t len_b;
    enum ui_style style;
    uint32_t flags;     ///< Of enum text_flags.
    lpx_t width;        ///< For TEXT_WRAP and TEXT_ELLIPSIS; <= 0: unlimited.
    uint32_t max_lines; ///< 0: unlimited.
};

struct text_extent {
    struct lpx_size size; ///< Widest line, and lines times line height.
    uint32_t lines;       ///< At least 1.
    bool cut;             ///< Something did not fit.
};

/// Loads the fonts, in the order of enum font_id.
///
/// @return OK, ERR_BAD_FORMAT when a blob is no font, ERR_NO_MEMORY. On error `*out` is unchanged.
status_t text_create(const struct text_blob blobs[FONT_NUM], struct text **out);

/// NULL is allowed.
void text_destroy(struct text *t);

/// Never fails: without memory it measures as if the text were empty.
struct text_extent text_measure(struct text *t, const struct text_spec *spec);

/// Draws into `box` (1/64 logical pixels, relative to the origin of `d`): lines aligned by
/// `align`, the block of lines centred vertically. `spec->width` is used as in text_measure().
void text_draw(struct text *t, const struct draw *d, const struct text_spec *spec,
               struct lpx_rect box, enum text_align align, argb_t color);

/// Draws one line with its start, middle or end at `at`, which lies on the baseline: text of
/// canvases.
void text_draw_at(struct text *t, const struct draw *d, const struct text_spec *spec,
                  struct lpx_point at, enum text_align align, argb_t color);

/// The row of a paragraph without line feeds, set with TEXT_WRAP, that holds a caret in front of byte
/// `at_b` (at the joint of two rows the lower one).
///
/// @return where it ends; `*out_from` is where it begins. Blanks at its end belong to it.
uint32_t text_row_at(struct text *t, const struct text_spec *spec, uint32_t at_b,
                     uint32_t *out_from);

/// Distance from the line's start to the caret in front of byte `at_b` of a single line.
lpx_t text_caret_x(struct text *t, const struct text_spec *spec, uint32_t at_b);

/// Byte offset of the caret position nearest to `x` in a single line.
uint32_t text_caret_at(struct text *t, const struct text_spec *spec, lpx_t x);

/// Baseline below the centre of a line: 0.36 of the size.
lpx_t text_baseline(enum ui_style style);
