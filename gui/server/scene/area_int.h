// SPDX-License-Identifier: MIT
/// @file
/// Between the files of text areas.
#pragma once

#include "scene_area.h"

/// What rows depend on.
struct area_view {
    struct edit *edit;
    struct text *text;
    enum ui_style style;
    bool wrap;
    lpx_t line;          ///< Height of a row.
    struct lpx_rect box; ///< Where rows stand, in the window.
};

/// False when the area has no document or does not show.
bool area_view_of(const struct scene *s, uint32_t node, struct area_view *out);

/// The row with a caret at `at_b`: at the joint of two rows it is the lower one.
struct area_row area_row_at(const struct area_view *v, uint32_t at_b);

/// The row below (above) `row`. False when it is the last (first).
bool area_row_next(const struct area_view *v, const struct area_row *row, struct area_row *out);
bool area_row_prev(const struct area_view *v, const struct area_row *row, struct area_row *out);

/// Text of a row: copied to `buffer`, which holds AREA_PART_B + UTF8_BYTES_MAX.
struct text_spec area_row_text(const struct area_view *v, const struct area_row *row, char *buffer);

/// Room for the text of a row.
#define AREA_BUFFER_B (AREA_PART_B + 8u)
