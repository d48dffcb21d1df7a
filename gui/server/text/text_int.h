// SPDX-License-Identifier: MIT
/// @file
/// Parts of the text path: fonts, shaped runs, glyph masks. Private to text*.c and their tests.
///
/// Lengths of shaped text are font units; `upem` of them make the em square.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <hb.h>

#include "text.h"

/// Glyph ids from here on are boxes with the hex digits of character `id - TEXT_BOX_ID`.
#define TEXT_BOX_ID 0x80000000u

/// Scale in percent from which on glyphs are not hinted any more.
#define TEXT_NO_HINT_SCALE 150u

struct text_font {
    FT_Face face;
    hb_face_t *hb_face;
    hb_font_t *hb_font;
    int32_t upem;
    uint32_t ellipsis_id;
    int32_t ellipsis_advance;
    int32_t size_d26; ///< Size that `face` is set to; 0 = none yet.
};

struct text_glyph {
    uint32_t id;
    uint32_t cluster_b; ///< Byte of the text that it belongs to; ascending.
    int32_t advance;
    int16_t x, y; ///< Shift against the pen, y upwards.
    uint8_t font; ///< enum font_id: that of the run, or the fallback.
};

/// A shaped string. Valid until the next call of text_shape().
struct text_run {
    uint32_t num_glyphs;
    const struct text_glyph *glyphs;
};

struct shape_cache;
struct glyph_cache;
struct cell_cache;

struct text {
    FT_Library ft;
    struct text_font fonts[FONT_NUM];
    struct text_blob fallback; ///< FONT_JAPANESE before it is opened; size 0: it was.
    bool no_fallback;          ///< It cannot be opened.
    hb_buffer_t *buffer;
    struct shape_cache *shapes;
    struct glyph_cache *glyphs;
    struct cell_cache *cells; ///< Owned; NULL before the first cell.
};

/// One line of a text_spec.
struct text_line {
    struct text_run run; ///< Of the whole paragraph.
    uint32_t first, end; ///< Glyphs of `run` on this line, trailing blanks excluded.
    int32_t width;       ///< Ellipsis included.
    bool ellipsis;       ///< Ends in one.
};

/// Walks over the lines of a text_spec.
struct text_lines {
    struct text *text;
    const struct text_spec *spec;
    const struct text_font *font;
    int64_t limit;   ///< Width in font units; INT64_MAX = none.
    uint32_t next_b; ///< Start of the next paragraph.
    uint32_t paragraph_b;
    uint32_t paragraph_len_b;
    uint32_t next_glyph; ///< Start of the next line in the paragraph.
    bool in_paragraph;
    bool done;
    bool cut;       ///< A line got an ellipsis or did not fit.
    uint32_t count; ///< Lines given so far.
};

/// FONT_JAPANESE, opened at the first call. NULL when it cannot be.
const struct text_font *text_fallback(struct text *t);

/// Shapes `len_b` bytes; an empty run without memory.
struct text_run text_shape(struct text *t, enum font_id font, const char *utf8, uint32_t len_b);

void text_lines_init(struct text_lines *it, struct text *t, const struct text_spec *spec);

/// @return false after the last line; the first call always gives a line.
bool text_lines_next(struct text_lines *it, struct text_line *out);

status_t shape_cache_create(struct shape_cache **out);
void shape_cache_destroy(struct shape_cache *c);

/// Coverage of a glyph and where it lies against the pen.
struct glyph_mask {
    struct mask mask;  ///< w_px 0: nothing to draw.
    int32_t left, top; ///< Left edge right of the pen, top edge above the baseline.
};

status_t glyph_cache_create(struct glyph_cache **out);
void glyph_cache_destroy(struct glyph_cache *c);

/// Mask of glyph `id` at `size_d26`, `quarter` (0..3) quarters of a pixel right of the pen.
///
/// @return a mask that is valid until the next call; NULL without memory.
const struct glyph_mask *glyph_get(struct text *t, enum font_id font, uint32_t id, int32_t size_d26,
                                   uint32_t quarter, bool hinted);

/// Makes thin strokes firmer, as small text needs it: halves gain most, blank and full stay.
void glyph_firm_up(uint8_t *a, size_t len_b);

/// Advance of a hex box for `character`, in 1/1024 em.
int32_t text_box_advance(uint32_t character);

/// Draws the hex box of `character`, pen at `x`, `baseline` (device pixels).
void text_box_draw(const struct draw *d, uint32_t character, int32_t x, int32_t baseline,
                   int32_t size_d26, argb_t color);
