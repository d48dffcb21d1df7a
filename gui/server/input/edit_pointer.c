// SPDX-License-Identifier: MIT
/// @file
/// Caret and selection by pointer.
#include <ui_enums.h>

#include "input.h"
#include "scene_area.h"

/// Width of the arrows at the end of a number field.
#define STEPPER_W LPX(24)

/// Where the pointer finds the scroll bar of a text area.
#define BAR_BAND LPX(12)

/// How many clicks on the text `id` this press makes: 1, 2, 3, 1 ...
static uint32_t count_press(struct gui_core *core, uint32_t id) {
    struct editing *ed = &core->editing;
    nsec_t now = core->port.now(core->port.self);
    bool again = ed->clicks > 0 && ed->click_id == id && now - ed->click_ns < INPUT_DOUBLE_NS;
    ed->clicks = again ? ed->clicks % 3 + 1 : 1;
    ed->click_id = id;
    ed->click_ns = now;
    return ed->clicks;
}

/// What a click at `at` selects after `clicks` of them.
static void range_at(struct window *w, uint32_t node, uint32_t at, uint32_t *out_from,
                     uint32_t *out_to) {
    const struct scene *s = &w->session->scene;
    struct edit *e = scene_editor(s, node);
    bool secret = (s->tree.nodes[node].flags & UI_FLAG_SECRET) != 0;
    *out_from = *out_to = at;
    if (w->core->editing.clicks == 2 && !secret) {
        word_around(&e->doc, at, out_from, out_to);
    } else if (w->core->editing.clicks >= 2) {
        *out_from = doc_line_start(&e->doc, at);
        *out_to = doc_line_end(&e->doc, at);
        *out_to += *out_to < e->doc.len_b ? 1 : 0; // with its line feed
    }
}

static void select(struct window *w, uint32_t node, uint32_t anchor_b, uint32_t caret_b) {
    struct scene *s = &w->session->scene;
    if (edit_select(scene_editor(s, node), anchor_b, caret_b)) {
        scene_edit_touch(s, node);
    }
}

void edit_press(struct window *w, uint32_t node, lpx_t x, lpx_t y, bool extend) {
    struct scene *s = &w->session->scene;
    const struct lpx_rect *box = &s->nodes[node].box;
    struct edit *e = scene_editor(s, node);
    struct editing *ed = &w->core->editing;
    if (e == NULL) {
        return;
    }
    edit_acted(w->core);
    if (scene_kind(s, node) == UI_KIND_NUMBER_FIELD && x >= box->x + box->w - STEPPER_W) {
        number_step(w, node, y < box->y + box->h / 2 ? 1 : -1);
        ed->clicks = 0;
        return;
    }
    ed->bar = scene_kind(s, node) == UI_KIND_TEXT_AREA && x >= box->x + box->w - BAR_BAND &&
              area_thumb(s, node, &(struct lpx_rect){ 0 });
    if (ed->bar) {
        area_thumb_to(s, node, y);
        ed->clicks = 0;
        return;
    }
    uint32_t at = scene_edit_at(s, node, x, y);
    if (count_press(w->core, s->tree.nodes[node].id) == 1 && extend) {
        ed->from_b = ed->to_b = e->anchor_b;
        select(w, node, e->anchor_b, at);
        return;
    }
    range_at(w, node, at, &ed->from_b, &ed->to_b);
    select(w, node, ed->from_b, ed->to_b);
}

void edit_drag(struct window *w, uint32_t node, lpx_t x, lpx_t y) {
    const struct editing *ed = &w->core->editing;
    struct scene *s = &w->session->scene;
    if (ed->bar && scene_kind(s, node) == UI_KIND_TEXT_AREA) {
        area_thumb_to(s, node, y);
        return;
    }
    if (scene_editor(s, node) == NULL || ed->clicks == 0) {
        return;
    }
    uint32_t at = scene_edit_at(s, node, x, y);
    uint32_t from;
    uint32_t to;
    range_at(w, node, at, &from, &to);
    if (at < ed->from_b) {
        select(w, node, ed->to_b, from);
    } else {
        select(w, node, ed->from_b, MAX(to, ed->to_b));
    }
}

bool edit_wheel(struct window *w, uint32_t node, int32_t notches) {
    const struct scene *s = &w->session->scene;
    if (scene_kind(s, node) != UI_KIND_NUMBER_FIELD || w->core->active != w ||
        window_focused(w) != node || (s->nodes[node].state & SCENE_DISABLED) != 0 || notches == 0) {
        return false;
    }
    edit_acted(w->core);
    number_step(w, node, -notches);
    return true;
}
