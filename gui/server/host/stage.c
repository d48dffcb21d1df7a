// SPDX-License-Identifier: MIT
#include "stage.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const font_files[FONT_NUM] = {
    [FONT_REGULAR] = "Inter-Regular.otf",         [FONT_SEMIBOLD] = "Inter-SemiBold.otf",
    [FONT_DISPLAY] = "InterDisplay-SemiBold.otf", [FONT_MONO] = "JetBrainsMono-Regular.ttf",
    [FONT_JAPANESE] = "Fallback-Japanese.ttf",
};

/// Largest font file that is read.
#define FONT_MAX_B (4u << 20)

/// Read once and kept until the program ends: stages share them.
static struct text_blob blobs[FONT_NUM];

static status_t read_font(const char *folder, const char *name, struct text_blob *out) {
    char path[512];
    if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path)) {
        return ERR_NOT_FOUND;
    }
    FILE *f = fopen(path, "rb");
    void *data = malloc(FONT_MAX_B);
    status_t st = f == NULL ? ERR_NOT_FOUND : ERR_NO_MEMORY;
    if (f != NULL && data != NULL) {
        out->size_b = fread(data, 1, FONT_MAX_B, f);
        out->data = data;
        data = NULL;
        st = OK;
    }
    if (f != NULL) {
        (void)fclose(f);
    }
    free(data);
    return st;
}

status_t stage_open(const char *fonts, struct stage *out) {
    struct stage s = { .theme = theme_get(THEME_LIGHT), .scale = SCALE_ONE };
    for (int i = 0; i < FONT_NUM; i++) {
        if (blobs[i].data == NULL) {
            TRY(read_font(fonts, font_files[i], &blobs[i]));
        }
    }
    status_t st = text_create(blobs, &s.text);
    if (st == OK) {
        st = mask_cache_create(&s.masks);
    }
    if (st == OK) {
        st = shadow_cache_create(&s.shadows);
    }
    if (st != OK) {
        stage_close(&s);
        return st;
    }
    *out = s;
    return OK;
}

void stage_close(struct stage *s) {
    text_destroy(s->text);
    mask_cache_destroy(s->masks);
    shadow_cache_destroy(s->shadows);
    *s = (struct stage){ 0 };
}

void stage_set(struct stage *s, enum theme_kind theme, scale_t scale) {
    s->theme = theme_get(theme);
    s->scale = scale;
    shadow_cache_flush(s->shadows);
}

void stage_paint(struct stage *s, const struct stage_window *w, struct surface *to,
                 struct px_box clip) {
    struct paint p = {
        .draw = draw_make(to, clip, s->scale, s->masks),
        .theme = s->theme,
        .text = s->text,
    };
    paint_begin(&p, &w->frame);
    for (uint32_t i = 0; i < w->num_nodes; i++) {
        struct paint_node n = w->nodes[i];
        n.box.y += HEADER_H;
        paint_node(&p, &n);
    }
    if (w->canvas != NULL) {
        w->canvas(&p);
    }
    paint_end(&p, &w->frame);
}

struct surface *stage_draw(struct stage *s, const struct stage_window *w) {
    struct surface *to = NULL;
    if (surface_create(lpx_snap(w->frame.size.w, s->scale), lpx_snap(w->frame.size.h, s->scale),
                       &to) != OK) {
        return NULL;
    }
    stage_paint(s, w, to, surface_box(to));
    return to;
}

struct compose_layer stage_layer(struct stage *s, const struct stage_window *w,
                                 const struct surface *surface, int32_t x, int32_t y) {
    bool focused = (w->frame.flags & PAINT_WIN_FOCUSED) != 0;
    bool square = (w->frame.flags & PAINT_WIN_SQUARE) != 0;
    return (struct compose_layer){
        .surface = surface,
        .shadow = square ? NULL
                         : shadow_get(s->shadows, focused ? SHADOW_FOCUSED : SHADOW_UNFOCUSED,
                                      s->theme, s->scale, surface->w_px, surface->h_px),
        .x_px = lpx_snap(LPX(x), s->scale),
        .y_px = lpx_snap(LPX(y), s->scale),
        .corner_px = square ? 0 : lpx_snap(RADIUS_WINDOW, s->scale),
        .flags = COMPOSE_OPAQUE,
        .opacity = 255,
    };
}
