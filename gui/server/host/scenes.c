// SPDX-License-Identifier: MIT
#include "scenes.h"

#include "cursor.h"
#include "icons.h"
#include "wallpaper.h"
#include "windows.h"

/// Logical size of the desktop.
#define DESKTOP_W 1280
#define DESKTOP_H 800

#define MAX_WINDOWS 8

/// Windows on a wallpaper, the last one in front.
struct placed {
    const struct stage_window *window;
    int32_t x, y;
};

static struct surface *desktop(struct stage *s, const struct placed *placed, uint32_t count) {
    struct surface *out = NULL;
    struct surface *wall = NULL;
    struct surface *surfaces[MAX_WINDOWS] = { 0 };
    struct cursor cursor = { 0 };
    struct compose_layer layers[MAX_WINDOWS + 2];
    int32_t w = lpx_snap(LPX(DESKTOP_W), s->scale);
    int32_t h = lpx_snap(LPX(DESKTOP_H), s->scale);
    status_t st = surface_create(w, h, &out);
    if (st == OK) {
        st = surface_create(w, h, &wall);
    }
    if (st == OK) {
        st = wallpaper_draw(wall, s->theme->dark);
    }
    if (st == OK) {
        st = cursor_init(&cursor, s->theme, s->scale);
    }
    layers[0] = (struct compose_layer){ .surface = wall, .flags = COMPOSE_OPAQUE, .opacity = 255 };
    uint32_t n = 1;
    for (uint32_t i = 0; i < count && st == OK; i++, n++) {
        surfaces[i] = stage_draw(s, placed[i].window);
        if (surfaces[i] == NULL) {
            st = ERR_NO_MEMORY;
            break;
        }
        layers[n] = stage_layer(s, placed[i].window, surfaces[i], placed[i].x, placed[i].y);
    }
    if (st == OK) {
        layers[n++] = (struct compose_layer){
            .surface = cursor.image,
            .x_px = lpx_snap(LPX(845), s->scale) - cursor.hot_x_px,
            .y_px = lpx_snap(LPX(176), s->scale) - cursor.hot_y_px,
            .opacity = 255,
        };
        pixman_region32_t all;
        pixman_region32_init_rect(&all, 0, 0, (unsigned)w, (unsigned)h);
        st = compose_frame(out, &all, layers, n);
        pixman_region32_fini(&all);
    }
    for (uint32_t i = 0; i < count; i++) {
        surface_destroy(surfaces[i]);
    }
    surface_destroy(wall);
    cursor_deinit(&cursor);
    if (st != OK) {
        surface_destroy(out);
        return NULL;
    }
    return out;
}

static struct surface *draw_desktop(struct stage *s) {
    static const struct placed windows[] = {
        { &window_hello, 60, 80 },     { &window_buttons, 330, 330 }, { &window_settings, 850, 60 },
        { &window_counter, 640, 560 }, { &window_text, 90, 400 },     { &window_todo, 498, 150 },
    };
    struct placed copy[ARRAY_LEN(windows)];
    for (uint32_t i = 0; i < ARRAY_LEN(windows); i++) {
        copy[i] = windows[i];
    }
    return desktop(s, copy, ARRAY_LEN(copy));
}

static struct surface *draw_first_light(struct stage *s) {
    static struct stage_window front;
    front = window_counter;
    front.frame.flags |= PAINT_WIN_FOCUSED;
    const struct placed windows[] = { { &window_hello, 720, 230 }, { &front, 380, 300 } };
    return desktop(s, windows, ARRAY_LEN(windows));
}

static struct surface *draw_counter(struct stage *s) {
    return stage_draw(s, &window_counter);
}

static struct surface *draw_hello(struct stage *s) {
    return stage_draw(s, &window_hello);
}

static struct surface *draw_todo(struct stage *s) {
    return stage_draw(s, &window_todo);
}

static struct surface *draw_settings(struct stage *s) {
    return stage_draw(s, &window_settings);
}

static struct surface *draw_buttons(struct stage *s) {
    return stage_draw(s, &window_buttons);
}

static struct surface *draw_text(struct stage *s) {
    return stage_draw(s, &window_text);
}

/// Every icon on a plain ground.
/// One small window with its shadow on a plain ground, under the cursor.
static struct surface *draw_shadow(struct stage *s) {
    static struct stage_window front;
    front = window_counter;
    front.frame.flags |= PAINT_WIN_FOCUSED;
    struct surface *to = NULL;
    struct surface *window = stage_draw(s, &front);
    struct cursor cursor = { 0 };
    if (window == NULL || cursor_init(&cursor, s->theme, s->scale) != OK ||
        surface_create(lpx_snap(LPX(380), s->scale), lpx_snap(LPX(300), s->scale), &to) != OK) {
        surface_destroy(window);
        cursor_deinit(&cursor);
        return NULL;
    }
    struct draw d = draw_make(to, surface_box(to), s->scale, s->masks);
    struct surface ground = *to;
    draw_set(&d, surface_box(to), s->theme->color[COLOR_CHROME]);
    struct compose_layer layers[] = {
        stage_layer(s, &front, window, 50, 40),
        { .surface = cursor.image,
          .x_px = lpx_snap(LPX(200), s->scale),
          .y_px = lpx_snap(LPX(150), s->scale),
          .opacity = 255 },
    };
    // The ground is in the output already: compose the two layers over it one by one.
    for (uint32_t i = 0; i < 2; i++) {
        struct compose_layer below = { .surface = &ground,
                                       .flags = COMPOSE_OPAQUE,
                                       .opacity = 255 };
        struct compose_layer two[] = { below, layers[i] };
        pixman_region32_t all;
        pixman_region32_init_rect(&all, 0, 0, (unsigned)to->w_px, (unsigned)to->h_px);
        (void)!compose_frame(to, &all, two, 2);
        pixman_region32_fini(&all);
    }
    surface_destroy(window);
    cursor_deinit(&cursor);
    return to;
}

static struct surface *draw_wallpaper(struct stage *s) {
    struct surface *to = NULL;
    if (surface_create(lpx_snap(LPX(160), s->scale), lpx_snap(LPX(100), s->scale), &to) != OK) {
        return NULL;
    }
    if (wallpaper_draw(to, s->theme->dark) != OK) {
        surface_destroy(to);
        return NULL;
    }
    return to;
}

const struct scene_picture scene_pictures[] = {
    { .name = "counter", .draw = draw_counter, .largest = 200 },
    { .name = "hello", .draw = draw_hello },
    { .name = "todo", .draw = draw_todo, .largest = 200 },
    { .name = "settings", .draw = draw_settings },
    { .name = "controls", .draw = draw_buttons },
    { .name = "text", .draw = draw_text, .largest = 150 },
    { .name = "icons", .draw = draw_icons, .largest = 200 },
    { .name = "app_icons", .draw = draw_app_icons, .largest = 200 },
    { .name = "shadow", .draw = draw_shadow },
    { .name = "wallpaper", .draw = draw_wallpaper },
    { .name = "first_light", .draw = draw_first_light, .large = true },
    { .name = "desktop", .draw = draw_desktop, .large = true },
    { .name = NULL },
};
