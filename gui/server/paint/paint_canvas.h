// SPDX-License-Identifier: MIT
/// @file
/// Free drawing on a canvas node. One begin..end pair per canvas and repaint; cairo inside.
///
/// Coordinates are logical pixels relative to the canvas. Numbers must be finite. Never fails:
/// without memory nothing is drawn.
#pragma once

#include "paint.h"

struct paint_canvas;

/// Starts drawing, clipped to `box`. NULL when nothing would be visible; all functions accept NULL.
struct paint_canvas *paint_canvas_begin(const struct paint *p, struct lpx_rect box);
void paint_canvas_end(struct paint_canvas *c);

void paint_canvas_color(struct paint_canvas *c, argb_t color);
void paint_canvas_tone(struct paint_canvas *c, enum theme_color token);
void paint_canvas_move(struct paint_canvas *c, double x, double y);
void paint_canvas_line_to(struct paint_canvas *c, double x, double y);
void paint_canvas_curve_to(struct paint_canvas *c, const double xy[6]);
void paint_canvas_close(struct paint_canvas *c);
void paint_canvas_stroke(struct paint_canvas *c, double width);
void paint_canvas_fill(struct paint_canvas *c);
/// A line of its own. Horizontal and vertical ones begin at (x, y) and grow right and down, so
/// that whole coordinates give sharp hairlines.
void paint_canvas_line(struct paint_canvas *c, const double xyxy[4], double width);
void paint_canvas_rect(struct paint_canvas *c, double x, double y, double w, double h);
void paint_canvas_rrect(struct paint_canvas *c, const double xywh[4], double radius);
void paint_canvas_circle(struct paint_canvas *c, double x, double y, double radius);
/// All of `image` in `xywh`, bilinear.
void paint_canvas_image(struct paint_canvas *c, const struct surface *image, const double xywh[4]);
/// One line of text with its baseline at `y`; `align` says which part of it lies at `x`.
void paint_canvas_text(struct paint_canvas *c, const struct text_spec *spec, double x, double y,
                       enum text_align align);
