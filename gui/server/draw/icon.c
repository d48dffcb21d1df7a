// SPDX-License-Identifier: MIT
#include "icon.h"

#include "icon_paths.h"

#include <cairo.h>

/// Side of the grid that paths are written on.
#define GRID 24.0

#define PI 3.14159265358979323846

/// A number in our own strings: digits, an optional sign and fraction.
static double read_number(const char **at) {
    const char *p = *at;
    while (*p == ' ') {
        p++;
    }
    double sign = *p == '-' ? -1 : 1;
    p += *p == '-';
    double value = 0;
    double place = 0;
    for (; (*p >= '0' && *p <= '9') || *p == '.'; p++) {
        if (*p == '.') {
            place = 1;
            continue;
        }
        value = value * 10 + (*p - '0');
        place *= 10;
    }
    *at = p;
    return sign * value / (place > 0 ? place : 1);
}

static void round_rect(cairo_t *cr, const double n[5]) {
    double x = n[0], y = n[1], w = n[2], h = n[3], r = n[4];
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + w - r, y + r, r, -PI / 2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, PI / 2);
    cairo_arc(cr, x + r, y + h - r, r, PI / 2, PI);
    cairo_arc(cr, x + r, y + r, r, PI, PI * 3 / 2);
    cairo_close_path(cr);
}

static void play_path(cairo_t *cr, const char *p) {
    while (*p != '\0') {
        char op = *p++;
        if (op == ' ') {
            continue;
        }
        int count = op == 'M' || op == 'L' ? 2 : op == 'C' ? 6 : op == 'A' || op == 'R' ? 5 : 0;
        double n[6];
        for (int i = 0; i < count; i++) {
            n[i] = read_number(&p);
        }
        if (op == 'M') {
            cairo_move_to(cr, n[0], n[1]);
        } else if (op == 'L') {
            cairo_line_to(cr, n[0], n[1]);
        } else if (op == 'C') {
            cairo_curve_to(cr, n[0], n[1], n[2], n[3], n[4], n[5]);
        } else if (op == 'A') {
            cairo_arc(cr, n[0], n[1], n[2], n[3] * PI / 180, n[4] * PI / 180);
        } else if (op == 'R') {
            round_rect(cr, n);
        } else if (op == 'N') {
            cairo_new_sub_path(cr);
        } else if (op == 'Z') {
            cairo_close_path(cr);
        } else if (op == 'F') {
            cairo_fill(cr);
        }
    }
}

/// Draws `path` into the empty mask `m`.
static void rasterise(uint8_t *a, const struct mask *m, const char *path, double stroke_px) {
    cairo_surface_t *s =
        cairo_image_surface_create_for_data(a, CAIRO_FORMAT_A8, m->w_px, m->h_px, m->stride_b);
    cairo_t *cr = cairo_create(s);
    double scale = m->w_px / GRID;
    cairo_scale(cr, scale, scale);
    cairo_set_line_width(cr, stroke_px / scale);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    play_path(cr, path);
    cairo_stroke(cr);
    cairo_destroy(cr);
    cairo_surface_flush(s);
    cairo_surface_destroy(s);
}

void icon_draw(const struct draw *d, uint32_t icon, struct px_point at, lpx_t size, lpx_t stroke,
               argb_t color) {
    int32_t side = lpx_snap(size, d->scale);
    if (icon >= ICON_COUNT || icon_paths[icon] == NULL || side < 1 ||
        !draw_touches(d, (struct px_box){ at.x, at.y, at.x + side, at.y + side })) {
        return;
    }
    int32_t stroke_d26 = lpx_to_d26(stroke, d->scale);
    struct mask_key key = { .kind = MASK_ICON, .a = (int32_t)icon, .b = side, .c = stroke_d26 };
    const struct mask *m = mask_find(d->masks, key);
    if (m == NULL) {
        uint8_t *a;
        m = mask_add(d->masks, key, side, side, &a);
        if (m == NULL) {
            return;
        }
        rasterise(a, m, icon_paths[icon], stroke_d26 / 64.0);
    }
    draw_mask(d, m, at.x, at.y, color);
}
