// SPDX-License-Identifier: MIT
/// @file
/// Rows of lists, tables and trees: which there are, where they are, present in the tree or not.
///
/// A List with row_h, every Table and every Tree has rows of one height, of which the app gives a
/// range: `first` and as many Items as it likes. Positions are 64-bit: four thousand million rows.
#pragma once

#include "scene.h"

/// Number of no row.
#define ROW_NONE (-1)

/// Room around the rows of a fixed height, inside of the card.
#define ROWS_PAD LPX(6)

/// Indentation of each level of a tree, and room for its triangle.
#define TREE_INDENT LPX(16)
#define TREE_TRIANGLE LPX(20)

/// Height of the titles of a table.
#define TABLE_HEAD_H LPX(32)

static inline bool rows_kind(enum ui_kind kind) {
    return kind == UI_KIND_LIST || kind == UI_KIND_TABLE || kind == UI_KIND_TREE;
}

/// What layout must know of `node` as a list or in one. Called by scene_style().
void rows_style(const struct ui_tree *tree, uint32_t node, struct layout_style *s);

/// Whether the rows of `node` have one height, so that not all need be given.
bool rows_fixed(const struct scene *s, uint32_t node);

/// Whether the app is told which rows the user chooses: then the list has the keyboard, not its rows.
bool rows_choosing(const struct scene *s, uint32_t node);

/// The list around Item `node`; SCENE_NONE when it is no Item.
uint32_t rows_list_of(const struct scene *s, uint32_t node);

/// All rows, given or not.
int64_t rows_count(const struct scene *s, uint32_t list);

/// The Item of `row`; SCENE_NONE when it was not given.
uint32_t rows_item(const struct scene *s, uint32_t list, int64_t row);

/// Place of `row` in the window, scrolled; may lie far outside of it.
struct lpx_rect rows_place(const struct scene *s, uint32_t list, int64_t row);

/// The row at `y` of the window; ROW_NONE where none is.
int64_t rows_at(const struct scene *s, uint32_t list, lpx_t y);

/// The rows that show: `*out_first` and their number.
uint32_t rows_visible(const struct scene *s, uint32_t list, int64_t *out_first);

/// Rows that fit into the view; at least 1.
int64_t rows_page(const struct scene *s, uint32_t list);

/// By how much the list has to be scrolled so that `row` can be seen.
int64_t rows_reveal_by(const struct scene *s, uint32_t list, int64_t row);

/// Numbers the Items of `list`, reports rows that became given or skeletons. Part of layout.
void rows_number(struct scene *s, uint32_t list);

/// Repaints `row`, given or not.
void rows_touch(struct scene *s, uint32_t list, int64_t row);

/// Makes `row` the current one; repaints. The app is not told.
void rows_set_current(struct scene *s, uint32_t list, int64_t row);

/// Gives a column the width that the user chose, if he did. Its table must be laid out again.
void rows_column_width(struct scene *s, uint32_t column);

/// The range that the app should be asked for: what shows and a screen before and behind it. False
/// when what it gave or was asked for will do, or an answer is still due.
bool rows_wanted(const struct scene *s, uint32_t list, uint32_t *out_first, uint32_t *out_count);

/// Paints rows that were not given, and the current row's ring where there is no Item.
void rows_paint(const struct scene *s, uint32_t list, const struct paint *p);

/// Completes the description of an Item.
void rows_paint_node(const struct scene *s, uint32_t item, struct paint_node *out);
