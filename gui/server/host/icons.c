// SPDX-License-Identifier: MIT
#include "icons.h"

#include "app_icon.h"

#define CELL 32
#define COLUMNS 12

static struct surface *sheet(struct stage *s, int32_t w, int32_t h, struct draw *d) {
    struct surface *to = NULL;
    if (surface_create(lpx_snap(LPX(w), s->scale), lpx_snap(LPX(h), s->scale), &to) != OK) {
        return NULL;
    }
    *d = draw_make(to, surface_box(to), s->scale, s->masks);
    draw_set(d, surface_box(to), s->theme->color[COLOR_WINDOW]);
    return to;
}

static struct px_point at(const struct stage *s, int32_t x, int32_t y) {
    return (struct px_point){ lpx_snap(LPX(x), s->scale), lpx_snap(LPX(y), s->scale) };
}

struct surface *draw_icons(struct stage *s) {
    struct draw d;
    struct surface *to = sheet(s, CELL * COLUMNS, CELL * 7, &d);
    for (int32_t i = 0; to != NULL && i < 84; i++) {
        uint32_t icon = i < 80 ? (uint32_t)i : (uint32_t)(ICON_MINIMISE + i - 80);
        icon_draw(&d, icon, at(s, i % COLUMNS * CELL + 6, i / COLUMNS * CELL + 6), LPX(20),
                  LPX(1.5), s->theme->color[COLOR_TEXT_1]);
    }
    return to;
}

struct surface *draw_app_icons(struct stage *s) {
    static const struct app_icon icons[] = {
        { UI_FOLDER, 0xff6cabffu, 0xff2a6be8u, 255 },
        { UI_TERMINAL, 0xff444b59u, 0xff1c2029u, 255 },
        { UI_PENCIL, 0xffffc06bu, 0xfff08a24u, 255 },
        { UI_CHART, 0xff5fd6a1u, 0xff12885cu, 255 },
        { UI_CALCULATOR, 0xffff9295u, 0xffdf4059u, 255 },
        { UI_PICTURE, 0xffc49bffu, 0xff7a3fe0u, 255 },
        { UI_GEAR, 0xffb3bccau, 0xff667084u, 255 },
        { UI_MINE, 0xff7fdfe3u, 0xff1798a8u, 255 },
        { UI_GLOBE, 0xff83a8ffu, 0xff3c44d4u, 255 },
        { UI_TODO, 0xffffd66bu, 0xffe8a400u, 255 },
    };
    static const int32_t sizes[] = { 16, 24, 32, 48, 64, 128 };
    struct draw d;
    struct surface *to = sheet(s, 10 * 64 + 16, 64 + 144, &d);
    for (int32_t i = 0; to != NULL && i < (int32_t)ARRAY_LEN(icons); i++) {
        app_icon_draw(&d, &icons[i], at(s, 16 + i * 64, 8), lpx_snap(LPX(48), s->scale));
    }
    int32_t x = 16;
    for (size_t i = 0; to != NULL && i < ARRAY_LEN(sizes); i++) {
        app_icon_draw(&d, &icons[i], at(s, x, 72), lpx_snap(LPX(sizes[i]), s->scale));
        x += sizes[i] + 16;
    }
    return to;
}
