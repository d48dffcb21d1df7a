// SPDX-License-Identifier: MIT
#include "overlay.h"

#include "core.h"

bool overlay_layer(const struct gui_core *core, enum overlay_id id, struct compose_layer *out) {
    const struct overlay *o = &core->overlays[id];
    if (o->surface == NULL) {
        return false;
    }
    *out = (struct compose_layer){
        .surface = o->surface,
        .shadow = shadow_get(core->shadows, o->shadow, core->theme, core->scale, o->surface->w_px,
                             o->surface->h_px),
        .x_px = o->x_px,
        .y_px = o->y_px,
        .corner_px = o->corner_px,
        .flags = o->opaque ? COMPOSE_OPAQUE : 0,
        .opacity = o->opacity == 0 ? 255 : o->opacity,
    };
    return true;
}

void overlay_touch(struct gui_core *core, enum overlay_id id) {
    struct compose_layer layer;
    if (overlay_layer(core, id, &layer)) {
        damage_add(&core->damage, compose_extent(&layer));
    }
}

void overlay_show(struct gui_core *core, enum overlay_id id, const struct overlay *what) {
    overlay_hide(core, id);
    core->overlays[id] = *what;
    overlay_touch(core, id);
}

void overlay_move(struct gui_core *core, enum overlay_id id, int32_t x_px, int32_t y_px) {
    struct overlay *o = &core->overlays[id];
    if (o->surface != NULL && (o->x_px != x_px || o->y_px != y_px)) {
        overlay_touch(core, id);
        o->x_px = x_px;
        o->y_px = y_px;
        overlay_touch(core, id);
    }
}

void overlay_hide(struct gui_core *core, enum overlay_id id) {
    overlay_touch(core, id);
    surface_destroy(core->overlays[id].surface);
    core->overlays[id] = (struct overlay){ 0 };
}

void overlay_hide_all(struct gui_core *core) {
    for (int i = 0; i < OVERLAY_NUM; i++) {
        overlay_hide(core, (enum overlay_id)i);
    }
}
