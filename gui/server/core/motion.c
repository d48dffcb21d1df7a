// SPDX-License-Identifier: MIT
#include "motion.h"

#include "core.h"

/// What menus come from.
#define DROP_DOWN LPX(4)

#define ONE 65536u
#define NS_PER_MS UINT64_C(1000000)

uint32_t motion_curve(uint32_t part) {
    // x(t) = .6 (1-t)^2 t + t^3 has no handy inverse; sixteen halvings are exact enough.
    double want = (double)MIN(part, ONE) / ONE;
    double low = 0;
    double high = 1;
    double t = want;
    for (int i = 0; i < 16; i++) {
        double x = 0.6 * (1 - t) * (1 - t) * t + t * t * t;
        low = x < want ? t : low;
        high = x < want ? high : t;
        t = (low + high) / 2;
    }
    return part >= ONE ? ONE : (uint32_t)((3 * (1 - t) * t * t + t * t * t) * ONE);
}

static int32_t between(int32_t a, int32_t b, uint32_t part) {
    return a + (int32_t)((int64_t)(b - a) * part / ONE);
}

static void step(struct motion *m, uint32_t part) {
    const struct px_box *a = &m->from.edges;
    const struct px_box *b = &m->to.edges;
    m->now = (struct motion_look){
        .edges = { between(a->x1, b->x1, part), between(a->y1, b->y1, part),
                   between(a->x2, b->x2, part), between(a->y2, b->y2, part) },
        .faint = (uint8_t)between(m->from.faint, m->to.faint, part),
    };
}

static void rest(struct motion *m) {
    if (m->link.next != NULL) {
        list_remove(&m->link);
        m->link = (struct list){ 0 };
    }
}

void motion_stop(struct motion *m) {
    rest(m);
    m->now = (struct motion_look){ 0 };
}

void motion_start(struct gui_core *core, struct motion *m, const struct motion_look *from,
                  const struct motion_look *to, uint32_t ms) {
    rest(m);
    m->touch(m);
    m->from = *from;
    m->to = *to;
    m->ms = ms;
    m->start_ns = core->port.now(core->port.self);
    bool still = core->test_mode || core->reduce_motion || core->screen.pixels == NULL || ms == 0;
    m->now = still ? *to : *from;
    m->touch(m);
    if (!still) {
        list_push_back(&core->motions, &m->link);
    } else if (m->done != NULL) {
        m->done(m);
    }
}

void motion_open(struct gui_core *core, struct motion *m, int32_t w_px, int32_t h_px) {
    int32_t x = w_px * 15 / 1000;
    int32_t y = h_px * 15 / 1000;
    struct motion_look from = { .edges = { x, y, -x, -y }, .faint = 255 };
    motion_start(core, m, &from, &(struct motion_look){ 0 }, MOTION_APPEAR);
}

void motion_drop_down(struct gui_core *core, struct motion *m) {
    int32_t y = -lpx_snap(DROP_DOWN, core->scale);
    struct motion_look from = { .edges = { 0, y, 0, y }, .faint = 255 };
    motion_start(core, m, &from, &(struct motion_look){ 0 }, MOTION_APPEAR);
}

void motion_apply(const struct motion *m, struct compose_layer *layer) {
    if (m->link.next == NULL) {
        return;
    }
    int32_t w = layer->surface->w_px;
    int32_t h = layer->surface->h_px;
    const struct px_box *e = &m->now.edges;
    layer->x_px += e->x1;
    layer->y_px += e->y1;
    layer->w_px = MAX(w + e->x2 - e->x1, 1);
    layer->h_px = MAX(h + e->y2 - e->y1, 1);
    layer->opacity = (uint8_t)(layer->opacity * (255 - m->now.faint) / 255);
}

void motion_tick(struct gui_core *core, nsec_t now) {
    struct motion *m;
    struct motion *after;
    list_for_each_safe (m, after, &core->motions, link) {
        uint64_t ns = now > m->start_ns ? now - m->start_ns : 0;
        uint64_t all = m->ms * NS_PER_MS;
        m->touch(m);
        if (ns < all) {
            step(m, motion_curve((uint32_t)(ns * ONE / all)));
            m->touch(m);
            continue;
        }
        rest(m);
        m->now = m->to;
        m->touch(m);
        if (m->done != NULL) {
            m->done(m);
        }
    }
}

bool motion_running(const struct gui_core *core) {
    return !list_is_empty(&core->motions);
}
