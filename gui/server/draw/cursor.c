// SPDX-License-Identifier: MIT
#include "cursor.h"

#include "draw.h"

#include <cairo.h>

/// Room for the outline and the shadow on each side, logical pixels.
#define MARGIN 3

/// The arrow's tip is (0, 0); 12 x 19 logical pixels.
static const double arrow[][2] = { { 0, 0 },      { 0, 16.2 },   { 3.8, 12.7 }, { 6.5, 18.6 },
                                   { 9.1, 17.4 }, { 6.5, 11.7 }, { 11.7, 11.5 } };

static void arrow_path(cairo_t *cr) {
    cairo_new_path(cr);
    for (size_t i = 0; i < ARRAY_LEN(arrow); i++) {
        cairo_line_to(cr, arrow[i][0], arrow[i][1]);
    }
    cairo_close_path(cr);
}

static void set_color(cairo_t *cr, argb_t c, double alpha) {
    cairo_set_source_rgba(cr, ARGB_R(c) / 255.0, ARGB_G(c) / 255.0, ARGB_B(c) / 255.0, alpha);
}

/// Wider and wider strokes of little colour look like a blur at this size.
static void draw_shadow(cairo_t *cr, const struct theme *theme) {
    cairo_save(cr);
    cairo_translate(cr, 0, 1);
    set_color(cr, theme->color[COLOR_SHADOW], 0.09);
    for (int i = 1; i <= 3; i++) {
        arrow_path(cr);
        cairo_set_line_width(cr, 1.4 * i);
        cairo_stroke_preserve(cr);
        cairo_fill(cr);
    }
    cairo_restore(cr);
}

status_t cursor_init(struct cursor *out, const struct theme *theme, scale_t scale) {
    struct surface *image;
    int32_t w = lpx_snap(LPX(12 + 2 * MARGIN), scale);
    int32_t h = lpx_snap(LPX(19 + 2 * MARGIN + 1), scale);
    TRY(surface_create(w, h, &image));
    cairo_surface_t *s =
        cairo_image_surface_create_for_data((unsigned char *)image->pixels, CAIRO_FORMAT_ARGB32, w,
                                            h, image->stride_px * (int)sizeof(pargb_t));
    cairo_t *cr = cairo_create(s);
    int32_t hot = lpx_snap(LPX(MARGIN), scale);
    cairo_translate(cr, hot, hot);
    cairo_scale(cr, scale / 100.0, scale / 100.0);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    draw_shadow(cr, theme);
    // The outline lies outside of the white: stroke twice as wide, then fill.
    arrow_path(cr);
    set_color(cr, theme->color[COLOR_CURSOR_EDGE], 1);
    cairo_set_line_width(cr, 2);
    cairo_stroke_preserve(cr);
    set_color(cr, theme->color[COLOR_CURSOR], 1);
    cairo_fill(cr);
    bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(s);
    cairo_surface_destroy(s);
    if (!ok) {
        surface_destroy(image);
        return ERR_NO_MEMORY;
    }
    *out = (struct cursor){ .image = image, .hot_x_px = hot, .hot_y_px = hot };
    return OK;
}

void cursor_deinit(struct cursor *c) {
    surface_destroy(c->image);
    *c = (struct cursor){ 0 };
}
