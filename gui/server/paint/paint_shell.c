// SPDX-License-Identifier: MIT
// What shells show: glass and icons of apps.
#include "app_icon.h"
#include "paint_int.h"
#include "thumb.h"

/// Icons of what is disabled: 45 percent.
#define DISABLED_OPACITY 115

void paint_glass(const struct paint *p, const struct paint_node *n) {
    struct px_box px = lpx_snap_rect(n->box, p->draw.scale);
    glass_draw(&p->draw, p->glass, px, n->radius, p->at, p->theme->color[COLOR_GLASS_DOCK]);
    draw_rrect_border(&p->draw, px, n->radius, px_hairline(p->draw.scale) * 64,
                      p->theme->color[COLOR_EDGE_INNER]);
}

void paint_thumb(const struct paint *p, const struct paint_node *n) {
    struct px_box px = lpx_snap_rect(n->box, p->draw.scale);
    const struct surface *from = p->thumb != NULL ? p->thumb(p->thumb_self, n->value) : NULL;
    if (from == NULL) { // not painted yet, or gone
        draw_rrect(&p->draw, px, n->radius, p->theme->color[COLOR_HOVER]);
        return;
    }
    thumb_draw(&p->draw, from, px);
    if ((n->flags & (PAINT_HOVER | PAINT_PRESSED)) != 0) {
        draw_rrect_border(&p->draw, px, n->radius, 2 * px_hairline(p->draw.scale) * 64,
                          p->theme->color[COLOR_ACCENT]);
    }
}

void paint_app_icon(const struct paint *p, const struct paint_node *n) {
    scale_t scale = p->draw.scale;
    lpx_t side = MIN(n->box.w, n->box.h);
    struct px_point at = { lpx_snap(n->box.x + (n->box.w - side) / 2, scale),
                           lpx_snap(n->box.y + (n->box.h - side) / 2, scale) };
    struct app_icon icon = {
        .glyph = n->icon,
        .top = n->color,
        .bottom = n->color2,
        .opacity = (n->flags & PAINT_DISABLED) != 0 ? DISABLED_OPACITY : 255,
    };
    app_icon_draw(&p->draw, &icon, at, lpx_snap(side, scale));
}
