// SPDX-License-Identifier: MIT
#include "scene_state.h"

#include <stdlib.h>

/// In front of each value.
struct record {
    uint32_t id;   ///< Of the node.
    uint16_t kind; ///< Of the node.
    uint16_t tag;  ///< Place in the table of savers + 1.
    uint32_t len_b;
    uint32_t pad0;
};

/// One sort of value. `put` writes nothing for a node that has none; `take` may fail: then the node
/// has its default.
struct saver {
    void (*put)(const struct scene *s, uint32_t node, struct state_out *out);
    void (*take)(struct scene *s, uint32_t node, struct state_in *in);
};

// --- Sizes that were told, wishes that were granted ---

static void put_told(const struct scene *s, uint32_t node, struct state_out *out) {
    const struct scene_node *n = &s->nodes[node];
    if (n->told.w != 0 || n->told.h != 0) {
        state_put(out, &n->told, sizeof(n->told));
    }
}

static void take_told(struct scene *s, uint32_t node, struct state_in *in) {
    state_take(in, &s->nodes[node].told, sizeof(s->nodes[node].told));
}

static void put_asked(const struct scene *s, uint32_t node, struct state_out *out) {
    uint64_t asked = s->nodes[node].asked_focus;
    if (asked != 0) {
        state_put(out, &asked, sizeof(asked));
    }
}

static void take_asked(struct scene *s, uint32_t node, struct state_in *in) {
    (void)in;
    s->nodes[node].asked_focus = true;
}

// --- Scrolling ---

static bool may_scroll(const struct scene *s, uint32_t node) {
    uint8_t kind = s->layout.boxes[node].style.kind;
    return kind == LAYOUT_SCROLL || kind == LAYOUT_ROWS;
}

static void put_scroll(const struct scene *s, uint32_t node, struct state_out *out) {
    const int64_t *at = s->nodes[node].value.scroll;
    if (may_scroll(s, node) || at[AXIS_X] != 0 || at[AXIS_Y] != 0) {
        state_put(out, at, sizeof(s->nodes[node].value.scroll));
    }
}

static void take_scroll(struct scene *s, uint32_t node, struct state_in *in) {
    int64_t at[2];
    state_take(in, at, sizeof(at));
    for (int a = 0; a < 2; a++) { // layout keeps it within the content
        s->nodes[node].value.scroll[a] = CLAMP(at[a], (int64_t)0, INT64_MAX / 4);
    }
}

// --- Rows that were asked for, floats that were closed ---

struct saved_rows {
    uint32_t asked, num_asked;
    uint64_t asked_seq;
};

static void put_rows(const struct scene *s, uint32_t node, struct state_out *out) {
    const struct scene_rows *r = &s->nodes[node].value.rows;
    if (r->asked_seq != 0) {
        struct saved_rows saved = { r->asked, r->num_asked, r->asked_seq };
        state_put(out, &saved, sizeof(saved));
    }
}

static void take_rows(struct scene *s, uint32_t node, struct state_in *in) {
    struct saved_rows saved;
    struct scene_rows *r = &s->nodes[node].value.rows;
    state_take(in, &saved, sizeof(saved));
    r->asked = saved.asked;
    r->num_asked = saved.num_asked;
    r->asked_seq = saved.asked_seq;
}

static void put_closed(const struct scene *s, uint32_t node, struct state_out *out) {
    uint64_t seq = s->nodes[node].closed_seq;
    if (seq != 0) {
        state_put(out, &seq, sizeof(seq));
    }
}

static void take_closed(struct scene *s, uint32_t node, struct state_in *in) {
    state_take(in, &s->nodes[node].closed_seq, sizeof(s->nodes[node].closed_seq));
}

// --- Numbers, choices, switches ---

struct saved_value {
    uint64_t changed_seq;
    double number;
    double told_number;
    int32_t choice, told_choice;
    uint32_t on, pad0;
};

/// Anything else than a number would paint nonsense.
static double number(double saved) {
    return saved > -1e18 && saved < 1e18 ? saved : 0;
}

static bool has_value(enum ui_kind kind) {
    return kind == UI_KIND_CHECKBOX || kind == UI_KIND_SWITCH || kind == UI_KIND_RADIO ||
           kind == UI_KIND_SLIDER || kind == UI_KIND_SPLIT || kind == UI_KIND_SELECT ||
           kind == UI_KIND_TABS || kind == UI_KIND_LIST || kind == UI_KIND_TABLE ||
           kind == UI_KIND_TREE || kind == UI_KIND_TABLE_COLUMN;
}

static void put_value(const struct scene *s, uint32_t node, struct state_out *out) {
    const struct scene_value *v = &s->nodes[node].value;
    if (v->changed_seq != 0 || has_value(scene_kind(s, node))) {
        struct saved_value saved = {
            .changed_seq = v->changed_seq,
            .number = v->number,
            .told_number = v->told_number,
            .choice = v->choice,
            .told_choice = v->told_choice,
            .on = v->on,
        };
        state_put(out, &saved, sizeof(saved));
    }
}

static void take_value(struct scene *s, uint32_t node, struct state_in *in) {
    struct saved_value saved;
    struct scene_value *v = &s->nodes[node].value;
    state_take(in, &saved, sizeof(saved));
    v->changed_seq = saved.changed_seq;
    v->number = number(saved.number);
    v->told_number = number(saved.told_number);
    v->choice = CLAMP(saved.choice, -1, INT32_MAX);
    v->told_choice = saved.told_choice;
    v->on = saved.on != 0;
}

// --- Text ---

struct saved_edit {
    uint32_t caret_b, anchor_b;
    int32_t scroll_x;
    uint32_t len_b; ///< The text follows.
};

static void put_edit(const struct scene *s, uint32_t node, struct state_out *out) {
    struct edit *e = scene_editor(s, node);
    if (e != NULL && scene_is_field(scene_kind(s, node))) {
        struct saved_edit saved = { e->caret_b, e->anchor_b, s->nodes[node].value.edit->scroll_x,
                                    e->doc.len_b };
        state_put(out, &saved, sizeof(saved));
        state_put(out, edit_flat(e), e->doc.len_b);
    }
}

static void take_edit(struct scene *s, uint32_t node, struct state_in *in) {
    struct saved_edit saved;
    state_take(in, &saved, sizeof(saved));
    const uint8_t *text = state_skip(in, saved.len_b);
    if (text != NULL) {
        scene_restore_text(s, node, (struct ui_text){ (const char *)text, saved.len_b },
                           saved.caret_b, saved.anchor_b, saved.scroll_x);
    }
}

/// All values that are saved. A place in this table is a number in the state: only append.
static const struct saver savers[] = {
    { put_told, take_told },     { put_asked, take_asked }, { put_scroll, take_scroll },
    { put_value, take_value },   { put_edit, take_edit },   { put_rows, take_rows },
    { put_closed, take_closed },
};

static void put_record(const struct scene *s, uint32_t node, uint32_t saver,
                       struct state_out *out) {
    struct state_out at = *out;
    struct record record = { .id = s->tree.nodes[node].id,
                             .kind = s->tree.nodes[node].kind,
                             .tag = (uint16_t)(saver + 1) };
    state_put(&at, &record, sizeof(record));
    size_t begin = at.used_b;
    savers[saver].put(s, node, &at);
    record.len_b = (uint32_t)(at.used_b - begin);
    if (at.full || record.len_b == 0) {
        return;
    }
    static const uint8_t zeros[8];
    state_put(&at, zeros, (size_t)(-record.len_b & 7));
    if (!at.full) {
        memcpy(out->bytes + out->used_b, &record, sizeof(record));
        out->used_b = at.used_b;
    }
}

/// Whether `node` has nothing that could be worth saving; most have not.
static bool is_plain(const struct scene *s, uint32_t node) {
    const struct scene_node *n = &s->nodes[node];
    const struct scene_value *v = &n->value;
    return n->told.w == 0 && n->told.h == 0 && !n->asked_focus && v->changed_seq == 0 &&
           v->edit == NULL && v->scroll[AXIS_X] == 0 && v->scroll[AXIS_Y] == 0 &&
           n->closed_seq == 0 && v->rows.asked_seq == 0 && !may_scroll(s, node) &&
           !has_value(scene_kind(s, node));
}

void scene_save(const struct scene *s, struct state_out *out) {
    if (s->saved != NULL) {
        state_put(out, s->saved, s->saved_b); // no tree came yet: as it was
        return;
    }
    uint64_t gen = s->tree.num_nodes == 0 ? 0 : s->tree.gen;
    state_put(out, &gen, sizeof(gen));
    for (uint32_t i = 0; i < s->tree.num_nodes; i++) {
        for (uint32_t k = 0; k < ARRAY_LEN(savers) && !is_plain(s, i); k++) {
            put_record(s, i, k, out);
        }
    }
}

void scene_restore_from(struct scene *s, void *bytes, size_t len_b) {
    free(s->saved);
    s->saved = bytes;
    s->saved_b = len_b;
}

bool scene_restore(struct scene *s) {
    struct state_in in = { s->saved, s->saved_b, false };
    uint64_t gen = 0;
    state_take(&in, &gen, sizeof(gen));
    bool exact = !in.bad && gen == s->tree.gen;
    while (in.left_b > 0 && !in.bad) {
        struct record record;
        state_take(&in, &record, sizeof(record));
        struct state_in value = { state_skip(&in, record.len_b), record.len_b, in.bad };
        (void)state_skip(&in, (size_t)(-record.len_b & 7));
        uint32_t node = in.bad ? SCENE_NONE : scene_find(s, record.id);
        if (node != SCENE_NONE && s->tree.nodes[node].kind == record.kind && record.tag >= 1 &&
            record.tag <= ARRAY_LEN(savers)) {
            savers[record.tag - 1].take(s, node, &value);
            s->nodes[node].restored = true;
        }
    }
    free(s->saved);
    s->saved = NULL;
    return exact;
}
