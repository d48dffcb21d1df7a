// SPDX-License-Identifier: MIT
#include "scene_image.h"

struct image *scene_image(const struct scene *s, uint32_t number) {
    struct image *image;
    if (number != 0 && s->images != NULL) {
        list_for_each (image, s->images, link) {
            if (image->number == number) {
                return image;
            }
        }
    }
    return NULL;
}

struct layout_size scene_image_natural(const struct scene *s, uint32_t node) {
    const struct image *image = scene_image(s, ui_tree_u32(&s->tree, node, UI_ATTR_IMAGE));
    if (image == NULL) {
        return (struct layout_size){ { LPX(24), LPX(24) } };
    }
    return (struct layout_size){ { LPX(image->pixels->w_px), LPX(image->pixels->h_px) } };
}

void scene_paint_image(const struct scene *s, uint32_t node, const struct paint *p) {
    struct image *image = scene_image(s, ui_tree_u32(&s->tree, node, UI_ATTR_IMAGE));
    if (image != NULL) {
        lpx_t radius = LPX((int32_t)ui_tree_u32(&s->tree, node, UI_ATTR_RADIUS));
        paint_image(p, image, lpx_snap_rect(s->nodes[node].box, s->scale), radius);
    }
}
