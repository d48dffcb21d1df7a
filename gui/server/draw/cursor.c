// SPDX-License-Identifier: MIT
#include "cursor.h"

#include <cairo.h>
#include <math.h>
#include <stdlib.h>

#include "draw.h"

/// Room for the outline and the shadow on each side, logical pixels.
#define MARGIN 3

/// A shape, in logical pixels from its left top corner. `path`: M and L x y, C with six numbers, Z;
/// O cx cy r a circle, Q the same the other way round: a hole.
struct shape {
    const char *path;
    double w, h;
    double hot_x, hot_y;
    double turn; ///< Degrees about the middle.
};

#define DOUBLE_ARROW                                                                               \
    "M0 10.5 L5 5.5 L5 9.3 L16 9.3 L16 5.5 L21 10.5 L16 15.5 L16 11.7 L5 11.7 L5 15.5 Z"

static const struct shape shapes[CURSOR_SHAPES] = {
    [UI_CURSOR_ARROW] = { "M0 0 L0 16.2 L3.8 12.7 L6.5 18.6 L9.1 17.4 L6.5 11.7 L11.7 11.5 Z", 12,
                          19, 0, 0, 0 },
    [UI_CURSOR_TEXT] = { "M0 0 L3 0 L4 1 L5 0 L8 0 L8 1.6 L5.6 1.6 L4.8 2.4 L4.8 15.6 L5.6 16.4"
                         " L8 16.4 L8 18 L5 18 L4 17 L3 18 L0 18 L0 16.4 L2.4 16.4 L3.2 15.6"
                         " L3.2 2.4 L2.4 1.6 L0 1.6 Z",
                         8, 18, 4, 9, 0 },
    [UI_CURSOR_HAND] = { "M4 1.6 C4 -.4 7 -.4 7 1.6 L7 7.4 C7.4 6.3 9.6 6.4 9.8 7.9 C10.3 6.9 12.4"
                         " 7.1 12.6 8.5 C13.2 7.7 15 8.1 15 9.7 L15 13 C15 16.6 13.4 18.6 9.8 18.6"
                         " C6.6 18.6 5.4 17.4 4 15.2 L.8 10.6 C-.2 9 1.8 7.6 3 9 L4 10.2 Z",
                         15, 19, 5.5, 0.5, 0 },
    [UI_CURSOR_GRAB] = { "M3 2.4 C3.4 .9 5.5 1 5.8 2.2 C6.2 .8 8.4 .8 8.8 2.2 C9.2 1.2 11.2 1.4"
                         " 11.5 2.8 C12.2 2.2 13.8 2.6 13.8 4.2 L13.8 8.4 C13.8 12.2 12.2 14.4 8.8"
                         " 14.4 C5.4 14.4 4.2 13 2.8 10.4 L.8 7 C0 5.6 1.6 4.6 2.7 5.6 L3 6 Z",
                         14, 15, 7, 7, 0 },
    [UI_CURSOR_CROSS] = { "M7.7 0 L9.3 0 L9.3 7.7 L17 7.7 L17 9.3 L9.3 9.3 L9.3 17 L7.7 17 L7.7 9.3"
                          " L0 9.3 L0 7.7 L7.7 7.7 Z",
                          17, 17, 8.5, 8.5, 0 },
    [UI_CURSOR_MOVE] = { "M10.5 0 L14 3.6 L11.6 3.6 L11.6 9.4 L17.4 9.4 L17.4 7 L21 10.5 L17.4 14"
                         " L17.4 11.6 L11.6 11.6 L11.6 17.4 L14 17.4 L10.5 21 L7 17.4 L9.4 17.4"
                         " L9.4 11.6 L3.6 11.6 L3.6 14 L0 10.5 L3.6 7 L3.6 9.4 L9.4 9.4 L9.4 3.6"
                         " L7 3.6 Z",
                         21, 21, 10.5, 10.5, 0 },
    [UI_CURSOR_SIZE_H] = { DOUBLE_ARROW, 21, 21, 10.5, 10.5, 0 },
    [UI_CURSOR_SIZE_V] = { DOUBLE_ARROW, 21, 21, 10.5, 10.5, 90 },
    [UI_CURSOR_SIZE_D1] = { DOUBLE_ARROW, 21, 21, 10.5, 10.5, 45 },
    [UI_CURSOR_SIZE_D2] = { DOUBLE_ARROW, 21, 21, 10.5, 10.5, 135 },
    [UI_CURSOR_WAIT] = { "O9 9 9 Q9 9 6.6 M8 4 L10 4 L10 8.2 L12.6 10.8 L11.2 12.2 L8 9 Z", 18, 18,
                         9, 9, 0 },
    [UI_CURSOR_NO] = { "O9 9 9 Q9 9 6.4 M3.2 4.9 L4.9 3.2 L14.8 13.1 L13.1 14.8 Z", 18, 18, 9, 9,
                       0 },
    [UI_CURSOR_NONE] = { "", 1, 1, 0, 0, 0 },
};

/// Numbers that each command takes.
static int arity(char command) {
    return command == 'C' ? 6 : command == 'O' || command == 'Q' ? 3 : command == 'Z' ? 0 : 2;
}

static void add_command(cairo_t *cr, char command, const double *v) {
    switch (command) {
    case 'M':
        cairo_move_to(cr, v[0], v[1]);
        break;
    case 'L':
        cairo_line_to(cr, v[0], v[1]);
        break;
    case 'C':
        cairo_curve_to(cr, v[0], v[1], v[2], v[3], v[4], v[5]);
        break;
    case 'O':
        cairo_new_sub_path(cr);
        cairo_arc(cr, v[0], v[1], v[2], 0, 2 * M_PI);
        break;
    case 'Q':
        cairo_new_sub_path(cr);
        cairo_arc_negative(cr, v[0], v[1], v[2], 2 * M_PI, 0);
        break;
    default:
        cairo_close_path(cr);
        break;
    }
}

static void add_path(cairo_t *cr, const struct shape *s) {
    cairo_new_path(cr);
    for (const char *p = s->path; *p != 0;) {
        char command = *p++;
        double v[6] = { 0 };
        for (int i = 0; i < arity(command); i++) {
            char *end;
            v[i] = strtod(p, &end);
            p = end;
        }
        add_command(cr, command, v);
        p += *p == ' ' ? 1 : 0;
    }
}

static void set_color(cairo_t *cr, argb_t c, double alpha) {
    cairo_set_source_rgba(cr, ARGB_R(c) / 255.0, ARGB_G(c) / 255.0, ARGB_B(c) / 255.0, alpha);
}

/// Wider and wider strokes of little colour look like a blur at this size. The path has been turned
/// with the shape; the shadow falls downwards all the same.
static void draw_shadow(cairo_t *cr, const cairo_path_t *path, const struct theme *theme) {
    cairo_save(cr);
    cairo_translate(cr, 0, 1);
    set_color(cr, theme->color[COLOR_SHADOW], 0.09);
    for (int i = 1; i <= 3; i++) {
        cairo_new_path(cr);
        cairo_append_path(cr, path);
        cairo_set_line_width(cr, 1.4 * i);
        cairo_stroke_preserve(cr);
        cairo_fill(cr);
    }
    cairo_restore(cr);
}

static void draw_shape(cairo_t *cr, const struct shape *s, const struct theme *theme) {
    cairo_save(cr);
    cairo_translate(cr, s->w / 2, s->h / 2);
    cairo_rotate(cr, s->turn * M_PI / 180);
    cairo_translate(cr, -s->w / 2, -s->h / 2);
    add_path(cr, s);
    cairo_restore(cr);
    cairo_path_t *path = cairo_copy_path(cr);
    draw_shadow(cr, path, theme);
    // The outline lies outside of the white: stroke twice as wide, then fill.
    cairo_new_path(cr);
    cairo_append_path(cr, path);
    set_color(cr, theme->color[COLOR_CURSOR_EDGE], 1);
    cairo_set_line_width(cr, 2);
    cairo_stroke_preserve(cr);
    set_color(cr, theme->color[COLOR_CURSOR], 1);
    cairo_fill(cr);
    cairo_path_destroy(path);
}

status_t cursor_draw(struct cursor *out, enum ui_cursor shape, const struct theme *theme,
                     scale_t scale) {
    bool known = shape != UI_CURSOR_AUTO && (unsigned)shape < CURSOR_SHAPES;
    const struct shape *form = &shapes[known ? shape : UI_CURSOR_ARROW];
    struct surface *image;
    int32_t w = lpx_snap(LPX(form->w + 2 * MARGIN), scale);
    int32_t h = lpx_snap(LPX(form->h + 2 * MARGIN + 1), scale);
    TRY(surface_create(w, h, &image));
    cairo_surface_t *s =
        cairo_image_surface_create_for_data((unsigned char *)image->pixels, CAIRO_FORMAT_ARGB32, w,
                                            h, image->stride_px * (int)sizeof(pargb_t));
    cairo_t *cr = cairo_create(s);
    int32_t origin = lpx_snap(LPX(MARGIN), scale);
    cairo_translate(cr, origin, origin);
    cairo_scale(cr, scale / 100.0, scale / 100.0);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    draw_shape(cr, form, theme);
    bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(s);
    cairo_surface_destroy(s);
    if (!ok) {
        surface_destroy(image);
        return ERR_NO_MEMORY;
    }
    *out = (struct cursor){
        .image = image,
        .hot_x_px = origin + lpx_snap(LPX(form->hot_x), scale),
        .hot_y_px = origin + lpx_snap(LPX(form->hot_y), scale),
    };
    return OK;
}

status_t cursor_init(struct cursor *out, const struct theme *theme, scale_t scale) {
    return cursor_draw(out, UI_CURSOR_ARROW, theme, scale);
}

void cursor_deinit(struct cursor *c) {
    surface_destroy(c->image);
    *c = (struct cursor){ 0 };
}
