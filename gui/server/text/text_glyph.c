// SPDX-License-Identifier: MIT
// Glyph masks: rasterised by FreeType, kept in one arena that is emptied when it is full.
#include <stdlib.h>
#include <string.h>

#include "text_int.h"
#include FT_OUTLINE_H

/// Bounds of the cache. Emptied when either is reached: a screen of text needs a tenth of it.
#define NUM_SLOTS 4096u
#define MAX_USED (NUM_SLOTS / 4 * 3)
#define ARENA_B (512u * 1024)

struct slot {
    uint32_t id;
    int32_t size_d26;
    uint16_t variant; ///< Font, quarter and hinting, plus VARIANT_USED; 0 = free slot.
    struct glyph_mask glyph;
};

#define VARIANT_USED 0x8000u

/// Small text at quarter-pixel offsets spreads each stem over two pixels, which looks pale. Up to
/// this size (1/64 pixel) coverage c becomes c + c (1 - c) FIRMNESS / 256.
#define FIRM_MAX_D26 (17 * 64)
#define FIRMNESS 80u

struct glyph_cache {
    struct slot slots[NUM_SLOTS];
    uint32_t used;
    size_t arena_used_b;
    uint8_t arena[ARENA_B];
};

status_t glyph_cache_create(struct glyph_cache **out) {
    struct glyph_cache *c = calloc(1, sizeof(*c));
    if (c == NULL) {
        return ERR_NO_MEMORY;
    }
    *out = c;
    return OK;
}

void glyph_cache_destroy(struct glyph_cache *c) {
    free(c);
}

static struct slot *slot_of(struct glyph_cache *c, uint32_t id, int32_t size_d26,
                            uint16_t variant) {
    uint32_t hash =
        (id * 0x9E3779B1u) ^ ((uint32_t)size_d26 * 0x85EBCA77u) ^ (variant * 0xC2B2AE3Du);
    for (uint32_t i = hash >> 18;; i++) {
        struct slot *s = &c->slots[i % NUM_SLOTS];
        if (s->variant == 0 || (s->id == id && s->size_d26 == size_d26 && s->variant == variant)) {
            return s;
        }
    }
}

void glyph_firm_up(uint8_t *a, size_t len_b) {
    for (size_t i = 0; i < len_b; i++) {
        a[i] = (uint8_t)(a[i] + ((uint32_t)a[i] * (255u - a[i]) * FIRMNESS >> 16));
    }
}

/// Loads the outline of `id`, moved right by `quarter`, and rasterises it into the face's slot.
static bool rasterise(struct text_font *f, uint32_t id, int32_t size_d26, uint32_t quarter,
                      bool hinted) {
    if (f->size_d26 != size_d26) {
        if (FT_Set_Char_Size(f->face, 0, size_d26, 72, 72) != 0) {
            return false;
        }
        f->size_d26 = size_d26;
    }
    int32_t flags = FT_LOAD_NO_BITMAP | (hinted ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING);
    if (FT_Load_Glyph(f->face, id, flags) != 0 ||
        f->face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return false;
    }
    FT_Outline_Translate(&f->face->glyph->outline, (FT_Pos)quarter * 16, 0);
    return FT_Render_Glyph(f->face->glyph, FT_RENDER_MODE_NORMAL) == 0;
}

const struct glyph_mask *glyph_get(struct text *t, enum font_id font, uint32_t id, int32_t size_d26,
                                   uint32_t quarter, bool hinted) {
    struct glyph_cache *c = t->glyphs;
    uint16_t variant = (uint16_t)(VARIANT_USED | (hinted ? 64u : 0) | quarter << 4 | font);
    struct slot *s = slot_of(c, id, size_d26, variant);
    if (s->variant != 0) {
        return &s->glyph;
    }
    const FT_GlyphSlot g = t->fonts[font].face->glyph;
    size_t need_b = 0;
    bool visible = rasterise(&t->fonts[font], id, size_d26, quarter, hinted);
    if (visible) {
        need_b = (size_t)g->bitmap.width * g->bitmap.rows;
        if (need_b > ARENA_B) {
            return NULL; // larger than any size of ours
        }
    }
    if (c->used >= MAX_USED || c->arena_used_b + need_b > ARENA_B) {
        memset(c->slots, 0, sizeof(c->slots));
        c->used = 0;
        c->arena_used_b = 0;
        s = slot_of(c, id, size_d26, variant);
    }
    uint8_t *a = c->arena + c->arena_used_b;
    c->arena_used_b += need_b;
    c->used++;
    *s = (struct slot){ .id = id, .size_d26 = size_d26, .variant = variant };
    if (!visible) {
        return &s->glyph;
    }
    const FT_Bitmap *b = &g->bitmap;
    for (uint32_t y = 0; y < b->rows; y++) {
        memcpy(a + y * b->width, b->buffer + (ptrdiff_t)y * b->pitch, b->width);
    }
    if (size_d26 <= FIRM_MAX_D26) {
        glyph_firm_up(a, need_b);
    }
    s->glyph = (struct glyph_mask){
        .mask = { .w_px = (int32_t)b->width,
                  .h_px = (int32_t)b->rows,
                  .stride_b = (int32_t)b->width,
                  .a = a },
        .left = g->bitmap_left,
        .top = g->bitmap_top,
    };
    return &s->glyph;
}
