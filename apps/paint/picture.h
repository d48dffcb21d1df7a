// SPDX-License-Identifier: MIT
/// @file
/// A picture as the strokes that made it: drawing it again is all there is to undo and redo.
#pragma once

#include <ui.h>

enum tool {
    TOOL_BRUSH,
    TOOL_LINE,
    TOOL_RECT,
    TOOL_ELLIPSE,
    TOOL_ERASER
};

/// Begins a stroke at x, y. What was undone is gone for good.
void picture_begin(enum tool tool, uint32_t rgba, double width, double x, double y);

/// The stroke goes on to x, y: one more point of a brush, the other corner of a shape.
void picture_extend(double x, double y);

void picture_undo(void);
void picture_redo(void);
void picture_clear(void);
bool picture_can_undo(void);
bool picture_can_redo(void);

/// Strokes that show.
int picture_strokes(void);

/// Draws it all.
void picture_draw(ui_canvas_t canvas);
