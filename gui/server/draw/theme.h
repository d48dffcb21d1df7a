// SPDX-License-Identifier: MIT
/// @file
/// Design tokens: colours, sizes, radii, type styles. No other file contains a literal colour.
#pragma once

#include <ui_enums.h>

#include "color.h"
#include "geom.h"

enum theme_kind {
    THEME_LIGHT,
    THEME_DARK,
    THEME_LIGHT_CONTRAST, ///< Borders >= 3:1, text >= 7:1.
    THEME_DARK_CONTRAST,
    THEME_NUM_KINDS,
};

enum theme_color {
    COLOR_WINDOW, ///< Window content; header of an unfocused window.
    COLOR_CHROME, ///< Header of the focused window, sidebars.
    COLOR_CARD,
    COLOR_FIELD,       ///< Text fields, unchecked boxes.
    COLOR_RAISED,      ///< Secondary buttons.
    COLOR_TEXT_1,      ///< Body and titles.
    COLOR_TEXT_2,      ///< Captions, control glyphs.
    COLOR_TEXT_3,      ///< Placeholders, unfocused titles, shortcuts.
    COLOR_HAIRLINE,    ///< Dividers, card edges. Translucent.
    COLOR_BORDER,      ///< Control edges. Translucent.
    COLOR_ACCENT,      ///< Text, rings, dots.
    COLOR_ACCENT_FILL, ///< Fills that carry COLOR_ON_ACCENT.
    COLOR_ON_ACCENT,
    COLOR_DANGER,
    COLOR_ON_DANGER,
    COLOR_SUCCESS,
    COLOR_HOVER,     ///< Laid over what is hovered. Translucent.
    COLOR_PRESSED,   ///< Laid over what is pressed. Translucent.
    COLOR_SELECTION, ///< Laid under selected rows. Translucent.
    COLOR_TEXT_SELECTION,
    COLOR_RING,         ///< Focus ring. Translucent.
    COLOR_EDGE_OUTER,   ///< Hairline just outside of floating surfaces. Translucent.
    COLOR_EDGE_INNER,   ///< Highlight just inside of floating surfaces. Translucent.
    COLOR_LIP,          ///< Lower lip of secondary buttons. Translucent, none in dark.
    COLOR_FILL_EDGE,    ///< Inner border of primary buttons. Translucent.
    COLOR_FILL_TOP,     ///< Laid over the upper edge of primary buttons. Translucent.
    COLOR_FILL_BOTTOM,  ///< Laid over their lower edge. Translucent.
    COLOR_FILL_HOVER,   ///< Laid over hovered primary buttons. Translucent.
    COLOR_FILL_PRESSED, ///< Laid over pressed primary buttons. Translucent.
    COLOR_TRACK,        ///< Tracks of sliders, switches that are off. Translucent.
    COLOR_KNOB,
    COLOR_KNOB_SHADOW, ///< Translucent.
    COLOR_VEIL,        ///< Over the content of a window that does not respond. Translucent.
    COLOR_SHADOW,      ///< Opaque; strength comes from `shadow_strength`.
    COLOR_PREVIEW,     ///< Snap preview. Translucent.
    COLOR_GLASS_BAR,   ///< Laid over the blurred wallpaper. Translucent.
    COLOR_GLASS_DOCK,  ///< Likewise.
    COLOR_GLASS_PANEL, ///< Likewise.
    COLOR_TIP,         ///< Ground of tooltips.
    COLOR_ON_TIP,
    COLOR_CURSOR,
    COLOR_CURSOR_EDGE,
    COLOR_NUM,
};

enum font_id {
    FONT_REGULAR,  ///< Inter Regular.
    FONT_SEMIBOLD, ///< Inter SemiBold.
    FONT_DISPLAY,  ///< Inter Display SemiBold.
    FONT_MONO,     ///< JetBrains Mono Regular.
    FONT_JAPANESE, ///< What the others lack: kana, kanji. Not opened before it is needed.
    FONT_NUM,
};

struct theme_type {
    enum font_id font;
    lpx_t size; ///< Of the em square.
    lpx_t line; ///< Line height.
};

struct theme {
    bool dark;
    uint8_t shadow_strength_pct; ///< S of the elevation rules.
    argb_t color[COLOR_NUM];
};

/// Radii, heights and paddings in 1/64 logical pixels.
enum {
    RADIUS_CHECK = 5 * 64,
    RADIUS_CONTROL = 8 * 64,
    RADIUS_CARD = 12 * 64,
    RADIUS_WINDOW = 12 * 64,
    CONTROL_H = 32 * 64,
    CONTROL_PAD_X = 14 * 64, ///< Of button labels.
    FIELD_PAD_X = 11 * 64,
    CHECK_SIZE = 16 * 64,
    CHECK_GAP = 10 * 64, ///< Between box and label.
    CHECK_ROW_H = 24 * 64,
    RING_W = 3 * 64, ///< Focus ring, outside of the control.
    HEADER_H = 40 * 64,
    HEADER_BUTTON = 24 * 64,
    HEADER_GAP = 4 * 64,
    HEADER_INSET = 12 * 64,
    HEADER_RESERVE = 100 * 64, ///< Right part that titles keep out of.
    RESIZE_BAND = 6 * 64,      ///< Outside of the window.
    RESIZE_CORNER = 12 * 64,
};

/// The tokens of `kind`. Static; never NULL.
const struct theme *theme_get(enum theme_kind kind);

/// Font, size and line height of `style`; of UI_BODY for a number that is no style.
const struct theme_type *theme_type(enum ui_style style);

/// Colour of `tone`; that of UI_PLAIN for a number that is no tone.
argb_t theme_tone_color(const struct theme *theme, enum ui_tone tone);

/// Contrast of two opaque colours after WCAG 2.1, times 100: 100..2100.
uint32_t theme_contrast_x100(argb_t a, argb_t b);
