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

/// Longer ones, as in text areas: fewer are kept, at most 1 MiB.
#define NUM_LONG 48u
#define LONG_MAX_B 1032u

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
    struct entry entries[NUM_ENTRIES + NUM_LONG];
    struct text_glyph *work; ///< The run that was shaped last. Owned.
    uint32_t work_len, work_max;
    int64_t work_width;
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
    for (uint32_t i = 0; i < NUM_ENTRIES + NUM_LONG; i++) {
        free(c->entries[i].glyphs);
    }
    free(c->work);
    free(c);
}

/// Controls, and characters that reorder or hide what follows: shown, not obeyed.
static bool must_be_seen(uint32_t ch) {
    return (ch < 0x20 && ch != '\t') || (ch >= 0x7f && ch <= 0x9f) || ch == 0x061c ||
           (ch >= 0x200e && ch <= 0x200f) || (ch >= 0x2028 && ch <= 0x202e) ||
           (ch >= 0x2066 && ch <= 0x206f) || ch == 0xfeff || (ch >= 0xfff9 && ch <= 0xfffb) ||
           (ch >= 0xe0000 && ch <= 0xe007f);
}

/// Fills the buffer with bytes from..to and shapes it.
static bool shape_text(struct text *t, enum font_id font, const char *utf8, uint32_t from,
                       uint32_t to) {
    hb_buffer_t *b = t->buffer;
    hb_buffer_clear_contents(b);
    hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
    for (uint32_t at = from; at < to;) {
        uint32_t ch;
        size_t n = utf8_decode(utf8 + at, to - at, &ch);
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

/// A whole string and the font whose units its run has.
struct job {
    struct text *t;
    enum font_id font;
    const char *utf8;
    uint32_t len_b;
};

/// Appends what HarfBuzz found, boxes in place of missing glyphs, tabs up to their stops.
static bool read_glyphs(const struct job *job, enum font_id font) {
    struct text *t = job->t;
    struct shape_cache *c = t->shapes;
    uint32_t n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(t->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(t->buffer, NULL);
    if (c->work_len + n > c->work_max) {
        uint32_t max = MAX(c->work_len + n, 2 * c->work_max);
        struct text_glyph *more = realloc(c->work, max * sizeof(*more));
        if (more == NULL) {
            return false;
        }
        c->work = more;
        c->work_max = max;
    }
    const int32_t upem = t->fonts[job->font].upem;
    const int32_t of = t->fonts[font].upem;
    for (uint32_t i = 0; i < n; i++) {
        struct text_glyph g = {
            .id = info[i].codepoint,
            .cluster_b = info[i].cluster,
            .advance = pos[i].x_advance * upem / of,
            .x = (int16_t)(pos[i].x_offset * upem / of),
            .y = (int16_t)(pos[i].y_offset * upem / of),
            .font = (uint8_t)font,
        };
        if (g.id == 0) {
            uint32_t ch = UTF8_REPLACEMENT;
            (void)utf8_decode(job->utf8 + g.cluster_b, job->len_b - g.cluster_b, &ch);
            g.id = TEXT_BOX_ID + ch;
            g.advance = text_box_advance(ch) * upem / 1024;
            g.x = g.y = 0;
        }
        if (job->utf8[g.cluster_b] == '\t') {
            int32_t tab = upem * TAB_FIFTHS / 5;
            g.advance = tab - (int32_t)(c->work_width % tab);
        }
        c->work_width += g.advance;
        c->work[c->work_len++] = g;
    }
    return true;
}

static bool has(const struct text_font *f, uint32_t ch) {
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(f->hb_font, ch, &glyph);
}

/// Whether the fallback has something of what the run lacks.
static bool fallback_helps(const struct job *job) {
    const struct shape_cache *c = job->t->shapes;
    for (uint32_t i = 0; i < c->work_len; i++) {
        uint32_t ch = c->work[i].id - TEXT_BOX_ID;
        if (c->work[i].id >= TEXT_BOX_ID && ch >= 0x80 && !must_be_seen(ch)) {
            const struct text_font *f = text_fallback(job->t);
            return f != NULL; // which of them it has is looked at one by one
        }
    }
    return false;
}

/// The font for the character at `at`; a mark goes with what stands before it.
static enum font_id font_for(const struct job *job, uint32_t ch, enum font_id before) {
    const struct text_font *fallback = &job->t->fonts[FONT_JAPANESE];
    if ((ch >= 0x300 && ch < 0x370) || ch == 0x3099 || ch == 0x309a) {
        return before;
    }
    bool other = ch >= 0x80 && !must_be_seen(ch) && !has(&job->t->fonts[job->font], ch);
    return other && has(fallback, ch) ? FONT_JAPANESE : job->font;
}

/// Shapes what each font has by itself.
static bool shape_in_parts(const struct job *job) {
    enum font_id font = job->font;
    uint32_t from = 0;
    job->t->shapes->work_len = 0;
    job->t->shapes->work_width = 0;
    for (uint32_t at = 0; at <= job->len_b;) {
        uint32_t ch = 0;
        uint32_t n = (uint32_t)utf8_decode(job->utf8 + at, job->len_b - at, &ch);
        enum font_id next = n > 0 ? font_for(job, ch, font) : font;
        if ((next != font || n == 0) && at > from) {
            if (!shape_text(job->t, font, job->utf8, from, at) || !read_glyphs(job, font)) {
                return false;
            }
            from = at;
        }
        font = next;
        at += MAX(n, 1u);
    }
    return true;
}

/// Shapes into `work`.
static bool shape(const struct job *job) {
    job->t->shapes->work_len = 0;
    job->t->shapes->work_width = 0;
    if (!shape_text(job->t, job->font, job->utf8, 0, job->len_b) || !read_glyphs(job, job->font)) {
        return false;
    }
    return !fallback_helps(job) || shape_in_parts(job);
}

struct text_run text_shape(struct text *t, enum font_id font, const char *utf8, uint32_t len_b) {
    struct shape_cache *c = t->shapes;
    const struct job job = { t, font, utf8, len_b };
    if (len_b == 0) {
        return (struct text_run){ 0 };
    }
    if (len_b > LONG_MAX_B) {
        return shape(&job) ? (struct text_run){ c->work_len, c->work } : (struct text_run){ 0 };
    }
    uint32_t hash = hash_fnv1a32(utf8, len_b) ^ (uint32_t)font * 0x9E3779B1u;
    uint32_t mixed = hash ^ hash >> 15;
    struct entry *e =
        &c->entries[len_b <= KEEP_MAX_B ? mixed % NUM_ENTRIES : NUM_ENTRIES + mixed % NUM_LONG];
    if (e->glyphs != NULL && e->hash == hash && e->len_b == len_b && e->font == font &&
        memcmp(e->glyphs + e->num_glyphs, utf8, len_b) == 0) {
        return (struct text_run){ .num_glyphs = e->num_glyphs, .glyphs = e->glyphs };
    }
    if (!shape(&job)) {
        return (struct text_run){ 0 };
    }
    uint32_t n = c->work_len;
    struct text_glyph *glyphs = malloc(n * sizeof(*glyphs) + len_b);
    if (glyphs == NULL) {
        return (struct text_run){ 0 };
    }
    memcpy(glyphs, c->work, n * sizeof(*glyphs));
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
