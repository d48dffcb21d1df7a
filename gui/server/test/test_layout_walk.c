// SPDX-License-Identifier: MIT
/// @file
/// Random walks: after every change, laying out only what is invalid gives the same boxes as laying
/// out a fresh copy of the tree.
#include <base/rng.h>
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "layout_text.h"

#define BOXES 60u
#define STEPS 300u
#define WALKS 20u

static struct layout_text walk;
static struct layout_text fresh;

static uint32_t below(struct rng *rng, uint32_t n) {
    return rng_below(rng, n);
}

static void random_style(struct rng *rng, struct layout_text *t, uint32_t box) {
    static const uint8_t kinds[] = { LAYOUT_HIDDEN, LAYOUT_LEAF,  LAYOUT_LEAF,   LAYOUT_FLEX,
                                     LAYOUT_FLEX,   LAYOUT_FLEX,  LAYOUT_SCROLL, LAYOUT_GRID,
                                     LAYOUT_STACK,  LAYOUT_CANVAS };
    struct layout_style *s = &t->boxes[box].style;
    *s = layout_style_default(kinds[box == 0 ? 3 : below(rng, ARRAY_LEN(kinds))]);
    s->axis = (uint8_t)below(rng, 2);
    s->align = (uint8_t)below(rng, 4);
    s->justify = (uint8_t)(below(rng, 2) ? LAYOUT_BETWEEN : below(rng, 3));
    s->cols = (uint8_t)(1 + below(rng, 4));
    s->shrink = below(rng, 2) != 0;
    s->grow = (uint16_t)(below(rng, 3) == 0 ? below(rng, 4) : 0);
    s->gap = (lpx_t)below(rng, 900);
    for (int a = 0; a < 2; a++) {
        s->pad[a] = (lpx_t)below(rng, 600);
        s->pad_end[a] = (lpx_t)below(rng, 600);
        s->want[a] = below(rng, 5) == 0 ? (lpx_t)below(rng, 9000) : LPX_AUTO;
        s->min[a] = below(rng, 6) == 0 ? (lpx_t)below(rng, 3000) : 0;
        s->max[a] = below(rng, 6) == 0 ? (lpx_t)below(rng, 9000) : LPX_INF;
        s->at[a] = (lpx_t)below(rng, 4000) - 1000;
        t->natural[box][a] = (lpx_t)(1 + below(rng, 9000));
    }
    t->wraps[box] = below(rng, 2) != 0;
}

static bool same_boxes(void) {
    for (uint32_t i = 0; i < walk.l.count; i++) {
        const struct layout_box *a = &walk.boxes[i];
        const struct layout_box *b = &fresh.boxes[i];
        bool shown = true;
        for (uint32_t p = i; p != LAYOUT_NONE; p = walk.boxes[p].parent) {
            uint32_t parent = walk.boxes[p].parent;
            shown = shown && walk.boxes[p].style.kind != LAYOUT_HIDDEN &&
                    (parent == LAYOUT_NONE || walk.boxes[parent].style.kind != LAYOUT_LEAF);
        }
        if (shown && (memcmp(a->pos, b->pos, sizeof(a->pos)) != 0 ||
                      memcmp(a->size, b->size, sizeof(a->size)) != 0)) {
            printf("# box %u: %d,%d %dx%d, fresh %d,%d %dx%d\n", i, a->pos[0], a->pos[1],
                   a->size[0], a->size[1], b->pos[0], b->pos[1], b->size[0], b->size[1]);
            return false;
        }
    }
    return true;
}

static void copy_fresh(void) {
    fresh = walk;
    fresh.l.boxes = fresh.boxes;
    fresh.l.self = &fresh;
    for (uint32_t i = 0; i < fresh.l.count; i++) {
        fresh.boxes[i].measure[0].valid = false;
        fresh.boxes[i].measure[1].valid = false;
        fresh.boxes[i].placed.valid = false;
    }
}

TEST(incremental_equals_full) {
    for (uint32_t seed = 1; seed <= WALKS; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        memset(&walk, 0, sizeof(walk));
        walk.l = (struct layout){
            .boxes = walk.boxes, .count = BOXES, .measure = layout_text_measure, .self = &walk
        };
        for (uint32_t i = 0; i < BOXES; i++) {
            walk.boxes[i].parent = i == 0 ? LAYOUT_NONE : below(&rng, i);
            random_style(&rng, &walk, i);
        }
        layout_link(&walk.l);
        for (uint32_t step = 0; step < STEPS; step++) {
            struct layout_limits limits = { { LPX(300), 0 }, { LPX(300), LPX_INF } };
            if (below(&rng, 4) == 0) {
                limits.max[1] = limits.min[1] = LPX(200);
            }
            for (uint32_t k = below(&rng, 3); k > 0; k--) {
                uint32_t box = below(&rng, BOXES);
                random_style(&rng, &walk, box);
                layout_invalidate(&walk.l, box);
            }
            layout_run(&walk.l, 0, limits);
            copy_fresh();
            layout_run(&fresh.l, 0, limits);
            if (!same_boxes()) {
                printf("# seed %u step %u\n", seed, step);
                CHECK(false);
                return;
            }
        }
    }
}
