// SPDX-License-Identifier: MIT
/// @file
/// Fields that hold a number.
#include <stdlib.h>
#include <string.h>

#include "input.h"

static double attr_double(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    uint64_t bits = ui_tree_f64_bits(tree, node, name);
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

/// The number that the text says. False when it says none.
static bool read_number(const struct scene *s, uint32_t node, double *out) {
    struct edit *e = scene_editor(s, node);
    char text[64];
    uint32_t n = e != NULL ? doc_read(&e->doc, 0, text, sizeof(text) - 1) : 0;
    text[n] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        text[i] = text[i] == ',' ? '.' : text[i];
        if (strchr("0123456789+-.eE ", text[i]) == NULL) {
            return false; // strtod() also knows words
        }
    }
    char *end = text;
    double value = strtod(text, &end);
    bool good = end != text && value >= -1e300 && value <= 1e300 && strspn(end, " ") == strlen(end);
    *out = good ? value : 0;
    return good;
}

void number_typed(struct window *w, uint32_t node) {
    const struct scene *s = &w->session->scene;
    struct scene_value *v = &w->session->scene.nodes[node].value;
    double value;
    if (!read_number(s, node, &value) || value < attr_double(&s->tree, node, UI_ATTR_MIN) ||
        value > attr_double(&s->tree, node, UI_ATTR_MAX) ||
        (value <= v->number && value >= v->number)) {
        return; // not yet a number that the app could use
    }
    v->number = value;
    activate_text_changed(w, node);
}

void number_commit(struct window *w, uint32_t node) {
    struct scene *s = &w->session->scene;
    double value;
    if (read_number(s, node, &value)) {
        activate_set_number(w, node, value);
    }
    scene_number_text(s, node);
    scene_edit_touch(s, node);
}

void number_step(struct window *w, uint32_t node, int32_t steps) {
    struct scene *s = &w->session->scene;
    if ((s->tree.nodes[node].flags & UI_FLAG_READONLY) != 0) {
        return;
    }
    double value = s->nodes[node].value.number;
    double step = attr_double(&s->tree, node, UI_ATTR_STEP);
    (void)read_number(s, node, &value); // else the last good one
    activate_set_number(w, node, value + (step > 0 ? step : 1) * steps);
    scene_number_text(s, node);
    struct edit *e = scene_editor(s, node);
    if (e != NULL) {
        (void)edit_select(e, 0, e->doc.len_b);
    }
    scene_edit_touch(s, node);
}
