// SPDX-License-Identifier: MIT
#include "cell_text.h"

#include <stdlib.h>
#include <string.h>

#include "cell_shape.h"
#include "text_int.h"
#include FT_OUTLINE_H

#define CELL_W LPX(8)
#define CELL_H LPX(18)

/// Bounds of the cache, which is emptied when either is reached or the scale changes.
#define NUM_SLOTS 2048u
#define MAX_USED (NUM_SLOTS / 4 * 3)
#define ARENA_B (256u * 1024)

/// Largest cell, at SCALE_MAX.
#define CELL_MAX_B (24 * 54)

struct slot {
    uint32_t key; ///< Character and flags, plus KEY_USED; 0 = free.
    bool missing; ///< The font has no such glyph.
    struct text_cell cell;
};

#define KEY_USED BIT(31)

struct cell_cache {
    struct slot slots[NUM_SLOTS];
    scale_t scale;
    uint32_t used;
    size_t arena_used_b;
    uint8_t arena[ARENA_B];
};

void cell_cache_destroy(struct cell_cache *c) {
    free(c);
}

struct text_cell_size text_cell_size(scale_t scale) {
    int32_t w = lpx_snap(CELL_W, scale);
    int32_t h = lpx_snap(CELL_H, scale);
    // As everywhere: 0.36 of the size below the centre; the size is w / 0.6.
    return (struct text_cell_size){ w, h, (h * 5 + w * 6 + 5) / 10 };
}

/// Size in 1/64 px in which the font's advance is the width of a cell.
static int32_t em_size(const struct text_font *f, int32_t w_px) {
    uint32_t space = 0;
    hb_font_get_nominal_glyph(f->hb_font, ' ', &space);
    int32_t advance = hb_font_get_glyph_h_advance(f->hb_font, space);
    return advance > 0 ? (int32_t)((int64_t)w_px * 64 * f->upem / advance) : w_px * 64;
}

/// Rasterises the glyph into the face's slot. False when there is none.
static bool rasterise(struct text_font *f, uint32_t glyph, uint32_t flags, scale_t scale) {
    int32_t size = em_size(f, text_cell_size(scale).w_px);
    if (f->size_d26 != size) {
        if (FT_Set_Char_Size(f->face, 0, size, 72, 72) != 0) {
            return false;
        }
        f->size_d26 = size;
    }
    bool hinted = scale < TEXT_NO_HINT_SCALE;
    int32_t load = FT_LOAD_NO_BITMAP | (hinted ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING);
    if (FT_Load_Glyph(f->face, glyph, load) != 0 ||
        f->face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return false;
    }
    FT_Outline *outline = &f->face->glyph->outline;
    if ((flags & TEXT_CELL_ITALIC) != 0) {
        const FT_Matrix slant = { 0x10000, 0x3000, 0, 0x10000 };
        FT_Outline_Transform(outline, &slant);
        FT_Outline_Translate(outline, -size / 24, 0);
    }
    if ((flags & TEXT_CELL_BOLD) != 0) {
        FT_Pos more = size / 22;
        FT_Outline_EmboldenXY(outline, more, more / 4);
        FT_Outline_Translate(outline, -more / 2, -more / 8);
    }
    return FT_Render_Glyph(f->face->glyph, FT_RENDER_MODE_NORMAL) == 0;
}

/// Copies what lies inside of the cell out of the face's slot.
static struct text_cell cut(const FT_GlyphSlot g, struct text_cell_size size, uint8_t *to) {
    const FT_Bitmap *b = &g->bitmap;
    int32_t left = g->bitmap_left;
    int32_t top = size.baseline_px - g->bitmap_top;
    int32_t x1 = MAX(left, 0), x2 = MIN(left + (int32_t)b->width, size.w_px);
    int32_t y1 = MAX(top, 0), y2 = MIN(top + (int32_t)b->rows, size.h_px);
    if (x1 >= x2 || y1 >= y2) {
        return (struct text_cell){ 0 };
    }
    for (int32_t y = y1; y < y2; y++) {
        memcpy(to + (y - y1) * (x2 - x1), b->buffer + (ptrdiff_t)(y - top) * b->pitch + x1 - left,
               (size_t)(x2 - x1));
    }
    return (struct text_cell){
        .mask = { .w_px = x2 - x1, .h_px = y2 - y1, .stride_b = x2 - x1, .a = to },
        .x_px = x1,
        .y_px = y1,
    };
}

static void empty(struct cell_cache *c, scale_t scale) {
    memset(c->slots, 0, sizeof(c->slots));
    c->used = 0;
    c->arena_used_b = 0;
    c->scale = scale;
}

static struct slot *slot_of(struct cell_cache *c, uint32_t key) {
    for (uint32_t i = key * 0x9E3779B1u >> 21;; i++) {
        struct slot *s = &c->slots[i % NUM_SLOTS];
        if (s->key == 0 || s->key == key) {
            return s;
        }
    }
}

static void make(struct text *t, struct slot *s, uint32_t character, uint32_t flags) {
    struct cell_cache *c = t->cells;
    struct text_cell_size size = text_cell_size(c->scale);
    uint8_t *to = c->arena + c->arena_used_b;
    size_t all_b = (size_t)size.w_px * (size_t)size.h_px;
    if (character >= 0x2500 && character <= 0x259f) {
        memset(to, 0, all_b);
        (void)cell_shape_draw(character, size.w_px, size.h_px, to);
        s->cell.mask = (struct mask){ size.w_px, size.h_px, size.w_px, to };
        c->arena_used_b += all_b;
        return;
    }
    struct text_font *f = &t->fonts[FONT_MONO];
    uint32_t glyph = 0;
    if (!hb_font_get_nominal_glyph(f->hb_font, character, &glyph) ||
        !rasterise(f, glyph, flags, c->scale)) {
        s->missing = true;
        return;
    }
    s->cell = cut(f->face->glyph, size, to);
    size_t used_b = (size_t)s->cell.mask.w_px * (size_t)s->cell.mask.h_px;
    if (c->scale < TEXT_NO_HINT_SCALE) {
        glyph_firm_up(to, used_b);
    }
    c->arena_used_b += used_b;
}

const struct text_cell *text_cell_get(struct text *t, uint32_t character, uint32_t flags,
                                      scale_t scale) {
    if (t->cells == NULL) {
        t->cells = calloc(1, sizeof(*t->cells));
        if (t->cells == NULL) {
            return NULL;
        }
    }
    struct cell_cache *c = t->cells;
    if (c->scale != scale) {
        empty(c, scale);
    }
    uint32_t key = KEY_USED | flags << 24 | character;
    struct slot *s = slot_of(c, key);
    if (s->key == 0) {
        if (c->used >= MAX_USED || c->arena_used_b + CELL_MAX_B > ARENA_B) {
            empty(c, scale);
            s = slot_of(c, key);
        }
        c->used++;
        s->key = key;
        make(t, s, character, flags);
    }
    return s->missing ? NULL : &s->cell;
}
