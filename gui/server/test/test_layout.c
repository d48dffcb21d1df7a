// SPDX-License-Identifier: MIT
#include "layout.h"

#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "layout_text.h"

/// One line of the table: a tree, the limits of its root, and every box in pre-order.
struct layout_row {
    const char *name;
    const char *tree;
    int min_w, max_w, min_h, max_h; ///< Logical px; a max of 0 means unbounded.
    const char *expect;             ///< "x,y,w,h" relative to the parent, in px.
};

#define LOOSE 0, 200, 0, 100
#define TIGHT 200, 200, 100, 100
#define WIDE 200, 200, 0, 0
#define NO_END 0, 0, 0, 0

static const struct layout_row rows[] = {
    { "leaf natural", "L nat=40x20", LOOSE, "0,0,40,20" },
    { "leaf tight", "L nat=40x20", TIGHT, "0,0,200,100" },
    { "leaf wanted", "L nat=40x20 w=60 h=30", LOOSE, "0,0,60,30" },
    { "parent wins over wanted", "L nat=40x20 w=600 h=300", LOOSE, "0,0,200,100" },
    { "leaf min", "L nat=4x2 minw=30 minh=10", LOOSE, "0,0,30,10" },
    { "leaf max", "L nat=90x50 maxw=30 maxh=10", LOOSE, "0,0,30,10" },
    { "min beats max", "L nat=90x50 minw=40 maxw=30", LOOSE, "0,0,40,50" },
    { "hidden", "C { H nat=9x9 L nat=5x6 }", LOOSE, "0,0,5,6 0,0,0,0 0,0,5,6" },
    { "row", "R { L nat=10x20 L nat=30x10 }", LOOSE, "0,0,40,20 0,0,10,20 10,0,30,10" },
    { "row gap and pad", "R gap=4 pad=8 { L nat=10x20 L nat=30x10 }", LOOSE,
      "0,0,60,36 8,8,10,20 22,8,30,10" },
    { "row centred", "R align=c { L nat=10x20 L nat=30x10 }", LOOSE,
      "0,0,40,20 0,0,10,20 10,5,30,10" },
    { "row end", "R align=e { L nat=10x20 L nat=30x10 }", LOOSE,
      "0,0,40,20 0,0,10,20 10,10,30,10" },
    { "row stretched, height found", "R align=x { L nat=10x20 L nat=30x10 }", LOOSE,
      "0,0,40,20 0,0,10,20 10,0,30,20" },
    { "row stretched, tight", "R align=x { L nat=10x20 L nat=30x10 }", TIGHT,
      "0,0,200,100 0,0,10,100 10,0,30,100" },
    { "column", "C { L nat=10x20 L nat=30x10 }", LOOSE, "0,0,30,30 0,0,10,20 0,20,30,10" },
    { "column centred in width", "C align=c { L nat=10x20 L nat=30x10 }", WIDE,
      "0,0,200,30 95,0,10,20 85,20,30,10" },
    { "column stretched", "C align=x { L nat=10x20 L nat=30x10 }", WIDE,
      "0,0,200,30 0,0,200,20 0,20,200,10" },
    { "column stretched to the widest", "C align=x { L nat=10x20 L nat=30x10 }", NO_END,
      "0,0,30,30 0,0,30,20 0,20,30,10" },
    { "justify centre", "R just=c { L nat=50x10 L nat=50x10 }", WIDE,
      "0,0,200,10 50,0,50,10 100,0,50,10" },
    { "justify end", "R just=e gap=10 { L nat=50x10 L nat=50x10 }", WIDE,
      "0,0,200,10 90,0,50,10 150,0,50,10" },
    { "justify between", "R just=b { L nat=20x10 L nat=20x10 L nat=20x10 }", WIDE,
      "0,0,200,10 0,0,20,10 90,0,20,10 180,0,20,10" },
    { "between with one", "R just=b { L nat=20x10 }", WIDE, "0,0,200,10 0,0,20,10" },
    { "between when loose does not spread", "R just=b { L nat=20x10 L nat=20x10 }", LOOSE,
      "0,0,40,10 0,0,20,10 20,0,20,10" },
    { "grow one", "R gap=10 { L nat=20x10 grow=1 L nat=30x10 }", WIDE,
      "0,0,200,10 0,0,160,10 170,0,30,10" },
    { "grow shares", "R { L nat=20x10 grow=1 L nat=30x10 grow=3 }", WIDE,
      "0,0,200,10 0,0,50,10 50,0,150,10" },
    { "grow takes a loose bounded axis", "R { L nat=20x10 grow=1 }", LOOSE,
      "0,0,200,10 0,0,200,10" },
    { "grow is natural without a bound", "C { L nat=20x10 grow=1 L nat=5x5 }", WIDE,
      "0,0,200,15 0,0,20,10 0,10,5,5" },
    { "grow respects max", "R { L nat=20x10 grow=1 maxw=60 L nat=30x10 }", WIDE,
      "0,0,200,10 0,0,60,10 60,0,30,10" },
    { "no room to grow", "R { L nat=20x10 grow=1 L nat=300x10 }", WIDE,
      "0,0,200,10 0,0,0,10 0,0,300,10" },
    { "text shrinks and wraps", "R { T nat=300x10 L nat=50x10 }", WIDE,
      "0,0,200,20 0,0,150,20 150,0,50,10" },
    { "two texts shrink in proportion", "R { T nat=300x10 T nat=100x10 }", WIDE,
      "0,0,200,20 0,0,150,20 150,0,50,20" },
    { "shrink stops at min", "R { T nat=300x10 minw=180 L nat=50x10 }", WIDE,
      "0,0,200,20 0,0,180,20 180,0,50,10" },
    { "column in a row shrinks", "R { C { T nat=300x10 } L nat=50x10 }", WIDE,
      "0,0,200,20 0,0,150,20 0,0,150,20 150,0,50,10" },
    { "text wraps in a column", "C pad=10 { T nat=300x10 L nat=10x5 }", WIDE,
      "0,0,200,45 10,10,180,20 10,30,10,5" },
    { "grow in a column under a tight height", "C { L nat=9x30 L nat=9x10 grow=1 L nat=9x20 }",
      TIGHT, "0,0,200,100 0,0,9,30 0,30,9,50 0,80,9,20" },
    { "grid", "G cols=2 gap=10 { L nat=30x10 L nat=50x20 L nat=60x10 L nat=20x10 }", LOOSE,
      "0,0,120,40 0,0,60,10 70,0,50,20 0,30,60,10 70,30,50,10" },
    { "grid cells are as wide as their column", "G cols=2 { L nat=30x10 T nat=9x9 T nat=60x10 }",
      LOOSE, "0,0,69,20 0,0,60,10 60,0,9,9 0,10,60,10" },
    { "grid with a growing column", "G cols=2 gap=10 { L nat=50x10 L nat=5x20 grow=1 }", WIDE,
      "0,0,200,20 0,0,50,10 60,0,140,20" },
    { "grid centred", "G cols=2 align=c { L nat=50x10 L nat=5x20 }", LOOSE,
      "0,0,55,20 0,5,50,10 50,0,5,20" },
    { "grid too wide", "G cols=2 { T nat=300x10 T nat=100x10 }", WIDE,
      "0,0,200,20 0,0,150,20 150,0,50,20" },
    { "grid with hidden cell", "G cols=2 { L nat=9x9 H L nat=8x8 L nat=7x7 }", LOOSE,
      "0,0,17,16 0,0,9,9 0,0,0,0 9,0,8,8 0,9,9,7" },
    { "stack", "S { L nat=50x30 L nat=20x40 }", LOOSE, "0,0,50,40 0,0,50,30 0,0,20,40" },
    { "stack centred", "S align=c just=c pad=5 { L nat=50x30 L nat=20x40 }", LOOSE,
      "0,0,60,50 5,10,50,30 20,5,20,40" },
    { "stack stretched", "S align=x { L nat=50x30 L nat=20x40 }", TIGHT,
      "0,0,200,100 0,0,200,100 0,0,200,100" },
    { "scroll keeps its child's length", "O h=50 { L nat=20x80 L nat=20x80 }", WIDE,
      "0,0,200,50 0,0,20,80 0,80,20,80" },
    { "scroll is natural without a bound", "O { L nat=20x80 L nat=20x80 }", WIDE,
      "0,0,200,160 0,0,20,80 0,80,20,80" },
    { "scroll stretches across", "O align=x { L nat=20x180 }", TIGHT, "0,0,200,100 0,0,200,180" },
    { "scroll sideways", "P w=50 { L nat=80x20 L nat=80x20 }", LOOSE,
      "0,0,50,20 0,0,80,20 80,0,80,20" },
    { "scroll gives way in a column", "C align=x { L nat=9x30 O { L nat=9x500 } }", TIGHT,
      "0,0,200,100 0,0,200,30 0,30,200,70 0,0,9,500" },
    { "canvas with children", "K { L x=10 y=60 nat=30x20 L x=-5 y=5 nat=9x9 }", LOOSE,
      "0,0,40,80 10,60,30,20 -5,5,9,9" },
    { "canvas tight", "K { L x=10 y=60 nat=30x20 }", TIGHT, "0,0,200,100 10,60,30,20" },
    { "canvas without children", "K nat=30x15 h=40", LOOSE, "0,0,30,40" },
    { "text on a canvas does not wrap", "K { T x=0 y=0 nat=900x20 }", TIGHT,
      "0,0,200,100 0,0,900,20" },
    { "pad larger than the box", "C pad=80 { L nat=20x10 }", TIGHT, "0,0,200,100 80,80,20,10" },
    { "empty row", "R pad=3 gap=9", LOOSE, "0,0,6,6" },
    { "counter", "C pad=20 gap=16 align=c { L nat=25x52 R gap=8 { L nat=40x32 L nat=80x32 } }", 280,
      280, 0, 0, "0,0,280,140 127,20,25,52 76,88,128,32 0,0,40,32 48,0,80,32" },
    { "row in a row in a row", "R { R { R { T nat=400x10 } } L nat=100x10 }", WIDE,
      "0,0,200,40 0,0,100,40 0,0,100,40 0,0,100,40 100,0,100,10" },
    { "stretch reaches into containers", "R align=x { C { L nat=9x9 grow=1 } L nat=9x40 }", WIDE,
      "0,0,200,40 0,0,9,40 0,0,9,40 9,0,9,40" },
};

static lpx_t bound(int px) {
    return px == 0 ? LPX_INF : LPX(px);
}

static struct layout_limits row_limits(const struct layout_row *row) {
    return (struct layout_limits){ { LPX(row->min_w), LPX(row->min_h) },
                                   { bound(row->max_w), bound(row->max_h) } };
}

static void print_boxes(const struct layout *l, char *out, size_t size) {
    size_t used = 0;
    for (uint32_t i = 0; i < l->count; i++) {
        const struct layout_box *b = &l->boxes[i];
        used += (size_t)snprintf(out + used, size - used, "%s%d,%d,%d,%d", i > 0 ? " " : "",
                                 b->pos[0] / 64, b->pos[1] / 64, b->size[0] / 64, b->size[1] / 64);
    }
}

static struct layout_text text;

TEST(table) {
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        REQUIRE(layout_text_parse(&text, rows[i].tree));
        layout_run(&text.l, 0, row_limits(&rows[i]));
        char got[1024];
        print_boxes(&text.l, got, sizeof(got));
        if (strcmp(got, rows[i].expect) != 0) {
            printf("# row \"%s\": %s\n", rows[i].name, rows[i].tree);
        }
        CHECK_STR(got, rows[i].expect);
    }
}

TEST(rtl_mirrors_rows) {
    REQUIRE(layout_text_parse(&text, "R pad=4 gap=6 { L nat=10x20 L nat=30x10 }"));
    text.l.rtl = true;
    layout_run(&text.l, 0, (struct layout_limits){ { LPX(100), 0 }, { LPX(100), LPX_INF } });
    CHECK_EQ(text.boxes[1].pos[0], LPX(100 - 4 - 10));
    CHECK_EQ(text.boxes[2].pos[0], LPX(100 - 4 - 10 - 6 - 30));
}

TEST(measuring_moves_nothing) {
    REQUIRE(layout_text_parse(&text, "C align=c { L nat=10x20 R { T nat=300x10 } }"));
    layout_run(&text.l, 0, (struct layout_limits){ { LPX(200), 0 }, { LPX(200), LPX_INF } });
    char before[256];
    char after[256];
    print_boxes(&text.l, before, sizeof(before));
    struct layout_size size =
        layout_measure(&text.l, 0, (struct layout_limits){ .max = { LPX_INF, LPX_INF } });
    CHECK_EQ(size.v[0], LPX(300));
    print_boxes(&text.l, after, sizeof(after));
    CHECK_STR(after, before);
}

TEST(unchanged_tree_costs_one_lookup) {
    REQUIRE(layout_text_parse(&text, "C align=x { R { T nat=300x10 L nat=5x5 } R { L nat=1x1 } }"));
    struct layout_limits limits = { { LPX(200), 0 }, { LPX(200), LPX_INF } };
    layout_run(&text.l, 0, limits);
    text.l.visits = 0;
    layout_run(&text.l, 0, limits);
    CHECK_EQ(text.l.visits, 0);
    layout_invalidate(&text.l, 5); // the leaf of the second row: the first row is not visited
    layout_run(&text.l, 0, limits);
    CHECK(text.l.visits <= 6);
    CHECK(text.l.visits >= 3);
}

TEST(deep_hostile_nesting_stays_cheap) {
    char tree[1024] = "";
    for (int i = 0; i < 46; i++) {
        strcat(tree, i % 2 ? "G cols=1 { " : "R align=x { ");
    }
    strcat(tree, "T nat=9000x10 ");
    for (int i = 0; i < 46; i++) {
        strcat(tree, "} ");
    }
    REQUIRE(layout_text_parse(&text, tree));
    layout_run(&text.l, 0, (struct layout_limits){ { 0, 0 }, { LPX(200), LPX_INF } });
    CHECK(text.l.visits < 47 * 64);
}

TEST(huge_sizes_do_not_overflow) {
    REQUIRE(layout_text_parse(&text, "C pad=512 gap=512 { R { L nat=1000000x1000000 "
                                     "L nat=1000000x1 } L nat=1000000x1000000 L w=16384 }"));
    layout_run(&text.l, 0, (struct layout_limits){ .max = { LPX_INF, LPX_INF } });
    for (uint32_t i = 0; i < text.l.count; i++) {
        CHECK(text.boxes[i].size[0] >= 0 && text.boxes[i].size[0] <= LPX_MAX);
        CHECK(text.boxes[i].size[1] >= 0 && text.boxes[i].size[1] <= LPX_MAX);
        CHECK(text.boxes[i].pos[1] >= 0 && text.boxes[i].pos[1] <= LPX_INF);
    }
}

TEST(snap_rounds_to_nearest_edge) {
    CHECK_EQ(lpx_snap(LPX(10), 100), 10);
    CHECK_EQ(lpx_snap(32, 100), 1);
    CHECK_EQ(lpx_snap(31, 100), 0);
    CHECK_EQ(lpx_snap(-32, 100), 0);
    CHECK_EQ(lpx_snap(-33, 100), -1);
    CHECK_EQ(lpx_snap(LPX(3), 150), 5);
    CHECK_EQ(lpx_snap(LPX(-3), 150), -4);
    CHECK_EQ(lpx_snap(LPX(7), 125), 9);
    CHECK_EQ(lpx_from_px(9, 300), LPX(3));
    CHECK_EQ(lpx_from_px(-3, 150), LPX(-2));
}
