// SPDX-License-Identifier: MIT
#include "session_images.h"

#include <stdlib.h>

#include "window.h"

static struct image *find(struct session *s, uint32_t number) {
    struct image *image;
    list_for_each (image, &s->images, link) {
        if (image->number == number) {
            return image;
        }
    }
    return NULL;
}

static void destroy(struct session *s, struct image *image) {
    list_remove(&image->link);
    s->num_images--;
    s->surfaces_b -= image->bytes_b;
    image_forget(image);
    surface_destroy(image->pixels);
    free(image);
}

void session_images_clear(struct session *s) {
    while (!list_is_empty(&s->images)) {
        destroy(s, list_first(&s->images, struct image, link));
    }
}

/// Every node that may show `number` is painted anew.
static void touch_nodes(struct session *s, uint32_t number, bool size) {
    const struct ui_tree *t = &s->scene.tree;
    for (uint32_t i = 0; i < t->num_nodes; i++) {
        bool canvas = t->nodes[i].kind == UI_KIND_CANVAS; // its operations are not searched
        bool image =
            t->nodes[i].kind == UI_KIND_IMAGE && ui_tree_u32(t, i, UI_ATTR_IMAGE) == number;
        if (image && size) {
            layout_invalidate(&s->scene.layout, i);
        }
        if (image || canvas) {
            scene_touch(&s->scene, i);
        }
    }
}

/// A colour that is larger than its alpha is no premultiplied one: it is cut down to it.
static pargb_t premultiplied(uint32_t c) {
    uint32_t a = ARGB_A(c);
    return ARGB(a, MIN(ARGB_R(c), a), MIN(ARGB_G(c), a), MIN(ARGB_B(c), a));
}

static status_t copy(const struct session *s, const struct image *image, struct px_box box) {
    for (int32_t y = box.y1; y < box.y2; y++) {
        pargb_t *row = surface_row(image->pixels, y);
        size_t offset = (size_t)y * image->stride_b + (size_t)box.x1 * sizeof(*row);
        size_t len_b = (size_t)(box.x2 - box.x1) * sizeof(*row);
        TRY(s->importer.read(s->importer.read_context, row + box.x1, image->source + offset,
                             len_b));
        for (int32_t x = box.x1; x < box.x2; x++) {
            row[x] = premultiplied(row[x]);
        }
    }
    return OK;
}

static bool fits(const struct gui_image *i) {
    if (i->w_px - 1 >= GUI_IMAGE_MAX_PX || i->h_px - 1 >= GUI_IMAGE_MAX_PX ||
        i->stride_b % 4 != 0 || i->stride_b / 4 < i->w_px) {
        return false;
    }
    return (uint64_t)i->stride_b * (i->h_px - 1) + (uint64_t)i->w_px * 4 <= i->size_b;
}

status_t gui_core_image_create(struct gui_core *core, uint64_t badge, const struct gui_image *from,
                               uint32_t *out_number) {
    struct session *s = session_find(core, badge);
    if (s == NULL) {
        return ERR_NOT_FOUND;
    }
    if (!fits(from)) {
        return ERR_BAD_SIZE;
    }
    if (s->num_images >= SESSION_IMAGES_MAX) {
        return ERR_NO_SPACE;
    }
    uint64_t bytes_b = (uint64_t)from->w_px * from->h_px * sizeof(pargb_t);
    if (s->surfaces_b + bytes_b > SESSION_SURFACES_B) {
        return ERR_QUOTA;
    }
    struct image *image = calloc(1, sizeof(*image));
    if (image == NULL) {
        return ERR_NO_MEMORY;
    }
    image->source = from->pixels;
    image->stride_b = from->stride_b;
    image->bytes_b = bytes_b;
    status_t st = surface_create((int32_t)from->w_px, (int32_t)from->h_px, &image->pixels);
    st = st != OK ? st : copy(s, image, surface_box(image->pixels));
    if (st != OK) {
        surface_destroy(image->pixels);
        free(image);
        return st;
    }
    do {
        s->last_image = MAX(s->last_image + 1, 1u);
    } while (find(s, s->last_image) != NULL);
    image->number = s->last_image;
    list_insert_before(&s->images, &image->link);
    s->num_images++;
    s->surfaces_b += bytes_b;
    touch_nodes(s, image->number, true);
    *out_number = image->number;
    return OK;
}

status_t gui_core_image_update(struct gui_core *core, uint64_t badge, uint32_t number,
                               struct px_box box) {
    struct session *s = session_find(core, badge);
    struct image *image = s != NULL ? find(s, number) : NULL;
    if (image == NULL) {
        return ERR_NOT_FOUND;
    }
    if (px_box_empty(box) || box.x1 < 0 || box.y1 < 0 || box.x2 > image->pixels->w_px ||
        box.y2 > image->pixels->h_px) {
        return ERR_BAD_SIZE;
    }
    status_t st = copy(s, image, box);
    image_forget(image);
    touch_nodes(s, number, false);
    core->generation++;
    return st;
}

bool gui_core_image_destroy(struct gui_core *core, uint64_t badge, uint32_t number) {
    struct session *s = session_find(core, badge);
    struct image *image = s != NULL ? find(s, number) : NULL;
    if (image == NULL) {
        return false;
    }
    destroy(s, image);
    touch_nodes(s, number, true);
    core->generation++;
    return true;
}
