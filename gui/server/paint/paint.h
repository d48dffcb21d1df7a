// SPDX-License-Identifier: MIT
/// @file
/// Widgets and window frames in pixels. Knows nothing about trees, focus or input: what is
/// painted is described by value.
///
/// Painting of a window, for each box of its damage (all repeatable, nothing accumulates):
///
///     paint_begin(&p, &window);            background, header
///     for nodes in pre-order: paint_node(&p, &node);
///     paint_end(&p, &window);              hairlines, cut corners
#pragma once

#include "glass.h"
#include "icon.h"
#include "text.h"

enum paint_kind {
    PAINT_NONE, ///< Nothing: rows, columns, spacers.
    PAINT_TEXT,
    PAINT_BUTTON,
    PAINT_CHECKBOX,
    PAINT_CARD, ///< Also lists.
    PAINT_DIVIDER,
    PAINT_ROW_HOVER, ///< Hovered or selected list row.
    PAINT_FIELD,     ///< Single-line text field.
    PAINT_SWITCH,
    PAINT_SLIDER,
    PAINT_PROGRESS,
    PAINT_ICON,
    PAINT_RADIO,
    PAINT_SPINNER,   ///< `value`: which of its dots leads, 0..65536 of a turn.
    PAINT_SCROLLBAR, ///< Thumb over the content.
    PAINT_SKELETON,  ///< Stands for text that is still to come.
    PAINT_TAB_STRIP, ///< Behind the titles of tabs.
    PAINT_TAB,       ///< Title of a tab; PAINT_CHECKED: the chosen one.
    PAINT_EDGE,      ///< Between the two parts of a split view.
    PAINT_SWATCH,    ///< A colour to click on; PAINT_CHECKED: the chosen one.
    PAINT_COLUMN,    ///< Title of a table's column; icon: the direction it is sorted in.
    PAINT_GLASS,     ///< Blurred wallpaper, corners `radius`.
    PAINT_THUMB,     ///< Small picture of window `value`, corners `radius`.
    PAINT_APP_ICON,  ///< `icon` on a gradient from `color` to `color2`.
    PAINT_AREA,      ///< Frame of a text area.
    PAINT_NUM_KINDS,
};

enum paint_flags {
    PAINT_HOVER = BIT(0),
    PAINT_PRESSED = BIT(1),
    PAINT_FOCUS = BIT(2), ///< Draws the ring: keyboard focus, or any focus of a field.
    PAINT_DISABLED = BIT(3),
    PAINT_CHECKED = BIT(4),     ///< Checkbox, switch; selected row.
    PAINT_COLOR = BIT(5),       ///< Text: paint `color` exactly.
    PAINT_WRAP = BIT(6),        ///< Text: break lines at the width of `box`.
    PAINT_PLACEHOLDER = BIT(7), ///< Field: `utf8` is the hint.
    PAINT_CARET = BIT(8),       ///< Field: caret at `caret_b`.
    PAINT_STRIKE = BIT(9),      ///< Text, checkbox label: struck through.
    PAINT_LINE = BIT(10),       ///< Row: hairline on top, beginning `value` from its left edge.
    PAINT_STRIPE = BIT(11),     ///< Row: every other one of a table.
    PAINT_CARET_OFF = BIT(24),  ///< Field: the blinking caret is off.
    PAINT_STEPPER = BIT(25),    ///< Field: arrows at its end that step a number.
};

/// One widget. Unused fields are zero.
struct paint_node {
    enum paint_kind kind;
    uint32_t flags; ///< Of enum paint_flags.
    enum ui_tone tone;
    enum ui_style style;   ///< Of text.
    enum text_align align; ///< Of text.
    enum ui_icon icon;
    struct lpx_rect box; ///< Relative to the window's left top corner.
    const char *utf8;    ///< Label, text. Not NUL-terminated.
    uint32_t len_b;
    argb_t color;   ///< With PAINT_COLOR.
    argb_t color2;  ///< Lower colour of an app icon.
    lpx_t radius;   ///< Glass.
    uint32_t value; ///< Slider, progress: 0..65536. Row, 1/64 logical pixels: see PAINT_LINE; else
                    ///< where its triangle (icon) stands.
    uint32_t caret_b;
    uint32_t select_b;   ///< Other end of the selection; equal to caret_b: none.
    lpx_t shift;         ///< Field: how far long text is moved to the left.
    const char *preedit; ///< Field: composition, shown at the caret. Not NUL-terminated.
    uint32_t preedit_b;
};

enum paint_window_flags {
    PAINT_WIN_FOCUSED = BIT(0),
    PAINT_WIN_SQUARE = BIT(1),         ///< Maximised or snapped: no radius, no shadow.
    PAINT_WIN_MAXIMISED = BIT(2),      ///< The maximise button shows "restore".
    PAINT_WIN_FIXED = BIT(3),          ///< Cannot be resized: no maximise button.
    PAINT_WIN_NO_HEADER = BIT(4),      ///< Menus, toasts, kiosk.
    PAINT_WIN_NOT_RESPONDING = BIT(5), ///< Veil over the content.
    PAINT_WIN_RAISED = BIT(6),         ///< Floats over windows: the ground of cards.
    PAINT_WIN_DIALOG = BIT(7),         ///< Can only be closed.
};

enum paint_window_button {
    PAINT_WIN_BUTTON_NONE,
    PAINT_WIN_MINIMISE,
    PAINT_WIN_MAXIMISE,
    PAINT_WIN_CLOSE,
};

/// A window's frame. The content lies below the header, at y = HEADER_H.
struct paint_window {
    struct lpx_size size; ///< Header included.
    uint32_t flags;       ///< Of enum paint_window_flags.
    const char *title;    ///< UTF-8, not NUL-terminated.
    uint32_t title_len_b;
    enum paint_window_button hover;
    enum paint_window_button pressed;
};

/// What painting needs. Everything is borrowed.
struct paint {
    struct draw draw;
    const struct theme *theme;
    struct text *text;
    const struct glass *glass; ///< NULL: glass is painted flat.
    /// Pixels of the window that a thumb shows; NULL when there are none. May be NULL itself.
    const struct surface *(*thumb)(void *self, uint32_t number);
    void *thumb_self;
    struct px_point at; ///< Where the surface's corner lies on the screen, px.
};

/// Natural size of `n`, text wrapped at `max_w` when it has PAINT_WRAP and max_w > 0.
struct lpx_size paint_measure(struct text *t, const struct paint_node *n, lpx_t max_w);

/// Pixels of the surface that painting `n` may change, ring and lip included: its damage.
struct px_box paint_extent(const struct paint_node *n, scale_t scale);

/// A row of a text area.
struct paint_area_row {
    struct text_spec spec;           ///< Its text, one line.
    struct lpx_rect box;             ///< Where it stands, scrolling applied.
    struct lpx_rect view;            ///< What shows of all rows.
    uint32_t select_b, select_end_b; ///< Selected bytes.
    bool select_feed;                ///< The line feed behind it is selected too.
    uint32_t caret_b;                ///< UINT32_MAX: the caret is elsewhere.
};

/// Paints a row of area `n`.
void paint_area_row(const struct paint *p, const struct paint_node *n,
                    const struct paint_area_row *row);

/// Where the text of a field stands.
struct lpx_rect paint_field_inner(const struct paint_node *n);

/// How far the text of a field is moved to the left: n->shift, corrected so that its caret shows.
lpx_t paint_field_shift(struct text *t, const struct paint_node *n);

/// The caret of a field.
struct lpx_rect paint_field_caret(struct text *t, const struct paint_node *n);

void paint_begin(const struct paint *p, const struct paint_window *win);
void paint_node(const struct paint *p, const struct paint_node *n);
void paint_end(const struct paint *p, const struct paint_window *win);

/// Rectangle of a header button, in 1/64 logical pixels from the window's corner. Empty when the
/// window has none of that kind.
struct lpx_rect paint_window_button(const struct paint_window *win, enum paint_window_button b);

/// Pixels of a header button or, for PAINT_WIN_BUTTON_NONE, of the whole header.
struct px_box paint_header_extent(const struct paint_window *win, enum paint_window_button b,
                                  scale_t scale);
