// SPDX-License-Identifier: MIT
#include "core.h"
#include "motion.h"

static struct ghost *ghost_of(struct motion *m) {
    return (struct ghost *)((char *)m - offsetof(struct ghost, motion));
}

static bool layer_of(const struct ghost *g, struct compose_layer *out) {
    if (g->surface == NULL) {
        return false;
    }
    *out = g->layer;
    motion_apply(&g->motion, out);
    return true;
}

static void touch(struct motion *m) {
    struct ghost *g = ghost_of(m);
    struct compose_layer layer;
    if (layer_of(g, &layer)) {
        damage_add(&g->core->damage, compose_extent(&layer));
    }
}

static void done(struct motion *m) {
    struct ghost *g = ghost_of(m);
    touch(m);
    motion_stop(m);
    surface_destroy(g->surface);
    *g = (struct ghost){ 0 };
}

void ghost_leave(struct gui_core *core, struct surface *surface, const struct compose_layer *layer,
                 const struct motion_look *to, uint32_t ms) {
    struct ghost *g = &core->ghosts[0];
    for (uint32_t i = 0; i < GHOSTS_MAX; i++) {
        g = core->ghosts[i].surface == NULL ? &core->ghosts[i] : g;
    }
    if (g->surface != NULL) {
        done(&g->motion); // the one before it goes at once
    }
    *g = (struct ghost){
        .core = core,
        .motion = { .touch = touch, .done = done },
        .surface = surface,
        .layer = *layer,
    };
    g->layer.surface = surface;
    g->layer.shadow = NULL; // it may be gone from its cache before the ghost is
    motion_start(core, &g->motion, &(struct motion_look){ 0 }, to, ms);
}

uint32_t ghost_layers(const struct gui_core *core, struct compose_layer *out) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < GHOSTS_MAX; i++) {
        n += layer_of(&core->ghosts[i], &out[n]) ? 1 : 0;
    }
    return n;
}

void ghosts_clear(struct gui_core *core) {
    for (uint32_t i = 0; i < GHOSTS_MAX; i++) {
        if (core->ghosts[i].surface != NULL) {
            done(&core->ghosts[i].motion);
        }
    }
}
