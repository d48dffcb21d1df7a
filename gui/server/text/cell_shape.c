// SPDX-License-Identifier: MIT
#include "cell_shape.h"

#include <math.h>
#include <string.h>

/// Weight of a line from the centre to an edge.
enum weight {
    NONE,
    LIGHT,
    HEAVY,
    DOUBLE,
};

// The lines of a character: two bits each.
#define L(w) (w)
#define R(w) ((w) << 2)
#define U(w) ((w) << 4)
#define D(w) ((w) << 6)
#define H(w) (L(w) | R(w))
#define V(w) (U(w) | D(w))

/// U+2500..U+257F; 0 for dashes, arcs and diagonals.
static const uint8_t lines[128] = {
    // clang-format off
    H(1), H(2), V(1), V(2), 0, 0, 0, 0, 0, 0, 0, 0,
    D(1)|R(1), D(1)|R(2), D(2)|R(1), D(2)|R(2), D(1)|L(1), D(1)|L(2), D(2)|L(1), D(2)|L(2),
    U(1)|R(1), U(1)|R(2), U(2)|R(1), U(2)|R(2), U(1)|L(1), U(1)|L(2), U(2)|L(1), U(2)|L(2),
    V(1)|R(1), V(1)|R(2), U(2)|D(1)|R(1), U(1)|D(2)|R(1),
    V(2)|R(1), U(2)|D(1)|R(2), U(1)|D(2)|R(2), V(2)|R(2),
    V(1)|L(1), V(1)|L(2), U(2)|D(1)|L(1), U(1)|D(2)|L(1),
    V(2)|L(1), U(2)|D(1)|L(2), U(1)|D(2)|L(2), V(2)|L(2),
    H(1)|D(1), L(2)|R(1)|D(1), L(1)|R(2)|D(1), H(2)|D(1),
    H(1)|D(2), L(2)|R(1)|D(2), L(1)|R(2)|D(2), H(2)|D(2),
    H(1)|U(1), L(2)|R(1)|U(1), L(1)|R(2)|U(1), H(2)|U(1),
    H(1)|U(2), L(2)|R(1)|U(2), L(1)|R(2)|U(2), H(2)|U(2),
    H(1)|V(1), L(2)|R(1)|V(1), L(1)|R(2)|V(1), H(2)|V(1),
    H(1)|U(2)|D(1), H(1)|U(1)|D(2), H(1)|V(2), L(2)|R(1)|U(2)|D(1),
    L(1)|R(2)|U(2)|D(1), L(2)|R(1)|U(1)|D(2), L(1)|R(2)|U(1)|D(2), H(2)|U(2)|D(1),
    H(2)|U(1)|D(2), L(2)|R(1)|V(2), L(1)|R(2)|V(2), H(2)|V(2),
    0, 0, 0, 0,
    H(3), V(3), D(1)|R(3), D(3)|R(1), D(3)|R(3), D(1)|L(3), D(3)|L(1), D(3)|L(3),
    U(1)|R(3), U(3)|R(1), U(3)|R(3), U(1)|L(3), U(3)|L(1), U(3)|L(3),
    V(1)|R(3), V(3)|R(1), V(3)|R(3), V(1)|L(3), V(3)|L(1), V(3)|L(3),
    H(3)|D(1), H(1)|D(3), H(3)|D(3), H(3)|U(1), H(1)|U(3), H(3)|U(3),
    H(3)|V(1), H(1)|V(3), H(3)|V(3),
    0, 0, 0, 0, 0, 0, 0,
    L(1), U(1), R(1), D(1), L(2), U(2), R(2), D(2),
    L(1)|R(2), U(1)|D(2), L(2)|R(1), U(2)|D(1),
    // clang-format on
};

/// A cell that is drawn into.
struct cell {
    uint8_t *a;
    int32_t w, h;
    int32_t thin; ///< Width of a light line.
};

static void fill(const struct cell *c, int32_t x1, int32_t y1, int32_t x2, int32_t y2) {
    x1 = MAX(x1, 0);
    x2 = MIN(x2, c->w);
    for (int32_t y = MAX(y1, 0); y < MIN(y2, c->h) && x1 < x2; y++) {
        memset(c->a + y * c->w + x1, 255, (size_t)(x2 - x1));
    }
}

/// Fills along the axis from `from` to `to`, across it from `side` on.
static void strip(const struct cell *c, bool vertical, int32_t from, int32_t to, int32_t side,
                  int32_t width) {
    if (vertical) {
        fill(c, side, from, side + width, to);
    } else {
        fill(c, from, side, to, side + width);
    }
}

static int32_t width_of(const struct cell *c, enum weight w) {
    return w == HEAVY ? 2 * c->thin : w == NONE ? 0 : c->thin;
}

/// What a line has to do with those across it.
struct joint {
    enum weight before, behind; ///< Lines across, to smaller and to larger coordinates.
    bool opposite;              ///< The line goes on to the other side.
};

/// Where the line from the edge at 0 ends: at its neighbour across, or at the far side of it.
static int32_t reach(const struct cell *c, int32_t length, enum weight across, enum weight own,
                     bool near) {
    int32_t middle = (length - c->thin) / 2;
    if (across == DOUBLE) {
        return near ? middle : middle + 2 * c->thin;
    }
    int32_t width = MAX(width_of(c, across), across == NONE ? width_of(c, own) : 0);
    return (length - width) / 2 + width;
}

/// One of the four lines, weight `w`. `forward`: to the edge at `length`, else to the one at 0.
static void arm(const struct cell *c, bool vertical, bool forward, enum weight w, struct joint j) {
    int32_t length = vertical ? c->h : c->w;
    int32_t across = vertical ? c->w : c->h;
    bool both = j.before == DOUBLE && j.behind == DOUBLE;
    enum weight most = MAX(j.before, j.behind);
    int32_t ends[2];
    if (w == DOUBLE) {
        // Each of the two lines meets the neighbour on its own side.
        ends[0] = reach(c, length, most, w, j.before == DOUBLE);
        ends[1] = reach(c, length, most, w, j.behind == DOUBLE);
    } else {
        ends[0] = ends[1] = reach(c, length, most, w, both && !j.opposite);
    }
    int32_t width = width_of(c, w);
    int32_t middle = (across - width) / 2;
    for (int i = 0; i < (w == DOUBLE ? 2 : 1); i++) {
        int32_t side = w != DOUBLE ? middle : i == 0 ? middle - c->thin : middle + c->thin;
        // The other direction is the mirror image, up to the rounding of the centre.
        int32_t skew = most == NONE    ? (length - width) % 2
                       : most == HEAVY ? length % 2
                                       : (length - c->thin) % 2;
        int32_t from = forward ? length - ends[i] - skew : 0;
        strip(c, vertical, from, forward ? length : ends[i], side, width);
    }
}

static void draw_lines(const struct cell *c, uint32_t bits) {
    enum weight l = bits & 3, r = bits >> 2 & 3, u = bits >> 4 & 3, d = bits >> 6 & 3;
    const struct joint h = { u, d, l != NONE && r != NONE };
    const struct joint v = { l, r, u != NONE && d != NONE };
    if (l != NONE) {
        arm(c, false, false, l, h);
    }
    if (r != NONE) {
        arm(c, false, true, r, h);
    }
    if (u != NONE) {
        arm(c, true, false, u, v);
    }
    if (d != NONE) {
        arm(c, true, true, d, v);
    }
}

static void draw_dashes(const struct cell *c, bool vertical, bool heavy, int32_t count) {
    int32_t length = vertical ? c->h : c->w;
    int32_t width = width_of(c, heavy ? HEAVY : LIGHT);
    int32_t side = ((vertical ? c->w : c->h) - width) / 2;
    int32_t gap = MAX(length / (3 * count), 1);
    for (int32_t i = 0; i < count; i++) {
        strip(c, vertical, length * i / count, length * (i + 1) / count - gap, side, width);
    }
}

/// Sub-pixels of a pixel in each direction.
#define SUB 4

/// Coverage of the points for which inside(x, y) holds.
static uint8_t cover(int32_t x, int32_t y, const double *p,
                     bool (*inside)(double, double, const double *)) {
    int32_t hits = 0;
    for (int32_t i = 0; i < SUB * SUB; i++) {
        double sx = x + (i % SUB + 0.5) / SUB;
        double sy = y + (i / SUB + 0.5) / SUB;
        hits += inside(sx, sy, p) ? 1 : 0;
    }
    return (uint8_t)((hits * 255 + SUB * SUB / 2) / (SUB * SUB));
}

/// p: centre, radius, half of the width.
static bool in_ring(double x, double y, const double *p) {
    double dx = x - p[0];
    double dy = y - p[1];
    double d2 = dx * dx + dy * dy;
    double inner = p[2] - p[3];
    double outer = p[2] + p[3];
    return d2 >= inner * inner && d2 <= outer * outer;
}

/// A rounded corner whose lines leave at the right or left edge and at the lower or upper one.
static void draw_arc(const struct cell *c, bool right, bool down) {
    double cx = (c->w - c->thin) / 2 + c->thin / 2.0;
    double cy = (c->h - c->thin) / 2 + c->thin / 2.0;
    double r = MIN(right ? c->w - cx : cx, down ? c->h - cy : cy);
    const double p[4] = { right ? cx + r : cx - r, down ? cy + r : cy - r, r, c->thin / 2.0 };
    for (int32_t y = 0; y < c->h; y++) {
        for (int32_t x = 0; x < c->w; x++) {
            bool beyond_x = right ? x >= p[0] : x + 1 <= p[0];
            bool beyond_y = down ? y >= p[1] : y + 1 <= p[1];
            if (!beyond_x && !beyond_y) {
                c->a[y * c->w + x] = cover(x, y, p, in_ring);
            }
        }
    }
    int32_t x0 = (c->w - c->thin) / 2;
    int32_t y0 = (c->h - c->thin) / 2;
    if (right) {
        strip(c, false, (int32_t)ceil(p[0]), c->w, y0, c->thin);
    } else {
        strip(c, false, 0, (int32_t)floor(p[0]), y0, c->thin);
    }
    if (down) {
        strip(c, true, (int32_t)ceil(p[1]), c->h, x0, c->thin);
    } else {
        strip(c, true, 0, (int32_t)floor(p[1]), x0, c->thin);
    }
}

/// p: direction of the line through (p[2], p[3]), and half of its width times the direction's length.
static bool near_line(double x, double y, const double *p) {
    return fabs((x - p[2]) * p[1] - (y - p[3]) * p[0]) <= p[4];
}

static void draw_diagonal(const struct cell *c, bool falling) {
    double length = sqrt((double)c->w * c->w + (double)c->h * c->h);
    const double p[5] = { c->w, falling ? c->h : -c->h, c->w / 2.0, c->h / 2.0,
                          c->thin * length * 0.55 };
    for (int32_t y = 0; y < c->h; y++) {
        for (int32_t x = 0; x < c->w; x++) {
            uint8_t *a = &c->a[y * c->w + x];
            *a = MAX(*a, cover(x, y, p, near_line));
        }
    }
}

static void draw_box(const struct cell *c, uint32_t n) {
    if (lines[n] != 0) {
        draw_lines(c, lines[n]);
        return;
    }
    if (n >= 0x04 && n <= 0x0b) {
        draw_dashes(c, (n & 2) != 0, (n & 1) != 0, n < 0x08 ? 3 : 4);
    } else if (n >= 0x4c && n <= 0x4f) {
        draw_dashes(c, n >= 0x4e, (n & 1) != 0, 2);
    } else if (n >= 0x6d && n <= 0x70) {
        draw_arc(c, n == 0x6d || n == 0x70, n <= 0x6e);
    } else {
        if (n != 0x72) {
            draw_diagonal(c, false);
        }
        if (n != 0x71) {
            draw_diagonal(c, true);
        }
    }
}

/// `n` eighths of `length`, rounded.
static int32_t eighths(int32_t length, uint32_t n) {
    return (length * (int32_t)n + 4) / 8;
}

/// U+2580..U+259F, `n` from 0 on.
static void draw_block(const struct cell *c, uint32_t n) {
    // Quarters of U+2596..U+259F: upper left, upper right, lower left, lower right.
    static const uint8_t quarters[10] = { 4, 8, 1, 13, 9, 7, 11, 2, 6, 14 };
    int32_t half_w = eighths(c->w, 4);
    int32_t half_h = eighths(c->h, 4);
    if (n == 0) {
        fill(c, 0, 0, c->w, half_h);
    } else if (n <= 8) {
        fill(c, 0, c->h - eighths(c->h, n), c->w, c->h);
    } else if (n <= 15) {
        fill(c, 0, 0, eighths(c->w, 16 - n), c->h);
    } else if (n == 16) {
        fill(c, half_w, 0, c->w, c->h);
    } else if (n <= 19) {
        memset(c->a, (int)(64 * (n - 16)), (size_t)c->w * (size_t)c->h);
    } else if (n == 20) {
        fill(c, 0, 0, c->w, eighths(c->h, 1));
    } else if (n == 21) {
        fill(c, c->w - eighths(c->w, 1), 0, c->w, c->h);
    } else {
        for (uint32_t i = 0; i < 4; i++) {
            if ((quarters[n - 22] & BIT(i)) != 0) {
                int32_t x = (i & 1) != 0 ? half_w : 0;
                int32_t y = i >= 2 ? half_h : 0;
                fill(c, x, y, x == 0 ? half_w : c->w, y == 0 ? half_h : c->h);
            }
        }
    }
}

bool cell_shape_draw(uint32_t c, int32_t w_px, int32_t h_px, uint8_t *a) {
    if (c < 0x2500 || c > 0x259f) {
        return false;
    }
    const struct cell cell = { a, w_px, h_px, MAX((w_px + 4) / 8, 1) };
    if (c < 0x2580) {
        draw_box(&cell, c - 0x2500);
    } else {
        draw_block(&cell, c - 0x2580);
    }
    return true;
}
