// SPDX-License-Identifier: MIT
/// @file
/// Cells nodes: what the server holds of an app's grids, and where the nodes show them.
#pragma once

#include <base/list.h>

#include "paint_cells.h"
#include "scene.h"

/// A grid that an app has opened. Owned by its session.
struct cells_surface {
    struct list link;
    uint32_t number;  ///< What the app calls it; never 0.
    uint64_t bytes_b; ///< Charged to the session.
    struct ui_cells_copy copy;
};

/// The grid that `node` shows; NULL when there is none.
struct cells_surface *scene_cells_surface(const struct scene *s, uint32_t node);

/// What painting needs of `node`, of kind Cells, in pixels of its window.
struct paint_cells scene_cells(const struct scene *s, uint32_t node);

/// Columns and lines that `node` has room for, at least 1.
void scene_cells_room(const struct scene *s, uint32_t node, uint32_t *out_cols, uint32_t *out_rows);

/// The size in which `node` shows all of its grid.
struct layout_size scene_cells_natural(const struct scene *s, uint32_t node);

/// Column and line at a point of the node, in 1/64 logical px from its corner; may lie outside.
void scene_cells_at(const struct scene *s, uint32_t node, lpx_t x, lpx_t y, int32_t *out_col,
                    int32_t *out_row);

void scene_paint_cells(const struct scene *s, uint32_t node, const struct paint *p);
