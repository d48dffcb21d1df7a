// SPDX-License-Identifier: MIT
#include "text.h"

#include <stdlib.h>

#include "cell_text.h"
#include "text_int.h"

/// Line through text, above the baseline, in 1/100 of the size.
#define STRIKE_UP 28

static status_t font_init(struct text *t, struct text_font *f, const struct text_blob *blob) {
    if (blob->size_b > INT32_MAX ||
        FT_New_Memory_Face(t->ft, blob->data, (FT_Long)blob->size_b, 0, &f->face) != 0) {
        f->face = NULL;
        return ERR_BAD_FORMAT;
    }
    hb_blob_t *b =
        hb_blob_create(blob->data, (unsigned)blob->size_b, HB_MEMORY_MODE_READONLY, NULL, NULL);
    f->hb_face = hb_face_create(b, 0);
    hb_blob_destroy(b);
    f->hb_font = hb_font_create(f->hb_face);
    f->upem = (int32_t)hb_face_get_upem(f->hb_face);
    if (hb_face_get_glyph_count(f->hb_face) == 0 || f->upem < 16) {
        return ERR_BAD_FORMAT;
    }
    if (hb_font_get_nominal_glyph(f->hb_font, 0x2026, &f->ellipsis_id)) {
        f->ellipsis_advance = hb_font_get_glyph_h_advance(f->hb_font, f->ellipsis_id);
    }
    return OK;
}

const struct text_font *text_fallback(struct text *t) {
    if (t->fallback.size_b > 0) {
        bool good = font_init(t, &t->fonts[FONT_JAPANESE], &t->fallback) == OK;
        t->fallback.size_b = 0;
        t->no_fallback = !good;
    }
    return t->fonts[FONT_JAPANESE].hb_font != NULL && !t->no_fallback ? &t->fonts[FONT_JAPANESE]
                                                                      : NULL;
}

void text_destroy(struct text *t) {
    if (t == NULL) {
        return;
    }
    for (int i = 0; i < FONT_NUM; i++) {
        hb_font_destroy(t->fonts[i].hb_font);
        hb_face_destroy(t->fonts[i].hb_face);
        if (t->fonts[i].face != NULL) {
            FT_Done_Face(t->fonts[i].face);
        }
    }
    hb_buffer_destroy(t->buffer);
    shape_cache_destroy(t->shapes);
    glyph_cache_destroy(t->glyphs);
    cell_cache_destroy(t->cells);
    if (t->ft != NULL) {
        FT_Done_FreeType(t->ft);
    }
    free(t);
}

status_t text_create(const struct text_blob blobs[FONT_NUM], struct text **out) {
    struct text *t = calloc(1, sizeof(*t));
    if (t == NULL) {
        return ERR_NO_MEMORY;
    }
    status_t st = ERR_NO_MEMORY;
    if (FT_Init_FreeType(&t->ft) != 0) {
        t->ft = NULL;
        goto err;
    }
    t->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(t->buffer)) {
        goto err;
    }
    st = shape_cache_create(&t->shapes);
    if (st == OK) {
        st = glyph_cache_create(&t->glyphs);
    }
    for (int i = 0; i < FONT_JAPANESE && st == OK; i++) {
        st = font_init(t, &t->fonts[i], &blobs[i]);
    }
    t->fallback = blobs[FONT_JAPANESE];
    if (st != OK) {
        goto err;
    }
    *out = t;
    return OK;

err:
    text_destroy(t);
    return st;
}

lpx_t text_baseline(enum ui_style style) {
    return theme_type(style)->size * 36 / 100;
}

/// `units` of a font in 1/64 logical pixels, rounded up.
static lpx_t lpx_from_units(const struct text_font *f, const struct theme_type *type,
                            int64_t units) {
    return (lpx_t)((units * type->size + f->upem - 1) / f->upem);
}

struct text_extent text_measure(struct text *t, const struct text_spec *spec) {
    const struct theme_type *type = theme_type(spec->style);
    struct text_lines it;
    struct text_line line;
    int32_t widest = 0;
    text_lines_init(&it, t, spec);
    while (text_lines_next(&it, &line)) {
        widest = MAX(widest, line.width);
    }
    return (struct text_extent){
        .size = { lpx_from_units(it.font, type, widest), (lpx_t)it.count * type->line },
        .lines = it.count,
        .cut = it.cut,
    };
}

/// A pen on a baseline.
struct pen {
    const struct draw *d;
    struct text *text;
    enum font_id font;
    int32_t size_d26;
    int64_t unit_q16; ///< Device 1/64 pixels in a font unit, times 65536.
    int32_t baseline_px;
    argb_t color;
};

static struct pen pen_make(struct text *t, const struct draw *d, enum ui_style style,
                           argb_t color) {
    const struct theme_type *type = theme_type(style);
    struct pen pen = {
        .d = d,
        .text = t,
        .font = type->font,
        .size_d26 = lpx_to_d26(type->size, d->scale),
        .color = color,
    };
    pen.unit_q16 = (int64_t)pen.size_d26 * 65536 / t->fonts[type->font].upem;
    return pen;
}

static void put_glyph(const struct pen *pen, enum font_id font, uint32_t id, int32_t x_d26,
                      int32_t raise_units) {
    int32_t y = pen->baseline_px - (int32_t)((raise_units * pen->unit_q16 + (1 << 21)) >> 22);
    if (id >= TEXT_BOX_ID) {
        text_box_draw(pen->d, id - TEXT_BOX_ID, (x_d26 + 32) >> 6, y, pen->size_d26, pen->color);
        return;
    }
    int32_t quarters = (x_d26 + 8) >> 4;
    const struct glyph_mask *g =
        glyph_get(pen->text, font, id, pen->size_d26, (uint32_t)quarters & 3,
                  pen->d->scale < TEXT_NO_HINT_SCALE);
    if (g != NULL && g->mask.w_px > 0) {
        draw_mask(pen->d, &g->mask, (quarters >> 2) + g->left, y - g->top, pen->color);
    }
}

/// Draws `line` with its left end at `x_d26`.
static void put_line(const struct pen *pen, const struct text_line *line, int32_t x_d26,
                     bool strike) {
    int64_t at = 0;
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct text_glyph *g = &line->run.glyphs[i];
        int64_t x = ((at + g->x) * pen->unit_q16 + 32768) >> 16;
        put_glyph(pen, (enum font_id)g->font, g->id, x_d26 + (int32_t)x, g->y);
        at += g->advance;
    }
    if (line->ellipsis) {
        const struct text_font *f = &pen->text->fonts[pen->font];
        int64_t x = (at * pen->unit_q16 + 32768) >> 16;
        put_glyph(pen, pen->font, f->ellipsis_id, x_d26 + (int32_t)x, 0);
        at += f->ellipsis_advance;
    }
    if (strike) {
        int32_t x2 = x_d26 + (int32_t)((at * pen->unit_q16) >> 16);
        int32_t y = pen->baseline_px - (pen->size_d26 * STRIKE_UP / 100 + 32) / 64;
        draw_fill(
            pen->d,
            (struct px_box){ (x_d26 + 32) >> 6, y, (x2 + 32) >> 6, y + px_hairline(pen->d->scale) },
            pen->color);
    }
}

/// Room left of a line of `width` in a box `room` wide, both in 1/64 logical pixels.
static lpx_t align_shift(enum text_align align, lpx_t room, lpx_t width) {
    switch (align) {
    case TEXT_START:
        return 0;
    case TEXT_CENTER:
        return (room - width) / 2;
    case TEXT_END:
        return room - width;
    }
    return 0;
}

void text_draw(struct text *t, const struct draw *d, const struct text_spec *spec,
               struct lpx_rect box, enum text_align align, argb_t color) {
    const struct theme_type *type = theme_type(spec->style);
    lpx_t block = type->line;
    if ((spec->flags & TEXT_WRAP) != 0) {
        block = text_measure(t, spec).size.h;
    }
    struct pen pen = pen_make(t, d, spec->style, color);
    struct text_lines it;
    struct text_line line;
    text_lines_init(&it, t, spec);
    lpx_t middle = box.y + (box.h - block) / 2 + type->line / 2;
    for (; text_lines_next(&it, &line); middle += type->line) {
        pen.baseline_px = lpx_snap(middle + text_baseline(spec->style), d->scale);
        int32_t ascent = pen.size_d26 / 32; // generous: two sizes up, one down
        if (!draw_touches(d, (struct px_box){ INT32_MIN / 4, pen.baseline_px - ascent,
                                              INT32_MAX / 4, pen.baseline_px + ascent })) {
            continue;
        }
        lpx_t shift = align_shift(align, box.w, lpx_from_units(it.font, type, line.width));
        put_line(&pen, &line, lpx_to_d26(box.x + shift, d->scale),
                 (spec->flags & TEXT_STRIKE) != 0);
    }
}

void text_draw_at(struct text *t, const struct draw *d, const struct text_spec *spec,
                  struct lpx_point at, enum text_align align, argb_t color) {
    const struct theme_type *type = theme_type(spec->style);
    struct text_spec one = *spec;
    one.flags &= ~(uint32_t)TEXT_WRAP;
    struct pen pen = pen_make(t, d, spec->style, color);
    struct text_lines it;
    struct text_line line;
    text_lines_init(&it, t, &one);
    if (text_lines_next(&it, &line)) {
        pen.baseline_px = lpx_snap(at.y, d->scale);
        lpx_t shift = align_shift(align, 0, lpx_from_units(it.font, type, line.width));
        put_line(&pen, &line, lpx_to_d26(at.x + shift, d->scale), (spec->flags & TEXT_STRIKE) != 0);
    }
}

uint32_t text_row_at(struct text *t, const struct text_spec *spec, uint32_t at_b,
                     uint32_t *out_from) {
    struct text_lines it;
    struct text_line line;
    *out_from = 0;
    text_lines_init(&it, t, spec);
    while (text_lines_next(&it, &line)) {
        uint32_t end = it.done ? spec->len_b
                       : it.next_glyph < line.run.num_glyphs
                           ? line.run.glyphs[it.next_glyph].cluster_b
                           : spec->len_b;
        if (at_b < end || it.done) {
            return end;
        }
        *out_from = end;
    }
    return spec->len_b;
}

lpx_t text_caret_x(struct text *t, const struct text_spec *spec, uint32_t at_b) {
    const struct theme_type *type = theme_type(spec->style);
    struct text_run run = text_shape(t, type->font, spec->utf8, spec->len_b);
    int64_t x = 0;
    for (uint32_t i = 0; i < run.num_glyphs && run.glyphs[i].cluster_b < at_b; i++) {
        x += run.glyphs[i].advance;
    }
    return (lpx_t)(x * type->size / t->fonts[type->font].upem);
}

uint32_t text_caret_at(struct text *t, const struct text_spec *spec, lpx_t x) {
    const struct theme_type *type = theme_type(spec->style);
    struct text_run run = text_shape(t, type->font, spec->utf8, spec->len_b);
    int64_t want = (int64_t)x * t->fonts[type->font].upem / type->size;
    int64_t left = 0;
    for (uint32_t i = 0; i < run.num_glyphs; i++) {
        const struct text_glyph *g = &run.glyphs[i];
        if (want < left + g->advance / 2) {
            return g->cluster_b;
        }
        left += g->advance;
    }
    return spec->len_b;
}
