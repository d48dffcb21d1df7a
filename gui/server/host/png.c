// SPDX-License-Identifier: MIT
#include "png.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void put32(uint8_t *p, uint32_t v) {
    p[0] = (uint8_t)(v >> 24);
    p[1] = (uint8_t)(v >> 16);
    p[2] = (uint8_t)(v >> 8);
    p[3] = (uint8_t)v;
}

static bool write_chunk(FILE *f, const char *type, const uint8_t *data, size_t len_b) {
    uint8_t word[4];
    put32(word, (uint32_t)len_b);
    uint32_t crc = (uint32_t)crc32(0, (const Bytef *)type, 4);
    if (len_b > 0) {
        crc = (uint32_t)crc32(crc, data, (uInt)len_b);
    }
    bool ok = fwrite(word, 4, 1, f) == 1 && fwrite(type, 4, 1, f) == 1 &&
              (len_b == 0 || fwrite(data, len_b, 1, f) == 1);
    put32(word, crc);
    return ok && fwrite(word, 4, 1, f) == 1;
}

static bool is_opaque(const struct surface *s) {
    for (int32_t y = 0; y < s->h_px; y++) {
        for (int32_t x = 0; x < s->w_px; x++) {
            if (ARGB_A(surface_row(s, y)[x]) != 255) {
                return false;
            }
        }
    }
    return true;
}

/// Bytes of one pixel, colour divided by alpha again.
static size_t put_pixel(uint8_t *to, pargb_t c, bool alpha) {
    uint32_t a = ARGB_A(c);
    uint32_t half = a / 2;
    to[0] = (uint8_t)(a == 0 ? 0 : MIN((ARGB_R(c) * 255 + half) / a, 255));
    to[1] = (uint8_t)(a == 0 ? 0 : MIN((ARGB_G(c) * 255 + half) / a, 255));
    to[2] = (uint8_t)(a == 0 ? 0 : MIN((ARGB_B(c) * 255 + half) / a, 255));
    if (alpha) {
        to[3] = (uint8_t)a;
    }
    return alpha ? 4 : 3;
}

uint8_t *png_rgb(const struct surface *s, size_t *out_len_b) {
    size_t len_b = (size_t)s->w_px * (size_t)s->h_px * 3;
    uint8_t *rgb = malloc(len_b);
    uint8_t *at = rgb;
    for (int32_t y = 0; rgb != NULL && y < s->h_px; y++) {
        for (int32_t x = 0; x < s->w_px; x++) {
            at += put_pixel(at, surface_row(s, y)[x], false);
        }
    }
    *out_len_b = len_b;
    return rgb;
}

/// Rows behind a filter byte: 0 as they are, 2 as the difference to the row above.
static size_t filter_rows(uint8_t *to, const struct surface *s, bool alpha, uint8_t filter) {
    size_t row_b = 1 + (size_t)s->w_px * (alpha ? 4 : 3);
    for (int32_t y = 0; y < s->h_px; y++) {
        uint8_t *at = to + (size_t)y * row_b;
        *at++ = filter;
        for (int32_t x = 0; x < s->w_px; x++) {
            at += put_pixel(at, surface_row(s, y)[x], alpha);
        }
    }
    for (int32_t y = filter == 2 ? s->h_px - 1 : 0; y > 0; y--) {
        uint8_t *row = to + (size_t)y * row_b;
        const uint8_t *above = row - row_b;
        for (size_t i = 1; i < row_b; i++) {
            row[i] = (uint8_t)(row[i] - above[i]);
        }
    }
    return row_b * (size_t)s->h_px;
}

static bool write_file(FILE *f, const struct surface *s, bool alpha, const uint8_t *packed,
                       size_t len_b) {
    uint8_t head[13] = { [8] = 8, [9] = alpha ? 6 : 2 };
    put32(head, (uint32_t)s->w_px);
    put32(head + 4, (uint32_t)s->h_px);
    return fwrite("\x89PNG\r\n\x1a\n", 8, 1, f) == 1 && write_chunk(f, "IHDR", head, 13) &&
           write_chunk(f, "IDAT", packed, len_b) && write_chunk(f, "IEND", NULL, 0);
}

/// Packs with the filter that gives less; `*out_len_b` is the room before and the length after.
static bool pack(const struct surface *s, bool alpha, uint8_t *raw, uint8_t *packed,
                 uLongf *out_len_b) {
    uLongf room_b = *out_len_b;
    size_t len_b = filter_rows(raw, s, alpha, 0);
    if (compress2(packed, out_len_b, raw, (uLong)len_b, 9) != Z_OK) {
        return false;
    }
    uLongf plain_b = *out_len_b;
    (void)filter_rows(raw, s, alpha, 2);
    *out_len_b = room_b;
    if (compress2(packed, out_len_b, raw, (uLong)len_b, 9) != Z_OK) {
        return false;
    }
    if (plain_b < *out_len_b) {
        (void)filter_rows(raw, s, alpha, 0);
        *out_len_b = room_b;
        return compress2(packed, out_len_b, raw, (uLong)len_b, 9) == Z_OK;
    }
    return true;
}

status_t png_write(const char *path, const struct surface *s) {
    bool alpha = !is_opaque(s);
    size_t raw_b = (1 + (size_t)s->w_px * 4) * (size_t)s->h_px;
    uLongf packed_b = compressBound((uLong)raw_b);
    uint8_t *raw = calloc(1, raw_b);
    uint8_t *packed = malloc(packed_b);
    status_t st = ERR_NO_MEMORY;
    if (raw == NULL || packed == NULL || !pack(s, alpha, raw, packed, &packed_b)) {
        goto out;
    }
    st = ERR_IO;
    FILE *f = fopen(path, "wb");
    if (f != NULL) {
        bool ok = write_file(f, s, alpha, packed, packed_b);
        if (fclose(f) == 0 && ok) {
            st = OK;
        }
    }
out:
    free(raw);
    free(packed);
    return st;
}
