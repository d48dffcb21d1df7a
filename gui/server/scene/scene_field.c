// SPDX-License-Identifier: MIT
/// @file
/// Fields of one line: where the texts of the app and of the user meet, and where the caret stands.
#include <base/fmt.h>
#include <base/utf8.h>
#include <stdlib.h>
#include <string.h>

#include "scene_area.h"

/// Longest text of a number.
#define NUMBER_CAP_B 32u

struct edit *scene_editor(const struct scene *s, uint32_t node) {
    struct scene_edit *e = s->nodes[node].value.edit;
    if (e == NULL && scene_kind(s, node) == UI_KIND_TEXT_AREA) {
        struct scene_doc *d = scene_doc_of(s, node);
        return d != NULL ? &d->edit : NULL;
    }
    return e != NULL ? &e->edit : NULL;
}

/// Makes room for `cap` bytes. Without memory the old text stands.
static struct edit *editor_of(struct scene *s, uint32_t node, uint32_t cap) {
    struct scene_value *v = &s->nodes[node].value;
    if (v->edit != NULL && v->edit->edit.doc.limit_b == cap) {
        return &v->edit->edit;
    }
    struct scene_edit *fresh = calloc(1, sizeof(*fresh));
    if (fresh == NULL) {
        return NULL;
    }
    edit_init(&fresh->edit, cap, false);
    if (v->edit != NULL) {
        edit_deinit(&v->edit->edit);
        free(v->edit);
    }
    v->edit = fresh;
    return &fresh->edit;
}

/// Makes `text` the text of `e` by changing what differs, so that the caret stays where it is in
/// what is the same. False when nothing had to change.
static bool become(struct edit *e, const char *text, uint32_t len_b) {
    const char *was = edit_flat(e);
    uint32_t was_b = e->doc.len_b;
    if (was_b == len_b && memcmp(was, text, len_b) == 0) {
        return false;
    }
    if (was_b == 0 || len_b == 0) {
        return edit_set(e, text, len_b) == OK;
    }
    uint32_t least = MIN(was_b, len_b);
    uint32_t head = 0;
    while (head < least && was[head] == text[head]) {
        head++;
    }
    uint32_t tail = 0;
    while (tail < least - head && was[was_b - 1 - tail] == text[len_b - 1 - tail]) {
        tail++;
    }
    struct edit_change c = { head, was_b - head - tail, len_b - head - tail };
    if (edit_replace(e, c, text + head) != OK) {
        return false;
    }
    (void)edit_select(e, e->anchor_b, e->caret_b); // the ends may be inside of a character now
    return true;
}

void scene_number_text(struct scene *s, uint32_t node) {
    char text[NUMBER_CAP_B + 1];
    struct edit *e = editor_of(s, node, NUMBER_CAP_B);
    size_t n = fmt_strf(text, sizeof(text), "%.9g", s->nodes[node].value.number);
    if (e != NULL && become(e, text, (uint32_t)MIN(n, NUMBER_CAP_B))) {
        s->nodes[node].repaint = true;
    }
}

void scene_restore_text(struct scene *s, uint32_t node, struct ui_text text, uint32_t caret_b,
                        uint32_t anchor_b, lpx_t scroll_x) {
    bool is_number = scene_kind(s, node) == UI_KIND_NUMBER_FIELD;
    if (!scene_is_field(scene_kind(s, node)) || !utf8_is_valid(text.bytes, text.len_b)) {
        return;
    }
    uint32_t cap = is_number ? NUMBER_CAP_B : ui_tree_u32(&s->tree, node, UI_ATTR_CAP);
    struct edit *e = editor_of(s, node, cap);
    if (e == NULL ||
        edit_set(e, text.bytes, (uint32_t)utf8_cut(text.bytes, text.len_b, cap)) != OK) {
        return;
    }
    (void)edit_select(e, MIN(anchor_b, e->doc.len_b), MIN(caret_b, e->doc.len_b));
    s->nodes[node].value.edit->scroll_x = CLAMP(scroll_x, 0, LPX_INF);
}

static void take_number_text(struct scene *s, uint32_t node) {
    struct scene_value *v = &s->nodes[node].value;
    uint64_t bits = ui_tree_f64_bits(&s->tree, node, UI_ATTR_VALUE);
    double value;
    memcpy(&value, &bits, sizeof(value));
    // What the user types stands as it is as long as the app means the same number.
    if (v->edit == NULL || value < v->number || value > v->number) {
        v->number = value;
        scene_number_text(s, node);
    }
}

void scene_take_text(struct scene *s, uint32_t node) {
    if (scene_kind(s, node) == UI_KIND_NUMBER_FIELD) {
        take_number_text(s, node);
        return;
    }
    uint32_t cap = ui_tree_u32(&s->tree, node, UI_ATTR_CAP);
    struct edit *e = editor_of(s, node, cap);
    struct ui_text text = ui_tree_text(&s->tree, node, UI_ATTR_TEXT);
    if (e != NULL && become(e, text.bytes, (uint32_t)utf8_cut(text.bytes, text.len_b, cap))) {
        s->nodes[node].repaint = true;
    }
}

void scene_edit_touch(struct scene *s, uint32_t node) {
    struct scene_edit *e = s->nodes[node].value.edit;
    struct scene_area *area = s->nodes[node].value.area;
    if (area != NULL) {
        area->goal_x = -1;
        area_reveal(s, node);
        return;
    }
    if (e != NULL) {
        struct paint_node n;
        scene_paint_node(s, node, &n);
        e->scroll_x = paint_field_shift(s->text, &n);
    }
    scene_touch(s, node);
}

struct px_box scene_caret_box(const struct scene *s, uint32_t node) {
    struct paint_node n;
    scene_paint_node(s, node, &n);
    if (n.kind == PAINT_AREA) {
        return area_caret_box(s, node);
    }
    if (n.kind != PAINT_FIELD || (n.flags & PAINT_CARET) == 0) {
        return (struct px_box){ 0 };
    }
    struct px_box box = lpx_snap_rect(paint_field_caret(s->text, &n), s->scale);
    return px_box_intersect(px_box_grow(box, 1), s->nodes[node].painted);
}

uint32_t scene_edit_at(const struct scene *s, uint32_t node, lpx_t x, lpx_t y) {
    struct edit *e = scene_editor(s, node);
    if (scene_kind(s, node) == UI_KIND_TEXT_AREA) {
        return area_at(s, node, x, y);
    }
    struct paint_node n;
    scene_paint_node(s, node, &n);
    if (e == NULL || (n.flags & PAINT_PLACEHOLDER) != 0) {
        return 0;
    }
    struct text_spec spec = { .utf8 = n.utf8, .len_b = n.len_b, .style = n.style };
    lpx_t at_x = x - paint_field_inner(&n).x + paint_field_shift(s->text, &n);
    uint32_t at = text_caret_at(s->text, &spec, at_x);
    if ((s->tree.nodes[node].flags & UI_FLAG_SECRET) != 0) {
        // What is painted has one bullet for each character.
        uint32_t bullets = at / 3;
        at = 0;
        for (uint32_t i = 0; i < bullets; i++) {
            uint32_t len_b;
            (void)doc_char_at(&e->doc, at, &len_b);
            at += len_b;
        }
    }
    return MIN(at, e->doc.len_b);
}
