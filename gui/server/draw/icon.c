// SPDX-License-Identifier: MIT
#include "icon.h"

#include <cairo.h>

/// Side of the grid that paths are written on.
#define GRID 24.0

#define PI 3.14159265358979323846

/// M move, L line, C curve, A arc (centre, radius, angles in degrees), R rounded rectangle
/// (x y w h radius), N new part, Z close, F fill what came before. The rest is stroked.
// NOLINTBEGIN(bugprone-suspicious-missing-comma): long paths are several literals.
static const char *const paths[] = {
    [UI_PLUS] = "M12 5 L12 19 M5 12 L19 12",
    [UI_MINUS] = "M5 12 L19 12",
    [UI_TRASH] = "M4 7 L20 7 M9 7 L9 4.5 L15 4.5 L15 7 M6.5 7 L7.5 20 L16.5 20 L17.5 7 "
                 "M10.2 11 L10.5 16.5 M13.8 11 L13.5 16.5",
    [UI_SEARCH] = "N A11 11 6 0 360 M15.5 15.5 L20 20",
    [UI_CHECK] = "M5 12.5 L10 17.5 L19 7",
    [UI_CROSS] = "M6.5 6.5 L17.5 17.5 M17.5 6.5 L6.5 17.5",
    [UI_LINES] = "M4.5 7 L19.5 7 M4.5 12 L19.5 12 M4.5 17 L19.5 17",
    [UI_MORE] = "N A6 12 1.5 0 360 F N A12 12 1.5 0 360 F N A18 12 1.5 0 360 F",
    [UI_CHEVRON_LEFT] = "M14.5 7 L9.5 12 L14.5 17",
    [UI_CHEVRON_RIGHT] = "M9.5 7 L14.5 12 L9.5 17",
    [UI_CHEVRON_UP] = "M7 14.5 L12 9.5 L17 14.5",
    [UI_CHEVRON_DOWN] = "M7 9.5 L12 14.5 L17 9.5",
    [UI_FILE] = "M7 3.5 L14 3.5 L18 7.5 L18 20.5 L7 20.5 Z M14 3.5 L14 8 L18 8",
    [UI_FOLDER] = "M3.5 7.5 L3.5 18 C3.5 19 4 19.5 5 19.5 L19 19.5 C20 19.5 20.5 19 20.5 18 "
                  "L20.5 9 C20.5 8 20 7.5 19 7.5 L12 7.5 L10 5 L5 5 C4 5 3.5 5.5 3.5 6.5 Z "
                  "M3.5 11 L20.5 11",
    [UI_GEAR] = "N A12 12 3.2 0 360 M12 3.5 L12 6 M12 18 L12 20.5 M3.5 12 L6 12 M18 12 L20.5 12 "
                "M6 6 L7.8 7.8 M16.2 16.2 L18 18 M18 6 L16.2 7.8 M7.8 16.2 L6 18",
    [UI_INFO] = "N A12 12 8.5 0 360 M12 11 L12 16.5 M12 7.7 L12 7.8",
    [UI_WARNING] = "M12 4 L21 19.5 L3 19.5 Z M12 10 L12 14 M12 16.8 L12 16.9",
    [UI_PLAY] = "M8 5.5 L18.5 12 L8 18.5 Z",
    [UI_PAUSE] = "M8.5 6 L8.5 18 M15.5 6 L15.5 18",
    [UI_COPY] = "R8.5 8.5 11.5 11.5 2.5 M5.5 15.5 C4.5 15.5 4 15 4 14 L4 5.5 C4 4.5 4.5 4 5.5 4 "
                "L14 4 C15 4 15.5 4.5 15.5 5.5",
    [UI_CUT] = "N A7 17 2.8 0 360 N A17 17 2.8 0 360 M8.6 14.7 L16 4.5 M15.4 14.7 L8 4.5",
    [UI_CLIPBOARD] = "R5.5 5 13 15.5 2.5 R9 3 6 4 1.5",
    [UI_PENCIL] = "M6 19 L7 14.5 L16.5 5 C17.2 4.3 18.3 4.3 19 5 C19.7 5.7 19.7 6.8 19 7.5 "
                  "L9.5 17.5 Z M14.5 7 L17 9.5",
    [UI_DISK] = "M4.5 6 C4.5 5 5 4.5 6 4.5 L16 4.5 L19.5 8 L19.5 18 C19.5 19 19 19.5 18 19.5 "
                "L6 19.5 C5 19.5 4.5 19 4.5 18 Z M8 4.5 L8 9 L15 9 L15 4.5 M8 19.5 L8 14 L16 14 "
                "L16 19.5",
    [UI_RELOAD] = "N A12 12 7.5 -40 260 M18.5 3.5 L18.5 7.5 L14.5 7.5",
    [UI_HOME] = "M4 11.5 L12 4.5 L20 11.5 M6.5 9.5 L6.5 19.5 L17.5 19.5 L17.5 9.5 "
                "M10 19.5 L10 14 L14 14 L14 19.5",
    [UI_PERSON] = "N A12 8.5 4 0 360 M4.5 20 C5 15.5 8 14.5 12 14.5 C16 14.5 19 15.5 19.5 20",
    [UI_LOCK] = "R5.5 10.5 13 9.5 2.5 M8.5 10.5 L8.5 8 C8.5 3.5 15.5 3.5 15.5 8 L15.5 10.5",
    [UI_POWER] = "M12 4 L12 12 N A12 13 7 -55 235",
    [UI_STAR] = "M12 4 L14.4 9.3 L20.2 9.9 L15.9 13.8 L17.1 19.5 L12 16.6 L6.9 19.5 L8.1 13.8 "
                "L3.8 9.9 L9.6 9.3 Z",
    [UI_CLOCK] = "N A12 12 8.5 0 360 M12 7 L12 12 L15.5 14",
    [UI_SORT_UP] = "M8 14 L12 10 L16 14",
    [UI_SORT_DOWN] = "M8 10 L12 14 L16 10",
    [UI_EXPANDED] = "M7.5 10 L12 14.5 L16.5 10",
    [UI_COLLAPSED] = "M10 7.5 L14.5 12 L10 16.5",
    [ICON_MINIMISE] = "M7 12.5 L17 12.5",
    [ICON_MAXIMISE] = "R7 7 10 10 2",
    [ICON_RESTORE] = "R6 9 9 9 2 M9.5 6 L16 6 C17.5 6 18 6.5 18 8 L18 14.5",
    [ICON_CLOSE] = "M7.5 7.5 L16.5 16.5 M16.5 7.5 L7.5 16.5",
};
// NOLINTEND(bugprone-suspicious-missing-comma)

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
    if (icon >= ARRAY_LEN(paths) || paths[icon] == NULL || side < 1 ||
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
        rasterise(a, m, paths[icon], stroke_d26 / 64.0);
    }
    draw_mask(d, m, at.x, at.y, color);
}
