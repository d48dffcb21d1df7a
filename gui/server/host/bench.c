// SPDX-License-Identifier: MIT
// Scenarios whose instructions are worth counting. bench.sh compiles and counts them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../cursor.h"
#include "../wallpaper.h"
#include "windows.h"

#define NUM_WINDOWS 5

_Noreturn void assert_failed(const char *file, int line, const char *condition) {
    (void)fprintf(stderr, "%s:%d: %s\n", file, line, condition);
    abort();
}

/// Everything prepared, caches warm.
struct bench {
    struct stage stage;
    struct surface *out;
    struct surface *wall;
    struct surface *windows[NUM_WINDOWS];
    struct cursor cursor;
    struct compose_layer layers[NUM_WINDOWS + 2];
};

static const struct stage_window *const shown[NUM_WINDOWS] = {
    &window_hello, &window_buttons, &window_settings, &window_counter, &window_todo,
};
static const int32_t places[NUM_WINDOWS][2] = {
    { 60, 80 }, { 330, 330 }, { 850, 60 }, { 640, 560 }, { 498, 150 },
};

static struct bench bench;

static void compose(struct px_box b, uint32_t num_windows) {
    struct compose_layer layers[NUM_WINDOWS + 2];
    memcpy(layers, bench.layers, (num_windows + 1) * sizeof(layers[0]));
    layers[num_windows + 1] = bench.layers[NUM_WINDOWS + 1];
    pixman_region32_t damage;
    pixman_region32_init_rect(&damage, b.x1, b.y1, (unsigned)(b.x2 - b.x1),
                              (unsigned)(b.y2 - b.y1));
    (void)!compose_frame(bench.out, &damage, layers, num_windows + 2);
    pixman_region32_fini(&damage);
}

static void run_wallpaper(void) {
    (void)!wallpaper_draw(bench.wall, false);
}

static void run_compose5(void) {
    compose(surface_box(bench.out), 5);
}

static void run_compose2(void) {
    compose(surface_box(bench.out), 2);
}

static void run_pointer(void) {
    compose((struct px_box){ 700, 300, 728, 326 }, 5);
}

/// The hello window's old and new place, ten pixels apart.
static void run_move(void) {
    bench.layers[1].x_px += 10;
    struct px_box b = compose_extent(&bench.layers[1]);
    b.x1 -= 10;
    compose(b, 5);
}

static void run_button(void) {
    struct paint_node n = window_counter.nodes[2];
    n.box.y += HEADER_H;
    stage_paint(&bench.stage, &window_counter, bench.windows[3],
                paint_extent(&n, bench.stage.scale));
}

static void run_label(void) {
    static int count;
    char text[16];
    struct paint_node n = window_counter.nodes[0];
    n.len_b = (uint32_t)snprintf(text, sizeof(text), "%d", ++count);
    n.utf8 = text;
    n.box.y += HEADER_H;
    struct stage_window w = window_counter;
    struct paint_node nodes[] = { n };
    nodes[0].box.y -= HEADER_H;
    w.nodes = nodes;
    w.num_nodes = 1;
    stage_paint(&bench.stage, &w, bench.windows[3], paint_extent(&n, bench.stage.scale));
}

static void run_window(void) {
    stage_paint(&bench.stage, &window_settings, bench.windows[2], surface_box(bench.windows[2]));
}

static void run_title(void) {
    stage_paint(&bench.stage, &window_counter, bench.windows[3],
                paint_header_extent(&window_counter.frame, PAINT_WIN_BUTTON_NONE, 100));
}

static void run_shadow(void) {
    shadow_cache_flush(bench.stage.shadows);
    (void)shadow_get(bench.stage.shadows, SHADOW_FOCUSED, bench.stage.theme, 100, 400, 400);
}

static void run_cold(void) {
    struct stage s;
    if (stage_open(getenv("HESPER_FONTS_DIR"), &s) == OK) {
        surface_destroy(stage_draw(&s, &window_counter));
        stage_close(&s);
    }
}

static const struct {
    const char *name;
    void (*run)(void);
} scenarios[] = {
    { "wallpaper_1280x800", run_wallpaper },
    { "compose_5_windows", run_compose5 },
    { "compose_2_windows", run_compose2 },
    { "pointer_step", run_pointer },
    { "window_move_10px", run_move },
    { "button_repaint", run_button },
    { "label_change", run_label },
    { "header_repaint", run_title },
    { "settings_window_repaint", run_window },
    { "shadow_slice", run_shadow },
    { "fonts_and_first_window", run_cold },
};

static void prepare(void) {
    struct stage *s = &bench.stage;
    bool ok = stage_open(getenv("HESPER_FONTS_DIR"), s) == OK &&
              surface_create(1280, 800, &bench.out) == OK &&
              surface_create(1280, 800, &bench.wall) == OK &&
              cursor_init(&bench.cursor, s->theme, SCALE_ONE) == OK;
    if (!ok) {
        (void)fprintf(stderr, "bench: set HESPER_FONTS_DIR to the folder of the fonts\n");
        exit(2);
    }
    run_wallpaper();
    bench.layers[0] =
        (struct compose_layer){ .surface = bench.wall, .flags = COMPOSE_OPAQUE, .opacity = 255 };
    for (int i = 0; i < NUM_WINDOWS; i++) {
        bench.windows[i] = stage_draw(s, shown[i]);
        bench.layers[i + 1] =
            stage_layer(s, shown[i], bench.windows[i], places[i][0], places[i][1]);
    }
    bench.layers[NUM_WINDOWS + 1] = (struct compose_layer){
        .surface = bench.cursor.image,
        .x_px = 705,
        .y_px = 303,
        .opacity = 255,
    };
}

/// The part that callgrind counts.
__attribute__((noinline)) void bench_body(void (*run)(void));
__attribute__((noinline)) void bench_body(void (*run)(void)) {
    run();
}

int main(int argc, char **argv) {
    if (argc < 2) {
        for (size_t i = 0; i < ARRAY_LEN(scenarios); i++) {
            (void)puts(scenarios[i].name);
        }
        return 0;
    }
    prepare();
    for (size_t i = 0; i < ARRAY_LEN(scenarios); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            scenarios[i].run(); // warm
            bench_body(scenarios[i].run);
            return 0;
        }
    }
    return 1;
}
