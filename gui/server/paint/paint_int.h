// SPDX-License-Identifier: MIT
/// @file
/// Shared by the files of painting; private to them.
#pragma once

#include "paint.h"

/// Boxes of a control in device pixels and 1/64 logical ones.
struct paint_place {
    struct px_box px;
    int32_t line; ///< Hairline in 1/64 device pixels.
};

static inline struct paint_place paint_place(const struct paint *p, struct lpx_rect box) {
    return (struct paint_place){
        .px = lpx_snap_rect(box, p->draw.scale),
        .line = px_hairline(p->draw.scale) * 64,
    };
}

/// A box of `w` x `h`, centred vertically in `box`, at `x` from its left.
static inline struct lpx_rect paint_centered(struct lpx_rect box, lpx_t x, lpx_t w, lpx_t h) {
    return (struct lpx_rect){ box.x + x, box.y + (box.h - h) / 2, w, h };
}

/// Focus ring around `box`, whose corners have `radius`.
void paint_ring(const struct paint *p, struct px_box box, lpx_t radius);

/// Text colour of a control: 60 percent when it is disabled.
argb_t paint_ink(const struct paint *p, const struct paint_node *n, argb_t color);

void paint_glass(const struct paint *p, const struct paint_node *n);
void paint_thumb(const struct paint *p, const struct paint_node *n);
void paint_app_icon(const struct paint *p, const struct paint_node *n);
void paint_button(const struct paint *p, const struct paint_node *n);
void paint_field(const struct paint *p, const struct paint_node *n);
void paint_switch(const struct paint *p, const struct paint_node *n);
void paint_slider(const struct paint *p, const struct paint_node *n);
void paint_progress(const struct paint *p, const struct paint_node *n);
void paint_spinner(const struct paint *p, const struct paint_node *n);
/// Rows of lists, tables and trees.
void paint_row(const struct paint *p, const struct paint_node *n);
void paint_skeleton(const struct paint *p, const struct paint_node *n);
void paint_tab_strip(const struct paint *p, const struct paint_node *n);
void paint_tab(const struct paint *p, const struct paint_node *n);
void paint_edge(const struct paint *p, const struct paint_node *n);
void paint_swatch(const struct paint *p, const struct paint_node *n);
void paint_column(const struct paint *p, const struct paint_node *n);
void paint_scrollbar(const struct paint *p, const struct paint_node *n);
/// Also radio buttons.
void paint_checkbox(const struct paint *p, const struct paint_node *n);

/// A caret, whose width is at least a pixel.
void paint_caret(const struct paint *p, struct lpx_rect at);

/// The composition of `n` with its left end at `at`, the middle of the line; underlined.
void paint_preedit(const struct paint *p, const struct paint_node *n, struct lpx_point at);

/// Ground, border and ring of a field.
void paint_frame_of_field(const struct paint *p, const struct paint_node *n);

/// Frame and placeholder of a text area; its rows follow by paint_area_row().
void paint_area(const struct paint *p, const struct paint_node *n);
