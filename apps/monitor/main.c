// SPDX-License-Identifier: MIT
// What runs, what it takes, and buttons to end and start it.
#include <ui.h>

#include <stdlib.h>

#include "data.h"

#define SAMPLES 120
#define MIB (1024.0 * 1024.0)

enum column {
    NAME,
    STATE,
    MEMORY,
    RESTARTS
};

static struct data_row rows[DATA_MAX];
static int num_rows;
static double history[SAMPLES]; // share of the memory in use, the newest last
static int num_samples;
static uint64_t used_b, free_b;

static uint32_t chosen; // number of a component, 0 = none
static int current = -1, page;
static enum column sorted = NAME;
static bool descending;
static const char *problem;

static const char *const states[] = {
    [DATA_STOPPED] = "Stopped", [DATA_STARTING] = "Starting", [DATA_RUNNING] = "Running",
    [DATA_BACKOFF] = "Waiting", [DATA_PARKED] = "Failed",
};

static int order(const void *left, const void *right) {
    const struct data_row *a = left;
    const struct data_row *b = right;
    int by = 0;
    switch (sorted) {
    case NAME:
        break;
    case STATE:
        by = strcmp(states[a->state], states[b->state]);
        break;
    case MEMORY:
        by = (a->used_b > b->used_b) - (a->used_b < b->used_b);
        break;
    case RESTARTS:
        by = (a->restarts > b->restarts) - (a->restarts < b->restarts);
        break;
    }
    by = by != 0 ? by : strcmp(a->name, b->name);
    return descending ? -by : by;
}

/// Sorts, and finds the chosen row again.
static void arrange(void) {
    qsort(rows, (size_t)num_rows, sizeof *rows, order);
    current = -1;
    for (int i = 0; i < num_rows; i++) {
        current = rows[i].component == chosen ? i : current;
    }
}

static void read_all(void) {
    num_rows = data_read(rows);
    free_b = data_free_b();
    used_b = 0;
    for (int i = 0; i < num_rows; i++) {
        used_b += rows[i].used_b;
    }
    arrange();
}

static void sample(ui_event *e) {
    read_all();
    if (num_samples == SAMPLES) {
        memmove(history, history + 1, (SAMPLES - 1) * sizeof *history);
        num_samples--;
    }
    double all = (double)(used_b + free_b);
    history[num_samples++] = all > 0 ? (double)used_b / all : 0;
}

static void choose(ui_event *e) {
    chosen = e->index >= 0 && e->index < num_rows ? rows[e->index].component : 0;
    problem = NULL;
}

static void sort_by(ui_event *e) {
    descending = sorted == (enum column)e->arg && !descending;
    sorted = (enum column)e->arg;
    arrange();
}

static void act(ui_event *e) {
    const char *(*what)(const char *) = (const char *(*)(const char *))e->arg;
    if (current >= 0) {
        problem = what(rows[current].name);
        read_all();
    }
}

static const char *size_text(uint64_t bytes) {
    double mib = (double)bytes / MIB;
    return mib < 10 ? ui_fmt("%.1f MiB", mib) : ui_fmt("%.0f MiB", mib);
}

static void title(const char *text, enum column column, int w, enum ui_align align) {
    ui_column(text, UI_ON(sort_by, column), align, sorted == column, descending, .w = w,
              .grow = w == 0, .key = column + 1u);
}

static void components(void) {
    Table(.bind = &current, .on_change = UI_ON(choose), .grow = 1, .label = "Components") {
        title("Component", NAME, 0, UI_START);
        title("State", STATE, 96, UI_START);
        title("Memory", MEMORY, 96, UI_END);
        title("Restarts", RESTARTS, 90, UI_END);
        UiRows(r, (uint32_t)num_rows) {
            const struct data_row *row = &rows[r];
            bool failed = row->state == DATA_BACKOFF || row->state == DATA_PARKED;
            Item(.key = row->component, .selected = (int)r == current) {
                ui_text(row->name);
                ui_text(states[row->state], .tone = failed                       ? UI_DANGER
                                                    : row->state == DATA_RUNNING ? UI_SUCCESS
                                                                                 : UI_SUBTLE);
                ui_text(row->used_b > 0 ? size_text(row->used_b) : "–");
                ui_text(ui_fmt("%u", row->restarts));
            }
        }
    }
    bool runs =
        current >= 0 && rows[current].state != DATA_STOPPED && rows[current].state != DATA_PARKED;
    Row(.gap = 8) {
        ui_text(problem != NULL ? ui_fmt("That did not work: %s", problem) : "", .tone = UI_DANGER,
                .grow = 1);
        ui_button("Start", UI_ON(act, data_start), .disabled = current < 0 || runs);
        ui_button("Restart", UI_ON(act, data_restart), .disabled = !runs);
        ui_button("Stop", UI_ON(act, data_stop), .tone = UI_DANGER, .disabled = !runs);
    }
}

static void chart(ui_canvas_t c, void *data) {
    double w, h;
    double xy[2 * SAMPLES + 4];
    ui_canvas_size(c, &w, &h);
    ui_draw_token(c, UI_HAIRLINE);
    for (int i = 0; i <= 4; i++) {
        ui_draw_line(c, 0, 0.5 + i * (h - 1) / 4, w, 0.5 + i * (h - 1) / 4, 1);
    }
    for (int i = 0; i < num_samples; i++) {
        xy[2 * i] = w - (num_samples - 1 - i) * w / (SAMPLES - 1);
        xy[2 * i + 1] = h - 1 - history[i] * (h - 2);
    }
    if (num_samples > 1) {
        double right = w;
        double left = xy[0];
        xy[2 * num_samples] = right;
        xy[2 * num_samples + 1] = h;
        xy[2 * num_samples + 2] = left;
        xy[2 * num_samples + 3] = h;
        ui_draw_token(c, UI_SELECTION);
        ui_draw_polygon(c, xy, num_samples + 2);
        ui_draw_token(c, UI_ACCENT);
        ui_draw_polyline(c, xy, num_samples, 2);
    }
}

static void memory(void) {
    Card(.pad = 16, .gap = 8) {
        Row(.gap = 8) {
            ui_text("Memory in use", .style = UI_HEADING, .grow = 1);
            ui_text(
                ui_fmt("%.0f of %.0f MiB", (double)used_b / MIB, (double)(used_b + free_b) / MIB),
                .tone = UI_SUBTLE);
        }
        ui_canvas(.draw = chart, .h = 110, .label = "Memory in use, last two minutes");
    }
    Table(.grow = 1, .label = "Memory by component") {
        ui_column("Component", .w = 130);
        ui_column("Of its limit", .grow = 1);
        ui_column("In use", .w = 90, .align = UI_END);
        ui_column("Limit", .w = 90, .align = UI_END);
        UiRows(r, (uint32_t)num_rows) {
            const struct data_row *row = &rows[r];
            double part = row->limit_b > 0 ? (double)row->used_b / (double)row->limit_b : 0;
            Item(.key = row->component) {
                ui_text(row->name);
                ui_progress(part, .tone = part > 0.9 ? UI_DANGER : UI_PLAIN, .grow = 1,
                            .label = row->name);
                ui_text(size_text(row->used_b));
                ui_text(size_text(row->limit_b), .tone = UI_SUBTLE);
            }
        }
    }
}

static void view(void) {
    Window("Monitor", .w = 600, .h = 480, .pad = 16) {
        Tabs(.bind = &page, .grow = 1) {
            Tab("Components", UI_LIST) Column(.gap = 12, .grow = 1) {
                components();
            }
            Tab("Memory", UI_MEMORY) Column(.gap = 12, .grow = 1) {
                memory();
            }
        }
    }
}

int main(void) {
    sample(NULL);
    ui_every(1000, sample);
    return ui_run(view);
}
