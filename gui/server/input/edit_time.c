// SPDX-License-Identifier: MIT
/// @file
/// What happens to texts as time passes: the caret blinks, keys wait for an app's answer.
#include <string.h>

#include "input.h"

#define BLINK_NS UINT64_C(500000000)

/// After so long without an act the caret stays on: an idle desktop paints nothing.
#define BLINK_FOR_NS UINT64_C(30000000000)

/// How long keys wait at most.
#define WAIT_NS UINT64_C(500000000)

/// The text that has the keyboard; SCENE_NONE when there is none.
static uint32_t focused_text(const struct gui_core *core) {
    if (core->active == NULL) {
        return SCENE_NONE;
    }
    uint32_t node = window_focused(core->active);
    const struct scene *s = &core->active->session->scene;
    bool text = node != SCENE_NONE && (s->nodes[node].state & SCENE_CARET) != 0 &&
                scene_kind(s, node) != UI_KIND_CELLS;
    return text ? node : SCENE_NONE;
}

static void set_off(struct gui_core *core, uint32_t node, bool off) {
    struct scene *s = &core->active->session->scene;
    uint16_t state = s->nodes[node].state;
    uint16_t now = (uint16_t)(off ? state | SCENE_CARET_OFF : state & ~SCENE_CARET_OFF);
    if (now != state) {
        s->nodes[node].state = now;
        damage_add(&core->active->damage, scene_caret_box(s, node));
    }
}

void edit_focused(struct gui_core *core) {
    core->editing.acted_ns = core->port.now(core->port.self);
    uint32_t node = focused_text(core);
    bool blinks = node != SCENE_NONE && !core->test_mode;
    core->editing.blink_ns = blinks ? core->editing.acted_ns + BLINK_NS : 0;
    if (node != SCENE_NONE) {
        set_off(core, node, false);
    }
}

void edit_acted(struct gui_core *core) {
    edit_focused(core);
}

static void blink(struct gui_core *core, nsec_t now) {
    struct editing *ed = &core->editing;
    uint32_t node = focused_text(core);
    if (node == SCENE_NONE) {
        ed->blink_ns = 0;
        return;
    }
    bool off = (core->active->session->scene.nodes[node].state & SCENE_CARET_OFF) != 0;
    set_off(core, node, !off);
    bool on = now - ed->acted_ns < BLINK_FOR_NS || !off;
    ed->blink_ns = on ? now + BLINK_NS : 0;
}

void edit_wait_begin(struct window *w, uint32_t node, uint64_t seq) {
    struct editing *ed = &w->core->editing;
    ed->wait_window = w;
    ed->wait_id = w->session->scene.tree.nodes[node].id;
    ed->wait_seq = seq;
    ed->wait_ns = w->core->port.now(w->core->port.self) + WAIT_NS;
}

/// Whether the app has seen the SUBMIT, or cannot any more, or takes too long.
static bool answered(const struct gui_core *core, nsec_t now) {
    const struct editing *ed = &core->editing;
    const struct scene *s = &ed->wait_window->session->scene;
    return s->tree.events_seen >= ed->wait_seq || now >= ed->wait_ns ||
           scene_find(s, ed->wait_id) == SCENE_NONE;
}

bool edit_wait(struct window *w, uint32_t node, uint16_t code) {
    struct editing *ed = &w->core->editing;
    const struct gui_keyboard *k = &w->core->keyboard;
    if (ed->wait_window != w || ed->wait_id != w->session->scene.tree.nodes[node].id ||
        answered(w->core, w->core->port.now(w->core->port.self)) ||
        ed->num_keys == EDITING_KEYS_MAX) {
        return false;
    }
    struct editing_key *key = &ed->keys[ed->num_keys++];
    *key = (struct editing_key){ .code = code, .mods = w->core->mods, .typed_b = k->typed_b };
    memcpy(key->typed, k->typed, k->typed_b);
    return true;
}

/// Gives the keys that waited to their field.
static void replay(struct gui_core *core) {
    struct editing *ed = &core->editing;
    struct window *w = ed->wait_window;
    struct gui_keyboard now = core->keyboard;
    uint32_t mods = core->mods;
    uint32_t count = ed->num_keys;
    struct editing_key keys[EDITING_KEYS_MAX];
    memcpy(keys, ed->keys, count * sizeof(*keys));
    ed->wait_window = NULL;
    ed->num_keys = 0;
    for (uint32_t i = 0; i < count; i++) {
        // Each may submit again: then those behind it wait again.
        uint32_t node = scene_find(&w->session->scene, ed->wait_id);
        if (node == SCENE_NONE) {
            break;
        }
        core->mods = keys[i].mods;
        core->keyboard.dead = 0;
        core->keyboard.composing = false;
        core->keyboard.typed_b = keys[i].typed_b;
        memcpy(core->keyboard.typed, keys[i].typed, keys[i].typed_b);
        (void)edit_key(w, node, keys[i].code); // what it has no use for, nobody has now
    }
    core->keyboard = now;
    core->mods = mods;
}

void edit_tick(struct gui_core *core, nsec_t now) {
    struct editing *ed = &core->editing;
    if (ed->wait_window != NULL && answered(core, now)) {
        replay(core);
    }
    if (ed->blink_ns != 0 && now >= ed->blink_ns) {
        blink(core, now);
    }
}

nsec_t edit_due(const struct gui_core *core) {
    const struct editing *ed = &core->editing;
    nsec_t due = ed->blink_ns != 0 ? ed->blink_ns : UINT64_MAX;
    return ed->num_keys > 0 ? MIN(due, ed->wait_ns) : due;
}
