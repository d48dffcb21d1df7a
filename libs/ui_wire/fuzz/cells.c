// SPDX-License-Identifier: MIT
// Fuzzing entry: any bytes as the region of a Cells node, taken twice with a change in between.
#include <ui_wire/cells.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b);

static status_t read_plain(void *context, void *dst, const volatile void *src, size_t len_b) {
    (void)context;
    memcpy(dst, (const void *)(uintptr_t)src, len_b);
    return OK;
}

static void check(const struct ui_cells_copy *c, const struct ui_cells_delta *delta) {
    for (uint32_t y = 0; y < c->rows; y++) {
        const struct ui_cell *line = ui_cells_line(c, y);
        if (delta->lines[y].end > c->cols) {
            abort();
        }
        for (uint32_t x = 0; x < c->cols; x++) {
            bool wide = (line[x].attrs & UI_CELL_WIDE) != 0;
            bool good = UI_CELL_CHAR(line[x].text) <= 0x10ffff &&
                        line[x].text >> UI_CELL_MARK_SHIFT < UI_CELL_MARKS &&
                        (!wide || (x + 1 < c->cols && (line[x + 1].attrs & UI_CELL_WIDE_TAIL)));
            if (!good) {
                abort();
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b) {
    // Exactly as large as the input, so that the sanitizer sees what is read past it.
    size_t half_b = len_b / 2;
    if (half_b < UI_CELLS_HEAD_B) {
        return 0;
    }
    uint8_t *region = malloc(half_b);
    struct ui_cells_copy *c = calloc(1, sizeof(*c));
    c->region = region;
    c->region_b = half_b;
    c->read = read_plain;
    c->memory = malloc(ui_cells_memory_b(half_b) + 1);
    struct ui_cells_delta delta;
    for (int i = 0; i < 2; i++) {
        memcpy(region, data + (size_t)i * half_b, half_b);
        if (ui_cells_import(c, &delta) == OK) {
            check(c, &delta);
        }
    }
    free(region);
    free(c->memory);
    free(c);
    return 0;
}
