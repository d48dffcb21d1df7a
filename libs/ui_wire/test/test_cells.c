// SPDX-License-Identifier: MIT
// The grid of characters: what changed, what moved, and apps that lie or write while they are read.
#include <ui_wire/cells.h>

#include <test/test.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define COLS 10u
#define ROWS 4u

static struct {
    struct ui_cells_head *head;
    struct ui_cell *cells;
    struct ui_cells_copy copy;
    struct ui_cells_delta delta;
    int reads; ///< Until `evil` runs.
    void (*evil)(void);
} g;

static status_t read_fn(void *context, void *dst, const volatile void *src, size_t len_b) {
    (void)context;
    if (g.evil != NULL && g.reads-- == 0) {
        g.evil();
    }
    return ui_read_words(NULL, dst, src, len_b);
}

static void grid_init(void) {
    size_t size_b = UI_CELLS_B(COLS, ROWS);
    g.head = calloc(1, size_b);
    g.cells = (struct ui_cell *)((uint8_t *)g.head + UI_CELLS_HEAD_B);
    *g.head = (struct ui_cells_head){ .magic = UI_CELLS_MAGIC, .cols = COLS, .rows = ROWS };
    g.copy = (struct ui_cells_copy){
        .region = g.head,
        .region_b = size_b,
        .read = read_fn,
        .memory = malloc(ui_cells_memory_b(size_b)),
    };
    g.evil = NULL;
    for (uint32_t i = 0; i < COLS * ROWS; i++) {
        g.cells[i] = ui_cell_blank();
    }
}

static void grid_free(void) {
    free(g.head);
    free(g.copy.memory);
}

static status_t import(void) {
    g.head->gen += 2;
    return ui_cells_import(&g.copy, &g.delta);
}

static void put(uint32_t row, uint32_t x, uint32_t c) {
    g.cells[row * COLS + x] = ui_cell_make(c, UI_CELLS_FG, UI_CELLS_BG, 0);
    g.head->row_rev[row]++;
}

static uint32_t dirty_lines(void) {
    uint32_t mask = 0;
    for (uint32_t y = 0; y < ROWS; y++) {
        mask |= g.delta.lines[y].first < g.delta.lines[y].end ? BIT(y) : 0;
    }
    return mask;
}

TEST(first_import_takes_all) {
    grid_init();
    put(1, 3, 'x');
    CHECK_EQ(import(), OK);
    CHECK(g.delta.all && g.delta.any);
    CHECK_EQ(dirty_lines(), 15);
    CHECK_EQ(ui_cells_line(&g.copy, 1)[3].text, 'x');
    CHECK_EQ(ui_cell_fg(ui_cells_line(&g.copy, 1)[3]), UI_CELLS_FG);
    CHECK_EQ(ui_cell_bg(ui_cells_line(&g.copy, 1)[3]), UI_CELLS_BG);
    grid_free();
}

TEST(nothing_new_is_nothing) {
    grid_init();
    CHECK_EQ(import(), OK);
    CHECK_EQ(ui_cells_import(&g.copy, &g.delta), OK);
    CHECK(!g.delta.any);
    CHECK_EQ(import(), OK); // another generation, the same contents
    CHECK(!g.delta.any);
    grid_free();
}

TEST(one_cell_is_a_short_span) {
    grid_init();
    CHECK_EQ(import(), OK);
    put(2, 5, 'y');
    CHECK_EQ(import(), OK);
    CHECK(!g.delta.all);
    CHECK_EQ(dirty_lines(), 4);
    CHECK_EQ(g.delta.lines[2].first, 4);
    CHECK_EQ(g.delta.lines[2].end, 7);
    grid_free();
}

TEST(row_without_a_new_revision_is_not_read) {
    grid_init();
    CHECK_EQ(import(), OK);
    g.cells[0].text = 'q';
    CHECK_EQ(import(), OK);
    CHECK(!g.delta.any);
    CHECK_EQ(ui_cells_line(&g.copy, 0)[0].text, 0);
    grid_free();
}

TEST(scroll_moves_and_brings_one_line) {
    grid_init();
    for (uint32_t y = 0; y < ROWS; y++) {
        put(y, 0, 'a' + y);
    }
    CHECK_EQ(import(), OK);
    g.head->scrolled = 1;
    g.head->origin = 1;
    put(0, 0, 'e');
    CHECK_EQ(import(), OK);
    CHECK_EQ(g.delta.up, 1);
    CHECK_EQ(dirty_lines(), 8);
    CHECK_EQ(ui_cells_line(&g.copy, 0)[0].text, 'b');
    CHECK_EQ(ui_cells_line(&g.copy, 3)[0].text, 'e');
    g.head->scrolled--;
    g.head->origin = 0;
    CHECK_EQ(import(), OK);
    CHECK_EQ(g.delta.up, -1);
    CHECK_EQ(dirty_lines(), 1);
    grid_free();
}

TEST(scroll_by_a_screen_or_a_lie_is_everything) {
    grid_init();
    CHECK_EQ(import(), OK);
    g.head->scrolled = ROWS;
    CHECK_EQ(import(), OK);
    CHECK(g.delta.all);
    g.head->scrolled += 1; // but the origin stays
    CHECK_EQ(import(), OK);
    CHECK(g.delta.all);
    CHECK_EQ(g.delta.up, 0);
    grid_free();
}

TEST(cursor_marks_where_it_was_and_is) {
    grid_init();
    g.head->cursor = UI_CELLS_BLOCK;
    CHECK_EQ(import(), OK);
    g.head->cursor_y = 2;
    g.head->cursor_x = 9;
    CHECK_EQ(import(), OK);
    CHECK_EQ(dirty_lines(), 5);
    CHECK(g.delta.cursor);
    CHECK_EQ(g.delta.lines[2].end, COLS);
    grid_free();
}

TEST(palette_and_flash_repaint_all) {
    grid_init();
    CHECK_EQ(import(), OK);
    g.head->palette[3] = 0xff102030;
    CHECK_EQ(import(), OK);
    CHECK(!g.delta.any);
    g.head->palette_rev++;
    CHECK_EQ(import(), OK);
    CHECK(g.delta.all);
    CHECK_EQ(ui_cells_palette(&g.copy)[3], 0xff102030);
    g.head->flash = 7;
    CHECK_EQ(import(), OK);
    CHECK(g.delta.all);
    grid_free();
}

TEST(another_size) {
    grid_init();
    CHECK_EQ(import(), OK);
    g.head->cols = 20;
    g.head->rows = 2;
    put(0, 0, 'n');
    CHECK_EQ(import(), OK);
    CHECK(g.delta.all);
    CHECK_EQ(g.copy.cols, 20);
    CHECK_EQ(g.copy.rows, 2);
    CHECK_EQ(ui_cells_line(&g.copy, 0)[0].text, 'n');
    grid_free();
}

TEST(heads_that_are_nonsense) {
    const struct {
        size_t at;
        uint32_t value;
    } bad[] = {
        { offsetof(struct ui_cells_head, magic), 1 },
        { offsetof(struct ui_cells_head, cols), 0 },
        { offsetof(struct ui_cells_head, cols), COLS + 1 },
        { offsetof(struct ui_cells_head, cols), UINT32_MAX },
        { offsetof(struct ui_cells_head, rows), 0 },
        { offsetof(struct ui_cells_head, rows), UI_CELLS_ROWS_MAX + 1 },
        { offsetof(struct ui_cells_head, origin), ROWS },
        { offsetof(struct ui_cells_head, cursor), UI_CELLS_NUM_CURSORS },
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        grid_init();
        put(0, 0, 'k');
        CHECK_EQ(import(), OK);
        memcpy((uint8_t *)g.head + bad[i].at, &bad[i].value, sizeof(bad[i].value));
        CHECK_EQ(import(), ERR_BAD_FORMAT);
        CHECK_EQ(ui_cells_line(&g.copy, 0)[0].text, 'k'); // the last good picture stays
        grid_free();
    }
}

TEST(cells_are_made_valid) {
    grid_init();
    uint32_t in[COLS] = { 0x1b, 0x85, 0xd800, 0x110000, 0x1fffff, 'a', 'b', 0x4e2d, 'c', 0x4e2d };
    for (uint32_t x = 0; x < COLS; x++) {
        put(0, x, in[x]);
    }
    g.cells[5].text |= 900u << UI_CELL_MARK_SHIFT;  // no such mark
    g.cells[6].attrs |= UI_CELL_WIDE_TAIL | 0xe000; // half of nothing, bits of nothing
    g.cells[7].attrs |= UI_CELL_WIDE;               // its other half is a letter
    g.cells[9].attrs |= UI_CELL_WIDE;               // no room
    CHECK_EQ(import(), OK);
    const struct ui_cell *row = ui_cells_line(&g.copy, 0);
    const uint32_t want[COLS] = { 0, 0, 0xfffd, 0xfffd, 0xfffd, 'a', 'b', 0x4e2d, 'c', 0x4e2d };
    for (uint32_t x = 0; x < COLS; x++) {
        CHECK_EQ(row[x].text, want[x]);
    }
    CHECK_EQ(row[6].attrs & (UI_CELL_WIDE_TAIL | 0xe000), 0);
    CHECK_EQ(row[7].attrs & UI_CELL_WIDE, 0);
    CHECK_EQ(row[9].attrs & UI_CELL_WIDE, 0);
    grid_free();
}

TEST(cursor_outside_is_at_the_edge) {
    grid_init();
    g.head->cursor = UI_CELLS_BAR;
    g.head->cursor_x = UINT32_MAX;
    g.head->cursor_y = 77;
    CHECK_EQ(import(), OK);
    CHECK_EQ(g.copy.cursor_x, COLS - 1);
    CHECK_EQ(g.copy.cursor_y, ROWS - 1);
    grid_free();
}

static void write_on(void) {
    g.head->gen += 2;
    put(0, 1, 'z');
}

TEST(written_while_read_is_dropped) {
    for (int when = 1; when < 5; when++) {
        grid_init();
        put(0, 0, 'k');
        CHECK_EQ(import(), OK);
        put(0, 0, 'l');
        g.reads = when;
        g.evil = write_on;
        CHECK_EQ(import(), ERR_WOULD_BLOCK);
        CHECK_EQ(ui_cells_line(&g.copy, 0)[0].text, 'k');
        g.evil = NULL;
        CHECK_EQ(import(), OK);
        CHECK_EQ(ui_cells_line(&g.copy, 0)[0].text, 'l');
        CHECK_EQ(ui_cells_line(&g.copy, 0)[1].text, 'z');
        grid_free();
    }
}

static void change_head(void) {
    g.head->cols = UINT32_MAX;
    g.head->rows = UINT32_MAX;
    g.head->origin = UINT32_MAX;
}

TEST(head_is_read_once) {
    grid_init();
    put(0, 0, 'k');
    g.reads = 2;
    g.evil = change_head;
    CHECK_EQ(import(), OK);
    CHECK_EQ(g.copy.cols, COLS);
    CHECK_EQ(ui_cells_line(&g.copy, 0)[0].text, 'k');
    grid_free();
}

TEST(half_written_waits) {
    grid_init();
    g.head->gen = 1;
    CHECK_EQ(ui_cells_import(&g.copy, &g.delta), ERR_WOULD_BLOCK);
    g.head->gen = 2;
    CHECK_EQ(ui_cells_import(&g.copy, &g.delta), OK);
    grid_free();
}

static status_t gone(void *context, void *dst, const volatile void *src, size_t len_b) {
    (void)context;
    memset(dst, 0xee, len_b);
    return g.reads-- > 0 ? ui_read_words(NULL, dst, src, len_b) : ERR_FAULT;
}

TEST(region_that_goes_away) {
    for (int when = 0; when < 6; when++) {
        grid_init();
        CHECK_EQ(import(), OK);
        put(0, 0, 'k');
        g.copy.read = gone;
        g.reads = when;
        status_t st = import();
        CHECK(st == ERR_FAULT || (when > 4 && st == OK));
        grid_free();
    }
}

TEST(region_that_is_too_short) {
    grid_init();
    g.copy.region_b = UI_CELLS_HEAD_B - 1;
    CHECK_EQ(import(), ERR_BAD_FORMAT);
    g.copy.region_b = UI_CELLS_B(COLS, ROWS) - 1;
    CHECK_EQ(import(), ERR_BAD_FORMAT);
    grid_free();
}

TEST(marks) {
    uint32_t known = 0;
    for (uint32_t c = 0; c < 0x3000; c++) {
        uint32_t mark = ui_cell_mark_of(c);
        if (mark != 0) {
            known++;
            CHECK_EQ(ui_cell_mark_char(mark), c);
        }
    }
    CHECK_EQ(known, UI_CELL_MARKS - 1);
    CHECK_EQ(ui_cell_mark_char(UI_CELL_MARKS), 0);
}
