// SPDX-License-Identifier: MIT
// What a terminal's colours are in each theme. Text colours have a contrast of at least 4.5 with the
// ground, but for black and white, which are what they are called.
#include "paint_cells.h"

#define RGB(rgb) (0xff000000u | (rgb))

static const argb_t basic[THEME_NUM_KINDS][16] = {
    [THEME_LIGHT] = {
        RGB(0x1B1F27u), RGB(0xC4262Fu), RGB(0x137A49u), RGB(0x8A5A00u), // black red green yellow
        RGB(0x2A63E0u), RGB(0x9333B8u), RGB(0x0B7285u), RGB(0x5C6573u), // blue magenta cyan white
        RGB(0x4A5260u), RGB(0xD1303Au), RGB(0x0F7F43u), RGB(0x956000u),
        RGB(0x3B6FE8u), RGB(0xA445C8u), RGB(0x0C7A8Eu), RGB(0x6B7482u),
    },
    [THEME_DARK] = {
        RGB(0x3A404Cu), RGB(0xF4757Bu), RGB(0x4CC38Au), RGB(0xE5B454u),
        RGB(0x7BA4F7u), RGB(0xC792EAu), RGB(0x56C7D6u), RGB(0xC5CBD6u),
        RGB(0x8F98A7u), RGB(0xFF9A9Eu), RGB(0x7FDDB0u), RGB(0xF2CC7Fu),
        RGB(0xA3C1FFu), RGB(0xDDB6F5u), RGB(0x86E1ECu), RGB(0xF2F4F8u),
    },
};

/// FG, BG, cursor.
static const argb_t special[THEME_NUM_KINDS][3] = {
    [THEME_LIGHT] = { RGB(0x1B1F27u), RGB(0xFFFFFFu), RGB(0x2A63E0u) },
    [THEME_DARK] = { RGB(0xD9DEE7u), RGB(0x15181Eu), RGB(0x7BA4F7u) },
};

argb_t paint_cells_color(const struct theme *theme, uint32_t index) {
    enum theme_kind kind = theme->dark ? THEME_DARK : THEME_LIGHT;
    if (index < 16) {
        return basic[kind][index];
    }
    if (index < 232) { // a cube of 6 x 6 x 6
        static const uint8_t level[6] = { 0, 95, 135, 175, 215, 255 };
        uint32_t n = index - 16;
        return ARGB(255, level[n / 36], level[n / 6 % 6], level[n % 6]);
    }
    if (index < 256) {
        uint32_t grey = 8 + 10 * (index - 232);
        return ARGB(255, grey, grey, grey);
    }
    return special[kind][index <= UI_CELLS_CURSOR ? index - UI_CELLS_FG : 0];
}
