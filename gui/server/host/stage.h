// SPDX-License-Identifier: MIT
/// @file
/// What pictures are drawn with on the host: fonts, caches, a theme, a scale.
#pragma once

#include "compose.h"
#include "paint_canvas.h"

struct stage {
    struct text *text;            ///< Owned.
    struct mask_cache *masks;     ///< Owned.
    struct shadow_cache *shadows; ///< Owned.
    const struct theme *theme;
    scale_t scale;
};

/// Reads the fonts from folder `fonts`.
///
/// @return OK, ERR_NOT_FOUND, ERR_BAD_FORMAT, ERR_NO_MEMORY.
status_t stage_open(const char *fonts, struct stage *out);
void stage_close(struct stage *s);

/// Chooses how the next pictures look.
void stage_set(struct stage *s, enum theme_kind theme, scale_t scale);

/// A window and its widgets.
struct stage_window {
    struct paint_window frame;
    const struct paint_node *nodes; ///< Boxes relative to the content, below the header.
    uint32_t num_nodes;
    /// Draws a canvas over the nodes; may be NULL.
    void (*canvas)(const struct paint *p);
};

/// Paints all of `w`, or what lies in `clip`, into `to`.
void stage_paint(struct stage *s, const struct stage_window *w, struct surface *to,
                 struct px_box clip);

/// Paints `w` into a surface of its own size. NULL without memory.
struct surface *stage_draw(struct stage *s, const struct stage_window *w);

/// The layer of a painted window at (x, y), logical pixels.
struct compose_layer stage_layer(struct stage *s, const struct stage_window *w,
                                 const struct surface *surface, int32_t x, int32_t y);
