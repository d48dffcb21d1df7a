// SPDX-License-Identifier: MIT
/// @file
/// Pixels that have to be painted again: a few boxes that do not overlap more than they must.
#pragma once

#include "geom.h"

/// Boxes in one list. More are merged, which may repaint too much but never too little.
#define DAMAGE_BOXES 16u

struct damage {
    struct px_box box[DAMAGE_BOXES];
    uint32_t n; ///< 0 = nothing to paint.
};

/// Adds `box`; an empty one counts for nothing.
void damage_add(struct damage *d, struct px_box box);

/// Cuts everything to `clip`.
void damage_clip(struct damage *d, struct px_box clip);

static inline bool damage_empty(const struct damage *d) {
    return d->n == 0;
}

static inline void damage_clear(struct damage *d) {
    d->n = 0;
}

/// The smallest box around `a` and `b`; an empty one counts for nothing.
struct px_box px_box_around(struct px_box a, struct px_box b);

/// Whether all of `inner` lies in `outer`. An empty `inner` does.
bool px_box_covers(struct px_box outer, struct px_box inner);
