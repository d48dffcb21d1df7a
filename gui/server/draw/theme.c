// SPDX-License-Identifier: MIT
#include "theme.h"

/// `rgb` opaque, and with `pct` percent of alpha.
#define RGB(rgb) (0xff000000u | (rgb))
#define RGBP(rgb, pct) ((uint32_t)(((pct)*255 + 50) / 100) << 24 | (rgb))

#define INK 0x0F172Au ///< Light theme's lines and veils.
#define WHITE 0xFFFFFFu
#define BLACK 0x000000u

static const struct theme themes[THEME_NUM_KINDS] = {
    [THEME_LIGHT] = {
        .dark = false,
        .shadow_strength_pct = 30,
        .color = {
            [COLOR_WINDOW] = RGB(0xFBFBFDu),
            [COLOR_CHROME] = RGB(0xF3F4F7u),
            [COLOR_CARD] = RGB(0xFFFFFFu),
            [COLOR_FIELD] = RGB(0xFFFFFFu),
            [COLOR_RAISED] = RGB(0xFFFFFFu),
            [COLOR_TEXT_1] = RGB(0x1B1F27u),
            [COLOR_TEXT_2] = RGB(0x5C6573u),
            [COLOR_TEXT_3] = RGB(0x656E7Cu),
            [COLOR_HAIRLINE] = RGBP(INK, 8),
            [COLOR_BORDER] = RGBP(INK, 15),
            [COLOR_ACCENT] = RGB(0x2A63E0u),
            [COLOR_ACCENT_FILL] = RGB(0x2A63E0u),
            [COLOR_ON_ACCENT] = RGB(WHITE),
            [COLOR_DANGER] = RGB(0xCB2A34u),
            [COLOR_ON_DANGER] = RGB(WHITE),
            [COLOR_SUCCESS] = RGB(0x137A49u),
            [COLOR_HOVER] = RGBP(INK, 5),
            [COLOR_PRESSED] = RGBP(INK, 10),
            [COLOR_SELECTION] = RGBP(0x2A63E0u, 14),
            [COLOR_TEXT_SELECTION] = RGBP(0x2A63E0u, 25),
            [COLOR_RING] = RGBP(0x2A63E0u, 33),
            [COLOR_EDGE_OUTER] = RGBP(INK, 18),
            [COLOR_EDGE_INNER] = RGBP(WHITE, 69),
            [COLOR_LIP] = RGBP(INK, 4),
            [COLOR_FILL_EDGE] = RGBP(BLACK, 13),
            [COLOR_FILL_TOP] = RGBP(WHITE, 8),
            [COLOR_FILL_BOTTOM] = RGBP(BLACK, 4),
            [COLOR_FILL_HOVER] = RGBP(WHITE, 8),
            [COLOR_FILL_PRESSED] = RGBP(BLACK, 14),
            [COLOR_TRACK] = RGBP(INK, 15),
            [COLOR_KNOB] = RGB(WHITE),
            [COLOR_KNOB_SHADOW] = RGBP(0x080D1Fu, 7),
            [COLOR_VEIL] = RGBP(0xFBFBFDu, 60),
            [COLOR_SHADOW] = RGB(0x080D1Fu),
            [COLOR_PREVIEW] = RGBP(0x2A63E0u, 14),
            [COLOR_GLASS_BAR] = RGBP(0xF7F8FBu, 72),
            [COLOR_GLASS_DOCK] = RGBP(0xF4F6FAu, 63),
            [COLOR_GLASS_PANEL] = RGBP(0xF8F9FCu, 90),
            [COLOR_TIP] = RGB(0x2B303Au),
            [COLOR_ON_TIP] = RGB(WHITE),
            [COLOR_CURSOR] = RGB(WHITE),
            [COLOR_CURSOR_EDGE] = RGB(0x1B1F27u),
        },
    },
    [THEME_DARK] = {
        .dark = true,
        .shadow_strength_pct = 60,
        .color = {
            [COLOR_WINDOW] = RGB(0x1E2128u),
            [COLOR_CHROME] = RGB(0x262A32u),
            [COLOR_CARD] = RGB(0x272B34u),
            [COLOR_FIELD] = RGB(0x15181Eu),
            [COLOR_RAISED] = RGB(0x333843u),
            [COLOR_TEXT_1] = RGB(0xF2F4F8u),
            [COLOR_TEXT_2] = RGB(0xA8B0BEu),
            [COLOR_TEXT_3] = RGB(0x8F98A7u),
            [COLOR_HAIRLINE] = RGBP(WHITE, 8),
            [COLOR_BORDER] = RGBP(WHITE, 14),
            [COLOR_ACCENT] = RGB(0x7BA4F7u),
            [COLOR_ACCENT_FILL] = RGB(0x3B71E3u),
            [COLOR_ON_ACCENT] = RGB(WHITE),
            [COLOR_DANGER] = RGB(0xF4757Bu),
            [COLOR_ON_DANGER] = RGB(0x15181Eu),
            [COLOR_SUCCESS] = RGB(0x4CC38Au),
            [COLOR_HOVER] = RGBP(WHITE, 6),
            [COLOR_PRESSED] = RGBP(BLACK, 20),
            [COLOR_SELECTION] = RGBP(0x7BA4F7u, 22),
            [COLOR_TEXT_SELECTION] = RGBP(0x7BA4F7u, 25),
            [COLOR_RING] = RGBP(0x7BA4F7u, 33),
            [COLOR_EDGE_OUTER] = RGBP(BLACK, 80),
            [COLOR_EDGE_INNER] = RGBP(WHITE, 9),
            [COLOR_LIP] = RGBP(INK, 0),
            [COLOR_FILL_EDGE] = RGBP(BLACK, 13),
            [COLOR_FILL_TOP] = RGBP(WHITE, 8),
            [COLOR_FILL_BOTTOM] = RGBP(BLACK, 4),
            [COLOR_FILL_HOVER] = RGBP(WHITE, 8),
            [COLOR_FILL_PRESSED] = RGBP(BLACK, 14),
            [COLOR_TRACK] = RGBP(WHITE, 18),
            [COLOR_KNOB] = RGB(WHITE),
            [COLOR_KNOB_SHADOW] = RGBP(0x080D1Fu, 7),
            [COLOR_VEIL] = RGBP(0x1E2128u, 60),
            [COLOR_SHADOW] = RGB(0x080D1Fu),
            [COLOR_PREVIEW] = RGBP(0x7BA4F7u, 14),
            [COLOR_GLASS_BAR] = RGBP(0x14171Du, 72),
            [COLOR_GLASS_DOCK] = RGBP(0x1C2028u, 66),
            [COLOR_GLASS_PANEL] = RGBP(0x1A1E26u, 90),
            [COLOR_TIP] = RGB(0x3A404Cu),
            [COLOR_ON_TIP] = RGB(WHITE),
            [COLOR_CURSOR] = RGB(WHITE),
            [COLOR_CURSOR_EDGE] = RGB(0x15181Eu),
        },
    },
    [THEME_LIGHT_CONTRAST] = {
        .dark = false,
        .shadow_strength_pct = 30,
        .color = {
            [COLOR_WINDOW] = RGB(WHITE),
            [COLOR_CHROME] = RGB(0xEEF0F4u),
            [COLOR_CARD] = RGB(0xFFFFFFu),
            [COLOR_FIELD] = RGB(0xFFFFFFu),
            [COLOR_RAISED] = RGB(0xFFFFFFu),
            [COLOR_TEXT_1] = RGB(BLACK),
            [COLOR_TEXT_2] = RGB(0x2B303Au),
            [COLOR_TEXT_3] = RGB(0x3A414Du),
            [COLOR_HAIRLINE] = RGBP(INK, 55),
            [COLOR_BORDER] = RGBP(INK, 75),
            [COLOR_ACCENT] = RGB(0x1242A8u),
            [COLOR_ACCENT_FILL] = RGB(0x1242A8u),
            [COLOR_ON_ACCENT] = RGB(WHITE),
            [COLOR_DANGER] = RGB(0x8F0F1Au),
            [COLOR_ON_DANGER] = RGB(WHITE),
            [COLOR_SUCCESS] = RGB(0x0B4F2Fu),
            [COLOR_HOVER] = RGBP(INK, 10),
            [COLOR_PRESSED] = RGBP(INK, 18),
            [COLOR_SELECTION] = RGBP(0x1242A8u, 18),
            [COLOR_TEXT_SELECTION] = RGBP(0x1242A8u, 30),
            [COLOR_RING] = RGBP(0x1242A8u, 70),
            [COLOR_EDGE_OUTER] = RGBP(INK, 90),
            [COLOR_EDGE_INNER] = RGBP(WHITE, 0),
            [COLOR_LIP] = RGBP(INK, 4),
            [COLOR_FILL_EDGE] = RGBP(BLACK, 13),
            [COLOR_FILL_TOP] = RGBP(WHITE, 8),
            [COLOR_FILL_BOTTOM] = RGBP(BLACK, 4),
            [COLOR_FILL_HOVER] = RGBP(WHITE, 8),
            [COLOR_FILL_PRESSED] = RGBP(BLACK, 14),
            [COLOR_TRACK] = RGBP(INK, 60),
            [COLOR_KNOB] = RGB(WHITE),
            [COLOR_KNOB_SHADOW] = RGBP(0x080D1Fu, 7),
            [COLOR_VEIL] = RGBP(0xFBFBFDu, 60),
            [COLOR_SHADOW] = RGB(0x080D1Fu),
            [COLOR_PREVIEW] = RGBP(0x1242A8u, 25),
            [COLOR_GLASS_BAR] = RGB(WHITE),
            [COLOR_GLASS_DOCK] = RGB(WHITE),
            [COLOR_GLASS_PANEL] = RGB(WHITE),
            [COLOR_TIP] = RGB(BLACK),
            [COLOR_ON_TIP] = RGB(WHITE),
            [COLOR_CURSOR] = RGB(WHITE),
            [COLOR_CURSOR_EDGE] = RGB(0x1B1F27u),
        },
    },
    [THEME_DARK_CONTRAST] = {
        .dark = true,
        .shadow_strength_pct = 60,
        .color = {
            [COLOR_WINDOW] = RGB(0x0B0D11u),
            [COLOR_CHROME] = RGB(0x15181Eu),
            [COLOR_CARD] = RGB(0x15181Eu),
            [COLOR_FIELD] = RGB(BLACK),
            [COLOR_RAISED] = RGB(0x1E2128u),
            [COLOR_TEXT_1] = RGB(WHITE),
            [COLOR_TEXT_2] = RGB(0xD5DAE3u),
            [COLOR_TEXT_3] = RGB(0xC0C7D3u),
            [COLOR_HAIRLINE] = RGBP(WHITE, 45),
            [COLOR_BORDER] = RGBP(WHITE, 60),
            [COLOR_ACCENT] = RGB(0xA8C5FFu),
            [COLOR_ACCENT_FILL] = RGB(0xA8C5FFu),
            [COLOR_ON_ACCENT] = RGB(BLACK),
            [COLOR_DANGER] = RGB(0xFF9DA2u),
            [COLOR_ON_DANGER] = RGB(BLACK),
            [COLOR_SUCCESS] = RGB(0x7FE3B3u),
            [COLOR_HOVER] = RGBP(WHITE, 12),
            [COLOR_PRESSED] = RGBP(BLACK, 20),
            [COLOR_SELECTION] = RGBP(0xA8C5FFu, 25),
            [COLOR_TEXT_SELECTION] = RGBP(0xA8C5FFu, 35),
            [COLOR_RING] = RGBP(0xA8C5FFu, 80),
            [COLOR_EDGE_OUTER] = RGB(BLACK),
            [COLOR_EDGE_INNER] = RGBP(WHITE, 60),
            [COLOR_LIP] = RGBP(INK, 0),
            [COLOR_FILL_EDGE] = RGBP(BLACK, 13),
            [COLOR_FILL_TOP] = RGBP(WHITE, 8),
            [COLOR_FILL_BOTTOM] = RGBP(BLACK, 4),
            [COLOR_FILL_HOVER] = RGBP(WHITE, 8),
            [COLOR_FILL_PRESSED] = RGBP(BLACK, 14),
            [COLOR_TRACK] = RGBP(WHITE, 50),
            [COLOR_KNOB] = RGB(WHITE),
            [COLOR_KNOB_SHADOW] = RGBP(0x080D1Fu, 7),
            [COLOR_VEIL] = RGBP(0x1E2128u, 60),
            [COLOR_SHADOW] = RGB(0x080D1Fu),
            [COLOR_PREVIEW] = RGBP(0xA8C5FFu, 25),
            [COLOR_GLASS_BAR] = RGB(0x0B0D11u),
            [COLOR_GLASS_DOCK] = RGB(0x0B0D11u),
            [COLOR_GLASS_PANEL] = RGB(0x0B0D11u),
            [COLOR_TIP] = RGB(BLACK),
            [COLOR_ON_TIP] = RGB(WHITE),
            [COLOR_CURSOR] = RGB(WHITE),
            [COLOR_CURSOR_EDGE] = RGB(0x15181Eu),
        },
    },
};

static const struct theme_type types[] = {
    [UI_BODY] = { FONT_REGULAR, LPX(13), LPX(20) },
    [UI_TITLE] = { FONT_DISPLAY, LPX(22), LPX(30) },
    [UI_HEADING] = { FONT_SEMIBOLD, LPX(13), LPX(20) },
    [UI_CAPTION] = { FONT_REGULAR, LPX(11.5), LPX(16) },
    [UI_MONO] = { FONT_MONO, LPX(12.5), LPX(18) },
    [UI_DISPLAY] = { FONT_DISPLAY, LPX(44), LPX(52) },
};

/// Token of every tone.
static const enum theme_color tones[] = {
    [UI_PLAIN] = COLOR_TEXT_1,  [UI_ACCENT] = COLOR_ACCENT,       [UI_DANGER] = COLOR_DANGER,
    [UI_SUBTLE] = COLOR_TEXT_2, [UI_SUCCESS] = COLOR_SUCCESS,     [UI_HAIRLINE] = COLOR_HAIRLINE,
    [UI_BORDER] = COLOR_BORDER, [UI_WINDOW] = COLOR_WINDOW,       [UI_CARD] = COLOR_CARD,
    [UI_FIELD] = COLOR_FIELD,   [UI_SELECTION] = COLOR_SELECTION, [UI_FAINT] = COLOR_TEXT_3,
};

const struct theme *theme_get(enum theme_kind kind) {
    return &themes[(size_t)kind < THEME_NUM_KINDS ? kind : THEME_LIGHT];
}

const struct theme_type *theme_type(enum ui_style style) {
    return &types[(size_t)style < ARRAY_LEN(types) ? style : UI_BODY];
}

argb_t theme_tone_color(const struct theme *theme, enum ui_tone tone) {
    return theme->color[tones[(size_t)tone < ARRAY_LEN(tones) ? tone : UI_PLAIN]];
}

/// Linear light of an sRGB part 0..255, in 1/65536 (WCAG 2.1, "relative luminance").
static uint32_t linear_from_srgb(uint32_t part) {
    // ((x + 0.055) / 1.055) ^ 2.4 by x^2 * x^0.4; the fifth root is found by bisection.
    if (part <= 10) {
        return part * 65536 / 3295; // x / 12.92
    }
    uint64_t x = ((uint64_t)part * 65536 / 255 + 3604) * 65536 / 69140;
    uint64_t square = x * x >> 16;
    uint64_t low = 0, high = 65536;
    while (high - low > 1) { // x^0.4 = fifth root of x^2
        uint64_t mid = (low + high) / 2;
        uint64_t mid2 = mid * mid >> 16;
        uint64_t mid5 = (mid2 * mid2 >> 16) * mid >> 16;
        if (mid5 <= square) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return (uint32_t)(square * low >> 16);
}

static uint32_t luminance(argb_t c) {
    return (2126 * linear_from_srgb(ARGB_R(c)) + 7152 * linear_from_srgb(ARGB_G(c)) +
            722 * linear_from_srgb(ARGB_B(c))) /
           10000;
}

uint32_t theme_contrast_x100(argb_t a, argb_t b) {
    uint32_t la = luminance(a) + 3277; // 0.05
    uint32_t lb = luminance(b) + 3277;
    return MAX(la, lb) * 100 / MIN(la, lb);
}
