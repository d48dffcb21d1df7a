// SPDX-License-Identifier: MIT
// Breaking of text into lines.
#include <string.h>

#include "text_int.h"

void text_lines_init(struct text_lines *it, struct text *t, const struct text_spec *spec) {
    const struct theme_type *type = theme_type(spec->style);
    *it = (struct text_lines){
        .text = t,
        .spec = spec,
        .font = &t->fonts[type->font],
        .limit = INT64_MAX,
    };
    if (spec->width > 0 && (spec->flags & (TEXT_WRAP | TEXT_ELLIPSIS)) != 0) {
        // Half a unit more, so that text measured and rounded up fits into its own width.
        it->limit = ((int64_t)spec->width * it->font->upem + type->size - 1) / type->size;
    }
}

/// The next paragraph: up to a line feed when wrapping, all otherwise.
static void begin_paragraph(struct text_lines *it) {
    const struct text_spec *s = it->spec;
    uint32_t start = it->next_b;
    uint32_t end = s->len_b;
    if ((s->flags & TEXT_WRAP) != 0 && start < end) {
        const char *feed = memchr(s->utf8 + start, '\n', end - start);
        if (feed != NULL) {
            end = (uint32_t)(feed - s->utf8);
        }
    }
    it->paragraph_b = start;
    it->paragraph_len_b = end - start;
    it->next_b = end + 1; // past the end: no more paragraphs
    it->next_glyph = 0;
    it->in_paragraph = true;
}

static char byte_at(const struct text_lines *it, const struct text_glyph *g) {
    return it->spec->utf8[it->paragraph_b + g->cluster_b];
}

/// Drops blanks at the end of a line.
static void trim(const struct text_lines *it, struct text_line *line) {
    while (line->end > line->first) {
        const struct text_glyph *g = &line->run.glyphs[line->end - 1];
        if (byte_at(it, g) != ' ') {
            break;
        }
        line->width -= g->advance;
        line->end--;
    }
}

/// Whether a line may end behind this glyph: blanks, hyphens, and between Japanese characters but
/// before signs that must not begin a line.
static bool may_break(const struct text_lines *it, const struct text_line *line, uint32_t i) {
    const struct text_glyph *g = &line->run.glyphs[i];
    char ch = byte_at(it, g);
    if (ch == ' ' || ch == '-' || ch == '\t') {
        return true;
    }
    if ((uint8_t)ch < 0xe3 || (uint8_t)ch > 0xed || i + 1 >= line->run.num_glyphs ||
        g[1].cluster_b == g->cluster_b || it->paragraph_len_b - g[1].cluster_b < 3) {
        return (uint8_t)ch >= 0xe3 && (uint8_t)ch <= 0xed && i + 1 < line->run.num_glyphs &&
               g[1].cluster_b != g->cluster_b;
    }
    const char *next = it->spec->utf8 + it->paragraph_b + g[1].cluster_b;
    static const char closing[][4] = { "\u3001", "\u3002", "\u300d", "\u300f", "\u3011", "\u30fc",
                                       "\uff09", "\uff01", "\uff1f", "\u3063", "\u30c3" };
    for (size_t k = 0; k < ARRAY_LEN(closing) && (uint8_t)*next >= 0xe3; k++) {
        if (memcmp(next, closing[k], 3) == 0) {
            return false;
        }
    }
    return true;
}

/// Takes glyphs from line->first on until the limit; sets `end` and `width`.
///
/// @return where the next line starts.
static uint32_t take(const struct text_lines *it, struct text_line *line, bool wrap) {
    int64_t width = 0;
    int64_t width_at_break = 0;
    uint32_t break_at = line->first;
    uint32_t i = line->first;
    for (; i < line->run.num_glyphs; i++) {
        const struct text_glyph *g = &line->run.glyphs[i];
        char ch = byte_at(it, g);
        bool new_cluster = i == line->first || g->cluster_b != g[-1].cluster_b;
        if (wrap && width + g->advance > it->limit && ch != ' ' && i > line->first &&
            (new_cluster || break_at > line->first)) {
            break;
        }
        width += g->advance;
        if (may_break(it, line, i)) {
            break_at = i + 1;
            width_at_break = width;
        }
    }
    if (i < line->run.num_glyphs && break_at > line->first) {
        i = break_at;
        width = width_at_break;
    }
    line->end = i;
    line->width = (int32_t)MIN(width, INT32_MAX / 2);
    return i;
}

/// Shortens the line until it fits together with an ellipsis.
static void add_ellipsis(const struct text_lines *it, struct text_line *line) {
    int64_t room = it->limit - it->font->ellipsis_advance;
    while (line->end > line->first) {
        const struct text_glyph *last = &line->run.glyphs[line->end - 1];
        bool inside = line->end < line->run.num_glyphs && last[1].cluster_b == last->cluster_b;
        if (line->width <= room && !inside && byte_at(it, last) != ' ') {
            break;
        }
        line->width -= last->advance;
        line->end--;
    }
    line->width += it->font->ellipsis_advance;
    line->ellipsis = true;
}

bool text_lines_next(struct text_lines *it, struct text_line *out) {
    if (it->done) {
        return false;
    }
    if (!it->in_paragraph) {
        begin_paragraph(it);
    }
    const struct text_spec *s = it->spec;
    bool wrap = (s->flags & TEXT_WRAP) != 0 && s->width > 0;
    const char *start = s->len_b == 0 ? NULL : s->utf8 + it->paragraph_b;
    *out = (struct text_line){
        .run = text_shape(it->text, theme_type(s->style)->font, start, it->paragraph_len_b),
        .first = it->next_glyph,
    };
    uint32_t next = take(it, out, wrap);
    bool more = next < out->run.num_glyphs || it->next_b <= s->len_b;
    bool last = !more || (s->max_lines > 0 && it->count + 1 >= s->max_lines);
    if ((s->flags & TEXT_ELLIPSIS) != 0 && last && (more || out->width > it->limit)) {
        add_ellipsis(it, out);
    } else if ((s->flags & TEXT_WRAP) != 0) {
        trim(it, out);
    }
    it->cut |= out->ellipsis || (last && more) || out->width > it->limit;
    it->count++;
    it->next_glyph = next;
    it->in_paragraph = next < out->run.num_glyphs;
    it->done = last;
    return true;
}
