// SPDX-License-Identifier: MIT
/// @file
/// Layout: limits go down, sizes come up, the parent sets the position (Flutter's rule), plus flex
/// growing and shrinking. Knows nothing of widgets: a leaf's size comes from a callback.
///
/// All lengths are 1/64 logical pixel. Work is bounded: a tree of n boxes costs at most
/// n * 2^LAYOUT_PASSES visits whatever it looks like, and what did not change costs nothing.
#pragma once

#include "geom.h"

#define LPX_MAX ((lpx_t)1 << 26) ///< Largest size of a box: a million pixels.
#define LPX_INF ((lpx_t)1 << 28) ///< As an upper limit: unbounded.
#define LPX_AUTO ((lpx_t)-1)     ///< As a wanted size: the natural one.

/// How often nested containers may lay out their children a second time on one path.
#define LAYOUT_PASSES 4u
#define LAYOUT_NONE UINT32_MAX ///< No box.
#define LAYOUT_COLS_MAX 64u    ///< Columns of a grid.

enum layout_kind {
    LAYOUT_HIDDEN, ///< Takes no room, neither do its children.
    LAYOUT_LEAF,   ///< Sized by the measure callback; children are not laid out.
    LAYOUT_FLEX,   ///< A row or a column, see `axis`.
    LAYOUT_SCROLL, ///< A flex container whose main axis is unbounded for its children.
    LAYOUT_GRID,   ///< `cols` columns, filled row by row.
    LAYOUT_STACK,  ///< Children on top of each other.
    LAYOUT_CANVAS, ///< Children at their own `at`.
    LAYOUT_ROWS,   ///< Rows of one height, maybe below titles of columns. See layout_rows.c.
    LAYOUT_COLUMN, ///< A title of columns in LAYOUT_ROWS; a leaf.
    LAYOUT_CELLS,  ///< A row whose children stand in the columns of the LAYOUT_ROWS around it.
    LAYOUT_SPLIT,  ///< Two children share the main axis by `ratio`.
};

enum layout_align {
    LAYOUT_START,
    LAYOUT_CENTER,
    LAYOUT_END,
    LAYOUT_STRETCH, ///< Cross axis only.
    LAYOUT_BETWEEN, ///< Main axis only: the free room goes between the children.
};

/// Axes index the two-element arrays below.
enum layout_axis {
    AXIS_X,
    AXIS_Y
};

/// What a box asks for. All from the client, all in range (the importer has checked).
struct layout_style {
    uint8_t kind;     ///< enum layout_kind.
    uint8_t axis;     ///< Main axis of FLEX and SCROLL, enum layout_axis.
    uint8_t align;    ///< Cross axis, enum layout_align.
    uint8_t justify;  ///< Main axis, enum layout_align.
    uint8_t cols;     ///< GRID: 1..LAYOUT_COLS_MAX.
    bool shrink;      ///< May become smaller than natural when the row is too narrow.
    uint16_t grow;    ///< Share of the free room of the parent's main axis; 0 = none.
    lpx_t gap;        ///< Between children.
    lpx_t pad[2];     ///< Before the content (left, top).
    lpx_t pad_end[2]; ///< After the content (right, bottom).
    lpx_t want[2];    ///< Width and height or LPX_AUTO.
    lpx_t min[2];     ///< At least this, unless the parent's limits forbid it.
    lpx_t max[2];     ///< At most this; LPX_INF = no limit.
    lpx_t at[2];      ///< Position in a CANVAS.
    lpx_t row_h;      ///< ROWS: height of each row.
    lpx_t head_h;     ///< ROWS: height of the titles; 0 without columns.
    uint32_t count;   ///< ROWS: how many there are, given or not.
    uint32_t ratio;   ///< SPLIT: share of the first child, of 65536.
};

struct layout_size {
    lpx_t v[2];
};

/// min[a] <= size[a] <= max[a]; max may be LPX_INF.
struct layout_limits {
    lpx_t min[2];
    lpx_t max[2];
};

/// A result that holds as long as nothing in the subtree changes.
struct layout_memo {
    struct layout_limits limits;
    struct layout_size size;
    uint8_t passes; ///< Second passes that were left on the path.
    bool valid;
};

/// One box. Boxes stand in an array in pre-order.
struct layout_box {
    uint32_t parent; ///< Index or LAYOUT_NONE.
    uint32_t first;  ///< First child or LAYOUT_NONE.
    uint32_t next;   ///< Next sibling or LAYOUT_NONE.
    struct layout_style style;

    // Results, valid after layout_run() of the root above it.
    lpx_t pos[2];     ///< Relative to the parent's top left corner, before its scrolling.
    lpx_t size[2];    ///< 0 in hidden subtrees.
    lpx_t content[2]; ///< Room that the children and padding take; the range of scrolling.

    // Private to layout.
    struct layout_limits give;     ///< Limits that the parent decided on.
    struct layout_size got;        ///< Size under `give`.
    struct layout_memo measure[2]; ///< Sizes under limits that were tried.
    struct layout_memo placed;     ///< Limits for which the positions below are right.
    uint8_t turn;                  ///< Which of `measure` is replaced next.
};

/// Natural size of leaf `box`, no wider than `max_w` where it can help it.
typedef struct layout_size layout_measure_fn(void *self, uint32_t box, lpx_t max_w, lpx_t max_h);

/// A forest of boxes. The caller owns everything.
struct layout {
    struct layout_box *boxes;
    uint32_t count;
    bool rtl; ///< Rows run from right to left.
    layout_measure_fn *measure;
    void *self;      ///< Passed to `measure`.
    uint32_t visits; ///< Boxes computed since the caller last cleared it; for tests.
};

/// Style of a box that asks for nothing: natural size, no padding, start-aligned.
struct layout_style layout_style_default(enum layout_kind kind);

/// Links boxes[0..count) whose `parent` fields are set: parents before children.
void layout_link(struct layout *l);

/// Forgets what is known of `box` and of everything that contains it.
void layout_invalidate(struct layout *l, uint32_t box);

/// Natural size of `root` under `limits`. Positions stay as they are.
struct layout_size layout_measure(struct layout *l, uint32_t root, struct layout_limits limits);

/// Lays out `root` and everything below it. The root's own `pos` stays as it is.
void layout_run(struct layout *l, uint32_t root, struct layout_limits limits);

/// `a + b` without overflow, at most LPX_INF.
static inline lpx_t lpx_add(lpx_t a, lpx_t b) {
    return (lpx_t)MIN((int64_t)a + b, (int64_t)LPX_INF);
}
