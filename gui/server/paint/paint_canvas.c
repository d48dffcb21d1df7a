// SPDX-License-Identifier: MIT
#include "paint_canvas.h"

#include <cairo.h>
#include <stdlib.h>

#define PI 3.14159265358979323846

/// Apps may send any finite number. Within these bounds cairo's fixed point holds and the number
/// of segments of an arc is small.
#define COORD_MAX 16384.0
#define WIDTH_MAX 1024.0

struct paint_canvas {
    struct paint paint;
    struct lpx_rect box;
    argb_t color;
    cairo_surface_t *surface;
    cairo_t *cr;
};

static double sane(double v) {
    return v < -COORD_MAX ? -COORD_MAX : v > COORD_MAX ? COORD_MAX : v;
}

struct paint_canvas *paint_canvas_begin(const struct paint *p, struct lpx_rect box) {
    struct px_box px = lpx_snap_rect(box, p->draw.scale);
    struct px_box clip =
        px_box_intersect(px_box_move(px, p->draw.ox_px, p->draw.oy_px), p->draw.clip);
    if (px_box_empty(clip)) {
        return NULL;
    }
    struct paint_canvas *c = malloc(sizeof(*c));
    if (c == NULL) {
        return NULL;
    }
    *c = (struct paint_canvas){ .paint = *p, .box = box };
    c->paint.draw.clip = clip;
    const struct surface *to = p->draw.to;
    c->surface = cairo_image_surface_create_for_data((unsigned char *)to->pixels,
                                                     CAIRO_FORMAT_ARGB32, to->w_px, to->h_px,
                                                     to->stride_px * (int)sizeof(pargb_t));
    c->cr = cairo_create(c->surface);
    double scale = p->draw.scale / 100.0;
    cairo_rectangle(c->cr, clip.x1, clip.y1, clip.x2 - clip.x1, clip.y2 - clip.y1);
    cairo_clip(c->cr);
    cairo_translate(c->cr, px.x1 + p->draw.ox_px, px.y1 + p->draw.oy_px);
    cairo_scale(c->cr, scale, scale);
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
    paint_canvas_tone(c, COLOR_TEXT_1);
    return c;
}

void paint_canvas_end(struct paint_canvas *c) {
    if (c != NULL) {
        cairo_destroy(c->cr);
        cairo_surface_flush(c->surface);
        cairo_surface_destroy(c->surface);
        free(c);
    }
}

void paint_canvas_color(struct paint_canvas *c, argb_t color) {
    if (c != NULL) {
        c->color = color;
        cairo_set_source_rgba(c->cr, ARGB_R(color) / 255.0, ARGB_G(color) / 255.0,
                              ARGB_B(color) / 255.0, ARGB_A(color) / 255.0);
    }
}

void paint_canvas_tone(struct paint_canvas *c, enum theme_color token) {
    if (c != NULL) {
        paint_canvas_color(c, c->paint.theme->color[token]);
    }
}

void paint_canvas_move(struct paint_canvas *c, double x, double y) {
    if (c != NULL) {
        cairo_move_to(c->cr, sane(x), sane(y));
    }
}

void paint_canvas_line_to(struct paint_canvas *c, double x, double y) {
    if (c != NULL) {
        cairo_line_to(c->cr, sane(x), sane(y));
    }
}

void paint_canvas_curve_to(struct paint_canvas *c, const double xy[6]) {
    if (c != NULL) {
        cairo_curve_to(c->cr, sane(xy[0]), sane(xy[1]), sane(xy[2]), sane(xy[3]), sane(xy[4]),
                       sane(xy[5]));
    }
}

void paint_canvas_close(struct paint_canvas *c) {
    if (c != NULL) {
        cairo_close_path(c->cr);
    }
}

void paint_canvas_stroke(struct paint_canvas *c, double width) {
    if (c != NULL) {
        cairo_set_line_width(c->cr, width < 0 ? 0 : width > WIDTH_MAX ? WIDTH_MAX : width);
        cairo_stroke(c->cr);
    }
}

void paint_canvas_fill(struct paint_canvas *c) {
    if (c != NULL) {
        cairo_fill(c->cr);
    }
}

void paint_canvas_line(struct paint_canvas *c, const double xyxy[4], double width) {
    if (c == NULL) {
        return;
    }
    double x1 = sane(xyxy[0]), y1 = sane(xyxy[1]), x2 = sane(xyxy[2]), y2 = sane(xyxy[3]);
    cairo_new_path(c->cr);
    if (x1 == x2 || y1 == y2) {
        // Straight lines start at whole pixels, so that thin ones are sharp.
        double shift = width / 2;
        x1 += x1 == x2 ? shift : 0;
        x2 = xyxy[0] == xyxy[2] ? x1 : x2;
        y1 += y1 == y2 ? shift : 0;
        y2 = xyxy[1] == xyxy[3] ? y1 : y2;
        cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_BUTT);
    }
    cairo_move_to(c->cr, x1, y1);
    cairo_line_to(c->cr, x2, y2);
    paint_canvas_stroke(c, width);
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_ROUND);
}

void paint_canvas_rect(struct paint_canvas *c, double x, double y, double w, double h) {
    if (c != NULL) {
        cairo_new_path(c->cr);
        cairo_rectangle(c->cr, sane(x), sane(y), sane(w), sane(h));
        cairo_fill(c->cr);
    }
}

void paint_canvas_rrect(struct paint_canvas *c, const double xywh[4], double radius) {
    if (c == NULL) {
        return;
    }
    double x = sane(xywh[0]), y = sane(xywh[1]), w = sane(xywh[2]), h = sane(xywh[3]);
    double half = (w < h ? w : h) / 2;
    double r = radius < half ? radius : half;
    if (!(r > 0)) {
        paint_canvas_rect(c, x, y, w, h);
        return;
    }
    cairo_new_path(c->cr);
    cairo_arc(c->cr, x + w - r, y + r, r, -PI / 2, 0);
    cairo_arc(c->cr, x + w - r, y + h - r, r, 0, PI / 2);
    cairo_arc(c->cr, x + r, y + h - r, r, PI / 2, PI);
    cairo_arc(c->cr, x + r, y + r, r, PI, PI * 3 / 2);
    cairo_close_path(c->cr);
    cairo_fill(c->cr);
}

void paint_canvas_circle(struct paint_canvas *c, double x, double y, double radius) {
    if (c != NULL && radius > 0) {
        cairo_new_path(c->cr);
        cairo_arc(c->cr, sane(x), sane(y), sane(radius), 0, 2 * PI);
        cairo_fill(c->cr);
    }
}

/// 1/64 logical pixels, within what text can be placed at.
static lpx_t lpx_from_double(double v) {
    double limit = 1 << 20;
    v = v < -limit ? -limit : v > limit ? limit : v;
    return (lpx_t)(v * 64 + (v < 0 ? -0.5 : 0.5));
}

void paint_canvas_text(struct paint_canvas *c, const struct text_spec *spec, double x, double y,
                       enum text_align align) {
    if (c == NULL) {
        return;
    }
    cairo_surface_flush(c->surface);
    struct lpx_point at = { c->box.x + lpx_from_double(x), c->box.y + lpx_from_double(y) };
    text_draw_at(c->paint.text, &c->paint.draw, spec, at, align, c->color);
    cairo_surface_mark_dirty(c->surface);
}

void paint_canvas_image(struct paint_canvas *c, const struct surface *image, const double xywh[4]) {
    if (c == NULL || xywh[2] < 1.0 / 64 || xywh[3] < 1.0 / 64) {
        return;
    }
    cairo_surface_t *from = cairo_image_surface_create_for_data(
        (unsigned char *)image->pixels, CAIRO_FORMAT_ARGB32, image->w_px, image->h_px,
        image->stride_px * (int)sizeof(pargb_t));
    cairo_save(c->cr);
    cairo_translate(c->cr, sane(xywh[0]), sane(xywh[1]));
    double w = sane(xywh[2]);
    double h = sane(xywh[3]);
    cairo_rectangle(c->cr, 0, 0, w, h);
    cairo_scale(c->cr, w / image->w_px, h / image->h_px);
    cairo_set_source_surface(c->cr, from, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(c->cr), CAIRO_FILTER_BILINEAR);
    cairo_pattern_set_extend(cairo_get_source(c->cr), CAIRO_EXTEND_PAD);
    cairo_fill(c->cr);
    cairo_restore(c->cr);
    cairo_surface_destroy(from);
}
