// SPDX-License-Identifier: MIT
// Boxes with hex digits: what stands for characters that no font has or that must not act.
#include "text_int.h"

#define DIGIT_W 3
#define DIGIT_H 5

/// Text size (pixels) for which the box is drawn with single pixels.
#define BASE_SIZE 13

/// 3 x 5 digits, rows from top, leftmost pixel in bit 2.
static const uint8_t digits[16][DIGIT_H] = {
    { 7, 5, 5, 5, 7 }, { 2, 6, 2, 2, 7 }, { 7, 1, 7, 4, 7 }, { 7, 1, 3, 1, 7 },
    { 5, 5, 7, 1, 1 }, { 7, 4, 7, 1, 7 }, { 7, 4, 7, 5, 7 }, { 7, 1, 1, 2, 2 },
    { 7, 5, 7, 5, 7 }, { 7, 5, 7, 1, 7 }, { 7, 5, 7, 5, 5 }, { 6, 5, 6, 5, 6 },
    { 7, 4, 4, 4, 7 }, { 6, 5, 5, 5, 6 }, { 7, 4, 6, 4, 7 }, { 7, 4, 6, 4, 4 },
};

/// Digits in each of the two rows.
static int32_t columns(uint32_t character) {
    return character > 0xffff ? 3 : 2;
}

/// Width with its frame and a pixel of air, in pixels at BASE_SIZE.
static int32_t box_width(uint32_t character) {
    return columns(character) * (DIGIT_W + 1) + 3;
}

int32_t text_box_advance(uint32_t character) {
    return (box_width(character) + 2) * 1024 / BASE_SIZE;
}

static void draw_digit(const struct draw *d, uint32_t digit, int32_t x, int32_t y, int32_t unit,
                       argb_t color) {
    for (int32_t row = 0; row < DIGIT_H; row++) {
        for (int32_t col = 0; col < DIGIT_W; col++) {
            if (digits[digit][row] & 4 >> col) {
                int32_t px = x + col * unit;
                int32_t py = y + row * unit;
                draw_fill(d, (struct px_box){ px, py, px + unit, py + unit }, color);
            }
        }
    }
}

void text_box_draw(const struct draw *d, uint32_t character, int32_t x, int32_t baseline,
                   int32_t size_d26, argb_t color) {
    int32_t unit = MAX((size_d26 + BASE_SIZE * 32) / (BASE_SIZE * 64), 1);
    int32_t w = box_width(character) * unit;
    int32_t h = (2 * (DIGIT_H + 1) + 3) * unit;
    int32_t left = x + unit;
    int32_t top = baseline + 3 * unit - h;
    struct px_box frame = { left, top, left + w, top + h };
    draw_rrect_border(d, frame, 0, unit * 64, color_fade(color, 128));
    int32_t cols = columns(character);
    for (int32_t i = 0; i < 2 * cols; i++) {
        uint32_t digit = character >> 4 * (2 * cols - 1 - i) & 15;
        draw_digit(d, digit, left + (2 + i % cols * (DIGIT_W + 1)) * unit,
                   top + (2 + i / cols * (DIGIT_H + 1)) * unit, unit, color);
    }
}
