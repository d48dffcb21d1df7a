// SPDX-License-Identifier: MIT
// Cells nodes: from an app's region to pixels, scrolling by moving them, events in cells.
#include "cells.h"
#include "rig.h"

#include <base/rng.h>

#include <test/test.h>

#include <stdlib.h>
#include <string.h>

static struct rig rig;

#define COLS 40u
#define ROWS 10u

/// An app with one grid.
static struct grid {
    struct rig_app *app;
    struct ui_cells_head *head;
    struct ui_cell *cells;
    uint32_t number;
    bool broken; ///< Reading the region fails.
} g;

static bool grid_open(void) {
    if (!rig_init(&rig, true)) {
        return false;
    }
    g = (struct grid){ .app = rig_open(&rig, 1) };
    size_t size_b = UI_CELLS_B(COLS, ROWS);
    g.head = calloc(1, size_b);
    g.cells = (struct ui_cell *)((uint8_t *)g.head + UI_CELLS_HEAD_B);
    *g.head = (struct ui_cells_head){
        .magic = UI_CELLS_MAGIC,
        .cols = COLS,
        .rows = ROWS,
        .cursor = UI_CELLS_BLOCK,
    };
    for (uint32_t i = 0; i < COLS * ROWS; i++) {
        g.cells[i] = ui_cell_blank();
    }
    return gui_core_cells_open(&rig.core, 1, g.head, size_b, &g.number) == OK;
}

static void grid_close(void) {
    rig_deinit(&rig);
    free(g.head);
}

static void put(uint32_t row, uint32_t x, const char *text, uint32_t attrs) {
    for (; *text != 0; text++, x++) {
        uint32_t fg = (attrs & UI_CELL_BOLD) != 0 ? 4 : UI_CELLS_FG;
        g.cells[row * COLS + x] = ui_cell_make((uint8_t)*text, fg, UI_CELLS_BG, attrs);
    }
    g.head->row_rev[row]++;
}

static void flush(void) {
    g.head->gen += 2;
    gui_core_doorbell(&rig.core, 1);
    gui_core_tick(&rig.core);
}

static bool show(void) {
    g.head->gen += 2;
    return rig_commit(g.app, "App { Window#10 title=\"T\" { Cells#2 surface=1 pad=8 grow=1"
                             " on=key,text,pointer,wheel,resize focus } }");
}

TEST(a_grid_decides_the_size_of_its_window) {
    REQUIRE(grid_open());
    put(0, 0, "hello", 0);
    REQUIRE(show());
    const struct scene_node *n = rig_scene_node(g.app, 2);
    CHECK_EQ(n->box.w, LPX(COLS * 8 + 16));
    CHECK_EQ(n->box.h, LPX(ROWS * 18 + 16));
    CHECK(rig_same_when_repainted(&rig));
    grid_close();
}

TEST(resize_tells_columns_and_rows) {
    REQUIRE(grid_open());
    REQUIRE(show());
    bool found = false;
    while (rig_event(g.app)) {
        if (g.app->event.kind == UI_EVENT_RESIZE) {
            found = true;
            CHECK_EQ(g.app->event.resize.cols, COLS);
            CHECK_EQ(g.app->event.resize.rows, ROWS);
        }
    }
    CHECK(found);
    grid_close();
}

TEST(one_character_damages_its_cell_only) {
    REQUIRE(grid_open());
    REQUIRE(show());
    put(3, 5, "x", 0);
    g.head->cursor_x = 6;
    g.head->cursor_y = 3;
    flush();
    put(3, 6, "y", 0);
    g.head->cursor_x = 7;
    rig.presented = (struct damage){ 0 };
    flush();
    REQUIRE(rig.presented.n == 1);
    struct px_box b = rig.presented.box[0];
    CHECK(b.x2 - b.x1 <= 4 * 8 && b.y2 - b.y1 == 18);
    CHECK(rig_same_when_repainted(&rig));
    grid_close();
}

TEST(scrolling_moves_pixels) {
    REQUIRE(grid_open());
    for (uint32_t y = 0; y < ROWS; y++) {
        put(y, y, "line", y % 2 != 0 ? UI_CELL_BOLD : UI_CELL_UNDERLINE);
    }
    REQUIRE(show());
    for (uint32_t i = 0; i < 25; i++) {
        uint32_t row = g.head->origin;
        g.head->origin = (row + 1) % ROWS;
        g.head->scrolled++;
        memset(&g.cells[row * COLS], 0, COLS * sizeof(struct ui_cell));
        for (uint32_t x = 0; x < COLS; x++) {
            g.cells[row * COLS + x] = ui_cell_blank();
        }
        put(row, i, "new", i % 3 == 0 ? UI_CELL_INVERSE : 0);
        g.head->cursor_x = i;
        g.head->cursor_y = ROWS - 1;
        flush();
        CHECK(rig_same_when_repainted(&rig));
    }
    for (uint32_t i = 0; i < 7; i++) { // and down
        g.head->origin = (g.head->origin + ROWS - 1) % ROWS;
        g.head->scrolled--;
        put(g.head->origin, i, "back", 0);
        flush();
        CHECK(rig_same_when_repainted(&rig));
    }
    grid_close();
}

TEST(walk_is_as_a_full_repaint) {
    REQUIRE(grid_open());
    REQUIRE(show());
    struct rng rng;
    rng_init(&rng, 5);
    for (int i = 0; i < 150; i++) {
        uint32_t row = (uint32_t)rng_below(&rng, ROWS);
        struct ui_cell *cell = &g.cells[row * COLS + rng_below(&rng, COLS)];
        static const uint32_t texts[] = { 'a', 0x4e2d, 0x2588, 0x256d, 0xe9, 0x10ffff, 7, 0x1f600 };
        *cell = ui_cell_make(
            texts[rng_below(&rng, ARRAY_LEN(texts))], (uint32_t)rng_below(&rng, UI_CELLS_COLORS),
            (uint32_t)rng_below(&rng, UI_CELLS_COLORS), (uint32_t)rng_next(&rng) & UI_CELL_ALL);
        g.head->row_rev[row]++;
        g.head->cursor_x = (uint32_t)rng_below(&rng, COLS);
        g.head->cursor_y = (uint32_t)rng_below(&rng, ROWS);
        g.head->cursor = (uint32_t)rng_below(&rng, UI_CELLS_NUM_CURSORS);
        if (rng_below(&rng, 4) == 0) {
            int32_t up = (int32_t)rng_below(&rng, 2 * ROWS + 1) - (int32_t)ROWS;
            g.head->scrolled += (uint32_t)up;
            g.head->origin = (uint32_t)((int32_t)g.head->origin + up + (int32_t)ROWS) % ROWS;
            for (int32_t y = 0; y < abs(up) && y < (int32_t)ROWS; y++) {
                int32_t line = up > 0 ? (int32_t)ROWS - 1 - y : y;
                g.head->row_rev[(g.head->origin + (uint32_t)line) % ROWS]++;
            }
        }
        if (rng_below(&rng, 9) == 0) {
            g.head->flash ^= 1;
        }
        flush();
        REQUIRE(rig_same_when_repainted(&rig));
    }
    grid_close();
}

TEST(pointer_events_say_the_cell) {
    REQUIRE(grid_open());
    REQUIRE(show());
    (void)rig_count(g.app, UI_EVENT_RESIZE);
    const struct window *w = rig_window(g.app, 10);
    rig_move(&rig, w->x_px + 8 + 3 * 8 + 2, w->y_px + 40 + 8 + 2 * 18 + 1);
    for (int i = 0; i < 2; i++) {
        rig_button(&rig, true);
        uint32_t count = 0;
        while (rig_event(g.app)) {
            if (g.app->event.kind == UI_EVENT_POINTER &&
                g.app->event.pointer.phase == UI_POINTER_DOWN) {
                count = g.app->event.pointer.count;
                CHECK_EQ(g.app->event.pointer.col, 3);
                CHECK_EQ(g.app->event.pointer.row, 2);
            }
        }
        CHECK_EQ(count, (uint32_t)i + 1);
        rig_button(&rig, false);
    }
    grid_close();
}

TEST(cursor_is_hollow_without_the_keyboard) {
    REQUIRE(grid_open());
    REQUIRE(show());
    const struct window *w = rig_window(g.app, 10);
    const int32_t x = w->x_px + 8 + 4;
    const int32_t y = w->y_px + 40 + 8 + 9;
    uint32_t focused = rig.pixels[y * RIG_W + x];
    struct rig_app *other = rig_open(&rig, 2);
    REQUIRE(rig_commit(other, "App { Window#1 title=\"O\" w=200 h=200 { } }"));
    rig_click_node(other, 1);
    const uint32_t now = rig.pixels[y * RIG_W + x];
    CHECK(focused != now);
    CHECK(rig_same_when_repainted(&rig));
    grid_close();
}

TEST(closing_leaves_the_ground) {
    REQUIRE(grid_open());
    put(0, 0, "hello", 0);
    REQUIRE(show());
    CHECK(gui_core_cells_close(&rig.core, 1, g.number));
    CHECK(!gui_core_cells_close(&rig.core, 1, g.number));
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_repainted(&rig));
    CHECK_EQ(rig_session(g.app)->num_cells, 0);
    grid_close();
}

TEST(grids_are_limited_and_charged) {
    REQUIRE(grid_open());
    uint32_t number = 0;
    size_t most_b = UI_CELLS_B(UI_CELLS_COLS_MAX, UI_CELLS_ROWS_MAX);
    for (int i = 0; i < 7; i++) {
        CHECK_EQ(gui_core_cells_open(&rig.core, 1, g.head, most_b, &number), OK);
    }
    CHECK_EQ(gui_core_cells_open(&rig.core, 1, g.head, most_b, &number), ERR_NO_SPACE);
    CHECK_EQ(gui_core_cells_open(&rig.core, 1, g.head, UI_CELLS_HEAD_B, &number), ERR_BAD_SIZE);
    CHECK_EQ(gui_core_cells_open(&rig.core, 9, g.head, most_b, &number), ERR_NOT_FOUND);
    rig_session(g.app)->surfaces_b += SESSION_SURFACES_B;
    CHECK(gui_core_cells_close(&rig.core, 1, g.number));
    CHECK_EQ(gui_core_cells_open(&rig.core, 1, g.head, most_b, &number), ERR_QUOTA);
    rig_session(g.app)->surfaces_b -= SESSION_SURFACES_B;
    grid_close();
}

TEST(nonsense_leaves_the_picture) {
    REQUIRE(grid_open());
    put(0, 0, "hello", 0);
    REQUIRE(show());
    uint32_t presents = rig.presents;
    g.head->cols = 1u << 30;
    flush();
    g.head->gen = 7; // being written
    gui_core_doorbell(&rig.core, 1);
    gui_core_tick(&rig.core);
    CHECK_EQ(rig.presents, presents);
    CHECK(!g.app->closed);
    CHECK(rig_same_when_repainted(&rig));
    grid_close();
}
