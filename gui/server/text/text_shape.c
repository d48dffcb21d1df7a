// SPDX-License-Identifier: MIT
// Shaping with HarfBuzz, in font units, so that one result serves all sizes and scales.
#include <base/hash.h>
#include <base/utf8.h>

#include <stdlib.h>
#include <string.h>

#include "text_int.h"

/// Strings kept, and the longest one. Bounds the cache to about 1.4 MiB.
#define NUM_ENTRIES 512u
#define KEEP_MAX_B 128u

/// Distance of tab stops in fifths of an em: four characters of fixed width.
#define TAB_FIFTHS 12

/// Given to HarfBuzz instead of characters that must be seen: no font has it.
#define NONCHARACTER 0x10ffffu

struct entry {
    uint32_t hash;
    uint32_t len_b;
    enum font_id font;
    uint32_t num_glyphs;
    struct text_glyph *glyphs; ///< Owned, the text follows behind them; NULL = free.
};

struct shape_cache {
    struct entry entries[NUM_ENTRIES];
    struct text_glyph *scratch; ///< Run that is too long to keep.
    uint32_t scratch_len;
};

status_t shape_cache_create(struct shape_cache **out) {
    struct shape_cache *c = calloc(1, sizeof(*c));
    if (c == NULL) {
        return ERR_NO_MEMORY;
    }
    *out = c;
    return OK;
}

void shape_cache_destroy(struct shape_cache *c) {
    if (c == NULL) {
        return;
    }
    for (uint32_t i = 0; i < NUM_ENTRIES; i++) {
        free(c->entries[i].glyphs);
    }
    free(c->scratch);
    free(c);
}

/// Controls, and characters that reorder or hide what follows: shown, not obeyed.
static bool must_be_seen(uint32_t ch) {
    return (ch < 0x20 && ch != '\t') || (ch >= 0x7f && ch <= 0x9f) || ch == 0x061c ||
           (ch >= 0x200e && ch <= 0x200f) || (ch >= 0x2028 && ch <= 0x202e) ||
           (ch >= 0x2066 && ch <= 0x206f) || ch == 0xfeff || (ch >= 0xfff9 && ch <= 0xfffb) ||
           (ch >= 0xe0000 && ch <= 0xe007f);
}

/// Fills the buffer and shapes it.
static bool shape_text(struct text *t, enum font_id font, const char *utf8, uint32_t len_b) {
    hb_buffer_t *b = t->buffer;
    hb_buffer_clear_contents(b);
    hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
    for (uint32_t at = 0; at < len_b;) {
        uint32_t ch;
        size_t n = utf8_decode(utf8 + at, len_b - at, &ch);
        hb_buffer_add(b, must_be_seen(ch) ? NONCHARACTER : ch == '\t' ? ' ' : ch, at);
        at += (uint32_t)n;
    }
    // One direction for now: our fonts have no right-to-left scripts.
    hb_buffer_set_direction(b, HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(b);
    hb_buffer_set_language(b, hb_language_from_string("en", -1));
    hb_shape(t->fonts[font].hb_font, b, NULL, 0);
    return hb_buffer_allocation_successful(b);
}

/// What HarfBuzz found, boxes in place of missing glyphs.
static void read_glyphs(struct text *t, enum font_id font, const char *utf8, uint32_t len_b,
                        struct text_glyph *out) {
    uint32_t n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(t->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(t->buffer, NULL);
    int64_t pen = 0;
    for (uint32_t i = 0; i < n; i++, pen += out[i - 1].advance) {
        out[i] = (struct text_glyph){
            .id = info[i].codepoint,
            .cluster_b = info[i].cluster,
            .advance = pos[i].x_advance,
            .x = (int16_t)pos[i].x_offset,
            .y = (int16_t)pos[i].y_offset,
        };
        if (out[i].id == 0) {
            uint32_t ch = UTF8_REPLACEMENT;
            (void)utf8_decode(utf8 + out[i].cluster_b, len_b - out[i].cluster_b, &ch);
            out[i].id = TEXT_BOX_ID + ch;
            out[i].advance = text_box_advance(ch) * t->fonts[font].upem / 1024;
            out[i].x = out[i].y = 0;
        }
        if (utf8[info[i].cluster] == '\t') {
            int32_t tab = t->fonts[font].upem * TAB_FIFTHS / 5;
            out[i].advance = tab - (int32_t)(pen % tab);
        }
    }
}

/// Shapes into memory that lasts until the next call.
static struct text_run shape_scratch(struct text *t, enum font_id font, const char *utf8,
                                     uint32_t len_b) {
    struct shape_cache *c = t->shapes;
    uint32_t n = hb_buffer_get_length(t->buffer);
    if (n > c->scratch_len || n < c->scratch_len / 4) {
        struct text_glyph *more = malloc(n * sizeof(*more));
        if (more == NULL) {
            return (struct text_run){ 0 };
        }
        free(c->scratch);
        c->scratch = more;
        c->scratch_len = n;
    }
    read_glyphs(t, font, utf8, len_b, c->scratch);
    return (struct text_run){ .num_glyphs = n, .glyphs = c->scratch };
}

struct text_run text_shape(struct text *t, enum font_id font, const char *utf8, uint32_t len_b) {
    if (len_b == 0) {
        return (struct text_run){ 0 };
    }
    if (len_b > KEEP_MAX_B) {
        if (!shape_text(t, font, utf8, len_b)) {
            return (struct text_run){ 0 };
        }
        return shape_scratch(t, font, utf8, len_b);
    }
    uint32_t hash = hash_fnv1a32(utf8, len_b) ^ (uint32_t)font * 0x9E3779B1u;
    struct entry *e = &t->shapes->entries[(hash ^ hash >> 15) % NUM_ENTRIES];
    if (e->glyphs != NULL && e->hash == hash && e->len_b == len_b && e->font == font &&
        memcmp(e->glyphs + e->num_glyphs, utf8, len_b) == 0) {
        return (struct text_run){ .num_glyphs = e->num_glyphs, .glyphs = e->glyphs };
    }
    if (!shape_text(t, font, utf8, len_b)) {
        return (struct text_run){ 0 };
    }
    uint32_t n = hb_buffer_get_length(t->buffer);
    struct text_glyph *glyphs = malloc(n * sizeof(*glyphs) + len_b);
    if (glyphs == NULL) {
        return (struct text_run){ 0 };
    }
    read_glyphs(t, font, utf8, len_b, glyphs);
    memcpy(glyphs + n, utf8, len_b);
    free(e->glyphs);
    *e = (struct entry){
        .hash = hash,
        .len_b = len_b,
        .font = font,
        .num_glyphs = n,
        .glyphs = glyphs,
    };
    return (struct text_run){ .num_glyphs = n, .glyphs = glyphs };
}
