// SPDX-License-Identifier: MIT
// Images: pixels in a region that the server copies.
#include "make.h"
#include "shared.h"

#include <stdlib.h>

#define SIDE_MAX 4096

struct ui_pixels {
    struct ui_pixels *next;
    struct ui_shared shared;
    int w, h;
    uint32_t number; ///< That the server gave it; 0 = not made in this session.
};

static struct ui_pixels *all;

void uii_images_forget(void) {
    for (struct ui_pixels *i = all; i != NULL; i = i->next) {
        i->number = 0;
    }
}

ui_image_t ui_image_new(int w, int h) {
    struct ui_pixels *i = calloc(1, sizeof *i);
    if (i == NULL) {
        return NULL;
    }
    i->w = CLAMP(w, 1, SIDE_MAX);
    i->h = CLAMP(h, 1, SIDE_MAX);
    if (!uii_shared_make(&i->shared, (size_t)i->w * (size_t)i->h * 4)) {
        free(i);
        return NULL;
    }
    i->next = all;
    all = i;
    return i;
}

void ui_image_free(ui_image_t image) {
    for (struct ui_pixels **at = &all; image != NULL && *at != NULL; at = &(*at)->next) {
        if (*at == image) {
            *at = image->next;
            if (image->number != 0) {
                uii.port->image_destroy(uii.port->context, image->number);
            }
            uii_shared_drop(&image->shared);
            free(image);
            return;
        }
    }
}

int ui_image_w(ui_image_t image) {
    return image->w;
}

int ui_image_h(ui_image_t image) {
    return image->h;
}

uint32_t *ui_image_pixels(ui_image_t image) {
    return image->shared.memory;
}

void ui_image_update(ui_image_t image, int x, int y, int w, int h) {
    if (w == 0) {
        x = y = 0;
        w = image->w;
        h = image->h;
    }
    int x1 = CLAMP(x, 0, image->w);
    int y1 = CLAMP(y, 0, image->h);
    int x2 = CLAMP(x + w, x1, image->w);
    int y2 = CLAMP(y + h, y1, image->h);
    if (image->number != 0 && x1 < x2 && y1 < y2) {
        const uint32_t xywh[4] = { (uint32_t)x1, (uint32_t)y1, (uint32_t)(x2 - x1),
                                   (uint32_t)(y2 - y1) };
        status_t st = uii.port->image_update(uii.port->context, image->number, xywh);
        if (st != OK) {
            image->number = 0; // the server was restarted: the next view makes it again
            ui_invalidate();
        }
    }
}

/// The image's number in this session, made at its first use.
static uint32_t number_of(ui_image_t image) {
    if (image->number == 0 && uii.port != NULL && uii.port->image_create != NULL) {
        status_t st = uii.port->image_create(uii.port->context, &image->shared, (uint32_t)image->w,
                                             (uint32_t)image->h, &image->number);
        if (st != OK) {
            ui_log("no image of %d x %d: %s", image->w, image->h, status_text(st));
        }
    }
    return image->number;
}

ui_leaf_t ui_image_(struct ui_site site, struct ui_image_p p) {
    struct node *n = uii_make(site, UI_KIND_IMAGE, &p.common, 0);
    if (n != NULL && p.image != NULL) {
        if (p.common.w == 0) {
            uii_attr_number(n, UI_ATTR_W, p.image->w);
        }
        if (p.common.h == 0) {
            uii_attr_number(n, UI_ATTR_H, p.image->h);
        }
        uii_attr_number(n, UI_ATTR_IMAGE, number_of(p.image));
        uii_attr_number(n, UI_ATTR_RADIUS, p.radius);
        uii_make_handler(n, UI_EVENT_CLICK, p.on_click);
    }
    return (ui_leaf_t){ ref_of(n) };
}

void ui_draw_image(ui_canvas_t canvas, ui_image_t image, double x, double y, double w, double h) {
    if (image != NULL) {
        uii_canvas_image(canvas, number_of(image), (const double[]){ x, y, w, h });
    }
}
