// SPDX-License-Identifier: MIT
#include "damage.h"

/// Two boxes become one when that repaints at most this much more, in px: a box has its own cost.
#define MERGE_WASTE_PX 1024

static int64_t area(struct px_box b) {
    return px_box_empty(b) ? 0 : (int64_t)(b.x2 - b.x1) * (b.y2 - b.y1);
}

struct px_box px_box_around(struct px_box a, struct px_box b) {
    if (px_box_empty(a)) {
        return b;
    }
    if (px_box_empty(b)) {
        return a;
    }
    return (struct px_box){ MIN(a.x1, b.x1), MIN(a.y1, b.y1), MAX(a.x2, b.x2), MAX(a.y2, b.y2) };
}

bool px_box_covers(struct px_box outer, struct px_box inner) {
    return px_box_empty(inner) || (inner.x1 >= outer.x1 && inner.y1 >= outer.y1 &&
                                   inner.x2 <= outer.x2 && inner.y2 <= outer.y2);
}

/// Pixels that one box around both repaints without need.
static int64_t waste(struct px_box a, struct px_box b) {
    int64_t both = area(px_box_intersect(a, b));
    return area(px_box_around(a, b)) - (area(a) + area(b) - both);
}

static void drop(struct damage *d, uint32_t i) {
    d->n--;
    d->box[i] = d->box[d->n];
}

void damage_add(struct damage *d, struct px_box box) {
    if (px_box_empty(box)) {
        return;
    }
    // A merged box may swallow others, so look again until nothing fits.
    for (uint32_t i = 0; i < d->n;) {
        if (px_box_covers(d->box[i], box)) {
            return;
        }
        if (waste(d->box[i], box) <= MERGE_WASTE_PX) {
            box = px_box_around(d->box[i], box);
            drop(d, i);
            i = 0;
        } else {
            i++;
        }
    }
    if (d->n == DAMAGE_BOXES) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < d->n; i++) {
            best = waste(d->box[i], box) < waste(d->box[best], box) ? i : best;
        }
        box = px_box_around(d->box[best], box);
        drop(d, best);
        damage_add(d, box); // ends: the list got shorter
        return;
    }
    d->box[d->n++] = box;
}

void damage_clip(struct damage *d, struct px_box clip) {
    for (uint32_t i = 0; i < d->n;) {
        d->box[i] = px_box_intersect(d->box[i], clip);
        if (px_box_empty(d->box[i])) {
            drop(d, i);
        } else {
            i++;
        }
    }
}
