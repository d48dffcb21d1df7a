// SPDX-License-Identifier: MIT
#include "compose.h"

#include <stdlib.h>

#include "vec.h"

/// What of one layer has to be drawn.
struct part {
    pixman_region32_t see;   ///< Visible part of surface and shadow.
    pixman_region32_t solid; ///< Part of `see` that is copied.
};

_Static_assert(SHADOW_KEPT >= COMPOSE_MAX_LAYERS, "every layer of a frame may have its own shadow");

static struct px_box layer_box(const struct compose_layer *l) {
    int32_t w = l->w_px > 0 ? l->w_px : l->surface->w_px;
    int32_t h = l->h_px > 0 ? l->h_px : l->surface->h_px;
    return (struct px_box){ l->x_px, l->y_px, l->x_px + w, l->y_px + h };
}

struct px_box compose_extent(const struct compose_layer *l) {
    struct px_box box = layer_box(l);
    return l->shadow == NULL ? box : shadow_extent(l->shadow, box);
}

static bool is_scaled(const struct compose_layer *l) {
    struct px_box b = layer_box(l);
    return b.x2 - b.x1 != l->surface->w_px || b.y2 - b.y1 != l->surface->h_px;
}

static bool is_solid(const struct compose_layer *l) {
    return !is_scaled(l) && (l->flags & COMPOSE_OPAQUE) != 0 && l->opacity == 255;
}

/// The opaque part of a layer: everything but its corners. `out` is initialised.
static bool solid_region(const struct compose_layer *l, pixman_region32_t *out) {
    int32_t c = l->corner_px;
    struct px_box b = layer_box(l);
    if (!is_solid(l)) {
        pixman_region32_init(out);
        return true;
    }
    if (c <= 0) {
        pixman_region32_init_rects(out, &(pixman_box32_t){ b.x1, b.y1, b.x2, b.y2 }, 1);
        return true;
    }
    pixman_box32_t boxes[3] = {
        { b.x1 + c, b.y1, b.x2 - c, b.y1 + c },
        { b.x1, b.y1 + c, b.x2, b.y2 - c },
        { b.x1 + c, b.y2 - c, b.x2 - c, b.y2 },
    };
    if (b.x2 - b.x1 <= 2 * c || b.y2 - b.y1 <= 2 * c) {
        pixman_region32_init(out); // all corner
        return true;
    }
    return pixman_region32_init_rects(out, boxes, 3);
}

/// Plain copy, sixteen bytes at a time.
static void copy_row(pargb_t *to, const pargb_t *from, int32_t n) {
    for (; n >= 4 * VEC_PX; n -= 4 * VEC_PX, to += 4 * VEC_PX, from += 4 * VEC_PX) {
        vec_u8 a = vec_load(from);
        vec_u8 b = vec_load(from + VEC_PX);
        vec_u8 c = vec_load(from + 2 * VEC_PX);
        vec_u8 d = vec_load(from + 3 * VEC_PX);
        vec_store(to, a);
        vec_store(to + VEC_PX, b);
        vec_store(to + 2 * VEC_PX, c);
        vec_store(to + 3 * VEC_PX, d);
    }
    for (; n >= VEC_PX; n -= VEC_PX, to += VEC_PX, from += VEC_PX) {
        vec_store(to, vec_load(from));
    }
    for (; n > 0; n--) {
        *to++ = *from++;
    }
}

static void over_row(pargb_t *to, const pargb_t *from, int32_t n, uint32_t opacity) {
    for (; n > 0; n--, to++, from++) {
        pargb_t c = opacity == 255 ? *from : color_mul(*from, opacity);
        *to = ARGB_A(c) == 255 ? c : color_over(*to, c);
    }
}

static void draw_surface(struct surface *out, const struct compose_layer *l, struct px_box b,
                         bool copy) {
    for (int32_t y = b.y1; y < b.y2; y++) {
        const pargb_t *from = surface_row(l->surface, y - l->y_px) + (b.x1 - l->x_px);
        pargb_t *to = surface_row(out, y) + b.x1;
        if (copy) {
            copy_row(to, from, b.x2 - b.x1);
        } else {
            over_row(to, from, b.x2 - b.x1, l->opacity);
        }
    }
}

/// The nearest pixels: good enough for what is on its way somewhere.
static void draw_scaled(struct surface *out, const struct compose_layer *l, struct px_box b) {
    struct px_box box = layer_box(l);
    int64_t step = ((int64_t)l->surface->w_px << 16) / (box.x2 - box.x1);
    for (int32_t y = b.y1; y < b.y2; y++) {
        int32_t line = (int32_t)((int64_t)(y - box.y1) * l->surface->h_px / (box.y2 - box.y1));
        const pargb_t *from = surface_row(l->surface, line);
        pargb_t *to = surface_row(out, y);
        for (int32_t x = b.x1; x < b.x2; x++) {
            pargb_t c = from[(x - box.x1) * step >> 16];
            to[x] = color_over(to[x], l->opacity == 255 ? c : color_mul(c, l->opacity));
        }
    }
}

static struct px_box box_of(const pixman_box32_t *b) {
    return (struct px_box){ b->x1, b->y1, b->x2, b->y2 };
}

/// Shadow and translucent pixels, then the opaque ones.
static status_t draw_part(struct surface *out, const struct compose_layer *l, struct part *p) {
    int n;
    const pixman_box32_t *boxes = pixman_region32_rectangles(&p->solid, &n);
    for (int i = 0; i < n; i++) {
        draw_surface(out, l, box_of(&boxes[i]), true);
    }
    if (!pixman_region32_subtract(&p->see, &p->see, &p->solid)) {
        return ERR_NO_MEMORY;
    }
    boxes = pixman_region32_rectangles(&p->see, &n);
    for (int i = 0; i < n; i++) {
        struct px_box b = box_of(&boxes[i]);
        if (l->shadow != NULL) {
            shadow_draw(l->shadow, out, layer_box(l), b, l->opacity);
        }
        b = px_box_intersect(b, layer_box(l));
        if (!px_box_empty(b) && is_scaled(l)) {
            draw_scaled(out, l, b);
        } else if (!px_box_empty(b)) {
            draw_surface(out, l, b, false);
        }
    }
    return OK;
}

/// Takes what layer `l` shows of `left` and removes from it what it hides.
static bool take_part(const struct compose_layer *l, pixman_region32_t *left, struct part *p) {
    struct px_box b = compose_extent(l);
    pixman_box32_t extent = { b.x1, b.y1, b.x2, b.y2 };
    pixman_region32_init(&p->see);
    pixman_region32_init(&p->solid);
    if (l->opacity == 0 || pixman_region32_contains_rectangle(left, &extent) == PIXMAN_REGION_OUT) {
        return true;
    }
    pixman_region32_t solid;
    bool ok = solid_region(l, &solid) &&
              pixman_region32_intersect_rect(&p->see, left, b.x1, b.y1, (unsigned)(b.x2 - b.x1),
                                             (unsigned)(b.y2 - b.y1)) &&
              pixman_region32_intersect(&p->solid, &p->see, &solid) &&
              pixman_region32_subtract(left, left, &p->solid);
    pixman_region32_fini(&solid);
    return ok;
}

static void fill_black(struct surface *out, pixman_region32_t *left) {
    int n;
    const pixman_box32_t *boxes = pixman_region32_rectangles(left, &n);
    for (int i = 0; i < n; i++) {
        for (int32_t y = boxes[i].y1; y < boxes[i].y2; y++) {
            for (int32_t x = boxes[i].x1; x < boxes[i].x2; x++) {
                surface_row(out, y)[x] = 0xff000000u;
            }
        }
    }
}

status_t compose_frame(struct surface *out, const pixman_region32_t *damage,
                       const struct compose_layer *layers, uint32_t num_layers) {
    struct part parts[COMPOSE_MAX_LAYERS];
    if (num_layers > COMPOSE_MAX_LAYERS) {
        return ERR_BAD_ARG;
    }
    pixman_region32_t left; // still to be covered
    pixman_region32_init(&left);
    bool ok = pixman_region32_intersect_rect(&left, damage, 0, 0, (unsigned)out->w_px,
                                             (unsigned)out->h_px);
    uint32_t lowest = num_layers;
    while (ok && lowest > 0 && pixman_region32_not_empty(&left)) {
        lowest--;
        ok = take_part(&layers[lowest], &left, &parts[lowest]);
    }
    if (ok) {
        fill_black(out, &left);
    }
    for (uint32_t i = lowest; i < num_layers; i++) {
        ok = ok && draw_part(out, &layers[i], &parts[i]) == OK;
        pixman_region32_fini(&parts[i].see);
        pixman_region32_fini(&parts[i].solid);
    }
    pixman_region32_fini(&left);
    return ok ? OK : ERR_NO_MEMORY;
}
