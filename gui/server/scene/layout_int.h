// SPDX-License-Identifier: MIT
/// @file
/// Private to layout*.c: what the containers need of each other.
#pragma once

#include "layout.h"

/// Whether positions are to be set or only the size is wanted.
enum layout_mode {
    MODE_MEASURE,
    MODE_PLACE
};

/// Everything a container knows about the call it serves.
struct layout_call {
    struct layout *l;
    uint32_t box;
    struct layout_limits own; ///< Limits after the box's own wishes; padding not yet taken off.
    uint8_t passes;           ///< Second passes left for the children.
    enum layout_mode mode;
};

/// Size of `child` under `limits`; sets its `give` and `got`.
struct layout_size layout_child(struct layout_call *c, uint32_t child, struct layout_limits limits,
                                uint8_t passes, enum layout_mode mode);

/// First child of `box` from `child` on (itself included) that takes room, or LAYOUT_NONE.
uint32_t layout_visible(const struct layout *l, uint32_t child);

/// Puts `child` at `x`, `y` of a parent of width `w`, mirrored when rows run from the right.
void layout_put(struct layout_call *c, uint32_t child, const lpx_t at[2], lpx_t w);

/// Limits without the box's padding.
struct layout_limits layout_inner(const struct layout_style *style, struct layout_limits own);

/// `size` within `limits`, and within LPX_MAX.
struct layout_size layout_clamp(struct layout_size size, struct layout_limits limits);

/// Whether a second layout of `child` is allowed.
bool layout_may_repeat(const struct layout_call *c, uint32_t child);

/// Offset of something `size` long in `room` under `align`.
lpx_t layout_offset(uint8_t align, lpx_t room, lpx_t size);

struct layout_size layout_flex(struct layout_call *c);
struct layout_size layout_scroll(struct layout_call *c);
struct layout_size layout_grid(struct layout_call *c);
struct layout_size layout_stack(struct layout_call *c);
struct layout_size layout_canvas(struct layout_call *c);
struct layout_size layout_rows(struct layout_call *c);
struct layout_size layout_cells(struct layout_call *c);
struct layout_size layout_split(struct layout_call *c);
