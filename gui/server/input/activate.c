// SPDX-License-Identifier: MIT
/// @file
/// What a click means for each kind of widget.
#include <string.h>

#include "input.h"
#include "popup.h"

static double attr_double(const struct ui_tree *tree, uint32_t node, enum ui_attr_name name) {
    uint64_t bits = ui_tree_f64_bits(tree, node, name);
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

/// Tells the app of a changed value; until it has seen that, its own value is ignored.
static void changed(struct window *w, uint32_t node, struct ui_event_rec *rec, const char *text) {
    struct scene *s = &w->session->scene;
    scene_touch(s, node);
    if ((s->tree.nodes[node].on & UI_ON_CHANGE) == 0) {
        return;
    }
    rec->kind = UI_EVENT_CHANGE;
    uint64_t seq = session_post(w->session, s->tree.nodes[node].id, rec, text);
    if (seq != 0) {
        s->nodes[node].value.changed_seq = seq;
    }
}

static void set_on(struct window *w, uint32_t node, bool on) {
    struct scene_value *v = &w->session->scene.nodes[node].value;
    if (v->on != on) {
        v->on = on;
        struct ui_event_rec rec = { 0 };
        rec.change.on = on;
        changed(w, node, &rec, NULL);
    }
}

/// Radio buttons of one group exclude each other within their window.
static void choose_radio(struct window *w, uint32_t node) {
    const struct ui_tree *t = &w->session->scene.tree;
    uint32_t group = ui_tree_u32(t, node, UI_ATTR_GROUP);
    for (uint32_t i = w->node + 1; i < t->end[w->node]; i++) {
        if (i != node && t->nodes[i].kind == UI_KIND_RADIO &&
            ui_tree_u32(t, i, UI_ATTR_GROUP) == group) {
            set_on(w, i, false);
        }
    }
    set_on(w, node, true);
}

void activate_choose(struct window *w, uint32_t node, int32_t index) {
    int32_t *choice = &w->session->scene.nodes[node].value.choice;
    if (*choice != index) {
        *choice = index;
        struct ui_event_rec rec = { 0 };
        rec.change.index = index;
        changed(w, node, &rec, NULL);
    }
}

void activate_node(struct window *w, uint32_t node, uint32_t button, uint32_t count) {
    struct scene *s = &w->session->scene;
    const struct ui_node *n = &s->tree.nodes[node];
    if ((s->nodes[node].state & SCENE_DISABLED) != 0) {
        return;
    }
    switch (n->kind) { // only the kinds that have a value
    case UI_KIND_CHECKBOX:
    case UI_KIND_SWITCH:
        set_on(w, node, !s->nodes[node].value.on);
        break;
    case UI_KIND_RADIO:
        choose_radio(w, node);
        break;
    case UI_KIND_SELECT:
        popup_open(w, node);
        break;
    default:
        break;
    }
    if ((n->on & UI_ON_CLICK) != 0) {
        struct ui_event_rec rec = { .kind = UI_EVENT_CLICK };
        rec.click.button = button;
        rec.click.count = count;
        (void)session_post(w->session, n->id, &rec, NULL);
    }
}

void activate_set_number(struct window *w, uint32_t node, double value) {
    struct scene *s = &w->session->scene;
    double low = attr_double(&s->tree, node, UI_ATTR_MIN);
    double high = attr_double(&s->tree, node, UI_ATTR_MAX);
    double step = attr_double(&s->tree, node, UI_ATTR_STEP);
    if (!(high > low)) {
        return;
    }
    if (step > 0 && (value - low) / step < 1e9) {
        value = low + step * (double)(int64_t)((value - low) / step + 0.5);
    }
    value = value < low ? low : value > high ? high : value;
    struct scene_value *v = &s->nodes[node].value;
    if (value < v->number || value > v->number) {
        v->number = value;
        struct ui_event_rec rec = { 0 };
        rec.change.value = value;
        changed(w, node, &rec, NULL);
    }
}

void activate_slider_at(struct window *w, uint32_t node, lpx_t x) {
    const struct scene *s = &w->session->scene;
    const struct lpx_rect *box = &s->nodes[node].box;
    // The knob's centre runs from half a knob inside one edge to the same at the other.
    const lpx_t inset = LPX(9);
    lpx_t room = box->w - 2 * inset;
    if (room <= 0) {
        return;
    }
    lpx_t at = CLAMP(x - box->x - inset, 0, room);
    double low = attr_double(&s->tree, node, UI_ATTR_MIN);
    double high = attr_double(&s->tree, node, UI_ATTR_MAX);
    activate_set_number(w, node, low + (high - low) * (double)at / (double)room);
}

void activate_slider_step(struct window *w, uint32_t node, int32_t steps) {
    const struct scene *s = &w->session->scene;
    double low = attr_double(&s->tree, node, UI_ATTR_MIN);
    double high = attr_double(&s->tree, node, UI_ATTR_MAX);
    double step = attr_double(&s->tree, node, UI_ATTR_STEP);
    step = step > 0 ? step : (high - low) / 20;
    activate_set_number(w, node, s->nodes[node].value.number + step * steps);
}

void activate_text_changed(struct window *w, uint32_t node) {
    struct scene_value *v = &w->session->scene.nodes[node].value;
    struct edit *edit = &v->edit->edit;
    struct ui_event_rec rec = { 0 };
    if (scene_kind(&w->session->scene, node) == UI_KIND_NUMBER_FIELD) {
        rec.change.value = v->number;
        changed(w, node, &rec, NULL);
        return;
    }
    rec.text_b = (uint16_t)edit->doc.len_b; // fields are shorter than UI_EVENT_TEXT_MAX
    changed(w, node, &rec, edit_flat(edit));
}
