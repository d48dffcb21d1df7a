// SPDX-License-Identifier: MIT
#include "fixture.h"

#include <string.h>

struct screen scr;
char answer[256];

static void take(void *self, const char *bytes, size_t len_b) {
    (void)self;
    size_t have = strlen(answer);
    if (have + len_b < sizeof answer) {
        memcpy(answer + have, bytes, len_b);
        answer[have + len_b] = 0;
    }
}

void fresh(int cols, int rows) {
    screen_deinit(&scr);
    (void)screen_init(&scr, cols, rows); // the first check notices
    scr.output = take;
    answer[0] = 0;
}

void feed(const char *text) {
    screen_write(&scr, text, strlen(text));
}

const char *row_at(uint64_t row) {
    static char text[2048];
    text[0] = 0;
    (void)screen_text(&scr, 0, row, scr.cols, row, text, sizeof text);
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == ' ') {
        text[--len] = 0;
    }
    return text;
}

const char *line_at(int y) {
    return row_at(screen_top(&scr) + (uint64_t)y);
}

const struct cell *cell_at(int x, int y) {
    return &scr.lines[y].cells[x];
}
