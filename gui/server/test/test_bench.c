// SPDX-License-Identifier: MIT
// Work that is done again and again. Each case checks that doing it once more with warm caches
// changes no pixel; host/bench.sh counts the instructions of that second time.
#include <test/test.h>

#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "host/windows.h"
#include "wallpaper.h"

#define NUM_WINDOWS 5

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

/// A label with text that was never shaped before.
static void run_label(void) {
    static char text[] = "41";
    text[1]++;
    struct paint_node n = window_counter.nodes[0];
    n.utf8 = text;
    n.len_b = 2;
    struct stage_window w = window_counter;
    w.nodes = &n;
    w.num_nodes = 1;
    struct paint_node placed = n;
    placed.box.y += HEADER_H;
    stage_paint(&bench.stage, &w, bench.windows[3], paint_extent(&placed, bench.stage.scale));
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
    if (stage_open(HESPER_FONTS_DIR, &s) == OK) {
        surface_destroy(stage_draw(&s, &window_counter));
        stage_close(&s);
    }
}

static void prepare(void) {
    struct stage *s = &bench.stage;
    if (bench.out != NULL) {
        return;
    }
    CHECK_STATUS(stage_open(HESPER_FONTS_DIR, s), OK);
    CHECK_STATUS(surface_create(1280, 800, &bench.out), OK);
    CHECK_STATUS(surface_create(1280, 800, &bench.wall), OK);
    CHECK_STATUS(cursor_init(&bench.cursor, s->theme, SCALE_ONE), OK);
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
    run_compose5();
}

static uint64_t sum_of(const struct surface *s) {
    uint64_t sum = 0;
    for (int32_t y = 0; y < s->h_px; y++) {
        for (int32_t x = 0; x < s->w_px; x++) {
            sum = sum * 31 + surface_row(s, y)[x];
        }
    }
    return sum;
}

/// The part that callgrind counts.
__attribute__((noinline)) void bench_body(void (*run)(void));
void bench_body(void (*run)(void)) {
    run();
}

/// Runs twice; the pixels of `s` must be the same after both.
static void twice(void (*run)(void), const struct surface *s) {
    run();
    uint64_t before = sum_of(s);
    bench_body(run);
    CHECK_EQ(sum_of(s), before);
}

#define SCENARIO(name, run, surface)                                                               \
    TEST(name) {                                                                                   \
        prepare();                                                                                 \
        twice(run, surface);                                                                       \
    }

SCENARIO(wallpaper_1280x800, run_wallpaper, bench.wall)
SCENARIO(compose_5_windows, run_compose5, bench.out)
SCENARIO(compose_2_windows, run_compose2, bench.out)
SCENARIO(pointer_step, run_pointer, bench.out)
SCENARIO(window_move_10px, run_move, bench.wall)
SCENARIO(button_repaint, run_button, bench.windows[3])
SCENARIO(header_repaint, run_title, bench.windows[3])
SCENARIO(settings_window_repaint, run_window, bench.windows[2])
SCENARIO(shadow_slice, run_shadow, bench.out)
SCENARIO(fonts_and_first_window, run_cold, bench.out)

TEST(label_change) {
    prepare();
    run_label();
    uint64_t before = sum_of(bench.windows[3]);
    bench_body(run_label);
    CHECK(sum_of(bench.windows[3]) != before);
}
